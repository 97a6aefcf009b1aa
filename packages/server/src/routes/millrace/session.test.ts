import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exampleServer, type ExampleServer } from '../../../../../scripts/exampleServer.ts'

let server: ExampleServer
let other: string
beforeAll(async () => {
  server = await exampleServer()
  const fields = { LastName: 'Ng-Two', Username: 'two@millrace.example', Email: 'two@millrace.example', Alias: 'two' }
  const url = '/services/data/v62.0/sobjects/User'
  const { json } = await server.send({ method: 'POST', url, payload: { ...fields, IsActive: true } })
  other = (json as { id: string }).id
})
afterAll(() => server.close())

/// A browser: it has nothing but its cookies.
function browser(session: string) {
  const cookies = new Map([['millrace', session]])
  return async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { cookie, 'millrace-request': '1' }
    const response = await server.app.inject({ method, url, headers, ...(payload && { payload }) })
    for (const { name, value } of response.cookies)
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    return { status: response.statusCode, json: response.body === '' ? null : (response.json() as unknown) }
  }
}

const userOf = async (send: ReturnType<typeof browser>): Promise<unknown> =>
  (await send('GET', '/millrace/v1/session')).json

describe('the session', () => {
  it("has its user's own locale at once", async () => {
    const send = browser(await server.org.credentials.issue('session', server.org.administratorId))
    expect((await send('PUT', '/millrace/v1/session/locale', { locale: 'de_DE' })).status).toBe(204)
    expect(await userOf(send)).toMatchObject({ locale: 'de_DE' })
    expect((await send('PUT', '/millrace/v1/session/locale', { locale: '../x' })).status).toBe(400)
  })

  it('may become another user for an administrator, until that one signs out', async () => {
    const send = browser(await server.org.credentials.issue('session', server.org.administratorId))
    expect((await send('POST', '/millrace/v1/session/user', { userId: other })).status).toBe(204)
    expect(await userOf(send)).toMatchObject({ user: { LastName: 'Ng-Two' }, isActing: true })
    expect((await send('POST', '/millrace/v1/session/user', { userId: server.org.administratorId })).status).toBe(403)
    expect(await send('DELETE', '/millrace/v1/session')).toEqual({ status: 200, json: { returned: true } })
    expect(await userOf(send)).toMatchObject({ user: { Id: server.org.administratorId }, isActing: false })
    expect((await send('DELETE', '/millrace/v1/session')).status).toBe(204)
    expect((await send('GET', '/millrace/v1/session')).status).toBe(401)
  })

  it('is not inherited by the next who signs in with the browser', async () => {
    const { credentials, administratorId } = server.org
    const send = browser(await credentials.issue('session', administratorId))
    await send('POST', '/millrace/v1/session/user', { userId: other })
    expect((await send('GET', `/sign-in?code=${await credentials.issue('signIn', other)}`)).status).toBe(303)
    expect((await send('DELETE', '/millrace/v1/session')).status).toBe(204)
    expect((await send('GET', '/millrace/v1/session')).status).toBe(401)
  })

  it('becomes nobody that there is not, and nothing for a token', async () => {
    const send = browser(await server.org.credentials.issue('session', server.org.administratorId))
    expect((await send('POST', '/millrace/v1/session/user', { userId: '005000000000ZZZ' })).status).toBe(401)
    const url = '/millrace/v1/session/user'
    expect((await server.send({ method: 'POST', url, payload: { userId: other } })).status).toBe(403)
  })
})
