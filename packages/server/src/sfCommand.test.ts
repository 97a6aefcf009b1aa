import { readFileSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exampleServer, type ExampleServer } from '../../../scripts/exampleServer.ts'
import { sfCommand } from '../../../scripts/sfCommand.ts'

// The stock `sf` command against a server that listens. It is not part of this project, so it runs where it is at hand.
const sf = await sfCommand()
if (typeof sf === 'string') it.skip(sf, () => {})
else {
  let server: ExampleServer

  beforeAll(async () => {
    server = await exampleServer()
    await server.app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = server.app.server.address() as AddressInfo
    process.env['SF_ACCESS_TOKEN'] = server.token
    const url = `http://127.0.0.1:${port}`
    const { result } = await sf.run(
      'org',
      'login',
      'access-token',
      '--instance-url',
      url,
      '--no-prompt',
      '--alias',
      'm',
    )
    expect(result).toMatchObject({ username: 'admin@millrace.example', orgId: server.org.organization.Id })
  }, 60_000)
  afterAll(async () => {
    delete process.env['SF_ACCESS_TOKEN']
    sf.remove()
    await server.close()
  })

  const run = async (...args: string[]) => (await sf.run(...args, '--target-org', 'm')).result
  const file = (name: string) => join(sf.folder, name)
  const query = async (soql: string) =>
    (await run('data', 'query', '--query', soql)) as { records: object[]; totalSize: number }

  it('sf data create, query, update and delete record', { timeout: 120_000 }, async () => {
    const { id } = (await run('data', 'create', 'record', '-s', 'Contact', '-v', 'LastName=Sf')) as { id: string }
    await run('data', 'update', 'record', '-s', 'Contact', '-i', id, '-v', "FirstName='Command Line'")
    expect(await query(`SELECT Name, Account.Name FROM Contact WHERE Id = '${id}'`)).toMatchObject({
      records: [{ Name: 'Command Line Sf', Account: null }],
    })
    expect(await run('data', 'get', 'record', '-s', 'Contact', '-i', id)).toMatchObject({ LastName: 'Sf' })
    await run('data', 'delete', 'record', '-s', 'Contact', '-i', id)
    expect((await query(`SELECT Id FROM Contact WHERE Id = '${id}'`)).totalSize).toBe(0)
  })

  it('sf data export and import tree', { timeout: 120_000 }, async () => {
    const soql = "SELECT Name, (SELECT LastName FROM Contacts) FROM Account WHERE Name = 'Alder Mill Works'"
    const before = await query('SELECT Id FROM Contact')
    await run('data', 'export', 'tree', '--query', soql, '--output-dir', sf.folder, '--plan')
    const imported = (await run('data', 'import', 'tree', '--plan', file('Account-Contact-plan.json'))) as object[]
    expect(imported).toContainEqual(expect.objectContaining({ type: 'Account', id: expect.any(String) }))
    const after = await query('SELECT Id FROM Contact')
    expect(after.totalSize).toBe(before.totalSize + imported.length - 1)
  })

  it('sf data import, export and upsert bulk', { timeout: 120_000 }, async () => {
    writeFileSync(file('contacts.csv'), 'LastName,FirstName\nBulk one,Ada\nBulk two,Ada\n')
    expect(await run('data', 'import', 'bulk', '-s', 'Contact', '-f', file('contacts.csv'), '-w', '1')).toMatchObject({
      processedRecords: 2,
      successfulRecords: 2,
    })
    const soql = "SELECT Id, LastName FROM Contact WHERE LastName LIKE 'Bulk %' ORDER BY LastName"
    await run('data', 'export', 'bulk', '-q', soql, '--output-file', file('out.csv'), '-w', '1')
    const [header, ...rows] = readFileSync(file('out.csv'), 'utf8').trim().split('\n')
    expect([header, rows.length]).toEqual(['"Id","LastName"', 2])
    writeFileSync(file('changed.csv'), `Id,FirstName\n${rows.map(row => `${row.split(',')[0]},Changed`).join('\n')}\n`)
    await run('data', 'upsert', 'bulk', '-s', 'Contact', '-i', 'Id', '-f', file('changed.csv'), '-w', '1')
    expect((await query("SELECT Id FROM Contact WHERE FirstName = 'Changed'")).totalSize).toBe(2)
  })

  it('sf sobject describe and list, sf data query --use-tooling-api, sf api request rest', {
    timeout: 120_000,
  }, async () => {
    expect(await run('sobject', 'describe', '-s', 'Contact')).toMatchObject({ name: 'Contact', keyPrefix: '003' })
    expect(await run('sobject', 'list')).toContain('Account')
    const soql = 'SELECT ApiName FROM FlowDefinitionView'
    expect(await run('data', 'query', '-t', '-q', soql)).toMatchObject({ totalSize: 2 })
    const limits = await sf.print('api', 'request', 'rest', 'services/data/v62.0/limits', '--target-org', 'm')
    expect(JSON.parse(limits)).toMatchObject({ DailyApiRequests: { Max: expect.any(Number) } })
  })
}
