import type { FilterValues, RecordQuery, Schema } from '@millrace/database'
import type { Flow } from '@millrace/metadata'
import type { DataType, Value } from '@millrace/values'
import type { FlowAssertion, Limits } from './host.ts'
import type { Interview, Node } from './interview.ts'

/// A flow ready to run any number of times: elements linked to each other, names turned into slot numbers.
/// Made by `compileFlow`; valid for the schema it was compiled against.
export interface FlowProgram {
  readonly flow: Flow
  readonly nodes: readonly Node[]
  readonly start: Node | null
  /// Where the scheduled paths of a flow that records start begin, by name; the one after the commit may have none.
  readonly paths: ReadonlyMap<string, Node>
  /// A null for every slot: what an interview starts with.
  readonly blankSlots: readonly Value[]
  /// What each slot is for, by position: the same for one text of the flow, whatever the schema.
  readonly slotNames: readonly string[]
  /// Sets the variables' defaults, in the order they stand in the file.
  readonly initialise: (interview: Interview) => void
  readonly inputs: ReadonlyMap<string, ProgramVariable>
  readonly outputs: ReadonlyMap<string, ProgramVariable>
  /// Of a flow that records start.
  readonly trigger: ProgramTrigger | null
  /// Custom settings that the flow reads, with the fields it reads.
  readonly settings: ReadonlyMap<string, ReadonlySet<string>>
  /// Paths over relationships that the flow and its subflows read, by the object they start at, in lower case.
  readonly parentPaths: ReadonlyMap<string, readonly string[]>
  readonly schema: Schema
  /// Limits of its runs that are not Salesforce's own.
  readonly limits: Partial<Limits> | undefined
  /// What a test wants to be true.
  readonly assertions: readonly ProgramAssertion[]
  /// Flows that the subflow elements run.
  readonly callees: readonly Flow[]
  /// The program of a flow that a subflow element runs, compiled when a run first needs it.
  readonly programOf: (flow: Flow) => FlowProgram
}

export interface ProgramTrigger {
  readonly recordSlot: number
  readonly priorSlot: number
  /// Whether the records in these slots meet the entry conditions.
  readonly isMet: (interview: Interview) => boolean
  /// Of a flow that starts on a schedule: for which records.
  readonly records: ProgramRecords | null
}

export interface ProgramRecords {
  readonly query: RecordQuery
  readonly valuesOf: (interview: Interview) => FilterValues
}

export interface ProgramAssertion {
  readonly assertion: FlowAssertion
  /// Writes the conditions it tries down in the interview's trace.
  readonly isMet: (interview: Interview) => boolean
}

export interface ProgramVariable {
  readonly name: string
  readonly type: DataType
  readonly slot: number
  /// Turns a value that fits the variable's type into what it holds: numbers are rounded to its scale.
  readonly store: (value: Value) => Value
}
