import type { DataTableAction, DataTableModel } from '@millrace/runtime'
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import type { Labels } from '../labels/en.ts'
import { useLabels } from '../labels/Localized.tsx'
import { Button, buttonVariant } from '../slds/Button.tsx'
import { Card } from '../slds/Card.tsx'
import { EmptyState } from '../slds/EmptyState.tsx'
import { MenuButton } from '../slds/MenuButton.tsx'
import { ScopedNotification } from '../slds/ScopedNotification.tsx'
import type { Formats } from './cellText.ts'
import './dataTable.css'
import { filterWords } from './filterWords.ts'
import { Paging } from './Paging.tsx'
import { Table } from './Table.tsx'
import { FilterPills, Toolbar } from './Toolbar.tsx'
import { useWidth } from './useTableLayout.ts'

const FilterPanel = lazy(() => import('./FilterPanel.tsx'))
const EditBar = lazy(() => import('./EditBar.tsx'))

export interface DataTableViewProps {
  table: DataTableModel
  formats: Formats
}

/// A Data Table in its card: title, count and header actions above, then search, filters and settings; the rows, or why
/// there are none; pages, and what was typed and not saved.
export function DataTableView({ table, formats }: DataTableViewProps) {
  const labels = useLabels()
  const [isPanelOpen, setPanelOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box)
  const count = useMemo(() => new Intl.NumberFormat(formats.locale.replaceAll('_', '-')).format, [formats.locale])
  const hasToolbar = table.showSearch || table.filterMode === 'panel' || table.allowExport || table.isCustomizable
  const restore = useRef(table.restoreLayout)
  useEffect(() => void restore.current(), [])
  return (
    <div ref={box} className="millrace-data-table">
      <Card
        title={table.title}
        iconName={table.iconName || undefined}
        caption={<Caption table={table} count={count} />}
        actions={
          (table.headerActions.length > 0 || hasToolbar) && (
            <div className="millrace-table-actions">
              {hasToolbar && (
                <Toolbar table={table} isPanelOpen={isPanelOpen} onPanel={() => setPanelOpen(!isPanelOpen)} />
              )}
              {table.headerActions.length > 0 && <HeaderActions table={table} isNarrow={width > 0 && width < 500} />}
            </div>
          )
        }
        padded={false}
      >
        <Problem table={table} />
        {table.filters.length > 0 && <FilterPills table={table} words={filterNames(table, labels)} />}
        <SelectionBar table={table} count={count} />
        <div className="millrace-table-and-panel">
          <div className="millrace-table-place" aria-busy={table.status === 'refreshing' || undefined}>
            <TableOrReason table={table} formats={formats} />
          </div>
          {isPanelOpen && table.filterMode === 'panel' && (
            <Suspense>
              <FilterPanel
                table={table}
                locale={formats.locale}
                timeZone={formats.timeZone}
                onClose={() => setPanelOpen(false)}
              />
            </Suspense>
          )}
        </div>
        {table.paging === 'pages' && table.status !== 'loading' && <Paging table={table} count={count} />}
        {(table.drafts.size > 0 || table.canRedo) && (
          <Suspense>
            <EditBar table={table} />
          </Suspense>
        )}
        <Announcements table={table} />
      </Card>
    </div>
  )
}

function Caption({ table, count }: { table: DataTableModel; count: (number: number) => string }) {
  const labels = useLabels()
  if (table.status === 'loading') return labels.loadingShort
  if (table.status === 'error' && table.rows.length === 0) return null
  const { selectedCount } = table
  const parts = [
    itemCount(table, count, labels),
    selectedCount > 0 && labels.selectedItems(count(selectedCount)),
    sortName(table, labels),
  ]
  return (
    <>
      {parts.filter(Boolean).join(' • ')}
      {table.status === 'refreshing' && <span className="millrace-busy" title={labels.refreshing} />}
    </>
  )
}

function itemCount(
  { readSize, totalSize, paging }: DataTableModel,
  count: (number: number) => string,
  labels: Labels,
): string {
  if (totalSize === undefined) return labels.moreItems(count(readSize))
  const shown = totalSize > readSize && paging !== 'pages' ? readSize : totalSize
  return labels.items(count(shown), count(totalSize), totalSize === 1)
}

function sortName({ sorts, allColumns }: DataTableModel, labels: Labels): string | undefined {
  const names = sorts.flatMap(sort => allColumns.find(({ fieldName }) => fieldName === sort.fieldName)?.label ?? [])
  return names.length > 0 ? labels.sortedBy(names.join(', ')) : undefined
}

