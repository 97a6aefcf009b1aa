export * from './host.ts'
export { englishInteractionTexts, type InteractionTexts } from './interactionTexts.ts'
export * from './screen.ts'
export * from './declaration.ts'
export * from './componentState.ts'
export { openDynamicComponent } from './openDynamicComponent.ts'
export { checkDynamicComponent } from './checkDynamicComponent.ts'
export * from './componentTypes/index.ts'
export { type Aggregate, aggregateNamed, aggregateOf } from './componentTypes/aggregates.ts'
export { type ChartData, type ChartSettings, chartData } from './componentTypes/chartData.ts'
export { type Option, optionsNamed, optionsOf } from './componentTypes/choiceSource.ts'
export { asDate, dateLimits } from './componentTypes/dateInput.ts'
export { itemKey } from './componentTypes/list.ts'
export { asNumber } from './componentTypes/numberInput.ts'
export { recordDetailWork } from './componentTypes/recordDetail/declaration.ts'
export type { RecordDetailState, RecordDetailWork } from './componentTypes/recordDetail/recordDetailWork.ts'
export type { DetailField, DetailSection } from './componentTypes/recordDetail/sections.ts'
export { asTime } from './componentTypes/timeInput.ts'
export { type TreeNode, treeOfItems, treeOfRecords } from './componentTypes/treeNodes.ts'
export { STYLE_SETTINGS, type StyleDeclarations, styleDeclarations } from './componentTypes/style.ts'
export { type DataTableAction } from './componentTypes/dataTable/actions.ts'
export {
  type ColorRule,
  type DataTableColumn,
  type DataTableColumnType,
  isControl,
  isNumberType,
  optionsFor,
  SUMMARIES,
  type SummaryFunction,
} from './componentTypes/dataTable/columns.ts'
export { DATE_RANGES } from './componentTypes/dataTable/dateRanges.ts'
export {
  type DataTableFilter,
  FILTER_OPERATORS,
  type FilterOperator,
  filterValueText,
  operatorsFor,
  parseFilterValue,
} from './componentTypes/dataTable/filters.ts'
export { type RowGroup, type TableLine, type Totals } from './componentTypes/dataTable/grouping.ts'
export { clampWidth, type DataTableLayout, type Density } from './componentTypes/dataTable/layout.ts'
export { type DataTableModel, dataTableModel } from './componentTypes/dataTable/model.ts'
export { type DataTableSort, type SortDirection } from './componentTypes/dataTable/sorting.ts'
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
export { describeScreenFlow } from './screenFlows.ts'
export { apiError as apiErrorOf, send as sendRequest } from './restApi.ts'
export {
  type ChildRelationship,
  type FieldDescription,
  type PicklistValue,
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
export { type InputModel, type InputProblem, type Inputs, inputModel, isInput, reportInputs } from './inputModel.ts'
export { picklistChoices, picklistOptions } from './picklists.ts'
export {
  describedObject,
  insertFile,
  insertRecord,
  MOST_FILE_MEGABYTES,
  nameFieldOf,
  recordsOfQuery,
  recordWithId,
  updateRecord,
} from './componentRequests.ts'
export { objectsOf } from './objectDescriptions.ts'
export { inputsOfUrl } from './urlParameters.ts'
export { fieldValue } from './recordFields.ts'
export { asValue, isValue, type Settings, settingsList } from './resolved.ts'
export { parseTemplate, soleReference, type TemplatePart } from './templates.ts'
export type { Concurrency } from './triggers.ts'
export {
  allComponents,
  isUnknown,
  itemsAttribute,
  type Place,
  propertyDataType,
  type Reference,
  ReferenceScope,
  slotsOf,
} from './references.ts'
export { resourceType } from './resourceTypes.ts'
export { type ConditionOperator, conditionOperator, conditionOperators } from './conditionRules.ts'
export type { FlowRunFailure, FlowRunState } from './flowRunState.ts'
export { soqlText } from './soql.ts'
