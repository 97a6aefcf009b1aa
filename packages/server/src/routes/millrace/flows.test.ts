import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exampleServer, type ExampleServer } from '../../../../../scripts/exampleServer.ts'

const BASE = '/millrace/v1/flows'
const NAME = 'Set_Contact_Status_Active'
const FILE = `force-app/main/default/flows/${NAME}.flow-meta.xml`

interface Opened {
  readonly inFile: number
  readonly file: string
  readonly current: { readonly number: number; readonly hash: string; readonly text: string }
  readonly versions: readonly { readonly number: number; readonly status: string }[]
  readonly usedBy: readonly { readonly apiName: string; readonly inputs: readonly string[] }[]
}

describe('the flows of Flow Builder', () => {
  let server: ExampleServer
  beforeAll(async () => void (server = await exampleServer()))
  afterAll(() => server?.close())

  const send = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, payload?: object) =>
    server.send({ method, url: `${BASE}${path}`, ...(payload && { payload }) })
  const open = async (path = `/${NAME}`) => (await send('GET', path)).json as Opened
  const file = () => readFileSync(join(server.folder, FILE), 'utf8')
  const labelled = (text: string, label: string) =>
    text.replace(/<label>Set Contact Status Active</, `<label>${label}<`)
  const runVersion = async () => {
    const url = `/services/data/v62.0/actions/custom/flow/${NAME}`
    const { json } = await server.send({ method: 'POST', url, payload: { inputs: [{ ContactIds: [] }] } })
    return (json as { version: number }[])[0]!.version
  }

  it('lists flows with their uses, versions and runs', async () => {
    expect(await runVersion()).toBe(1)
    const list = await send('GET', '')
    expect(list.text).not.toContain('errorCode')
    const { flows } = list.json as { flows: Record<string, unknown>[] }
    expect(flows.find(({ apiName }) => apiName === NAME)).toMatchObject({
      label: 'Set Contact Status Active',
      versions: 1,
      inputs: [{ name: 'ContactIds', dataType: 'String', isCollection: true }],
      usedBy: [{ kind: 'component', apiName: 'Contact_Status', inputs: ['ContactIds'], outputs: ['updatedCount'] }],
      runs: { count: 1, failed: 0 },
    })
  })

  it('opens the version in the file, byte for byte', async () => {
    const opened = await open()
    expect(opened).toMatchObject({ inFile: 1, file: FILE, versions: [{ number: 1, status: 'Active' }] })
    expect(opened.current.text).toBe(file())
  })

  it('does not save over the active version', async () => {
    const { current } = await open()
    const answer = await send('PUT', `/${NAME}/versions/1`, { text: current.text, basedOn: current.hash })
    expect([answer.status, answer.text]).toEqual([422, expect.stringContaining('FLOW_IS_ACTIVE')])
  })

  it('saves a new version as a draft while the active one keeps running', async () => {
    const before = file()
    const { current } = await open()
    const answer = await send('POST', `/${NAME}/versions`, { text: labelled(current.text, 'Second') })
    expect([answer.status, (answer.json as { number: number }).number]).toEqual([201, 2])
    expect(file()).toBe(before)
    const second = await open(`/${NAME}?version=2`)
    expect(second.versions.map(({ number, status }) => [number, status])).toEqual([
      [2, 'Draft'],
      [1, 'Active'],
    ])
    expect(second.current.text).toBe(labelled(before, 'Second').replace('>Active</status>', '>Draft</status>'))
  })

  it('tells the second person what the first saved meanwhile', async () => {
    const { current } = await open(`/${NAME}?version=2`)
    const save = (label: string) =>
      send('PUT', `/${NAME}/versions/2`, { text: current.text.replace('Second', label), basedOn: current.hash })
    expect((await save('Mine')).status).toBe(200)
    const late = await save('Late')
    expect(late.status).toBe(409)
    expect(late.json).toMatchObject([{ errorCode: 'CHANGED_MEANWHILE', details: { number: 2 } }])
    expect(late.text).toContain('Mine')
  })

  it('activates another version, which runs from then on, and goes back', async () => {
    expect((await send('POST', `/${NAME}/status`, { status: 'Active', version: 2 })).status).toBe(200)
    expect(file()).toContain('<label>Mine</label>')
    expect((await open()).versions.map(({ status }) => status)).toEqual(['Active', 'Obsolete'])
    expect(await runVersion()).toBe(2)
    await send('POST', `/${NAME}/status`, { status: 'Active', version: 1 })
    expect((await open()).versions.map(({ status }) => status)).toEqual(['Obsolete', 'Active'])
    expect(await runVersion()).toBe(1)
  })

  it('does not activate what has errors', async () => {
    const { current } = await open()
    const broken = current.text.replaceAll('Status__c', 'Statuss__c')
    const { number } = (await send('POST', `/${NAME}/versions`, { text: broken })).json as { number: number }
    const answer = await send('POST', `/${NAME}/status`, { status: 'Active', version: number })
    expect([answer.status, answer.text]).toEqual([422, expect.stringContaining('Did you mean Status__c?')])
  })

  it('takes a file that was changed by other means as a new version', async () => {
    writeFileSync(join(server.folder, FILE), labelled(file(), 'By Hand'))
    await server.org.reload()
    const { versions, inFile } = await open()
    expect([versions.length, inFile]).toEqual([4, 4])
  })

  it('checks a text without saving it', async () => {
    const text = file().replaceAll('ContactIds', 'ContactId').replace('<name>ContactId<', '<name>ContactIds<')
    const { diagnostics } = (await send('POST', `/${NAME}/check`, { text })).json as { diagnostics: object[] }
    expect(diagnostics[0]).toMatchObject({ code: 'unknown-reference', element: 'Get_Contacts' })
  })

  it('debugs a text with every value and leaves no change', async () => {
    const { records } = (
      await server.send("/services/data/v62.0/query?q=SELECT Id FROM Contact WHERE Status__c != 'Active' LIMIT 2")
    ).json as { records: { Id: string }[] }
    const inputs = { ContactIds: records.map(({ Id }) => Id) }
    const { status, json } = await send('POST', `/${NAME}/debug`, { text: file(), inputs })
    expect(status).toBe(200)
    expect(json).toMatchObject({ state: 'finished', isKept: false, outputs: { updatedCount: 2 } })
    const { trace } = json as { trace: { kind: string; detail?: { records?: object[] } }[] }
    expect(trace.find(({ kind }) => kind === 'query')?.detail?.records).toHaveLength(2)
    const after = await server.send(
      `/services/data/v62.0/query?q=SELECT Status__c FROM Contact WHERE Id = '${records[0]!.Id}'`,
    )
    expect((after.json as { records: { Status__c: string }[] }).records[0]!.Status__c).not.toBe('Active')
  })

  it('saves a debugged run as a scenario without an Id of this database', async () => {
    const query = "/services/data/v62.0/query?q=SELECT Id, LastName FROM Contact WHERE Status__c != 'Active' LIMIT 1"
    const { records } = (await server.send(query)).json as { records: { Id: string; LastName: string }[] }
    const [{ Id, LastName }] = records as [{ Id: string; LastName: string }]
    const run = { inputs: { ContactIds: [Id] }, outputs: { updatedCount: 1 }, fault: null }
    const { status, json } = await send('POST', `/${NAME}/tests`, run)
    const { path } = json as { path: string }
    expect([status, path]).toEqual([201, 'tests/set-contact-status-active-1.scenario.json'])
    const text = readFileSync(join(server.folder, path), 'utf8')
    expect(JSON.parse(text)).toMatchObject({
      flow: NAME,
      records: { Contact: [{ $id: 'record1', LastName }] },
      inputs: { ContactIds: [{ $ref: 'record1' }] },
      expect: { outputs: { updatedCount: 1 }, fault: null },
    })
    expect(text).not.toContain(Id)
    const { tests } = (await send('GET', `/${NAME}/tests`)).json as { tests: { path: string }[] }
    expect(tests).toContainEqual({ path })
    expect((await send('POST', `/${NAME}/tests/run`, {})).text).toContain('millrace test')
  })

  it('tells how its elements did in the last runs, and whose runs there are', async () => {
    const { runs, elements } = (await send('GET', `/${NAME}/figures`)).json as {
      runs: number
      elements: { element: string; count: number; faults: number }[]
    }
    expect(runs).toBeGreaterThan(0)
    expect(elements).toContainEqual(expect.objectContaining({ element: 'Get_Contacts', count: runs, faults: 0 }))
    const of = async (user: string) =>
      ((await server.send(`/millrace/v1/runs?flow=${NAME}&user=${user}`)).json as { runs: object[] }).runs.length
    expect(await of(server.org.administratorId)).toBe(runs)
    expect(await of('005000000000000AAA')).toBe(0)
  })

  it('lists actions with their inputs', async () => {
    const { actions } = (await server.send('/millrace/v1/actions')).json as {
      actions: { name: string; inputs: object[] }[]
    }
    const email = actions.find(({ name }) => name === 'emailSimple')
    expect(email?.inputs).toContainEqual({ name: 'emailSubject', type: 'Text', required: expect.any(Boolean) })
  })

  it('says what an input should be', async () => {
    const answer = await send('POST', `/${NAME}/debug`, { text: file(), inputs: { ContactIds: 'x' } })
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('ContactIds')])
  })

  it('makes, deletes and restores a flow', async () => {
    const text = file().replace('>Set Contact Status Active</label>', '>New</label>')
    expect((await send('POST', '', { apiName: 'New_Flow', text })).status).toBe(201)
    const path = join(server.folder, 'force-app/main/default/flows/New_Flow.flow-meta.xml')
    expect(readFileSync(path, 'utf8')).toContain('<status>Draft</status>')
    expect((await send('POST', '', { apiName: 'new_flow', text })).status).toBe(400)
    const gone = (await send('DELETE', '/New_Flow')).json as { file: string; number: number }
    expect([existsSync(path), (await send('GET', '/New_Flow')).status]).toEqual([false, 404])
    expect((await send('POST', '/New_Flow/restore', gone)).status).toBe(204)
    expect(existsSync(path)).toBe(true)
    expect((await send('DELETE', `/${NAME}`)).status).toBe(422)
  })

  it.each([
    ['POST', '', { apiName: 'no name', text: '<Flow/>' }, 400],
    ['POST', '', { apiName: 'Broken', text: '<Flow' }, 400],
    ['GET', '/Nobody', undefined, 404],
    ['GET', `/${NAME}?version=99`, undefined, 404],
    ['POST', '/Nobody/status', { status: 'Draft' }, 404],
  ] as const)('%s %s %j: %i', async (method, path, payload, status) => {
    expect((await send(method, path, payload)).status).toBe(status)
  })
})
