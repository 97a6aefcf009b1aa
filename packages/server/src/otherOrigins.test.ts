import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exampleServer, type ExampleServer } from '../../../scripts/exampleServer.ts'

const ALLOWED = 'https://intranet.example.com'
const OTHER = 'https://elsewhere.example.com'

let server: ExampleServer
beforeAll(async () => {
  server = await exampleServer()
  await configure({ embedding: { allowedOrigins: [ALLOWED] } })
})
afterAll(() => server.close())

async function configure(configuration: unknown): Promise<void> {
  await writeFile(join(server.folder, 'millrace.json'), JSON.stringify(configuration))
  await server.org.reload()
}

describe('a page of another site', () => {
  const asked = (origin: string, url = '/millrace/v1/session') =>
    server.app.inject({
      method: 'OPTIONS',
      url,
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
    })

  it.each(['/millrace/v1/session', '/services/data/v62.0/query?q=SELECT+Id+FROM+Contact'])(
    'that is allowed may ask for %s with a token',
    async url => {
      const question = await asked(ALLOWED, url)
      expect([question.statusCode, question.headers['access-control-allow-origin']]).toEqual([204, ALLOWED])
      expect(String(question.headers['access-control-allow-headers'])).toContain('Authorization')
      const answer = await server.send({ url, headers: { origin: ALLOWED } })
      expect([answer.status, answer.headers['access-control-allow-origin'], answer.headers['vary']]).toEqual([
        200,
        ALLOWED,
        'Origin',
      ])
    },
  )

  it('is told why it was refused, too', async () => {
    const answer = await server.app.inject({ url: '/millrace/v1/session', headers: { origin: ALLOWED } })
    expect([answer.statusCode, answer.headers['access-control-allow-origin']]).toEqual([401, ALLOWED])
  })

  it.each(['access-control-allow-credentials', 'millrace-request'])('never gets our cookies: no %s', async word => {
    const { headers } = await asked(ALLOWED)
    expect(JSON.stringify(headers).toLowerCase()).not.toContain(word)
  })

  it('that is not allowed gets no answer that a browser would give it', async () => {
    expect((await asked(OTHER)).headers['access-control-allow-origin']).toBeUndefined()
    const answer = await server.send({ url: '/millrace/v1/session', headers: { origin: OTHER } })
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
  })

  it.each(['/embed.js', '/embed.css', '/assets/x.js', '/slds/icons/utility/add.svg'])(
    'may load what components are made of: %s',
    async url => {
      const { headers } = await server.app.inject({ url, headers: { origin: OTHER } })
      expect(headers['access-control-allow-origin']).toBe('*')
    },
  )
})

describe("the operator's theme", () => {
  it.each([
    ['theme/company.css', 200, ':root { --slds-g-color-brand-base-50: #6a1b9a; }'],
    ['theme/missing.css', 404, 'the project has no such file'],
    ['../millrace.css', 404, 'It must be a .css file in the project.'],
    ['millrace.json', 404, 'It must be a .css file in the project.'],
  ])('%s: %i', async (stylesheet, status, text) => {
    await mkdir(join(server.folder, 'theme'), { recursive: true })
    await writeFile(join(server.folder, 'theme/company.css'), ':root { --slds-g-color-brand-base-50: #6a1b9a; }')
    await configure({ theme: { stylesheet } })
    const answer = await server.app.inject('/theme.css')
    expect(answer.statusCode).toBe(status)
    expect(answer.body).toContain(text)
  })

  it('is not there when the project has none', async () => {
    await configure({})
    expect((await server.app.inject('/theme.css')).statusCode).toBe(404)
  })
})
