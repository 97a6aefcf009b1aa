import { Connection } from '@jsforce/jsforce-node'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exampleServer, type ExampleServer } from '../../../scripts/exampleServer.ts'

let server: ExampleServer
let connection: Connection

beforeAll(async () => {
  server = await exampleServer()
  await server.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = server.app.server.address() as AddressInfo
  connection = new Connection({
    instanceUrl: `http://127.0.0.1:${port}`,
    accessToken: server.token,
    version: '62.0',
  })
})
afterAll(() => server.close())

describe('a stock jsforce connection', () => {
  it('knows who it is', async () => {
    expect(await connection.identity()).toMatchObject({
      user_id: server.org.administratorId,
      organization_id: server.org.organization.Id,
      username: 'admin@millrace.example',
    })
  })

  it('queries', async () => {
    const { totalSize, records } = await connection.query('SELECT Id, Name, Account.Name FROM Contact LIMIT 5')
    expect([totalSize, records.length]).toEqual([5, 5])
    expect(records[0]).toMatchObject({ Account: { Name: expect.any(String) } })
  })

  it('tells what is wrong with a query', async () => {
    await expect(connection.query('SELECT Nme FROM Contact')).rejects.toMatchObject({
      errorCode: 'INVALID_FIELD',
      message: expect.stringContaining("No such column 'Nme'"),
    })
  })

  it('describes', async () => {
    const { fields } = await connection.describe('Contact')
    expect(fields.map(({ name }) => name)).toContain('Status__c')
    expect((await connection.describeGlobal()).sobjects.map(({ name }) => name)).toContain('Contact')
  })

  it('creates, retrieves, updates and deletes records', async () => {
    const contacts = connection.sobject('Contact')
    const created = await contacts.create({ LastName: 'Ng', Status__c: 'New' })
    expect(created).toMatchObject({ success: true })
    const Id = String(created.id)
    await contacts.update({ Id, Status__c: 'Active' })
    expect(await contacts.retrieve(Id)).toMatchObject({ LastName: 'Ng', Status__c: 'Active' })
    expect(await contacts.destroy(Id)).toMatchObject({ id: Id, success: true })
    await expect(contacts.retrieve(Id)).rejects.toMatchObject({ errorCode: 'NOT_FOUND' })
  })

  it('saves several records at once', async () => {
    const results = await connection.sobject('Contact').create([{ LastName: 'A' }, { LastName: 'B' }])
    expect(results).toMatchObject([{ success: true }, { success: true }])
    const found = await connection.sobject('Contact').find({ LastName: ['A', 'B'] }, ['Id', 'LastName'])
    expect(found).toHaveLength(2)
    await connection.sobject('Contact').destroy(found.map(({ Id }) => String(Id)))
  })

  it('runs a flow', async () => {
    const { records } = await connection.query("SELECT Id FROM Contact WHERE Status__c = 'New' LIMIT 3")
    const inputs = [{ ContactIds: records.map(({ Id }) => Id) }]
    const [result] = await connection.requestPost<object[]>('/actions/custom/flow/Set_Contact_Status_Active', {
      inputs,
    })
    expect(result).toMatchObject({ isSuccess: true, outputValues: { updatedCount: 3 } })
  })

  it('reads limits', async () => {
    expect(await connection.limits()).toMatchObject({ DailyApiRequests: { Max: expect.any(Number) } })
    expect(connection.limitInfo.apiUsage).toMatchObject({ used: expect.any(Number) })
  })
})
