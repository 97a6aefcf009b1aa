import { recordStore, type ObjectType, type RecordQuery, type RecordStore, type Tx } from '@millrace/database'
import { triggerOf, type RecordChange } from '@millrace/flow'
import type { Flow } from '@millrace/metadata'
import { RecordValue, type Json } from '@millrace/values'
import { apiError, notFound } from '../apiError.ts'
import type { Caller } from '../caller.ts'
import type { Org } from '../org.ts'
import type { RunningProject } from '../project.ts'
import { recordFrom } from '../routes/sobjects.ts'
import { userContext } from '../userContext.ts'

/// The change of a record that a debug run of a record-triggered flow begins with.
export interface DebuggedChange {
  readonly operation: 'create' | 'update' | 'delete'
  /// A record that is there; null for one that only has [values].
  readonly id: string | null
  /// What the save sets.
  readonly values: Readonly<Record<string, Json>>
  /// Of an update: what else was otherwise before.
  readonly before: Readonly<Record<string, Json>>
}

export interface StartingChange extends RecordChange {
  /// The flow works on the record itself, before it is saved.
  readonly isBefore: boolean
}

/// Makes the change of [asked] in [tx], without the flows that it would start, as the debugged flow is to find it: after
/// the save the record is stored. Throws an `ApiError` where there is no such record or field, and where it cannot be
/// saved.
export async function startingChange(
  { org, project, caller }: { readonly org: Org; readonly project: RunningProject; readonly caller: Caller },
  flow: Flow,
  asked: DebuggedChange,
  tx: Tx,
): Promise<StartingChange> {
  const object = project.schema.object(flow.start?.object ?? '')
  if (!object) throw notFound(`"${flow.apiName}" starts with records of no object that there is.`)
  const store = recordStore(tx, project.deployed, { ...userContext(caller, project.schema), now: org.now })
  const isBefore = triggerOf(flow)?.timing === 'beforeSave'
  const stored = asked.id === null ? null : await storedRecord(store, object, asked.id)
  const record = over(stored?.copy() ?? new RecordValue(object.apiName), recordFrom(org, object.apiName, asked.values))
  const prior =
    asked.operation === 'create' || !stored ? null : over(stored.copy(), recordFrom(org, object.apiName, asked.before))
  const isSaved = !isBefore && asked.operation !== 'delete' && triggerOf(flow)?.timing !== 'platformEvent'
  return { record: isSaved ? await saved(store, object, record, stored, asked) : record, prior, isBefore }
}

async function saved(
  store: RecordStore,
  object: ObjectType,
  record: RecordValue,
  stored: RecordValue | null,
  { values }: DebuggedChange,
): Promise<RecordValue> {
  const names = Object.keys(values).filter(name => name !== 'attributes')
  if (stored && names.length === 0) return record
  const sent = new RecordValue(object.apiName)
  for (const name of stored ? names : record.shape.names) sent.set(name, record.get(name))
  if (stored) sent.put('Id', stored.id)
  const options = { allOrNone: true, mode: 'system' } as const
  const [row] = await (stored ? store.update([sent], options) : store.insert([sent], options))
  const [error] = row?.errors ?? []
  if (error) throw apiError(400, error.statusCode, `The record cannot be saved as it is here: ${error.message}`)
  return storedRecord(store, object, row!.id!)
}

async function storedRecord(store: RecordStore, object: ObjectType, id: string): Promise<RecordValue> {
  const query: RecordQuery = {
    object: object.apiName,
    fields: object.fields.map(({ apiName }) => apiName),
    filters: [{ field: 'Id', operator: 'EqualTo' }],
    logic: { and: [0] },
    orderBy: null,
    limit: 1,
    mode: 'system',
  }
  const [records] = await store.find(query, [{ values: [id] }])
  const [record] = records ?? []
  if (record) return record
  throw notFound(`There is no ${object.label} with the Id "${id}".`)
}

/// [record] with the fields of [changes], none of them marked as changed: what the flow changes is told apart.
function over(record: RecordValue, changes: RecordValue): RecordValue {
  for (const name of changes.shape.names) record.put(name, changes.get(name))
  return record
}
