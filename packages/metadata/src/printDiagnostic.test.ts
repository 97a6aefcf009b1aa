import { describe, expect, it } from 'vitest'
import { printDiagnostic } from './printDiagnostic.ts'
import { Report } from './report.ts'

function print(source: string, start: number, end: number): string {
  const report = new Report(source, 'f.xml')
  report.error('some-code', 'First line.\nSecond line.', { start, end })
  return printDiagnostic(report.diagnostics[0]!, source)
}

const HEAD = (place: string) => `f.xml:${place}  error  some-code\n  First line.\n  Second line.\n\n`
const PAGE = '  docs/errors/some-code.md\n'

describe('the code frame', () => {
  it.each<[string, number, number, string]>([
    ['ab\ncd\n', 3, 4, `${HEAD('2:1')}    1 | ab\n  > 2 | cd\n      | ^\n`],
    ['\tab', 1, 3, `${HEAD('1:2')}  > 1 | \tab\n      | \t^^\n`],
    ['ab\r\ncd', 4, 6, `${HEAD('2:1')}    1 | ab\n  > 2 | cd\n      | ^^\n`],
    ['ab\ncd', 1, 5, `${HEAD('1:2')}  > 1 | ab\n      |  ^\n`],
    ['ab', 2, 2, `${HEAD('1:3')}  > 1 | ab\n      |   ^\n`],
    ['\uFEFFab', 1, 2, `${HEAD('1:1')}  > 1 | ab\n      | ^\n`],
    ['1\n2\n3\n4\n5\n6\n7\n8\n9\nx', 18, 19, `${HEAD('10:1')}     9 | 9\n  > 10 | x\n       | ^\n`],
  ])('%j from %i to %i', (source, start, end, expected) => {
    expect(print(source, start, end)).toBe(expected + PAGE)
  })

  it('cuts a long line around the place', () => {
    const printed = print(`${'a'.repeat(5000)}X${'b'.repeat(5000)}`, 5000, 5001)
    expect(printed).toBe(
      `${HEAD('1:5001')}  > 1 | ${'a'.repeat(20)}X${'b'.repeat(89)}\n      | ${' '.repeat(20)}^\n${PAGE}`,
    )
  })
})
