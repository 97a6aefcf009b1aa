import { DateTimeValue, DateValue, RecordValue, toJson, type Value } from '@millrace/values'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ada, object, TestOrg } from '../../test/org.ts'
import { insertAsStated } from '../asStated.ts'
import { runSoql } from '../soql/run.ts'

/// Formulas by the type of their field.
const formulas: Readonly<Record<string, readonly string[]>> = {
  'Number|<precision>18</precision><scale>2</scale>': [
    'N__c + 1',
    'N__c * M__c - 2',
    'N__c / M__c',
    'IF(N__c > 1, N__c / M__c, 0)',
    'IF(OR(M__c = 0, N__c / M__c > 1), 1, 2)',
    'IF(AND(M__c <> 0, N__c / M__c > 1), 1, 2)',
    'ROUND(N__c / 3, 1)',
    'ABS(-N__c)',
    'MAX(N__c, M__c, 2)',
    'MIN(N__c, M__c)',
    'LEN(T__c)',
    'LEN(T__c & "x")',
    'YEAR(D__c) * 100 + MONTH(D__c) + DAY(D__c) / 100',
    'WEEKDAY(D__c)',
    'D__c - DATEVALUE(CreatedDate)',
    'TODAY() - D__c',
    'NOW() - CreatedDate',
    'BLANKVALUE(N__c, 7)',
    'NULLVALUE(N__c, 7)',
    'CASE(T__c, "abc", 1, "", 2, 3)',
    'CASE(N__c, 1, 10, 2, 20, 0)',
    'Rate__c * 100',
    '1 / 3 * 3',
    'N__c * 0.333',
    'Account.NumberOfEmployees + 1',
  ],
  'Text|': [
    'T__c & " " & Email',
    'T__c + "!"',
    'UPPER(T__c)',
    'LOWER(LEFT(T__c, 2))',
    'RIGHT(T__c, 2)',
    'MID(T__c, 2, 1)',
    'TRIM("  " & T__c & " ")',
    'SUBSTITUTE(T__c, "b", "")',
    'IF(ISBLANK(T__c), "none", T__c)',
    'IF(ISBLANK(T__c), "none", NULL)',
    'IF(T__c = "", "blank", "not")',
    'IF(T__c <> "abc", "other", "same")',
    'IF(T__c > "ABD", "after", "before")',
    'IF(N__c > 1, "more", "less")',
    'IF(N__c = NULL, "none", "some")',
    'TEXT(P__c) & "."',
    'IF(ISPICKVAL(P__c, ""), "no pick", "pick")',
    'CASE(P__c, "hot", "H", "cold", "C", "?")',
    'IF(INCLUDES(L__c, "A"), "has A", "has not")',
    'Account.Name & "\'s"',
    'BLANKVALUE(Account.Name, "no account")',
    'IF(B__c, "yes", "no")',
    'IF(NOT(B__c), "yes", "no")',
    'IF(CONTAINS(T__c, "b"), "b", "-")',
    'IF(BEGINS(T__c, "a"), "a", "-")',
    'Name',
  ],
  'Checkbox|': [
    'N__c > 1',
    'B__c',
    'AND(B__c, N__c = 1)',
    'OR(ISBLANK(T__c), B__c)',
    'NOT(B__c)',
    'D__c = TODAY()',
    'T__c = Email',
  ],
  'Date|': ['D__c + 30', 'D__c - 1.9', 'IF(B__c, D__c, TODAY())', 'DATEVALUE(CreatedDate)'],
  'DateTime|': ['CreatedDate + 0.5', 'IF(B__c, NOW(), CreatedDate)'],
  'Percent|<precision>18</precision><scale>1</scale>': ['Rate__c', 'N__c / 3', 'Rate__c + 0.05'],
}

