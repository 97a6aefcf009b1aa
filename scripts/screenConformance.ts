import { buildSchema } from '@millrace/database'
import {
  checkFlow,
  compileFlow,
  type FlowHost,
  type FlowProject,
  type InterviewOutcome,
  MemoryStore,
  runInterviews,
  screenComponentNames,
} from '@millrace/flow'
import { type Flow, type FlowScreenField, parseProject } from '@millrace/metadata'
import { flowProjectOf } from '@millrace/server'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { filesUnder } from './flowConformance.ts'
import { ObligingStore, walkThrough } from './screenWalk.ts'

interface Tally {
  flows: number
  accepted: number
  opened: number
  faulted: number
  ended: number
  /// Every screen component is one that the player shows by itself.
  complete: number
  /// Of those that open.
  walked: number
  readonly ends: Map<string, number>
  readonly broken: string[]
  readonly refusals: Map<string, number>
  readonly faults: Map<string, number>
  readonly missing: Map<string, number>
  readonly places: string[]
}

/// Reads and checks every screen flow under [directory], each folder directly in it as a project of its own, starts
/// those that the lenient check accepts on an empty store, without inputs, and walks through their screens; where that does
/// not come to an end, once more on a store that finds every record. Prints how many come to a first screen and to an end,
/// and what is missing.
export async function runScreens(directory: string | undefined, list: boolean): Promise<number> {
  if (!directory) {
    console.error('Say which folder to read: npm run conformance -- screens DIR')
    return 1
  }
  const tally: Tally = {
    flows: 0,
    accepted: 0,
    opened: 0,
    faulted: 0,
    ended: 0,
    complete: 0,
    walked: 0,
    ends: new Map(),
    broken: [],
    refusals: new Map(),
    faults: new Map(),
    missing: new Map(),
    places: [],
  }
  for (const entry of readdirSync(directory, { withFileTypes: true }))
    if (entry.isDirectory()) await tallyFolder(join(directory, entry.name), tally)
  report(tally, list)
  return tally.broken.length
}

async function tallyFolder(folder: string, tally: Tally): Promise<void> {
  const project = parseProject(filesUnder(folder))
  const flowProject = flowProjectOf(project, buildSchema(project.objects), { lenient: true })
  for (const flow of project.flows)
    if (flow.processType === 'Flow' && flow.elements.some(({ kind }) => kind === 'screens'))
      await tallyFlow(flow, flowProject, tally)
}

