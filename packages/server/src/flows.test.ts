import { afterAll, beforeAll, expect, it } from 'vitest'
import type { FastifyInstance } from 'fastify'
import { join } from 'node:path'
import { freshDatabase, type FreshDatabase } from '../../../scripts/freshDatabase.ts'
import { createServer, openOrg, type Org } from './index.ts'

const folder = join(import.meta.dirname, '../../../examples/contact-status')
let fresh: FreshDatabase
let org: Org
let app: FastifyInstance
let token: string

beforeAll(async () => {
  fresh = await freshDatabase()
  org = await openOrg({ folder, openDatabase: async () => fresh.database })
  app = await createServer({ org, logDefects: true })
  token = await org.credentials.issue('token', org.administratorId)
})

afterAll(async () => {
  await app.close()
  await org.close()
  await fresh.drop()
})

it('smoke', async () => {
  for (const url of [
    '/services/data',
    '/services/data/v62.0',
    '/services/data/v62.0/actions/custom/flow',
    '/millrace/v1/session',
    '/millrace/v1/flows',
    '/millrace/v1/pages/Contacts_Page',
    '/millrace/v1/components/Contact_Status',
    '/services/data/v62.0/query?q=select+Id,Name,Profile.Name+from+User',
    '/nope',
    '/services/data/v62.0/nope',
  ]) {
    const r = await app.inject({ url, headers: { authorization: `Bearer ${token}` } })
    console.log(url, r.statusCode, r.body.slice(0, 600))
  }
  for (const inputs of [[{ ContactIds: [] }], [{ ContactIdz: [] }], [{ ContactIds: '003' }], []]) {
    const r = await app.inject({
      method: 'POST',
      url: '/services/data/v62.0/actions/custom/flow/Set_Contact_Status_Active',
      payload: { inputs },
      headers: { authorization: `Bearer ${token}` },
    })
    console.log(r.statusCode, r.body, r.headers)
  }
  const r = await app.inject({ url: '/millrace/v1/runs', headers: { authorization: `Bearer ${token}` } })
  console.log(r.body)
  const id = r.json().runs[0].id
  console.log(
    (await app.inject({ url: '/millrace/v1/runs/' + id, headers: { authorization: `Bearer ${token}` } })).body,
  )
  expect(1).toBe(1)
})
