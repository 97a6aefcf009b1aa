import { RecordValue, toJson } from '@millrace/values'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ada, TestOrg, withoutAttributes } from '../../test/org.ts'
import { insertAsStated } from '../asStated.ts'
import { runSosl } from './search.ts'

let test: TestOrg
beforeAll(async () => {
  test = await TestOrg.open([])
  const contact = (FirstName: string, fields: Record<string, string | boolean> = {}) =>
    RecordValue.from('Contact', { FirstName, LastName: 'Lee', ...fields })
  await insertAsStated(test.fresh.database, test.org, ada, [
    RecordValue.from('Account', { Name: 'Acme Works', Phone: '030 123-45' }),
    contact('Ann', { Email: 'ann@acme.example', Title: 'Head of works' }),
    contact('Bo', { Title: 'Écrivain', Phone: '0301' }),
    contact('Gone', { IsDeleted: true }),
  ])
})
afterAll(() => test.fresh.drop())

const search = async (sosl: string, user = ada) =>
  withoutAttributes(
    (await runSosl(test.fresh.database, sosl, test.org, { user, mode: 'user' })).map(one => toJson(one)),
  )

it.each([
  ['FIND {acme} RETURNING Account(Name), Contact(FirstName)', [{ Name: 'Acme Works' }, { FirstName: 'Ann' }]],
  ['FIND {ACM*} IN NAME FIELDS RETURNING Account(Name), Contact(FirstName)', [{ Name: 'Acme Works' }]],
  ['FIND {acme} IN EMAIL FIELDS RETURNING Contact(FirstName)', [{ FirstName: 'Ann' }]],
  ['FIND {123-45} IN PHONE FIELDS RETURNING Account(Name)', [{ Name: 'Acme Works' }]],
  ['FIND {lee} RETURNING Contact(FirstName ORDER BY FirstName DESC)', [{ FirstName: 'Bo' }, { FirstName: 'Ann' }]],
  [
    "FIND {lee} RETURNING Contact(FirstName WHERE Title != null AND FirstName IN ('Ann', ')') LIMIT 1)",
    [{ FirstName: 'Ann' }],
  ],
  ['FIND {lee AND NOT works} RETURNING Contact(FirstName)', [{ FirstName: 'Bo' }]],
  [
    'FIND {"head of" OR écrivain} RETURNING Contact(FirstName ORDER BY FirstName)',
    [{ FirstName: 'Ann' }, { FirstName: 'Bo' }],
  ],
  ['FIND {ann lee works} RETURNING Contact(FirstName)', [{ FirstName: 'Ann' }]],
  ['FIND {nobody} RETURNING Contact(FirstName)', []],
  // A match in the name goes first.
  [
    'FIND {ann OR works} RETURNING Account(Name), Contact(FirstName LIMIT 1)',
    [{ Name: 'Acme Works' }, { FirstName: 'Ann' }],
  ],
  ['FIND {lee} RETURNING Contact(FirstName ORDER BY FirstName LIMIT 1 OFFSET 1)', [{ FirstName: 'Bo' }]],
  ["FIND {lee} RETURNING Contact(FirstName WHERE Title != 'x LIMIT 1' AND FirstName = 'Bo')", [{ FirstName: 'Bo' }]],
  ['find {lee} returning Contact(FirstName), Account(Name) limit 1', [{ FirstName: 'Ann' }]],
])('%s', async (sosl, expected) => {
  expect(await search(sosl)).toEqual(expected)
})

it.each([
  ['FIND Acme', 'MALFORMED_SEARCH'],
  ['FIND {a}', 'MALFORMED_SEARCH'],
  ['FIND {acme} RETURNING Contact(FirstName', 'MALFORMED_SEARCH'],
  ['FIND {acme} RETURNING Contact(FirstName) ORDER', 'MALFORMED_SEARCH'],
  ['FIND {acme} RETURNING Kontakt(Id)', 'INVALID_TYPE'],
  ['FIND {acme} RETURNING Contact(Nme)', 'INVALID_FIELD'],
])('%s is refused with %s', async (sosl, code) => {
  await expect(search(sosl)).rejects.toMatchObject({ code })
})

it('looks in every object that people work with, and in no field that is hidden', async () => {
  expect(((await search('FIND {acme}')) as object[]).length).toBe(2)
  const rights = {
    canReadObject: () => true,
    canCreate: () => true,
    canEdit: () => true,
    canDelete: () => true,
    canReadField: (_: string, field: string) => field !== 'Email',
    canEditField: () => true,
  }
  expect(await search('FIND {acme} RETURNING Contact(FirstName)', { ...ada, rights })).toEqual([])
})
