export * from './diagnostic.ts'
export * from './xml/element.ts'
export * from './flow/model.ts'
export * from './dynamicComponent.ts'
