import { runSoql } from '@millrace/database'
import { DateTimeValue, toJson, type RecordValue } from '@millrace/values'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { apiError } from '../apiError.ts'
import type { Org } from '../org.ts'
import { readingFrom } from '../sharedTransaction.ts'
import { userContext } from '../userContext.ts'
import { objectOf } from './sobjects.ts'

type ReplicationRequest = FastifyRequest<{
  Params: { version: string; object: string }
  Querystring: { start?: string; end?: string }
}>

const THIRTY_DAYS_MS = 30 * 24 * 3600 * 1000

/// `/sobjects/X/updated` and `/sobjects/X/deleted`: the Ids of records that were changed or deleted within a time.
///
/// Source: REST API Developer Guide, "sObject Get Updated" and "sObject Get Deleted".
export function replicationRoutes(app: FastifyInstance, org: Org): void {
  const base = '/services/data/v:version/sobjects/:object'

  app.get(`${base}/updated`, async (request: ReplicationRequest) => {
    const { end, records } = await changed(org, request, false)
    return { ids: records.map(({ id }) => id), latestDateCovered: toJson(end) }
  })

  app.get(`${base}/deleted`, async (request: ReplicationRequest) => {
    const { end, records } = await changed(org, request, true)
    return {
      deletedRecords: records.map(record => ({ id: record.id, deletedDate: toJson(record.get('SystemModstamp')) })),
      earliestDateAvailable: toJson(new DateTimeValue(org.now() - THIRTY_DAYS_MS)),
      latestDateCovered: toJson(end),
    }
  })
}

async function changed(
  org: Org,
  request: ReplicationRequest,
  isDeleted: boolean,
): Promise<{ end: DateTimeValue; records: RecordValue[] }> {
  const object = objectOf(org, request.params.object)
  const start = timeOf(request.query.start, 'start')
  const end = timeOf(request.query.end, 'end')
  if (start.ms >= end.ms) throw replicationDate('The start date must be before the end date')
  if (start.ms < org.now() - THIRTY_DAYS_MS - 60_000)
    throw replicationDate('The start date must be within the last 30 days')
  if (!object.field('SystemModstamp'))
    throw apiError(400, 'INVALID_TYPE', `object type '${object.apiName}' is not replicable`)
  const caller = await org.caller(request.userId)
  const soql = `SELECT Id, SystemModstamp FROM ${object.apiName} WHERE SystemModstamp >= :start AND SystemModstamp <= :end AND IsDeleted = ${isDeleted} ORDER BY SystemModstamp ALL ROWS`
  const { records } = await runSoql(readingFrom(org.database), soql, org.project.deployed, {
    user: userContext(caller, org.project.schema),
    mode: 'user',
    binds: { start, end },
  })
  return { end, records }
}

function timeOf(text: string | undefined, name: string): DateTimeValue {
  // A plus that was not written as %2B arrives as a space.
  const time = DateTimeValue.parse((text ?? '').replace(/ (?=\d\d:?\d\d$)/, '+'))
  if (time) return time
  throw apiError(
    400,
    'INVALID_REPLICATION_DATE',
    `"${name}" takes a date and time such as 2026-01-31T10:00:00Z, but got "${text ?? ''}".`,
  )
}

const replicationDate = (message: string) => apiError(400, 'INVALID_REPLICATION_DATE', message)
