import { afterAll, beforeAll, expect, it } from 'vitest'
import { exampleServer, type ExampleServer } from '../../../../scripts/exampleServer.ts'
import { setPassword, userWithPassword } from './passwords.ts'

const ADMIN = 'admin@millrace.example'
let server: ExampleServer

beforeAll(async () => {
  server = await exampleServer()
})
afterAll(() => server.close())

it('a new password ends what came before it', async () => {
  expect(await server.org.credentials.holder('token', server.token)).toBe(server.org.administratorId)
  expect(await setPassword(server.org, ADMIN, 'first password')).toBeNull()
  expect(await server.org.credentials.holder('token', server.token)).toBeNull()
  expect(await userWithPassword(server.org, 'ADMIN@millrace.example', 'first password')).toBe(
    server.org.administratorId,
  )
})

it.each([
  [ADMIN, 'short', 'A password has at least 8 characters.'],
  ['nobody@millrace.example', 'long enough', 'There is no active user "nobody@millrace.example".'],
])('of %s, %s is refused', async (username, password, problem) => {
  expect(await setPassword(server.org, username, password)).toBe(problem)
})

it('after ten wrong passwords the right one has to wait', async () => {
  await setPassword(server.org, ADMIN, 'right password')
  for (let i = 0; i < 10; i++) expect(await userWithPassword(server.org, ADMIN, 'wrong password')).toBeNull()
  expect(await userWithPassword(server.org, ADMIN, 'right password')).toBeNull()
  await server.org.database.query("update millrace.passwords set locked_until = now() - interval '1 second'")
  expect(await userWithPassword(server.org, ADMIN, 'right password')).toBe(server.org.administratorId)
})

it('passwords are kept salted and hashed', async () => {
  const { rows } = await server.org.database.query<{ salt: Buffer; hash: Buffer }>(
    'select salt, hash from millrace.passwords',
  )
  expect(rows.map(({ salt, hash }) => [salt.length, hash.length])).toEqual([[16, 32]])
})
