import { parse, type Options } from 'csv-parse'
import { Readable } from 'node:stream'

/// The values of the API's `columnDelimiter`.
export const DELIMITERS: Readonly<Record<string, string>> = {
  COMMA: ',',
  SEMICOLON: ';',
  TAB: '\t',
  PIPE: '|',
  CARET: '^',
  BACKQUOTE: '`',
}

/// One line of CSV without its end. Every value is in quotes, as the Bulk API writes them.
export const csvLine = (values: readonly string[], delimiter = ','): string =>
  values.map(value => `"${value.replaceAll('"', '""')}"`).join(delimiter)

/// The rows of CSV text that comes in pieces, the header first; at no time more than a piece is in memory. Throws
/// `CsvError` where the text is none.
export async function* csvRows(pieces: AsyncIterable<Uint8Array>, delimiter = ','): AsyncGenerator<string[]> {
  const options: Options = { delimiter, bom: true, skip_empty_lines: true, record_delimiter: ['\r\n', '\n', '\r'] }
  const parser = parse(options)
  const source = Readable.from(pieces, { objectMode: false })
  source.on('error', error => parser.destroy(error))
  try {
    for await (const row of source.pipe(parser)) yield row as string[]
  } finally {
    source.destroy()
  }
}

/// [rows] in lists of at most [size].
export async function* inBatches<T>(rows: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let batch: T[] = []
  for await (const row of rows) {
    batch.push(row)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
