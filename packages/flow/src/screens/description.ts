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
  readonly fields: readonly ScreenFieldDescription[]
  readonly errors: readonly ScreenError[]
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
  | 'lookup'
  | 'section'
  | 'column'
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
}

export interface ScreenChoice {
  readonly value: Json
  readonly label: string
  /// What is typed to go with it, under this name.
  readonly input?: { readonly name: string; readonly label: string; readonly required: boolean; readonly value: Json }
}

/// What a person did on a screen. `refresh` checks nothing and leaves the screen where it is, with what depends on the
/// values worked out again.
export interface ScreenInput {
  readonly action: 'next' | 'back' | 'refresh'
  /// By the names of the fields. A field that is missing keeps its value.
  readonly values: Readonly<Record<string, unknown>>
}
