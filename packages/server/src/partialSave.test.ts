import { createServer, openOrg, type Org } from '@millrace/server'
import type { ProjectFile } from '@millrace/metadata'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { answerOf } from '../../../scripts/exampleServer.ts'
import { freshDatabase, type FreshDatabase } from '../../../scripts/freshDatabase.ts'

const FLOW = `<Flow xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>62.0</apiVersion><label>Add</label>
  <processType>AutoLaunchedFlow</processType><status>Active</status><start><connector><targetReference>Create</targetReference></connector></start>
  <recordCreates><name>Create</name><label>Create</label><object>Contact</object><storeOutputAutomatically>true</storeOutputAutomatically>
   <connector><targetReference>Keep</targetReference></connector>
   <inputAssignments><field>LastName</field><value><elementReference>name</elementReference></value></inputAssignments></recordCreates>
  <assignments><name>Keep</name><label>Keep</label><assignmentItems><assignToReference>id</assignToReference><operator>Assign</operator>
   <value><elementReference>Create</elementReference></value></assignmentItems></assignments>
  <variables><name>name</name><dataType>String</dataType><isInput>true</isInput></variables>
  <variables><name>id</name><dataType>String</dataType><isOutput>true</isOutput></variables></Flow>`
const settings = (allowed: boolean): ProjectFile => ({
  path: 'settings/InvocableAction.settings-meta.xml',
  text: `<InvocableActionSettings><isPartialSaveAllowed>${allowed}</isPartialSaveAllowed></InvocableActionSettings>`,
})

let files: ProjectFile[]
let fresh: FreshDatabase
let org: Org
let app: FastifyInstance
let token: string

beforeAll(async () => {
  files = [{ path: 'flows/Add.flow-meta.xml', text: FLOW }]
  fresh = await freshDatabase()
  org = await openOrg({ folder: '/nowhere', readFiles: async () => files, openDatabase: async () => fresh.database })
  app = await createServer({ org })
  token = await org.credentials.issue('token', org.administratorId)
})
afterAll(async () => {
  await app?.close()
  await org?.close()
  await fresh?.drop()
})
beforeEach(() => fresh.database.query('delete from org."Contact"'))

async function add(names: readonly (string | null)[], headers: Record<string, string> = {}) {
  const { status, json } = answerOf(
    await app.inject({
      method: 'POST',
      url: '/services/data/v62.0/actions/custom/flow/Add',
      headers: { authorization: `Bearer ${token}`, ...headers },
      payload: { inputs: names.map(name => ({ name })) },
    }),
  )
  const { rows } = await fresh.database.query<{ id: string; name: string }>(
    'select "Id" as id, "LastName" as name from org."Contact" order by "LastName"',
  )
  return { status, results: json as Result[], rows }
}

interface Result {
  readonly isSuccess: boolean
  readonly outputValues: { id: string } | null
  readonly millrace?: { faultMessage: string }
}

describe('several inputs of which some fail', () => {
  it.each<[allowed: boolean, names: (string | null)[], status: number, kept: string[]]>([
    [false, ['a', null, 'c'], 400, []],
    [true, ['a', 'b'], 200, ['a', 'b']],
    [true, ['a', null, 'c'], 400, ['a', 'c']],
    [true, [null, null], 400, []],
    [true, [null], 400, []],
    [true, ['a', null, 'b', null, 'c', null, 'd', null, 'e', null], 400, ['a', 'b', 'c', 'd', 'e']],
  ])('partial save %s: of %j, answered %i, %j stay', async (allowed, names, status, kept) => {
    files = [files[0]!, settings(allowed)]
    await org.reload()
    const { status: answered, results, rows } = await add(names)
    expect([answered, rows.map(({ name }) => name)]).toEqual([status, kept])
    expect(results.map(one => one.isSuccess)).toEqual(names.map(name => name !== null && kept.includes(name)))
    for (const { isSuccess, outputValues, millrace } of results)
      if (isSuccess) expect(rows.map(({ id }) => id)).toContain(outputValues!.id)
      else expect(millrace!.faultMessage).toContain('REQUIRED_FIELD_MISSING')
  })

  it('is answered the same again for its Idempotency-Key', async () => {
    files = [files[0]!, settings(true)]
    await org.reload()
    const first = await add(['a', null], { 'idempotency-key': 'once' })
    expect(await add(['a', null], { 'idempotency-key': 'once' })).toEqual(first)
    expect(first.rows).toHaveLength(1)
  })
})
