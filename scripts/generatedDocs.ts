import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { commandsPage } from './commandsPage.ts'
import { coreActionsPage } from './coreActionsPage.ts'
import { componentPages, dynamicComponentsPage } from './dynamicComponentsPage.ts'
import { errorPages } from './errorPages.ts'
import { flowElementsPage } from './flowElementsPage.ts'

export interface GeneratedDocs {
  /// Texts by path below the root.
  readonly pages: ReadonlyMap<string, string>
  /// Pages that are there and that nothing makes any more.
  readonly leftOver: readonly string[]
  /// Sentences about comments that a page is missing or made for nothing.
  readonly problems: readonly string[]
}

/// Every documentation file that is made from the source.
export function generatedDocs(root: string): GeneratedDocs {
  const { pages: errors, problems } = errorPages(root)
  const pages = new Map([
    ...errors,
    ['docs/reference/flow-elements.md', flowElementsPage(root)],
    ['docs/reference/commands.md', commandsPage()],
    ['docs/reference/core-actions.md', coreActionsPage()],
    ['docs/reference/components-and-interactions.md', dynamicComponentsPage()],
    ...componentPages(),
  ])
  const leftOver = pagesThere(root).filter(path => !pages.has(path))
  return { pages, leftOver, problems }
}

/// Whether the file of a page says what the source says.
export const isCurrent = (root: string, path: string, text: string): boolean =>
  existsSync(join(root, path)) && readFileSync(join(root, path), 'utf8') === text

/// Folders in which nothing but made pages lies.
const FOLDERS = ['docs/errors', 'docs/reference/components']

const pagesThere = (root: string): string[] =>
  FOLDERS.filter(folder => existsSync(join(root, folder))).flatMap(folder =>
    readdirSync(join(root, folder)).map(name => `${folder}/${name}`),
  )
