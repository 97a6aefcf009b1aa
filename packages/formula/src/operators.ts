import {
  add,
  BOOLEAN,
  compareNum,
  DATE,
  DATETIME,
  DateTimeValue,
  DateValue,
  type DataType,
  Decimal,
  describeType,
  divide,
  isNum,
  isTextual,
  multiply,
  negate,
  NULL,
  type Num,
  NUMBER,
  num,
  numText,
  subtract,
  TEXT,
  TIME,
  TimeValue,
  toDecimal,
  type Value,
} from '@millrace/values'
import { dateAt, momentAt } from './dateRange.ts'
import { FormulaError } from './diagnostic.ts'
import {
  type CallCheck,
  type CompiledArgument,
  type Evaluate,
  fits,
  isBlank,
  typed,
  unexpected,
} from './functions/definition.ts'
import type { Operator } from './tree.ts'

/// What an operator takes, gives and does; the counterpart of a function table's entry.
export interface OperatorDefinition {
  check(call: CallCheck): DataType
  compile(operands: readonly CompiledArgument[]): Evaluate
}

const MS_PER_DAY = 86_400_000

/// `+` and `-` with two operands: numbers, days, times, and text for `+`.
function additive(operator: '+' | '-'): OperatorDefinition {
  const apply = operator === '+' ? plus : minus
  return {
    check: call => (call.args.length === 1 ? checkSign(call) : checkAdditive(call, operator)),
    compile(operands) {
      const [left, right] = operands
      if (!right) return sign(operator, typed(left!, ['Number'], operator))
      const [a, b] = [left!.evaluate, right.evaluate]
      if (isTextual(left!.type) && isTextual(right.type)) return context => concatenate(a(context), b(context))
      return context => apply(a(context), b(context))
    },
  }
}

function checkSign(call: CallCheck): DataType {
  if (!fits(call.args[0]!.type, 'Number', call.kind)) call.wrongType(0, 'Number')
  return NUMBER
}

function sign(operator: '+' | '-', operand: Evaluate): Evaluate {
  if (operator === '+') return operand
  return context => {
    const value = operand(context)
    return isNum(value) ? negate(value) : null
  }
}

const SUMS: readonly [left: string, operator: string, right: string, result: DataType][] = [
  ['Number', '+-', 'Number', NUMBER],
  ['Number', '+', 'Date', DATE],
  ['Number', '+', 'DateTime', DATETIME],
  ['Date', '+-', 'Number', DATE],
  ['Date', '-', 'Date', NUMBER],
  ['DateTime', '+-', 'Number', DATETIME],
  ['DateTime', '-', 'DateTime', NUMBER],
  ['Time', '+-', 'Number', TIME],
  ['Time', '-', 'Time', NUMBER],
]

function checkAdditive(call: CallCheck, operator: '+' | '-'): DataType {
  const [left, right] = [call.args[0]!.type, call.args[1]!.type]
  if (left.kind === 'Any' || right.kind === 'Any') return { kind: 'Any' }
  if (left.kind === 'Null' || right.kind === 'Null')
    return operator === '+' && (isTextual(left) || isTextual(right)) ? TEXT : NULL
  if (operator === '+' && fits(left, 'Text', call.kind) && fits(right, 'Text', call.kind)) return TEXT
  const sum = SUMS.find(([a, signs, b]) => a === left.kind && b === right.kind && signs.includes(operator))
  if (sum) return sum[3]
  if (operator === '+' && fits(left, 'Text', call.kind)) call.wrongType(1, 'Text')
  else if (SUMS.some(([a, signs]) => a === left.kind && signs.includes(operator)))
    call.wrongType(1, rightOf(left, operator))
  else call.wrongType(0, 'Number, Date, Date/Time')
  return { kind: 'Any' }
}

function rightOf(left: DataType, operator: string): string {
  const kinds = SUMS.filter(([a, signs]) => a === left.kind && signs.includes(operator)).map(([, , b]) => b)
  return kinds.map(kind => (kind === 'DateTime' ? 'Date/Time' : kind)).join(', ')
}

function plus(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return add(a, b)
  if (a === null || b === null) return typeof a === 'string' || typeof b === 'string' ? concatenate(a, b) : null
  if (isNum(a)) return isNum(b) ? add(a, b) : shift(b, a, '+')
  if (isNum(b)) return shift(a, b, '+')
  if (typeof a === 'string' && typeof b === 'string') return concatenate(a, b)
  throw unexpected('+', ['Number'], b)
}

