import {
  addBulkJob,
  addBulkUpload,
  deleteBulkJob,
  findBulkJob,
  listBulkJobs,
  moveBulkJob,
  parseSoql,
  readBulkLines,
  readBulkUpload,
  type BulkJob,
  type BulkJobKind,
  type BulkList,
} from '@millrace/database'
import { to18 } from '@millrace/values'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { apiError, notFound } from '../apiError.ts'
import { BulkJobs, delimiterOf } from '../bulk/bulkJobs.ts'
import { csvLine, csvRows, DELIMITERS } from '../bulk/csv.ts'
import { queryColumnsOf } from '../bulk/queryRows.ts'
import type { Org } from '../org.ts'
import { externalIdOf, idOf, objectBody, objectOf } from './sobjects.ts'

const BASE = '/services/data/v:version/jobs'
const OPERATIONS = ['insert', 'update', 'upsert', 'delete']
/// Source: Bulk API 2.0 Developer Guide, "Limits": after Base64 that is 150 MB.
const MOST_BYTES = 100_000_000
const PIECE_BYTES = 1_000_000

type JobRequest = FastifyRequest<{ Params: { version: string; id: string } }>
type ResultRequest = FastifyRequest<{
  Params: { version: string; id: string }
  Querystring: { locator?: string; maxRecords?: string }
}>

/// `/jobs/ingest` and `/jobs/query`, Bulk API 2.0: many records as CSV, saved or read in the background. What is sent and
/// what is answered streams, whatever its size.
///
/// Source: Bulk API 2.0 and Bulk API Developer Guide.
export function bulkRoutes(app: FastifyInstance, org: Org): void {
  const jobs = new BulkJobs(org)
  app.addHook('onListen', async () => jobs.wake())
  app.addHook('onClose', () => jobs.stop())
  app.register(async scope => {
    // A CSV stays the stream that it comes as.
    scope.addContentTypeParser('text/csv', { bodyLimit: MOST_BYTES }, (_, payload, done) => done(null, payload))
    ingestRoutes(scope, org, jobs)
    queryRoutes(scope, org, jobs)
  })
}

function ingestRoutes(app: FastifyInstance, org: Org, jobs: BulkJobs): void {
  const base = `${BASE}/ingest`

  app.post(base, async request => {
    const spec = ingestSpec(org, objectBody(request.body))
    return ingestJson(request, await newJob(org, request.userId, 'ingest', 'Open', spec))
  })

  jobRoutes(app, org, 'ingest', ingestJson)

  app.put(`${base}/:id/batches`, async (request: JobRequest, reply) => {
    const job = await ownJob(org, request, 'ingest')
    if (job.state !== 'Open') throw wrongState(job, 'Open')
    if (!(request.body instanceof Readable))
      throw apiError(415, 'UNSUPPORTED_MEDIA_TYPE', 'The records are sent as CSV: set Content-Type: text/csv.')
    await keepUpload(org, job.id, request.body)
    return reply.status(201).send()
  })

  app.patch(`${base}/:id`, async (request: JobRequest) => {
    const job = await ownJob(org, request, 'ingest')
    const { state } = objectBody(request.body)
    const moved =
      state === 'UploadComplete'
        ? await moveBulkJob(org.database, job.id, ['Open'], 'UploadComplete')
        : await abort(org, job, state)
    if (!moved) throw wrongState(job, 'Open')
    jobs.wake()
    return ingestJson(request, moved)
  })

  const results = (path: string, list: BulkList, columns: readonly string[]) =>
    app.get(`${base}/:id/${path}`, async (request: JobRequest, reply) => {
      const job = await ownJob(org, request, 'ingest')
      const header = csvLine([...columns, ...job.columns], delimiterOf(job))
      return sendCsv(reply, job, header, linesOf(org, job, list))
    })
  results('successfulResults', 'success', ['sf__Id', 'sf__Created'])
  results('failedResults', 'failure', ['sf__Id', 'sf__Error'])

  app.get(`${base}/:id/unprocessedrecords`, async (request: JobRequest, reply) => {
    const job = await ownJob(org, request, 'ingest')
    const rows = csvRows(readBulkUpload(org.database, job.id), delimiterOf(job))
    const header = (await rows.next()).value as string[] | undefined
    return sendCsv(reply, job, csvLine(header ?? [], delimiterOf(job)), unprocessed(rows, job))
  })
}

async function* unprocessed(rows: AsyncIterable<string[]>, job: BulkJob): AsyncGenerator<string> {
  if (job.state === 'JobComplete') return
  let seen = 0
  for await (const row of rows) if (seen++ >= job.processed) yield csvLine(row, delimiterOf(job))
}

