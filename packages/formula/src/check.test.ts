import {
  ANY,
  BOOLEAN,
  collectionOf,
  DATE,
  type DataType,
  MULTIPICKLIST,
  NUMBER,
  PICKLIST,
  recordOf,
  TEXT,
} from '@millrace/values'
import { describe, expect, it } from 'vitest'
import { checkFormula } from './check.ts'
import { parseFormula } from './parse.ts'
import type { FormulaContext, FormulaScope } from './scope.ts'

const types: Record<string, DataType> = {
  Amount: NUMBER,
  Name: TEXT,
  Stage: PICKLIST,
  Colors: MULTIPICKLIST,
  Active__c: BOOLEAN,
  Account: recordOf('Account'),
  Ids: collectionOf(TEXT),
  Unknown__c: ANY,
}

const scope = (kind: 'flow' | 'record' | 'component'): FormulaScope<FormulaContext> => ({
  kind,
  blankAsZero: false,
  reference: path => (path in types ? { type: types[path]!, read: () => null, readPrior: () => null } : undefined),
  unknownReference: path => (path === 'Nam' ? 'Account has no field Nam. Did you mean Name?' : undefined),
})

const check = (text: string, kind: 'flow' | 'record' | 'component' = 'flow', expected?: DataType) =>
  checkFormula(parseFormula(text).tree, scope(kind), expected)

describe('errors', () => {
  const cases: [kind: 'flow' | 'record', text: string, column: number, message: string][] = [
    ['flow', 'UPPER({!Nam})', 7, 'Account has no field Nam. Did you mean Name?'],
    ['flow', '1 + {!Nothing}', 5, 'Field Nothing does not exist. Check spelling.'],
    [
      'flow',
      '{!Amount} < {!Name}',
      13,
      "Incorrect parameter type for operator '<'. Expected Number, received Text. VALUE() makes it a number.",
    ],
    [
      'flow',
      '{!Amount} & "x"',
      1,
      "Incorrect parameter type for operator '&'. Expected Text, received Number. TEXT() makes it text.",
    ],
    [
      'flow',
      '"x" & {!Active__c}',
      7,
      'Incorrect parameter type for operator \'&\'. Expected Text, received Boolean. IF(x, "true", "false") makes it text.',
    ],
    [
      'flow',
      'LEN({!Account})',
      5,
      "Incorrect parameter type for function 'LEN()'. Expected Text, received Account record. Name one of its fields.",
    ],
    [
      'flow',
      'LEN({!Ids})',
      5,
      "Incorrect parameter type for function 'LEN()'. Expected Text, received Text collection. A formula works with single values.",
    ],
    [
      'record',
      'LEN(Stage)',
      5,
      "Incorrect parameter type for function 'LEN()'. Expected Text, received Picklist. TEXT() makes it text; ISPICKVAL() compares it.",
    ],
    [
      'record',
      'Stage = "New"',
      1,
      "Incorrect parameter type for operator '='. Expected Text, received Picklist. TEXT() makes it text; ISPICKVAL() compares it.",
    ],
    [
      'record',
      'ISPICKVAL(Stage, Name)',
      18,
      "Incorrect parameter type for function 'ISPICKVAL()'. Expected Text, received Text.",
    ],
    [
      'record',
      'ISBLANK(Active__c)',
      9,
      "Incorrect parameter type for function 'ISBLANK()'. Expected Number, Text, Date, Date/Time, received Boolean.",
    ],
    [
      'record',
      'PRIORVALUE(1+1)',
      12,
      "Incorrect parameter type for function 'PRIORVALUE()'. Expected a field, received Number.",
    ],
    [
      'flow',
      'PRIORVALUE({!Amount})',
      1,
      'Function PRIORVALUE may not be used in this type of formula. It can be used in record formulas and flows that a record starts.',
    ],
  ]
  for (const [kind, text, column, message] of cases)
    it(`${kind}: ${text}`, () => {
      expect(check(text, kind).errors).toMatchObject([{ line: 1, column, message }])
    })

  it('are all reported, not only the first', () => {
    expect(check('LEFTT({!Nothing}, ABS("x"))').errors.map(({ code }) => code)).toEqual([
      'unknown-reference',
      'parameter-type',
      'unknown-function',
    ])
  })
})

