import type { Interaction } from '@millrace/metadata'
import { FormulaError } from '@millrace/formula'
import type { ChainOutcome, ComponentState, InteractionError } from './componentState.ts'
import { ChainStop } from './chainStop.ts'
import type { Circumstances, Readable } from './evaluation.ts'
import type { FlowRunState } from './flowRunState.ts'
import type { Cancellation, ComponentHost } from './host.ts'
import type { InteractionContext, Seeing } from './interaction.ts'
import { textsOf } from './interactionTexts.ts'
import { loadedInteraction, loadInteractions } from './interactions/code.ts'
import type { Place } from './references.ts'
import { InteractionFailure } from './restApi.ts'

/// What a chain needs of the component it runs in.
export interface ChainRunner {
  readonly host: ComponentHost
  readonly phase: ComponentState['phase']
  /// Whether a condition, a formula or a structured rule, is true. Throws `InteractionFailure` when it is none, and
  /// `FormulaError` when it cannot be worked out.
  isTrue(condition: unknown, at: ChainPlace): boolean
  context(interaction: Interaction, at: ChainPlace, subject: string): InteractionContext
  /// [at] for an interaction that runs a flow, and what follows it.
  withFlowRun(at: ChainPlace): ChainPlace
}

/// Where a chain stands: what its interactions see, and what ends it from outside.
export interface ChainPlace {
  readonly place: Place
  readonly readable: Readable
  readonly circumstances: Circumstances
  readonly cancellation: Cancellation
  /// What was clicked, as people know it: "Set as Active".
  readonly label: string
  /// API name of the component whose event started it.
  readonly component?: string
  /// Tells what the flow of the trigger does.
  readonly noteTriggerFlowRun?: (run: FlowRunState) => void
  /// Tells what the flow of the interaction does.
  readonly noteFlowRun?: (run: FlowRunState) => void
  /// The sequences it stands in, outermost first.
  readonly sequences?: readonly string[]
  /// Whether an interaction around it has an On Error, which tells of what fails here.
  readonly isCaught?: boolean
}

/// Runs interactions strictly in order, each awaited. The first that fails ends the chain, unless it says
/// `continueOnError`. Never rejects.
export async function runInteractions(
  interactions: readonly Interaction[],
  at: ChainPlace,
  runner: ChainRunner,
): Promise<ChainOutcome> {
  const { status, ran, error } = await runList(interactions, at, runner)
  return { status, ran, ...(error ? { error } : {}) }
}

/// Runs interactions that stand inside [interaction]; throws what ended them.
export async function runInside(
  interaction: Interaction,
  interactions: unknown,
  at: ChainPlace,
  runner: ChainRunner,
): Promise<void> {
  const isCaught = at.isCaught === true || listOf(interaction['onError']).length > 0
  const { stop, error } = await runList(listOf(interactions), { ...at, isCaught }, runner)
  if (stop) throw stop
  if (error) throw new InteractionFailure(error)
}

interface ListOutcome extends ChainOutcome {
  readonly stop?: ChainStop
}

async function runList(
  interactions: readonly Interaction[],
  at: ChainPlace,
  runner: ChainRunner,
): Promise<ListOutcome> {
  let ran = 0
  for (const interaction of interactions) {
    if (isEnded(at, runner)) return { status: 'cancelled', ran }
    const outcome = await runInteraction(interaction, at, runner)
    if (outcome === 'skipped') continue
    ran++
    const goesOn = outcome.status === 'failed' && interaction['continueOnError'] === true
    if (!isDone(outcome) && !goesOn) return { ...outcome, ran }
  }
  return { status: 'finished', ran }
}

const isEnded = (at: ChainPlace, runner: ChainRunner): boolean =>
  at.cancellation.isCancelled || runner.phase === 'disposed'

type InteractionOutcome = Pick<ListOutcome, 'status' | 'error' | 'stop'>

const isDone = (outcome: InteractionOutcome): boolean => outcome.status === 'finished' && !outcome.stop

/// Failures that somebody has been told of.
const told = new WeakSet<InteractionError>()

