import { type Json } from '@millrace/values'
import type { ComponentHost } from '../host.ts'
import { textsOf } from '../interactionTexts.ts'
import { isObject } from '../objectDescription.ts'
import { apiError, InteractionFailure, send, textList } from '../restApi.ts'

// Saving and deleting records over the REST API: up to 200 in a request.
//
// Source: REST API Developer Guide, "sObject Collections" and "sObject Rows by External ID".

/// What became of one record.
export interface RecordOutcome {
  readonly id: string | null
  readonly success: boolean
  readonly errors: readonly RecordError[]
}

export interface RecordError {
  readonly statusCode: string
  readonly message: string
  readonly fields: readonly string[]
}

const MOST_RECORDS = 200

/// A record as it is sent, with `attributes`.
export type RecordJson = Readonly<Record<string, Json>>

/// Creates (POST) or updates (PATCH) [records]. Each request of up to 200 is one transaction with [allOrNone]; when one
/// fails, those behind it are not sent.
export function saveRecords(
  host: ComponentHost,
  method: 'POST' | 'PATCH',
  records: readonly RecordJson[],
  allOrNone: boolean,
): Promise<RecordOutcome[]> {
  return inChunks(records, allOrNone, chunk =>
    outcomes(host, '/composite/sobjects', method, { allOrNone, records: [...chunk] as Json[] }),
  )
}

/// Deletes records, all of one object.
export function deleteRecords(
  host: ComponentHost,
  ids: readonly string[],
  allOrNone: boolean,
): Promise<RecordOutcome[]> {
  return inChunks(ids, allOrNone, chunk =>
    outcomes(host, `/composite/sobjects?ids=${chunk.join(',')}&allOrNone=${allOrNone}`, 'DELETE'),
  )
}

/// Creates the record, or updates the one whose external Id [field] has [value].
export async function upsertRecord(
  host: ComponentHost,
  objectApiName: string,
  field: string,
  value: string,
  fields: RecordJson,
): Promise<RecordOutcome> {
  const path = `/sobjects/${[objectApiName, field, value].map(encodeURIComponent).join('/')}`
  const answer = await send(host, path, { method: 'PATCH', ...jsonBody(fields) })
  if (answer.status >= 400) throw new InteractionFailure(apiError(answer, textsOf(host)))
  const id = isObject(answer.body) && typeof answer.body['id'] === 'string' ? answer.body['id'] : null
  return { id, success: true, errors: [] }
}

async function inChunks<T>(
  items: readonly T[],
  allOrNone: boolean,
  work: (chunk: readonly T[]) => Promise<RecordOutcome[]>,
): Promise<RecordOutcome[]> {
  const all: RecordOutcome[] = []
  for (let start = 0; start < items.length; start += MOST_RECORDS) {
    const some = await work(items.slice(start, start + MOST_RECORDS))
    all.push(...some)
    if (allOrNone && some.some(({ success }) => !success)) break
  }
  return all
}

async function outcomes(
  host: ComponentHost,
  path: string,
  method: 'POST' | 'PATCH' | 'DELETE',
  body?: Json,
): Promise<RecordOutcome[]> {
  const answer = await send(host, path, { method, ...(body === undefined ? {} : jsonBody(body)) })
  if (answer.status >= 400 || !Array.isArray(answer.body)) throw new InteractionFailure(apiError(answer, textsOf(host)))
  return answer.body.filter(isObject).map(readOutcome)
}

const jsonBody = (body: unknown) => ({ headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })

const readOutcome = ({ id, success, errors }: Record<string, unknown>): RecordOutcome => ({
  id: typeof id === 'string' ? id : null,
  success: success === true,
  errors: Array.isArray(errors)
    ? errors.filter(isObject).map(({ statusCode, message, fields }) => ({
        statusCode: String(statusCode ?? 'UNKNOWN_EXCEPTION'),
        message: String(message ?? ''),
        fields: textList(fields),
      }))
    : [],
})

/// What says of a record only that another one failed.
const ROLLED_BACK = 'ALL_OR_NONE_OPERATION_ROLLED_BACK'

/// The records that failed by themselves, with their place in [outcomes].
export const failuresOf = (
  outcomes: readonly RecordOutcome[],
): { readonly index: number; readonly error: RecordError }[] =>
  outcomes.flatMap(({ errors }, index) => {
    const error = errors.find(({ statusCode }) => statusCode !== ROLLED_BACK)
    return error ? [{ index, error }] : []
  })
