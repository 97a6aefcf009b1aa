import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exampleServer, type ExampleServer } from '../../../../scripts/exampleServer.ts'

const JOBS = '/services/data/v62.0/jobs'
let server: ExampleServer

beforeAll(async () => {
  server = await exampleServer()
})
afterAll(() => server.close())

const send = (method: InjectOptions['method'], path: string, payload?: object) =>
  server.send({ method, url: JOBS + path, ...(payload && { payload }) })

const upload = (id: string, csv: string) =>
  server.send({
    method: 'PUT',
    url: `${JOBS}/ingest/${id}/batches`,
    headers: { 'content-type': 'text/csv' },
    payload: csv,
  })

interface Job {
  readonly id: string
  readonly state: string
}

async function finished(kind: string, id: string): Promise<Job> {
  for (;;) {
    const { json } = await send('GET', `/${kind}/${id}`)
    if (!['UploadComplete', 'InProgress'].includes((json as Job).state)) return json as Job
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

/// A job from its beginning to its end.
async function ingest(spec: object, csv: string): Promise<Job> {
  const { id } = (await send('POST', '/ingest', { object: 'Contact', ...spec })).json as Job
  expect((await upload(id, csv)).status).toBe(201)
  expect((await send('PATCH', `/ingest/${id}`, { state: 'UploadComplete' })).status).toBe(200)
  return finished('ingest', id)
}

const lines = async (path: string) => (await send('GET', path)).text.trim().split('\n')

const count = async (where: string) => {
  const soql = encodeURIComponent(`SELECT COUNT() FROM Contact WHERE ${where}`)
  const { json } = await server.send(`/services/data/v62.0/query?q=${soql}`)
  return (json as { totalSize: number }).totalSize
}

describe('an ingest job', () => {
  it('is described as in an org', async () => {
    const { status, json } = await send('POST', '/ingest', {
      object: 'contact',
      operation: 'insert',
      lineEnding: 'CRLF',
    })
    const { id } = json as Job
    expect([status, json]).toMatchObject([
      200,
      {
        id: expect.stringMatching(/^750\w{15}$/),
        operation: 'insert',
        object: 'Contact',
        createdById: server.org.administratorId,
        createdDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/),
        state: 'Open',
        concurrencyMode: 'Parallel',
        contentType: 'CSV',
        apiVersion: 62,
        contentUrl: `services/data/v62.0/jobs/ingest/${id}/batches`,
        lineEnding: 'CRLF',
        columnDelimiter: 'COMMA',
        jobType: 'V2Ingest',
      },
    ])
    expect((await send('GET', '/ingest')).json).toMatchObject({ done: true, records: [{ id }] })
  })

  it('saves the rows that it can, and tells which it cannot', async () => {
    const good = Array.from({ length: 450 }, (_, i) => `"Bulk, ${i}",New,true`)
    const job = await ingest(
      { operation: 'insert' },
      ['LastName,Status__c,Do_Not_Contact__c', ...good, ',New,false', 'Bulk,New,maybe'].join('\n'),
    )
    expect(job).toMatchObject({ state: 'JobComplete', numberRecordsProcessed: 452, numberRecordsFailed: 2 })
    const success = await lines(`/ingest/${job.id}/successfulResults`)
    expect(success).toHaveLength(451)
    expect(success[0]).toBe('"sf__Id","sf__Created","LastName","Status__c","Do_Not_Contact__c"')
    expect(success[1]).toMatch(/^"003\w{15}","true","Bulk, 0","New","true"$/)
    const failed = await lines(`/ingest/${job.id}/failedResults`)
    expect(failed[1]).toMatch(/^"","REQUIRED_FIELD_MISSING:.*:LastName --","","New","false"$/)
    expect(failed[2]).toMatch(
      /^"","INVALID_TYPE_ON_FIELD_IN_RECORD:.*maybe:Do_Not_Contact__c --","Bulk","New","maybe"$/,
    )
    expect(await lines(`/ingest/${job.id}/unprocessedrecords`)).toEqual(['"LastName","Status__c","Do_Not_Contact__c"'])
    expect(await count("LastName LIKE 'Bulk, %'")).toBe(450)
  })

  it('updates, empties and deletes', async () => {
    const created = await ingest({ operation: 'insert' }, 'LastName,FirstName,Status__c\nChanging,Ada,New\n')
    const id = (await lines(`/ingest/${created.id}/successfulResults`))[1]!.split('"')[1]!
    await ingest({ operation: 'update', columnDelimiter: 'SEMICOLON' }, `Id;FirstName;Status__c\n${id};#N/A;\n`)
    expect(await count(`Id = '${id}' AND FirstName = null AND Status__c = 'New'`)).toBe(1)
    await ingest({ operation: 'delete' }, `Id\n${id}\n`)
    expect(await count(`Id = '${id}'`)).toBe(0)
  })

  it('finds parents by a key', async () => {
    await server.send({ method: 'POST', url: '/services/data/v62.0/sobjects/Account', payload: { Name: 'Keyed' } })
    const job = await ingest({ operation: 'insert' }, 'LastName,Account.Name\nOf parent,KEYED\nOf none,nobody\n')
    expect(job).toMatchObject({ numberRecordsProcessed: 2, numberRecordsFailed: 1 })
    expect(await count("Account.Name = 'Keyed' AND LastName = 'Of parent'")).toBe(1)
  })

  it.each([
    ['an unknown column', 'insert', 'LastName,Nme\nX,Y\n', 'InvalidBatch : Field name not found : Nme'],
    ['no Id', 'update', 'LastName\nX\n', 'InvalidBatch : The column Id is missing'],
    ['rows of other lengths', 'insert', 'LastName\nX,Y,Z\n', 'InvalidBatch : Invalid Record Length'],
  ])('with %s fails', async (_, operation, csv, errorMessage) => {
    expect(await ingest({ operation }, csv)).toMatchObject({
      state: 'Failed',
      errorMessage: expect.stringContaining(errorMessage),
    })
  })

  it('is aborted and deleted', async () => {
    const { id } = (await send('POST', '/ingest', { object: 'Contact', operation: 'insert' })).json as Job
    await upload(id, 'LastName\nNever\n')
    expect((await send('DELETE', `/ingest/${id}`)).json).toMatchObject([{ errorCode: 'INVALIDJOBSTATE' }])
    expect((await send('PATCH', `/ingest/${id}`, { state: 'Aborted' })).json).toMatchObject({ state: 'Aborted' })
    expect(await lines(`/ingest/${id}/unprocessedrecords`)).toEqual(['"LastName"', '"Never"'])
    expect((await upload(id, 'LastName\nX\n')).json).toMatchObject([{ errorCode: 'INVALIDJOBSTATE' }])
    expect((await send('DELETE', `/ingest/${id}`)).status).toBe(204)
    expect((await send('GET', `/ingest/${id}`)).status).toBe(404)
  })

  it('that a server left behind is taken up where it was', async () => {
    const { id } = (await send('POST', '/ingest', { object: 'Contact', operation: 'insert' })).json as Job
    await upload(id, `LastName\n${Array.from({ length: 300 }, (_, i) => `Left ${i}`).join('\n')}\n`)
    await server.org.database.query(
      `update millrace.bulk_jobs set state = 'InProgress', processed = 200, claimed_until = now() - interval '1 second' where id = '${id}'`,
    )
    await ingest({ operation: 'insert' }, 'LastName\nWakes\n')
    expect(await finished('ingest', id)).toMatchObject({ state: 'JobComplete', numberRecordsProcessed: 300 })
    expect(await count("LastName LIKE 'Left %'")).toBe(100)
  })

  it.each<[spec: object, errorCode: string]>([
    [{ operation: 'merge', object: 'Contact' }, 'INVALIDJOB'],
    [{ operation: 'insert', object: 'Contakt' }, 'INVALIDENTITY'],
    [{ operation: 'upsert', object: 'Contact' }, 'INVALIDJOB'],
    [{ operation: 'insert', object: 'Contact', columnDelimiter: 'DOT' }, 'INVALIDJOB'],
  ])('%j is refused', async (spec, errorCode) => {
    expect(await send('POST', '/ingest', spec)).toMatchObject({ status: 400, json: [{ errorCode }] })
  })
})

describe('a query job', () => {
  it('answers CSV a part at a time', async () => {
    const names = Array.from({ length: 2500 }, (_, i) => `Many ${String(i).padStart(4, '0')}`)
    await ingest({ operation: 'insert' }, `LastName\n${names.join('\n')}\n`)
    const query =
      "SELECT Name, Account.Name, Do_Not_Contact__c FROM Contact WHERE LastName LIKE 'Many %' ORDER BY LastName"
    const { id } = (await send('POST', '/query', { operation: 'query', query })).json as Job
    expect(await finished('query', id)).toMatchObject({ state: 'JobComplete', numberRecordsProcessed: 2500 })
    const read: string[] = []
    let locator = ''
    do {
      const { text, headers } = await send('GET', `/query/${id}/results?maxRecords=1100&locator=${locator || 'null'}`)
      const [header, ...rows] = text.trim().split('\n')
      expect(header).toBe('"Name","Account.Name","Do_Not_Contact__c"')
      expect(headers['sforce-numberofrecords']).toBe(String(rows.length))
      read.push(...rows)
      locator = String(headers['sforce-locator'])
    } while (locator !== 'null')
    expect(read).toEqual(names.map(name => `"${name}","","false"`))
    expect((await send('DELETE', `/query/${id}`)).status).toBe(204)
  })

  it.each([
    ['SELECT Nme FROM Contact', 'Failed'],
    ["SELECT Id FROM Contact WHERE LastName = 'Nobody at all'", 'JobComplete'],
  ])('%s ends as %s', async (query, state) => {
    const { id } = (await send('POST', '/query', { operation: 'query', query })).json as Job
    expect(await finished('query', id)).toMatchObject({ state, numberRecordsProcessed: 0 })
  })

  it.each([
    ['SELECT COUNT(Id) FROM Contact', 'FEATURENOTENABLED'],
    ['SELECT (SELECT Id FROM Contacts) FROM Account', 'FEATURENOTENABLED'],
    ['SELECT FROM', 'MALFORMED_QUERY'],
  ])('%s is refused', async (query, errorCode) => {
    expect(await send('POST', '/query', { operation: 'query', query })).toMatchObject({
      status: 400,
      json: [{ errorCode }],
    })
  })
})
