import {
  ANY,
  collectionOf,
  compareValues,
  type DataType,
  NUMBER,
  RecordValue,
  TEXT,
  type Value,
} from '@millrace/values'
import type { ChainOutcome, ComponentState, InteractionError, Resolved } from '../../componentState.ts'
import type { AttributeReader, ComponentDeclaration, PropertyDeclaration } from '../../declaration.ts'
import { fieldValue } from '../../recordFields.ts'
import { settingsList } from '../../resolved.ts'

const ACTION: readonly PropertyDeclaration[] = [
  { name: 'name', label: 'Name', type: 'text', required: true, help: 'The Target Name of its interactions.' },
  { name: 'label', label: 'Label', type: 'text', required: true },
  { name: 'iconName', label: 'Icon Name', type: 'icon' },
  {
    name: 'variant',
    label: 'Variant',
    type: 'choice',
    default: 'neutral',
    options: [
      { value: 'neutral', label: 'Neutral' },
      { value: 'brand', label: 'Brand' },
      { value: 'destructive', label: 'Destructive' },
    ],
  },
  { name: 'disabled', label: 'Disabled', type: 'boolean', default: false },
]

const COLUMN_TYPES = [
  'text',
  'number',
  'currency',
  'percent',
  'boolean',
  'date',
  'datetime',
  'email',
  'phone',
  'url',
] as const

/// Data Table: records in rows, with a selection that outlives refresh and sort because it is held by Id.
export const dataTable: ComponentDeclaration = {
  type: 'DataTable',
  label: 'Data Table',
  help: 'Records in rows and columns, with selection, header actions and row actions.',
  attributes: [
    { name: 'title', label: 'Title', type: 'text' },
    { name: 'iconName', label: 'Icon Name', type: 'icon' },
    { name: 'records', label: 'Data Source', type: 'records', required: true, help: 'A query: {!AllContacts}.' },
    {
      name: 'columns',
      label: 'Columns',
      type: 'list',
      required: true,
      items: [
        { name: 'fieldName', label: 'Field', type: 'field', required: true, help: "Account.Name is the parent's." },
        { name: 'label', label: 'Label', type: 'text' },
        {
          name: 'type',
          label: 'Type',
          type: 'choice',
          default: 'text',
          options: COLUMN_TYPES.map(value => ({ value, label: value })),
        },
        { name: 'sortable', label: 'Sortable', type: 'boolean', default: false },
      ],
    },
    { name: 'headerActions', label: 'Header Actions', type: 'list', default: [], items: ACTION },
    { name: 'rowActions', label: 'Row Actions', type: 'list', default: [], items: ACTION },
    {
      name: 'maxRowSelection',
      label: 'Max Row Selection',
      type: 'number',
      help: '1 lets people select one row; a higher number that many; empty any number.',
    },
    { name: 'hideCheckboxColumn', label: 'Hide Checkbox Column', type: 'boolean', default: false },
    { name: 'emptyMessage', label: 'Empty Message', type: 'text', default: 'No records to show.' },
  ],
  stateAttributes: [
    {
      name: 'SelectedRowsKeyValue',
      label: 'Ids of the selected rows',
      aliases: ['selectedRowKeys', 'selectedRowIds'],
      type: () => collectionOf(TEXT),
      initial: [],
      derive: reader => selectedRows(reader, reader.held).map(row => row.id),
    },
    {
      name: 'SelectedRows',
      label: 'Selected rows',
      aliases: ['selectedRowsSObject'],
      type: recordType => collectionOf(recordType),
      derive: reader => selectedRows(reader, reader.attribute('SelectedRowsKeyValue')),
    },
    {
      name: 'FirstSelectedRow',
      label: 'First selected row',
      aliases: ['firstSelectedRowSObject'],
      type: recordType => recordType,
      derive: reader => recordsOf(reader.attribute('SelectedRows'))[0] ?? null,
    },
    {
      name: 'FirstSelectedRowKeyValue',
      label: 'Id of the first selected row',
      type: () => TEXT,
      derive: reader => recordsOf(reader.attribute('SelectedRows'))[0]?.id ?? null,
    },
    {
      name: 'SelectedRowsCount',
      label: 'How many rows are selected',
      aliases: ['nbSelectedRows'],
      type: () => NUMBER,
      derive: reader => recordsOf(reader.attribute('SelectedRows')).length,
    },
    {
      name: 'ItemsSObjectApiName',
      label: 'Object of the rows',
      type: () => TEXT,
      derive: reader => recordsOf(reader.attribute('records'))[0]?.objectName ?? null,
    },
    {
      name: 'DraftValues',
      label: 'Values typed into cells and not saved',
      help: 'One record for each changed row: its Id and the changed fields. Saving sets it to the rows that were not saved.',
      aliases: ['unsavedRows'],
      type: recordType => collectionOf(recordType),
      initial: [],
    },
    {
      name: 'CellErrors',
      label: 'Why cells or rows were not saved',
      help: 'A list of { recordId, fieldName, message, code }; without fieldName it is about the whole row.',
      type: () => collectionOf(ANY),
      initial: [],
    },
    { name: 'SortedBy', label: 'Field it is sorted by', type: () => TEXT, initial: null },
    { name: 'SortedDirection', label: 'Direction it is sorted in', type: () => TEXT, initial: 'asc' },
    {
      name: 'Rows',
      label: 'All rows, as sorted',
      type: (recordType: DataType) => collectionOf(recordType),
      derive: sortedRows,
    },
  ],
  events: [
    { name: 'headerActionClick', label: 'Header Action Click', targets: 'headerActions' },
    { name: 'rowActionClick', label: 'Row Action Click', targets: 'rowActions', hasRow: true },
    { name: 'save', label: 'Save' },
    { name: 'cancel', label: 'Cancel' },
    { name: 'rowSelection', label: 'Row Selection', concurrency: 'restart' },
  ],
  slots: [],
}

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
export interface DataTableModel {
  readonly title: string
  readonly iconName: string
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
  /// Refused while the action is disabled or its chain is under way.
  clickHeaderAction(name: string): Promise<ChainOutcome>
  clickRowAction(name: string, row: RecordValue): Promise<ChainOutcome>
  isHeaderActionBusy(name: string): boolean
  isRowActionBusy(name: string, rowId: string): boolean
}

