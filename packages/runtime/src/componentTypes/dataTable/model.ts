import type { RecordValue, Value } from '@millrace/values'
import type { ChainOutcome, ComponentState, Resolved } from '../../componentState.ts'
import { Cancellation, type ComponentHost } from '../../host.ts'
import type { FieldDescription, ObjectDescription } from '../../objectDescription.ts'
import type { DataTableAction } from './actions.ts'
import type { DataTableColumn } from './columns.ts'
import type { DataTableFilter } from './filters.ts'
import { textsIn } from './grouping.ts'
import { type DataTableLayout, type Density, withMoved, withVisibility, withWrap } from './layout.ts'
import { type DataTableSort, type SortDirection, sortedAlso } from './sorting.ts'
import type { DataTableWork, TableState } from './tableWork.ts'
import { isTable } from './declaration.ts'

/// A Data Table without its looks: what to show now, and what a person can do with it.
/// Read it anew after each change (`state.subscribe`); an unchanged part is the same object.
export interface DataTableModel extends TableState {
  readonly title: string
  readonly iconName: string
  readonly emptyMessage: string
  readonly hideCheckboxColumn: boolean
  readonly showRowNumbers: boolean
  readonly showSearch: boolean
  readonly filterMode: 'none' | 'menu' | 'panel'
  readonly density: Density
  readonly frozenColumns: number
  readonly isCustomizable: boolean
  readonly allowExport: boolean
  /// Undefined: no limit.
  readonly maxRowSelection: number | undefined
  readonly selectedCount: number
  /// Of the rows shown.
  readonly allSelection: 'none' | 'some' | 'all'
  readonly isSaving: boolean
  /// Whether what a click in any row started is under way.
  readonly hasBusyRows: boolean
  /// Whether clicks on rows do something.
  readonly hasRowClick: boolean

  /// With Max Row Selection 1, selecting a row deselects the other; with more, a row beyond the limit stays unselected.
  selectRow(id: string, isSelected: boolean): void
  /// Selects or deselects the rows from one to another, as shown.
  selectRange(fromId: string, toId: string): void
  /// Selects all rows shown, up to Max Row Selection, or none at all.
  selectAll(isSelected: boolean): void
  /// Selects all rows that match, up to Max Row Selection, also those that were not read.
  selectAllMatching(): Promise<void>
  /// Alone, or beside the columns it is sorted by already.
  sortBy(fieldName: string, direction: SortDirection, isAlso?: boolean): void
  clearSort(): void
  search(text: string): void
  /// In place of the filters there are of the same field.
  setFilter(fieldName: string, filter: DataTableFilter | undefined): void
  setFilters(filters: readonly DataTableFilter[]): void
  goToPage(page: number): void
  setPageSize(size: number): void
  loadMore(): void
  groupBy(fieldNames: readonly string[]): void
  toggleGroup(key: string): void
  /// Refused while the action is disabled or its chain is under way.
  clickHeaderAction(name: string): Promise<ChainOutcome>
  clickRowAction(name: string, row: RecordValue): Promise<ChainOutcome>
  /// A button, or an item of an action menu, in a cell.
  clickCell(name: string, row: RecordValue): Promise<ChainOutcome>
  clickRow(row: RecordValue): void
  isHeaderActionBusy(name: string): boolean
  isRowActionBusy(name: string, rowId: string): boolean
  isCellBusy(name: string, rowId: string): boolean
  /// The actions that a row has, each disabled where its rule says so.
  actionsFor(row: RecordValue, actions: readonly DataTableAction[]): readonly DataTableAction[]
  /// The colour that the column's rules give a row's value; undefined for none.
  colorOf(column: DataTableColumn, row: RecordValue, value: Value): string | undefined
  /// What a cell holds: what was typed, else what is saved.
  cellValue(row: RecordValue, column: DataTableColumn): Value
  /// Types a value into a cell, or into the column's cells of all selected rows.
  edit(row: RecordValue, column: DataTableColumn, value: Value, ofSelected?: boolean): void
  undo(): void
  redo(): void
  save(): Promise<ChainOutcome>
  cancelEdits(): void
  readonly host: ComponentHost
  /// What the server says of the field that an edit of [column] changes; undefined where it says nothing.
  fieldOf(column: DataTableColumn): { readonly object: ObjectDescription; readonly field: FieldDescription } | undefined
  /// Records for an export, in parts.
  recordsFor(
    scope: 'matching' | 'selected',
    cancellation?: Cancellation,
  ): AsyncGenerator<{ readonly records: readonly RecordValue[]; readonly total: number }>
  showColumn(key: string, isShown: boolean): void
  moveColumn(key: string, position: number): void
  resizeColumn(key: string, width: number): void
  wrapColumn(key: string, isWrapped: boolean): void
  freezeColumns(count: number): void
  setDensity(density: Density): void
  /// As its user left it on another day; a screen asks for it when it first shows the table.
  restoreLayout(): Promise<void>
  /// Back to the declared columns and looks.
  resetLayout(): void
  retry(): Promise<void>
}

