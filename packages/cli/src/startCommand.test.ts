import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyExample, millrace, startMillrace } from '../../../scripts/millraceCommand.ts'

let example: ReturnType<typeof copyExample>

beforeAll(() => {
  example = copyExample('contact-status')
})
afterAll(() => example.remove())

describe('millrace start', () => {
  it('serves a project until Ctrl-C; tokens and queries work beside it and without it', async () => {
    const started = await startMillrace(example.folder)
    const { origin } = new URL(started.signInLink)
    expect(started.output().match(/Millrace is ready/g)).toHaveLength(1)
    const signIn = await fetch(started.signInLink, { redirect: 'manual' })
    expect(signIn.status).toBe(303)

    const { stdout: token } = await millrace('token', example.folder)
    const headers = { authorization: `Bearer ${token.trim()}` }
    const query = `${origin}/services/data/v62.0/query?q=SELECT+COUNT()+FROM+Contact`
    expect(await (await fetch(query, { headers })).json()).toMatchObject({ totalSize: 200 })

    const taken = await millrace('start', example.folder, '--port', new URL(origin).port)
    expect([taken.code, taken.output]).toEqual([1, expect.stringMatching(/^Port \d+ on 127\.0\.0\.1 is taken/)])

    expect(await started.stop()).toBe(0)
    expect((await millrace('query', 'SELECT COUNT() FROM Contact', '--project', example.folder)).stdout).toBe(
      '200 records.\n',
    )
    const again = await startMillrace(example.folder)
    const { port } = new URL(again.signInLink)
    expect((await fetch(`http://127.0.0.1:${port}/services/data/v62.0`, { headers })).status).toBe(200)
    expect(await again.stop()).toBe(0)
  })

  it('names a folder that is no project', async () => {
    const { code, output } = await millrace('start', tmpdir())
    expect([code, output]).toEqual([1, expect.stringContaining('is no Salesforce DX folder')])
  })

  it('names a port that is in use before anything else', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise(resolve => other.once('listening', resolve))
    const { port } = other.address() as AddressInfo
    const { code, output } = await millrace('start', example.folder, '--port', String(port))
    expect([code, output]).toEqual([1, expect.stringContaining(`millrace start --port ${port + 1}`)])
    other.close()
  })
})
