import type { XmlElement } from '../xml/element.ts'

/// The content of a `.flow-meta.xml` file under the names the Metadata API gives it. Everything repeated is an
/// array in document order; an absent text is null, an absent Boolean its documented default. Unknown tags stay
/// in `xml`.
///
/// Source: Metadata API Developer Guide, "Flow".
export interface Flow {
  readonly xml: XmlElement
  readonly file: string
  /// The file's text, which the spans of `xml` point into.
  readonly source: string
  /// The file's name without its endings.
  readonly apiName: string
  readonly label: string
  readonly description: string | null
  /// 0 when the file has none (made before 2020).
  readonly apiVersion: number
  readonly processType: string
  /// A file without a status is a Draft.
  readonly status: 'Active' | 'Draft' | 'Obsolete' | 'InvalidDraft' | 'UnderReview'
  readonly runInMode: string
  readonly interviewLabel: string | null
  readonly isAdditionalPermissionRequiredToRun: boolean
  readonly start: FlowStart | null
  readonly startElementReference: string | null

  readonly variables: readonly FlowVariable[]
  readonly constants: readonly FlowConstant[]
  readonly formulas: readonly FlowFormula[]
  readonly textTemplates: readonly FlowTextTemplate[]
  readonly choices: readonly FlowChoice[]
  readonly dynamicChoiceSets: readonly FlowDynamicChoiceSet[]
  readonly stages: readonly FlowStage[]
  /// Settings such as ScreenProgressIndicator, whose text is JSON.
  readonly customProperties: readonly { readonly name: string; readonly text: string }[]

  /// Every element of every kind, in document order.
  readonly elements: readonly FlowElement[]
}

export interface Located {
  readonly xml: XmlElement
}

interface ElementBase extends Located {
  readonly name: string
  readonly label: string
  readonly description: string | null
}

export interface FlowStart extends Located {
  readonly connector: FlowConnector | null
  readonly triggerType: string | null
  readonly object: string | null
  readonly recordTriggerType: string | null
  readonly filters: readonly FlowRecordFilter[]
  readonly filterLogic: string | null
  readonly filterFormula: string | null
  readonly doesRequireRecordChangedToMeetCriteria: boolean
  readonly hasSchedule: boolean
  /// Of a flow that starts on a schedule.
  readonly schedule: FlowSchedule | null
  readonly scheduledPaths: readonly FlowScheduledPath[]
  /// TriggeringUser or DefaultWorkflowUser; as written.
  readonly flowRunAsUser: string | null
}

/// When a flow starts by itself, as written: `2026-01-31`, `08:00:00.000Z`, and OnActivate, Once, Hourly, Daily, Weekdays,
/// Weekly, Monthly or Yearly.
export interface FlowSchedule extends Located {
  readonly startDate: string | null
  readonly startTime: string | null
  readonly frequency: string | null
}

/// What a flow that records start does later.
///
/// Source: Metadata API Developer Guide, FlowScheduledPath.
export interface FlowScheduledPath extends Located {
  /// Empty where it runs right after the commit and has no name of its own.
  readonly name: string
  readonly label: string
  /// Negative: before the time source.
  readonly offsetNumber: number | null
  readonly offsetUnit: string | null
  /// RecordTriggerEvent or RecordField.
  readonly timeSource: string | null
  readonly recordField: string | null
  /// AsyncAfterCommit: as soon as the record is committed.
  readonly pathType: string | null
  readonly maxBatchSize: number | null
  readonly connector: FlowConnector | null
}

export interface FlowConnector extends Located {
  readonly targetReference: string
  readonly isGoTo: boolean
}

