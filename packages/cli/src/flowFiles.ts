import { flowProjectOf, loadHostActions, ProjectActions, readProjectFiles } from '@millrace/server'
import { buildSchema } from '@millrace/database'
import type { FlowProject } from '@millrace/flow'
import { parseProject, type Flow, type ProjectFile } from '@millrace/metadata'
import { existsSync, statSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { CommandError } from './commandError.ts'
import { projectRootOf } from './projectRoot.ts'

/// A flow file with what its flow may refer to.
export interface FlowFile {
  /// As the person would type it: from the working folder.
  readonly path: string
  readonly text: string
  readonly project: FlowProject
  /// The flow as its project has it; undefined when the file could not be read.
  readonly flow: Flow | undefined
}

const FLOW_FILE = /\.flow(-meta\.xml)?$/

/// The flow files that [paths] name or hold, each in its project: the DX folder around it, or without one the files
/// beside it.
export async function readFlowFiles(paths: readonly string[], lenient: boolean): Promise<FlowFile[]> {
  const roots = new Map<string, Set<string>>()
  for (const path of paths) {
    if (!existsSync(path)) throw new CommandError(`There is no file or folder "${path}".`)
    const isFolder = statSync(path).isDirectory()
    const root = projectRootOf(path) ?? resolve(isFolder ? path : dirname(path))
    roots.set(root, (roots.get(root) ?? new Set()).add(resolve(path)))
  }
  const found = await Promise.all([...roots].map(([root, named]) => flowFilesIn(root, named, lenient)))
  return found.flat()
}

async function flowFilesIn(root: string, named: ReadonlySet<string>, lenient: boolean): Promise<FlowFile[]> {
  const isProject = projectRootOf(root) !== null || [...named].includes(root)
  const files = isProject ? await readProjectFiles(root) : await flowsBeside(root)
  const project = parseProject(files)
  const schema = buildSchema(project.objects)
  const { actions } = await loadHostActions(root, project.actionFiles)
  const flowProject = flowProjectOf(project, schema, {
    lenient,
    actions: new ProjectActions(project, schema, actions),
  })
  const flows = new Map(project.flows.map(flow => [flow.file, flow]))
  return files
    .filter(({ path }) => FLOW_FILE.test(path) && isNamed(join(root, path), named))
    .map(({ path, text }) => ({
      path: relative('.', join(root, path)).split(sep).join('/'),
      text,
      project: flowProject,
      flow: flows.get(path),
    }))
}

/// The flow files in [folder] itself, for a flow outside of any project.
export async function flowsBeside(folder: string): Promise<ProjectFile[]> {
  const names = (await readdir(folder)).filter(name => FLOW_FILE.test(name)).toSorted()
  return Promise.all(names.map(async name => ({ path: name, text: await readFile(join(folder, name), 'utf8') })))
}

const isNamed = (file: string, named: ReadonlySet<string>): boolean =>
  [...named].some(path => file === path || file.startsWith(path + sep))
