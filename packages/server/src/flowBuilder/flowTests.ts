import type { RecordQuery } from '@millrace/database'
import { parseFlowTest, parseScenario } from '@millrace/metadata'
import { isNum, RecordValue, toJson, type Json } from '@millrace/values'
import { readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { apiError } from '../apiError.ts'
import type { Caller } from '../caller.ts'
import type { Org } from '../org.ts'
import { sourcePaths } from '../projectFolder.ts'
import { readProjectFile, writeProjectFile } from '../projectFileWriting.ts'

/// What a test runner says of some tests of a project.
export interface TestReport {
  readonly results: readonly {
    readonly path: string
    readonly state: 'passed' | 'failed' | 'skipped'
    readonly message: string
    readonly seconds: number
  }[]
  /// Names of the elements that ran, by flow.
  readonly reached: ReadonlyMap<string, ReadonlySet<string>>
}

/// Runs tests of the project in [folder]; who opens an org may bring one.
export type TestRunner = (folder: string, paths: readonly string[]) => Promise<TestReport>

const TEST_FILE = /\.(scenario\.json|flowtest|flowtest-meta\.xml)$/i

/// The scenarios and flow tests of the flow [apiName], by path.
export async function testsOfFlow(folder: string, apiName: string): Promise<string[]> {
  const paths = (await sourcePaths(folder, path => TEST_FILE.test(path))).toSorted()
  const found = await Promise.all(
    paths.map(async path =>
      (await flowTested(join(folder, path), path)) === apiName ? [path.split(sep).join('/')] : [],
    ),
  )
  return found.flat()
}

async function flowTested(file: string, path: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8')
  if (!path.endsWith('.scenario.json')) return parseFlowTest(text, path).definition?.flowApiName
  const { scenario } = parseScenario(text, path)
  return scenario && 'flow' in scenario ? scenario.flow : undefined
}

export interface DebuggedRun {
  readonly apiName: string
  readonly inputs: Readonly<Record<string, Json>>
  /// Null when it failed.
  readonly outputs: Readonly<Record<string, Json>> | null
  readonly fault: { readonly element: string | null; readonly message: string } | null
}

/// Writes a run that was debugged as a scenario: the records that its inputs name, the inputs, and what came out. It
/// stands alone: no Id of this database is in it.
export async function saveScenario(org: Org, caller: Caller, run: DebuggedRun): Promise<{ path: string }> {
  const { apiName, inputs, outputs, fault } = run
  const records = await recordsNamed(org, caller, idsIn(inputs))
  const names = new Map([...records.keys()].map((id, i) => [id, `record${i + 1}`]))
  const scenario = {
    description: `A run of ${apiName} that was debugged.`,
    flow: apiName,
    ...(records.size > 0 && { records: recordsJson(records, names) }),
    inputs: withReferences(inputs, names),
    expect: {
      ...(outputs && { outputs: withReferences(outputs, names) }),
      fault: fault ? { ...(fault.element && { element: fault.element }), contains: fault.message } : null,
    },
  }
  const path = await freePath(org.folder, apiName)
  await writeProjectFile(org.folder, path, `${JSON.stringify(scenario, null, 2)}\n`)
  return { path }
}

async function freePath(folder: string, apiName: string): Promise<string> {
  const stem = apiName.toLowerCase().replaceAll('_', '-')
  for (let number = 1; number < 1000; number++) {
    const path = `tests/${stem}-${number}.scenario.json`
    if ((await readProjectFile(folder, path)) === null) return path
  }
  throw apiError(409, 'TOO_MANY_TESTS', `There are 999 tests of "${apiName}" under tests already.`)
}

const ID = /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/

function idsIn(value: Json): string[] {
  if (typeof value === 'string') return ID.test(value) ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(inner => idsIn(inner as Json))
}

async function recordsNamed(org: Org, caller: Caller, ids: readonly string[]): Promise<Map<string, RecordValue>> {
  const { schema } = org.project
  const found = new Map<string, RecordValue>()
  await org.database.transaction(async tx => {
    const store = org.openStore(tx, caller)
    for (const id of new Set(ids)) {
      const object = schema.objectByKeyPrefix(id.slice(0, 3))
      if (!object) continue
      const query: RecordQuery = {
        object: object.apiName,
        fields: object.fields.map(field => field.apiName),
        filters: [{ field: 'Id', operator: 'EqualTo' }],
        logic: { and: [0] },
        orderBy: null,
        limit: 1,
        mode: 'user',
      }
      const [records] = await store.find(query, [{ values: [id] }])
      if (records?.[0]) found.set(id, records[0])
    }
  })
  return found
}

const SYSTEM = /^(Id|IsDeleted|CreatedDate|LastModifiedDate|SystemModstamp|Name|.*Id)$/

/// The fields that somebody set, without what refers to other records.
function recordsJson(
  records: ReadonlyMap<string, RecordValue>,
  names: ReadonlyMap<string, string>,
): Record<string, Json[]> {
  const byObject: Record<string, Json[]> = {}
  for (const [id, record] of records) {
    const isPerson = record.shape.has('LastName')
    const fields = record.shape.names.flatMap((name, i): [string, Json][] => {
      const value = record.values[i]!
      if (value === null || value === '' || (SYSTEM.test(name) && !(name === 'Name' && !isPerson))) return []
      const isPlain =
        typeof value !== 'object' || isNum(value) || !(Array.isArray(value) || value instanceof RecordValue)
      return isPlain ? [[name, toJson(value)]] : []
    })
    const list = (byObject[record.objectName] ??= [])
    list.push({ $id: names.get(id)!, ...Object.fromEntries(fields) })
  }
  return byObject
}

function withReferences(value: Json, names: ReadonlyMap<string, string>): Json {
  if (typeof value === 'string') {
    const name = names.get(value)
    return name ? { $ref: name } : value
  }
  if (Array.isArray(value)) return value.map(item => withReferences(item, names))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withReferences(inner as Json, names)]))
}
