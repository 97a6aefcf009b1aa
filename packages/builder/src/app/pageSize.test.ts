import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import { expect, it, vi } from 'vitest'

/// In kB, compressed with gzip. The aim is 150; this keeps what is there from growing unseen.
const LIMIT = 162

it('the script of a page, without charts, editors, inputs and builders, stays small', async () => {
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
  const loaded = withImports(entry?.fileName ?? '', chunks)
  const sizes = loaded.map(name => [name, gzipSync(chunks.get(name)?.code ?? '', { level: 9 }).length / 1000] as const)
  const total = sizes.reduce((sum, [, size]) => sum + size, 0)
  console.log(`${total.toFixed(1)} kB: ${sizes.map(([name, size]) => `${name} ${size.toFixed(1)}`).join(', ')}`)
  expect(total).toBeGreaterThan(50)
  expect(total).toBeLessThanOrEqual(LIMIT)
  const later = [...chunks.keys()].filter(name => !loaded.includes(name)).join(' ')
  for (const name of ['Drawing', 'SafeHtml', 'RichTextEditor', 'embed']) expect(later).toContain(name)
})

/// What the browser loads before anything is shown.
function withImports(name: string, chunks: ReadonlyMap<string, Rolldown.OutputChunk>): string[] {
  const found = new Set<string>()
  const visit = (file: string): void => {
    if (found.has(file)) return
    found.add(file)
    for (const imported of chunks.get(file)?.imports ?? []) visit(imported)
  }
  visit(name)
  return [...found]
}
