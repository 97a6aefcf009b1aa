import {
  compareNum,
  isNum,
  type Num,
  NUMBER,
  num,
  parseNum,
  roundTo,
  subtract,
  toDecimal,
  type Value,
} from '@millrace/values'
import type { AttributeReader, PropertyDeclaration } from '../declaration.ts'
import { asValue } from '../resolved.ts'
import { choices } from './choices.ts'
import { inputMessages } from './inputMessages.ts'
import { input, message, messageOf, validation } from './input.ts'

/// What inputs of numbers check.
export const NUMBER_VALIDATION: readonly PropertyDeclaration[] = [
  validation({ name: 'min', label: 'Min', type: 'number' }),
  validation({ name: 'max', label: 'Max', type: 'number' }),
  validation({
    name: 'step',
    label: 'Step',
    type: 'number',
    help: 'The value is a multiple of it, counted from Min. The arrow keys go by it.',
  }),
  message('messageWhenRangeUnderflow', 'Message When Too Small', 'Enter 1 or more.'),
  message('messageWhenRangeOverflow', 'Message When Too Large', 'Enter 10 or less.'),
  message('messageWhenStepMismatch', 'Message When Between Steps', 'Enter a multiple of 5.'),
]

/// How a number is written.
export const NUMBER_FORM: readonly PropertyDeclaration[] = [
  {
    name: 'format',
    label: 'Format',
    type: 'choice',
    default: 'number',
    options: choices({ number: 'Number', currency: 'Currency', percent: 'Percent' }),
    help: 'A percent holds 20 for 20 %, as Percent fields do.',
  },
  {
    name: 'currencyCode',
    label: 'Currency Code',
    type: 'text',
    default: '',
    help: 'ISO code such as EUR. Empty: the organization’s.',
    when: { property: 'format', is: ['currency'] },
  },
  { name: 'scale', label: 'Decimal Places', type: 'number', help: 'More are rounded away. Empty: as many as typed.' },
]

/// A number, also from text that writes one plainly.
export function asNumber(value: Value): Num | null {
  if (isNum(value)) return value
  return typeof value === 'string' ? (parseNum(value.trim()) ?? null) : null
}

/// Why [value] is too small, too large, or between steps.
export function numberProblem(value: Value, reader: AttributeReader): string | undefined {
  if (!isNum(value)) return undefined
  const messages = inputMessages(reader.locale)
  const limit = (name: string): Num | null => asNumber(asValue(reader.attribute(name)))
  const [min, max, step] = [limit('min'), limit('max'), limit('step')]
  const text = (limited: Num): string =>
    new Intl.NumberFormat(reader.locale.replaceAll('_', '-')).format(exact(limited))
  if (min !== null && compareNum(value, min) < 0)
    return messageOf(reader, 'messageWhenRangeUnderflow', messages.atLeast(text(min)))
  if (max !== null && compareNum(value, max) > 0)
    return messageOf(reader, 'messageWhenRangeOverflow', messages.atMost(text(max)))
  if (step !== null && compareNum(step, 0) > 0 && !isOnStep(value, min ?? num(0), step))
    return messageOf(reader, 'messageWhenStepMismatch', messages.multiple(text(step)))
  return undefined
}

const isOnStep = (value: Num, from: Num, step: Num): boolean => toDecimal(subtract(value, from)).mod(step).isZero()

// As text, so that digits beyond a double's are kept.
const exact = (value: Num) => toDecimal(value).toFixed() as `${number}`

/// Number Input: a number, a currency or a percent, exact to the last digit.
export const numberInput = input({
  type: 'NumberInput',
  iconName: 'utility:number_input',
  label: 'Number Input',
  help: 'A number, a currency or a percent, as people in the user’s locale write it.',
  valueType: () => NUMBER,
  readable: 'number',
  read(value, reader) {
    const number = asNumber(value)
    const scale = reader.attribute('scale')
    return number === null || typeof scale !== 'number' ? number : roundTo(number, scale)
  },
  attributes: [
    ...NUMBER_FORM,
    ...NUMBER_VALIDATION,
    message('messageWhenBadInput', 'Message When It Is No Number', '"12a" is not a number.'),
  ],
  problem: numberProblem,
})
