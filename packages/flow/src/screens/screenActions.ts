import type { MaybePromise } from '@millrace/database'
import type { Flow, FlowScreen, FlowScreenAction, FlowScreenTriggerHandler } from '@millrace/metadata'
import { ApexValue, type Value } from '@millrace/values'
import type { Compilation } from '../compilation.ts'
import { compileConditions, type Predicate } from '../conditions.ts'
import { copied } from '../conversion.ts'
import { inTurn, mapMaybe } from '../dataStep.ts'
import { compileSubflowInput, findCallee, type SubflowInput } from '../elements/subflows.ts'
import type { InterviewOutcome } from '../host.ts'
import type { Interview } from '../interview.ts'
import { runInterviews } from '../run.ts'
import type { ScreenTriggerDescription } from './description.ts'

/// The actions of a screen: autolaunched flows that run while it is shown, whose outputs its components read.
export interface ScreenActions {
  /// What a player has to watch.
  readonly triggers: readonly ScreenTriggerDescription[]
  /// Nothing has run yet.
  readonly reset: (interview: Interview) => void
  /// Runs what is to run when the screen is come to.
  readonly load: (interview: Interview, isRevisit: boolean) => MaybePromise<void>
  /// Runs what the event of [source] starts, one after the other.
  readonly run: (interview: Interview, source: string) => MaybePromise<void>
}

/// Source: Metadata API Developer Guide, FlowScreenAction, FlowScreenTrigger and FlowScreenTriggerHandler.
///
/// # unknown-screen-action
/// Something on a screen is to run an action that the screen does not have.
///
/// The message names one that is spelled almost the same. Choose the action in the component's properties.
export function compileScreenActions(screen: FlowScreen, compilation: Compilation): ScreenActions {
  const actions = new Map(screen.actions.map(action => [action.name, compileAction(action, compilation)]))
  const triggers = screen.triggers.map(({ eventName, eventSource, handlers }) => ({
    eventName,
    source: eventSource,
    handlers: handlers.flatMap(handler => compileHandler(handler, actions, compilation)),
  }))
  const runAll = (interview: Interview, handlers: readonly Handler[]): MaybePromise<void> =>
    mapMaybe(
      inTurn(handlers, ({ isMet, action }) => (isMet(interview) ? action.run(interview) : undefined)),
      () => undefined,
    )
  const all = triggers.flatMap(({ handlers }) => handlers)
  return {
    triggers: triggers.map(({ eventName, source }) => ({ event: eventName, source })),
    reset: interview => {
      for (const action of actions.values()) action.reset(interview)
    },
    load: (interview, isRevisit) =>
      runAll(
        interview,
        all.filter(
          ({ initBehavior }) => initBehavior === 'runOnRevisit' || (initBehavior === 'runOnLoad' && !isRevisit),
        ),
      ),
    run: (interview, source) =>
      runAll(
        interview,
        triggers.flatMap(trigger => (trigger.source === source ? trigger.handlers : [])),
      ),
  }
}

interface Handler {
  readonly isMet: Predicate
  readonly action: Action
  readonly initBehavior: string | null
}

function compileHandler(
  handler: FlowScreenTriggerHandler,
  actions: ReadonlyMap<string, Action>,
  compilation: Compilation,
): Handler[] {
  const isMet = compileConditions(handler.conditions, handler.conditionLogic, handler, compilation)
  const action = actions.get(handler.screenActionName)
  if (action) return [{ isMet, action, initBehavior: handler.initBehavior }]
  const message = `${compilation.here} runs the screen action "${handler.screenActionName}", but it has none of that name.`
  compilation.report('unknown-screen-action', message, handler, 'screenActionName')
  return []
}

interface Action {
  readonly reset: (interview: Interview) => void
  readonly run: (interview: Interview) => MaybePromise<void>
}

function compileAction(action: FlowScreenAction, compilation: Compilation): Action {
  const { slot } = compilation.resource(action.name)!
  const callee = findCallee({ ...action, flowName: action.actionName }, compilation, 'actionName')
  const inputs = action.inputParameters.flatMap(item => compileSubflowInput(item, callee, compilation))
  const keep = (interview: Interview, isSuccess: boolean, message: string | null, results: Value): void => {
    const members: [string, Value][] = [
      ['IsSuccess', isSuccess],
      ['InProgress', false],
      ['ErrorMessage', message],
      ['Results', results],
    ]
    interview.slots[slot] = new ApexValue(action.actionName, new Map(members))
  }
  return {
    reset: interview => keep(interview, false, null, null),
    run: interview => {
      if (!callee) return keep(interview, false, `There is no flow "${action.actionName}" to run.`, null)
      return mapMaybe(runApart(interview, callee, inputs), outcome => {
        const { fault, pause, outputs } = outcome
        const waits = pause ? `The flow "${action.actionName}" waits, which a screen action can't.` : null
        const message = fault?.message ?? waits
        if (message === null) keep(interview, true, null, resultsOf(action, outputs))
        else keep(interview, false, message, null)
      })
    },
  }
}

const resultsOf = ({ actionName }: FlowScreenAction, outputs: InterviewOutcome['outputs']): Value =>
  new ApexValue(actionName, new Map([...outputs].map(([name, value]) => [name, copied(value)])))

/// Runs [callee] as a request of its own, with limits of its own. What it changed is undone when it fails.
async function runApart(
  interview: Interview,
  callee: Flow,
  inputs: readonly SubflowInput[],
): Promise<InterviewOutcome> {
  const { host, program, trace, run } = interview
  const values = new Map(inputs.map(({ name, read }) => [name, read(interview)]))
  const savepoint = await host.store.savepoint()
  const { interviews } = await runInterviews(program.programOf(callee), [values], host)
  const outcome = interviews[0]!
  await (outcome.status === 'Finished' ? savepoint.release() : savepoint.rollback())
  trace.note('action', { type: 'flow', name: callee.apiName, outputs: outcome.outputs.size }, run.elapsed())
  return outcome
}
