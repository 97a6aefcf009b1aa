import { createHash } from 'node:crypto'
import { createServer } from '@millrace/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerOf, exampleServer, type ExampleServer } from '../../../scripts/exampleServer.ts'

let server: ExampleServer
beforeAll(async () => {
  server = await exampleServer()
})
afterAll(() => server.close())

const signIn = async () => {
  const code = await server.org.credentials.issue('signIn', server.org.administratorId)
  const answer = await server.app.inject(`/sign-in?code=${code}`)
  return { code, answer, cookie: String(answer.headers['set-cookie']).split(';')[0]! }
}

describe('a sign-in link', () => {
  it('signs the browser in and goes to the start page', async () => {
    const { answer, cookie } = await signIn()
    expect([answer.statusCode, answer.headers['location']]).toEqual([303, '/'])
    expect(answer.headers['set-cookie']).toMatch(/; HttpOnly; SameSite=Lax$/)
    const session = answerOf(await server.app.inject({ url: '/millrace/v1/session', headers: { cookie } }))
    expect(session.json).toMatchObject({
      user: { Id: server.org.administratorId, Name: 'Ada Ng', Username: 'admin@millrace.example' },
      organization: { Name: 'contact-status' },
      profile: { Name: 'System Administrator' },
      permissions: [],
      locale: 'en_US',
      timeZone: 'UTC',
      apiVersion: '62.0',
    })
  })

  it('works once', async () => {
    const { code } = await signIn()
    const again = await server.app.inject(`/sign-in?code=${code}`)
    expect(again.statusCode).toBe(410)
    expect(again.headers['set-cookie']).toBeUndefined()
    expect(again.body).toContain('This sign-in link does not work any more')
  })

  it('goes to the start page again in the browser that it signed in', async () => {
    const { code, cookie } = await signIn()
    const again = await server.app.inject({ url: `/sign-in?code=${code}`, headers: { cookie } })
    expect([again.statusCode, again.headers['location']]).toEqual([303, '/'])
  })

  it('is not used up by a look at its headers', async () => {
    const code = await server.org.credentials.issue('signIn', server.org.administratorId)
    await server.app.inject({ method: 'HEAD', url: `/sign-in?code=${code}` })
    expect((await server.app.inject(`/sign-in?code=${code}`)).statusCode).toBe(303)
  })
})

describe('without a session', () => {
  it.each([
    '/services/data/v62.0',
    '/services/data/v62.0/query?q=SELECT+Id+FROM+Contact',
    '/services/data/v62.0/no/such/thing',
    '/millrace/v1/session',
    '/services/oauth2/userinfo',
    '/services/none',
    '/%73ervices/data/v62.0/sobjects',
    '/millrac%65/v1/pages',
    '/services/data/v62.0/%73objects',
  ])('GET %s is 401', async url => {
    const { status, json } = answerOf(await server.app.inject(url))
    expect(status).toBe(401)
    expect(json).toEqual([{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }])
  })

  it('the list of versions can be read', async () => {
    const { status, json } = answerOf(await server.app.inject('/services/data'))
    expect(status).toBe(200)
    expect(json).toContainEqual({ label: "Winter '25", url: '/services/data/v62.0', version: '62.0' })
  })

  it.each(['/services/Soap/u/60.0', '/services/Soap/c/60.0', '/services/Soap/u/60.0/00D000000000000'])(
    '%s asks who it is itself',
    async url => {
      const payload = '<login><username>nobody</username><password>nothing</password></login>'
      const answer = await server.app.inject({ method: 'POST', url, payload, headers: { 'content-type': 'text/xml' } })
      expect(answer.body).toContain('INVALID_LOGIN')
    },
  )

  it('a token that nobody issued is none', async () => {
    const headers = { authorization: 'Bearer 00Dnothing' }
    expect((await server.app.inject({ url: '/services/data/v62.0', headers })).statusCode).toBe(401)
  })
})

describe('a session cookie alone changes nothing', () => {
  const post = async (headers: Record<string, string>) => {
    const { cookie } = await signIn()
    const answer = await server.app.inject({
      method: 'POST',
      url: '/services/data/v62.0/actions/custom/flow/Set_Contact_Status_Active',
      headers: { cookie, host: '127.0.0.1:3333', ...headers },
      payload: { inputs: [{}] },
    })
    return answer.statusCode
  }

  it.each<[fact: string, headers: Record<string, string>, status: number]>([
    ['without a header', {}, 403],
    ['from another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['from another site on the same host', { 'sec-fetch-site': 'same-site' }, 403],
    ['from another origin', { origin: 'http://elsewhere.example' }, 403],
    ['from another port', { origin: 'http://127.0.0.1:8080' }, 403],
    ['but from our page it does', { 'sec-fetch-site': 'same-origin' }, 200],
    ['but with our origin it does', { origin: 'http://127.0.0.1:3333' }, 200],
    ['but with our header it does', { 'millrace-request': '1' }, 200],
  ])('%s', async (_, headers, status) => {
    expect(await post(headers)).toBe(status)
  })
})

it('signing out ends the session', async () => {
  const { cookie } = await signIn()
  const headers = { cookie, 'millrace-request': '1' }
  expect((await server.app.inject({ method: 'DELETE', url: '/millrace/v1/session', headers })).statusCode).toBe(204)
  expect((await server.app.inject({ url: '/millrace/v1/session', headers })).statusCode).toBe(401)
})

it('secrets are kept as hashes only', async () => {
  const { rows } = await server.org.database.query('select hash, kind from millrace.credentials')
  expect(rows.length).toBeGreaterThan(0)
  for (const { hash } of rows) expect(Buffer.from(hash as Uint8Array).byteLength).toBe(32)
})

it('every answer has security headers', async () => {
  const { headers } = await server.send('/services/data')
  expect(headers).toMatchObject({
    'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
  })
  expect(headers['content-security-policy']).not.toContain('unsafe')
})

it('what may be written in a page is named: the style of a message, or a nonce in setup pages', async () => {
  const message = answerOf(await server.app.inject('/sign-in'))
  const [, style = ''] = /<style>(.*?)<\/style>/s.exec(message.text) ?? []
  const hash = createHash('sha256').update(style).digest('base64')
  expect(message.headers['content-security-policy']).toContain(`style-src 'self' 'sha256-${hash}'`)
  expect(message.text).not.toMatch(/style=|<script/)
})

it('behind a proxy, people are where the proxy says', async () => {
  const app = await createServer({ org: server.org, isBehindProxy: true })
  app.get('/who', ({ ip }) => ip)
  const code = await server.org.credentials.issue('signIn', server.org.administratorId)
  const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'millrace.example.com' }
  const { headers: answer } = await app.inject({ url: `/sign-in?code=${code}`, headers })
  expect(answer['set-cookie']).toContain('Secure')
  const { json } = answerOf(
    await app.inject({
      url: '/services/oauth2/userinfo',
      headers: { ...headers, authorization: `Bearer ${server.token}` },
    }),
  )
  expect(json).toMatchObject({ urls: { rest: 'https://millrace.example.com/services/data/v{version}/' } })
  const { body } = await app.inject({
    url: '/who',
    headers: { ...headers, authorization: `Bearer ${server.token}`, 'x-forwarded-for': '192.0.2.1, 192.0.2.2' },
  })
  expect(body).toBe('192.0.2.2')
  await app.close()
})
