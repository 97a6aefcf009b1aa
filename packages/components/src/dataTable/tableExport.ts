import { type DataTableColumn, type DataTableModel, fieldValue, isControl } from '@millrace/runtime'
import {
  DateTimeValue,
  DateValue,
  isNum,
  type Num,
  numJson,
  numText,
  type RecordValue,
  type Value,
  zoneOffsetMs,
} from '@millrace/values'
import type { Cell, SheetData } from 'write-excel-file/browser'
import type { Formats } from './cellText.ts'

export type ExportFormat = 'csv' | 'xlsx'

export interface ExportOrder {
  readonly scope: 'matching' | 'selected'
  readonly format: ExportFormat
  readonly fileName: string
  /// Told after each part: how many records of how many have been read.
  onProgress(done: number, total: number): void
}

/// Writes the shown columns of all matching or all selected records into a file and hands it to the browser. Records
/// are read in parts; how many it were is the answer.
export async function exportTable(table: DataTableModel, formats: Formats, order: ExportOrder): Promise<number> {
  const columns = table.columns.filter(({ type }) => !isControl(type))
  const records: RecordValue[] = []
  for await (const part of table.recordsFor(order.scope)) {
    records.push(...part.records)
    order.onProgress(records.length, part.total)
  }
  const blob =
    order.format === 'csv' ? csvOf(columns, records) : await workbookOf(columns, records, table.title, formats)
  download(blob, `${order.fileName}.${order.format}`)
  return records.length
}

function download(blob: Blob, fileName: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

/// As RFC 4180 has it, with a mark that tells Excel it is UTF-8. Values as the REST API writes them.
function csvOf(columns: readonly DataTableColumn[], records: readonly RecordValue[]): Blob {
  const lines = [
    columns.map(({ label }) => label),
    ...records.map(record => columns.map(column => csvText(record, column))),
  ]
  return new Blob([`\uFEFF${lines.map(line => line.map(quoted).join(',')).join('\r\n')}\r\n`], {
    type: 'text/csv;charset=utf-8',
  })
}

function csvText(record: RecordValue, { fieldName }: DataTableColumn): string {
  const value = fieldValue(record, fieldName)
  if (value === null) return ''
  if (isNum(value)) return numText(value)
  // A spreadsheet takes text that begins so for a formula, and would run it.
  if (typeof value === 'string') return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return Array.isArray(value) ? value.map(String).join(';') : String(value)
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/// A workbook of one sheet: numbers, dates and ticks are such, so that it can be calculated with them.
async function workbookOf(
  columns: readonly DataTableColumn[],
  records: readonly RecordValue[],
  title: string,
  formats: Formats,
): Promise<Blob> {
  const { default: writeXlsxFile } = await import('write-excel-file/browser')
  const data: SheetData = [
    columns.map(({ label }) => ({ value: label, fontWeight: 'bold' as const })),
    ...records.map(record =>
      columns.map(column => sheetCell(fieldValue(record, column.fieldName), column, formats.timeZone)),
    ),
  ]
  // Excel allows 31 characters, and not these.
  const sheet = title.replaceAll(/[\\/?*[\]:]/g, ' ').slice(0, 31) || 'Records'
  const widths = columns.map(({ width }) => ({ width: width > 0 ? Math.round(width / 7) : 20 }))
  return writeXlsxFile(data, { sheet, columns: widths, stickyRowsCount: 1 }).toBlob()
}

function sheetCell(value: Value, column: DataTableColumn, timeZone: string): Cell {
  if (value === null || value === '') return null
  if (isNum(value)) return numberCell(value, column)
  if (typeof value === 'boolean') return { value, type: Boolean }
  if (value instanceof DateValue)
    return { value: new Date(value.epochDay * 86_400_000), type: Date, format: 'yyyy-mm-dd' }
  if (value instanceof DateTimeValue)
    // A sheet's times have no zone: it shows what the user's clock showed.
    return { value: new Date(value.ms + zoneOffsetMs(timeZone, value.ms)), type: Date, format: 'yyyy-mm-dd hh:mm' }
  return { value: Array.isArray(value) ? value.map(String).join('; ') : String(value), type: String }
}

function numberCell(value: Num, { type, decimals }: DataTableColumn): Cell {
  const places = decimals === undefined ? '' : `.${'0'.repeat(decimals)}`
  // A Percent field holds 20 for 20 %, a sheet 0.2.
  if (type === 'percent') return { value: numJson(value) / 100, type: Number, format: '0.##%' }
  if (type === 'currency') return { value: numJson(value), type: Number, format: '#,##0.00' }
  return { value: numJson(value), type: Number, ...(decimals ? { format: `0${places}` } : {}) }
}
