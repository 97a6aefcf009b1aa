import { type Dirent, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSchema } from '@millrace/database'
import { checkFlow, compileFlow, type FlowProject, MemoryStore, runInterviews, whyNotRunnable } from '@millrace/flow'
import { type Flow, type Project, parseProject } from '@millrace/metadata'
import { flowProjectOf } from '@millrace/server'

interface Tally {
  files: number
  parsed: number
  autolaunched: number
  accepted: number
  ended: number
  /// Of the accepted: flows that call no action which is not available.
  withAllActions: number
  readonly refused: string[]
  readonly broken: string[]
}

/// Reads, checks and runs every flow under [directory], each folder directly in it as a project of its own. A flow
/// that the lenient check accepts is run once without inputs on an empty store and must end without an engine error;
/// a fault is a proper end. Prints the shares and, with [list], every refusal and its reason.
export async function runFlows(directory: string | undefined, list: boolean): Promise<number> {
  if (!directory) {
    console.error('Say which folder to read: npm run conformance -- flows DIR')
    return 1
  }
  const tally: Tally = {
    files: 0,
    parsed: 0,
    autolaunched: 0,
    accepted: 0,
    ended: 0,
    withAllActions: 0,
    refused: [],
    broken: [],
  }
  for (const entry of readdirSync(directory, { withFileTypes: true }))
    if (entry.isDirectory()) await tallyProject(parseProject(filesUnder(join(directory, entry.name))), tally)
  report(tally, list)
  return tally.broken.length
}

function* filesUnder(folder: string): Generator<{ path: string; text: string }> {
  for (const entry of readdirSync(folder, { withFileTypes: true }) as Dirent[]) {
    const path = join(folder, entry.name)
    if (entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.')) yield* filesUnder(path)
    else if (/-meta\.xml$|\.flow$|\.object$/.test(entry.name)) yield { path, text: readFileSync(path, 'utf8') }
  }
}

async function tallyProject(project: Project, tally: Tally): Promise<void> {
  const flows = project.flows
  const unreadable = new Set(
    project.diagnostics
      .filter(one => one.severity === 'error' && /\.flow(-meta\.xml)?$/.test(one.file))
      .map(one => one.file),
  )
  for (const file of unreadable)
    if (!flows.some(flow => flow.file === file))
      tally.refused.push(`${file}: ${project.diagnostics.find(one => one.file === file)!.message}`)
  tally.files += flows.length + [...unreadable].filter(file => !flows.some(flow => flow.file === file)).length
  tally.parsed += flows.length
  const flowProject = flowProjectOf(project, buildSchema(project.objects), { lenient: true })
  for (const flow of flows.filter(one => whyNotRunnable(one) === null)) await tallyFlow(flow, flowProject, tally)
}

async function tallyFlow(flow: Flow, project: FlowProject, tally: Tally): Promise<void> {
  tally.autolaunched++
  try {
    const diagnostics = checkFlow(flow, project)
    const errors = diagnostics.filter(one => one.severity === 'error')
    if (errors.length > 0) {
      tally.refused.push(`${flow.file}:${errors[0]!.line}: ${errors[0]!.message}`)
      return
    }
    tally.accepted++
    if (!diagnostics.some(one => one.code === 'unknown-action')) tally.withAllActions++
    await runInterviews(compileFlow(flow, project), [new Map()], {
      store: new MemoryStore(name => project.schema.object(name)?.keyPrefix ?? 'a00'),
      now: () => Date.UTC(2026, 0, 15, 10),
      newGuid: () => '00000000000000000000000000000000-0000',
      timeZone: 'UTC',
      locale: 'en_US',
      globals: { User: {}, Profile: {}, UserRole: {}, Organization: {} },
      hasPermission: () => false,
      trace: 'path',
    })
    tally.ended++
  } catch (error) {
    tally.broken.push(`${flow.file}: ${error instanceof Error ? error.stack : String(error)}`)
  }
}

function report(tally: Tally, list: boolean): void {
  const share = (part: number, whole: number): string =>
    `${part} of ${whole} (${whole ? ((100 * part) / whole).toFixed(1) : '0.0'} %)`
  console.log(`parsed                      ${share(tally.parsed, tally.files)}`)
  console.log(`accepted, of autolaunched   ${share(tally.accepted, tally.autolaunched)}`)
  console.log(`with every action there     ${share(tally.withAllActions, tally.accepted)}`)
  console.log(`ended without engine error  ${share(tally.ended, tally.accepted)}`)
  for (const broken of tally.broken) console.log(`engine error  ${broken}`)
  if (list) for (const refused of tally.refused) console.log(`refused  ${refused}`)
  console.log(`${tally.ended} passed, ${tally.broken.length} failed`)
}
