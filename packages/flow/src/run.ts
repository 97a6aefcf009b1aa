import type { MaybePromise } from '@millrace/database'
import type { RecordValue, Value } from '@millrace/values'
import { storeFault } from './dataStep.ts'
import { Fault, limitFault } from './fault.ts'
import type {
  ActionCounter,
  AssertionResult,
  FlowFault,
  FlowHost,
  InterviewOutcome,
  Limits,
  LimitUsage,
  Occurrence,
  Pause,
  PausedInterview,
  RunOutcome,
  TraceEvent,
} from './host.ts'
import { Interview, type Node } from './interview.ts'
import { restoreSlots } from './pausedInterview.ts'
import { prepareRun, prepareSubflow } from './preparation.ts'
import type { FlowProgram } from './program.ts'
import type { Trace } from './trace.ts'
import { traceText, traceTexts } from './traceText.ts'

const DEFAULT_LIMITS: Limits = {
  soqlQueries: 100,
  queryRows: 50_000,
  dmlStatements: 150,
  dmlRows: 10_000,
  elements: 1_000_000,
}

/// Runs one interview of [program] for each of [inputs], all within the transaction behind `host.store`. The
/// interviews advance together: each runs until it comes to an element that reads or changes records, and those that
/// stand at the same element share one statement. Answers at once when the store does, with a promise otherwise.
///
/// With a [path] they begin with that scheduled path.
///
/// Never throws for what a flow does wrong: that is a fault in the outcome. The caller commits or rolls back.
///
/// Source: Salesforce Help, "Flow Bulkification in Transactions".
export function runInterviews(
  program: FlowProgram,
  inputs: readonly ReadonlyMap<string, Value>[],
  host: FlowHost,
  path?: string,
): MaybePromise<RunOutcome> {
  const run = new Run(host, program)
  const first = path === undefined ? program.start : (program.paths.get(path) ?? null)
  const startAll = (): Thread[] => inputs.map(values => startInterview(program, values, run, first))
  try {
    const prepared = prepareRun(program, inputs, run)
    return prepared ? startPrepared(startAll, run, prepared) : run.drive(startAll())
  } catch (error) {
    return run.refuse(startAll(), storeFault('look up records', error))
  }
}

async function startPrepared(startAll: () => Thread[], run: Run, prepared: Promise<void>): Promise<RunOutcome> {
  try {
    await prepared
  } catch (error) {
    return run.refuse(startAll(), storeFault('look up records', error))
  }
  return run.drive(startAll())
}

function startInterview(
  program: FlowProgram,
  inputs: ReadonlyMap<string, Value>,
  run: Run,
  first: Node | null,
): Thread {
  const interview = new Interview(program, run)
  interview.node = first
  interview.trace.enter(program.flow.apiName, program.nodes)
  program.initialise(interview)
  for (const [name, value] of inputs) {
    const variable = program.inputs.get(name)
    if (variable) interview.slots[variable.slot] = variable.store(value)
  }
  run.noteStart(interview, inputs)
  const thread = threadAt(interview, interview)
  if (program.assertions.length > 0) tryAssertions(thread, 'Start')
  return thread
}

const threadAt = (root: Interview, current: Interview): Thread => ({
  root,
  current,
  isDone: false,
  fault: null,
  assertions: [],
})

/// Lets an interview that was paused go on, after the event that has come, within the transaction behind `host.store`.
/// [programs] are its `flows`, compiled from the text that they had. Everything else is as `runInterviews` says.
///
/// Source: Salesforce Help, "Flow Element: Pause": a resumed interview runs in a transaction of its own.
export function resumeInterview(
  state: PausedInterview,
  programs: readonly FlowProgram[],
  occurrence: Occurrence,
  host: FlowHost,
): MaybePromise<RunOutcome> {
  const run = new Run(host, programs[0]!)
  const thread = restoreThread(state, programs, run)
  const goOn = (): MaybePromise<RunOutcome> => run.resume(thread, occurrence)
  const refuse = (error: unknown): RunOutcome => run.refuse([thread], storeFault('look up records', error))
  try {
    const prepared = prepareRun(programs[0]!, [], run)
    return prepared ? prepared.then(goOn, refuse) : goOn()
  } catch (error) {
    return refuse(error)
  }
}

