import { ANY, BOOLEAN, DATE, DateValue, NUMBER, num, PICKLIST, TEXT, type DataType, type Value } from '@millrace/values'
import { describe, expect, it } from 'vitest'
import { compileFormula, prepareFormula } from './compile.ts'
import { FormulaError } from './diagnostic.ts'
import { parseFormula } from './parse.ts'
import type { FormulaContext, FormulaScope } from './scope.ts'

interface Row extends FormulaContext {
  readonly values: Record<string, Value>
  readonly prior?: Record<string, Value>
}

const types: Record<string, DataType> = {
  n: NUMBER,
  m: NUMBER,
  t: TEXT,
  b: BOOLEAN,
  d: DATE,
  p: PICKLIST,
  any: ANY,
}

function scope(kind: 'flow' | 'record', blankAsZero: boolean): FormulaScope<Row> {
  return {
    kind,
    blankAsZero,
    reference: path => {
      const type = types[path]
      return (
        type && {
          type,
          read: ({ values }) => values[path] ?? null,
          readPrior: ({ values, prior }) => (prior ? (prior[path] ?? null) : (values[path] ?? null)),
        }
      )
    },
  }
}

const row = (values: Record<string, Value> = {}, rest: Partial<Row> = {}): Row => ({
  now: () => 0,
  timeZone: 'UTC',
  locale: 'en_US',
  values,
  ...rest,
})

function evaluate(text: string, of: Row, kind: 'flow' | 'record' = 'flow', blankAsZero = false): Value {
  const { evaluate: run, errors } = prepareFormula(text, scope(kind, blankAsZero))
  expect(errors).toEqual([])
  return run!(of)
}

describe('blank numbers', () => {
  const cases: [text: string, asBlank: Value, asZero: Value][] = [
    ['n', null, 0],
    ['n + 1', null, 1],
    ['n = 0', null, true],
    ['n < 1', null, true],
    ['ISBLANK(n)', true, false],
    ['BLANKVALUE(n, 7)', 7, 0],
    ['MAX(n, -1)', null, 0],
    ['IF(n = m, "same", "other")', 'other', 'same'],
    ['TEXT(n)', null, '0'],
    ['t & "x"', 'x', 'x'],
    ['YEAR(d)', null, null],
  ]
  for (const [text, asBlank, asZero] of cases)
    it(text, () => {
      expect(evaluate(text, row())).toBe(asBlank)
      expect(evaluate(text, row(), 'flow', true)).toBe(asZero)
    })
})

describe('record formulas', () => {
  it('ISNEW, ISCHANGED and PRIORVALUE look at the save under way', () => {
    const changed = row({ n: 2, t: 'a', d: new DateValue(1) }, { prior: { n: 1, t: 'a', d: new DateValue(1) } })
    expect(evaluate('ISCHANGED(n)', changed, 'record')).toBe(true)
    expect(evaluate('ISCHANGED(t)', changed, 'record')).toBe(false)
    expect(evaluate('ISCHANGED(d)', changed, 'record')).toBe(false)
    expect(evaluate('ISCHANGED(m)', row({ m: 1 }, { prior: {} }), 'record')).toBe(true)
    expect(evaluate('PRIORVALUE(n) * 10', changed, 'record')).toBe(10)
    expect(evaluate('ISNEW()', row({}, { isNew: true }), 'record')).toBe(true)
    expect(evaluate('ISNEW()', row(), 'record')).toBe(false)
  })

  it('a checkbox is never blank', () => {
    expect(evaluate('b = FALSE', row(), 'record')).toBe(true)
    expect(evaluate('b = FALSE', row(), 'flow')).toBe(null)
  })

  it('picklists compare exactly', () => {
    expect(evaluate('ISPICKVAL(p, "New")', row({ p: 'New' }), 'record')).toBe(true)
    expect(evaluate('ISPICKVAL(p, "")', row(), 'record')).toBe(true)
    expect(evaluate('CASE(p, "New", 1, "Old", 2, 0)', row({ p: 'Old' }), 'record')).toBe(2)
    expect(evaluate('CASE(p, "New", 1, "Old", 2, 0)', row(), 'record')).toBe(0)
  })
})

