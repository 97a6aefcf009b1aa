import type { FormulaContext } from '@millrace/formula'
import type { FlowElement } from '@millrace/metadata'
import type { Value } from '@millrace/values'
import type { FlowHost, Occurrence, Pause, TraceEvent } from './host.ts'
import type { FlowProgram } from './program.ts'
import type { Run } from './run.ts'
import { Trace } from './trace.ts'

/// An element ready to run, linked to the elements its connectors lead to. Logic elements have a `step`; elements
/// that read or change records have `data` and run in groups, one statement for all interviews that stand there.
export interface Node {
  readonly element: FlowElement
  /// Position in the program.
  readonly index: number
  /// What the trace writes down of a run of it.
  readonly entry: number
  step: Step | null
  /// The same, and writes values down in the trace; null where `step` has none to write.
  stepWithValues: Step | null
  /// Of a logic element: it goes through a collection at once, so a trace looks at the clock.
  readonly mayTakeLong: boolean
  data: DataStep | null
  /// Starts the subflow the element runs.
  call: ((interview: Interview) => Interview) | null
  /// Called when that subflow has ended: stores its outputs and says where this flow goes on.
  returned: ((interview: Interview, child: Interview) => Node | null) | null
  /// Called when an event that a Wait waits for has come: stores what it brings and says where the flow goes on.
  resume: ((interview: Interview, occurrence: Occurrence) => Node | null) | null
  /// Where a fault of this element leads; null when it has no fault path.
  fault: Node | null
  /// Slots of the element's own Boolean meaning, -1 where nothing in the flow reads it.
  visitedSlot: number
  succeededSlot: number
  failedSlot: number
}

/// Does what the element does and answers the next one; null at the end of the path.
export type Step = (interview: Interview) => Node | null

/// Does what the element does for all [interviews] at once and sets each one's `node`. Throws a `Fault` when any of
/// them fails; then nothing of it may be kept, and the caller runs them one by one.
export type DataStep = (interviews: readonly Interview[]) => void | Promise<void>

/// What an interview keeps when it goes on in another run.
export interface Beginning {
  readonly guid: string
  readonly startTime: number
}

/// One running instance of a flow: plain state, advanced by `run.ts`. A subflow is an interview of its own whose
/// `parent` waits for it.
export class Interview implements FormulaContext {
  readonly program: FlowProgram
  readonly run: Run
  readonly host: FlowHost
  readonly parent: Interview | null
  readonly guid: string
  /// When the outermost interview started, in milliseconds.
  readonly startTime: number
  /// Values of all resources and element outputs, by the position the compiler gave them.
  readonly slots: Value[]
  node: Node | null
  faultMessage: string | null = null
  /// Elements executed, this interview and its subflows.
  executed = 0
  readonly trace: Trace
  /// Set while it stands at a Wait and nothing it waits for has come.
  pause: Pause | null = null

  constructor(program: FlowProgram, run: Run, parent: Interview | null = null, before: Beginning | null = null) {
    this.program = program
    this.run = run
    this.host = run.host
    this.parent = parent
    this.guid = before?.guid ?? run.host.newGuid()
    this.startTime = before?.startTime ?? (parent ? parent.startTime : run.startTime)
    this.slots = program.blankSlots.slice()
    this.node = program.start
    this.trace = parent ? parent.trace : new Trace(run.host.trace, run.host)
  }

  get timeZone(): string {
    return this.host.timeZone
  }

  get locale(): string {
    return this.host.locale
  }

  now(): number {
    return this.host.now()
  }

  /// A person went back from its first screen: the flow around it shows the screen before.
  wentBack = false
  /// Of a flow that a record starts: whether the record is new.
  get isNew(): boolean {
    const { trigger } = this.program
    return trigger !== null && this.slots[trigger.priorSlot] === null
  }

  get events(): readonly TraceEvent[] {
    return this.trace.events()
  }
}
