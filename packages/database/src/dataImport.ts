import { didYouMean, fromJson, isMisfit, RecordValue } from '@millrace/values'
import { giveIds, insertAsStated } from './asStated.ts'
import type { Org } from './org.ts'
import type { ObjectType } from './schema.ts'
import type { Queryable } from './server/statement.ts'
import { columnKind } from './sql/columns.ts'
import { tableOf } from './sql/from.ts'
import { noColumn } from './sql/paths.ts'
import type { UserContext } from './userContext.ts'

/// A JSON file of records, or a plan that says in which order such files are loaded.
export interface DataFile {
  readonly path: string
  readonly text: string
}

/// A data file that cannot be loaded. The message names the file and the record.
export class DataImportError extends Error {
  constructor(path: string, reason: string) {
    super(`${path}: ${reason}`)
    this.name = 'DataImportError'
  }
}

export interface ImportOptions {
  /// Load nothing when there is already a record of one of the files' objects.
  readonly onlyIfEmpty?: boolean
}

/// Loads the records of [files], which have the shape that `sf data export tree` writes, as they are stated: without
/// defaults and rules. "@ReferenceId" in a lookup stands for the record with that referenceId, in whichever file.
/// Answers the Ids by referenceId, or null when `onlyIfEmpty` kept it from loading.
///
/// Throws `DataImportError`, having loaded nothing.
export async function importData(
  queryable: Queryable,
  org: Org,
  user: UserContext,
  files: readonly DataFile[],
  options: ImportOptions = {},
): Promise<ReadonlyMap<string, string> | null> {
  const drafts = recordFiles(files).flatMap(file => readRecords(file, org))
  if (options.onlyIfEmpty && (await anyRecord(queryable, org, drafts))) return null
  const records = drafts.map(draft => draft.record)
  await giveIds(queryable, org, records)
  const ids = new Map<string, string>()
  for (const { referenceId, record, path } of drafts) {
    if (referenceId === null) continue
    if (ids.has(referenceId))
      throw new DataImportError(path, `There are two records with the referenceId "${referenceId}".`)
    ids.set(referenceId, record.id!)
  }
  for (const draft of drafts) resolveReferences(draft, ids)
  await insertAsStated(queryable, org, user, records)
  return ids
}

/// The files with records, in the order of the plan where there is one; files that no plan names come after.
function recordFiles(files: readonly DataFile[]): DataFile[] {
  const parsed = files.map(file => ({ file, json: parseFile(file) }))
  const planned = parsed.flatMap(({ file, json }) => {
    if (!Array.isArray(json)) return []
    const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1)
    return json.flatMap(step => filesOfStep(step).map(name => ({ plan: file.path, path: folder + name })))
  })
  const named = planned.map(({ plan, path }) => {
    const found = files.find(file => file.path === path)
    if (found) return found
    throw new DataImportError(
      plan,
      `The plan names ${path}, which is not there.${didYouMean(
        path,
        files.map(file => file.path),
      )}`,
    )
  })
  return [...new Set([...named, ...parsed.filter(({ json }) => !Array.isArray(json)).map(({ file }) => file)])]
}

function filesOfStep(step: unknown): string[] {
  const files = isObject(step) ? step['files'] : undefined
  return Array.isArray(files) ? files.filter(name => typeof name === 'string') : []
}

function parseFile({ path, text }: DataFile): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new DataImportError(path, `This is no JSON: ${(error as Error).message}`)
  }
}

/// A record before the "@references" in it are known.
interface Draft {
  readonly path: string
  readonly referenceId: string | null
  readonly record: RecordValue
  /// Lookup fields and the referenceId or record that they point at.
  readonly references: readonly (readonly [field: string, to: string | RecordValue])[]
}

function readRecords(file: DataFile, org: Org): Draft[] {
  const json = parseFile(file)
  const records = isObject(json) ? json['records'] : undefined
  if (!Array.isArray(records))
    throw new DataImportError(file.path, 'There is no "records" list, as `sf data export tree` writes it.')
  return records.flatMap((record, i) => readRecord(record, file.path, `records[${i}]`, org, null))
}

