import { SignJWT } from 'jose'
import { createHash, createHmac, generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerOf, exampleServer, type ExampleServer } from '../../../../scripts/exampleServer.ts'
import { setPassword } from '../signIn/passwords.ts'

const ADMIN = 'admin@millrace.example'
const CALLBACK = 'http://localhost:1717/OauthRedirect'
const SECRET = 'a secret of the program'
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

let server: ExampleServer
beforeAll(async () => {
  server = await exampleServer()
  const app = {
    name: 'Reports',
    clientId: 'reports',
    clientSecretSha256: createHash('sha256').update(SECRET).digest('hex'),
    callbackUrls: [CALLBACK],
    runAs: ADMIN,
    certificate: publicKey.export({ type: 'spki', format: 'pem' }),
  }
  writeFileSync(join(server.folder, 'connectedApps.json'), JSON.stringify({ connectedApps: [app] }))
  expect(await setPassword(server.org, ADMIN, 'correct horse')).toBeNull()
})
afterAll(() => server.close())

const post = async (url: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  answerOf(
    await server.app.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded', host: 'localhost:3333', ...headers },
      payload: new URLSearchParams(form).toString(),
    }),
  )

const token = (form: Record<string, string>) => post('/services/oauth2/token', form)
const own = { client_id: 'reports', client_secret: SECRET }
const fromOurPage = { 'sec-fetch-site': 'same-origin' }

const works = async (accessToken: unknown) =>
  (
    await server.app.inject({
      url: '/services/data/v62.0',
      headers: { authorization: `Bearer ${String(accessToken)}` },
    })
  ).statusCode

const signIn = async (password: string, to = '/') => post('/sign-in', { username: ADMIN, password, to }, fromOurPage)

describe('the sign-in page', () => {
  it('asks for user name and password', async () => {
    const page = await server.app.inject('/sign-in?to=/a%22b')
    expect([page.statusCode, page.body]).toEqual([200, expect.stringContaining('value="/a&quot;b"')])
  })

  it('signs in and goes where one wanted to go', async () => {
    const { status, headers } = await signIn('correct horse', '/contacts')
    expect([status, headers['location']]).toEqual([303, '/contacts'])
    expect(headers['set-cookie']).toMatch(/^millrace=00D.*HttpOnly; SameSite=Lax$/)
  })

  it.each(['https://elsewhere.example', '//elsewhere.example', '/\\elsewhere.example'])(
    'never goes to %s',
    async to => {
      expect((await signIn('correct horse', to)).headers['location']).toBe('/')
    },
  )

  it.each([
    ['a wrong password', { username: ADMIN, password: 'wrong' }],
    ['a user that does not exist', { username: 'nobody@millrace.example', password: 'correct horse' }],
  ])('says the same to %s', async (_, form) => {
    const { status, text } = await post('/sign-in', form, fromOurPage)
    expect([status, text]).toEqual([401, expect.stringContaining('User name and password do not go together.')])
  })

  it('takes no form from another site', async () => {
    expect((await post('/sign-in', { username: ADMIN, password: 'correct horse' })).status).toBe(403)
  })
})

describe('an authorization code', () => {
  const verifier = 'v'.repeat(64)
  const ask = {
    response_type: 'code',
    client_id: 'PlatformCLI',
    redirect_uri: CALLBACK,
    state: 'st ate',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    scope: 'api refresh_token',
  }
  const authorizeUrl = (more: Record<string, string> = {}) =>
    `/services/oauth2/authorize?${new URLSearchParams({ ...ask, ...more })}`
  const cookieOf = async () => String((await signIn('correct horse')).headers['set-cookie']).split(';')[0]!
  const codeOf = async (more: Record<string, string> = {}) => {
    const headers = { ...fromOurPage, cookie: await cookieOf() }
    const { headers: answer } = await post('/services/oauth2/authorize', { ...ask, answer: 'allow', ...more }, headers)
    return new URL(String(answer['location'])).searchParams
  }

  it('is asked for on a page, after signing in', async () => {
    const before = await server.app.inject(authorizeUrl())
    expect([before.statusCode, before.headers['location']]).toEqual([
      303,
      `/sign-in?to=${encodeURIComponent(authorizeUrl())}`,
    ])
    const page = await server.app.inject({ url: authorizeUrl(), headers: { cookie: await cookieOf() } })
    expect(page.body).toContain('Allow access for Salesforce CLI?')
    expect(page.headers['content-security-policy']).toContain("form-action 'self' http://localhost:1717;")
  })

  it('becomes tokens, once', async () => {
    const answer = await codeOf()
    expect(answer.get('state')).toBe('st ate')
    const form = {
      grant_type: 'authorization_code',
      code: answer.get('code')!,
      client_id: 'PlatformCLI',
      redirect_uri: CALLBACK,
      code_verifier: verifier,
    }
    const { status, json } = await token(form)
    expect([status, json]).toEqual([
      200,
      {
        access_token: expect.stringMatching(/^00D\w{12}![\w.]+$/),
        refresh_token: expect.any(String),
        signature: expect.any(String),
        scope: 'api refresh_token',
        instance_url: 'http://localhost:3333',
        id: `http://localhost:3333/id/${server.org.organization.Id}/${server.org.administratorId}`,
        token_type: 'Bearer',
        issued_at: expect.stringMatching(/^\d{13}$/),
      },
    ])
    const { access_token: access, refresh_token: refresh } = json as Record<string, string>
    expect(await works(access)).toBe(200)
    expect((await token(form)).json).toEqual({
      error: 'invalid_grant',
      error_description: 'expired authorization code',
    })

    const again = (await token({ grant_type: 'refresh_token', refresh_token: refresh!, client_id: 'PlatformCLI' }))
      .json as Record<string, string>
    expect(again['refresh_token']).toBeUndefined()
    expect(await works(again['access_token'])).toBe(200)
    expect((await post('/services/oauth2/revoke', { token: refresh! })).status).toBe(200)
    expect([await works(access), await works(again['access_token'])]).toEqual([401, 401])
  })

  it.each<[fact: string, more: Record<string, string>, form: Record<string, string>, error: string]>([
    ['another verifier', {}, { code_verifier: 'w'.repeat(64) }, 'invalid_grant'],
    ['another address', {}, { redirect_uri: 'http://localhost:1/' }, 'redirect_uri_mismatch'],
    ['another program', {}, { ...own }, 'invalid_grant'],
    ['no program', {}, { client_id: 'nobody' }, 'invalid_client_id'],
  ])('with %s is refused', async (_, more, form, error) => {
    const code = (await codeOf(more)).get('code')!
    const all = {
      grant_type: 'authorization_code',
      code,
      client_id: 'PlatformCLI',
      redirect_uri: CALLBACK,
      code_verifier: verifier,
    }
    expect(await token({ ...all, ...form })).toMatchObject({ status: 400, json: { error } })
  })

  it('is denied by the user', async () => {
    expect((await codeOf({ answer: 'deny' })).get('error')).toBe('access_denied')
  })

  it.each([
    ['to another address', { redirect_uri: 'https://elsewhere.example/' }],
    ['to an unknown program', { client_id: 'nobody' }],
  ])('is not sent %s', async (_, more) => {
    const { statusCode, headers } = await server.app.inject(authorizeUrl(more))
    expect([statusCode, headers['location']]).toEqual([400, undefined])
  })

  it('needs PKCE where the program has no secret', async () => {
    const url = `/services/oauth2/authorize?${new URLSearchParams({ response_type: 'code', client_id: 'PlatformCLI', redirect_uri: CALLBACK })}`
    expect((await server.app.inject(url)).headers['location']).toContain('error=invalid_request')
  })
})

