import {
  compileFlow,
  readInputs,
  resumeInterview,
  runInterviews,
  triggered,
  triggerOf,
  type FlowHost,
  type FlowProgram,
  type FlowProject,
  type LimitUsage,
  type Occurrence,
  type Pause,
  type RunOutcome,
  type ScreenInput,
} from '@millrace/flow'
import type { Diagnostic, Flow } from '@millrace/metadata'
import { toJson, type Json, type Value } from '@millrace/values'
import { randomUUID } from 'node:crypto'
import { ApiError, apiError } from '../apiError.ts'
import { outputsJson } from '../flowAnswer.ts'
import { faultOf, flowHost } from '../flowRun.ts'
import type { Org } from '../org.ts'
import { hasErrors } from '../project.ts'
import { startingChange, type DebuggedChange, type StartingChange } from './debugStart.ts'
import { checkText } from './flowStore.ts'

export interface DebugRequest {
  readonly apiName: string
  /// The flow as it stands in the builder, saved or not.
  readonly text: string
  readonly inputs: Readonly<Record<string, Json>>
  /// Who runs it.
  readonly userId: string
  /// Keeps what the flow changes; else it is rolled back.
  readonly keepsChanges: boolean
  /// Of a record-triggered flow, what starts it.
  readonly change: DebuggedChange | null
  /// What came at each Wait and screen so far, oldest first.
  readonly occurrences: readonly DebuggedOccurrence[]
}

/// What lets a debug run go on from where it stands: an event of a Wait, now or at its time, or what a person does on a
/// screen.
export type DebuggedOccurrence =
  | { readonly event: number; readonly at: 'now' | 'its time' }
  | { readonly screen: ScreenInput }

/// Runs a flow to look at it: with every value in the trace, as another user where wanted, and without leaving a
/// change unless that is asked for. Nothing is kept between requests: where it waits or shows a screen, the next request
/// runs it again up to there with what came so far, and then goes on. Actions that reach the world outside do so.
export async function debugRun(org: Org, request: DebugRequest): Promise<object> {
  const { project } = org
  const { apiName, text, inputs } = request
  const { flow, flowProject, diagnostics } = checkText(apiName, text, project)
  if (!flow || hasErrors(diagnostics)) throw withErrors(apiName, diagnostics)
  requireDebuggable(flow, request)
  const caller = await org.caller(request.userId)
  const { values, problems, unknown } = readInputs(flow, { ...inputs }, project.fieldLookup)
  const misfits = [...problems, ...unknown]
  if (misfits.length)
    throw new ApiError(
      400,
      ...misfits.map(({ name, message }) => ({ message, errorCode: 'INVALID_API_INPUT', fields: [name] })),
    )
  const stop = new AbortController()
  const deadline = setTimeout(() => stop.abort(new Error('The debug run took too long.')), org.runTimeoutMs)
  const startedAt = org.now()
  const tx = await org.database.begin({ signal: stop.signal, timeoutMs: org.runTimeoutMs })
  try {
    const change = request.change && (await startingChange({ org, project, caller }, flow, request.change, tx))
    const store = org.openStore(tx, caller, project)
    const { signal } = stop
    const { openActions, afterCommit } = org.flowActions(caller, project)
    const action = openActions({ tx, store, runId: randomUUID(), flow: flow.apiName, signal })
    const clock = new DebugClock(org.now)
    const host = flowHost({ caller, store, trace: 'values', signal, action, now: clock.now })
    const program = compileFlow(flow, flowProject)
    const started = change ? triggered(program, [change], host) : []
    if (change && started.length === 0) return notStarted(flow)
    const legs = await play({ program, flowProject, host, clock }, change ? recordInputs(change) : values, request)
    const outcome = legs.at(-1)!.outcome
    const [interview] = outcome.interviews
    // Only what ended as it should may stay, and a record that was changed for the run alone may not.
    const isKept = request.keepsChanges && !change && !outcome.failed && interview!.pause === null
    await (isKept ? tx.commit() : tx.rollback())
    if (isKept) afterCommit()
    return {
      state: outcome.failed ? 'failed' : interview!.pause ? 'waiting' : 'finished',
      isKept,
      durationMs: org.now() - startedAt,
      fault: faultOf(outcome),
      outputs: outputsJson(interview!.outputs),
      trace: legs.flatMap(({ outcome, isRefresh }) => (isRefresh ? [] : outcome.interviews[0]!.trace)),
      reached: reachedIn(legs),
      usage: outcome.usage,
      transactions: legs.flatMap(({ outcome, isRefresh }): LimitUsage[] => (isRefresh ? [] : [outcome.usage])),
      pause: pauseJson(interview!.pause),
      recordFields: change?.isBefore ? fieldsSet(change) : null,
    }
  } finally {
    await tx.rollback()
    clearTimeout(deadline)
  }
}

