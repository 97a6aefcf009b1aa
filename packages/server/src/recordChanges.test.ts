import { afterAll, beforeAll, expect, it } from 'vitest'
import { exampleServer, type ExampleServer } from '../../../scripts/exampleServer.ts'

let server: ExampleServer
let told: string[]

beforeAll(async () => {
  server = await exampleServer({})
  await server.org.recordChanges.listen()
  const send = server.org.events.send.bind(server.org.events)
  server.org.events.send = (event, data) => {
    told.push(`${event} ${JSON.stringify(data)}`)
    send(event, data)
  }
})
afterAll(() => server.close())

const CONTACT = '/services/data/v62.0/sobjects/Contact'
const insert = (payload: object) => server.send({ method: 'POST', url: CONTACT, payload })

/// Until something was told, and a while longer for what comes after it.
async function heard(): Promise<string[]> {
  while (told.length === 0) await new Promise(resolve => setTimeout(resolve, 10))
  await new Promise(resolve => setTimeout(resolve, 150))
  return told
}

it('tells once of the objects that were changed together', async () => {
  told = []
  await Promise.all([insert({ LastName: 'Ng' }), insert({ LastName: 'Diaz' })])
  expect(await heard()).toEqual(['records {"objects":["Contact"]}'])
})

it('tells of what a flow did, and of nothing that was undone', async () => {
  const { json } = await server.send('/services/data/v62.0/query?q=SELECT+Id+FROM+Contact+LIMIT+1')
  const id = (json as { records: { Id: string }[] }).records[0]?.Id
  told = []
  expect((await insert({ LastName: null })).status).toBe(400)
  const run = { inputs: [{ ContactIds: [id] }] }
  await server.send({
    method: 'POST',
    url: '/services/data/v62.0/actions/custom/flow/Set_Contact_Status_Active',
    payload: run,
  })
  expect(await heard()).toEqual(['records {"objects":["Contact"]}'])
})
