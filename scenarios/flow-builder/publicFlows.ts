import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/// A flow that somebody published.
export interface PublicFlow {
  /// An API name that no other has.
  readonly name: string
  readonly text: string
  /// Type and trigger, as the file spells them.
  readonly kind: string
}

/// Of each kind, how many are opened.
const OF_EACH_KIND = 3

/// Some flows of every kind from the files below [folder]; none without a folder.
export function publicFlows(folder: string | undefined): PublicFlow[] {
  if (!folder || !existsSync(folder)) return []
  const shown = new Map<string, PublicFlow>()
  const counts = new Map<string, number>()
  for (const path of flowFiles(folder)) {
    const text = readFileSync(path, 'utf8')
    const name = basename(path).replace(/\.flow-meta\.xml$/, '')
    const kind = kindOf(text)
    const count = counts.get(kind) ?? 0
    const isWanted = /^[A-Za-z](?:_?[A-Za-z0-9])*$/.test(name) && !shown.has(name.toLowerCase()) && hasElements(text)
    if (!isWanted || count >= OF_EACH_KIND) continue
    counts.set(kind, count + 1)
    shown.set(name.toLowerCase(), { name, text, kind })
  }
  return [...shown.values()]
}

const flowFiles = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.flow-meta.xml'))
    .sort()
    .map(path => join(folder, path))

const kindOf = (text: string): string =>
  ['processType', 'triggerType'].flatMap(tag => new RegExp(`<${tag}>([^<]+)<`).exec(text)?.[1] ?? []).join(' ') ||
  'no type'

/// Something to see on the canvas.
const hasElements = (text: string): boolean =>
  /<(assignments|decisions|loops|screens|recordLookups|recordUpdates|recordCreates|actionCalls|subflows)>/.test(text)