function minus(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return subtract(a, b)
  if (a === null || b === null) return null
  if (isNum(b)) return isNum(a) ? subtract(a, b) : shift(a, negate(b), '-')
  if (a instanceof DateValue && b instanceof DateValue) return a.epochDay - b.epochDay
  if (a instanceof DateTimeValue && b instanceof DateTimeValue) return divide(a.ms - b.ms, MS_PER_DAY)!
  if (a instanceof TimeValue && b instanceof TimeValue) return (a.ms - b.ms + MS_PER_DAY) % MS_PER_DAY
  throw unexpected('-', ['Number'], b)
}

/// A day plus whole days, an instant plus days to the second, a time of day plus milliseconds.
function shift(value: Value, by: Num, operator: string): Value {
  if (value instanceof DateValue) return dateAt(value.epochDay + wholePart(by), operator)
  if (value instanceof DateTimeValue) {
    const seconds = toDecimal(by).times(86_400).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber()
    return momentAt(value.ms + seconds * 1000, operator)
  }
  if (value instanceof TimeValue) return shiftTime(value, wholePart(by), operator)
  throw unexpected(operator, ['Number', 'Date', 'DateTime', 'Time'], value)
}

/// Wraps after 24 hours, but not before midnight, as the formula engine does.
function shiftTime(time: TimeValue, by: number, operator: string): TimeValue {
  if (!(time.ms + by >= 0)) throw new FormulaError(operator, 'The time would be before 00:00:00.000')
  return new TimeValue(time.ms + (by % MS_PER_DAY))
}

const wholePart = (value: Num): number => Math.trunc(typeof value === 'number' ? value : value.toNumber())

/// Longest text that is put together.
const MAX_TEXT = 32_000_000

function concatenate(a: Value, b: Value): Value {
  if (a === null) return b
  if (b === null) return a
  const text = `${a as string}${b as string}`
  if (text.length > MAX_TEXT) throw new FormulaError('&', `The text has more than ${MAX_TEXT} characters`)
  return text
}

const concatenation: OperatorDefinition = {
  check(call) {
    call.args.forEach((arg, i) => {
      if (!fits(arg.type, 'Text', call.kind)) call.wrongType(i, 'Text')
    })
    return TEXT
  },
  compile([left, right]) {
    const [a, b] = [typed(left!, ['Text'], '&'), typed(right!, ['Text'], '&')]
    return context => concatenate(a(context), b(context))
  },
}

function arithmetic(operator: Operator, apply: (a: Num, b: Num) => Num): OperatorDefinition {
  return {
    check(call) {
      call.args.forEach((arg, i) => {
        if (!fits(arg.type, 'Number', call.kind)) call.wrongType(i, 'Number')
      })
      return NUMBER
    },
    compile([left, right]) {
      const [first, second] = [typed(left!, ['Number'], operator), typed(right!, ['Number'], operator)]
      return context => {
        const a = first(context)
        const b = second(context)
        return isNum(a) && isNum(b) ? bounded(operator, apply(a, b)) : null
      }
    },
  }
}

/// The largest power of ten that a product or quotient may have. Squared again and again, a number would take all memory
/// of the server when it is printed.
const LARGEST_EXPONENT = 10_000

function bounded(operator: Operator, value: Num): Num {
  if (typeof value === 'number' || Math.abs(value.e) <= LARGEST_EXPONENT) return value
  if (value.e < 0) return 0
  throw new FormulaError(operator, 'The number is too big')
}

function quotient(a: Num, b: Num): Num {
  const result = divide(a, b)
  if (result === undefined) throw new FormulaError('/', 'Divide by 0')
  return result
}

const Power18 = Decimal.clone({ precision: 18, rounding: Decimal.ROUND_HALF_UP })
const SMALLEST_POWER = new Decimal('1e-39')

/// Whole exponents only, 18 significant digits.
///
/// Source: BigDecimalHelper.formulaPower in the formula engine, and java.math.BigDecimal.pow(int, MathContext).
function power(base: Num, exponent: Num): Num {
  const outOfRange = 'Out of range argument to POWER() function'
  if (typeof exponent !== 'number' || Math.abs(exponent) > 999_999_999) throw new FormulaError('^', outOfRange)
  if (exponent === 0) return 1
  const digits = Math.log10(Math.abs(Number(base)))
  if (digits * exponent > 64 || (compareNum(base, 0) === 0 && exponent < 0)) throw new FormulaError('^', outOfRange)
  if (digits * exponent < -40) return 0
  const magnitude = Math.abs(exponent)
  const Working = Decimal.clone({
    precision: 18 + String(magnitude).length + 1,
    rounding: Decimal.ROUND_HALF_UP,
    toExpNeg: -1000,
    toExpPos: 1000,
  })
  const operand = new Working(base)
  let result = new Working(1)
  for (let bit = 2 ** Math.floor(Math.log2(magnitude)); bit >= 1; bit /= 2) {
    result = result.times(result)
    if (Math.floor(magnitude / bit) % 2 === 1) result = result.times(operand)
  }
  if (exponent < 0) result = new Working(1).div(result)
  const rounded = new Power18(0).plus(result)
  return rounded.abs().lt(SMALLEST_POWER) ? 0 : num(numText(rounded))
}

