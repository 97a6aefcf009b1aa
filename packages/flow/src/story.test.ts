import { buildSchema } from '@millrace/database'
import { parseFlow } from '@millrace/metadata'
import { parseNum, RecordValue, type Value } from '@millrace/values'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkFlow, compileFlow } from './compile.ts'
import { debugLog } from './debugLog.ts'
import type { FlowProject, TraceEvent } from './host.ts'
import { readInputs } from './inputs.ts'
import { MemoryStore } from './memoryStore.ts'
import { runInterviews } from './run.ts'
import { storyText } from './story.ts'

const SAMPLES = join(import.meta.dirname, '../samples/trace')
const schema = buildSchema([])

interface RunFile {
  readonly flow: string
  readonly inputs?: Readonly<Record<string, unknown>>
  readonly records?: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>
  /// Outputs of actions, by the action's name.
  readonly actions?: Readonly<Record<string, Readonly<Record<string, string | number>>>>
}

/// Runs a sample on a clock that goes on by a millisecond whenever somebody looks.
async function traceOf(folder: string, level: 'path' | 'values'): Promise<readonly TraceEvent[]> {
  const run: RunFile = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'))
  const names = readdirSync(folder).filter(name => name.endsWith('.flow-meta.xml'))
  const flows = names.map(name => parseFlow(readFileSync(join(folder, name), 'utf8'), name).flow!)
  const project: FlowProject = {
    schema,
    flow: name => flows.find(flow => flow.apiName === name),
    flowNames: flows.map(flow => flow.apiName),
    label: () => undefined,
    customPermissions: new Set(),
    lenient: false,
  }
  const flow = project.flow(run.flow)!
  expect(checkFlow(flow, project).filter(({ severity }) => severity === 'error')).toEqual([])
  const { values, problems } = readInputs(flow, run.inputs ?? {}, (object, name) => {
    const field = schema.object(object)?.field(name)
    return field && { name: field.apiName, type: field.dataType }
  })
  expect(problems).toEqual([])
  const store = new MemoryStore(() => '003')
  for (const [object, records] of Object.entries(run.records ?? {}))
    store.insert(
      records.map(fields => RecordValue.from(object, fields)),
      { allOrNone: true, mode: 'user' },
    )
  store.commit()
  let now = Date.UTC(2026, 0, 15, 18, 11, 26, 750)
  let interviews = 0
  const outcome = await runInterviews(compileFlow(flow, project), [values], {
    store,
    now: () => now++,
    newGuid: () => `interview-${++interviews}`,
    timeZone: 'America/Los_Angeles',
    locale: 'en_US',
    globals: { User: { Name: 'Ada Ng' }, Profile: {}, UserRole: {}, Organization: {} },
    hasPermission: () => false,
    action: ({ name }, inputs) => inputs.map(() => ({ outputs: outputsOf(run.actions?.[name] ?? {}) })),
    trace: level,
  })
  return outcome.interviews[0]!.trace
}

const outputsOf = (json: Readonly<Record<string, string | number>>): Map<string, Value> =>
  new Map(
    Object.entries(json).map(([name, value]) => [name, typeof value === 'number' ? parseNum(`${value}`)! : value]),
  )

function expectFile(path: string, found: string): void {
  if (process.env.UPDATE) writeFileSync(path, `${found}\n`)
  expect(`${found}\n`).toBe(existsSync(path) ? readFileSync(path, 'utf8') : null)
}

describe.each(readdirSync(SAMPLES))('%s', name => {
  const folder = join(SAMPLES, name)

  it('is told as a story', async () => {
    expectFile(join(folder, 'story.txt'), storyText(await traceOf(folder, 'values')))
  })

  it('is told in brief when only the path was recorded', async () => {
    expectFile(join(folder, 'path.txt'), storyText(await traceOf(folder, 'path')))
  })

  it('is told as a debug log', async () => {
    expectFile(join(folder, 'debug.log'), debugLog(await traceOf(folder, 'values')))
  })

  it('reads the same from stored events', async () => {
    const events = await traceOf(folder, 'values')
    expect(storyText(JSON.parse(JSON.stringify(events)))).toBe(storyText(events))
  })
})

it('events of a kind nobody knows do no harm', () => {
  const strange = [{ kind: 'rain', flow: 'F', element: null, elementType: null, detail: { conditions: 5 } }]
  expect([storyText(strange as never), debugLog(strange as never)]).toEqual(['', ''])
})