function restoreThread(state: PausedInterview, programs: readonly FlowProgram[], run: Run): Thread {
  const frames: Interview[] = []
  for (const [i, { element, faultMessage }] of state.frames.entries()) {
    const program = programs[i]!
    const interview = new Interview(program, run, frames.at(-1) ?? null, state)
    interview.node = program.nodes.find(node => node.element.name === element) ?? null
    interview.faultMessage = faultMessage
    frames.push(interview)
  }
  restoreSlots(frames, state)
  const [root, current] = [frames[0]!, frames.at(-1)!]
  root.executed = state.executed
  return threadAt(root, current)
}

/// One request's interview with the subflow it is in at the moment.
interface Thread {
  readonly root: Interview
  current: Interview
  isDone: boolean
  fault: FlowFault | null
  readonly assertions: AssertionResult[]
}

function tryAssertions({ root, assertions }: Thread, at: 'Start' | 'Finish'): void {
  for (const { assertion, isMet } of root.program.assertions) {
    if (assertion.at !== at) continue
    try {
      const holds = isMet(root)
      assertions.push({ assertion, holds, conditions: root.trace.tried(assertion) })
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      assertions.push({ assertion, holds: false, conditions: [...root.trace.tried(assertion), error.message] })
    }
  }
}

/// What the interviews of one request share: the host, the limits, the clock.
export class Run {
  readonly host: FlowHost
  readonly usage: LimitUsage = { soqlQueries: 0, queryRows: 0, dmlStatements: 0, dmlRows: 0 }
  /// Custom settings as they are for the running user, by API name.
  readonly settings = new Map<string, RecordValue>()
  /// When it started, in milliseconds.
  readonly startTime: number
  readonly #limits: Limits
  #lastBreath: number

  constructor(host: FlowHost, { limits }: Pick<FlowProgram, 'limits'>) {
    this.host = host
    this.#limits = limits || host.limits ? { ...DEFAULT_LIMITS, ...limits, ...host.limits } : DEFAULT_LIMITS
    this.startTime = host.now()
    this.#lastBreath = this.startTime
  }

  /// Milliseconds since the run started.
  elapsed(): number {
    return this.host.now() - this.startTime
  }

  noteStart({ trace, program, guid, startTime }: Interview, inputs: ReadonlyMap<string, Value>): void {
    if (trace.level !== 'values') return
    const { label, apiVersion } = program.flow
    const { User } = this.host.globals
    trace.note(
      'start',
      {
        guid,
        label,
        apiVersion,
        startedAt: startTime,
        timeZone: this.host.timeZone,
        user: traceText(User['Name'] ?? User['Username'] ?? null),
        inputs: traceTexts(inputs),
        limits: this.#limits,
      },
      this.elapsed(),
    )
  }

