import type { Json } from '@millrace/values'

/// The content of a `*.scenario.json` file: one run of a flow, and what must be true after it.
export interface Scenario {
  readonly description?: string
  /// API name of a flow in the project, or the path of a flow file.
  readonly flow: string
  /// Further flow files or folders, for the subflows of a flow given by path.
  readonly flows?: readonly string[]
  readonly context?: ScenarioContext
  /// Fields by object and name, such as `{ "Contact": { "Status__c": "Picklist" } }`; `parseScenarioField` reads the
  /// type. They are added to the project's schema.
  readonly objects?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /// Stored as stated: no defaults, rules or triggers. `$id` names a record for `{"$ref": …}`.
  readonly records?: Readonly<Record<string, readonly ScenarioRecord[]>>
  readonly inputs?: ScenarioRecord
  /// Stand-ins for Apex and other actions, by name.
  readonly actions?: Readonly<Record<string, ScenarioRecord>>
  /// Of a flow that waits: as it is at its first Wait.
  readonly expect?: ScenarioExpectations
  /// What happens while the flow waits, one after the other.
  readonly steps?: readonly ScenarioStep[]
}

/// One of `advanceTo`, `resume` and `publish`, and what must be true when the flow has ended or waits again.
export interface ScenarioStep {
  /// Moves the clock to this date/time; the flow goes on as often as something is due on the way.
  readonly advanceTo?: string
  /// The event of the Wait that comes now, by its name; true for the one whose time comes first.
  readonly resume?: string | true
  /// The fields of a platform event that is published now, by its object.
  readonly publish?: Readonly<Record<string, ScenarioRecord>>
  readonly expect?: ScenarioExpectations
}

export type ScenarioRecord = { readonly [name: string]: Json }

export interface ScenarioContext {
  readonly now?: string
  readonly timeZone?: string
  readonly locale?: string
  readonly user?: ScenarioRecord
}

export interface ScenarioExpectations {
  /// Whether the flow has ended or waits.
  readonly status?: 'Finished' | 'Waiting' | 'Error'
  readonly outputs?: ScenarioRecord
  readonly asserts?: readonly ScenarioAssert[]
  /// Only stated fields are compared; `"$new": true` is a row that was not there.
  readonly records?: Readonly<Record<string, readonly ScenarioRecord[]>>
  readonly counts?: Readonly<Record<string, number>>
  /// Records that must be gone, by their `$id`.
  readonly absent?: readonly Json[]
  /// E-mails, posts and notifications: all of them, in any order; only stated members are compared.
  readonly outbox?: readonly ScenarioRecord[]
  readonly fault?: ScenarioFault | null
}

export interface ScenarioAssert {
  /// An output; not needed for noFault.
  readonly var?: string
  readonly op: ScenarioAssertOperator
  readonly value?: Json
}

export type ScenarioAssertOperator =
  | 'notNull'
  | 'isNull'
  | 'contains'
  | 'startsWith'
  | 'size'
  | 'sizeGreaterThan'
  | 'recordIds'
  | 'record'
  | 'noFault'

export interface ScenarioFault {
  readonly element?: string
  readonly handled?: boolean
  readonly contains?: string
}