function filterNames(table: DataTableModel, labels: Labels): ReadonlyMap<string, string> {
  return new Map(
    table.filters.flatMap(filter => {
      const column = table.allColumns.find(({ fieldName }) => fieldName === filter.fieldName)
      return column ? [[filter.fieldName, filterWords(column, filter, labels)]] : []
    }),
  )
}

/// All header actions in a row; where there is little room, the first one and a menu of the others.
function HeaderActions({ table, isNarrow }: { table: DataTableModel; isNarrow: boolean }) {
  const labels = useLabels()
  const actions = table.headerActions
  const shown = isNarrow && actions.length > 2 ? actions.slice(0, 1) : actions
  const others = actions.slice(shown.length)
  const click = (name: string) => void table.clickHeaderAction(name)
  const isBusy = ({ name }: DataTableAction) => table.isHeaderActionBusy(name)
  return (
    <div className="millrace-button-row" role="group" aria-label={labels.actionsFor(table.title || labels.theTable)}>
      {shown.map(action => (
        <Button
          key={action.name}
          label={action.label}
          iconName={action.iconName || undefined}
          variant={buttonVariant(action.variant)}
          disabled={action.disabled}
          busy={isBusy(action)}
          onClick={() => click(action.name)}
        />
      ))}
      {others.length > 0 && (
        <MenuButton label={labels.more} items={others} onSelect={click} busy={others.some(isBusy)} />
      )}
    </div>
  )
}

/// Offers to select the rows of the other pages too, once all of this one are, and says how many that are.
function SelectionBar({ table, count }: { table: DataTableModel; count: (number: number) => string }) {
  const { selectedCount, totalSize, rows, maxRowSelection = Infinity, allSelection } = table
  const labels = useLabels()
  const isAllMatching = totalSize !== undefined && selectedCount >= Math.min(totalSize, maxRowSelection)
  const hasOthers = totalSize === undefined || totalSize > rows.length
  if (allSelection !== 'all' || !hasOthers || maxRowSelection <= rows.length) return null
  if (isAllMatching)
    return (
      <div className="millrace-selection-bar">
        <span>
          {selectedCount < (totalSize ?? 0)
            ? labels.mostSelected(count(selectedCount))
            : labels.allSelected(count(selectedCount))}
        </span>
        <Button label={labels.clearSelection} variant="base" onClick={() => table.selectAll(false)} />
      </div>
    )
  const all = totalSize === undefined ? undefined : count(Math.min(totalSize, maxRowSelection))
  return (
    <div className="millrace-selection-bar">
      <span>{labels.allShownSelected(count(rows.length))}</span>
      <Button
        label={labels.selectAllMatching(all)}
        variant="base"
        busy={table.isSelectingAll}
        onClick={() => void table.selectAllMatching()}
      />
    </div>
  )
}

function Problem({ table }: { table: DataTableModel }) {
  const labels = useLabels()
  if (table.status !== 'error') return null
  const name = table.title || labels.theTable
  const consequence = table.rows.length > 0 ? labels.couldNotBeRefreshed(name) : labels.couldNotBeLoaded(name)
  return (
    <div className="slds-p-horizontal_medium slds-p-bottom_small">
      <ScopedNotification
        variant="error"
        action={<Button label={labels.tryAgain} iconName="utility:refresh" onClick={() => void table.retry()} />}
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
  const labels = useLabels()
  if (table.status === 'loading') return <Skeleton columns={table.columns.length} />
  if (table.rows.length > 0) return <Table table={table} formats={formats} />
  if (table.status === 'error') return null
  if (table.searchText === '' && table.filters.length === 0)
    return <EmptyState iconName="utility:table" title={table.emptyMessage} />
  return (
    <>
      <EmptyState iconName="utility:search" title={labels.nothingMatches} />
      <div className="millrace-empty-action">
        <Button
          label={labels.clearSearchAndFilters}
          onClick={() => {
            table.search('')
            if (table.filters.length > 0) table.setFilters([])
          }}
        />
      </div>
    </>
  )
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
  const labels = useLabels()
  const { status, title, readSize, selectedCount: selected } = table
  const before = useRef({ status, selected })
  useEffect(() => {
    const old = before.current
    before.current = { status, selected }
    const name = title || labels.theTable
    const items = labels.items(String(readSize), String(readSize), readSize === 1)
    const text =
      status === 'loading'
        ? labels.loading(name)
        : status === 'ready' && old.status !== 'ready'
          ? labels[old.status === 'loading' ? 'loaded' : 'refreshed'](name, items)
          : selected !== old.selected && labels.selectedOf(String(selected), items)
    if (region.current && text) region.current.textContent = text
  }, [status, title, readSize, selected, labels])
  return <div ref={region} className="slds-assistive-text" role="status" />
}
