import type { Configuration } from '@millrace/metadata'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { httpCallout } from './callout.ts'
import { callNamedCredential, type NamedCredentialRequest } from './namedCredentialCallout.ts'

/// A service that gives out tokens `t1`, `t2`, … and takes the last one.
let service: Server
let host: string
let tokensGiven = 0
let isTokenTaken = true
let requests: string[] = []

beforeAll(async () => {
  service = createServer(async (request, response) => {
    const body = await bodyOf(request)
    const { authorization = '-', 'x-api-key': key = '-' } = request.headers
    requests.push(`${request.method} ${request.url} ${authorization} ${String(key)} ${body}`.trim())
    if (request.url !== '/token') {
      response.statusCode = authorization === 'Bearer t1' && !isTokenTaken ? 401 : 200
      return response.end(authorization)
    }
    const isKnown = authorization === `Basic ${Buffer.from('client%3A1:top%20secret').toString('base64')}`
    response.statusCode = isKnown ? 200 : 401
    response.end(isKnown ? JSON.stringify({ access_token: `t${++tokensGiven}`, expires_in: 3600 }) : '{}')
  })
  await new Promise<void>(resolve => service.listen(0, '127.0.0.1', resolve))
  host = `127.0.0.1:${(service.address() as AddressInfo).port}`
})
afterAll(() => service.close())
beforeEach(() => {
  requests = []
  tokensGiven = 0
  isTokenTaken = true
})

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}

type SignIn = NonNullable<NonNullable<Configuration['callouts']>['signIn']>[string]

const environment: Readonly<Record<string, string>> = {
  ORDERS_PASSWORD: 'pass:word ',
  ORDERS_TOKEN: 'abc\n',
  CLIENT_ID: 'client:1',
  CLIENT_SECRET: 'top secret',
  OTHER_SECRET: 'other',
}

const configurationOf = (signIn: SignIn | null, allow = [host]): Configuration => ({
  callouts: { allow, allowPrivate: [host], ...(signIn ? { signIn: { Orders: signIn } } : {}) },
})

function call(configuration: Configuration, headers: NamedCredentialRequest['headers'] = {}) {
  const orders = { file: '', apiName: 'Orders', label: 'Orders', endpoint: `http://${host}` }
  return callNamedCredential(
    { credential: 'Orders', method: 'GET', path: '/list', headers, body: null, timeoutSeconds: 5 },
    {
      namedCredentials: new Map([['Orders', orders]]),
      configuration,
      callout: httpCallout,
      signal: undefined,
      environment: variable => environment[variable],
    },
  )
}

const tokenSignIn = (secret = 'CLIENT_SECRET'): SignIn => ({
  type: 'clientCredentials',
  tokenUrl: `http://${host}/token`,
  clientIdFrom: 'CLIENT_ID',
  clientSecretFrom: secret,
  scope: 'orders.read',
})
const ASKED = `POST /token Basic ${Buffer.from('client%3A1:top%20secret').toString('base64')} - grant_type=client_credentials&scope=orders.read`

describe('a callout signs in', () => {
  it.each<[fact: string, signIn: () => SignIn | null, sent: readonly string[]]>([
    ['not where nothing is said', () => null, ['GET /list - -']],
    [
      'with a user name and a password',
      () => ({ type: 'basic', username: 'millrace', passwordFrom: 'ORDERS_PASSWORD' }),
      [`GET /list Basic ${Buffer.from('millrace:pass:word').toString('base64')} -`],
    ],
    ['with a bearer token', () => ({ type: 'bearer', tokenFrom: 'ORDERS_TOKEN' }), ['GET /list Bearer abc -']],
    [
      'with a header of its own',
      () => ({ type: 'header', name: 'X-Api-Key', valueFrom: 'ORDERS_TOKEN' }),
      ['GET /list - abc'],
    ],
    ['with client credentials', tokenSignIn, [ASKED, 'GET /list Bearer t1 -']],
  ])('%s', async (_, signIn, sent) => {
    expect((await call(configurationOf(signIn()))).status).toBe(200)
    expect(requests).toEqual(sent)
  })

  it('takes a token as long as it is good, and another one when it is refused', async () => {
    const configuration = configurationOf(tokenSignIn())
    await call(configuration)
    await call(configuration)
    isTokenTaken = false
    expect((await call(configuration)).body).toBe('Bearer t2')
    expect(requests.map(line => line.split(' ').slice(0, 4).join(' '))).toEqual([
      ASKED.split(' ').slice(0, 4).join(' '),
      'GET /list Bearer t1',
      'GET /list Bearer t1',
      'GET /list Bearer t1',
      ASKED.split(' ').slice(0, 4).join(' '),
      'GET /list Bearer t2',
    ])
  })

  it('leaves a header alone that the flow sends itself', async () => {
    await call(configurationOf({ type: 'bearer', tokenFrom: 'ORDERS_TOKEN' }), { authorization: 'Own' })
    expect(requests).toEqual(['GET /list Own -'])
  })

  it.each<[fact: string, signIn: () => SignIn, message: string]>([
    [
      'without the variable',
      () => ({ type: 'bearer', tokenFrom: 'MISSING' }),
      'The named credential "Orders" signs in with the environment variable MISSING, which the server does not have. Set it where the server is started.',
    ],
    ['with a wrong secret', () => tokenSignIn('OTHER_SECRET'), 'Signing in to "Orders" was refused: '],
    [
      'at a host that is not allowed',
      () => ({ ...tokenSignIn(), tokenUrl: 'https://login.example.com/token' }) as SignIn,
      'Unauthorized endpoint: login.example.com is not among the hosts',
    ],
    [
      'at no address',
      () => ({ ...tokenSignIn(), tokenUrl: 'login' }) as SignIn,
      'The sign-in of "Orders" has no web address: its tokenUrl is "login".',
    ],
  ])('not %s', async (_, signIn, message) => {
    await expect(call(configurationOf(signIn()))).rejects.toThrow(message)
    expect(requests.filter(line => line.includes('/list'))).toEqual([])
  })
})
