import type { Interaction } from '@millrace/metadata'
import { BOOLEAN } from '@millrace/values'
import { FormulaError } from '@millrace/formula'
import type { ChainOutcome, ComponentState, InteractionError } from './componentState.ts'
import type { Circumstances } from './evaluation.ts'
import type { ComponentFormula } from './formulas.ts'
import type { Cancellation, ComponentHost } from './host.ts'
import type { InteractionContext } from './interaction.ts'
import { interactionType } from './interactions/index.ts'
import type { Place } from './references.ts'
import { InteractionFailure } from './restApi.ts'

/// What a chain needs of the component it runs in.
export interface ChainRunner {
  readonly host: ComponentHost
  readonly phase: ComponentState['phase']
  formula(text: string, expected: typeof BOOLEAN, place: Place): ComponentFormula
  evaluate(formula: ComponentFormula, circumstances: Circumstances): unknown
  context(interaction: Interaction, at: ChainPlace, subject: string): InteractionContext
}

/// Where a chain stands: what its interactions see, and what ends it from outside.
export interface ChainPlace {
  readonly place: Place
  readonly circumstances: Circumstances
  readonly cancellation: Cancellation
  /// What was clicked, as people know it: "Set as Active".
  readonly label: string
}

/// Runs interactions strictly in order, each awaited. The first that fails ends the chain, unless it says
/// `continueOnError`. Never rejects.
export async function runInteractions(
  interactions: readonly Interaction[],
  at: ChainPlace,
  runner: ChainRunner,
): Promise<ChainOutcome> {
  let ran = 0
  for (const interaction of interactions) {
    if (isEnded(at, runner)) return { status: 'cancelled', ran }
    const outcome = await runInteraction(interaction, at, runner)
    if (outcome === 'skipped') continue
    ran++
    if (outcome.status === 'cancelled') return { status: 'cancelled', ran }
    if (outcome.status === 'failed' && interaction['continueOnError'] !== true)
      return { status: 'failed', ran, error: outcome.error }
  }
  return { status: 'finished', ran }
}

const isEnded = (at: ChainPlace, runner: ChainRunner): boolean =>
  at.cancellation.isCancelled || runner.phase === 'disposed'

type InteractionOutcome = Pick<ChainOutcome, 'status' | 'error'>

/// On Start, the interaction itself, then On Finish or On Error, then On Always. A failure without On Error is shown in
/// a toast. A failure inside one of those lists has been told there already, so it is only passed on.
async function runInteraction(
  interaction: Interaction,
  at: ChainPlace,
  runner: ChainRunner,
): Promise<InteractionOutcome | 'skipped'> {
  const type = interactionType(interaction.type)
  const subject = `${type?.label ?? interaction.type} "${at.label}"`
  const then = (list: string, error?: InteractionError): Promise<ChainOutcome> =>
    runInteractions(listOf(interaction[list]), error ? withError(at, error) : at, runner)

  let error: InteractionError | undefined
  let outcome: InteractionOutcome = { status: 'finished' }
  try {
    if (!isWanted(interaction, at, runner)) return 'skipped'
    outcome = await then('onStart')
    if (outcome.status === 'finished') {
      if (!type) throw new InteractionFailure({ code: 'unknown-interaction', message: unknownType(interaction) })
      await type.run(runner.context(interaction, at, subject))
    }
  } catch (cause) {
    error = errorOf(cause)
  }
  if (isEnded(at, runner)) return { status: 'cancelled' }

  if (error) {
    const onError = listOf(interaction['onError'])
    if (onError.length > 0) await then('onError', error)
    else
      runner.host.showToast({
        title: `"${at.label}" did not finish`,
        message: error.message,
        variant: 'error',
        mode: 'sticky',
      })
    outcome = { status: 'failed', error }
  } else if (outcome.status === 'finished') {
    outcome = await then('onFinish')
  }
  const always = await then('onAlways', outcome.error)
  return outcome.status === 'finished' ? always : outcome
}

function isWanted(interaction: Interaction, at: ChainPlace, runner: ChainRunner): boolean {
  if (interaction.when === undefined || interaction.when.trim() === '') return true
  const formula = runner.formula(interaction.when, BOOLEAN, at.place)
  const [problem] = formula.errors
  if (problem) throw new InteractionFailure({ code: problem.code, message: `"when": ${problem.message}` })
  return runner.evaluate(formula, at.circumstances) === true
}

const withError = (at: ChainPlace, error: InteractionError): ChainPlace => ({
  ...at,
  place: { ...at.place, hasError: true },
  circumstances: { ...at.circumstances, error },
})

const unknownType = (interaction: Interaction): string => `There is no interaction of the type "${interaction.type}".`

const listOf = (setting: unknown): readonly Interaction[] => (Array.isArray(setting) ? setting : [])

/// # formula
/// A formula could not be worked out while the interaction ran: a division by zero, `VALUE("abc")`.
///
/// This is `{!$Error.code}` in On Error, and the message says what could not be worked out. Test the value first, for
/// example with `IF()` and `ISBLANK()`.
///
/// # internal
/// Millrace itself did something wrong.
///
/// This is `{!$Error.code}` in On Error. It is no fault of the component: report it with the message.
function errorOf(cause: unknown): InteractionError {
  if (cause instanceof InteractionFailure) return cause.error
  if (cause instanceof FormulaError) return { code: 'formula', message: cause.message }
  const text = cause instanceof Error ? cause.message : String(cause)
  return { code: 'internal', message: `This is a fault of Millrace itself, not of your component: ${text}` }
}
