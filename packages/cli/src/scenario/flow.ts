import {
  isProjectFile,
  parseProject,
  type Flow,
  type Project,
  type ProjectFile,
  type Scenario,
} from '@millrace/metadata'
import { didYouMean } from '@millrace/values'
import { existsSync, statSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'

/// The flow of a scenario and the project it runs in: that of the scenario, with the flows that the scenario names by
/// path before its own. A sentence when there is no such flow.
export async function scenarioFlow(
  scenario: Scenario,
  path: string,
  project: Project,
): Promise<{ flow: Flow; project: Project } | string> {
  const file = filePath(scenario.flow, path)
  const paths = [...(file === null ? [] : [file]), ...(scenario.flows ?? []).map(name => filePath(name, path) ?? name)]
  const missing = paths.find(name => !existsSync(name))
  if (missing !== undefined) return `There is no file or folder "${missing}".`
  const own = parseProject((await Promise.all(paths.map(readFiles))).flat())
  const all: Project = {
    ...project,
    flows: [...own.flows, ...project.flows.filter(({ apiName }) => !own.flows.some(flow => flow.apiName === apiName))],
  }
  const flow = file === null ? all.flows.find(({ apiName }) => apiName === scenario.flow) : own.flows[0]
  if (flow) return { flow, project: all }
  if (file !== null) return own.diagnostics.map(({ message }) => message).join('\n') || `"${file}" holds no flow.`
  const names = all.flows.map(({ apiName }) => apiName)
  return `The project has no flow "${scenario.flow}".${didYouMean(scenario.flow, names)} Flow API names are case-sensitive.`
}

/// Paths are taken from the scenario's folder, or else from the working folder. Null for an API name.
function filePath(name: string, scenarioPath: string): string | null {
  if (!/[./\\]/.test(name)) return null
  const beside = join(dirname(scenarioPath), name)
  return existsSync(beside) ? beside : resolve(name)
}

async function readFiles(path: string): Promise<ProjectFile[]> {
  if (!statSync(path).isDirectory()) return [{ path, text: await readFile(path, 'utf8') }]
  const names = (await readdir(path)).toSorted().map(name => join(path, name))
  return Promise.all(
    names.filter(isProjectFile).map(async name => ({ path: name, text: await readFile(name, 'utf8') })),
  )
}