  #noteEnd({ root, fault }: Thread): void {
    const { trace, program, slots } = root
    if (trace.level !== 'values') return
    const outputs = fault ? [] : [...program.outputs.values()].map(({ name, slot }) => [name, slots[slot]!] as const)
    const status = fault ? 'Error' : 'Finished'
    trace.note('end', { status, outputs: traceTexts(outputs), usage: { ...this.usage } }, this.elapsed(), null)
  }

  countQuery(): void {
    if (++this.usage.soqlQueries > this.#limits.soqlQueries) throw limitFault('SOQL queries', this.usage.soqlQueries)
  }

  countQueryRows(rows: number): void {
    this.usage.queryRows += rows
    if (this.usage.queryRows > this.#limits.queryRows) throw limitFault('query rows', this.usage.queryRows)
  }

  countDml(rows: number): void {
    if (++this.usage.dmlStatements > this.#limits.dmlStatements)
      throw limitFault('DML statements', this.usage.dmlStatements)
    this.countDmlRows(rows)
  }

  /// What an action does with records counts as well.
  counterForAction(): ActionCounter {
    return new RunCounter(this)
  }

  /// An action may have taken the fault of a limit for an error like any other.
  throwIfOverLimits(): void {
    const { soqlQueries, queryRows, dmlStatements, dmlRows } = this.usage
    if (soqlQueries > this.#limits.soqlQueries) throw limitFault('SOQL queries', soqlQueries)
    if (queryRows > this.#limits.queryRows) throw limitFault('query rows', queryRows)
    if (dmlStatements > this.#limits.dmlStatements) throw limitFault('DML statements', dmlStatements)
    if (dmlRows > this.#limits.dmlRows) throw limitFault('DML rows', dmlRows)
  }

  countDmlRows(rows: number): void {
    this.usage.dmlRows += rows
    if (this.usage.dmlRows > this.#limits.dmlRows) throw limitFault('DML rows', this.usage.dmlRows)
  }

  /// Takes [thread] from the Wait it stands at to its end.
  resume(thread: Thread, occurrence: Occurrence): MaybePromise<RunOutcome> {
    const { current } = thread
    const { trace, node, program } = current
    trace.enter(program.flow.apiName, program.nodes)
    try {
      if (!node?.resume)
        throw new Fault('UNKNOWN_EXCEPTION', `The flow "${program.flow.apiName}" does not wait there any more.`)
      trace.element(node, trace.level === 'values' ? this.elapsed() : undefined)
      current.node = node.resume(current, occurrence)
    } catch (error) {
      if (error instanceof Fault && node?.fault && !error.ignoresFaultPath) takeFaultPath(current, node, error)
      else this.#fail(thread, error)
    }
    return this.drive([thread])
  }

  /// The outcome of a run that could not be prepared.
  refuse(threads: readonly Thread[], error: unknown): RunOutcome {
    const [first] = threads
    if (!first || !(error instanceof Fault)) throw error
    first.current.node = null
    this.#fail(first, error)
    return this.#outcome(threads)
  }

  /// Brings all [threads] to their ends, or to where they wait. Leaves the synchronous path at the first promise.
  drive(threads: readonly Thread[]): MaybePromise<RunOutcome> {
    if (this.host.begun) this.host.begun(() => threads.reduce((sum, { root }) => sum + root.executed, 0))
    for (;;) {
      const pending = this.#advanceAll(threads)
      if (pending) return this.#driveOn(threads, pending)
      const groups = groupByNode(threads)
      if (groups.length === 0 || hasFailed(threads)) return this.#outcome(threads)
      for (const [i, group] of groups.entries()) {
        const work = this.#perform(group)
        if (work) return this.#driveOn(threads, this.#performRest(threads, groups.slice(i + 1), work))
        if (hasFailed(threads)) return this.#outcome(threads)
      }
    }
  }

  async #driveOn(threads: readonly Thread[], pending: Promise<void>): Promise<RunOutcome> {
    await pending
    while (!hasFailed(threads)) {
      await this.#advanceAll(threads)
      const groups = groupByNode(threads)
      if (groups.length === 0) break
      await this.#performRest(threads, groups)
    }
    return this.#outcome(threads)
  }

  async #performRest(
    threads: readonly Thread[],
    groups: readonly (readonly Thread[])[],
    underWay?: Promise<void>,
  ): Promise<void> {
    await underWay
    for (const group of groups) {
      if (hasFailed(threads)) return
      await this.#perform(group)
    }
  }

  /// Runs every thread's logic elements up to the next data element or the end.
  #advanceAll(threads: readonly Thread[]): Promise<void> | undefined {
    for (const [i, thread] of threads.entries()) {
      if (thread.isDone || thread.fault || thread.current.pause) continue
      const pending = this.#advance(thread)
      if (pending) return pending.then(() => this.#advanceAll(threads.slice(i)))
      if (thread.fault) return undefined
    }
    return undefined
  }

  /// Answers a promise only when the thread ran so long that other work of the process had to go on.
  #advance(thread: Thread): Promise<void> | undefined {
    let interview = thread.current
    let { node } = interview
    const { trace } = interview
    const path = trace.level === 'off' ? null : trace.path
    const timed = trace.level === 'values' ? trace : null
    let executed = 0
    let isDue = true
    try {
      for (;;) {
        while (node !== null && node.step !== null) {
          if ((++executed & 1023) === 0) {
            thread.current = interview
            interview.node = node
            thread.root.executed += 1024
            const breath = this.#check(thread)
            if (breath) return breath.then(() => this.#advance(thread))
          }
          // Looking at the clock costs more than most elements: those that may take long get it, and those behind them.
          if (timed !== null && (isDue || node.mayTakeLong || (executed & 63) === 0)) {
            timed.element(node, this.elapsed())
            isDue = node.mayTakeLong
          } else path?.push(node.entry)
          node = timed !== null && node.stepWithValues !== null ? node.stepWithValues(interview) : node.step(interview)
        }
        if (node === null) {
          const { parent } = interview
          if (!parent) break
          const child = interview
          node = parent.node!.returned!(parent, child)
          interview = parent
          trace.enter(interview.program.flow.apiName, interview.program.nodes)
          if (trace.level === 'values') this.#noteSubflowEnd(child, parent)
        } else if (node.call) {
          trace.element(node)
          interview.node = node
          this.#count(thread)
          interview = this.#callSubflow(interview, node.call)
          node = interview.node
          const prepared = prepareSubflow(interview)
          if (prepared) {
            thread.current = interview
            thread.root.executed += executed & 1023
            return this.#advanceAfter(prepared, thread)
          }
        } else break
      }
      thread.root.executed += executed & 1023
      this.#throwIfTooMany(thread)
      thread.isDone = node === null
      thread.current = interview
      interview.node = node
      if (thread.isDone) this.#noteEnd(thread)
      if (thread.isDone && thread.root.program.assertions.length > 0) tryAssertions(thread, 'Finish')
    } catch (error) {
      thread.current = interview
      interview.node = node
      this.#fail(thread, storeFault('look up records', error))
    }
    return undefined
  }

  /// Goes on with [thread] when what it lacked was read.
  #advanceAfter(reading: Promise<void>, thread: Thread): Promise<void> {
    return reading.then(
      () => this.#advance(thread),
      error => this.#fail(thread, storeFault('look up records', error)),
    )
  }

  #callSubflow(interview: Interview, call: NonNullable<Node['call']>): Interview {
    let depth = 1
    for (let outer = interview.parent; outer; outer = outer.parent) depth++
    if (depth > 50)
      throw new Fault('LIMIT_EXCEEDED', 'Subflows call each other more than 50 deep.', { ignoresFaultPath: true })
    const child = call(interview)
    if (interview.trace.level === 'values') this.#noteSubflowBegin(child, interview)
    interview.trace.enter(child.program.flow.apiName, child.program.nodes)
    return child
  }

  #noteSubflowBegin({ program, guid, slots }: Interview, { trace }: Interview): void {
    const inputs = [...program.inputs.values()].map(({ name, slot }) => [name, slots[slot]!] as const)
    const { apiName, label } = program.flow
    const detail = { phase: 'begin', name: apiName, label, guid, inputs: traceTexts(inputs) }
    trace.note('subflow', detail, this.elapsed())
  }

  #noteSubflowEnd({ program, guid, slots }: Interview, { trace, node }: Interview): void {
    const outputs = [...program.outputs.values()].map(({ name, slot }) => [name, slots[slot]!] as const)
    const detail = { phase: 'end', name: program.flow.apiName, guid, outputs: traceTexts(outputs) }
    trace.note('subflow', detail, this.elapsed(), node ?? undefined)
  }

  /// Every 1,024 elements: limits, cancelling, and a breath for the rest of the process.
  #check(thread: Thread): Promise<void> | undefined {
    this.#throwIfTooMany(thread)
    this.#throwIfStopped()
    const { breathe } = this.host
    if (!breathe || this.host.now() - this.#lastBreath < 10) return undefined
    return breathe().then(() => {
      this.#lastBreath = this.host.now()
    })
  }

  /// Subflow and data elements are counted one by one: a cycle of them alone never comes to the 1,024th logic element.
  #count(thread: Thread): void {
    thread.root.executed++
    this.#throwIfTooMany(thread)
  }

  #throwIfTooMany({ root }: Thread): void {
    const { executed, program } = root
    const { apiVersion } = program.flow
    if (executed > this.#limits.elements || (apiVersion < 57 && executed > 2000))
      throw new Fault('LIMIT_EXCEEDED', 'Number of iterations exceeded', { ignoresFaultPath: true })
  }

  #throwIfStopped(): void {
    const { signal } = this.host
    if (!signal?.aborted) return
    const reason = signal.reason instanceof Error ? signal.reason.message : 'The run was cancelled.'
    throw new Fault('CANCELLED', reason, { ignoresFaultPath: true })
  }

  /// One data element for all threads that stand at it.
  #perform(group: readonly Thread[]): Promise<void> | undefined {
    const node = group[0]!.current.node!
    try {
      for (const thread of group) {
        const { trace } = thread.current
        trace.element(node, trace.level === 'values' ? this.elapsed() : undefined)
        if (node.visitedSlot >= 0) thread.current.slots[node.visitedSlot] = true
        this.#count(thread)
      }
      if (node.fault) return this.#performGuarded(node, group).catch(error => this.#fail(group[0]!, error))
      this.#throwIfStopped()
      const work = node.data!(group.map(thread => thread.current))
      if (work)
        return work.then(
          () => succeeded(node, group),
          error => this.#fail(group[0]!, error),
        )
      succeeded(node, group)
    } catch (error) {
      this.#fail(group[0]!, error)
    }
    return undefined
  }

  /// With a fault path: what the element did is undone before the path is taken. Several interviews that fail
  /// together are tried one by one, so that the good ones keep what they did.
  async #performGuarded(node: Node, group: readonly Thread[]): Promise<void> {
    this.#throwIfStopped()
    const savepoint = await this.host.store.savepoint()
    try {
      await node.data!(group.map(thread => thread.current))
    } catch (error) {
      if (!(error instanceof Fault) || error.ignoresFaultPath) throw error
      await (error.keepsChanges ? savepoint.release() : savepoint.rollback())
      if (group.length === 1) return takeFaultPath(group[0]!.current, node, error)
      for (const thread of group) await this.#performGuarded(node, [thread])
      return
    }
    await savepoint.release()
    succeeded(node, group)
  }

  /// A fault nothing handles. Anything that is no Fault is a bug and is thrown on.
  #fail(thread: Thread, error: unknown): void {
    if (!(error instanceof Fault)) throw error
    const { current } = thread
    const element = current.node?.element ?? null
    thread.fault = {
      flow: current.program.flow.apiName,
      element: element?.name ?? null,
      elementType: element?.kind ?? null,
      code: error.code,
      message: error.message,
      ...(error.errors ? { errors: error.errors } : {}),
    }
    current.trace.note('fault', faultDetail(error, false, current), this.elapsed())
    this.#noteEnd(thread)
  }

  #outcome(threads: readonly Thread[]): RunOutcome {
    const first = threads.find(thread => thread.fault)
    return {
      failed: first !== undefined,
      usage: this.usage,
      interviews: threads.map(thread => new Outcome(thread, first)),
    }
  }
}

