import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { generatedDocs, isCurrent } from './generatedDocs.ts'

/// `npm run errors`: writes the documentation that is made from the source, docs/errors and
/// the pages of docs/reference on flow elements, components and interactions.
const root = join(import.meta.dirname, '..')
const { pages, leftOver, problems } = generatedDocs(root)
const stale = [...pages].filter(([path, text]) => !isCurrent(root, path, text))
for (const [path, text] of stale) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
  console.log(`wrote ${path}`)
}
for (const path of leftOver) {
  rmSync(join(root, path))
  console.log(`removed ${path}`)
}
for (const problem of problems) console.error(problem)
console.log(`${pages.size} pages, ${stale.length} written, ${leftOver.length} removed`)
process.exitCode = problems.length > 0 ? 1 : 0
