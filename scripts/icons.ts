/// Writes the drawings of the SLDS icons that our code names, unaltered (their licence, CC BY-ND 4.0, allows no modified
/// ones): into packages/components/src/slds/icons.gen.ts those of the pages, into packages/builder/src/icons.gen.ts what
/// the builders have besides, which pages do not load. What `page/shell` and `page/standard` show is loaded later, and so
/// are the icons that only they name: one by one, as those that metadata names. Run it after naming a new icon: `npx tsx scripts/icons.ts`.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(import.meta.dirname, '..')
const drawings = join(root, 'node_modules/@salesforce-ux/design-system/assets/icons')
const pages = ['components/src', 'builder/src/app']
const builders = ['builder/src', 'runtime/src/componentTypes']

/// The generated files by path, with the content that they should have.
export function generatedIcons(): ReadonlyMap<string, string> {
  const ofPages = namedIcons(pages)
  const ofBuilders = namedIcons(builders).filter(name => !ofPages.includes(name))
  return new Map([
    [join(root, 'packages/components/src/slds/icons.gen.ts'), iconsFile(ofPages)],
    [join(root, 'packages/builder/src/icons.gen.ts'), iconsFile(ofBuilders)],
  ])
}

function iconsFile(names: readonly string[]): string {
  const lines = names.map(name => {
    const { viewBox, content } = drawing(name)
    return `  '${name}': ['${viewBox}', '${content}'],`
  })
  return [
    '// Written by scripts/icons.ts. Icons of the Salesforce Lightning Design System, © Salesforce, CC BY-ND 4.0.',
    'export const icons: Readonly<Record<string, readonly [viewBox: string, content: string]>> = {',
    ...lines,
    '}',
    '',
  ].join('\n')
}

/// Every icon name that stands as a whole text in the sources below [folders], sorted.
function namedIcons(folders: readonly string[]): string[] {
  const sources = folders.flatMap(name => {
    const folder = join(root, 'packages', name)
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(path => /\.tsx?$/.test(path) && !/^gallery|^page.(shell|standard)|\.(test|gen)\.tsx?$/.test(path))
      .map(path => readFileSync(join(folder, path), 'utf8'))
  })
  const names = sources.flatMap(
    text => text.match(/(?<=['"])(utility|standard|action|custom|doctype):\w+(?=['"])/g) ?? [],
  )
  return [...new Set(names)].sort()
}

function drawing(name: string): { viewBox: string; content: string } {
  const file = join(drawings, `${name.replace(':', '/')}.svg`)
  if (!existsSync(file))
    throw new Error(`The code names the icon "${name}", but SLDS has none: ${file} does not exist.`)
  const match = /^(?:<\?xml[^>]*\?>\s*)?<svg\b[^>]*viewBox="([\d. ]+)"[^>]*>([^]*)<\/svg>\s*$/.exec(
    readFileSync(file, 'utf8'),
  )
  if (!match) throw new Error(`${file} is no drawing that this script can read.`)
  return { viewBox: match[1]!, content: match[2]! }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [file, content] of generatedIcons()) writeFileSync(file, content)