/// FlowElementReferenceOrValue. A `value` tag that is missing or empty is `{ kind: 'null' }`.
/// `literal` is the text as written; numbers stay text so that no digit is lost.
export type FlowValue = Located &
  (
    | { readonly kind: 'null' }
    | { readonly kind: 'string'; readonly text: string }
    | { readonly kind: 'number'; readonly text: string }
    | { readonly kind: 'boolean'; readonly value: boolean }
    | { readonly kind: 'date'; readonly text: string }
    | { readonly kind: 'dateTime'; readonly text: string }
    | { readonly kind: 'time'; readonly text: string }
    | { readonly kind: 'reference'; readonly path: string }
    | { readonly kind: 'sobject'; readonly json: string }
    | { readonly kind: 'apex'; readonly json: string }
    | { readonly kind: 'collection'; readonly items: readonly FlowValue[] }
    | { readonly kind: 'formula'; readonly expression: string; readonly dataType: string | null }
    | { readonly kind: 'unsupported'; readonly tag: string }
  )

/// String, Number, Currency, Boolean, Date, DateTime, Time, Picklist, Multipicklist, SObject, Apex; as written.
export type FlowDataType = string

export interface FlowVariable extends ElementBase {
  readonly dataType: FlowDataType
  readonly isCollection: boolean
  readonly isInput: boolean
  readonly isOutput: boolean
  readonly objectType: string | null
  readonly apexClass: string | null
  readonly scale: number
  readonly value: FlowValue | null
}

export interface FlowConstant extends ElementBase {
  readonly dataType: FlowDataType
  readonly value: FlowValue | null
}

export interface FlowFormula extends ElementBase {
  readonly dataType: FlowDataType
  readonly expression: string
  readonly scale: number
}

export interface FlowTextTemplate extends ElementBase {
  readonly text: string
  readonly isViewedAsPlainText: boolean
}

export interface FlowChoice extends ElementBase {
  readonly choiceText: string
  readonly dataType: FlowDataType
  readonly value: FlowValue | null
  /// Set when the person types something to go with the choice.
  readonly userInput: FlowChoiceUserInput | null
}

export interface FlowChoiceUserInput extends Located {
  readonly promptText: string
  readonly isRequired: boolean
  readonly validationRule: FlowInputValidationRule | null
}

export interface FlowDynamicChoiceSet extends ElementBase {
  readonly dataType: FlowDataType
  readonly object: string | null
  readonly filters: readonly FlowRecordFilter[]
  readonly filterLogic: string | null
  readonly displayField: string | null
  readonly valueField: string | null
  readonly picklistObject: string | null
  readonly picklistField: string | null
  readonly collectionReference: string | null
  readonly sortField: string | null
  readonly sortOrder: 'Asc' | 'Desc' | null
  readonly limit: number | null
  readonly outputAssignments: readonly (Located & { readonly field: string; readonly assignToReference: string })[]
}

export interface FlowStage extends ElementBase {
  readonly isActive: boolean
  readonly stageOrder: number
}

export type FlowElement =
  | FlowAssignment
  | FlowDecision
  | FlowLoop
  | FlowCollectionProcessor
  | FlowTransform
  | FlowRecordLookup
  | FlowRecordCreate
  | FlowRecordUpdate
  | FlowRecordDelete
  | FlowRecordRollback
  | FlowSubflow
  | FlowActionCall
  | FlowWait
  | FlowCustomError
  | FlowEnd
  | FlowScreen
  | FlowOtherElement

export interface FlowAssignment extends ElementBase {
  readonly kind: 'assignments'
  readonly assignmentItems: readonly FlowAssignmentItem[]
  readonly connector: FlowConnector | null
}

export interface FlowAssignmentItem extends Located {
  readonly assignToReference: string
  /// "" when the file has none.
  readonly operator: string
  readonly value: FlowValue | null
}

export interface FlowDecision extends ElementBase {
  readonly kind: 'decisions'
  readonly rules: readonly FlowRule[]
  readonly defaultConnector: FlowConnector | null
  readonly defaultConnectorLabel: string | null
}

export interface FlowRule extends Located {
  readonly name: string
  readonly label: string
  readonly conditionLogic: string | null
  readonly conditions: readonly FlowCondition[]
  readonly connector: FlowConnector | null
}

export interface FlowCondition extends Located {
  readonly leftValueReference: string
  readonly operator: string
  readonly rightValue: FlowValue | null
}

