import { quoted } from '../sql/columns.ts'
import { ORG_SCHEMA } from '../sql/from.ts'
import type { Tx } from '../server/transaction.ts'
import { rowError, type Row } from './row.ts'

/// What PostgreSQL says when a unique index refuses a row.
interface UniqueViolation {
  readonly code: '23505'
  readonly table: string
  readonly constraint: string
  readonly detail: string
}

export interface DuplicateValue {
  /// Adds DUPLICATE_VALUE to the rows with the value that is there already; false when none of them has it.
  mark(tx: Tx, rows: readonly Row[]): Promise<boolean>
}

/// The value behind a unique violation; undefined for other errors. Index names are `Object.Field.unique`.
export function duplicateValue(error: unknown): DuplicateValue | undefined {
  if (!isUniqueViolation(error)) return undefined
  const { table } = error
  const field = error.constraint.slice(table.length + 1).split('.')[0]!
  return { mark: (tx, rows) => markRows(tx, table, field, valueIn(error.detail), rows) }
}

const isUniqueViolation = (error: unknown): error is UniqueViolation =>
  error instanceof Error && 'code' in error && error.code === '23505' && 'constraint' in error && 'table' in error

/// `Key (lower("Code__c"))=(a-1) already exists.`
const valueIn = (detail: string): string => /\)=\((.*)\) already exists\.$/s.exec(detail)?.[1] ?? ''

async function markRows(tx: Tx, table: string, field: string, value: string, rows: readonly Row[]): Promise<boolean> {
  const having = rows.filter(row => String(row.parameters.get(field) ?? '').toLowerCase() === value.toLowerCase())
  const { rows: found } = await tx.query<{ Id: string }>({
    text: `select "Id" from ${quoted(ORG_SCHEMA)}.${quoted(table)} where lower(${quoted(field)}::text) = $1 and not "IsDeleted" limit 1`,
    values: [value.toLowerCase()],
  })
  // When the value is not there yet, the rows clash with one another: the first may stay.
  const existing = found[0]?.Id ?? having[0]?.id ?? 'unknown'
  const refused = found[0] ? having.filter(row => row.id !== existing) : having.slice(1)
  for (const row of refused)
    row.errors.push(
      rowError('DUPLICATE_VALUE', `duplicate value found: ${field} duplicates value on record with id: ${existing}`, [
        field,
      ]),
    )
  return refused.length > 0
}
