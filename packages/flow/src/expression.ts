import { ANY, type DataType, NULL, type Value } from '@millrace/values'
import type { Interview } from './interview.ts'

/// Something with a value: a literal, a reference, a formula.
export interface Expression {
  readonly type: DataType
  readonly read: (interview: Interview) => Value
  /// Present when the value is the same in every run.
  readonly constant?: Value
  /// A percent field holds 100 times what a formula sees.
  readonly isPercent?: boolean
  /// Present when it is a field of the record in a slot, which conditions read without a detour.
  readonly slotField?: { readonly slot: number; readonly name: string }
}

/// Something a value can be stored in.
export interface Target {
  readonly type: DataType
  readonly read: (interview: Interview) => Value
  readonly write: (interview: Interview, value: Value) => void
  /// Where the value itself is held; absent for a field of it.
  readonly slot?: number
}

export const constant = (type: DataType, value: Value): Expression => ({ type, constant: value, read: () => value })

/// The value of a tag that is not there.
export const BLANK: Expression = constant(NULL, null)

/// Stands in for what could not be compiled: it has been reported, and fits everywhere so that it is reported once.
export const UNKNOWN: Expression = { type: ANY, read: () => null }
