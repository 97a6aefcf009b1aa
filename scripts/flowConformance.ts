import { type Dirent, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSchema } from '@millrace/database'
import {
  checkFlow,
  compileFlow,
  type FlowHost,
  type FlowProject,
  MemoryStore,
  runInterviews,
  whyNotRunnable,
} from '@millrace/flow'
import { type Flow, type FlowVariable, isProjectFile, type Project, parseProject } from '@millrace/metadata'
import { flowProjectOf } from '@millrace/server'
import { DateTimeValue, DateValue, num, RecordValue, type Value } from '@millrace/values'

/// What became of the flows of one folder.
interface Tally {
  readonly name: string
  files: number
  parsed: number
  autolaunched: number
  accepted: number
  /// Of the accepted: flows that call no action which is not available.
  withAllActions: number
  ended: number
  readonly refused: Refusal[]
  readonly broken: string[]
  readonly milliseconds: { parse: number; check: number; run: number }
}

interface Refusal {
  readonly place: string
  readonly message: string
}

/// Reads, checks and runs every flow under [directory], each folder directly in it as a project of its own. A flow that
/// the lenient check accepts is run twice on an empty store, without inputs and with a value in every input, and must
/// end without an engine error; a fault is a proper end. Prints the shares, the reasons of refusal with their numbers,
/// and, with [list], the shares of each folder and every refusal.
export async function runFlows(directory: string | undefined, list: boolean): Promise<number> {
  if (!directory) {
    console.error('Say which folder to read: npm run conformance -- flows DIR')
    return 1
  }
  const folders = readdirSync(directory, { withFileTypes: true }).filter(entry => entry.isDirectory())
  const tallies: Tally[] = []
  for (const { name } of folders) tallies.push(await tallyFolder(name, join(directory, name)))
  const total = sumOf(tallies)
  report(total, list ? tallies : [])
  return total.broken.length
}

async function tallyFolder(name: string, folder: string): Promise<Tally> {
  const tally = emptyTally(name)
  try {
    const project = timed(tally, 'parse', () => parseProject(filesUnder(folder)))
    tallyParsed(project, tally)
    const flowProject = flowProjectOf(project, buildSchema(project.objects), { lenient: true })
    for (const flow of project.flows) if (whyNotRunnable(flow) === null) await tallyFlow(flow, flowProject, tally)
  } catch (error) {
    tally.broken.push(`${folder}: ${stackOf(error)}`)
  }
  return tally
}

/// The files of a project in [folder], with their texts.
export function* filesUnder(folder: string): Generator<{ path: string; text: string }> {
  for (const entry of readdirSync(folder, { withFileTypes: true }) as Dirent[]) {
    const path = join(folder, entry.name)
    if (entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.')) yield* filesUnder(path)
    else if (entry.isFile() && isProjectFile(path)) yield { path, text: readFileSync(path, 'utf8') }
  }
}

/// Files that are no XML, or no flow, are there only as diagnostics.
function tallyParsed({ flows, diagnostics }: Project, tally: Tally): void {
  const read = new Set(flows.map(flow => flow.file))
  const unread = new Map<string, Refusal>()
  for (const { severity, file, line, message } of diagnostics)
    if (severity === 'error' && /\.flow(-meta\.xml)?$/.test(file) && !read.has(file) && !unread.has(file))
      unread.set(file, { place: `${file}:${line}`, message })
  tally.refused.push(...unread.values())
  tally.files = flows.length + unread.size
  tally.parsed = flows.length
}

async function tallyFlow(flow: Flow, project: FlowProject, tally: Tally): Promise<void> {
  tally.autolaunched++
  try {
    const diagnostics = timed(tally, 'check', () => checkFlow(flow, project))
    const error = diagnostics.find(one => one.severity === 'error')
    if (error) {
      tally.refused.push({ place: `${flow.file}:${error.line}`, message: error.message })
      return
    }
    tally.accepted++
    if (!diagnostics.some(one => one.code === 'unknown-action')) tally.withAllActions++
    const started = performance.now()
    const program = compileFlow(flow, project)
    for (const inputs of [new Map<string, Value>(), valuesFor(flow, project)])
      await runInterviews(program, [inputs], hostOf(project))
    tally.milliseconds.run += performance.now() - started
    tally.ended++
  } catch (error) {
    tally.broken.push(`${flow.file}: ${stackOf(error)}`)
  }
}

const hostOf = (project: FlowProject): FlowHost => ({
  store: new MemoryStore(name => project.schema.object(name)?.keyPrefix ?? 'a00'),
  now: () => Date.UTC(2026, 0, 15, 10),
  newGuid: () => '00000000000000000000000000000000-0000',
  timeZone: 'UTC',
  locale: 'en_US',
  globals: { User: {}, Profile: {}, UserRole: {}, Organization: {} },
  hasPermission: () => false,
  trace: 'path',
})

const valuesFor = (flow: Flow, project: FlowProject): Map<string, Value> =>
  new Map(flow.variables.filter(one => one.isInput).map(one => [one.name, someValue(one, project)]))

function someValue(variable: FlowVariable, project: FlowProject): Value {
  const value = someItem(variable, project)
  return variable.isCollection && value !== null ? [value] : value
}

function someItem({ dataType, objectType }: FlowVariable, { schema }: FlowProject): Value {
  switch (dataType) {
    case 'Boolean':
      return true
    case 'Number':
    case 'Currency':
      return num('2')
    case 'Date':
      return DateValue.parse('2026-01-15') ?? null
    case 'DateTime':
      return new DateTimeValue(Date.UTC(2026, 0, 15))
    case 'SObject': {
      const object = schema.object(objectType ?? '')
      return RecordValue.from(objectType ?? '', { Id: `${object?.keyPrefix ?? 'a00'}000000000001AAA` })
    }
    case 'Apex':
    case 'Time':
      return null
    default:
      return '001000000000001AAA'
  }
}

function timed<T>(tally: Tally, phase: keyof Tally['milliseconds'], action: () => T): T {
  const started = performance.now()
  const result = action()
  tally.milliseconds[phase] += performance.now() - started
  return result
}

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error))

