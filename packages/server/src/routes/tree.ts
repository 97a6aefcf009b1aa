import type { RowError, RowResult } from '@millrace/database'
import type { RecordValue } from '@millrace/values'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ApiError, apiError } from '../apiError.ts'
import type { Org } from '../org.ts'
import { inTransaction } from '../sharedTransaction.ts'
import { refusedRow } from './collections.ts'
import { objectOf, recordFrom } from './sobjects.ts'
import { isJsonObject, listOf } from './subrequests.ts'

const MOST_RECORDS = 200
const MOST_LEVELS = 5

/// `/composite/tree/X`: new records with their children, up to 200 of them in five levels; all or none.
///
/// Source: REST API Developer Guide, "sObject Tree".
export function treeRoutes(app: FastifyInstance, org: Org): void {
  app.post(
    '/services/data/v:version/composite/tree/:object',
    async (request: FastifyRequest<{ Params: { object: string } }>, reply) => {
      const object = objectOf(org, request.params.object)
      const levels: Branch[][] = []
      for (const json of listOf(request.body, 'records', MOST_RECORDS))
        plant(org, object.apiName, json, null, 0, levels)
      const results = await save(org, request.userId, levels)
      const hasErrors = results.some(({ errors }) => errors !== undefined)
      return reply.status(hasErrors ? 400 : 201).send({ hasErrors, results })
    },
  )
}

/// One record of a tree.
interface Branch {
  readonly referenceId: string
  /// Or why its JSON is no record.
  readonly record: RecordValue | RowResult
  readonly parent: { readonly branch: Branch; readonly field: string } | null
}

/// Reads [json] and what hangs below it into [levels].
function plant(
  org: Org,
  objectName: string,
  json: Readonly<Record<string, unknown>>,
  parent: Branch['parent'],
  level: number,
  levels: Branch[][],
): void {
  if (level >= MOST_LEVELS) throw apiError(400, 'INVALID_INPUT', `A tree has at most ${MOST_LEVELS} levels.`)
  const { attributes, ...members } = json
  const { type = objectName, referenceId } = isJsonObject(attributes) ? attributes : {}
  if (typeof referenceId !== 'string' || referenceId === '')
    throw apiError(400, 'INVALID_INPUT', 'Include a reference ID for each record in the request.')
  if (String(type).toLowerCase() !== objectName.toLowerCase())
    throw apiError(
      400,
      'INVALID_INPUT',
      `The record "${referenceId}" is of type ${String(type)}, but stands among records of ${objectName}.`,
    )
  const isChildren = ([, value]: [string, unknown]) => isJsonObject(value) && Array.isArray(value['records'])
  const fields = Object.fromEntries(Object.entries(members).filter(member => !isChildren(member)))
  const branch: Branch = { referenceId, record: readRecord(org, objectName, fields), parent }
  const onLevel = (levels[level] ??= [])
  onLevel.push(branch)
  if (levels.flat().length > MOST_RECORDS)
    throw apiError(400, 'INVALID_INPUT', `A tree has at most ${MOST_RECORDS} records.`)
  for (const [name, children] of Object.entries(members).filter(isChildren)) {
    const relationship = objectOf(org, objectName).childRelationships.find(
      child => child.relationshipName?.toLowerCase() === name.toLowerCase(),
    )
    if (!relationship) throw apiError(400, 'INVALID_FIELD', `${objectName} has no child relationship "${name}".`)
    for (const child of listOf(children, 'records', MOST_RECORDS))
      plant(org, relationship.childObject, child, { branch, field: relationship.field }, level + 1, levels)
  }
}

function readRecord(org: Org, objectName: string, fields: Readonly<Record<string, unknown>>): RecordValue | RowResult {
  try {
    return recordFrom(org, objectName, fields)
  } catch (error) {
    if (error instanceof ApiError) return refusedRow(error)
    throw error
  }
}

const isRefused = (record: RecordValue | RowResult): record is RowResult => 'success' in record

interface TreeResult {
  readonly referenceId: string
  readonly id?: string
  readonly errors?: readonly RowError[]
}

/// Carries the results out of a transaction that is undone.
class NotSaved extends Error {
  readonly results: TreeResult[]
  constructor(results: TreeResult[]) {
    super('The tree was not saved.')
    this.results = results
  }
}

/// Parents first, a level at a time. Only the records with errors answer when there are some.
async function save(org: Org, userId: string, levels: readonly (readonly Branch[])[]): Promise<TreeResult[]> {
  const all = levels.flat()
  requireDistinct(all)
  const refused = all.flatMap(({ referenceId, record }) =>
    isRefused(record) ? { referenceId, errors: record.errors } : [],
  )
  if (refused.length > 0) return refused
  const caller = await org.caller(userId)
  try {
    return await inTransaction(org.database, async tx => {
      const store = org.openStore(tx, caller)
      for (const level of levels) {
        const records = level.map(({ record, parent }) => {
          if (parent) (record as RecordValue).set(parent.field, (parent.branch.record as RecordValue).id)
          return record as RecordValue
        })
        const rows = await store.insert(records, { allOrNone: true, mode: 'user' })
        const failed = level.flatMap(({ referenceId }, i) => failure(referenceId, rows[i]!))
        if (failed.length > 0) throw new NotSaved(failed)
      }
      return all.map(({ referenceId, record }) => ({ referenceId, id: (record as RecordValue).id! }))
    })
  } catch (error) {
    if (error instanceof NotSaved) return error.results
    throw error
  }
}

const failure = (referenceId: string, { success, errors }: RowResult): TreeResult[] =>
  success || errors.every(({ statusCode }) => statusCode === 'ALL_OR_NONE_OPERATION_ROLLED_BACK')
    ? []
    : [{ referenceId, errors }]

function requireDistinct(branches: readonly Branch[]): void {
  const seen = new Set<string>()
  for (const { referenceId } of branches) {
    if (seen.has(referenceId))
      throw apiError(400, 'INVALID_INPUT', `Duplicate ReferenceId provided in the request: ${referenceId}`)
    seen.add(referenceId)
  }
}