describe('values of unknown type', () => {
  it('are what they turn out to be', () => {
    expect(evaluate('any + 1', row({ any: 2 }))).toBe(3)
    expect(evaluate('any + "x"', row({ any: 'a' }))).toBe('ax')
    expect(evaluate('any + 1', row({ any: new DateValue(10) }))).toEqual(new DateValue(11))
    expect(evaluate('any = ""', row())).toBe(true)
    expect(evaluate('TEXT(any)', row({ any: num('1.50') }))).toBe('1.5')
  })

  const misfits: [text: string, value: Value, message: string][] = [
    ['LEN(any)', 5, 'LEN: Expected Text, received Number'],
    ['any & "x"', 5, '&: Expected Text, received Number'],
    ['any * 2', 'a', '*: Expected Number, received Text'],
    ['any + 2', 'a', '+: Expected Number, Date, Date/Time, Time, received Text'],
    ['any - TODAY()', true, '-: Expected Number, received Date'],
    ['-any', new DateValue(1), '-: Expected Number, received Date'],
    ['YEAR(any)', [], 'YEAR: Expected Date, received a record or collection'],
    ['MAX(1, any, any)', 'a', 'MAX: Expected Number, received Text'],
    ['TEXT(any)', false, 'TEXT: Expected Number, Date, Date/Time, Picklist, received Boolean'],
    ['REGEX(any, "a")', 1, 'REGEX: Expected Text, received Number'],
    ['ADDMONTHS(TODAY(), any)', '1', 'ADDMONTHS: Expected Number, received Text'],
  ]
  for (const [text, value, message] of misfits)
    it(`${text} fails when it does not fit`, () => {
      expect(() => evaluate(text, row({ any: value }))).toThrow(message)
    })

  it('may be blank', () => {
    expect(evaluate('LEN(any)', row())).toBe(0)
  })
})

describe('laziness', () => {
  it('looks only at what it needs', () => {
    expect(evaluate('IF(n = 0, 0, 1/n)', row({ n: 0 }))).toBe(0)
    expect(evaluate('AND(n <> 0, 1/n > 0)', row({ n: 0 }))).toBe(false)
    expect(evaluate('n = 0 || 1/n > 0', row({ n: 0 }))).toBe(true)
    expect(evaluate('CASE(n, 0, "none", TEXT(1/n))', row({ n: 0 }))).toBe('none')
  })
})

describe('errors', () => {
  it('say which function and what', () => {
    const { evaluate: run } = compileFormula(parseFormula('1/n').tree, scope('flow', false))
    expect(() => run(row({ n: 0 }))).toThrow(new FormulaError('/', 'Divide by 0'))
  })

  it('of constants wait until they are evaluated', () => {
    const { evaluate: run, errors } = prepareFormula('IF(b, 1/0, 2)', scope('flow', false))
    expect(errors).toEqual([])
    expect(run!(row({ b: false }))).toBe(2)
    expect(() => run!(row({ b: true }))).toThrow(FormulaError)
  })

  it('leave no evaluate behind', () => {
    expect(prepareFormula('LEFT(', scope('flow', false)).evaluate).toBeUndefined()
  })
})

it('long chains and deep nesting evaluate', () => {
  expect(evaluate(`1${'+1'.repeat(1900)}`, row())).toBe(1901)
  expect(evaluate(`n${'+n'.repeat(1900)}`, row({ n: 1 }))).toBe(1901)
  expect(evaluate(`${'ABS('.repeat(400)}n${')'.repeat(400)}`, row({ n: -1 }))).toBe(1)
  expect(evaluate(`${'IF(b,'.repeat(200)}1${',2)'.repeat(200)}`, row({ b: true }))).toBe(1)
})