export interface FlowLoop extends ElementBase {
  readonly kind: 'loops'
  readonly collectionReference: string
  readonly iterationOrder: 'Asc' | 'Desc'
  readonly assignNextValueToReference: string | null
  readonly nextValueConnector: FlowConnector | null
  readonly noMoreValuesConnector: FlowConnector | null
}

export interface FlowCollectionProcessor extends ElementBase {
  readonly kind: 'collectionProcessors'
  readonly collectionProcessorType: string
  readonly collectionReference: string
  readonly assignNextValueToReference: string | null
  readonly conditionLogic: string | null
  readonly conditions: readonly FlowCondition[]
  readonly formula: string | null
  readonly limit: number | null
  readonly sortOptions: readonly (Located & {
    readonly sortField: string | null
    readonly sortOrder: 'Asc' | 'Desc'
    readonly doesPutEmptyStringAndNullFirst: boolean
  })[]
  readonly mapItems: readonly (Located & {
    readonly assignToFieldReference: string
    readonly operator: string
    readonly value: FlowValue | null
  })[]
  readonly outputSObjectType: string | null
  readonly connector: FlowConnector | null
}

export interface FlowTransform extends ElementBase {
  readonly kind: 'transforms'
  readonly dataType: FlowDataType
  readonly objectType: string | null
  readonly apexClass: string | null
  readonly isCollection: boolean
  readonly scale: number
  readonly transformValues: readonly (Located & { readonly transformValueActions: readonly FlowTransformAction[] })[]
  readonly connector: FlowConnector | null
}

export interface FlowTransformAction extends Located {
  readonly outputFieldApiName: string | null
  readonly transformType: string
  readonly value: FlowValue | null
  readonly inputParameters: readonly FlowInputParameter[]
}

export interface FlowRecordFilter extends Located {
  readonly field: string
  readonly operator: string
  readonly value: FlowValue | null
}

export interface FlowFieldAssignment extends Located {
  readonly field: string
  readonly value: FlowValue | null
}

export interface FlowRecordLookup extends ElementBase {
  readonly kind: 'recordLookups'
  readonly object: string
  readonly filters: readonly FlowRecordFilter[]
  readonly filterLogic: string | null
  readonly sortField: string | null
  readonly sortOrder: 'Asc' | 'Desc' | null
  readonly limit: FlowValue | null
  readonly storeOutputAutomatically: boolean
  readonly getFirstRecordOnly: boolean
  readonly outputReference: string | null
  readonly outputAssignments: readonly (Located & { readonly field: string; readonly assignToReference: string })[]
  readonly queriedFields: readonly string[]
  readonly assignNullValuesIfNoRecordsFound: boolean
  readonly relatedRecords: readonly FlowRelatedRecords[]
  readonly connector: FlowConnector | null
  readonly faultConnector: FlowConnector | null
}

/// Child records that a Get Records element gets with each record it finds.
export interface FlowRelatedRecords extends Located {
  readonly relatedObject: string
  /// The name of the child relationship: `Lines__r`.
  readonly relationshipField: string
  readonly queriedFields: readonly string[]
  readonly filters: readonly FlowRecordFilter[]
  readonly filterLogic: string | null
  readonly sortField: string | null
  readonly sortOrder: 'Asc' | 'Desc' | null
  readonly limit: FlowValue | null
  readonly getFirstRecordOnly: boolean
  readonly relatedRecords: readonly FlowRelatedRecords[]
}

export interface FlowRecordCreate extends ElementBase {
  readonly kind: 'recordCreates'
  readonly inputReference: string | null
  readonly object: string | null
  readonly inputAssignments: readonly FlowFieldAssignment[]
  readonly assignRecordIdToReference: string | null
  readonly storeOutputAutomatically: boolean
  readonly doesUpsert: boolean
  readonly doesUpsertAllOrNone: boolean
  readonly upsertExternalIdField: string | null
  readonly upsertStandardIdField: string | null
  readonly filters: readonly FlowRecordFilter[]
  readonly filterLogic: string | null
  readonly operationZeroMatchingRecords: string | null
  readonly operationOneMatchingRecord: string | null
  readonly operationMultMatchingRecords: string | null
  readonly connector: FlowConnector | null
  readonly faultConnector: FlowConnector | null
}

