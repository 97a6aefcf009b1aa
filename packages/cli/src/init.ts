import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { CommandError } from './commandError.ts'

/// `millrace init`: makes a project with nothing in it yet, a Salesforce DX folder. Files that are there already stay
/// as they are, so it also makes a project of a folder that has something in it.
export async function init(dir: string): Promise<void> {
  const folder = resolve(dir)
  if (existsSync(join(folder, 'sfdx-project.json')))
    throw new CommandError(`"${folder}" is a project already. Serve it with: npx millrace start ${shown(folder)}`)
  await mkdir(join(folder, 'force-app/main/default'), { recursive: true }).catch(error => {
    throw new CommandError(`The folder "${folder}" could not be made: ${error.message}. Choose another place.`)
  })
  for (const [path, text] of newProjectFiles(basename(folder)))
    if (!existsSync(join(folder, path))) await writeNew(join(folder, path), text)
  process.stdout.write(`Made the project "${basename(folder)}". Serve it with: npx millrace start ${shown(folder)}\n`)
}

async function writeNew(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text)
}

/// How one would type it, standing where the command was called.
const shown = (folder: string): string => {
  const path = relative(process.cwd(), folder)
  return !path || path.startsWith('..') ? folder : path
}

/// The files of a project in which nothing was built, in the order they are written.
const newProjectFiles = (name: string): readonly (readonly [path: string, text: string])[] => [
  ['sfdx-project.json', `${JSON.stringify(sfdxProject(name), null, 2)}\n`],
  ['.forceignore', FORCEIGNORE],
  ['.gitignore', '# The embedded database of this project.\n.millrace/\nnode_modules/\n'],
]

/// Source: Salesforce DX Developer Guide, "Salesforce DX Project Configuration".
const sfdxProject = (name: string): object => ({
  packageDirectories: [{ path: 'force-app', default: true }],
  name,
  namespace: '',
  sfdcLoginUrl: 'https://login.salesforce.com',
  sourceApiVersion: '62.0',
})

const FORCEIGNORE = `# Files that Millrace reads and an org does not know. Add the pages that show a Dynamic Component.
**/dynamicComponents/**
**/*.scenario.json
`
