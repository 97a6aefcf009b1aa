import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Diagnostic } from './diagnostic.ts'
import { parseDynamicComponent } from './dynamicComponent/parse.ts'
import { parseFlow } from './flow/parse.ts'
import { printDiagnostic } from './printDiagnostic.ts'
import { parseProject } from './project.ts'
import { parseScenario } from './scenario/parse.ts'
import { applyEdits, setChildText } from './xml/edit.ts'
import { parseXml } from './xml/parse.ts'

const SAMPLES = join(import.meta.dirname, '../samples')

const files = readdirSync(SAMPLES, { recursive: true, encoding: 'utf8' })
  .toSorted()
  .filter(path => !path.includes('expected.') && statSync(join(SAMPLES, path)).isFile())
  .map(path => ({ path, text: readFileSync(join(SAMPLES, path), 'utf8') }))

/// Numbers from 0 to below [limit], the same ones in every run (mulberry32).
function random(seed: number): (limit: number) => number {
  let state = seed
  return limit => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit)
  }
}

const PIECES = [
  '<',
  '>',
  '</',
  '/>',
  '&',
  ';',
  '&amp;',
  '&nbsp;',
  '&#55296;',
  '<![CDATA[',
  ']]>',
  '<!--',
  '-->',
  '<?',
  '?>',
  '<!DOCTYPE x>',
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  'null',
  '-1',
  '\u0000',
  '\uD800',
  '\uFEFF',
  '\r',
  '\n',
  '\t',
  '😀',
  '__proto__',
]

function mutated(text: string, next: (limit: number) => number): string {
  const at = next(text.length + 1)
  const length = next(40)
  switch (next(4)) {
    case 0:
      return text.slice(0, at)
    case 1:
      return text.slice(0, at) + text.slice(at + length)
    case 2:
      return text.slice(0, at) + text.slice(at, at + length).repeat(1 + next(3)) + text.slice(at)
    default:
      return text.slice(0, at) + PIECES[next(PIECES.length)]! + text.slice(at)
  }
}

function expectSound(diagnostics: readonly Diagnostic[], text: string): void {
  for (const diagnostic of diagnostics) {
    expect(diagnostic.line).toBeGreaterThan(0)
    expect(diagnostic.column).toBeGreaterThan(0)
    expect(diagnostic.span!.start).toBeGreaterThanOrEqual(0)
    expect(diagnostic.span!.end).toBeGreaterThanOrEqual(diagnostic.span!.start)
    expect(diagnostic.span!.end).toBeLessThanOrEqual(text.length)
    expect(diagnostic.message).toMatch(/[.?]$/)
    printDiagnostic(diagnostic, text)
  }
}

describe('no reader throws on damaged files', () => {
  it.each(files.map(({ path, text }) => [path, text]))('%s', (path, text) => {
    const next = random(path.length * 7919 + text.length)
    for (let turn = 0; turn < 100; turn++) {
      let damaged = mutated(text, next)
      if (next(2) === 1) damaged = mutated(damaged, next)
      expectSound(parseProject([{ path, text: damaged }]).diagnostics, damaged)
      expectSound(parseFlow(damaged, path).diagnostics, damaged)
      expectSound(parseDynamicComponent(damaged, path).diagnostics, damaged)
      expectSound(parseScenario(damaged, path).diagnostics, damaged)
    }
  })
})

describe('an edit changes nothing but its place', () => {
  const flows = files.filter(({ path, text }) => /\.flow(-meta\.xml)?$/.test(path) && parseFlow(text, path).flow)
  it.each(flows.map(({ path, text }) => [path, text]))('%s', (path, text) => {
    const { flow } = parseFlow(text, path)
    const edit = setChildText(text, flow!.xml, 'status', 'Obsolete')
    const after = applyEdits(text, [edit])
    const again = parseFlow(after, path)
    expect(again.flow!.status).toBe('Obsolete')
    expect(again.flow!.elements.length).toBe(flow!.elements.length)
    expect(after.slice(0, edit.span.start)).toBe(text.slice(0, edit.span.start))
    expect(after.slice(edit.span.start + edit.text.length)).toBe(text.slice(edit.span.end))
  })
})

describe('every element knows where it stands', () => {
  it.each(files.filter(({ path }) => !path.endsWith('.json')).map(({ path, text }) => [path, text]))(
    '%s',
    (path, text) => {
      const { root } = parseXml(text, path)
      const visit = (element: NonNullable<typeof root>): void => {
        const whole = text.slice(element.span.start, element.span.end)
        expect(parseXml(whole.replace(/^<([\w:]+)/, '<$1 xmlns:xsi="x"'), path).root?.text ?? element.text).toBe(
          element.text,
        )
        expect(whole.startsWith(`<${element.name}`)).toBe(true)
        expect(whole.endsWith(`</${element.name}>`) || whole.endsWith('/>')).toBe(true)
        element.children.forEach(visit)
      }
      if (root) visit(root)
    },
  )
})