class RunCounter implements ActionCounter {
  readonly #run: Run

  constructor(run: Run) {
    this.#run = run
  }

  query(rows: number): void {
    this.#run.countQuery()
    this.#run.countQueryRows(rows)
  }

  dml(rows: number): void {
    this.#run.countDml(rows)
  }
}

const hasFailed = (threads: readonly Thread[]): boolean => threads.some(thread => thread.fault)

const isWaiting = ({ isDone, fault, current }: Thread): boolean => !isDone && !fault && !current.pause

/// Threads that wait at a data element, together where the element is the same.
function groupByNode(threads: readonly Thread[]): readonly (readonly Thread[])[] {
  const waiting = threads.length === 1 && isWaiting(threads[0]!) ? threads : threads.filter(isWaiting)
  if (waiting.length <= 1) return waiting.length === 1 ? [waiting] : []
  const groups = new Map<Node, Thread[]>()
  for (const thread of waiting) {
    const group = groups.get(thread.current.node!)
    if (group) group.push(thread)
    else groups.set(thread.current.node!, [thread])
  }
  return [...groups.values()]
}

function succeeded(node: Node, group: readonly Thread[]): void {
  if (node.succeededSlot < 0) return
  for (const { current } of group) if (!current.pause) current.slots[node.succeededSlot] = true
}

