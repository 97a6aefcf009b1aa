import fastify, { type FastifyInstance } from 'fastify'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveApplication } from './application.ts'
import { answerErrors } from './errorAnswers.ts'

const asPage = { accept: 'text/html' }
let folder = ''
let isThemed = false
let app: FastifyInstance

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'millrace-application-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<body>the pages</body>')
  writeFileSync(
    join(folder, 'setup.html'),
    '<head><meta property="csp-nonce" nonce="STYLE_NONCE"></head><body>the setup</body>',
  )
  writeFileSync(join(folder, 'assets/page-1a2b.js'), '1')
  app = fastify()
  const application = { folder, hasTheme: () => isThemed }
  await serveApplication(app, application)
  answerErrors(app, application)
})

afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true })
})

describe('the address decides which application is sent', () => {
  it.each([
    ['/', 'the pages'],
    ['/?c__id=1', 'the pages'],
    ['/lightning/n/Home', 'the pages'],
    ['/lightning/n/setup', 'the pages'],
    ['/setups', 'the pages'],
    ['/setup', 'the setup'],
    ['/setup/flows', 'the setup'],
    ['/setup/runs?flow=Hello', 'the setup'],
    ['/setup?from=mail', 'the setup'],
    ['/builder/component/Contact_Status', 'the setup'],
  ])('%s: %s', async (url, expected) => {
    for (const withTheme of [false, true]) {
      isThemed = withTheme
      const { body, headers, statusCode } = await app.inject({ url, headers: asPage })
      expect(statusCode).toBe(200)
      expect(body).toContain(expected)
      expect(body.includes('rel="stylesheet"')).toBe(withTheme)
      expect(headers['cache-control']).toBe('no-cache')
      expect(headers['content-type']).toContain('text/html')
    }
  })
})

it('setup pages may write styles with a nonce of their own', async () => {
  const [one, other] = await Promise.all([1, 2].map(() => app.inject({ url: '/setup', headers: asPage })))
  const [, nonce] = /nonce="([^"]+)"/.exec(one!.body) ?? []
  expect(one!.headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonce}';`)
  expect(other!.body).not.toContain(nonce)
})

it.each(['/services/data/x', '/millrace/v1/x', '/assets/missing.js'])('%s is no page', async url => {
  expect((await app.inject({ url, headers: asPage })).statusCode).toBe(404)
})

it('what asks for something else than a page gets none', async () => {
  expect((await app.inject({ url: '/setup/flows', headers: { accept: 'application/json' } })).statusCode).toBe(404)
})

it('files that are named by their content are kept for ever', async () => {
  const { headers } = await app.inject({ url: '/assets/page-1a2b.js' })
  expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
})

it('without a build, a page says how to make one', async () => {
  const unbuilt = fastify()
  const application = { folder: mkdtempSync(join(folder, 'empty-')), hasTheme: () => false }
  await serveApplication(unbuilt, application)
  answerErrors(unbuilt, application)
  const { statusCode, body } = await unbuilt.inject({ url: '/setup/flows', headers: asPage })
  expect([statusCode, body.includes('npm run build')]).toEqual([503, true])
  await unbuilt.close()
})