/// Runs an interaction with what follows it, and tells a host that listens.
async function runInteraction(
  interaction: Interaction,
  at: ChainPlace,
  runner: ChainRunner,
): Promise<InteractionOutcome | 'skipped'> {
  // Without its code it fails below, in its place in the chain.
  if (!loadedInteraction(interaction.type)) await loadInteractions().catch(() => undefined)
  const label = `${loadedInteraction(interaction.type)?.label ?? interaction.type} "${at.label}"`
  const end = runner.host.noteInteraction?.(interaction, label)
  const outcome = await performInteraction(interaction, at, runner)
  if (outcome === 'skipped') end?.({ status: 'skipped' })
  else end?.({ status: outcome.status, ...(outcome.error ? { error: outcome.error } : {}) })
  return outcome
}

/// On Start, the interaction itself, then On Finish or On Error, then On Always. A failure without On Error is shown in
/// a toast. A failure inside one of those lists has been told there already, so it is only passed on.
async function performInteraction(
  interaction: Interaction,
  around: ChainPlace,
  runner: ChainRunner,
): Promise<InteractionOutcome | 'skipped'> {
  const type = loadedInteraction(interaction.type)
  const at = type?.runsFlow ? runner.withFlowRun(around) : around
  const subject = `${type?.label ?? interaction.type} "${at.label}"`
  const then = (list: string, error?: InteractionError): Promise<ListOutcome> =>
    runList(listOf(interaction[list]), error ? withError(at, error) : at, runner)

  let error: InteractionError | undefined
  let outcome: InteractionOutcome = { status: 'finished' }
  try {
    if (!isWanted(interaction, at, runner)) return 'skipped'
    outcome = await then('onStart')
    if (isDone(outcome)) {
      if (!type) return await unknownInteraction(interaction)
      await type.run(runner.context(interaction, at, subject))
    }
  } catch (cause) {
    if (cause instanceof ChainStop) outcome = { status: 'finished', stop: cause }
    else error = errorOf(cause)
  }
  if (isEnded(at, runner)) return { status: 'cancelled' }

  if (error) {
    const list = failureList(error, interaction)
    const { stop } = await tell(error, interaction, list, at, runner, () => then(list, error))
    outcome = { status: 'failed', error, ...(stop ? { stop } : {}) }
  } else if (isDone(outcome)) {
    outcome = await then('onFinish')
  }
  const always = await then('onAlways', outcome.error)
  return isDone(outcome) ? always : outcome
}

/// On Timeout, where an interaction has it, stands for On Error when that is why.
const failureList = ({ code }: InteractionError, interaction: Interaction): string =>
  code === 'timeout' && listOf(interaction['onTimeout']).length > 0 ? 'onTimeout' : 'onError'

/// On Error, or a toast where nobody else will tell.
async function tell(
  error: InteractionError,
  interaction: Interaction,
  list: string,
  at: ChainPlace,
  runner: ChainRunner,
  onError: () => Promise<ListOutcome>,
): Promise<Pick<ListOutcome, 'stop'>> {
  const isForOthers = at.isCaught === true && interaction['continueOnError'] !== true
  if (listOf(interaction[list]).length > 0) {
    told.add(error)
    return onError()
  }
  if (told.has(error) || isForOthers) return {}
  told.add(error)
  runner.host.showToast({
    title: textsOf(runner.host).didNotFinish(at.label),
    message: error.message,
    variant: 'error',
    mode: 'sticky',
  })
  return {}
}

const isWanted = ({ when }: Interaction, at: ChainPlace, runner: ChainRunner): boolean =>
  when === undefined || when === '' || runner.isTrue(when, at)

/// [at] for interactions inside one that runs there.
export function placeSeeing(at: ChainPlace, { item, sequence }: Seeing): ChainPlace {
  const sequences = sequence === undefined ? at.sequences : [...(at.sequences ?? []), sequence]
  return {
    ...at,
    ...(sequences ? { sequences } : {}),
    ...(item
      ? {
          place: { ...at.place, items: [...(at.place.items ?? []), { type: item.type }] },
          readable: { ...at.readable, item: name => (name === undefined ? item.value : at.readable.item(name)) },
        }
      : {}),
  }
}

const withError = (at: ChainPlace, error: InteractionError): ChainPlace => ({
  ...at,
  place: { ...at.place, hasError: true },
  circumstances: { ...at.circumstances, error },
})

async function unknownInteraction({ type }: Interaction): Promise<never> {
  await loadInteractions()
  throw new InteractionFailure({
    code: 'unknown-interaction',
    message: `There is no interaction of the type "${type}".`,
  })
}

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
