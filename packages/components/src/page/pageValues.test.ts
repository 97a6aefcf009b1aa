import type { ComponentHost } from '@millrace/runtime'
import { describe, expect, it } from 'vitest'
import { pageLayout } from './pageLayout.ts'
import { isShown, pageText } from './pageValues.ts'

const host: ComponentHost = {
  fetch: () => Promise.reject(new Error('No server.')),
  now: () => 0,
  newKey: () => '',
  after: () => () => undefined,
  navigate: () => undefined,
  showToast: () => undefined,
  user: { Name: 'Ada Ng' },
  organization: {},
  profile: { Name: 'Standard User' },
  permissions: ['Approve'],
  formFactor: 'Small',
  recordId: '003A',
  objectApiName: 'Contact',
  locale: 'en_US',
  timeZone: 'UTC',
}
const values = { host, record: { Name: 'Zoe', Amount: 1200, Account: { Name: 'Acme' }, IsActive: true, Fax: null } }

it.each([
  ['{!recordId} of {!objectApiName}', '003A of Contact'],
  ['{!Record.Account.Name}, {!record.amount}', 'Acme, 1200'],
  ['{!$User.Name} {!$User.Profile.Name}', 'Ada Ng Standard User'],
  ['{!Record.Nothing}{!Record.Fax}{!$Nothing.X}', ''],
  ['no { ! } expression', 'no { ! } expression'],
])('%s is "%s"', (text, expected) => expect(pageText(text, values)).toBe(expected))

describe('a rule', () => {
  const of = (leftValue: string, operator: string, rightValue: string | null) => ({ leftValue, operator, rightValue })
  it.each([
    ['{!Record.Name}', 'EQUAL', 'zoe', true],
    ['{!Record.Name}', 'NE', 'zoe', false],
    ['{!Record.Name}', 'CONTAINS', 'o', true],
    ['{!Record.Amount}', 'GT', '999', true],
    ['{!Record.Amount}', 'LE', '1200', true],
    ['{!Record.Fax}', 'LT', '1', false],
    ['{!Record.Fax}', 'EQUAL', null, true],
    ['{!Record.IsActive}', 'EQUAL', 'true', true],
    ['{!$Client.FormFactor}', 'EQUAL', 'Large', false],
    ['{!$Permission.CustomPermission.Approve}', 'EQUAL', 'true', true],
    ['{!Record.Name}', 'UNHEARD_OF', 'Zoe', false],
  ] as const)('%s %s %s is %s', (left, operator, right, expected) =>
    expect(isShown({ booleanFilter: null, criteria: [of(left, operator, right)] }, values)).toBe(expected),
  )

  const [yes, no] = [of('a', 'EQUAL', 'a'), of('a', 'EQUAL', 'b')]
  it.each([
    [null, false],
    ['1 OR 2', true],
    ['1 AND 2', false],
    ['2 OR 1 AND 1', true],
    ['(1 OR 2) AND 2', false],
    ['1 AND NOT 2', true],
    ['1 AND 7', false],
    ['((', false],
  ])('%s of true and false is %s', (booleanFilter, expected) =>
    expect(isShown({ booleanFilter, criteria: [yes, no] }, values)).toBe(expected),
  )
})

it.each([
  ['main', ['r0']],
  ['header main sidebar', ['r0 r0', 'r1 r2']],
  ['main sidebar header', ['r2 r2', 'r0 r1']],
  ['top bottomLeft bottomRight sidebar', ['r0 r0 r3', 'r1 r2 r3']],
  ['region1 region2 region3', ['r0 r1 r2']],
  ['header anything else', ['r0', 'r1', 'r2']],
])('the regions %s stand as %s', (names, areas) => expect(pageLayout(names.split(' ')).areas).toEqual(areas))
