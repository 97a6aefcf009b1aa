import type { FlowScreenField } from '@millrace/metadata'
import {
  type DataType,
  fromJson,
  isMisfit,
  isNum,
  isTextual,
  type Num,
  roundTo,
  toJson,
  type Value,
} from '@millrace/values'
import type { Compilation } from '../compilation.ts'
import { isBlank } from './blank.ts'
import { REQUIRED } from './inputMessages.ts'
import type { ScreenError, ScreenFieldKind } from './description.ts'
import { compileRule, compileShown, type ScreenField, screenField } from './field.ts'

const KINDS: Readonly<Record<string, ScreenFieldKind>> = {
  Number: 'number',
  Currency: 'currency',
  Date: 'date',
  DateTime: 'dateTime',
  Boolean: 'checkbox',
  Time: 'time',
}

function kindOf({ fieldType, dataType }: FlowScreenField): ScreenFieldKind {
  if (fieldType === 'LargeTextArea') return 'longText'
  if (fieldType === 'PasswordField') return 'password'
  return KINDS[dataType] ?? 'text'
}

/// Text, Long Text Area, Password, Number, Currency, Date, Date & Time, Checkbox.
///
/// Source: Salesforce Help, "Standard Flow Screen Components"; a text that was left empty is "", never null.
export function compileInput(field: FlowScreenField, compilation: Compilation): ScreenField {
  const { slot, type } = compilation.resource(field.name)!
  const shown = compileShown(field, compilation)
  const rule = compileRule(field, compilation)
  const blank: Value = type.kind === 'Boolean' ? false : isTextual(type) ? '' : null
  const given = compilation.fitting(compilation.value(field.defaultValue), type, field.name, field)
  const kind = kindOf(field)
  return screenField(field, compilation, {
    reset: interview => {
      interview.slots[slot] = given.read(interview) ?? blank
    },
    describe: interview => ({
      name: field.name,
      kind,
      ...shown(interview),
      // Flow files call every checkbox required; it has a value always.
      ...(kind === 'checkbox' ? { required: false } : {}),
      value: toJson(interview.slots[slot]!),
      ...(type.kind === 'Number' ? { scale: field.scale } : {}),
    }),
    accept: (interview, values) => {
      if (!Object.hasOwn(values, field.name)) return []
      const value = typed(values[field.name], type)
      if (value === undefined) return [{ field: field.name, message: MISFITS[type.kind] ?? 'Enter a text.' }]
      interview.slots[slot] = stored(value, type, field.scale) ?? blank
      return []
    },
    problems: interview =>
      problemsOf(field.name, interview.slots[slot]!, field.isRequired, type, () => rule(interview)),
    clear: interview => {
      interview.slots[slot] = type.kind === 'Boolean' ? false : null
    },
  })
}

/// What Lightning's inputs say to a value they can't take.
const MISFITS: Readonly<Record<string, string>> = {
  Number: 'Enter a valid number.',
  Date: 'Enter a date such as 2026-01-31.',
  DateTime: 'Enter a date and a time.',
  Time: 'Enter a time.',
  Boolean: 'Choose yes or no.',
}

/// What was typed as a value of [type]; undefined when it is none. Empty is null.
export function typed(json: unknown, type: DataType): Value | undefined {
  if (json === '' || json === null || json === undefined) return null
  // Numbers may come as they were typed: more digits than a number of JSON keeps.
  if (type.kind === 'Number' && typeof json === 'string') return typed(Number(json.replaceAll(',', '')), type)
  const value = fromJson(json, type, () => undefined)
  return isMisfit(value) ? undefined : value
}

const stored = (value: Value, type: DataType, scale: number): Value =>
  type.kind === 'Number' && value !== null ? roundTo(value as Num, scale) : value

/// Source: Salesforce Help, "Flow Screen Input Component: Number": at most 17 digits.
export function problemsOf(
  name: string,
  value: Value,
  isRequired: boolean,
  type: DataType,
  rule: () => string | null,
): ScreenError[] {
  const error = (message: string): ScreenError[] => [{ field: name, message }]
  if (isBlank(value)) return isRequired && type.kind !== 'Boolean' ? error(REQUIRED) : []
  if (isNum(value) && String(value).replace(/\D/g, '').length > 17) return error('Enter at most 17 digits.')
  const message = rule()
  return message === null ? [] : error(message)
}