/// A clock that can be set forward, to the time that a Wait waits for.
class DebugClock {
  readonly #world: () => number
  #ahead = 0

  constructor(world: () => number) {
    this.#world = world
  }

  now = (): number => this.#world() + this.#ahead

  setForwardTo(moment: number): void {
    this.#ahead = Math.max(this.#ahead, moment - this.#world())
  }
}

/// A run up to a Wait, a screen or its end.
interface Leg {
  readonly outcome: RunOutcome
  /// A screen was only shown again.
  readonly isRefresh: boolean
}

interface DebugWorld {
  readonly program: FlowProgram
  readonly flowProject: FlowProject
  readonly host: FlowHost
  readonly clock: DebugClock
}

async function play(
  { program, flowProject, host, clock }: DebugWorld,
  inputs: ReadonlyMap<string, Value>,
  { occurrences }: DebugRequest,
): Promise<Leg[]> {
  const legs: Leg[] = [{ outcome: await runInterviews(program, [inputs], host), isRefresh: false }]
  for (const next of occurrences) {
    const pause = legs.at(-1)!.outcome.interviews[0]!.pause
    if (!pause) break
    const programs = pause.flows.map(flow => compileFlow(flow, flowProject))
    const outcome = await resumeInterview(pause.state, programs, occurrenceOf(next, pause, clock), host)
    legs.push({ outcome, isRefresh: 'screen' in next && next.screen.action === 'refresh' })
  }
  return legs
}

function occurrenceOf(next: DebuggedOccurrence, pause: Pause, clock: DebugClock): Occurrence {
  if ('screen' in next) return { position: 0, screen: next.screen }
  const event = pause.events.find(({ position }) => position === next.event)
  if (!event) throw apiError(400, 'INVALID_API_INPUT', `"${pause.element}" does not wait for an event ${next.event}.`)
  if (next.at === 'its time' && event.resumeAt !== null) clock.setForwardTo(event.resumeAt)
  return { position: event.position }
}

const recordInputs = ({ record, prior, isBefore }: StartingChange): ReadonlyMap<string, Value> =>
  new Map([
    ['$Record', isBefore ? record : record.copy()],
    ['$Record__Prior', prior],
  ])

/// What a flow before the save set on its record.
const fieldsSet = ({ record }: StartingChange): Record<string, Json> =>
  Object.fromEntries(record.changed.names.map(name => [name, toJson(record.get(name))]))

const reachedIn = (legs: readonly Leg[]): Record<string, string[]> => {
  const reached: Record<string, string[]> = {}
  for (const { outcome } of legs)
    for (const [flow, elements] of outcome.interviews[0]!.reached)
      reached[flow] = [...new Set([...(reached[flow] ?? []), ...elements])]
  return reached
}

const pauseJson = (pause: Pause | null): object | null =>
  pause && {
    flow: pause.flow,
    element: pause.element,
    screen: pause.screen ?? null,
    events: pause.events.map(({ position, name, resumeAt, platformEvent }) => ({
      position,
      name,
      resumeAt: resumeAt === null ? null : new Date(resumeAt).toISOString(),
      platformEvent: platformEvent?.object ?? null,
    })),
  }

const notStarted = ({ apiName }: Flow): object => ({
  state: 'not started',
  isKept: false,
  durationMs: 0,
  fault: null,
  outputs: {},
  trace: [],
  reached: { [apiName]: [] },
  usage: null,
  transactions: [],
  pause: null,
  recordFields: null,
})

/// What a caller, a record or a person starts can be debugged.
function requireDebuggable(flow: Flow, { change }: DebugRequest): void {
  if (!['AutoLaunchedFlow', 'Flow'].includes(flow.processType))
    throw apiError(
      422,
      'FLOW_NOT_RUNNABLE',
      `"${flow.apiName}" is of type ${flow.processType}, which cannot be debugged: autolaunched and screen flows can.`,
    )
  const trigger = triggerOf(flow)
  if (trigger && !change)
    throw apiError(400, 'INVALID_API_INPUT', `Choose the ${trigger.object} that starts "${flow.apiName}".`)
}

function withErrors(apiName: string, diagnostics: readonly Diagnostic[]): ApiError {
  const error = diagnostics.find(({ severity }) => severity === 'error')
  return apiError(
    422,
    'FLOW_HAS_ERRORS',
    `"${apiName}" has errors and cannot run: ${error?.message ?? 'it is no flow.'}`,
  )
}
