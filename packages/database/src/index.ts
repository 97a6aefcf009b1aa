export * from './schema.ts'
export * from './recordStore.ts'
