import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerOf, exampleServer, type ExampleServer } from '../../../scripts/exampleServer.ts'

let server: ExampleServer
beforeAll(async () => {
  server = await exampleServer()
})
afterAll(() => server.close())

const FORM = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }
const form = (url: string, payload: string, headers = {}): InjectOptions => ({
  method: 'POST',
  url,
  payload,
  headers: { ...FORM, ...headers },
})
const OAUTH = '/services/oauth2'
const DATA = '/services/data/v62.0'
const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` })
const query = (soql: string) => `${DATA}/query?q=${encodeURIComponent(soql)}`

describe('no request of somebody signed out makes the server fail', () => {
  it.each<[fact: string, request: InjectOptions]>([
    ['consent without a body', { method: 'POST', url: `${OAUTH}/authorize` }],
    ['a token for nothing', { method: 'POST', url: `${OAUTH}/token` }],
    ['introspection of nothing', { method: 'POST', url: `${OAUTH}/introspect` }],
    ['revoking nothing', { method: 'POST', url: `${OAUTH}/revoke` }],
    ['revoking two', { url: `${OAUTH}/revoke?token=a&token=b` }],
    ['two codes', { url: '/sign-in?code=a&code=b' }],
    ['two places to go', { url: '/sign-in?to=a&to=b' }],
    ['two user names', form('/sign-in', 'username=a&username=b&password=c')],
    ['two passwords', form('/sign-in', 'username=a&password=b&password=c')],
    ['two places', form('/sign-in', 'username=a&password=b&to=c&to=d')],
    ['a NUL in a name', form('/sign-in', 'username=a%00b&password=c')],
    ['two kinds of grants', form(`${OAUTH}/token`, 'grant_type=password&grant_type=refresh_token')],
    [
      'two codes for a token',
      form(`${OAUTH}/token`, 'grant_type=authorization_code&client_id=PlatformCLI&code=a&code=b'),
    ],
    [
      'two refresh tokens',
      form(`${OAUTH}/token`, 'grant_type=refresh_token&client_id=PlatformCLI&refresh_token=a&refresh_token=b'),
    ],
    ['a client that is no text', form(`${OAUTH}/token`, 'grant_type=refresh_token', basic('%zz:%zz'))],
    [
      'a JWT that is none',
      form(`${OAUTH}/token`, 'grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&assertion=a.b.c'),
    ],
    [
      'two JWTs',
      form(`${OAUTH}/token`, 'grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&assertion=a&assertion=b'),
    ],
    ['consent with a body of JSON', { method: 'POST', url: `${OAUTH}/authorize`, payload: ['a'] }],
    ['a path that is no text', { url: '/%ff%zz' }],
  ])('%s', async (_, request) => {
    const { status, text } = answerOf(await server.app.inject(request))
    expect([status, text]).toEqual([expect.toSatisfy((one: number) => one < 500), expect.any(String)])
  })
})

describe('no request of somebody signed in makes the server fail', () => {
  it.each<[fact: string, request: InjectOptions]>([
    ['an interview that is no Id', { url: '/millrace/v1/interviews/nothing' }],
    ['ending one', { method: 'DELETE', url: '/millrace/v1/interviews/nothing' }],
    ['a run that is no Id', { url: '/millrace/v1/runs/nothing' }],
    ['a NUL in a name', { url: '/millrace/v1/preferences/a%00b' }],
    ['a NUL in a saved name', { method: 'PUT', url: '/millrace/v1/preferences/a%00b', payload: { a: 1 } }],
    ['a NUL in a saved value', { method: 'PUT', url: '/millrace/v1/preferences/a', payload: { a: '\0' } }],
    ['a NUL in a query', { url: query("SELECT Id FROM Contact WHERE LastName = 'a\0b'") }],
    ['a NUL in a record', { method: 'POST', url: `${DATA}/sobjects/Contact`, payload: { LastName: 'a\0b' } }],
    ['a NUL in an Id', { url: `${DATA}/sobjects/Contact/a%00b` }],
    [
      'half a character',
      {
        method: 'POST',
        url: `${DATA}/sobjects/Contact`,
        payload: '{"LastName":"\\ud800"}',
        headers: { 'content-type': 'application/json' },
      },
    ],
    ['an object called constructor', { url: `${DATA}/sobjects/constructor/describe` }],
    ['an object called __proto__', { url: `${DATA}/sobjects/__proto__` }],
    ['a field called constructor', { url: query('SELECT constructor FROM Contact') }],
    ['a field called __proto__', { url: query('SELECT __proto__ FROM Contact') }],
    ['a relationship called constructor', { url: query('SELECT constructor.Name FROM Contact') }],
    ['a value for constructor', { method: 'POST', url: `${DATA}/sobjects/Contact`, payload: { constructor: 'x' } }],
    [
      'a value for __proto__',
      {
        method: 'POST',
        url: `${DATA}/sobjects/Contact`,
        payload: '{"__proto__":{"isAdministrator":true}}',
        headers: { 'content-type': 'application/json' },
      },
    ],
    [
      'inputs called constructor',
      {
        method: 'POST',
        url: `${DATA}/actions/custom/flow/Set_Contact_Status_Active`,
        payload: { inputs: [{ constructor: 1, toString: 2 }] },
      },
    ],
    ['a flow called constructor', { method: 'POST', url: `${DATA}/actions/custom/flow/constructor`, payload: {} }],
    ['an action called toString', { method: 'POST', url: `${DATA}/actions/standard/toString`, payload: {} }],
    ['a page called constructor', { url: '/millrace/v1/pages/constructor' }],
    ['list views of constructor', { url: '/millrace/v1/list-views/constructor' }],
    ['two queries', { url: `${DATA}/query?q=a&q=b` }],
    ['two searches', { url: `${DATA}/search?q=a&q=b` }],
    ['a search whose limit is none', { url: `${DATA}/parameterizedSearch?q=a&overallLimit=x` }],
    ['a search that is a list', { method: 'POST', url: `${DATA}/parameterizedSearch`, payload: { q: ['a'] } }],
    [
      'objects of a search that are texts',
      { method: 'POST', url: `${DATA}/parameterizedSearch`, payload: { q: 'a', sobjects: ['x', null] } },
    ],
    ['a locator of nothing', { url: `${DATA}/query/nothing` }],
    ['a moment that is none', { url: '/millrace/v1/runs?from=a&from=b' }],
    ['a setup table within a query', { url: query('SELECT Id, (SELECT Id FROM FlowInterview) FROM Contact') }],
    ['a setup table after a query', { url: query("SELECT Id FROM Contact WHERE LastName = 'from FlowInterview'") }],
    ['an audit trail that is not for everybody', { url: query('SELECT Id FROM SetupAuditTrail'), headers: {} }],
  ])('%s', async (_, request) => {
    const { status, text } = await server.send(request)
    expect([status, text]).toEqual([expect.toSatisfy((one: number) => one < 500), expect.stringMatching(/./)])
  })
})

it('nothing of all that has changed what objects have', () => {
  expect(Object.keys(Object.prototype)).toEqual([])
  expect(({} as Record<string, unknown>)['isAdministrator']).toBeUndefined()
})
