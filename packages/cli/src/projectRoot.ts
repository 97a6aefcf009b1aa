import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { CommandError } from './commandError.ts'

/// The DX folder around [path]: the nearest one above it that has an `sfdx-project.json`; null when there is none.
export function projectRootOf(path: string): string | null {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'sfdx-project.json'))) return folder
    if (folder === dirname(folder)) return null
  }
}

/// The project that a command was pointed at, which must be one.
export function requireProject(dir: string): string {
  const folder = resolve(dir)
  if (!existsSync(folder)) throw new CommandError(`There is no folder "${folder}".`)
  if (existsSync(join(folder, 'sfdx-project.json')) || existsSync(join(folder, 'force-app'))) return folder
  throw new CommandError(
    `"${folder}" is no Salesforce DX folder: it has no sfdx-project.json. Name the folder of a project, such as examples/contact-status, or make one of it: npx millrace init ${dir}`,
  )
}
