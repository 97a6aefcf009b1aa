import { to18 } from '@millrace/values'
import { MASTER_RECORD_TYPE, valuesFor } from '../recordTypes.ts'
import type { FieldType, ObjectType, RecordType } from '../schema.ts'
import { tableOf } from '../sql/from.ts'
import { badPicklistValue } from './fieldChecks.ts'
import { rowError, type Row } from './row.ts'
import type { Saving } from './saving.ts'

const FIELD = 'RecordTypeId'

/// Gives new rows that state no record type the user's default one, and each what its type
/// presets.
export async function giveRecordTypes(saving: Saving, object: ObjectType, rows: readonly Row[]): Promise<void> {
  if (!object.field(FIELD)) return
  const without = rows.filter(({ parameters }) => (parameters.get(FIELD) ?? null) === null)
  putMasters(rows)
  await giveDefaultType(saving, object, without)
  const ids = new Set(rows.flatMap(({ parameters }) => stringOf(parameters.get(FIELD)) ?? []))
  if (ids.size === 0 || !object.recordTypes?.some(({ picklists }) => picklists.size > 0)) return
  const types = await storedTypes(saving, [...ids].map(to18))
  for (const row of rows) {
    const stored = types.get(to18(stringOf(row.parameters.get(FIELD)) ?? ''))
    if (stored) presetValues(object, row, typeNamed(object, stored.DeveloperName))
  }
}

async function giveDefaultType(saving: Saving, object: ObjectType, rows: readonly Row[]): Promise<void> {
  const name = saving.user.recordTypes?.defaultOf(object.apiName) ?? null
  if (name === null || rows.length === 0 || !activeType(object, name)) return
  const { rows: found } = await saving.tx.query<{ Id: string }>({
    text: `select "Id" from ${recordTypeTable(saving)} where lower("SobjectType") = lower($1) and lower("DeveloperName") = lower($2) and not "IsDeleted"`,
    values: [object.apiName, name],
  })
  if (found[0]) for (const { parameters } of rows) parameters.set(FIELD, found[0].Id)
}

/// The default values of the record type go before those of the fields.
function presetValues(object: ObjectType, { record, parameters }: Row, type: RecordType | undefined): void {
  const stated = new Set(record.shape.names.map(name => name.toLowerCase()))
  for (const name of type?.picklists.keys() ?? []) {
    const field = object.field(name)
    if (!field?.createable || stated.has(name)) continue
    parameters.set(field.apiName, valuesFor(field, type).find(one => one.isDefault && one.active)?.value ?? null)
  }
}

const stringOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/// The master record type is stored as none.
export function putMasters(rows: readonly Row[]): void {
  for (const { parameters } of rows) if (isMaster(parameters.get(FIELD))) parameters.set(FIELD, null)
}

/// Adds INVALID_CROSS_REFERENCE_KEY to rows whose record type is not active, of another object, or not available to the
/// user, and INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST where a restricted picklist has a value that their record type has
/// not. No statement when no row states a record type or such a picklist.
///
/// Source: Salesforce Help, "'Bad value for restricted picklist field' error"; the text of the first is that of orgs.
export async function checkRecordTypes(saving: Saving, object: ObjectType, rows: readonly Row[]): Promise<void> {
  if (!object.field(FIELD)) return
  const narrowed = narrowedPicklists(object)
  const typeless = rows.filter(
    ({ created, parameters }) =>
      !created && !parameters.has(FIELD) && narrowed.some(one => parameters.has(one.apiName)),
  )
  const kept = await keptTypes(saving, object, typeless)
  const idOf = ({ id, parameters }: Row): string | null => {
    const stated = parameters.get(FIELD)
    return typeof stated === 'string' ? to18(stated) : (kept.get(id ?? '') ?? null)
  }
  const ids = [...new Set(rows.flatMap(row => idOf(row) ?? []))]
  if (ids.length === 0) return
  const types = await storedTypes(saving, ids)
  for (const row of rows) {
    const id = idOf(row)
    const stored = id === null ? undefined : types.get(id)
    if (row.parameters.has(FIELD) && id !== null && !mayHave(saving, object, stored))
      row.errors.push(
        rowError('INVALID_CROSS_REFERENCE_KEY', `Record Type ID: this ID value isn't valid for the user: ${id}`, [
          FIELD,
        ]),
      )
    else if (stored) checkValues(row, narrowed, typeNamed(object, stored.DeveloperName))
  }
}

interface StoredType {
  readonly Id: string
  readonly DeveloperName: string
  readonly SobjectType: string | null
}

function mayHave({ user, mode }: Saving, object: ObjectType, stored: StoredType | undefined): boolean {
  if (!stored || stored.SobjectType?.toLowerCase() !== object.apiName.toLowerCase()) return false
  const type = typeNamed(object, stored.DeveloperName)
  // What no file names was made by hand.
  if (!type) return true
  return type.active && (mode !== 'user' || user.recordTypes?.isAvailable(object.apiName, type.developerName) !== false)
}

function checkValues({ parameters, errors }: Row, narrowed: readonly FieldType[], type: RecordType | undefined): void {
  for (const field of narrowed) {
    const value = parameters.get(field.apiName)
    if (typeof value !== 'string') continue
    const known = new Set(valuesFor(field, type).map(one => one.value.toLowerCase()))
    const values = field.type === 'multipicklist' ? value.split(';') : [value]
    const bad = values.find(one => !known.has(one.toLowerCase()))
    if (bad !== undefined) errors.push(badPicklistValue(field, bad))
  }
}

/// Whether what may be saved in [fields] depends on a record's type.
export const dependsOnRecordType = (object: ObjectType, fields: Iterable<string>): boolean => {
  const names = new Set([FIELD, ...narrowedPicklists(object).map(({ apiName }) => apiName)])
  return object.field(FIELD) !== undefined && [...fields].some(field => names.has(field))
}

/// The restricted picklists whose values depend on the record type.
const narrowedPicklists = (object: ObjectType): FieldType[] =>
  object.fields.filter(
    ({ apiName, picklist }) =>
      picklist?.restricted && object.recordTypes?.some(type => type.picklists.has(apiName.toLowerCase())),
  )

/// The record types that stored records have, by the records' Ids.
async function keptTypes({ tx }: Saving, object: ObjectType, rows: readonly Row[]): Promise<Map<string, string>> {
  if (rows.length === 0) return new Map()
  const { rows: found } = await tx.query<[string, string]>({
    text: `select "Id", "${FIELD}" from ${tableOf(object)} where "Id" = any($1::text[]) and "${FIELD}" is not null`,
    values: [rows.map(({ id }) => id)],
    rowMode: 'array',
  })
  return new Map(found)
}

async function storedTypes(saving: Saving, ids: readonly string[]): Promise<Map<string, StoredType>> {
  const { rows } = await saving.tx.query<StoredType>({
    text: `select "Id", "DeveloperName", "SobjectType" from ${recordTypeTable(saving)} where "Id" = any($1::text[])`,
    values: [ids],
  })
  return new Map(rows.map(row => [row.Id, row]))
}

const recordTypeTable = ({ org }: Saving): string => tableOf(org.schema.object('RecordType')!)

const typeNamed = ({ recordTypes }: ObjectType, name: string): RecordType | undefined =>
  recordTypes?.find(({ developerName }) => developerName.toLowerCase() === name.toLowerCase())

const activeType = (object: ObjectType, name: string): boolean => typeNamed(object, name)?.active === true

const isMaster = (id: unknown): boolean => typeof id === 'string' && to18(id) === MASTER_RECORD_TYPE
