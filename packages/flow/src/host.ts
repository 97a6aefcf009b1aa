import type { MaybePromise, RecordStore, SaveOptions, Schema } from '@millrace/database'
import type { CustomMetadataRecord, Flow, FlowCondition, Located } from '@millrace/metadata'
import type { DataType, Json, RecordValue, Value } from '@millrace/values'
import type { ScreenDescription, ScreenInput } from './screens/description.ts'

/// What checking and compiling a flow needs to know of the project it lies in.
export interface FlowProject {
  readonly schema: Schema
  /// The flow that a subflow element would run: the active version, or, when none is active, what there is.
  flow(apiName: string): Flow | undefined
  /// API names of all flows, for "Did you mean …?".
  readonly flowNames: readonly string[]
  /// Custom labels, custom permissions and so on, by the names in `{!$Label.X}`; undefined where there is none.
  label(name: string): string | undefined
  readonly customPermissions: ReadonlySet<string>
  /// The record of a custom metadata type, both by API name; undefined where there is none.
  customMetadata?(type: string, record: string): CustomMetadataRecord | undefined
  /// The actions that a run's host will offer. Absent: nothing is known of them, and an Action element may call any.
  readonly actions?: ActionCatalogue
  /// Limits of its runs that are not Salesforce's own.
  readonly limits?: Partial<Limits>
  /// Take unknown `__c` fields as text and unknown custom objects as empty, with a warning.
  readonly lenient: boolean
}

/// What is known of actions before a run.
export interface ActionCatalogue {
  /// The action that an Action element of [type] calls by [name]; for type `apex` the name is the class.
  find(type: string, name: string): ActionDescription | undefined
  /// Names of all actions of [type], for "Did you mean …?".
  names(type: string): readonly string[]
  /// The fields of an Apex-defined type; undefined where they are not known, and then it may have any.
  apexType?(apexClass: string): ApexFields | undefined
}

/// The fields of an Apex-defined type, by their names in lower case.
export type ApexFields = ReadonlyMap<string, { readonly name: string; readonly type: DataType }>

/// An action as an Action element sees it.
export interface ActionDescription {
  readonly inputs: readonly ActionParameter[]
  readonly outputs: readonly ActionParameter[]
}

export interface ActionParameter {
  readonly name: string
  readonly type: DataType
  /// Of an input: whether the action cannot run without it.
  readonly required?: boolean
}

/// An Action element's call. For type `apex` the name is the class.
export interface ActionCall {
  readonly type: string
  readonly name: string
  /// API names of the flow and the element that call.
  readonly flow: string
  readonly element: string
  /// Whose rights count for the records it touches.
  readonly mode: SaveOptions['mode']
  /// What the action does with records counts towards the limits of the run; absent outside of a run.
  readonly counter?: ActionCounter
}

/// Counts what an action does with records. Throws when it becomes too much; the run ends then, whatever the action makes
/// of that.
export interface ActionCounter {
  query(rows: number): void
  dml(rows: number): void
}

/// The world of one run. Everything a flow can see or touch comes through here.
export interface FlowHost {
  readonly store: RecordStore
  /// Milliseconds since 1970-01-01T00:00:00Z.
  now(): number
  /// A new interview GUID.
  newGuid(): string
  readonly timeZone: string
  readonly locale: string
  /// Where the server is reached from outside, without a slash at the end: what {!$Api.…} starts with.
  readonly serverUrl?: string
  /// Fields of {!$User.…}, {!$Profile.…}, {!$UserRole.…}, {!$Organization.…} by API name.
  readonly globals: Readonly<Record<'User' | 'Profile' | 'UserRole' | 'Organization', Readonly<Record<string, Value>>>>
  /// What {!$Client.FormFactor} is: Large, Medium or Small. Large where nobody looks at a screen.
  readonly formFactor?: string
  hasPermission(customPermission: string): boolean
  /// Stops the run at the next element when aborted; the fault says that it was cancelled or timed out (`signal.reason`).
  readonly signal?: CancelSignal
  /// How much to record. 'path' costs least: which elements ran and what they did. 'values' adds every value.
  readonly trace: 'off' | 'path' | 'values'
  readonly limits?: Partial<Limits>
  /// Runs an action for each of [inputs] and answers as many; null when the host has no such action.
  action?(call: ActionCall, inputs: readonly ReadonlyMap<string, Value>[]): MaybePromise<readonly ActionAnswer[] | null>
  /// Called when the run begins, with a function that says at any time how many elements have been executed: exact where
  /// the run waits for data, else to about a thousand.
  begun?(executed: () => number): void
  /// Lets other work of the process go on; awaited now and then in a long stretch without I/O.
  breathe?(): Promise<void>
}

/// What an action gave back: its outputs by name, or why it failed.
export type ActionAnswer = { readonly outputs: ReadonlyMap<string, Value> } | { readonly error: string }

/// The part of AbortSignal that a run looks at.
export interface CancelSignal {
  readonly aborted: boolean
  readonly reason?: unknown
}

/// Governor limits of one transaction, as Salesforce counts them. Exceeding one ends the run and ignores fault paths.
///
/// Source: Salesforce Help, "General Flow Limits" / "Per-Transaction Flow Limits".
export interface Limits {
  readonly soqlQueries: number
  readonly queryRows: number
  readonly dmlStatements: number
  readonly dmlRows: number
  /// Executed elements of one interview: a guard against endless loops.
  readonly elements: number
}