function queryRoutes(app: FastifyInstance, org: Org, jobs: BulkJobs): void {
  const base = `${BASE}/query`

  app.post(base, async request => {
    const spec = querySpec(org, objectBody(request.body))
    const job = await newJob(org, request.userId, 'query', 'UploadComplete', spec)
    jobs.wake()
    return queryJson(request, job)
  })

  jobRoutes(app, org, 'query', queryJson)

  app.patch(`${base}/:id`, async (request: JobRequest) => {
    const job = await ownJob(org, request, 'query')
    const moved = await abort(org, job, objectBody(request.body)['state'])
    if (moved) return queryJson(request, moved)
    throw wrongState(job, 'InProgress')
  })

  app.get(`${base}/:id/results`, async (request: ResultRequest, reply) => {
    const job = await ownJob(org, request, 'query')
    if (job.state !== 'JobComplete') throw wrongState(job, 'JobComplete')
    const start = positionOf(request.query.locator)
    const most = Math.min(positiveOf(request.query.maxRecords) ?? job.processed, job.processed - start)
    const end = start + most
    reply.header('sforce-numberofrecords', String(most))
    reply.header('sforce-locator', end < job.processed ? Buffer.from(String(end)).toString('base64url') : 'null')
    return sendCsv(reply, job, csvLine(job.columns, delimiterOf(job)), linesOf(org, job, 'result', start, most))
  })
}

/// What both kinds of jobs have in common: reading, listing and deleting them.
function jobRoutes(
  app: FastifyInstance,
  org: Org,
  kind: BulkJobKind,
  json: (request: FastifyRequest, job: BulkJob) => object,
): void {
  app.get(`${BASE}/${kind}`, async request => {
    const { isAdministrator } = await org.caller(request.userId)
    const jobs = await listBulkJobs(org.database, kind, isAdministrator ? null : request.userId)
    return { done: true, nextRecordsUrl: null, records: jobs.map(job => json(request, job)) }
  })

  app.get(`${BASE}/${kind}/:id`, async (request: JobRequest) => json(request, await ownJob(org, request, kind)))

  app.delete(`${BASE}/${kind}/:id`, async (request: JobRequest, reply) => {
    const job = await ownJob(org, request, kind)
    if (job.state === 'InProgress' || job.state === 'Open')
      throw wrongState(job, 'UploadComplete, JobComplete, Failed or Aborted')
    await deleteBulkJob(org.database, job.id)
    return reply.status(204).send()
  })
}

/// The job, for the user who made it and for administrators.
async function ownJob(org: Org, { params, userId }: JobRequest, kind: BulkJobKind): Promise<BulkJob> {
  const job = await findBulkJob(org.database, kind, idOf(params.id))
  if (job && (job.userId === userId || (await org.caller(userId)).isAdministrator)) return job
  throw notFound()
}

const newJob = (
  org: Org,
  userId: string,
  kind: BulkJobKind,
  state: BulkJob['state'],
  spec: BulkJob['spec'],
): Promise<BulkJob> => addBulkJob(org.database, { id: newJobId(), kind, userId, state, spec })

const newJobId = (): string => to18(`750${randomBytes(6).toString('hex')}`)

const wrongState = (job: BulkJob, wanted: string) =>
  apiError(
    400,
    'INVALIDJOBSTATE',
    `The job ${job.id} is in the state ${job.state}, but this takes one that is ${wanted}.`,
  )

async function abort(org: Org, job: BulkJob, state: unknown): Promise<BulkJob | null> {
  if (state !== 'Aborted')
    throw apiError(400, 'INVALIDJOB', '"state" is UploadComplete, for a job of records, or Aborted.')
  return moveBulkJob(org.database, job.id, ['Open', 'UploadComplete', 'InProgress'], 'Aborted')
}

function ingestSpec(org: Org, body: Readonly<Record<string, unknown>>): BulkJob['spec'] {
  const { operation, object, externalIdFieldName = null } = body
  if (typeof object !== 'string') throw apiError(400, 'INVALIDJOB', 'The job needs an "object".')
  if (typeof operation !== 'string' || !OPERATIONS.includes(operation))
    throw apiError(400, 'INVALIDJOB', `"operation" is ${OPERATIONS.join(', ')}.`)
  const objectType = org.project.schema.object(object)
  if (!objectType) throw apiError(400, 'INVALIDENTITY', `Unable to find object: ${object}`)
  if (operation === 'upsert' && typeof externalIdFieldName !== 'string')
    throw apiError(400, 'INVALIDJOB', 'An upsert needs "externalIdFieldName".')
  const key =
    typeof externalIdFieldName === 'string' ? externalIdOf(objectOf(org, object), externalIdFieldName).apiName : null
  return { operation, object: objectType.apiName, externalIdFieldName: key, ...formatOf(body) }
}

