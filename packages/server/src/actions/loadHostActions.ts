import type { Diagnostic, ProjectFile } from '@millrace/metadata'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Action } from './action.ts'
import { hostActionOf, readParameters, type HostAction } from './hostAction.ts'

/// Actions of the project's own, and what is wrong with their files.
export interface HostActions {
  readonly actions: readonly Action[]
  readonly diagnostics: readonly Diagnostic[]
}

/// Loads the modules of the folder `actions` of the project in [folder]. A file whose text has changed is loaded anew.
export async function loadHostActions(folder: string, files: readonly ProjectFile[]): Promise<HostActions> {
  const loaded = await Promise.all(files.map(file => load(folder, file)))
  return {
    actions: loaded.flatMap(({ action }) => action ?? []),
    diagnostics: loaded.flatMap(({ problems }) => problems),
  }
}

/// By address, which has the content's hash: a file that did not change is the module that it was.
const modules = new Map<string, Promise<unknown>>()

function defaultExport(url: string): Promise<unknown> {
  let loading = modules.get(url)
  if (!loading) modules.set(url, (loading = importDefault(url)))
  return loading
}

/// Newer Nodes read TypeScript, and tell modules from CommonJS, by themselves. For the others tsx does, and where no
/// package.json says `"type": "module"` it gives the export one level further in.
async function importDefault(url: string): Promise<unknown> {
  const readsTypeScript = 'typescript' in process.features && Boolean(process.features.typescript)
  const module: unknown = readsTypeScript
    ? await import(/* @vite-ignore */ url)
    : await (await import('tsx/esm/api')).tsImport(url, import.meta.url)
  const exported = defaultOf(module)
  return defaultOf(exported) ?? exported
}

const defaultOf = (module: unknown): unknown =>
  typeof module === 'object' && module !== null && 'default' in module ? module.default : undefined

interface Loaded {
  readonly action: Action | null
  readonly problems: Diagnostic[]
}

async function load(folder: string, file: ProjectFile): Promise<Loaded> {
  const name = file.path.replace(/^.*[/\\]/, '').replace(/\.\w+$/, '')
  const url = pathToFileURL(join(folder, file.path))
  url.searchParams.set('version', createHash('sha256').update(file.text).digest('hex').slice(0, 12))
  try {
    return actionOf(name, await defaultExport(url.href), file)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { action: null, problems: [brokenAction(file, `"${file.path}" cannot be loaded: ${reason}`)] }
  }
}

function actionOf(name: string, exported: unknown, file: ProjectFile): Loaded {
  if (!isHostAction(exported)) {
    const message = `"${file.path}" does not export an action: its default export is an object with label, inputs, outputs and run().`
    return { action: null, problems: [brokenAction(file, message)] }
  }
  const inputs = readParameters(exported.inputs ?? {}, 'inputs')
  const outputs = readParameters(exported.outputs ?? {}, 'outputs')
  const problems = [...inputs.problems, ...outputs.problems].map(problem => brokenAction(file, problem))
  const action = hostActionOf(name, exported, inputs.parameters, outputs.parameters)
  return { action: problems.length ? null : action, problems }
}

const isHostAction = (exported: unknown): exported is HostAction =>
  typeof exported === 'object' &&
  exported !== null &&
  'label' in exported &&
  typeof exported.label === 'string' &&
  'run' in exported &&
  typeof exported.run === 'function'

/// # broken-action
/// A module in the folder `actions` is no action.
///
/// The message says what is wrong with it. Until it is mended, flows that call it take their fault path or fail.
const brokenAction = (file: ProjectFile, message: string): Diagnostic => ({
  severity: 'error',
  code: 'broken-action',
  message,
  file: file.path,
  line: 1,
  column: 1,
})
