import { storyLines, type InterviewOutcome, type RunOutcome, type TraceEvent } from '@millrace/flow'
import type { Scenario, ScenarioExpectations, ScenarioRecord } from '@millrace/metadata'
import { outputsJson } from '@millrace/server'
import type { Json } from '@millrace/values'
import { differences, failedAssert, failedFault, fits, show, type Findings } from './expectations.ts'
import { resolveReferences } from './references.ts'
import type { ScenarioRecords } from './records.ts'

/// How many of a run's last elements are told when it did something else than expected.
const LAST_ELEMENTS = 5

/// What [expect] states and the run did not do, and then its last steps. Nothing when all is as expected.
/// [before] holds the Ids of the records that were there before the run, by object.
export async function failuresOf(
  expect: NonNullable<Scenario['expect']>,
  outcome: RunOutcome,
  records: ScenarioRecords,
  before: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<string[]> {
  const [interview] = outcome.interviews
  const findings = findingsOf(interview!)
  const resolved = (json: Json) => resolveReferences(json, records.named, findings.outputs)
  const failures = [
    ...(expect.status === undefined || expect.status === interview!.status
      ? []
      : [`status: expected ${expect.status}, found ${interview!.status}.`]),
    ...(expect.fault === undefined && findings.faults.every(({ handled }) => handled)
      ? []
      : [failedFault(expect.fault ?? null, findings)]),
    ...Object.entries(expect.outputs ?? {}).flatMap(([name, expected]) =>
      differences(`output ${name}`, resolved(expected), findings.outputs[name]),
    ),
    ...(expect.asserts ?? []).map(assert =>
      failedAssert(assert.value === undefined ? assert : { ...assert, value: resolved(assert.value) }, findings),
    ),
    ...(await dataFailures(expect, records, before, resolved)),
  ].filter(failure => failure !== null)
  return failures.length ? [...failures, lastSteps(interview!.trace)] : []
}

/// The last elements of a run, with what they did.
export function lastSteps(trace: readonly TraceEvent[]): string {
  const begins = trace.flatMap(({ kind }, i) => (kind === 'element' ? [i] : []))
  const lines = storyLines(trace.slice(begins.at(-LAST_ELEMENTS) ?? 0), { withLimits: false })
  return ['Last steps:', ...lines.map(({ text, depth }) => `${'  '.repeat(depth + 1)}${text}`)].join('\n')
}

function findingsOf({ outputs, trace }: InterviewOutcome): Findings {
  return {
    outputs: outputsJson(outputs),
    faults: trace.flatMap(({ kind, element, detail }) =>
      kind === 'fault'
        ? [{ element, handled: detail?.['handled'] === true, message: String(detail?.['message'] ?? '') }]
        : [],
    ),
  }
}

/// What is stated of records and is not so.
export async function dataFailures(
  { records: rows = {}, counts = {}, absent = [] }: Pick<ScenarioExpectations, 'records' | 'counts' | 'absent'>,
  records: ScenarioRecords,
  before: ReadonlyMap<string, ReadonlySet<string>>,
  resolved: (json: Json) => Json,
): Promise<string[]> {
  return [
    ...(await failedRecords(rows, records, before, resolved)),
    ...(await failedCounts(counts, records)),
    ...(await failedAbsences(absent, records)),
  ]
}

async function failedRecords(
  expected: Readonly<Record<string, readonly ScenarioRecord[]>>,
  records: ScenarioRecords,
  before: ReadonlyMap<string, ReadonlySet<string>>,
  resolved: (json: Json) => Json,
): Promise<string[]> {
  const failures: string[] = []
  for (const [object, rows] of Object.entries(expected)) {
    const fields = [...new Set(rows.flatMap(row => Object.keys(row).filter(name => !name.startsWith('$'))))]
    const found = await records.read(object, fields)
    const isNew = (row: ScenarioRecord) => !before.get(object)?.has(String(row['Id']))
    const taken = new Set<ScenarioRecord>()
    for (const row of rows) {
      const wanted = resolved(Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith('$'))))
      if (row['$id'] !== undefined) {
        const id = records.named.get(String(row['$id']))?.id
        const same = found.find(one => one['Id'] === id)
        failures.push(...differences(`${object} ${row['$id']}`, wanted, same))
        continue
      }
      const candidates = row['$new'] === undefined ? found : found.filter(isNew)
      const match = candidates.find(one => !taken.has(one) && fits(wanted, one))
      if (match) taken.add(match)
      else failures.push(`${object}: expected a record ${show(wanted)}, found ${show(candidates)}.`)
    }
  }
  return failures
}

async function failedCounts(counts: Readonly<Record<string, number>>, records: ScenarioRecords): Promise<string[]> {
  const found = await Promise.all(Object.keys(counts).map(object => records.read(object, [])))
  return Object.entries(counts).flatMap(([object, count], i) =>
    found[i]!.length === count ? [] : [`${object}: expected ${count} records, found ${found[i]!.length}.`],
  )
}

async function failedAbsences(absent: readonly Json[], records: ScenarioRecords): Promise<string[]> {
  const failures: string[] = []
  for (const json of absent) {
    const name = nameOf(json)
    const record = records.named.get(name)
    if (!record) failures.push(`absent: no record has the "$id" "${name}".`)
    else if ((await records.read(record.object, [])).some(({ Id }) => Id === record.id))
      failures.push(`${record.object} ${name}: expected it to be gone, but it is still there.`)
  }
  return failures
}

/// "c1", or `{ "$ref": "c1" }`.
const nameOf = (json: Json): string =>
  typeof json === 'object' && json !== null && !Array.isArray(json) ? String(json['$ref'] ?? json['$id']) : String(json)