const tables = Object.entries(formulas).flatMap(([type, texts]) =>
  texts.flatMap(text => ['BlankAsZero', 'BlankAsBlank'].map(blanks => ({ type, text, blanks }))),
)
const xml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const definition = object('Contact', {
  'fields/N__c': '<label>N</label><type>Number</type><precision>18</precision><scale>2</scale>',
  'fields/M__c': '<label>M</label><type>Number</type><precision>18</precision><scale>0</scale>',
  'fields/T__c': '<label>T</label><type>Text</type><length>50</length>',
  'fields/B__c': '<label>B</label><type>Checkbox</type><defaultValue>false</defaultValue>',
  'fields/D__c': '<label>D</label><type>Date</type>',
  'fields/Rate__c': '<label>Rate</label><type>Percent</type><precision>5</precision><scale>1</scale>',
  'fields/P__c':
    '<label>P</label><type>Picklist</type><valueSet><valueSetDefinition><value><fullName>hot</fullName></value><value><fullName>cold</fullName></value></valueSetDefinition></valueSet>',
  'fields/L__c':
    '<label>L</label><type>MultiselectPicklist</type><valueSet><valueSetDefinition><value><fullName>A</fullName></value></valueSetDefinition></valueSet>',
  ...Object.fromEntries(
    tables.map(({ type, text, blanks }, i) => {
      const [name, rest] = type.split('|')
      const formula = `<formula>${xml(text)}</formula><formulaTreatBlanksAs>${blanks}</formulaTreatBlanksAs>`
      return [`fields/F${i}__c`, `<label>F</label><type>${name}</type>${rest}${formula}`]
    }),
  ),
})

let test: TestOrg
beforeAll(async () => {
  test = await TestOrg.open([definition])
  const account = '001000000000001AAA'
  const contact = (fields: Record<string, Value>) => RecordValue.from('Contact', { LastName: 'Ng', ...fields })
  const day = DateValue.parse('2026-01-15')!
  await insertAsStated(test.fresh.database, test.org, ada, [
    RecordValue.from('Account', { Id: account, Name: 'Acme', NumberOfEmployees: 5 }),
    contact({}),
    contact({
      N__c: 1,
      M__c: 0,
      T__c: 'abc',
      B__c: true,
      D__c: day,
      P__c: 'hot',
      L__c: 'A;B',
      Rate__c: 20,
      AccountId: account,
    }),
    contact({ N__c: 2.5, M__c: 2, T__c: 'ABÇ', D__c: DateValue.parse('2024-02-29')!, P__c: 'cold', Rate__c: 12.5 }),
    contact({
      N__c: -7.25,
      M__c: -3,
      T__c: "b'b",
      Email: 'a@b.co',
      CreatedDate: DateTimeValue.parse('2025-12-31T23:30:00Z')!,
    }),
    contact({ M__c: 4, T__c: 'a', B__c: true, Email: 'a', CreatedDate: DateTimeValue.parse('2024-02-29T22:59:59Z')! }),
  ])
})
afterAll(() => test.fresh.drop())

it.each(tables.map((one, i) => [one.text, one.blanks, i] as const))(
  '%s (%s) filters and sorts by what it reads as',
  async (_, __, i) => {
    const query = async (soql: string, binds: Readonly<Record<string, Value>> = {}) =>
      (await runSoql(test.fresh.database, soql, test.org, { user: ada, binds })).records
    const all = await query(`SELECT Id, F${i}__c FROM Contact`)
    const sorted = await query(`SELECT Id, F${i}__c FROM Contact ORDER BY F${i}__c NULLS FIRST, Id`)
    const blanks = all.filter(one => one.get(`F${i}__c`) === null).map(({ id }) => id)
    expect(
      sorted
        .slice(0, blanks.length)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(blanks.sort())
    for (const one of all) {
      const value = one.get(`F${i}__c`)
      const found = await query(`SELECT Id FROM Contact WHERE F${i}__c = :value`, { value })
      const same = all.filter(
        other =>
          JSON.stringify(toJson(other.get(`F${i}__c`))).toLowerCase() === JSON.stringify(toJson(value)).toLowerCase(),
      )
      expect(found.map(({ id }) => id)).toEqual(same.map(({ id }) => id))
    }
  },
)