describe('fine', () => {
  const cases: [kind: 'flow' | 'record' | 'component', text: string, type: string][] = [
    ['flow', '{!Stage} = "New"', 'Boolean'],
    ['flow', 'UPPER({!Stage}) & {!Name}', 'Text'],
    ['flow', 'INCLUDES({!Colors}, {!Name})', 'Boolean'],
    ['flow', 'ISBLANK({!Account})', 'Boolean'],
    ['component', 'ISBLANK({!Ids})', 'Boolean'],
    ['record', 'ISPICKVAL(Stage, "New")', 'Boolean'],
    ['record', 'CASE(Stage, "New", 1, "Old", 2, 0)', 'Number'],
    ['record', 'TEXT(Stage) & Name', 'Text'],
    ['record', 'ISCHANGED(Amount) && ISNEW()', 'Boolean'],
    ['record', 'PRIORVALUE(Amount) + 1', 'Number'],
    ['flow', '{!Unknown__c} + 1', 'Any'],
    ['flow', 'LEN({!Unknown__c})', 'Number'],
    ['flow', 'IF({!Active__c}, NULL, {!Amount})', 'Number'],
    ['flow', 'NULL', 'Null'],
  ]
  for (const [kind, text, type] of cases)
    it(`${kind}: ${text}`, () => {
      expect(check(text, kind)).toMatchObject({ errors: [], type: { kind: type } })
    })
})

describe('the expected type', () => {
  it('is named when the result has another', () => {
    expect(check('{!Name}', 'flow', NUMBER).errors).toMatchObject([
      {
        code: 'result-type',
        message:
          'Formula result is data type (Text), incompatible with expected data type (Number). VALUE() makes it a number.',
      },
    ])
    expect(check('NOW()', 'flow', DATE).errors).toMatchObject([
      {
        message:
          'Formula result is data type (Date/Time), incompatible with expected data type (Date). DATEVALUE() makes it a date.',
      },
    ])
  })

  it('takes null, and text for a picklist', () => {
    expect(check('NULL', 'flow', NUMBER).errors).toEqual([])
    expect(check('"New"', 'flow', PICKLIST).errors).toEqual([])
  })
})

describe('length', () => {
  const text = (length: number): string => `"${'x'.repeat(length - 2)}"`

  it('3,900 characters are fine, 3,901 are too many', () => {
    expect(check(text(3900)).errors).toEqual([])
    expect(check(text(3901)).errors).toMatchObject([
      {
        code: 'formula-too-long',
        message: 'Formula is too long (3,901 characters).  Maximum length is 3,900 characters',
      },
    ])
  })

  it('the limit can be set', () => {
    const { tree } = parseFormula(text(300))
    expect(checkFormula(tree, scope('flow'), undefined, { maxLength: 255 }).errors).toMatchObject([
      { message: 'Formula is too long (300 characters).  Maximum length is 255 characters' },
    ])
  })
})

it('warns where ^ surprises, unless parentheses make it plain', () => {
  const warnings = (text: string): string[] => check(text).warnings.map(({ message }) => message)
  const advice = 'Write (2*3) if you mean that, or put parentheses around the power.'
  expect(warnings('2*3^2')).toEqual([`2*3 is worked out before ^, as Salesforce does. ${advice}`])
  expect(warnings('(2*3)^2 + 2*(3^2) + 2^3')).toEqual([])
  expect(warnings('-2^2')).toHaveLength(1)
})

it('lists the references', () => {
  expect(check('IF({!Amount} > 1, {!Name}, {!amount} & {!Nothing})').references).toEqual(['Amount', 'Name', 'Nothing'])
})