/// The Data Table [apiName] as it is now.
export function dataTableModel(state: ComponentState, apiName: string): DataTableModel {
  const work = state.work(apiName)
  if (!isTable(work)) throw new Error(`"${apiName}" is no Data Table.`)
  const now = work.state.read()
  const attribute = (name: string): Resolved => state.attribute(apiName, name)
  const { rows, layout, selectedIds, sorts } = now
  const max = rowLimit(attribute('maxRowSelection'))
  const set = (values: Readonly<Record<string, Resolved>>): void => work.set(values)
  const trigger = (event: string, row?: RecordValue, targetName?: string): Promise<ChainOutcome> =>
    state.trigger(apiName, event, { ...(row ? { row } : {}), ...(targetName ? { targetName } : {}) })
  const shownSelected = rows.filter(({ id }) => id !== null && selectedIds.has(id)).length
  const setSorts = (next: readonly DataTableSort[]): void => {
    set({ SortedColumns: next.map(sort => ({ ...sort })), PageNumber: 1 })
    void trigger('sort')
  }
  const setFilters = (filters: readonly DataTableFilter[]): void => {
    set({ Filters: filters.map(filter => ({ ...filter })), PageNumber: 1 })
    void trigger('filter')
  }
  // Mostly no row is, and to ask for each takes its time.
  const isRowBusy = (event: string, name: string, rowId: string): boolean =>
    state.isBusy(apiName, event) && state.isBusy(apiName, event, name, rowId)
  const relayout = (next: DataTableLayout): void => work.layout.set(next)
  return {
    ...now,
    title: textOf(attribute('title')),
    iconName: textOf(attribute('iconName')),
    emptyMessage: textOf(attribute('emptyMessage')),
    hideCheckboxColumn: attribute('hideCheckboxColumn') === true,
    showRowNumbers: attribute('showRowNumbers') === true,
    showSearch: attribute('showSearch') === true,
    filterMode: filterMode(attribute('filterMode')),
    density: layout.density ?? (attribute('density') === 'comfy' ? 'comfy' : 'compact'),
    frozenColumns: layout.frozen ?? rowLimit(attribute('frozenColumns')) ?? 0,
    isCustomizable: attribute('customizable') !== false,
    allowExport: attribute('allowExport') === true,
    maxRowSelection: max,
    selectedCount: selectedIds.size,
    allSelection: shownSelected === 0 ? 'none' : shownSelected === rows.length ? 'all' : 'some',
    isSaving: state.isBusy(apiName, 'save'),
    hasBusyRows: state.isBusy(apiName, 'rowActionClick') || state.isBusy(apiName, 'cellClick'),
    hasRowClick: hasInteractions(state, apiName, 'rowClick'),

    selectRow(id, isSelected) {
      const others = [...selectedIds].filter(selectedId => selectedId !== id)
      if (!isSelected) work.select(others)
      else if (max === 1) work.select([id])
      else if (max === undefined || others.length < max) work.select([...others, id])
    },
    selectRange(fromId, toId) {
      const ids = rows.map(({ id }) => id ?? '')
      const [from, to] = [ids.indexOf(fromId), ids.indexOf(toId)].sort((a, b) => a - b)
      if (from === undefined || to === undefined || from < 0) return
      work.select([...new Set([...selectedIds, ...ids.slice(from, to + 1)])].slice(0, max))
    },
    selectAll(isSelected) {
      const shown = rows.flatMap(({ id }) => id ?? [])
      work.select(isSelected ? [...new Set([...selectedIds, ...shown])].slice(0, max) : [])
    },
    selectAllMatching: () => work.selectAllMatching(),
    sortBy: (fieldName, direction, isAlso = false) =>
      setSorts(isAlso ? sortedAlso(sorts, { fieldName, direction }) : [{ fieldName, direction }]),
    clearSort: () => setSorts([]),
    search(text) {
      if (text === now.searchText) return
      set({ SearchText: text, PageNumber: 1 })
      void trigger('search')
    },
    setFilter: (fieldName, filter) =>
      setFilters([...now.filters.filter(other => other.fieldName !== fieldName), ...(filter ? [filter] : [])]),
    setFilters,
    goToPage(page) {
      set({ PageNumber: page })
      void trigger('pageChange')
    },
    setPageSize: size => set({ RowsPerPage: size, PageNumber: 1 }),
    loadMore: () => work.loadMore(),
    groupBy: fieldNames => set({ GroupedBy: [...fieldNames], CollapsedGroups: [], PageNumber: 1 }),
    toggleGroup(key) {
      const collapsed = textsIn(attribute('CollapsedGroups'))
      set({ CollapsedGroups: collapsed.includes(key) ? collapsed.filter(other => other !== key) : [...collapsed, key] })
    },
    clickHeaderAction: async name =>
      isDisabled(now.headerActions, name) ? REFUSED : trigger('headerActionClick', undefined, name),
    clickRowAction: async (name, row) =>
      isDisabled(actionsFor(work, row, now.rowActions), name) ? REFUSED : trigger('rowActionClick', row, name),
    clickCell: async (name, row) => trigger('cellClick', row, name),
    clickRow: row => void trigger('rowClick', row),
    isHeaderActionBusy: name => state.isBusy(apiName, 'headerActionClick', name),
    isRowActionBusy: (name, rowId) => isRowBusy('rowActionClick', name, rowId),
    isCellBusy: (name, rowId) => isRowBusy('cellClick', name, rowId),
    actionsFor: (row, actions) => actionsFor(work, row, actions),
    colorOf: ({ colorRules }, row, value) =>
      colorRules.find(rule =>
        rule.when === undefined ? rule.value === String(value ?? '') : work.isTrueOf(rule.when, row),
      )?.color,
    cellValue: (row, column) => work.cellValue(row, column),
    edit: (row, column, value, ofSelected = false) =>
      work.edits.edit(ofSelected ? work.selected.read() : [row], column, value),
    undo: () => work.edits.undo(),
    redo: () => work.edits.redo(),
    save: () => work.save(),
    cancelEdits: () => work.edits.cancel(),
    host: work.host,
    fieldOf: column => work.fieldOf(column),
    recordsFor: (scope, cancellation = new Cancellation()) => work.recordsFor(scope, cancellation),
    showColumn: (key, isShown) => relayout(withVisibility(layout, key, isShown)),
    moveColumn: (key, position) =>
      relayout(
        withMoved(
          layout,
          now.allColumns.map(column => column.key),
          key,
          position,
        ),
      ),
    resizeColumn: (key, width) => relayout({ ...layout, widths: { ...layout.widths, [key]: width } }),
    wrapColumn: (key, isWrapped) => relayout(withWrap(layout, key, isWrapped)),
    freezeColumns: frozen => relayout({ ...layout, frozen }),
    setDensity: density => relayout({ ...layout, density }),
    restoreLayout: () => work.layout.restore(),
    resetLayout: () => relayout({}),
    // A retry that fails too is shown by the table itself.
    retry: () => work.readAgain().catch(() => undefined),
  }
}

