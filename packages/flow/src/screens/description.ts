import type { Json } from '@millrace/values'

/// A screen that an interview stands at, as a player shows it: everything is worked out, and all of it is JSON.
export interface ScreenDescription {
  /// API names of the flow (of the subflow, when that one shows it) and of the screen.
  readonly flow: string
  readonly name: string
  readonly label: string
  readonly flowLabel: string
  /// HTML.
  readonly helpText: string | null
  readonly showHeader: boolean
  readonly showFooter: boolean
  /// The labels of the buttons; null where there is no such button, "" for the usual words.
  readonly back: string | null
  readonly next: string | null
  readonly pause: string | null
  /// Whether the flow may end behind it: the button says Finish.
  readonly isLast: boolean
  readonly pausedText: string | null
  readonly progress: ScreenProgress | null
  /// Something on it depends on what is typed on it: the player asks again after each change.
  readonly isReactive: boolean
  /// Events that run screen actions: the player tells of them with `run`.
  readonly triggers: readonly ScreenTriggerDescription[]
  /// Set where no screen is shown: something that runs in the browser. Its outputs come back with `next`.
  readonly localAction: LocalActionDescription | null
  readonly fields: readonly ScreenFieldDescription[]
  readonly errors: readonly ScreenError[]
}

export interface ScreenTriggerDescription {
  /// `flow__screenfieldclick`
  readonly event: string
  /// A component of the screen, or an attribute of one: `Search`, `Account.recordId`.
  readonly source: string
}

/// An action that runs in the browser.
///
/// Source: Salesforce Help, "Flow Element: Local Actions".
export interface LocalActionDescription {
  /// `c:showToast`
  readonly name: string
  readonly attributes: { readonly [name: string]: Json }
}

export interface ScreenProgress {
  readonly location: 'top' | 'footer'
  readonly type: 'simple' | 'path'
  readonly stages: readonly { readonly label: string; readonly isCurrent: boolean }[]
}

/// Why a screen was not left. A null field: it is about the screen.
export interface ScreenError {
  readonly field: string | null
  readonly message: string
}

export type ScreenFieldKind =
  | 'displayText'
  | 'text'
  | 'longText'
  | 'password'
  | 'email'
  | 'phone'
  | 'url'
  | 'number'
  | 'currency'
  | 'percent'
  | 'date'
  | 'dateTime'
  | 'time'
  | 'checkbox'
  | 'picklist'
  | 'radio'
  | 'checkboxes'
  | 'multiPicklist'
  | 'choiceLookup'
  | 'visualPicker'
  | 'lookup'
  | 'section'
  | 'column'
  | 'repeater'
  | 'component'
  | 'unavailable'

export interface ScreenFieldDescription {
  /// What its value is called in `ScreenInput.values`. Unique on the screen.
  readonly name: string
  readonly kind: ScreenFieldKind
  /// Of display text: HTML.
  readonly label: string
  readonly helpText: string
  readonly required: boolean
  readonly readOnly: boolean
  readonly disabled: boolean
  readonly value: Json
  /// Decimals of a number.
  readonly scale?: number
  readonly maxLength?: number
  readonly choices?: readonly ScreenChoice[]
  /// Of a column: its share of twelve; null for an equal share.
  readonly width?: number | null
  readonly fields?: readonly ScreenFieldDescription[]
  /// Of a component: `flowruntime:email`, and its attributes.
  readonly component?: string
  readonly attributes?: { readonly [name: string]: Json }
  /// Of a lookup.
  readonly referenceTo?: readonly string[]
  /// Of a visual picker and a choice lookup: whether several may be chosen.
  readonly multiple?: boolean
  /// Of dependent picklists, from the top one down.
  readonly picklists?: readonly DependentPicklist[]
  /// Of a repeater.
  readonly items?: readonly RepeaterItem[]
}

/// One of up to three picklists of which each offers what goes with the one above it.
export interface DependentPicklist {
  /// The attribute that holds its value: `topValue`.
  readonly attribute: string
  readonly label: string
  readonly required: boolean
  readonly choices: readonly (ScreenChoice & {
    /// Values of the picklist above that it goes with; absent when it goes with all.
    readonly goesWith?: readonly string[]
  })[]
}

/// What a person has filled in once. What is typed in it goes to `ScreenInput.values` under the repeater's name, as a
/// list of `{key, values}` in the order they are shown; one that is missing was removed, one with a new key was added.
/// Errors name its components `Repeater/key/Component`.
export interface RepeaterItem {
  readonly key: string
  readonly fields: readonly ScreenFieldDescription[]
}

export interface ScreenChoice {
  readonly value: Json
  readonly label: string
  /// What is typed to go with it, under this name.
  readonly input?: { readonly name: string; readonly label: string; readonly required: boolean; readonly value: Json }
}

/// What a person did on a screen. `refresh` checks nothing and leaves the screen where it is, with what depends on the
/// values worked out again; `run` does the same after it has run the screen actions of the event of [source].
export interface ScreenInput {
  readonly action: 'next' | 'back' | 'refresh' | 'run'
  readonly source?: string
  /// Why a local action failed.
  readonly error?: string
  /// By the names of the fields. A field that is missing keeps its value.
  readonly values: Readonly<Record<string, unknown>>
}
