/// A place in a text file as editors show it: both count from 1, columns in UTF-16 units.
export interface Position {
  readonly line: number
  readonly column: number
}

/// The places of one text: the line table is made on the first question, so that a file without diagnostics pays
/// nothing and one with thousands is scanned once. Lines end in LF, CRLF or CR.
export class Positions {
  readonly source: string
  #lineStarts: number[] | null = null

  constructor(source: string) {
    this.source = source
  }

  at(offset: number): Position {
    const starts = this.#starts()
    const line = lastAtOrBefore(starts, offset)
    return { line: line + 1, column: Math.max(1, offset - starts[line]! + 1) }
  }

  /// The text of line [line], which counts from 1, without its end; "" behind the last.
  lineText(line: number): string {
    const starts = this.#starts()
    const start = starts[line - 1]
    if (start === undefined) return ''
    return this.source.slice(start, starts[line]).replace(/[\r\n]+$/, '')
  }

  #starts(): number[] {
    this.#lineStarts ??= lineStarts(this.source)
    return this.#lineStarts
  }
}

function lineStarts(source: string): number[] {
  // A byte order mark is no column of its own: editors do not show it.
  const starts = [source.charCodeAt(0) === 0xfeff ? 1 : 0]
  for (const match of source.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length)
  return starts
}

function lastAtOrBefore(sorted: readonly number[], wanted: number): number {
  let low = 0
  let high = sorted.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (sorted[middle]! <= wanted) low = middle
    else high = middle - 1
  }
  return low
}
