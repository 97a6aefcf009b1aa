import { ANY, BOOLEAN, collectionOf, type DataType, NUMBER, TEXT } from '@millrace/values'
import type { ComponentWork } from '../../componentWork.ts'
import type { AttributeReader, ComponentDeclaration, PropertyDeclaration } from '../../declaration.ts'
import { choices } from '../choices.ts'
import { HEADER_ACTION, ROW_ACTION } from './actions.ts'
import { COLUMN_TYPES, SUMMARIES } from './columns.ts'
import type { DataTableWork } from './tableWork.ts'

const COLUMN: readonly PropertyDeclaration[] = [
  {
    name: 'fieldName',
    label: 'Field',
    type: 'field',
    help: "Account.Name is the parent's. A column of buttons has none.",
  },
  { name: 'label', label: 'Label', type: 'text', help: 'Empty: the label of the field.' },
  { name: 'type', label: 'Type', type: 'choice', options: choices(COLUMN_TYPES), help: 'Empty: what fits the field.' },
  { name: 'name', label: 'Name', type: 'text', help: 'The Target Name of a button’s interactions.' },
  { name: 'sortable', label: 'Sortable', type: 'boolean', help: 'Empty: when the server can sort by the field.' },
  { name: 'searchable', label: 'Searchable', type: 'boolean', help: 'Empty: when it is text.' },
  { name: 'filterable', label: 'Filterable', type: 'boolean', default: true },
  { name: 'editable', label: 'Editable', type: 'boolean', default: false, help: 'Where the user may edit the field.' },
  { name: 'hidden', label: 'Hidden', type: 'boolean', default: false, help: 'Until the user chooses it.' },
  {
    name: 'alignment',
    label: 'Alignment',
    type: 'choice',
    options: choices({ left: 'Left', center: 'Center', right: 'Right' }),
  },
  { name: 'width', label: 'Width', type: 'number', help: 'In pixels.' },
  { name: 'wrapText', label: 'Wrap Text', type: 'boolean', default: false },
  { name: 'helpText', label: 'Help Text', type: 'text' },
  { name: 'decimals', label: 'Decimal Places', type: 'number' },
  { name: 'currencyField', label: 'Currency Field', type: 'field', help: 'CurrencyIsoCode, where records have one.' },
  { name: 'idField', label: 'Id Field', type: 'field', help: 'What a link to a record leads to.' },
  { name: 'max', label: 'Maximum', type: 'number', help: 'Of a progress bar (100) or a rating (5).' },
  { name: 'iconName', label: 'Icon Name', type: 'icon' },
  {
    name: 'variant',
    label: 'Button Variant',
    type: 'choice',
    options: choices({ base: 'Base', neutral: 'Neutral', brand: 'Brand', destructive: 'Destructive' }),
  },
  {
    name: 'colorRules',
    label: 'Colors',
    type: 'list',
    help: 'The first that fits gives a badge its color.',
    items: [
      { name: 'value', label: 'Value', type: 'text' },
      { name: 'when', label: 'When', type: 'condition', hasRow: true, help: 'A formula on the row.' },
      {
        name: 'color',
        label: 'Color',
        type: 'text',
        required: true,
        help: 'success, warning, error, info, brand, inverse, lightest, or #rrggbb.',
      },
    ],
  },
  { name: 'summary', label: 'Summary', type: 'choice', options: choices(SUMMARIES) },
  { name: 'actions', label: 'Actions', type: 'list', items: ROW_ACTION },
]

