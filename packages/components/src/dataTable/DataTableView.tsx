import type { DataTableModel } from '@millrace/runtime'
import { type ReactNode, useEffect, useRef } from 'react'
import { Button, buttonVariant } from '../slds/Button.tsx'
import { Card } from '../slds/Card.tsx'
import { EmptyState } from '../slds/EmptyState.tsx'
import { ScopedNotification } from '../slds/ScopedNotification.tsx'
import type { Formats } from './cellText.ts'
import { Table } from './Table.tsx'

export interface DataTableViewProps {
  table: DataTableModel
  formats: Formats
  onRetry: () => void
}

/// A Data Table in its card: title, count and header actions above, below them the rows or why there are none.
export function DataTableView({ table, formats, onRetry }: DataTableViewProps) {
  return (
    <Card
      title={table.title}
      iconName={table.iconName || undefined}
      caption={<Caption table={table} formats={formats} />}
      actions={table.headerActions.length > 0 && <HeaderActions table={table} />}
      padded={false}
    >
      <Problem table={table} onRetry={onRetry} />
      <TableOrReason table={table} formats={formats} />
      <Announcements table={table} />
    </Card>
  )
}

function Caption({ table, formats }: { table: DataTableModel; formats: Formats }) {
  if (table.status === 'loading') return 'Loading…'
  if (table.status === 'error' && table.rows.length === 0) return null
  const selected = selectedCount(table)
  const count = new Intl.NumberFormat(formats.locale.replaceAll('_', '-')).format
  const parts = [itemCount(table, count), selected > 0 && `${count(selected)} selected`, sortName(table)]
  return (
    <>
      {parts.filter(Boolean).join(' • ')}
      {table.status === 'refreshing' && <span className="millrace-busy" title="Refreshing" />}
    </>
  )
}

function itemCount({ rows, totalSize = rows.length }: DataTableModel, count: (number: number) => string): string {
  const items = totalSize === 1 ? 'item' : 'items'
  return totalSize > rows.length
    ? `${count(rows.length)} of ${count(totalSize)} ${items}`
    : `${count(rows.length)} ${items}`
}

// A selected row that a refresh took away is remembered, but does not count.
function selectedCount({ rows, selectedIds, maxRowSelection = Infinity }: DataTableModel): number {
  if (selectedIds.size === 0) return 0
  const shown = rows.filter(row => row.id !== null && selectedIds.has(row.id)).length
  return Math.min(shown, maxRowSelection)
}

function sortName({ sorts: [sortedBy], columns }: DataTableModel): string | undefined {
  const column = columns.find(({ fieldName }) => fieldName === sortedBy?.fieldName)
  return column && `Sorted by ${column.label}`
}

function HeaderActions({ table }: { table: DataTableModel }) {
  return (
    <div className="millrace-button-row" role="group" aria-label={`Actions for ${table.title || 'the table'}`}>
      {table.headerActions.map(action => (
        <Button
          key={action.name}
          label={action.label}
          iconName={action.iconName || undefined}
          variant={buttonVariant(action.variant)}
          disabled={action.disabled}
          busy={table.isHeaderActionBusy(action.name)}
          onClick={() => void table.clickHeaderAction(action.name)}
        />
      ))}
    </div>
  )
}

function Problem({ table, onRetry }: { table: DataTableModel; onRetry: () => void }) {
  if (table.status !== 'error') return null
  const name = table.title || 'The table'
  const consequence =
    table.rows.length > 0 ? `${name} could not be refreshed and may be out of date.` : `${name} could not be loaded.`
  return (
    <div className="slds-p-horizontal_medium slds-p-bottom_small">
      <ScopedNotification
        variant="error"
        action={<Button label="Try Again" iconName="utility:refresh" onClick={onRetry} />}
      >
        <p>
          <strong>{consequence}</strong>
        </p>
        {table.error && <p className="millrace-error-text">{table.error.message}</p>}
      </ScopedNotification>
    </div>
  )
}

function TableOrReason({ table, formats }: { table: DataTableModel; formats: Formats }): ReactNode {
  if (table.status === 'loading') return <Skeleton columns={table.columns.length} />
  if (table.rows.length > 0) return <Table table={table} formats={formats} />
  if (table.status === 'error') return null
  return <EmptyState iconName="utility:table" title={table.emptyMessage} />
}

/// Grey bars in the place of rows that are on their way.
function Skeleton({ columns }: { columns: number }) {
  return (
    <div className="millrace-skeleton" aria-hidden="true">
      {Array.from({ length: 6 }, (_, row) => (
        <div key={row} className="millrace-skeleton-row">
          {Array.from({ length: Math.max(1, columns) }, (_, column) => (
            <span key={column} />
          ))}
        </div>
      ))}
    </div>
  )
}

/// Tells a person who does not see the table that it has been loaded or refreshed, and how many rows are selected.
function Announcements({ table }: { table: DataTableModel }) {
  const region = useRef<HTMLDivElement>(null)
  const { status, title, rows } = table
  const selected = selectedCount(table)
  const before = useRef({ status, selected })
  useEffect(() => {
    const old = before.current
    before.current = { status, selected }
    const name = title || 'Table'
    const items = rows.length === 1 ? '1 item' : `${rows.length} items`
    const text =
      status === 'loading'
        ? `Loading ${name}`
        : status === 'ready' && old.status !== 'ready'
          ? `${name} ${old.status === 'loading' ? 'loaded' : 'refreshed'}, ${items}`
          : selected !== old.selected && `${selected} of ${items} selected`
    if (region.current && text) region.current.textContent = text
  }, [status, title, rows.length, selected])
  return <div ref={region} className="slds-assistive-text" role="status" />
}
