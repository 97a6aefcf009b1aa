export * from './host.ts'
export * from './declaration.ts'
export * from './componentState.ts'
export * from './resolved.ts'
export * from './recordFields.ts'
export * from './componentTypes/index.ts'
export {
  dataTableModel,
  type DataTableAction,
  type DataTableColumn,
  type DataTableModel,
  type SortDirection,
} from './componentTypes/dataTable.ts'