function querySpec(org: Org, body: Readonly<Record<string, unknown>>): BulkJob['spec'] {
  const { operation, query } = body
  if (operation !== 'query' && operation !== 'queryAll')
    throw apiError(400, 'INVALIDJOB', '"operation" is query or queryAll.')
  if (typeof query !== 'string') throw apiError(400, 'INVALIDJOB', 'The job needs a "query".')
  queryColumnsOf(query, org.project.schema)
  const { from, allRows } = parseSoql(query)
  const object = org.project.schema.object(from.name)?.apiName ?? from.name
  return {
    operation,
    object,
    query: operation === 'queryAll' && !allRows ? `${query} ALL ROWS` : query,
    ...formatOf(body),
  }
}

function formatOf({
  columnDelimiter = 'COMMA',
  lineEnding = 'LF',
  contentType = 'CSV',
}: Readonly<Record<string, unknown>>) {
  if (contentType !== 'CSV') throw apiError(400, 'INVALIDJOB', '"contentType" is CSV.')
  if (!Object.hasOwn(DELIMITERS, String(columnDelimiter)))
    throw apiError(400, 'INVALIDJOB', `"columnDelimiter" is ${Object.keys(DELIMITERS).join(', ')}.`)
  if (lineEnding !== 'LF' && lineEnding !== 'CRLF') throw apiError(400, 'INVALIDJOB', '"lineEnding" is LF or CRLF.')
  return { columnDelimiter: String(columnDelimiter), lineEnding }
}

/// The upload is there as a whole or not at all.
async function keepUpload(org: Org, id: string, body: Readable): Promise<void> {
  await org.database.transaction(async tx => {
    let position = 0
    let size = 0
    let pieces: Buffer[] = []
    let waiting = 0
    const flush = async () => {
      await addBulkUpload(tx, id, position++, Buffer.concat(pieces))
      pieces = []
      waiting = 0
    }
    for await (const piece of body as AsyncIterable<Buffer>) {
      pieces.push(piece)
      waiting += piece.length
      size += piece.length
      if (size > MOST_BYTES) throw apiError(413, 'REQUEST_ENTITY_TOO_LARGE', 'A job takes at most 100 MB of CSV.')
      if (waiting >= PIECE_BYTES) await flush()
    }
    if (waiting > 0) await flush()
  })
}

async function* linesOf(org: Org, job: BulkJob, list: BulkList, start?: number, most?: number): AsyncGenerator<string> {
  for await (const lines of readBulkLines(org.database, job.id, list, start, most)) yield* lines
}

function sendCsv(reply: FastifyReply, { spec }: BulkJob, header: string, lines: AsyncIterable<string>): FastifyReply {
  const end = spec['lineEnding'] === 'CRLF' ? '\r\n' : '\n'
  const text = async function* () {
    yield header + end
    for await (const line of lines) yield line + end
  }
  return reply.type('text/csv; charset=utf-8').send(Readable.from(text()))
}

function positionOf(locator: string | undefined): number {
  if (locator === undefined || locator === 'null') return 0
  const text = Buffer.from(locator, 'base64url').toString()
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw apiError(400, 'INVALID_QUERY_LOCATOR', `"${locator}" is no locator of this job.`)
}

function positiveOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw apiError(400, 'INVALID_INPUT', `"maxRecords" takes a number from 1 on, but got "${text}".`)
}

const versionOf = ({ params }: FastifyRequest): string => (params as { version: string }).version

const jobJson = (request: FastifyRequest, job: BulkJob): object => ({
  id: job.id,
  operation: job.spec['operation'],
  object: job.spec['object'],
  createdById: job.userId,
  createdDate: job.createdAt,
  systemModstamp: job.modifiedAt,
  state: job.state,
  concurrencyMode: 'Parallel',
  contentType: 'CSV',
  apiVersion: Number(versionOf(request)),
  lineEnding: job.spec['lineEnding'],
  columnDelimiter: job.spec['columnDelimiter'],
  retries: 0,
  totalProcessingTime:
    Date.parse(job.modifiedAt.replace('+0000', 'Z')) - Date.parse(job.createdAt.replace('+0000', 'Z')),
  numberRecordsProcessed: job.processed,
  ...(job.error !== null && { errorMessage: job.error }),
})

const ingestJson = (request: FastifyRequest, job: BulkJob): object => ({
  ...jobJson(request, job),
  contentUrl: `services/data/v${versionOf(request)}/jobs/ingest/${job.id}/batches`,
  jobType: 'V2Ingest',
  externalIdFieldName: job.spec['externalIdFieldName'] ?? null,
  numberRecordsFailed: job.failed,
  apiActiveProcessingTime: 0,
  apexProcessingTime: 0,
})

const queryJson = (request: FastifyRequest, job: BulkJob): object => ({
  ...jobJson(request, job),
  jobType: 'V2Query',
})
