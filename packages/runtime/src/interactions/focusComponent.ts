import type { InteractionDeclaration } from '../interaction.ts'
import { screenOf } from './screenOf.ts'
import { nameSetting } from './settings.ts'

/// Focus Component: moves the keyboard's focus, for example to the input that has to be filled in.
export const focusComponent: InteractionDeclaration = {
  type: 'focusComponent',
  label: 'Focus Component',
  help: "Moves the keyboard's focus into a component and scrolls to it.",
  properties: [{ name: 'component', label: 'Component', type: 'component', required: true }],
  /// # nothing-to-focus
  /// Focus Component names a component that is not on the screen, or that has nothing to be focused.
  ///
  /// A hidden component, or one in a tab that is not open, cannot have the focus: show it first.
  run(context) {
    const name = nameSetting(context, 'component')
    if (!screenOf(context).focus(context.scope.definition.apiName, name))
      context.fail({ code: 'nothing-to-focus', message: `"${name}" is not on the screen, or takes no focus.` })
  },
}