/// Whether [a] and [b] can be compared with `=`, stand as the two results of IF, and so on; their common type.
export function commonType(a: DataType, b: DataType, kind: CallCheck['kind']): DataType | undefined {
  if (a.kind === 'Null') return b
  if (b.kind === 'Null') return a
  if (a.kind === 'Any' || b.kind === 'Any') return { kind: 'Any' }
  if (isTextual(a) && isTextual(b)) {
    if (a.kind === b.kind) return a
    return kind === 'record' ? undefined : TEXT
  }
  return a.kind === b.kind ? a : undefined
}

function equality(negated: boolean): OperatorDefinition {
  return {
    check(call) {
      const [left, right] = [call.args[0]!.type, call.args[1]!.type]
      if (call.kind === 'record' && (isPicklist(left) || isPicklist(right)))
        call.wrongType(isPicklist(left) ? 0 : 1, describeType(isPicklist(left) ? TEXT : left))
      else if (!commonType(left, right, call.kind)) call.wrongType(1, describeType(left))
      return BOOLEAN
    },
    compile([left, right]) {
      const [first, second] = [left!.evaluate, right!.evaluate]
      const asText = isTextual(left!.type) || isTextual(right!.type)
      if (asText) return context => equalFormulaText(first(context), second(context)) !== negated
      return context => {
        const equal = equalFormulaValues(first(context), second(context))
        return equal === null ? null : equal !== negated
      }
    },
  }
}

const isPicklist = (type: DataType): boolean => type.kind === 'Picklist' || type.kind === 'Multipicklist'

/// Text compares exactly; null and empty text are the same.
export const equalFormulaText = (a: Value, b: Value): boolean => (a ?? '') === (b ?? '')

/// Equality with three values: null when either side is blank (except text).
export function equalFormulaValues(a: Value, b: Value): boolean | null {
  if (typeof a === 'number' && typeof b === 'number') return a === b
  if (typeof a === 'string' || typeof b === 'string') return equalFormulaText(a, b)
  if (a === null || b === null) return null
  return ordered(a, b) === 0
}

/// Negative, zero, positive; undefined when the two have no order. Text by its characters, case counting.
function ordered(a: Value, b: Value): number | undefined {
  if (isNum(a) && isNum(b)) return compareNum(a, b)
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0
  if (typeof a === 'boolean' && typeof b === 'boolean') return a === b ? 0 : a ? 1 : -1
  if (a instanceof DateValue && b instanceof DateValue) return a.epochDay - b.epochDay
  if (a instanceof DateTimeValue && b instanceof DateTimeValue) return a.ms - b.ms
  if (a instanceof TimeValue && b instanceof TimeValue) return a.ms - b.ms
  return undefined
}

function comparison(holds: (order: number) => boolean): OperatorDefinition {
  return {
    check(call) {
      const [left, right] = [call.args[0]!.type, call.args[1]!.type]
      const orderable = 'Number, Date, Date/Time'
      if (!isOrderable(left, call.kind)) call.wrongType(0, orderable)
      else if (!isOrderable(right, call.kind)) call.wrongType(1, orderable)
      else if (!commonType(left, right, call.kind)) call.wrongType(1, describeType(left))
      return BOOLEAN
    },
    compile([left, right]) {
      const [first, second] = [left!.evaluate, right!.evaluate]
      return context => {
        const a = first(context)
        const b = second(context)
        if (typeof a === 'number' && typeof b === 'number') return holds(a - b)
        if (isBlank(a) || isBlank(b)) return null
        const order = ordered(a, b)
        return order === undefined ? null : holds(order)
      }
    },
  }
}

function isOrderable(type: DataType, kind: CallCheck['kind']): boolean {
  return (['Number', 'Date', 'DateTime', 'Time', 'Text'] as const).some(wanted => fits(type, wanted, kind))
}

export const operators: Readonly<Record<Operator, OperatorDefinition>> = {
  '+': additive('+'),
  '-': additive('-'),
  '&': concatenation,
  '*': arithmetic('*', multiply),
  '/': arithmetic('/', quotient),
  '^': arithmetic('^', power),
  '=': equality(false),
  '<>': equality(true),
  '<': comparison(order => order < 0),
  '>': comparison(order => order > 0),
  '<=': comparison(order => order <= 0),
  '>=': comparison(order => order >= 0),
}
