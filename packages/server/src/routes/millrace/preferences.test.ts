import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exampleServer, type ExampleServer } from '../../../../../scripts/exampleServer.ts'

let server: ExampleServer
beforeAll(async () => {
  server = await exampleServer()
})
afterAll(() => server.close())

const PATH = '/millrace/v1/preferences/Contact_Status.Contacts'
const put = (payload: object | string) =>
  server.send({ method: 'PUT', url: PATH, payload, headers: { 'content-type': 'application/json' } })

describe('preferences', () => {
  it('are an empty object until there are any, then what was stored last', async () => {
    expect((await server.send(PATH)).json).toEqual({})
    expect((await put({ density: 'comfy', widths: { Name: 200 } })).status).toBe(204)
    expect((await put({ density: 'compact' })).status).toBe(204)
    expect((await server.send(PATH)).json).toEqual({ density: 'compact' })
  })

  it('are gone after an empty one', async () => {
    await put({ density: 'comfy' })
    await put({})
    const { rows } = await server.org.database.query({ text: 'select 1 from millrace.preferences', values: [] })
    expect(rows).toEqual([])
    expect((await server.send(PATH)).json).toEqual({})
  })

  it("are each user's own", async () => {
    await put({ density: 'comfy' })
    const other = '005000000000099AAA'
    await server.org.database.query({
      text: `insert into millrace.preferences (user_id, name, value) values ($1, 'Contact_Status.Contacts', '{"frozen": 2}')`,
      values: [other],
    })
    expect((await server.send(PATH)).json).toEqual({ density: 'comfy' })
  })

  const refused: [string, object | string][] = [
    ['a list', [1]],
    ['a text', '"comfy"'],
    ['one that is too large', { order: Array.from({ length: 5000 }, (_, i) => `Column${i}`) }],
  ]
  for (const [name, payload] of refused)
    it(`are not ${name}`, async () => {
      const { status, json } = await put(payload)
      expect(status).toBe(400)
      expect(json).toMatchObject([{ message: expect.any(String) }])
    })

  it('are for those who are signed in', async () => {
    const { statusCode } = await server.app.inject(PATH)
    expect(statusCode).toBe(401)
  })
})