describe('a program by itself', () => {
  it('signs in with its secret', async () => {
    const { json } = await token({ grant_type: 'client_credentials', ...own })
    const { access_token: access, id, issued_at: at, signature } = json as Record<string, string>
    expect(await works(access)).toBe(200)
    expect(signature).toBe(createHmac('sha256', SECRET).update(`${id}${at}`).digest('base64'))
    expect((await post('/services/oauth2/introspect', { ...own, token: access! })).json).toMatchObject({
      active: true,
      client_id: 'reports',
      username: ADMIN,
      token_type: 'access_token',
    })
    await post('/services/oauth2/revoke', { token: access! })
    expect((await post('/services/oauth2/introspect', { ...own, token: access! })).json).toEqual({ active: false })
  })

  it('signs in with the name and password of a user', async () => {
    const form = { grant_type: 'password', ...own, username: ADMIN }
    expect((await token({ ...form, password: 'correct horse' })).status).toBe(200)
    expect(await token({ ...form, password: 'wrong' })).toMatchObject({
      status: 400,
      json: { error: 'invalid_grant', error_description: 'authentication failure' },
    })
  })

  const jwt = (claims: { iss?: string; sub?: string; aud?: string; exp?: number }, key = privateKey) =>
    new SignJWT({
      iss: 'reports',
      sub: ADMIN,
      aud: 'http://localhost:3333',
      exp: Math.floor(Date.now() / 1000) + 180,
      ...claims,
    })
      .setProtectedHeader({ alg: 'RS256' })
      .sign(key)
  const bearer = async (assertion: string) =>
    token({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion })

  it('signs in as a user with a JWT', async () => {
    const { status, json } = await bearer(await jwt({}))
    expect([status, await works((json as Record<string, string>)['access_token'])]).toEqual([200, 200])
  })

  it.each<[fact: string, assertion: () => Promise<string> | string, error: string]>([
    ['for somebody else', () => jwt({ aud: 'https://elsewhere.example' }), 'audience is invalid'],
    ['that is too old', () => jwt({ exp: 1 }), 'invalid assertion'],
    [
      'signed by another key',
      () => jwt({}, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey),
      'invalid assertion',
    ],
    ['of no user', () => jwt({ sub: 'nobody@millrace.example' }), "user hasn't approved this consumer"],
    ['of no program', () => jwt({ iss: 'nobody' }), 'client identifier invalid'],
    ['that is none', () => 'not.a.jwt', 'invalid assertion'],
  ])('a JWT %s is refused', async (_, assertion, description) => {
    expect(await bearer(await assertion())).toMatchObject({ status: 400, json: { error_description: description } })
  })

  it.each([
    [{ grant_type: 'client_credentials', client_id: 'reports', client_secret: 'wrong' }, 'invalid_client'],
    [{ grant_type: 'client_credentials', client_id: 'PlatformCLI' }, 'invalid_client'],
    [{ grant_type: 'telepathy', ...own }, 'unsupported_grant_type'],
  ])('%j is %s', async (form, error) => {
    expect((await token(form as Record<string, string>)).json).toMatchObject({ error })
  })
})
