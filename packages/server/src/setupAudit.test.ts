import { afterAll, beforeAll, expect, it } from 'vitest'
import { exampleServer, type ExampleServer } from '../../../scripts/exampleServer.ts'

let server: ExampleServer
beforeAll(async () => {
  server = await exampleServer()
})
afterAll(() => server.close())

const FLOW = '/millrace/v1/flows/Set_Contact_Status_Active'

it('who changed what of the setup can be queried', async () => {
  const stop = await server.send({ method: 'POST', url: `${FLOW}/status`, payload: { status: 'Obsolete' } })
  expect(stop.status).toBeLessThan(300)
  expect((await server.send({ method: 'POST', url: `${FLOW}/status`, payload: { status: 'Nothing' } })).status).toBe(
    400,
  )
  await server.send({ method: 'DELETE', url: `${FLOW}/draft` })
  await server.send({ method: 'PUT', url: '/millrace/v1/preferences/x', payload: { a: 1 } })
  const soql = encodeURIComponent('SELECT Action, Section, Display, CreatedById, CreatedDate FROM SetupAuditTrail')
  const { json } = await server.send(`/services/data/v62.0/query?q=${soql}`)
  expect(json).toMatchObject({
    records: [
      {
        Action: 'changedFlows',
        Section: 'Flows',
        Display: 'Changed Set_Contact_Status_Active of Flows: status',
        CreatedById: server.org.administratorId,
        CreatedDate: expect.stringMatching(/\+0000$/),
      },
    ],
    totalSize: 1,
  })
})
