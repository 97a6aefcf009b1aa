import type { DateTimeValue, DateValue, TimeValue } from './dates.ts'
import type { Num } from './num.ts'
import type { ApexValue, RecordValue } from './record.ts'

/// Everything a resource can hold. Text is a string, Boolean a boolean, a blank is null, a collection an array.
/// Values say themselves what they are, so comparing, printing and JSON need no type beside them.
export type Value = Scalar | RecordValue | ApexValue | Collection
export type Scalar = null | string | boolean | Num | DateValue | DateTimeValue | TimeValue
export type Collection = Value[]

export const isCollection = (value: Value): value is Collection => Array.isArray(value)
