import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerOf, exampleServer, type Answer, type ExampleServer } from '../../../scripts/exampleServer.ts'
import { sections } from './openApi/operations.ts'

/// Every route of the OpenAPI document, which a test of its own holds to the routes that there are.
const ROUTES = sections.flatMap(({ name: section, operations }) =>
  Object.entries(operations).map(([route, { isOpen = false }]) => ({ route, section, isOpen })),
)
/// Of the builders' routes the list of flows alone is for everybody: it shows each what they may run.
const SET_UP = ROUTES.filter(({ route, section }) => section === 'Builders' && route !== 'GET /millrace/v1/flows').map(
  ({ route }) => route,
)
const ALSO_SET_UP = ['GET /millrace/v1/actions']

let server: ExampleServer
let userId: string
let userToken: string

beforeAll(async () => {
  server = await exampleServer()
  userId = await newUser('Lee', true)
  userToken = await server.org.credentials.issue('token', userId)
})
afterAll(() => server.close())

async function newUser(LastName: string, IsActive: boolean): Promise<string> {
  const name = LastName.toLowerCase()
  const { json } = await server.send({
    method: 'POST',
    url: '/services/data/v62.0/sobjects/User',
    payload: {
      LastName,
      IsActive,
      Alias: name,
      Email: `${name}@example.com`,
      Username: `${name}@example.com`,
      TimeZoneSidKey: 'UTC',
      LocaleSidKey: 'en_US',
      EmailEncodingKey: 'UTF-8',
      LanguageLocaleKey: 'en_US',
    },
  })
  return (json as { id: string }).id
}

/// What the parts of a path are filled with: things that there are.
const PARTS: Readonly<Record<string, string>> = {
  version: '62.0',
  object: 'Contact',
  number: '1',
  guid: '00000000-0000-4000-8000-000000000000',
  id: '00000000-0000-4000-8000-000000000000',
}

async function send(route: string, headers: Record<string, string> = {}): Promise<Answer> {
  const [method = '', pattern = ''] = route.split(' ')
  const url = pattern.replace(/:(\w+)/g, (_, part: string) => PARTS[part] ?? 'Set_Contact_Status_Active')
  const payload = method === 'GET' || method === 'DELETE' ? {} : { payload: {} }
  return answerOf(await server.app.inject({ method: method as InjectOptions['method'], url, headers, ...payload }))
}

describe('signed out', () => {
  it.each(ROUTES.filter(({ isOpen }) => !isOpen).map(({ route }) => route))('%s is 401', async route => {
    const { status, json } = await send(route)
    expect([status, json]).toEqual([401, [expect.objectContaining({ errorCode: 'INVALID_SESSION_ID' })]])
  })

  it.each(ROUTES.filter(({ isOpen }) => isOpen).map(({ route }) => route))(
    '%s is no failure of the server, and tells nothing',
    async route => {
      const { status, text } = await send(route)
      if (!route.includes('Soap')) expect(status).toBeLessThan(500)
      expect(text).not.toContain('Set_Contact_Status_Active')
    },
  )
})

describe('a user without rights', () => {
  it.each([...SET_UP, ...ALSO_SET_UP])('is refused %s, whatever the body', async route => {
    const { status, json } = await send(route, { authorization: `Bearer ${userToken}` })
    expect([status, json]).toEqual([403, [expect.objectContaining({ errorCode: 'INSUFFICIENT_ACCESS' })]])
  })

  it.each([...SET_UP, ...ALSO_SET_UP])('is as an administrator sees them: %s', async route => {
    const headers = { authorization: `Bearer ${server.token}`, 'millrace-as-user': userId }
    expect((await send(route, headers)).status).toBe(403)
  })
})

describe('a user without rights sees', () => {
  const get = (url: string) => send(`GET ${url}`, { authorization: `Bearer ${userToken}` })
  const query = (soql: string) => get(`/services/data/v62.0/query?q=${encodeURIComponent(soql)}`)

  it.each(['SetupAuditTrail', 'FlowDefinitionView', 'FlowVersionView'])('no %s', async table => {
    expect(await query(`SELECT Id FROM ${table}`)).toMatchObject({ status: 400, json: [{ errorCode: 'INVALID_TYPE' }] })
  })

  it('nothing of how records of hidden objects look', async () => {
    expect((await get('/millrace/v1/record-layout/Contact')).status).toBe(404)
    expect((await get('/millrace/v1/list-views/Contact')).status).toBe(404)
  })

  it('no flows but those that they may run, and nothing of what others ran', async () => {
    expect(await get('/millrace/v1/flows')).toMatchObject({ status: 200, json: { flows: [] } })
  })
})

describe('a user who is not active any more', () => {
  let goneToken: string
  beforeAll(async () => {
    goneToken = await server.org.credentials.issue('token', await newUser('Gone', false))
  })

  it.each(ROUTES.filter(({ isOpen }) => !isOpen).map(({ route }) => route))('%s is 401', async route => {
    expect((await send(route, { authorization: `Bearer ${goneToken}` })).status).toBe(401)
  })
})
