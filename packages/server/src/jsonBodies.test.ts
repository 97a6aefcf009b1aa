import { describe, expect, it } from 'vitest'
import { exampleServer } from '../../../scripts/exampleServer.ts'
import { isDeeperThan } from './jsonBodies.ts'

describe('the depth of JSON', () => {
  it.each([
    ['1', 0],
    ['[]', 1],
    ['[[],[]]', 2],
    ['{"a":{"b":[1]},"c":{}}', 3],
    ['"[[[["', 0],
    ['["[[\\"[[", "\\\\", [1]]', 2],
    ['{"a\\\\\\"[": 1}', 1],
    ['["open [[', 1],
  ])('%s: %s', (text, levels) => {
    expect(isDeeperThan(levels, text)).toBe(false)
    if (levels > 0) expect(isDeeperThan(levels - 1, text)).toBe(true)
  })
})

it('a body that is nested too deep is refused, whatever it is for', async () => {
  const server = await exampleServer()
  const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`
  const post = (payload: string) =>
    server.send({
      method: 'PUT',
      url: '/millrace/v1/preferences/x',
      payload,
      headers: { 'content-type': 'application/json' },
    })
  expect((await post(nested(100))).status).toBe(204)
  expect(await post(nested(100_000))).toMatchObject({
    status: 400,
    json: [{ errorCode: 'JSON_PARSER_ERROR', message: 'The body is nested more than 100 levels deep.' }],
  })
  await server.close()
})
