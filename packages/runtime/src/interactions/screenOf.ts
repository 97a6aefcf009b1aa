import type { InteractionContext } from '../interaction.ts'
import type { Screen } from '../screen.ts'

/// The screen, for interactions that show something or reach the browser.
///
/// # no-screen
/// An interaction needs a screen, and the component runs where there is none.
///
/// Dialogs, panels, the clipboard, files and printing are a browser's. A component that runs in a test or a command has
/// them only if the test gives it a screen.
export const screenOf = (context: InteractionContext): Screen =>
  context.host.screen ??
  context.fail({ code: 'no-screen', message: 'there is no screen here: it needs a page in a browser.' })
