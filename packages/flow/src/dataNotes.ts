import type { FilterValues, RecordFilter, RecordQuery, RowResult } from '@millrace/database'
import type { RecordValue } from '@millrace/values'
import type { FieldValue } from './elements/fieldValues.ts'
import type { Filters } from './filters.ts'
import type { Interview } from './interview.ts'
import { traceText, valueText } from './traceText.ts'

type Detail = Readonly<Record<string, unknown>>

/// How many of the records that a query found are written down.
const SHOWN_ROWS = 20

/// Writes down what a Get Records element asked for and found.
export function noteQuery(
  interview: Interview,
  query: RecordQuery,
  { explain }: Filters,
  valuesOf: (interview: Interview) => FilterValues,
  records: readonly RecordValue[],
): void {
  const { trace, run } = interview
  if (trace.level === 'off') return
  const { object, orderBy } = query
  const found = { rows: records.length, firstId: records[0]?.id ?? null }
  if (trace.level === 'path') {
    return trace.note('query', () => ({ object, filters: query.filters.map(filterWords), ...found }), run.elapsed())
  }
  const values = valuesOf(interview)
  const limit = query.limit ?? values.limit ?? null
  const explained = explain(values)
  const shown = records.slice(0, SHOWN_ROWS).map(record => record.copy())
  const usage = { ...run.usage }
  trace.note(
    'query',
    () => ({
      object,
      ...explained,
      ...(orderBy ? { orderBy: `${orderBy.field}${orderBy.descending ? ' descending' : ''}` } : {}),
      ...(limit === null ? {} : { limit }),
      ...found,
      ...(shown[0] ? { first: traceText(shown[0]), records: shown.map(fieldTexts) } : {}),
      usage,
    }),
    run.elapsed(),
  )
}

const filterWords = ({ field, operator }: RecordFilter): string => `${field} ${operator}`

/// The records that an element saved or deleted, for a trace: the first of them, field by field.
export const shownRecords = (records: readonly RecordValue[]): Detail => ({
  records: records.slice(0, SHOWN_ROWS).map(fieldTexts),
})

const fieldTexts = ({ shape, values }: RecordValue): Readonly<Record<string, string>> =>
  Object.fromEntries(shape.names.map((name, i) => [name, traceText(values[i]!)]))

/// Writes down what a data element changed. [more] adds what it was given, where values are wanted.
export function noteDml(
  interview: Interview,
  operation: 'insert' | 'update' | 'upsert' | 'delete',
  object: string,
  rows: readonly RowResult[],
  more?: () => Detail,
): void {
  const { trace, run } = interview
  if (trace.level === 'off') return
  const done = { operation, object, rows: rows.length }
  if (trace.level === 'path') return trace.note('dml', () => ({ ...done, firstId: rows[0]?.id ?? null }), run.elapsed())
  const explained = more?.()
  const usage = { ...run.usage }
  trace.note('dml', () => ({ ...done, ...explained, ids: rows.map(row => row.id), usage }), run.elapsed())
}

/// The fields that an element sets, with their values as they are in [interview].
export const explainFields = (fields: readonly FieldValue[], interview: Interview): Detail => ({
  fields: fields.map(({ name, source, value }) => ({
    field: name,
    right: valueText(source),
    value: traceText(value.read(interview)),
  })),
})