export interface FlowRecordUpdate extends ElementBase {
  readonly kind: 'recordUpdates'
  readonly inputReference: string | null
  readonly object: string | null
  readonly filters: readonly FlowRecordFilter[]
  readonly filterLogic: string | null
  readonly inputAssignments: readonly FlowFieldAssignment[]
  readonly connector: FlowConnector | null
  readonly faultConnector: FlowConnector | null
}

export interface FlowRecordDelete extends ElementBase {
  readonly kind: 'recordDeletes'
  readonly inputReference: string | null
  readonly object: string | null
  readonly filters: readonly FlowRecordFilter[]
  readonly filterLogic: string | null
  readonly connector: FlowConnector | null
  readonly faultConnector: FlowConnector | null
}

export interface FlowRecordRollback extends ElementBase {
  readonly kind: 'recordRollbacks'
  readonly connector: FlowConnector | null
}

export interface FlowInputParameter extends Located {
  readonly name: string
  readonly value: FlowValue | null
}

export interface FlowOutputParameter extends Located {
  readonly name: string
  readonly assignToReference: string
}

export interface FlowSubflow extends ElementBase {
  readonly kind: 'subflows'
  readonly flowName: string
  readonly inputAssignments: readonly FlowInputParameter[]
  readonly outputAssignments: readonly FlowOutputParameter[]
  readonly storeOutputAutomatically: boolean
  readonly connector: FlowConnector | null
}

export interface FlowActionCall extends ElementBase {
  readonly kind: 'actionCalls'
  readonly actionName: string
  readonly actionType: string
  readonly inputParameters: readonly FlowInputParameter[]
  readonly outputParameters: readonly FlowOutputParameter[]
  readonly storeOutputAutomatically: boolean
  readonly flowTransactionModel: string | null
  readonly connector: FlowConnector | null
  readonly faultConnector: FlowConnector | null
}

export interface FlowWait extends ElementBase {
  readonly kind: 'waits'
  /// WaitDuration, WaitDate, WaitUntilEvent …; null in files that do not tell the forms apart.
  readonly elementSubtype: string | null
  readonly waitEvents: readonly FlowWaitEvent[]
  readonly timeZoneId: string | null
  readonly defaultConnector: FlowConnector | null
  readonly faultConnector: FlowConnector | null
}

/// What ends a wait. Source: Metadata API Developer Guide, "FlowWaitEvent".
export interface FlowWaitEvent extends Located {
  /// Empty in files of the newer forms.
  readonly name: string
  readonly label: string
  readonly conditionLogic: string | null
  readonly conditions: readonly FlowCondition[]
  /// AlarmEvent, DateRefAlarmEvent or the API name of a platform event; empty in the newer forms.
  readonly eventType: string
  readonly inputParameters: readonly FlowInputParameter[]
  readonly outputParameters: readonly FlowOutputParameter[]
  /// Wait For Amount of Time: how long, from now or from the resume date.
  readonly offset: number | null
  readonly offsetUnit: string | null
  /// Wait Until Date: a day, or what holds one, and the time of day.
  readonly resumeDate: string | null
  readonly resumeDateReference: string | null
  readonly resumeTime: string | null
  /// Wait For Conditions: a record of this object that meets the filters.
  readonly object: string | null
  readonly filterLogic: string | null
  readonly filters: readonly FlowRecordFilter[]
  readonly recordTriggerType: string | null
  readonly connector: FlowConnector | null
}

export interface FlowCustomError extends ElementBase {
  readonly kind: 'customErrors'
  readonly customErrorMessages: readonly (Located & {
    readonly errorMessage: string
    readonly isFieldError: boolean
    readonly fieldSelection: string | null
  })[]
  readonly connector: FlowConnector | null
}

export interface FlowEnd extends ElementBase {
  readonly kind: 'ends'
}

