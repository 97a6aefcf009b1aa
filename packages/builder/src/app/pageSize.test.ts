import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import { describe, expect, it, vi } from 'vitest'

/// In kB, compressed with gzip, whatever a page without charts and editors has. This keeps it from growing unseen.
const LIMIT = 150

/// What a page loads before it shows anything, and what it loads when its definition names these.
const PAGES: readonly (readonly [page: string, parts: readonly string[], limit: number])[] = [
  ['a page of buttons and texts, which runs flows', [], 122],
  ['a page with a Data Table', ['DataTable', 'tableWork'], LIMIT],
  ['a page with a Data Table and all interactions', ['DataTable', 'tableWork', 'onDemand'], 160],
]

describe('the script of', async () => {
  // React in production is half of what it is in tests.
  vi.stubEnv('NODE_ENV', 'production')
  const { output } = (await build({
    configFile: join(import.meta.dirname, '../../vite.config.ts'),
    logLevel: 'error',
    build: { outDir: join(import.meta.dirname, '../../../../build/page-size') },
  })) as Rolldown.RolldownOutput
  vi.unstubAllEnvs()
  const chunks = new Map(output.flatMap(file => (file.type === 'chunk' ? [[file.fileName, file]] : [])))
  const entry = [...chunks.values()].find(chunk => chunk.isEntry && chunk.facadeModuleId?.endsWith('index.html'))
  const named = (name: string): string =>
    [...chunks.values()].find(chunk => chunk.isDynamicEntry && chunk.name === name)?.fileName ?? ''
  const loaded = (parts: readonly string[]): string[] =>
    withImports([entry?.fileName ?? '', ...parts.map(named)], chunks)

  it.each(PAGES)('%s stays small', (page, parts, limit) => {
    const sizes = loaded(parts).map(
      name => [name, gzipSync(chunks.get(name)?.code ?? '', { level: 9 }).length / 1000] as const,
    )
    const total = sizes.reduce((sum, [, size]) => sum + size, 0)
    console.log(
      `${page}: ${total.toFixed(1)} kB: ${sizes.map(([name, size]) => `${name} ${size.toFixed(1)}`).join(', ')}`,
    )
    expect(total).toBeGreaterThan(50)
    expect(total).toBeLessThanOrEqual(limit)
  })

  it.each(['Drawing', 'SafeHtml', 'RichTextEditor', 'FlowPlayer', 'RecordDetail', 'tableExport', 'inputs'])(
    '%s comes when it is needed',
    name => {
      expect([...chunks.keys()].join(' ')).toContain(`/${name}-`)
      expect(loaded(['DataTable', 'tableWork', 'onDemand']).join(' ')).not.toContain(`/${name}-`)
    },
  )
})

/// These files and what they import: the browser loads it before anything of them runs.
function withImports(names: readonly string[], chunks: ReadonlyMap<string, Rolldown.OutputChunk>): string[] {
  const found = new Set<string>()
  const visit = (file: string): void => {
    if (found.has(file)) return
    found.add(file)
    expect(chunks.has(file), file).toBe(true)
    for (const imported of chunks.get(file)?.imports ?? []) visit(imported)
  }
  names.forEach(visit)
  return [...found]
}
