import type { Json } from '@millrace/values'
import type { ScenarioContext, ScenarioExpectations, ScenarioRecord } from './model.ts'

/// A `*.scenario.json` file that names a `component`: what a person does with a Dynamic Component, and what must be true.
export interface ComponentScenario {
  readonly description?: string
  /// API name of a Dynamic Component in the project.
  readonly component: string
  readonly context?: ScenarioContext & {
    /// The record of the page, often `{"$ref": "id"}`.
    readonly recordId?: Json
    readonly formFactor?: 'Small' | 'Medium' | 'Large'
    readonly urlParameters?: Readonly<Record<string, string>>
    /// Custom permissions that the user has.
    readonly permissions?: readonly string[]
  }
  /// Objects and fields to add: `{"Inspection__c": {"Result__c": "Text required"}}`.
  readonly objects?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /// Stored as stated, before the component is opened. `$id` names a record for `{"$ref": …}`.
  readonly records?: Readonly<Record<string, readonly ScenarioRecord[]>>
  /// Variables that are available for input.
  readonly inputs?: ScenarioRecord
  /// Stand-ins for Apex and other actions that flows call, by name.
  readonly actions?: Readonly<Record<string, ScenarioRecord>>
  readonly steps?: readonly ComponentStep[]
  /// What must be true at the end; toasts, requests and the like are those of the whole scenario.
  readonly expect?: ComponentExpectations
}

/// One thing that a person does, by one of `click`, `select`, `set`, `setVariable` and `wait`; or nothing, to expect
/// something of the component as it has loaded.
export interface ComponentStep {
  /// A component; with `target` the header action, row action or menu item, with `row` the record.
  readonly click?: string
  /// The event, where it is not the click that is meant.
  readonly event?: string
  readonly target?: string
  readonly row?: Json
  /// What the event carries.
  readonly detail?: ScenarioRecord
  /// A Data Table; `rows` are the Ids that are selected then.
  readonly select?: string
  readonly rows?: readonly Json[]
  /// An input; `to` is what is typed or picked, `attribute` what it holds it as: "value".
  readonly set?: string
  readonly attribute?: string
  readonly setVariable?: string
  readonly to?: Json
  /// Seconds that pass.
  readonly wait?: number
  /// The items of repeating components in which it happens, by the component, the outermost first.
  readonly items?: Readonly<Record<string, Json>>
  /// What is answered to questions, in order: true or false to a confirm, a text to a prompt, `{ "outputs": {} }` of a
  /// dialog with another component.
  readonly answers?: readonly Json[]
  /// What must be true then; toasts, requests and the like are those of this step.
  readonly expect?: ComponentExpectations
}

export interface ComponentExpectations extends Pick<ScenarioExpectations, 'records' | 'counts' | 'absent'> {
  /// How the chain of interactions ended: "finished" unless something else is stated.
  readonly outcome?: 'finished' | 'failed' | 'refused' | 'cancelled'
  readonly error?: { readonly code?: string; readonly contains?: string }
  /// By reference: "updatedCount", "Contacts.SelectedRowsCount".
  readonly values?: ScenarioRecord
  /// By component.
  readonly visible?: Readonly<Record<string, boolean>>
  /// All of them, in order; only stated members are compared.
  readonly toasts?: readonly ScenarioRecord[]
  readonly navigations?: readonly ScenarioRecord[]
  /// Alerts, questions and dialogs.
  readonly dialogs?: readonly ScenarioRecord[]
  /// Requests that are no questions, in order: "POST /actions/custom/flow/Set_Contact_Status_Active".
  readonly requests?: readonly string[]
}
