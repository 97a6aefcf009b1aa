import type { Diagnostic } from './diagnostic.ts'
import { Positions } from './position.ts'

/// A diagnostic for people: place, severity and code, the message, and the lines of [source] it is about with the
/// place underlined, and the page under docs/errors that explains the code. Long lines are cut around the place.
export function printDiagnostic(diagnostic: Diagnostic, source: string): string {
  const { file, line, column, severity, code, message } = diagnostic
  const head = `${file}:${line}:${column}  ${severity}  ${code}\n  ${message.replaceAll('\n', '\n  ')}\n`
  const frame = diagnostic.span ? `\n${codeFrame(diagnostic, new Positions(source))}` : ''
  return `${head}${frame}  docs/errors/${code}.md\n`
}

const WIDTH = 110

function codeFrame({ line, column, span }: Diagnostic, positions: Positions): string {
  const text = positions.lineText(line)
  const length = span ? span.end - span.start : 1
  const cut = Math.max(0, Math.min(column - 1 - 20, text.length - WIDTH))
  const shown = (line: number) => positions.lineText(line).slice(cut, cut + WIDTH)

  const width = String(line).length
  const gutter = (mark: string, number: string) => `  ${mark} ${number.padStart(width)} | `
  // Tabs are kept in front of the carets so that these stand under the place whatever a tab's width is.
  const blank = text.slice(cut, column - 1).replace(/[^\t]/g, ' ')
  const carets = Math.max(1, Math.min(length, text.length - column + 1, WIDTH + cut - column + 1))

  const rows = [
    line > 1 ? gutter(' ', String(line - 1)) + shown(line - 1) : null,
    gutter('>', String(line)) + shown(line),
    gutter(' ', '') + blank + '^'.repeat(carets),
  ]
  return rows.flatMap(row => (row === null ? [] : `${row.trimEnd()}\n`)).join('')
}
