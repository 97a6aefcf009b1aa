import { DataImportError, importData, openScratchDatabase } from '@millrace/database'
import {
  compileFlow,
  debugLog,
  readInputs,
  storyText,
  whyNotRunnable,
  type FlowHost,
  type TraceEvent,
} from '@millrace/flow'
import { printDiagnostic } from '@millrace/metadata'
import {
  ApiError,
  databaseFolder,
  flowAnswer,
  outputsJson,
  systemContext,
  type Org,
  type ProjectFlow,
  type RunEnd,
} from '@millrace/server'
import type { Json } from '@millrace/values'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { CommandError } from './commandError.ts'
import type { DatabaseOptions } from './credentials.ts'
import { flowsBeside } from './flowFiles.ts'
import { orgOf } from './orgOf.ts'
import { projectRootOf, requireProject } from './projectRoot.ts'

export interface FlowRunOptions extends DatabaseOptions {
  readonly inputs: string
  readonly records?: string
  readonly project: string
  readonly scratch?: boolean
  readonly json?: boolean
  /// Does not wait where the flow waits for a time: the clock is moved there.
  readonly advance?: boolean
  /// True for a story, `log` for lines of a debug log.
  readonly trace?: boolean | string
}

const API_VERSION = '62.0'

/// `millrace flow run NAME|FILE`: runs a flow once, on the project's database when it has been started before, else on
/// a scratch database with the project's data. Exits with 1 when the flow fails.
export async function flowRun(name: string, options: FlowRunOptions): Promise<void> {
  const print = tracePrinter(options.trace)
  const inputs = await readInputsOption(options.inputs)
  const org = await orgFor(name, options)
  try {
    const flow = findFlow(org, name)
    if (options.records !== undefined) await insertRecords(org, options.records)
    const trace = options.json || options.trace ? 'values' : 'path'
    const legs = [await run(org, flow, inputs, trace)]
    if (options.advance) legs.push(...(await advance(org, legs[0]!, trace)))
    const end = legs.at(-1)!
    process.stdout.write(
      options.json
        ? endJson(flow, legs, await org.versionNumbers.of(flow.flow))
        : endText(flow, legs, print) + (end.state === 'waiting' ? waitText(end, isKept(options, org.folder)) : ''),
    )
    if (end.state !== 'finished' && end.state !== 'waiting') process.exitCode = 1
  } finally {
    await org.close()
  }
}

type TracePrinter = (trace: readonly TraceEvent[]) => string

function tracePrinter(trace: FlowRunOptions['trace'] = false): TracePrinter | null {
  if (trace === false) return null
  if (trace === true || trace === 'story') return storyText
  if (trace === 'log') return debugLog
  throw new CommandError(`--trace is "story" or "log", not "${trace}".`)
}

async function readInputsOption(text: string): Promise<Record<string, Json>> {
  const source = text.startsWith('@') ? await readNamed(text.slice(1), '--inputs') : text
  try {
    const json: unknown = JSON.parse(source)
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Record<string, Json>
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new CommandError(`--inputs is no JSON: ${error.message}.`)
  }
  throw new CommandError('--inputs must be a JSON object with the flow\'s input variables: {"ContactIds": ["003…"]}.')
}

/// The text of a file that the option [option] names.
async function readNamed(path: string, option: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    const reason = isMissing ? 'there is no such file' : error instanceof Error ? error.message : String(error)
    throw new CommandError(`${option} names the file "${path}", but ${reason}.`)
  }
}

/// Inserts the records of a file in the shape of `sf data export tree`.
async function insertRecords(org: Org, path: string): Promise<void> {
  const file = { path, text: await readNamed(path, '--records') }
  try {
    await org.database.transaction(tx =>
      importData(tx, org.project.deployed, systemContext(org.administratorId), [file]),
    )
  } catch (error) {
    throw error instanceof DataImportError ? new CommandError(error.message) : error
  }
}

const isFile = (name: string): boolean => /\.(flow|xml)$/.test(name)

function orgFor(name: string, options: FlowRunOptions): Promise<Org> {
  if (isFile(name) && !existsSync(name)) throw new CommandError(`There is no file "${name}".`)
  const root = isFile(name) ? projectRootOf(name) : requireProject(options.project)
  const folder = root ?? dirname(resolve(name))
  const readFiles = root === null ? () => flowsBeside(folder) : undefined
  return isKept(options, folder)
    ? orgOf({ folder, readFiles, databaseUrl: options.database })
    : orgOf({ folder, readFiles, openDatabase: () => openScratchDatabase() })
}

/// Whether what the flow does is still there afterwards.
const isKept = ({ database, scratch, records }: FlowRunOptions, folder: string): boolean =>
  !scratch && records === undefined && (database !== undefined || existsSync(databaseFolder(folder)))

