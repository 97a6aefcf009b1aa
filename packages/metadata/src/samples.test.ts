import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Diagnostic } from './diagnostic.ts'
import { parseDynamicComponent } from './dynamicComponent/parse.ts'
import { parseFlow } from './flow/parse.ts'
import { parseFlowTest } from './flowTest.ts'
import { Positions } from './position.ts'
import { printDiagnostic } from './printDiagnostic.ts'
import { isProjectFile, parseProject } from './project.ts'
import { parseScenario } from './scenario/parse.ts'

const SAMPLES = join(import.meta.dirname, '../samples')

const folders = (kind: string) => readdirSync(join(SAMPLES, kind)).map(name => join(SAMPLES, kind, name))

function inputOf(folder: string): { file: string; source: string } {
  const file = readdirSync(folder).find(name => !name.startsWith('expected.'))!
  return { file, source: readFileSync(join(folder, file), 'utf8') }
}

function expectFile(path: string, found: string): void {
  if (process.env.UPDATE) writeFileSync(path, found)
  expect(found).toBe(existsSync(path) ? readFileSync(path, 'utf8') : null)
}

/// JSON in which a place stands for each XML element, and nothing for what is null or an empty list.
function expectModel(folder: string, model: unknown, source: string): void {
  const positions = new Positions(source)
  const json = JSON.stringify(
    model,
    (key, value) => {
      if (key === 'source' || value === null || (Array.isArray(value) && value.length === 0)) return undefined
      if (key === 'xml') {
        const { line, column } = positions.at(value.span.start)
        return `${line}:${column}`
      }
      return key === 'span' ? undefined : value instanceof Map ? [...value] : value
    },
    2,
  )
  expectFile(join(folder, 'expected.json'), `${json ?? 'null'}\n`)
}

function expectDiagnostics(
  folder: string,
  diagnostics: readonly Diagnostic[],
  sourceOf: (file: string) => string,
): void {
  const path = join(folder, 'expected.diagnostics')
  const printed = diagnostics.map(diagnostic => printDiagnostic(diagnostic, sourceOf(diagnostic.file))).join('\n')
  if (printed !== '' || (existsSync(path) && !process.env.UPDATE)) expectFile(path, printed)
}

const readers = {
  flow: (source: string, file: string) => {
    const { flow, diagnostics } = parseFlow(source, file)
    return { model: flow, diagnostics }
  },
  dynamicComponent: (source: string, file: string) => {
    const { component, diagnostics } = parseDynamicComponent(source, file)
    return { model: component, diagnostics }
  },
  flowTest: (source: string, file: string) => {
    const { definition, diagnostics } = parseFlowTest(source, file)
    return { model: definition, diagnostics }
  },
  scenario: (source: string, file: string) => {
    const { scenario, diagnostics } = parseScenario(source, file)
    return { model: scenario, diagnostics }
  },
}

for (const [kind, read] of Object.entries(readers)) {
  describe(kind, () => {
    it.each(folders(kind).map(folder => [relative(join(SAMPLES, kind), folder), folder]))('%s', (_, folder) => {
      const { file, source } = inputOf(folder)
      const { model, diagnostics } = read(source, file)
      expectModel(folder, model, source)
      expectDiagnostics(folder, diagnostics, () => source)
    })
  })
}

describe('project', () => {
  it.each(folders('project').map(folder => [relative(join(SAMPLES, 'project'), folder), folder]))('%s', (_, folder) => {
    const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()
    const files = paths.filter(isProjectFile).map(path => ({ path, text: readFileSync(join(folder, path), 'utf8') }))
    const project = parseProject(files)
    expectModel(folder, { ...project, diagnostics: [] }, '')
    expectDiagnostics(folder, project.diagnostics, file => files.find(({ path }) => path === file)!.text)
  })
})