const REFUSED: ChainOutcome = { status: 'refused', ran: 0 }

const isDisabled = (actions: readonly DataTableAction[], name: string): boolean =>
  !actions.some(action => action.name === name && !action.disabled)

function actionsFor(
  work: DataTableWork,
  row: RecordValue,
  actions: readonly DataTableAction[],
): readonly DataTableAction[] {
  if (!actions.some(({ disabledWhen, hiddenWhen }) => disabledWhen || hiddenWhen)) return actions
  return actions
    .filter(({ hiddenWhen }) => !work.isTrueOf(hiddenWhen, row))
    .map(action => (work.isTrueOf(action.disabledWhen, row) ? { ...action, disabled: true } : action))
}

function hasInteractions(state: ComponentState, apiName: string, event: string): boolean {
  const name = apiName.toLowerCase()
  const found = JSON.stringify(state.definition.components).includes(`"${event}"`)
  return found && componentNamed(state.definition.components, name)?.interactions?.[event] !== undefined
}

type Component = ComponentState['definition']['components'][number]

function componentNamed(components: readonly Component[], name: string): Component | undefined {
  for (const component of components) {
    if (component.apiName.toLowerCase() === name) return component
    const inner = componentNamed(Object.values(component.children ?? {}).flat(), name)
    if (inner) return inner
  }
  return undefined
}

const textOf = (value: Resolved): string => (typeof value === 'string' ? value : '')
const filterMode = (value: Resolved): DataTableModel['filterMode'] =>
  value === 'menu' || value === 'panel' ? value : 'none'
const rowLimit = (value: Resolved): number | undefined =>
  typeof value === 'number' && value >= 1 ? Math.floor(value) : undefined
