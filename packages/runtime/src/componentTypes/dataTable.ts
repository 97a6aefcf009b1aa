import type { RecordValue } from '@millrace/values'
import type { ChainOutcome, InteractionError } from '../componentState.ts'

export type SortDirection = 'asc' | 'desc'

export interface DataTableColumn {
  /// With the parent's path: "Account.Name".
  readonly fieldName: string
  readonly label: string
  readonly type:
    | 'text'
    | 'number'
    | 'currency'
    | 'percent'
    | 'boolean'
    | 'date'
    | 'datetime'
    | 'email'
    | 'phone'
    | 'url'
  readonly sortable: boolean
}

export interface DataTableAction {
  readonly name: string
  readonly label: string
  readonly iconName: string
  readonly variant: string
  readonly disabled: boolean
}

/// A Data Table without its looks: what to show now, and what a person can do with it.
/// Read it anew after each change (`state.subscribe`); an unchanged part is the same object.
export interface DataTable {
  readonly title: string
  readonly status: 'loading' | 'ready' | 'refreshing' | 'error'
  readonly error?: InteractionError
  readonly emptyMessage: string
  readonly columns: readonly DataTableColumn[]
  /// In the order that the user's sort gives.
  readonly rows: readonly RecordValue[]
  readonly totalSize: number
  readonly sortedBy?: { readonly fieldName: string; readonly direction: SortDirection }
  readonly hideCheckboxColumn: boolean
  /// Undefined: no limit.
  readonly maxRowSelection?: number
  readonly selectedIds: ReadonlySet<string>
  readonly allSelection: 'none' | 'some' | 'all'
  readonly headerActions: readonly DataTableAction[]
  readonly rowActions: readonly DataTableAction[]

  /// With Max Row Selection 1, selecting a row deselects the other; with more, a row beyond the limit stays unselected.
  selectRow(id: string, isSelected: boolean): void
  /// Selects all rows, up to Max Row Selection, or none.
  selectAll(isSelected: boolean): void
  sortBy(fieldName: string, direction: SortDirection): void
  clickHeaderAction(name: string): Promise<ChainOutcome>
  clickRowAction(name: string, row: RecordValue): Promise<ChainOutcome>
  isHeaderActionBusy(name: string): boolean
  isRowActionBusy(name: string, rowId: string): boolean
}
