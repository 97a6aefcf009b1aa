import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exampleServer, type ExampleServer } from '../../../scripts/exampleServer.ts'

const BASE = '/services/data/v62.0'
let server: ExampleServer
let otherId: string

beforeAll(async () => {
  server = await exampleServer()
  const profiles = await query("SELECT Id FROM Profile WHERE Name = 'Standard User'")
  const profileId = profiles.json.records[0]?.Id
  const { json } = await server.send({
    method: 'POST',
    url: `${BASE}/sobjects/User`,
    payload: {
      LastName: 'Lee',
      Alias: 'lee',
      Email: 'lee@example.com',
      Username: 'lee@example.com',
      ...(profileId && { ProfileId: profileId }),
      TimeZoneSidKey: 'Europe/Paris',
      LocaleSidKey: 'fr_FR',
      EmailEncodingKey: 'UTF-8',
      LanguageLocaleKey: 'en_US',
      IsActive: true,
    },
  })
  otherId = (json as { id: string }).id
})
afterAll(() => server.close())

async function query(soql: string, headers: Record<string, string> = {}) {
  const answer = await server.send({ url: `${BASE}/query?q=${encodeURIComponent(soql)}`, headers })
  return { status: answer.status, json: answer.json as { records: Record<string, string>[] } }
}
const session = (headers: Record<string, string>) => server.send({ url: '/millrace/v1/session', headers })

describe('Millrace-As-User', () => {
  it('makes a request of an administrator that of the other user', async () => {
    const { status, json } = await session({ 'millrace-as-user': otherId })
    expect([status, json]).toMatchObject([200, { user: { Id: otherId }, timeZone: 'Europe/Paris', locale: 'fr_FR' }])
    expect((await query('SELECT Id FROM Contact')).status).toBe(200)
    // The other user has no permission to read contacts.
    expect((await query('SELECT Id FROM Contact', { 'millrace-as-user': otherId })).status).toBe(400)
  })

  it.each(['005000000000000AAA', 'nobody', ''])('refuses %j, who is no user', async id => {
    const { status } = await session({ 'millrace-as-user': id })
    expect(status).toBe(400)
  })

  it('counts for requests inside a request', async () => {
    const url = `${BASE}/query?q=${encodeURIComponent('SELECT Id FROM Contact')}`
    const send = (headers: Record<string, string>, path: string, payload: object) =>
      server.send({ method: 'POST', url: `${BASE}/composite${path}`, headers, payload })
    const batch = { batchRequests: [{ method: 'GET', url: url.replace('/services/data/', '') }] }
    const composite = { compositeRequest: [{ method: 'GET', url, referenceId: 'all' }] }
    expect((await send({}, '/batch', batch)).json).toMatchObject({ results: [{ statusCode: 200 }] })
    const headers = { 'millrace-as-user': otherId }
    expect((await send(headers, '/batch', batch)).json).toMatchObject({ results: [{ statusCode: 400 }] })
    expect((await send(headers, '', composite)).json).toMatchObject({ compositeResponse: [{ httpStatusCode: 400 }] })
  })

  it('is for System Administrators', async () => {
    const token = await server.org.credentials.issue('token', otherId)
    const { status, text } = await session({
      authorization: `Bearer ${token}`,
      'millrace-as-user': server.org.administratorId,
    })
    expect([status, text]).toEqual([403, expect.stringContaining('Only a System Administrator')])
  })
})