/// With the records that could not be saved, where values are wanted.
function faultDetail(
  { code, message, rows }: Fault,
  handled: boolean,
  { trace, run }: Interview,
): Readonly<Record<string, unknown>> {
  if (trace.level !== 'values') return { code, message, handled }
  const failed = (rows ?? []).flatMap(({ id, success, errors }, i) => (success ? [] : [{ row: i + 1, id, errors }]))
  return {
    code,
    message,
    handled,
    ...(failed.length > 0 ? { rows: rows!.length, failed } : {}),
    usage: { ...run.usage },
  }
}

function takeFaultPath(interview: Interview, node: Node, fault: Fault): void {
  interview.faultMessage = fault.message
  if (node.failedSlot >= 0) interview.slots[node.failedSlot] = true
  const t = interview.trace.level === 'values' ? interview.run.elapsed() : undefined
  interview.trace.note('fault', faultDetail(fault, true, interview), t)
  interview.node = node.fault
}

/// A class, so that the events are made only when somebody reads them.
class Outcome implements InterviewOutcome {
  readonly guid: string
  readonly status: InterviewOutcome['status']
  readonly pause: Pause | null
  readonly outputs = new Map<string, Value>()
  readonly fault: FlowFault | null
  readonly assertions: readonly AssertionResult[]
  readonly #trace: Trace

  constructor({ root, current, fault, assertions }: Thread, failed: Thread | undefined) {
    this.guid = root.guid
    this.pause = failed ? null : current.pause
    this.status = failed ? 'Error' : this.pause ? 'Waiting' : 'Finished'
    if (!failed) for (const { name, slot } of root.program.outputs.values()) this.outputs.set(name, root.slots[slot]!)
    this.fault = fault ?? (failed?.fault ? rolledBackWith(failed.fault, root) : null)
    this.assertions = assertions
    this.#trace = root.trace
  }

  get trace(): readonly TraceEvent[] {
    return this.#trace.events()
  }

  get reached(): ReadonlyMap<string, ReadonlySet<string>> {
    return this.#trace.reached()
  }
}

/// Interviews of one request share a transaction: when one fails, none is kept.
function rolledBackWith(fault: FlowFault, root: Interview): FlowFault {
  const message = `Another interview of the same request failed, so this one was rolled back too: ${fault.message}`
  return { ...fault, flow: root.program.flow.apiName, message }
}