function findFlow(org: Org, name: string): ProjectFlow {
  const found = isFile(name)
    ? org.project.flows.find(({ flow }) => join(org.folder, flow.file) === resolve(name))
    : org.project.flow(name)
  if (!found) throw new CommandError(org.project.whyNoFlow(name))
  const reason = whyNotRunnable(found.flow)
  if (reason) throw new CommandError(reason)
  if (!isFile(name) && found.flow.status !== 'Active')
    throw new CommandError(`The flow "${name}" is not active: its status is ${found.flow.status}. Its file can be run.`)
  const errors = found.diagnostics.filter(({ severity }) => severity === 'error')
  if (errors.length) throw new CommandError(errors.map(error => printDiagnostic(error, found.flow.source)).join('\n'))
  return found
}

async function run(
  org: Org,
  { flow, version }: ProjectFlow,
  inputsJson: Record<string, Json>,
  trace: FlowHost['trace'],
): Promise<RunEnd> {
  const { values, problems, unknown } = readInputs(flow, inputsJson, org.project.fieldLookup)
  const wrong = [...problems, ...unknown]
  if (wrong.length) throw new CommandError(wrong.map(({ message }) => message).join('\n'))
  const caller = await org.caller(org.administratorId)
  return new Promise((resolve, reject) => {
    org.runs
      .answer(
        {
          program: compileFlow(flow, org.project.flowProject),
          version,
          caller,
          inputs: [values],
          inputsJson: [inputsJson],
          trace,
          openStore: tx => org.openStore(tx, caller),
          ...org.flowActions(caller),
          answer(end) {
            resolve(end)
            return flowAnswer(flow.apiName, API_VERSION, end)
          },
        },
        null,
      )
      .catch(reject)
  })
}

/// Lets the run go on at each Wait, by the event whose time comes first, as if it had come. Stops where it waits for
/// something that has no time.
async function advance(org: Org, { id, state }: RunEnd, trace: FlowHost['trace']): Promise<RunEnd[]> {
  const legs: RunEnd[] = []
  let moved = 0
  for (let waits = state === 'waiting'; waits; waits = legs.at(-1)!.state === 'waiting') {
    const now = ({ resumeAt }: { readonly resumeAt: number | null }) => {
      moved = Math.max(moved, (resumeAt ?? 0) - Date.now())
      return () => Date.now() + moved
    }
    const resumed = await org.waiting.resume(id, { trace, now }).catch(waitsForEvent)
    const [one] = resumed ?? []
    if (!one) return legs
    if (!one.outcome) throw new CommandError(one.fault?.message ?? 'The run could not go on.')
    legs.push({ id, state: one.state, outcome: one.outcome })
  }
  return legs
}

/// No time will come: the run is left waiting.
function waitsForEvent(error: unknown): null {
  if (error instanceof ApiError) return null
  throw error
}

function endJson({ flow }: ProjectFlow, legs: readonly RunEnd[], versionNumber: number): string {
  const [result] = JSON.parse(flowAnswer(flow.apiName, API_VERSION, legs.at(-1)!, versionNumber).body)
  return `${JSON.stringify({ ...result, trace: traceOf(legs) }, null, 2)}\n`
}

const traceOf = (legs: readonly RunEnd[]): TraceEvent[] => legs.flatMap(({ outcome }) => outcome.interviews[0]!.trace)

const VERBS: Readonly<Record<string, string>> = { waiting: 'is paused' }

function endText({ flow }: ProjectFlow, legs: readonly RunEnd[], print: TracePrinter | null): string {
  const { state, outcome } = legs.at(-1)!
  const { outputs, fault } = outcome.interviews[0]!
  const lines = fault
    ? [`${flow.apiName} ${state}${fault.element ? ` at ${fault.element}` : ''}: ${fault.message}`]
    : [
        `${flow.apiName} ${VERBS[state] ?? state}.`,
        ...Object.entries(outputsJson(outputs)).map(([name, value]) => `  ${name} = ${JSON.stringify(value)}`),
      ]
  return `${[...(print ? [print(traceOf(legs)), ''] : []), ...lines].join('\n')}\n`
}

/// What a run that waits waits for, and what will become of it.
function waitText({ outcome }: RunEnd, isKept: boolean): string {
  const { element, events } = outcome.interviews[0]!.pause!
  const lines = events.map(({ name, resumeAt, platformEvent }) => {
    const when = platformEvent
      ? `when a ${platformEvent.object} is published`
      : resumeAt === null
        ? ''
        : `at ${new Date(resumeAt).toISOString()}`
    return `  It goes on after ${element} ${when} (${name}).`
  })
  const then = isKept
    ? '  A server of this database lets it go on: millrace start.'
    : '  Its database is gone now, so it does not go on. --advance moves the clock instead.'
  return `${[...lines, then].join('\n')}\n`
}