/// The Data Table [apiName] as it is now.
export function dataTableModel(state: ComponentState, apiName: string): DataTableModel {
  const attribute = (name: string): Resolved => state.attribute(apiName, name)
  const rows = recordsOf(attribute('Rows'))
  const selected = recordsOf(attribute('SelectedRows'))
  const selectedIds = idSet(attribute('SelectedRowsKeyValue'))
  const max = rowLimit(attribute('maxRowSelection'))
  const sortedBy = textOf(attribute('SortedBy'))
  const query = state.queryOf(apiName)
  const headerActions = actionsOf(attribute('headerActions'))
  const rowActions = actionsOf(attribute('rowActions'))

  const select = (ids: readonly string[]): void => {
    state.setAttribute(apiName, 'SelectedRowsKeyValue', [...ids])
    void state.trigger(apiName, 'rowSelection')
  }
  return {
    title: textOf(attribute('title')),
    iconName: textOf(attribute('iconName')),
    status: query?.status ?? 'ready',
    ...(query?.error ? { error: query.error } : {}),
    emptyMessage: textOf(attribute('emptyMessage')),
    columns: columnsOf(attribute('columns')),
    rows,
    totalSize: query?.totalSize ?? rows.length,
    ...(sortedBy ? { sortedBy: { fieldName: sortedBy, direction: directionOf(attribute('SortedDirection')) } } : {}),
    hideCheckboxColumn: attribute('hideCheckboxColumn') === true,
    ...(max === undefined ? {} : { maxRowSelection: max }),
    selectedIds,
    allSelection: selected.length === 0 ? 'none' : selected.length === rows.length ? 'all' : 'some',
    headerActions,
    rowActions,

    selectRow(id, isSelected) {
      const others = [...selectedIds].filter(selectedId => selectedId !== id)
      if (!isSelected) select(others)
      else if (max === 1) select([id])
      else if (max === undefined || others.length < max) select([...others, id])
    },
    selectAll(isSelected) {
      const ids = rows.flatMap(row => row.id ?? [])
      select(isSelected ? ids.slice(0, max) : [])
    },
    sortBy(fieldName, direction) {
      state.setAttribute(apiName, 'SortedDirection', direction)
      state.setAttribute(apiName, 'SortedBy', fieldName)
    },
    clickHeaderAction: async name =>
      isDisabled(headerActions, name) ? REFUSED : state.trigger(apiName, 'headerActionClick', { targetName: name }),
    clickRowAction: async (name, row) =>
      isDisabled(rowActions, name) ? REFUSED : state.trigger(apiName, 'rowActionClick', { targetName: name, row }),
    isHeaderActionBusy: name => state.isBusy(apiName, 'headerActionClick', name),
    isRowActionBusy: (name, rowId) => state.isBusy(apiName, 'rowActionClick', name, rowId),
  }
}

