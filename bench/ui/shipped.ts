import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

interface Chunk {
  readonly file: string
  readonly isEntry?: boolean
  readonly imports?: readonly string[]
}

/// How many kB of JavaScript, compressed, a browser loads before a page built into [folder] runs: its entry and what
/// that imports, without what is loaded when somebody needs it.
export function shippedKilobytes(folder: string, entry: string): number {
  const manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>
  const found = Object.keys(manifest).find(name => name.endsWith(entry))
  if (found === undefined) throw new Error(`The build in ${folder} has no entry ${entry}.`)
  const files = new Set<string>()
  const take = (name: string): void => {
    const chunk = manifest[name]
    if (!chunk || files.has(chunk.file)) return
    files.add(chunk.file)
    for (const imported of chunk.imports ?? []) take(imported)
  }
  take(found)
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0) / 1000
}