/// Data Table: records in rows, with a selection that outlives refresh, sort, search, filter and paging because it is
/// held by Id.
export const dataTable: ComponentDeclaration = {
  type: 'DataTable',
  label: 'Data Table',
  help: 'Records in rows and columns: sort, search, filters, paging, selection, actions, inline edit, groups, export.',
  palette: { category: 'Records', rank: 1, iconName: 'utility:table' },
  attributes: [
    { name: 'title', label: 'Title', type: 'text' },
    { name: 'iconName', label: 'Icon Name', type: 'icon' },
    { name: 'records', label: 'Data Source', type: 'records', required: true, help: 'A query: {!AllContacts}.' },
    { name: 'columns', label: 'Columns', type: 'list', required: true, items: COLUMN },
    { name: 'headerActions', label: 'Header Actions', type: 'list', default: [], items: HEADER_ACTION },
    { name: 'rowActions', label: 'Row Actions', type: 'list', default: [], items: ROW_ACTION },
    {
      name: 'maxRowSelection',
      label: 'Max Row Selection',
      type: 'number',
      help: '1 lets people select one row; a higher number that many; empty any number.',
    },
    { name: 'hideCheckboxColumn', label: 'Hide Checkbox Column', type: 'boolean', default: false },
    { name: 'showRowNumbers', label: 'Show Row Numbers', type: 'boolean', default: false },
    { name: 'emptyMessage', label: 'Empty Message', type: 'text', default: 'No records to show.' },
    { name: 'showSearch', label: 'Search Box', type: 'boolean', default: false },
    {
      name: 'filterMode',
      label: 'Filters',
      type: 'choice',
      default: 'none',
      options: choices({ none: 'None', menu: 'Menu per Column', panel: 'Panel' }),
    },
    {
      name: 'paging',
      label: 'Paging',
      type: 'choice',
      default: 'none',
      options: choices({ none: 'None', pages: 'Pages', endless: 'Endless' }),
      help: 'Pages and endless loading read from the server only what is shown.',
    },
    { name: 'pageSize', label: 'Page Size', type: 'number', default: 50 },
    {
      name: 'dataMode',
      label: 'Sort, Search and Page',
      type: 'choice',
      default: 'auto',
      options: choices({ auto: 'Automatic', client: 'In the Page', server: 'On the Server' }),
      help: 'Automatic: on the server with paging, or where not all records were read; else in the page.',
    },
    {
      name: 'defaultSort',
      label: 'Default Sort',
      type: 'list',
      default: [],
      items: [
        { name: 'fieldName', label: 'Field', type: 'field', required: true },
        {
          name: 'direction',
          label: 'Direction',
          type: 'choice',
          default: 'asc',
          options: choices({ asc: 'Ascending', desc: 'Descending' }),
        },
      ],
    },
    { name: 'groupBy', label: 'Group By', type: 'fields', default: [], help: 'Fields, the outermost first.' },
    { name: 'frozenColumns', label: 'Frozen Columns', type: 'number', default: 0, help: 'The first so many stay.' },
    {
      name: 'density',
      label: 'Density',
      type: 'choice',
      default: 'compact',
      options: choices({ comfy: 'Comfy', compact: 'Compact' }),
    },
    {
      name: 'customizable',
      label: 'Own Layout',
      type: 'boolean',
      default: true,
      help: 'People choose, order, resize, freeze and wrap columns; kept for each user.',
    },
    { name: 'allowExport', label: 'Export', type: 'boolean', default: false, help: 'As CSV and as an Excel workbook.' },
    {
      name: 'urlState',
      label: 'Keep in Address',
      type: 'boolean',
      default: false,
      help: 'Sort, filters, search, page.',
    },
  ],
  stateAttributes: [
    {
      name: 'SelectedRowsKeyValue',
      label: 'Ids of the selected rows',
      aliases: ['selectedRowKeys', 'selectedRowIds'],
      type: () => collectionOf(TEXT),
      initial: [],
      derive: reader => selected(reader).flatMap(({ id }) => id ?? []),
    },
    {
      name: 'SelectedRows',
      label: 'Selected rows',
      aliases: ['selectedRowsSObject'],
      type: recordType => collectionOf(recordType),
      derive: reader => [...selected(reader)],
    },
    {
      name: 'FirstSelectedRow',
      label: 'First selected row',
      aliases: ['firstSelectedRowSObject'],
      type: recordType => recordType,
      derive: reader => selected(reader)[0] ?? null,
    },
    {
      name: 'FirstSelectedRowKeyValue',
      label: 'Id of the first selected row',
      type: () => TEXT,
      derive: reader => selected(reader)[0]?.id ?? null,
    },
    {
      name: 'SelectedRowsCount',
      label: 'How many rows are selected',
      aliases: ['nbSelectedRows'],
      type: () => NUMBER,
      derive: reader => selected(reader).length,
    },
    {
      name: 'ItemsSObjectApiName',
      label: 'Object of the rows',
      type: () => TEXT,
      derive: reader => stateOf(reader)?.rows[0]?.objectName ?? reader.work?.query?.objectApiName ?? null,
    },
    {
      name: 'Rows',
      label: 'The rows shown, as sorted',
      type: (recordType: DataType) => collectionOf(recordType),
      derive: reader => [...(stateOf(reader)?.rows ?? [])],
    },
    {
      name: 'TotalSize',
      label: 'How many rows match',
      type: () => NUMBER,
      derive: reader => stateOf(reader)?.totalSize ?? null,
    },
    {
      name: 'IsLoading',
      label: 'Whether rows are being read',
      type: () => BOOLEAN,
      derive: reader => ['loading', 'refreshing'].includes(stateOf(reader)?.status ?? ''),
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
    {
      name: 'SortedColumns',
      label: 'What it is sorted by',
      help: 'A list of { fieldName, direction }, the most important first.',
      type: () => collectionOf(ANY),
      initial: null,
    },
    {
      name: 'SortedBy',
      label: 'Field it is sorted by',
      type: () => TEXT,
      derive: reader => stateOf(reader)?.sorts[0]?.fieldName ?? null,
    },
    {
      name: 'SortedDirection',
      label: 'Direction it is sorted in',
      type: () => TEXT,
      derive: reader => stateOf(reader)?.sorts[0]?.direction ?? 'asc',
    },
    { name: 'SearchText', label: 'What is searched for', type: () => TEXT, initial: '' },
    {
      name: 'Filters',
      label: 'What it is filtered by',
      help: 'A list of { fieldName, operator, value }.',
      type: () => collectionOf(ANY),
      initial: [],
    },
    { name: 'PageNumber', label: 'Page', type: () => NUMBER, initial: 1 },
    { name: 'RowsPerPage', label: 'Rows per page', type: () => NUMBER, initial: null },
    { name: 'GroupedBy', label: 'Fields it is grouped by', type: () => collectionOf(TEXT), initial: null },
    { name: 'CollapsedGroups', label: 'Groups that are folded', type: () => collectionOf(TEXT), initial: [] },
    { name: 'Layout', label: 'How its user wants it to look', type: () => ANY, initial: null },
  ],
  events: [
    { name: 'headerActionClick', label: 'Header Action Click', targets: 'headerActions' },
    { name: 'rowActionClick', label: 'Row Action Click', targets: 'rowActions', hasRow: true },
    { name: 'cellClick', label: 'Button in Cell Click', targets: 'columns', hasRow: true },
    { name: 'rowClick', label: 'Row Click', hasRow: true, concurrency: 'restart' },
    { name: 'rowSelection', label: 'Row Selection', concurrency: 'restart' },
    { name: 'save', label: 'Save' },
    { name: 'cancel', label: 'Cancel' },
    {
      name: 'cellChange',
      label: 'Cell Change',
      hasRow: true,
      concurrency: 'parallel',
      detail: [
        { name: 'fieldName', label: 'Field', type: () => TEXT },
        { name: 'value', label: 'New value', type: () => ANY },
      ],
    },
    { name: 'sort', label: 'Sort', concurrency: 'restart' },
    { name: 'search', label: 'Search', concurrency: 'restart' },
    { name: 'filter', label: 'Filter', concurrency: 'restart' },
    { name: 'pageChange', label: 'Page Change', concurrency: 'restart' },
  ],
  slots: [],
  code: () => import('./tableWork.ts'),
}

/// Whether a component's work is that of a Data Table.
export const isTable = (work: ComponentWork | undefined): work is DataTableWork => work?.type === 'DataTable'
const workOf = ({ work }: AttributeReader): DataTableWork | undefined => (isTable(work) ? work : undefined)

const selected = (reader: AttributeReader) => workOf(reader)?.selected.read() ?? []
const stateOf = (reader: AttributeReader) => workOf(reader)?.state.read()