function readRecord(
  json: unknown,
  path: string,
  where: string,
  org: Org,
  parent: { readonly field: string; readonly record: RecordValue } | null,
): Draft[] {
  const attributes = isObject(json) && isObject(json['attributes']) ? json['attributes'] : {}
  const { type, referenceId } = attributes
  const object = typeof type === 'string' ? org.schema.object(type) : undefined
  if (!object || !isObject(json)) throw new DataImportError(path, `${where}: ${whyNoObject(type, org)}`)
  const record = new RecordValue(object.apiName)
  const references: [string, string | RecordValue][] = parent ? [[parent.field, parent.record]] : []
  const children: Draft[] = []
  for (const [name, value] of Object.entries(json)) {
    if (name === 'attributes') continue
    if (isObject(value)) children.push(...readChildren(value, name, object, record, path, `${where}.${name}`, org))
    else readField(value, name, object, record, references, path, where)
  }
  return [{ path, referenceId: typeof referenceId === 'string' ? referenceId : null, record, references }, ...children]
}

function whyNoObject(type: unknown, org: Org): string {
  if (typeof type !== 'string') return 'its attributes.type does not say of which object it is.'
  return `there is no object ${type}.${didYouMean(
    type,
    org.schema.objects.map(object => object.apiName),
  )}`
}

function readField(
  json: unknown,
  name: string,
  object: ObjectType,
  record: RecordValue,
  references: [string, string | RecordValue][],
  path: string,
  where: string,
): void {
  const field = object.field(name)
  if (!field) throw new DataImportError(path, `${where}: ${noColumn(object, name).message}`)
  if (field.type === 'reference' && typeof json === 'string' && json.startsWith('@'))
    references.push([field.apiName, json.slice(1)])
  else if (columnKind(field)) {
    const value = fromJson(json, field.dataType, () => undefined)
    if (isMisfit(value)) throw new DataImportError(path, `${where}.${name} ${value.message}.`)
    record.set(field.apiName, value)
  }
}

/// Child records inside their parent: `"Contacts": { "records": [...] }`.
function readChildren(
  json: Readonly<Record<string, unknown>>,
  name: string,
  object: ObjectType,
  record: RecordValue,
  path: string,
  where: string,
  org: Org,
): Draft[] {
  const wanted = name.toLowerCase()
  const relationship = object.childRelationships.find(child => child.relationshipName?.toLowerCase() === wanted)
  const { records } = json
  if (!relationship || !Array.isArray(records))
    throw new DataImportError(path, `${where} is no child relationship of ${object.apiName}.`)
  return records.flatMap((child, i) =>
    readRecord(child, path, `${where}.records[${i}]`, org, { field: relationship.field, record }),
  )
}

function resolveReferences({ record, references, path }: Draft, ids: ReadonlyMap<string, string>): void {
  for (const [field, to] of references) {
    const id = typeof to === 'string' ? ids.get(to) : to.id
    if (!id)
      throw new DataImportError(
        path,
        `${field} refers to "@${String(to)}", but no record has that referenceId.${didYouMean(String(to), ids.keys())}`,
      )
    record.set(field, id)
  }
}

async function anyRecord(queryable: Queryable, org: Org, drafts: readonly Draft[]): Promise<boolean> {
  const objects = [...new Set(drafts.map(({ record }) => org.schema.object(record.objectName)!))]
  if (objects.length === 0) return false
  const exist = objects.map(object => `exists (select from ${tableOf(object)})`)
  const { rows } = await queryable.query<{ any: boolean }>(`select ${exist.join(' or ')} as any`)
  return rows[0]!.any
}

const isObject = (json: unknown): json is Readonly<Record<string, unknown>> =>
  typeof json === 'object' && json !== null && !Array.isArray(json)
