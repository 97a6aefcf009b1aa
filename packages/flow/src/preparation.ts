import type { MaybePromise, ObjectType, RecordQuery, RecordStore, Schema } from '@millrace/database'
import { RecordValue, type Value } from '@millrace/values'
import { mapMaybe } from './dataStep.ts'
import type { FlowHost } from './host.ts'
import type { Interview } from './interview.ts'
import type { FlowProgram } from './program.ts'
import type { Run } from './run.ts'

/// Loads, before the first element, what a run of [program] reads without an element of its own: the custom settings,
/// and the parents of records among [inputs] that the flow reads over relationships and the caller did not give. The
/// platform loads both when they are read, and counts neither as a query; here each object is asked for once.
///
/// Source: Apex Developer Guide, "Custom Settings"; Salesforce Help, "Cross-Object Field References in Flows".
export function prepareRun(
  program: FlowProgram,
  inputs: readonly ReadonlyMap<string, Value>[],
  run: Run,
): MaybePromise<void> {
  const settings = settingsOf(program)
  const parents =
    program.parentPaths.size === 0
      ? NO_PARENTS
      : missingParents(
          program,
          inputs.flatMap(values => [...values.values()]),
        )
  if (settings.size === 0 && parents.length === 0) return undefined
  return mapMaybe(loadSettings([...settings], run), () => loadParents(parents, run.host.store))
}

/// The same for a subflow that begins: the parents of records that it was given and nobody has read yet. Undefined when
/// it lacks none.
export function prepareSubflow({ program, slots, run }: Interview): MaybePromise<void> | undefined {
  if (program.parentPaths.size === 0) return undefined
  const parents = missingParents(
    program,
    [...program.inputs.values()].map(({ slot }) => slots[slot]!),
  )
  return parents.length === 0 ? undefined : loadParents(parents, run.host.store)
}

const NO_PARENTS: readonly MissingParents[] = []

type Settings = ReadonlyMap<string, ReadonlySet<string>>

const settingsByProgram = new WeakMap<FlowProgram, Settings>()

/// Custom settings that [program] and its subflows read, with the fields; worked out once.
function settingsOf(program: FlowProgram): Settings {
  let settings = settingsByProgram.get(program)
  if (!settings) settingsByProgram.set(program, (settings = collectSettings(program, new Set())))
  return settings
}

function collectSettings(program: FlowProgram, seen: Set<FlowProgram>): Map<string, Set<string>> {
  const settings = new Map<string, Set<string>>()
  if (seen.has(program)) return settings
  seen.add(program)
  const note = (from: ReadonlyMap<string, ReadonlySet<string>>): void => {
    for (const [object, fields] of from) settings.set(object, new Set([...(settings.get(object) ?? []), ...fields]))
  }
  note(program.settings)
  for (const callee of program.callees) note(collectSettings(program.programOf(callee), seen))
  return settings
}

function loadSettings(
  settings: readonly [object: string, fields: ReadonlySet<string>][],
  run: Run,
): MaybePromise<void> {
  const [first, ...rest] = settings
  if (!first) return undefined
  const [object, fields] = first
  const owners = ownersOf(run.host)
  const query: RecordQuery = {
    object,
    fields: ['SetupOwnerId', ...fields],
    filters: [{ field: 'SetupOwnerId', operator: 'In' }],
    logic: 0,
    orderBy: null,
    limit: null,
    mode: 'system',
  }
  return mapMaybe(run.host.store.find(query, [{ values: [owners] }]), ([records = []]) => {
    run.settings.set(object, settingFor(owners, records, object, [...fields]))
    return loadSettings(rest, run)
  })
}

/// The running user goes before the profile, the profile before the org.
const ownersOf = ({ globals }: FlowHost): string[] =>
  [globals.User, globals.Profile, globals.Organization].flatMap(record => {
    const id = record['Id']
    return typeof id === 'string' ? id : []
  })

/// One record with each field from the nearest level that has a value.
function settingFor(
  owners: readonly string[],
  records: readonly RecordValue[],
  object: string,
  fields: readonly string[],
): RecordValue {
  const merged = new RecordValue(object)
  const levels = owners.flatMap(owner => records.find(record => record.get('SetupOwnerId') === owner) ?? [])
  for (const field of fields) {
    const level = levels.find(record => record.get(field) !== null)
    merged.put(field, level?.get(field) ?? null)
  }
  return merged
}

/// Parents of one object that records lack, and what of them is read.
interface MissingParents {
  readonly object: ObjectType
  readonly paths: Set<string>
  readonly lacking: { readonly record: RecordValue; readonly relationship: string; readonly id: string }[]
}

function missingParents(program: FlowProgram, inputs: readonly Value[]): MissingParents[] {
  const missing = new Map<string, MissingParents>()
  for (const value of inputs) for (const record of recordsIn(value)) noteMissing(record, program, missing)
  return [...missing.values()]
}

function recordsIn(value: Value): readonly RecordValue[] {
  if (value instanceof RecordValue) return [value]
  return Array.isArray(value) ? value.filter(item => item instanceof RecordValue) : []
}

function noteMissing(
  record: RecordValue,
  { parentPaths, schema }: FlowProgram,
  missing: Map<string, MissingParents>,
): void {
  for (const path of parentPaths.get(record.objectName.toLowerCase()) ?? []) {
    const [relationship = '', ...rest] = path.split('.')
    if (record.get(relationship) instanceof RecordValue) continue
    const field = schema.object(record.objectName)?.parentRelationship(relationship)
    const id = field && record.get(field.apiName)
    if (!field || typeof id !== 'string') continue
    const object = parentObject(field.referenceTo, id, schema)
    if (!object) continue
    let parents = missing.get(object.apiName)
    if (!parents) missing.set(object.apiName, (parents = { object, paths: new Set(), lacking: [] }))
    parents.paths.add(rest.join('.'))
    parents.lacking.push({ record, relationship, id })
  }
}

const parentObject = (referenceTo: readonly string[], id: string, schema: Schema): ObjectType | undefined =>
  referenceTo.length > 1 ? schema.objectByKeyPrefix(id.slice(0, 3)) : schema.object(referenceTo[0] ?? '')

function loadParents(parents: readonly MissingParents[], store: RecordStore): MaybePromise<void> {
  const [first, ...rest] = parents
  if (!first) return undefined
  const { object, paths, lacking } = first
  const query: RecordQuery = {
    object: object.apiName,
    fields: [...paths].filter(path => path.includes('.') || object.field(path)),
    filters: [{ field: 'Id', operator: 'In' }],
    logic: 0,
    orderBy: null,
    limit: null,
    mode: 'system',
  }
  return mapMaybe(store.find(query, [{ values: [[...new Set(lacking.map(one => one.id))]] }]), ([records = []]) => {
    const byId = new Map(records.map(record => [record.id, record]))
    for (const { record, relationship, id } of lacking) {
      const parent = byId.get(id) ?? records.find(one => one.id?.startsWith(id))
      if (parent) record.put(relationship, parent)
    }
    return loadParents(rest, store)
  })
}