const REFUSED: ChainOutcome = { status: 'refused', ran: 0 }

const isDisabled = (actions: readonly DataTableAction[], name: string): boolean =>
  actions.some(action => action.name === name && action.disabled)

/// The rows whose Ids [held] has, in the order they are shown, up to Max Row Selection. A row that is gone is not
/// selected, but it is again when it comes back.
function selectedRows(reader: AttributeReader, held: Resolved): RecordValue[] {
  const ids = idSet(held)
  if (ids.size === 0) return []
  const rows = recordsOf(reader.attribute('Rows')).filter(row => row.id !== null && ids.has(row.id))
  return rows.slice(0, rowLimit(reader.attribute('maxRowSelection')))
}

function sortedRows(reader: AttributeReader): Value {
  const rows = recordsOf(reader.attribute('records'))
  const fieldName = textOf(reader.attribute('SortedBy'))
  if (!fieldName) return [...rows]
  const sign = directionOf(reader.attribute('SortedDirection')) === 'desc' ? -1 : 1
  const collator = new Intl.Collator(reader.locale.replace('_', '-'))
  const compare = (a: Value, b: Value): number =>
    typeof a === 'string' && typeof b === 'string'
      ? collator.compare(a, b)
      : (compareValues(a, b, reader.timeZone) ?? 0)
  return rows
    .map(row => ({ row, key: fieldValue(row, fieldName) }))
    .sort((a, b) => {
      // Blank fields stand last in both directions, as in Lightning's list views.
      if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null)
      return sign * compare(a.key, b.key)
    })
    .map(({ row }) => row)
}

const NO_RECORDS: readonly RecordValue[] = []

function recordsOf(value: Resolved): readonly RecordValue[] {
  return Array.isArray(value) && value.every(item => item instanceof RecordValue) ? value : NO_RECORDS
}

const textOf = (value: Resolved): string => (typeof value === 'string' ? value : '')
const directionOf = (value: Resolved): SortDirection => (value === 'desc' ? 'desc' : 'asc')
const rowLimit = (value: Resolved): number | undefined =>
  typeof value === 'number' && value >= 1 ? Math.floor(value) : undefined

// What is made of an attribute is kept with it, so that an unchanged attribute gives the same object.
const idSets = new WeakMap<object, ReadonlySet<string>>()
const columnLists = new WeakMap<object, readonly DataTableColumn[]>()
const actionLists = new WeakMap<object, readonly DataTableAction[]>()

function idSet(value: Resolved): ReadonlySet<string> {
  if (!Array.isArray(value)) return new Set()
  return kept(idSets, value, () => new Set(value.filter(item => typeof item === 'string')))
}

function columnsOf(value: Resolved): readonly DataTableColumn[] {
  if (!Array.isArray(value)) return []
  return kept(columnLists, value, () =>
    settingsList(value).map(column => {
      const fieldName = textOf(column['fieldName'] ?? null)
      const type = COLUMN_TYPES.find(candidate => candidate === column['type']) ?? 'text'
      return {
        fieldName,
        label: textOf(column['label'] ?? null) || fieldName,
        type,
        sortable: column['sortable'] === true,
      }
    }),
  )
}

function actionsOf(value: Resolved): readonly DataTableAction[] {
  if (!Array.isArray(value)) return []
  return kept(actionLists, value, () =>
    settingsList(value).map(action => ({
      name: textOf(action['name'] ?? null),
      label: textOf(action['label'] ?? null),
      iconName: textOf(action['iconName'] ?? null),
      variant: textOf(action['variant'] ?? null) || 'neutral',
      disabled: action['disabled'] === true,
    })),
  )
}

function kept<T>(known: WeakMap<object, T>, key: object, make: () => T): T {
  let made = known.get(key)
  if (made === undefined) known.set(key, (made = make()))
  return made
}
