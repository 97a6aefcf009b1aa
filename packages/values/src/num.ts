import { Decimal } from 'decimal.js'

// Salesforce's formula engine works with 39 significant digits and rounds half up (away from zero).
const Exact = Decimal.clone({ precision: 39, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -1000, toExpPos: 1000 })

/// A Number, Currency or Percent. Always canonical: a JavaScript number when the value is a safe
/// integer, a Decimal otherwise. So integers cost nothing and 0.1 + 0.2 is 0.3.
/// Make one with `num`, never by hand; two equal numbers have the same representation.
export type Num = number | Decimal

export { Decimal }

export const isNum = (value: unknown): value is Num => typeof value === 'number' || value instanceof Decimal

/// The canonical Num for a decimal, a JavaScript number or decimal text such as "5.0", "2.0E8", "-.5".
/// Throws RangeError on NaN, Infinity and text that is no number; check text with `parseNum` first.
export function num(value: number | string | bigint | Decimal): Num {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value === 0 ? 0 : value
  const decimal = new Exact(typeof value === 'bigint' ? value.toString() : value)
  if (!decimal.isFinite()) throw new RangeError(`${value} is not a number.`)
  return canonical(decimal)
}

/// Decimal text to a Num, or undefined when it is none. The grammar is Java's BigDecimal, as VALUE() and
/// ISNUMBER() use it: sign, digits, point, exponent; no spaces, no grouping.
export function parseNum(text: string): Num | undefined {
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?$/.test(text) ? num(text) : undefined
}

function canonical(decimal: Decimal): Num {
  if (decimal.isInteger() && decimal.abs().lte(Number.MAX_SAFE_INTEGER)) return decimal.toNumber() + 0 || 0
  return decimal
}

export const toDecimal = (value: Num): Decimal => (typeof value === 'number' ? new Exact(value) : value)

export function add(a: Num, b: Num): Num {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b
    if (Number.isSafeInteger(sum)) return sum
  }
  return canonical(toDecimal(a).plus(b))
}

export function subtract(a: Num, b: Num): Num {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b
    if (Number.isSafeInteger(difference)) return difference
  }
  return canonical(toDecimal(a).minus(b))
}

export function multiply(a: Num, b: Num): Num {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b
    if (Number.isSafeInteger(product)) return product === 0 ? 0 : product
  }
  return canonical(toDecimal(a).times(b))
}

/// 39 significant digits, half up. Undefined when [b] is zero: the caller says what that means.
export function divide(a: Num, b: Num): Num | undefined {
  if (compareNum(b, 0) === 0) return undefined
  if (typeof a === 'number' && typeof b === 'number' && a % b === 0) return a / b || 0
  return canonical(toDecimal(a).div(b))
}

export function negate(a: Num): Num {
  return typeof a === 'number' ? 0 - a || 0 : a.neg()
}

/// Negative, zero or positive, as `a - b` would be.
export function compareNum(a: Num, b: Num): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : toDecimal(a).cmp(b)
}

/// More digits than this on either side of the point nothing has.
const MOST_DIGITS = 100_000

/// Rounds half away from zero to [digits] decimals; negative digits round tens, hundreds, …
export function roundTo(value: Num, digits: number): Num {
  if ((typeof value === 'number' && digits >= 0) || digits > MOST_DIGITS) return value
  if (digits < -MOST_DIGITS) return 0
  if (digits >= 0) return canonical(toDecimal(value).toDecimalPlaces(digits, Decimal.ROUND_HALF_UP))
  const unit = new Exact(10).pow(-digits)
  return canonical(toDecimal(value).div(unit).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).times(unit))
}

/// Plain decimal text, no grouping, no exponent, trailing zeros stripped: 1.50 is "1.5", 0.00 is "0".
export function numText(value: Num): string {
  return typeof value === 'number' ? String(value) : value.toFixed()
}

/// As JSON: a JavaScript number. Digits beyond a double's are lost, as with any JSON client.
export const numJson = (value: Num): number => (typeof value === 'number' ? value : value.toNumber())