const emptyTally = (name: string): Tally => ({
  name,
  files: 0,
  parsed: 0,
  autolaunched: 0,
  accepted: 0,
  withAllActions: 0,
  ended: 0,
  refused: [],
  broken: [],
  milliseconds: { parse: 0, check: 0, run: 0 },
})

function sumOf(tallies: readonly Tally[]): Tally {
  const total = emptyTally('total')
  for (const tally of tallies) {
    for (const key of ['files', 'parsed', 'autolaunched', 'accepted', 'withAllActions', 'ended'] as const)
      total[key] += tally[key]
    for (const phase of ['parse', 'check', 'run'] as const) total.milliseconds[phase] += tally.milliseconds[phase]
    total.refused.push(...tally.refused)
    total.broken.push(...tally.broken)
  }
  return total
}

function report(total: Tally, folders: readonly Tally[]): void {
  for (const { name, files, parsed, autolaunched, accepted, ended } of folders)
    if (files > 0)
      console.log(`${name}: ${parsed} of ${files} parsed, ${accepted} of ${autolaunched} accepted, ${ended} ended`)
  if (folders.length > 0) for (const { place, message } of total.refused) console.log(`refused  ${place}: ${message}`)
  for (const [reason, count] of reasons(total.refused)) console.log(`${String(count).padStart(5)} refused  ${reason}`)
  for (const broken of total.broken) console.log(`engine error  ${broken}`)
  const { parse, check, run } = total.milliseconds
  const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`
  console.log(`parsed                      ${share(total.parsed, total.files)}`)
  console.log(`accepted, of autolaunched   ${share(total.accepted, total.autolaunched)}`)
  console.log(`with every action there     ${share(total.withAllActions, total.accepted)}`)
  console.log(`ended without engine error  ${share(total.ended, total.accepted)}`)
  console.log(`took                        parse ${seconds(parse)}, check ${seconds(check)}, run ${seconds(run)}`)
  console.log(`${total.ended} passed, ${total.broken.length} failed`)
}

const share = (part: number, whole: number): string =>
  `${part} of ${whole} (${whole ? ((100 * part) / whole).toFixed(1) : '0.0'} %)`

/// Refusals whose sentences differ in names only, most frequent first.
function reasons(refused: readonly Refusal[]): [reason: string, count: number][] {
  const counts = new Map<string, number>()
  for (const { message } of refused) {
    const reason = message
      .replace(/\{![^}]*\}/g, '{!…}')
      .replace(/"[^"]*"/g, '"…"')
      .replace(/^("…"|The flow): \{!…\}: /, '"…" refers to {!…}, but ')
      .replace(/^The flow refers/, '"…" refers')
      .replace(/, but \w+ (keeps|has)/, ', but … $1')
    counts.set(reason, (counts.get(reason) ?? 0) + 1)
  }
  return [...counts].sort(([, a], [, b]) => b - a)
}
