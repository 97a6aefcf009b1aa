export * from './host.ts'
export * from './screen.ts'
export * from './declaration.ts'
export * from './componentState.ts'
export { openDynamicComponent } from './openDynamicComponent.ts'
export { checkDynamicComponent } from './checkDynamicComponent.ts'
export * from './componentTypes/index.ts'
export {
  type DataTableAction,
  type DataTableColumn,
  type DataTableModel,
  dataTableModel,
  type SortDirection,
} from './componentTypes/dataTable/declaration.ts'
export {
  type CellError,
  cellErrorSettings,
  changedFields,
  readCellErrors,
  readDrafts,
  rowErrors,
} from './componentTypes/dataTable/draftValues.ts'
export type { CheckEnvironment, Finding, InteractionDeclaration } from './interaction.ts'
export { chainProperties } from './checks/interactions.ts'
export { interactionType, interactionTypes } from './interactions/index.ts'
export {
  type FieldDescription,
  type ObjectDescription,
  type ObjectLookup,
  readObjectDescription,
} from './objectDescription.ts'
export {
  type FlowDefinition,
  type FlowDescription,
  type FlowVariable,
  readFlowDescription,
  whyNoFlow,
} from './flowActions.ts'
export { fieldValue } from './recordFields.ts'
export { asValue, isValue, type Settings, settingsList } from './resolved.ts'
export { parseTemplate, soleReference, type TemplatePart } from './templates.ts'
export type { Concurrency } from './triggers.ts'
