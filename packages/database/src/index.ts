export * from './schema.ts'
export * from './recordStore.ts'
export * from './platform/index.ts'