async function tallyFlow(flow: Flow, project: FlowProject, tally: Tally): Promise<void> {
  tally.flows++
  try {
    const errors = checkFlow(flow, project).filter(({ severity }) => severity === 'error')
    if (errors.length > 0) {
      for (const code of new Set(errors.map(error => error.code))) count(tally.refusals, code)
      tally.places.push(...errors.slice(0, 1).map(({ file, line, message }) => `${file}:${line}: ${message}`))
      return
    }
    tally.accepted++
    const missing = missingIn(flow)
    for (const name of missing) count(tally.missing, name)
    if (missing.length === 0) tally.complete++
    const { pause, fault } = await started(flow, project)
    if (pause?.screen) {
      tally.opened++
      await tallyWalk(flow, project, tally)
    } else if (fault) {
      tally.faulted++
      count(tally.faults, `${fault.elementType ?? 'flow'} ${fault.code}`)
      tally.places.push(`${flow.file}: "${fault.element}" failed: ${fault.message}`)
    } else tally.ended++
  } catch (error) {
    tally.broken.push(`${flow.file}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  }
}

/// On an empty store, or, where that fails, on one that finds every record.
async function started(flow: Flow, project: FlowProject): Promise<InterviewOutcome> {
  const start = async (store: MemoryStore): Promise<InterviewOutcome> =>
    (await runInterviews(compileFlow(flow, project), [new Map()], { ...host(), store })).interviews[0]!
  const onEmpty = await start(new MemoryStore())
  return onEmpty.fault ? start(new ObligingStore()) : onEmpty
}

async function tallyWalk(flow: Flow, project: FlowProject, tally: Tally): Promise<void> {
  const onEmpty = await walkThrough(flow, project, host())
  const walked =
    onEmpty.end === 'finished' ? onEmpty : await walkThrough(flow, project, { ...host(), store: new ObligingStore() })
  const { end, screens, reason } = walked
  if (end === 'finished') tally.walked++
  else {
    count(tally.ends, `${end}: ${kindOf(reason)}`)
    tally.places.push(`${flow.file}: ${end} after ${screens} screens: ${reason}`)
  }
}

/// The sentence without the names in it.
const kindOf = (reason: string): string =>
  reason
    .replace(/"[^"]*"/g, '"…"')
    .replace(/\b\w+\.[\w./]+: /g, '')
    .slice(0, 100)

const SHOWN = new Set([
  'DisplayText',
  'InputField',
  'LargeTextArea',
  'PasswordField',
  'DropdownBox',
  'RadioButtons',
  'RadioButtonGroup',
  'MultiSelectCheckboxes',
  'MultiSelectPicklist',
  'ObjectProvided',
  'RegionContainer',
  'Region',
  'Repeater',
  'ComponentChoice',
  'ComponentMultiChoice',
])

/// What screens of [flow] have that the player says is not available, each once.
function missingIn(flow: Flow): string[] {
  const names = new Set<string>()
  const look = (fields: readonly FlowScreenField[]): void => {
    for (const { fieldType, extensionName, fields: inner } of fields) {
      if (fieldType === 'ComponentInstance') {
        if (!screenComponentNames.includes(extensionName ?? '')) names.add(extensionName ?? fieldType)
      } else if (!SHOWN.has(fieldType)) names.add(fieldType)
      look(inner)
    }
  }
  for (const element of flow.elements)
    if (element.kind === 'screens') look(element.fields)
    else if (element.kind === 'actionCalls' && element.actionType === 'component') names.add(element.actionName)
  return [...names]
}

const host = (): FlowHost => ({
  store: new MemoryStore(),
  now: () => Date.UTC(2026, 0, 31, 10),
  newGuid: () => 'guid',
  timeZone: 'UTC',
  locale: 'en_US',
  globals: {
    User: { Id: '005000000000001AAA', Name: 'Ada Ng', FirstName: 'Ada', LastName: 'Ng', Email: 'ada.ng@example.com' },
    Profile: { Id: '00e000000000001AAA', Name: 'Standard User' },
    UserRole: {},
    Organization: { Id: '00D000000000001AAA', Name: 'Mill Street' },
  },
  hasPermission: () => false,
  trace: 'path',
  // Actions do nothing here, and give nothing.
  action: (_, inputs) => inputs.map(() => ({ outputs: new Map() })),
})

const count = (counts: Map<string, number>, name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1)

function report(tally: Tally, list: boolean): void {
  const { flows, accepted, opened, faulted, ended, complete, broken } = tally
  const share = (part: number, of: number): string =>
    `${part} of ${of} (${((100 * part) / Math.max(of, 1)).toFixed(1)} %)`
  console.log(`Screen flows: ${flows}`)
  console.log(`Accepted by the lenient check: ${share(accepted, flows)}`)
  console.log(
    `Opened to a first screen: ${share(opened, flows)}; failed before it: ${faulted}; ended without one: ${ended}`,
  )
  console.log(`With components that the player shows by itself alone: ${share(complete, accepted)}`)
  console.log(`Walked to an end, of those that open: ${share(tally.walked, opened)}`)
  top('Refused for', tally.refusals)
  top('Failed before the first screen', tally.faults)
  top('Not walked to an end', tally.ends)
  top('Missing (flows)', tally.missing)
  for (const line of list ? tally.places : []) console.log(line)
  for (const line of broken) console.error(line)
  console.log(`${opened} passed, ${broken.length} failed`)
}

function top(title: string, counts: ReadonlyMap<string, number>): void {
  if (counts.size === 0) return
  console.log(`${title}:`)
  for (const [name, times] of [...counts].toSorted((a, b) => b[1] - a[1]).slice(0, 15))
    console.log(`  ${times} ${name}`)
}