/// A screen that a person fills in. Source: Metadata API Developer Guide, FlowScreen.
export interface FlowScreen extends ElementBase {
  readonly kind: 'screens'
  readonly fields: readonly FlowScreenField[]
  readonly allowBack: boolean
  readonly allowFinish: boolean
  readonly allowPause: boolean
  readonly showHeader: boolean
  readonly showFooter: boolean
  readonly backButtonLabel: string | null
  readonly nextOrFinishButtonLabel: string | null
  readonly pauseButtonLabel: string | null
  readonly pausedText: string | null
  readonly helpText: string | null
  readonly stageReference: string | null
  /// What its components run while it is shown, and when.
  readonly actions: readonly FlowScreenAction[]
  readonly triggers: readonly FlowScreenTrigger[]
  readonly connector: FlowConnector | null
  /// All of them, also those of rules in old files.
  readonly connectors: readonly FlowConnector[]
  readonly faultConnector: FlowConnector | null
}

/// An autolaunched flow that runs while a screen is shown. Source: Metadata API Developer Guide, FlowScreenAction.
export interface FlowScreenAction extends Located {
  readonly name: string
  readonly label: string
  /// API name of the flow.
  readonly actionName: string
  readonly actionType: string
  readonly inputParameters: readonly FlowInputParameter[]
}

/// What happens on an event of a screen component. Source: Metadata API Developer Guide, FlowScreenTrigger.
export interface FlowScreenTrigger extends Located {
  readonly eventName: string
  /// A component of the screen, or an attribute of one.
  readonly eventSource: string
  readonly handlers: readonly FlowScreenTriggerHandler[]
}

export interface FlowScreenTriggerHandler extends Located {
  readonly screenActionName: string
  readonly conditionLogic: string | null
  readonly conditions: readonly FlowCondition[]
  /// `runOnLoad`, `runOnRevisit`: also without the event.
  readonly initBehavior: string | null
}

/// A component of a screen, with those inside it. Source: Metadata API Developer Guide, FlowScreenField.
export interface FlowScreenField extends Located {
  /// "" for a field of a record.
  readonly name: string
  /// InputField, DisplayText, RegionContainer and so on; as written.
  readonly fieldType: string
  readonly dataType: FlowDataType
  readonly fieldText: string | null
  readonly helpText: string | null
  readonly isRequired: boolean
  readonly isReadOnly: FlowValue | null
  readonly isDisabled: FlowValue | null
  readonly scale: number
  readonly defaultValue: FlowValue | null
  readonly defaultSelectedChoiceReference: string | null
  readonly choiceReferences: readonly string[]
  readonly validationRule: FlowInputValidationRule | null
  readonly visibilityRule: FlowVisibilityRule | null
  /// The Lightning component: `flowruntime:email`, `c:starRating`.
  readonly extensionName: string | null
  readonly inputParameters: readonly FlowInputParameter[]
  readonly outputParameters: readonly FlowOutputParameter[]
  readonly storeOutputAutomatically: boolean
  readonly inputsOnNextNavToAssocScrn: string | null
  /// `contactVariable.LastName`.
  readonly objectFieldReference: string | null
  readonly regionContainerType: string | null
  /// Of a column: its share of twelve.
  readonly width: number | null
  /// Which objects a component that works with any is for: `T` is `Contact`.
  readonly dataTypeMappings: readonly { readonly typeName: string; readonly typeValue: string }[]
  readonly fields: readonly FlowScreenField[]
}

export interface FlowInputValidationRule extends Located {
  readonly formulaExpression: string
  readonly errorMessage: string
}

export interface FlowVisibilityRule extends Located {
  readonly conditionLogic: string | null
  readonly conditions: readonly FlowCondition[]
}

/// Kinds that Millrace does not run: apexPluginCalls, steps, orchestratedStages, experiments.
/// Kept so that connectors to them resolve and a run can say what it met.
export interface FlowOtherElement extends ElementBase {
  readonly kind: 'apexPluginCalls' | 'steps' | 'orchestratedStages' | 'experiments'
  /// All of them, also the fault connector.
  readonly connectors: readonly FlowConnector[]
  readonly faultConnector: FlowConnector | null
}
