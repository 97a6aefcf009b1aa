import {
  ApexValue,
  apexOf,
  compareNum,
  type DataType,
  Decimal,
  NUMBER,
  negate,
  sameType,
  type Value,
  type Num,
  num,
  subtract,
  toDecimal,
} from '@millrace/values'
import { FormulaError } from '../diagnostic.ts'
import { expect, type FormulaFunction, nullable, oneOrMore, special, strict, typed } from './definition.ts'

/// Math Functions, in the order of Salesforce's page of that name.
export const math = {
  ABS: strict('ABS(number)', 'The number without its sign.', ['Number'], 'Number', value =>
    compareNum(value, 0) < 0 ? negate(value) : value,
  ),

  ACOS: double('ACOS', 'The arc cosine of a number, in radians.', Math.acos),
  ASIN: double('ASIN', 'The arc sine of a number, in radians.', Math.asin),
  ATAN: double('ATAN', 'The arc tangent of a number, in radians.', Math.atan),

  ATAN2: nullable(
    'ATAN2(y, x)',
    'The angle between the x axis and the point (x, y), in radians. Fails when either is blank.',
    ['Number', 'Number'],
    'Number',
    (y, x) => {
      if (y === null || x === null) throw new FormulaError('ATAN2', 'A number is blank')
      return fromDouble('ATAN2', Math.atan2(Number(y), Number(x)))
    },
  ),

  CEILING: strict('CEILING(number)', 'The next whole number away from zero.', ['Number'], 'Number', value =>
    whole(value, Decimal.ROUND_HALF_DOWN, Decimal.ROUND_UP),
  ),

  COS: double('COS', 'The cosine of an angle in radians.', Math.cos),
  DISTANCE: special(
    'DISTANCE(location1, location2, unit)',
    'The distance between two locations in "mi" or "km".',
    call => {
      if (call.args.length !== 3) call.wrongCount(3)
      else {
        for (const i of [0, 1]) if (!isLocation(call.args[i]!.type)) call.wrongType(i, 'Location')
        expect(call, 2, ['Text'])
      }
      return NUMBER
    },
    ([from, to, unit]) => {
      const [first, second, measure] = [from!.evaluate, to!.evaluate, unit!.evaluate]
      return context => distance(first(context), second(context), measure(context))
    },
  ),

  EXP: double('EXP', 'e raised to the power of a number.', exp),

  FLOOR: strict('FLOOR(number)', 'The next whole number toward zero.', ['Number'], 'Number', value =>
    whole(value, Decimal.ROUND_HALF_UP, Decimal.ROUND_DOWN),
  ),

  GEOLOCATION: special(
    'GEOLOCATION(latitude, longitude)',
    'The location with this latitude and longitude, for DISTANCE.',
    call => {
      if (call.args.length !== 2) call.wrongCount(2)
      else call.args.forEach((_, i) => expect(call, i, ['Number']))
      return LOCATION
    },
    ([latitude, longitude]) => {
      const first = typed(latitude!, ['Number'], 'GEOLOCATION')
      const second = typed(longitude!, ['Number'], 'GEOLOCATION')
      return context => location(first(context), second(context))
    },
  ),

  LN: double('LN', 'The natural logarithm of a number.', ln),
  LOG: double('LOG', 'The base 10 logarithm of a number.', value => ln(value) / Math.LN10),

  MAX: strict(
    'MAX(number1, number2, ...)',
    'The largest of the numbers; blank when any of them is.',
    [oneOrMore('Number')],
    'Number',
    (...values) => values.reduce((best, value) => (compareNum(value, best) > 0 ? value : best)),
  ),

  MCEILING: strict('MCEILING(number)', 'The next whole number up.', ['Number'], 'Number', value =>
    whole(value, Decimal.ROUND_HALF_DOWN, Decimal.ROUND_CEIL),
  ),

  MFLOOR: strict('MFLOOR(number)', 'The next whole number down.', ['Number'], 'Number', value =>
    whole(value, Decimal.ROUND_HALF_UP, Decimal.ROUND_FLOOR),
  ),

  MIN: strict(
    'MIN(number1, number2, ...)',
    'The smallest of the numbers; blank when any of them is.',
    [oneOrMore('Number')],
    'Number',
    (...values) => values.reduce((best, value) => (compareNum(value, best) < 0 ? value : best)),
  ),

  MOD: strict(
    'MOD(number, divisor)',
    'What is left after dividing, with the sign of the number.',
    ['Number', 'Number'],
    'Number',
    remainder,
  ),

  PI: strict('PI()', 'The number pi.', [], 'Number', () => PI),

  ROUND: strict(
    'ROUND(number, num_digits)',
    'The number rounded to so many decimals, halves away from zero.',
    ['Number', 'Number'],
    'Number',
    (value, digits) => roundDigits(value, javaInt(digits), Decimal.ROUND_HALF_UP),
  ),

  SIN: double('SIN', 'The sine of an angle in radians.', Math.sin),
  SQRT: double('SQRT', 'The positive square root of a number.', Math.sqrt),
  TAN: double('TAN', 'The tangent of an angle in radians.', Math.tan),

  TRUNC: strict(
    'TRUNC(number, num_digits)',
    'The number cut off after so many decimals.',
    ['Number', 'Number'],
    'Number',
    (value, digits) => roundDigits(value, javaInt(digits), Decimal.ROUND_DOWN),
  ),
} satisfies Record<string, FormulaFunction>

