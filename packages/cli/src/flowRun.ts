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
    const end = await run(org, flow, inputs, options.json || options.trace ? 'values' : 'path')
    process.stdout.write(options.json ? endJson(flow, end) : endText(flow, end, print))
    if (end.state !== 'finished') process.exitCode = 1
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

function orgFor(name: string, { project, database, scratch, records }: FlowRunOptions): Promise<Org> {
  if (isFile(name) && !existsSync(name)) throw new CommandError(`There is no file "${name}".`)
  const root = isFile(name) ? projectRootOf(name) : requireProject(project)
  const folder = root ?? dirname(resolve(name))
  const readFiles = root === null ? () => flowsBeside(folder) : undefined
  const hasDatabase = database !== undefined || existsSync(databaseFolder(folder))
  return scratch || records !== undefined || !hasDatabase
    ? orgOf({ folder, readFiles, openDatabase: () => openScratchDatabase() })
    : orgOf({ folder, readFiles, databaseUrl: database })
}

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

function endJson({ flow }: ProjectFlow, end: RunEnd): string {
  const [result] = JSON.parse(flowAnswer(flow.apiName, API_VERSION, end).body)
  return `${JSON.stringify({ ...result, trace: end.outcome.interviews[0]!.trace }, null, 2)}\n`
}

function endText({ flow }: ProjectFlow, { state, outcome }: RunEnd, print: TracePrinter | null): string {
  const { outputs, fault, trace } = outcome.interviews[0]!
  const lines = fault
    ? [`${flow.apiName} ${state}${fault.element ? ` at ${fault.element}` : ''}: ${fault.message}`]
    : [
        `${flow.apiName} finished.`,
        ...Object.entries(outputsJson(outputs)).map(([name, value]) => `  ${name} = ${JSON.stringify(value)}`),
      ]
  return `${[...(print ? [print(trace), ''] : []), ...lines].join('\n')}\n`
}
