import { existsSync, readFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import {
  type FormulaContext,
  FormulaError,
  type FormulaReference,
  type FormulaScope,
  prepareFormula,
} from '@millrace/formula'
import { parseXml, type XmlElement } from '@millrace/metadata'
import {
  BOOLEAN,
  type DataType,
  DATE,
  DATETIME,
  DateTimeValue,
  DateValue,
  divide,
  isNum,
  multiply,
  NUMBER,
  num,
  numText,
  parseNum,
  roundTo,
  subtract,
  TEXT,
  toDecimal,
  type Value,
} from '@millrace/values'

const DEFAULT_FILE = '../shared/data/formula-gold/formulas.xml'

/// The two ways each row is worked out, by the name of their expected result.
const MODES = [
  { path: 'formula', blankAsZero: true },
  { path: 'formulaNullAsNull', blankAsZero: false },
] as const

/// Runs a gold file of Salesforce's formula engine: test cases with a formula, fields, and rows of inputs with the
/// expected result in each mode. `Error…` means that the evaluation must fail.
export function runFormulas(path: string | undefined, list: boolean): number {
  const file = resolve(path ?? DEFAULT_FILE)
  if (!existsSync(file)) {
    console.log(`Skipped: there is no ${relative('.', file)}. Name a gold file: npm run conformance -- formulas FILE`)
    return path === undefined ? 0 : 1
  }
  const { root, diagnostics } = parseXml(readFileSync(file, 'utf8'), file)
  if (!root) {
    console.error(diagnostics.map(({ message, line, column }) => `${file}:${line}:${column} ${message}`).join('\n'))
    return 1
  }
  const totals = { passed: 0, failed: 0 }
  for (const mode of MODES) {
    const outcome = { passed: 0, failed: 0 }
    for (const testCase of root.children) runCase(testCase, mode, outcome, list)
    const share = (100 * outcome.passed) / Math.max(1, outcome.passed + outcome.failed)
    console.log(`${mode.path}: ${outcome.passed} of ${outcome.passed + outcome.failed} rows, ${share.toFixed(2)} %`)
    totals.passed += outcome.passed
    totals.failed += outcome.failed
  }
  console.log(`${totals.passed} passed, ${totals.failed} failed`)
  return totals.failed
}

type Mode = (typeof MODES)[number]

interface RowContext extends FormulaContext {
  readonly inputs: ReadonlyMap<string, Value>
}

function runCase(testCase: XmlElement, mode: Mode, outcome: { passed: number; failed: number }, list: boolean): void {
  const formula = attribute(testCase, 'formula')
  const leaves = inputFields(testCase)
  const prepared = prepareFormula(formula, scopeOf(testCase, mode))
  const column = attribute(testCase, 'executionPaths')
    .trim()
    .split(/\s*,\s*/)
    .indexOf(mode.path)
  if (column < 0) return
  for (const row of testCase.children.filter(({ name }) => name === 'testData')) {
    const input = attribute(row, 'input')
    const expected = expectedResults(row)[column] ?? ''
    const actual = prepared.evaluate
      ? evaluateRow(prepared.evaluate, readInputs(leaves, input), attribute(testCase, 'dataType'))
      : `Refused: ${prepared.errors.map(({ message }) => message).join(' ')}`
    if (agree(expected, actual)) {
      outcome.passed++
      continue
    }
    outcome.failed++
    if (list)
      console.log(
        `${attribute(testCase, 'testName')} (${mode.path})\n  ${formula}\n  input    ${input}\n  expected ${expected}\n  actual   ${actual}`,
      )
  }
}

function evaluateRow(
  evaluate: (context: RowContext) => Value,
  inputs: ReadonlyMap<string, Value>,
  dataType: string,
): string {
  try {
    return printResult(evaluate({ now: () => 0, timeZone: 'UTC', locale: 'en_US', inputs }), dataType)
  } catch (error) {
    if (error instanceof FormulaError) return `Error: ${error.message}`
    throw error
  }
}

/// Fields are `NAME__c`; one with a formula is worked out from the fields inside it.
function scopeOf(testCase: XmlElement, { blankAsZero }: Mode): FormulaScope<RowContext> {
  const fields = new Map<string, FormulaReference<RowContext>>()
  const scope: FormulaScope<RowContext> = {
    blankAsZero,
    kind: 'record',
    reference: path => fields.get(path.toLowerCase()),
  }
  fields.set('$system.origindatetime', {
    type: DATETIME,
    read: () => DateTimeValue.startOf(DateValue.of(1900, 1, 1)!),
  })
  for (const field of fieldsIn(testCase)) {
    const name = attribute(field, 'fieldName').toLowerCase()
    fields.set(`${name}__c`, fieldReference(field, scope, name))
  }
  return scope
}

function fieldReference(
  field: XmlElement,
  scope: FormulaScope<RowContext>,
  name: string,
): FormulaReference<RowContext> {
  const formula = attribute(field, 'formula').trim()
  const type = dataTypeOf(attribute(field, 'dataType'))
  if (!formula) return { type, read: ({ inputs }) => inputs.get(name) ?? null }
  let evaluate: ((context: RowContext) => Value) | undefined
  return {
    type,
    read(context) {
      evaluate ??= prepareFormula(formula, scope).evaluate
      if (!evaluate) throw new FormulaError(name, `the formula ${formula} has errors`)
      return evaluate(context)
    },
  }
}

/// Every field, those inside a formula field before it, which is the order of the inputs.
function fieldsIn(parent: XmlElement): XmlElement[] {
  return parent.children.filter(({ name }) => name === 'referenceField').flatMap(field => [...fieldsIn(field), field])
}

const inputFields = (testCase: XmlElement): XmlElement[] =>
  fieldsIn(testCase).filter(field => !attribute(field, 'formula'))

function readInputs(fields: readonly XmlElement[], input: string): ReadonlyMap<string, Value> {
  const texts = javaTrim(input).split(',')
  return new Map(
    fields.map((field, i) => [
      attribute(field, 'fieldName').toLowerCase(),
      readInput(texts[i] ?? '', attribute(field, 'dataType')),
    ]),
  )
}

function readInput(text: string, dataType: string): Value {
  if (text === '' || (text === 'NULL' && dataTypeOf(dataType) === NUMBER)) return dataType === 'Boolean' ? false : null
  switch (dataType) {
    case 'Double':
    case 'Currency':
      return num(text.trim())
    case 'Percent':
      return divide(num(text.trim()), 100)!
    case 'Boolean':
      return text.trim().toLowerCase() === 'true'
    case 'DateOnly':
      return readMoment(text.split(':').slice(0, 3).join(':')).dateIn('UTC')
    case 'DateTime':
      return readMoment(text)
    default:
      return text
  }
}

/// `YYYY:MM:DD[:hh:mm:ss[:ZONE]]`, where parts may run over (11:31 is December 1).
function readMoment(text: string): DateTimeValue {
  const [year = 2004, month = 1, day = 1, hour = 0, minute = 0, second = 0] = text.split(':').slice(0, 6).map(Number)
  const zone = text.split(':')[6]
  return new DateTimeValue(Date.UTC(year, month - 1, day, hour, minute, second) + (zone === 'PST' ? 8 * 3_600_000 : 0))
}

function dataTypeOf(dataType: string): DataType {
  switch (dataType) {
    case 'Double':
    case 'Currency':
    case 'Percent':
      return NUMBER
    case 'Boolean':
      return BOOLEAN
    case 'DateOnly':
      return DATE
    case 'DateTime':
      return DATETIME
    default:
      return TEXT
  }
}

/// As the gold file writes results: percents times 100, dates as Java prints them, a blank Boolean false.
function printResult(value: Value, dataType: string): string {
  if (value === null) return dataType === 'Boolean' ? 'false' : 'null'
  if (isNum(value)) return numText(roundTo(dataType === 'Percent' ? multiply(value, 100) : value, 32))
  if (value instanceof DateValue) return javaDate(DateTimeValue.startOf(value))
  if (value instanceof DateTimeValue) return javaDate(value)
  return String(value)
}

/// Java counts weekdays before October 15, 1582 by the Julian calendar; only this printing knows of it.
function javaDate({ ms }: DateTimeValue): string {
  const [weekday, day, month, year, time] = new Date(ms).toUTCString().replace(',', '').split(' ')
  if (ms >= Date.UTC(1582, 9, 15)) return `${weekday} ${month} ${day} ${time} GMT ${Number(year)}`
  const { year: y, month: m, day: d } = new DateTimeValue(ms).dateIn('UTC')
  const shifted = m <= 2 ? { y: y - 1, m: m + 12 } : { y, m }
  const julian = (d + Math.floor((13 * (shifted.m + 1)) / 5) + shifted.y + Math.floor(shifted.y / 4) + 5) % 7
  return `${['Sat', 'Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri'][julian]} ${month} ${day} ${time} GMT ${Number(year)}`
}

function expectedResults(row: XmlElement): string[] {
  return attribute(row, 'expectedOutput')
    .split(/(?<!\\),/)
    .map(text => javaTrim(text.replaceAll('\\,', ',')))
}

/// Java's trim: control characters and blanks, nothing else.
const javaTrim = (text: string): string => text.replace(/^[\0- ]+|[\0- ]+$/g, '')

/// Numbers agree by value; those that come from double precision to 15 digits. Times agree with and without the
/// seconds that are zero.
function agree(expected: string, actual: string): boolean {
  if (expected === actual || (expected.startsWith('Error') && actual.startsWith('Error'))) return true
  if (`${expected}:00`.replace(/^(\d\d:\d\d):00$/, '$1:00.000') === actual || `${expected}.000` === actual) return true
  const [a, b] = [parseNum(expected), parseNum(actual)]
  if (a === undefined || b === undefined) return expected === javaTrim(actual)
  const difference = toDecimal(subtract(a, b)).abs()
  return difference.lte(toDecimal(a).abs().times('1e-15'))
}

const attribute = (element: XmlElement, name: string): string => element.attributes.get(name) ?? ''