/// A location is what Apex calls System.Location: a value with a latitude and a longitude.
const LOCATION = apexOf('Location')

const isLocation = (type: DataType): boolean => type.kind === 'Null' || type.kind === 'Any' || sameType(type, LOCATION)

function location(latitude: Value, longitude: Value): Value {
  if (latitude === null && longitude === null) return null
  if (latitude === null || longitude === null)
    throw new FormulaError('GEOLOCATION', 'Only one of latitude and longitude is blank')
  if (Math.abs(Number(latitude)) > 90) throw new FormulaError('GEOLOCATION', `Latitude out of range: ${latitude}`)
  if (Math.abs(Number(longitude)) > 180) throw new FormulaError('GEOLOCATION', `Longitude out of range: ${longitude}`)
  return new ApexValue(
    'Location',
    new Map([
      ['latitude', latitude],
      ['longitude', longitude],
    ]),
  )
}

/// Mean diameter of the earth, by unit.
const EARTH: ReadonlyMap<Value, number> = new Map([
  ['mi', 2 * 3958.761],
  ['km', 2 * 6371.009],
])

/// The great circle, by the straight line through the earth.
///
/// Source: GeolocationServiceImpl in the formula engine.
function distance(from: Value, to: Value, unit: Value): Num | null {
  const diameter = EARTH.get(unit)
  if (diameter === undefined) throw new FormulaError('DISTANCE', `The unit is "mi" or "km", not "${unit}"`)
  if (!(from instanceof ApexValue) || !(to instanceof ApexValue)) return null
  const [a, b] = [direction(from), direction(to)]
  const chord = Math.hypot(Math.hypot(a.x - b.x, a.y - b.y), a.z - b.z)
  return fromDouble('DISTANCE', diameter * Math.asin(chord / 2))
}

function direction({ fields }: ApexValue): { x: number; y: number; z: number } {
  const radians = (name: string): number => (Number(fields.get(name)) / 180) * Math.PI
  const [latitude, longitude] = [radians('latitude'), radians('longitude')]
  return {
    x: Math.sin(longitude) * Math.cos(latitude),
    y: Math.cos(longitude) * Math.cos(latitude),
    z: Math.sin(latitude),
  }
}

const PI = num('3.14159265358979323846')

/// A function worked out in double precision, as the formula engine does.
function double(name: string, help: string, calculate: (value: number) => number): FormulaFunction {
  return strict(`${name}(number)`, help, ['Number'], 'Number', value => fromDouble(name, calculate(Number(value))))
}

/// JavaScript engines differ in the last digit of Math.log and Math.exp; Java does not. These are rounded correctly.
const Working = Decimal.clone({ precision: 30 })

/// The double's own value, not the shortest decimal that reads back as it.
// oxlint-disable-next-line number-arg-out-of-range -- 100 digits are allowed since ES2018.
const exactly = (value: number): Decimal => new Working(value.toPrecision(60))

function ln(value: number): number {
  return value > 0 && value !== Infinity ? exactly(value).ln().toNumber() : Math.log(value)
}

function exp(value: number): number {
  const estimate = Math.exp(value)
  return estimate > 0 && estimate !== Infinity ? exactly(value).exp().toNumber() : estimate
}

function fromDouble(name: string, value: number): Num {
  if (!Number.isFinite(value)) throw new FormulaError(name, 'The result is not a number')
  return num(value)
}

/// A whole number in direction [mode]. Rounded to 33 digits first, so that 6/11*11 is 6 again.
function whole(value: Num, fudge: Decimal.Rounding, mode: Decimal.Rounding): Num {
  if (typeof value === 'number') return value
  return num(value.toSignificantDigits(33, fudge).toDecimalPlaces(0, mode))
}

function remainder(value: Num, divisor: Num): Num {
  if (compareNum(divisor, 0) === 0) throw new FormulaError('MOD', 'Divide by 0')
  if (typeof value === 'number' && typeof divisor === 'number') return value % divisor || 0
  return num(toDecimal(value).mod(divisor))
}

/// Rounds to [digits] decimals. A number is 0 when as many digits or more than it has before the point are rounded
/// away: ROUND(55, -2) is 0, not 100.
///
/// Source: BigDecimalHelper.round in the formula engine.
function roundDigits(value: Num, digits: number, mode: Decimal.Rounding): Num {
  if (typeof value === 'number' && digits >= 0) return value
  const decimal = toDecimal(value)
  const magnitude = decimal.abs()
  const precision = Math.min(magnitude.lt(1) ? digits + 1 : decimal.e + 1 + digits, 1_000_000)
  if (precision <= 0) return 0
  if (magnitude.gte(1)) return num(decimal.toSignificantDigits(precision, mode))
  const rounded = num(magnitude.plus(1).toSignificantDigits(precision, mode))
  const result = subtract(rounded, 1)
  return decimal.isNegative() ? negate(result) : result
}

/// The whole part as a 32-bit integer, as Java's BigDecimal.intValue gives it.
export function javaInt(value: Num): number {
  if (typeof value === 'number') return Number.isInteger(value) && (value | 0) === value ? value : wrap(value)
  return wrap(value.trunc().toFixed(0))
}

const wrap = (whole: number | string): number => Number(BigInt.asIntN(32, BigInt(whole)))
