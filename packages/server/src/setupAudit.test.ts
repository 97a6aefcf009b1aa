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

it.each([
  [
    '/millrace/v1/builder/components/Contact_Status/deactivate',
    'Changed Contact_Status of Dynamic Components: deactivate',
  ],
  ['/millrace/v1/builder/pages/Contacts_Page/activations', 'Changed Contacts_Page of Lightning Pages: activations'],
])('a change by %s is in it', async (url, display) => {
  const isPage = url.endsWith('activations')
  const answer = await server.send({
    method: isPage ? 'PUT' : 'POST',
    url,
    payload: isPage ? { activations: [] } : { status: 'Draft' },
  })
  expect(answer).toMatchObject({ status: expect.toSatisfy((status: number) => status < 300) })
  const soql = encodeURIComponent('SELECT Display FROM SetupAuditTrail ORDER BY CreatedDate DESC LIMIT 1')
  const { json } = await server.send(`/services/data/v62.0/query?q=${soql}`)
  expect(json).toMatchObject({ records: [{ Display: display }] })
})