export interface LimitUsage {
  soqlQueries: number
  queryRows: number
  dmlStatements: number
  dmlRows: number
}

/// How one request of one or more interviews went. The caller commits the transaction when `failed` is false and
/// rolls it back when it is true.
export interface RunOutcome {
  readonly failed: boolean
  readonly interviews: readonly InterviewOutcome[]
  readonly usage: LimitUsage
}

export interface InterviewOutcome {
  readonly guid: string
  readonly status: 'Finished' | 'Waiting' | 'Error'
  /// Set when the status is Waiting.
  readonly pause: Pause | null
  /// Every "Available for Output" variable by its exact name; of a waiting interview as they are at the Wait. Empty when
  /// the interview failed.
  readonly outputs: ReadonlyMap<string, Value>
  readonly fault: FlowFault | null
  readonly trace: readonly TraceEvent[]
  /// Names of the elements that ran, by the API name of their flow, however long the run was.
  readonly reached: ReadonlyMap<string, ReadonlySet<string>>
  /// Of the assertions that the flow was compiled with, those whose time came.
  readonly assertions: readonly AssertionResult[]
}

/// An interview that stands at a Wait or a screen. The caller keeps it, commits, and hands it to `resumeInterview` when
/// one of the events has come; the others are then forgotten.
export interface Pause {
  /// API name of the flow and name of the element: those of the subflow, when one waits.
  readonly flow: string
  readonly element: string
  readonly events: readonly AwaitedEvent[]
  /// What there is to keep, as JSON.
  readonly state: PausedInterview
  /// The flows of the interview and of the subflows it is in, outermost first, as they are to be when it goes on.
  readonly flows: readonly Flow[]
  /// The screen it stands at; absent at a Wait.
  readonly screen?: ScreenDescription
}

/// An event that ends a wait. Plain data.
export interface AwaitedEvent {
  /// Which of the element's events it is, from 0.
  readonly position: number
  readonly name: string
  /// When its time comes, in milliseconds; null when it has none.
  readonly resumeAt: number | null
  /// The field that `resumeAt` was worked out from: when its value changes, so does the time.
  readonly follows: FollowedField | null
  readonly platformEvent: AwaitedPlatformEvent | null
}

export interface FollowedField {
  readonly object: string
  readonly field: string
  readonly recordId: string
  /// Where a Date has its midnight, and months are counted.
  readonly timeZone: string
  /// What is added to the field's date.
  readonly months: number
  readonly milliseconds: number
}

/// A published event of the object [object] whose fields have these values.
export interface AwaitedPlatformEvent {
  readonly object: string
  readonly fields: readonly { readonly name: string; readonly value: Json }[]
}

/// An event that has come, by its position; with the record of a platform event. At a screen, what a person did there.
export interface Occurrence {
  readonly position: number
  readonly record?: RecordValue
  readonly screen?: ScreenInput
}

/// A paused interview as JSON: the values of all its resources, its place, and the subflows it is in.
export interface PausedInterview {
  readonly guid: string
  readonly startTime: number
  readonly executed: number
  /// The interview and its subflows, outermost first.
  readonly frames: readonly PausedFrame[]
  /// Records, Apex-defined values and collections, which frames name by position: one that two resources hold is here
  /// once, and is one again afterwards.
  readonly heap: readonly Json[]
}

export interface PausedFrame {
  /// The element it stands at.
  readonly element: string
  readonly faultMessage: string | null
  /// Values that are not null, by the name of their slot.
  readonly slots: Readonly<Record<string, Json>>
}

/// Conditions that a test wants to hold when a flow has been given its inputs, or when it has finished.
export interface FlowAssertion extends Located {
  readonly at: 'Start' | 'Finish'
  readonly conditions: readonly FlowCondition[]
  readonly conditionLogic: string | null
}

/// What became of an assertion.
export interface AssertionResult {
  readonly assertion: FlowAssertion
  readonly holds: boolean
  /// Each condition that was tried, with both sides: `{!count} (2) Equals 3: false`.
  readonly conditions: readonly string[]
}

/// An element's failure that no fault path handled.
export interface FlowFault {
  /// API name of the flow and the element; the element is null when the run was stopped between elements.
  readonly flow: string
  readonly element: string | null
  readonly elementType: string | null
  /// Salesforce's status code where the failure has one (REQUIRED_FIELD_MISSING, LIMIT_EXCEEDED), else UNKNOWN_EXCEPTION.
  readonly code: string
  /// The text that `{!$Flow.FaultMessage}` would have.
  readonly message: string
  /// Of a Custom Error Message: what it says of the record that started the flow.
  readonly errors?: readonly CustomError[]
}

export interface CustomError {
  readonly message: string
  /// Null: about the whole record.
  readonly field: string | null
}

/// One thing that happened. `t` is milliseconds since the run started, present where the clock was asked.
export interface TraceEvent {
  readonly kind:
    | 'start'
    | 'element'
    | 'assign'
    | 'rule'
    | 'loop'
    | 'query'
    | 'dml'
    | 'action'
    | 'subflow'
    | 'wait'
    | 'fault'
    | 'end'
  readonly flow: string
  readonly element: string | null
  readonly elementType: string | null
  readonly t?: number
  readonly detail?: Readonly<Record<string, unknown>>
}
