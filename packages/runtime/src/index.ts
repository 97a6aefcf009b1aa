export * from './host.ts'
export * from './declaration.ts'
export * from './componentState.ts'
export * from './componentTypes/dataTable.ts'
