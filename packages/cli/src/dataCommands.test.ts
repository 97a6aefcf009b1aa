import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../../scripts/freshDatabase.ts'
import { copyExample, millrace } from '../../../scripts/millraceCommand.ts'

const example = copyExample('contact-status')
let fresh: FreshDatabase
beforeAll(async () => {
  fresh = await freshDatabase()
})
afterAll(async () => {
  await fresh.drop()
  example.remove()
})

const file = (name: string) => join(example.folder, name)
const data = (...args: string[]) => millrace('data', ...args, '--project', example.folder, '--database', fresh.url)
const count = async (where: string) =>
  (
    await millrace(
      'query',
      `SELECT COUNT() FROM Contact WHERE ${where}`,
      '--project',
      example.folder,
      '--database',
      fresh.url,
    )
  ).stdout.trim()

it('loads and writes CSV', async () => {
  const names = Array.from({ length: 2300 }, (_, i) => `Csv ${String(i).padStart(4, '0')}`)
  writeFileSync(file('Contact.csv'), `LastName,Status__c\n${names.map(name => `${name},New`).join('\n')}\n,New\n`)
  const loaded = await data('import', file('Contact.csv'))
  expect(loaded.code).toBe(1)
  expect(loaded.output).toContain('record 2301: REQUIRED_FIELD_MISSING')
  expect(loaded.output).toContain('2300 of 2301 records of Contact loaded.')
  const soql = "SELECT LastName, Account.Name, Status__c FROM Contact WHERE LastName LIKE 'Csv %' ORDER BY LastName"
  expect((await data('export', '--query', soql, '--output', file('out.csv'))).code).toBe(0)
  const [header, ...rows] = readFileSync(file('out.csv'), 'utf8').trim().split('\n')
  expect(header).toBe('"LastName","Account.Name","Status__c"')
  expect(rows).toEqual(names.map(name => `"${name}","","New"`))
})

it('writes and loads JSON with references', async () => {
  const soql = "SELECT Name, (SELECT LastName FROM Contacts) FROM Account WHERE Name = 'Alder Mill Works'"
  expect((await data('export', '--query', soql, '--output', file('tree.json'))).code).toBe(0)
  const { records } = JSON.parse(readFileSync(file('tree.json'), 'utf8')) as {
    records: { Contacts: { records: object[] } }[]
  }
  expect(records[0]).toMatchObject({
    attributes: { type: 'Account', referenceId: 'AccountRef1' },
    Name: 'Alder Mill Works',
  })
  const before = await count("Account.Name = 'Alder Mill Works'")
  const children = records[0]!.Contacts.records.length
  expect((await data('import', file('tree.json'))).output).toContain(`${children + 1} records with references loaded.`)
  expect(await count("Account.Name = 'Alder Mill Works'")).not.toBe(before)
})

it.each([
  [['import', 'no-such.csv', '--object', 'Contact'], 'A file cannot be read'],
  [['import', 'Kontact.csv'], 'there is no object "Kontact". Did you mean Contact?'],
  [['export', '--query', 'SELECT Nme FROM Contact', '--output', 'out.json'], "No such column 'Nme'"],
])('%j tells what is wrong', async (args, text) => {
  const { code, output } = await data(...args)
  expect(output).toContain(text)
  expect(code).toBe(1)
})
