import type { XmlElement } from '../xml/element.ts'
import type { XmlReader } from '../xml/reader.ts'
import type {
  FlowActionCall,
  FlowAssignment,
  FlowCollectionProcessor,
  FlowConnector,
  FlowCustomError,
  FlowDecision,
  FlowElement,
  FlowEnd,
  FlowFieldAssignment,
  FlowLoop,
  FlowOtherElement,
  FlowRecordCreate,
  FlowRecordDelete,
  FlowRecordLookup,
  FlowRecordRollback,
  FlowRecordUpdate,
  FlowRelatedRecords,
  FlowScreen,
  FlowSubflow,
  FlowTransform,
  FlowWait,
} from './model.ts'
import {
  base,
  connector,
  inputParameters,
  outputParameters,
  readConditions,
  readConnector,
  recordFilters,
  value,
} from './parts.ts'
import { readScreenActions, readScreenFields, readScreenTriggers } from './screens.ts'

type ElementOf<Kind> = Kind extends FlowOtherElement['kind'] ? FlowOtherElement : Extract<FlowElement, { kind: Kind }>

type Read<T> = (xml: XmlElement, read: XmlReader) => T

const SORT_ORDERS = ['Asc', 'Desc'] as const

/// One reader per kind of element, under the tag the Metadata API gives it.
export const ELEMENTS: { readonly [Kind in FlowElement['kind']]: Read<ElementOf<Kind>> } = {
  assignments: (xml, read): FlowAssignment => ({
    kind: 'assignments',
    ...base(xml, read),
    assignmentItems: read.list(xml, 'assignmentItems', item => ({
      xml: item,
      assignToReference: read.required(item, 'assignToReference', 'missing-reference'),
      operator: read.word(item, 'operator') ?? '',
      value: value(item, read),
    })),
    connector: connector(xml, read),
  }),

  decisions: (xml, read): FlowDecision => ({
    kind: 'decisions',
    ...base(xml, read),
    rules: read.list(xml, 'rules', rule => ({
      xml: rule,
      name: read.required(rule, 'name'),
      label: read.text(rule, 'label') ?? read.word(rule, 'name') ?? '',
      conditionLogic: read.word(rule, 'conditionLogic'),
      conditions: readConditions(rule, read),
      connector: connector(rule, read),
    })),
    defaultConnector: connector(xml, read, 'defaultConnector'),
    defaultConnectorLabel: read.text(xml, 'defaultConnectorLabel'),
  }),

  loops: (xml, read): FlowLoop => ({
    kind: 'loops',
    ...base(xml, read),
    collectionReference: read.required(xml, 'collectionReference', 'missing-reference'),
    iterationOrder: read.choice(xml, 'iterationOrder', SORT_ORDERS, 'Asc'),
    assignNextValueToReference: read.word(xml, 'assignNextValueToReference'),
    nextValueConnector: connector(xml, read, 'nextValueConnector'),
    noMoreValuesConnector: connector(xml, read, 'noMoreValuesConnector'),
  }),

  collectionProcessors: (xml, read): FlowCollectionProcessor => ({
    kind: 'collectionProcessors',
    ...base(xml, read),
    collectionProcessorType: read.word(xml, 'collectionProcessorType') ?? '',
    collectionReference: read.required(xml, 'collectionReference', 'missing-reference'),
    assignNextValueToReference: read.word(xml, 'assignNextValueToReference'),
    conditionLogic: read.word(xml, 'conditionLogic'),
    conditions: readConditions(xml, read),
    formula: read.text(xml, 'formula'),
    limit: read.number(xml, 'limit'),
    sortOptions: read.list(xml, 'sortOptions', option => ({
      xml: option,
      sortField: read.word(option, 'sortField'),
      sortOrder: read.choice(option, 'sortOrder', SORT_ORDERS, 'Asc'),
      doesPutEmptyStringAndNullFirst: read.flag(option, 'doesPutEmptyStringAndNullFirst', false),
    })),
    mapItems: read.list(xml, 'mapItems', item => ({
      xml: item,
      assignToFieldReference: read.word(item, 'assignToFieldReference') ?? '',
      operator: read.word(item, 'operator') ?? '',
      value: value(item, read),
    })),
    outputSObjectType: read.word(xml, 'outputSObjectType'),
    connector: connector(xml, read),
  }),

  transforms: (xml, read): FlowTransform => ({
    kind: 'transforms',
    ...base(xml, read),
    dataType: read.word(xml, 'dataType') ?? '',
    objectType: read.word(xml, 'objectType'),
    apexClass: read.word(xml, 'apexClass'),
    isCollection: read.flag(xml, 'isCollection', false),
    scale: read.number(xml, 'scale') ?? 0,
    transformValues: read.list(xml, 'transformValues', values => ({
      xml: values,
      transformValueActions: read.list(values, 'transformValueActions', action => ({
        xml: action,
        outputFieldApiName: read.word(action, 'outputFieldApiName'),
        transformType: read.word(action, 'transformType') ?? '',
        value: value(action, read),
        inputParameters: inputParameters(action, read),
      })),
    })),
    connector: connector(xml, read),
  }),

  recordLookups: (xml, read): FlowRecordLookup => ({
    kind: 'recordLookups',
    ...base(xml, read),
    object: read.required(xml, 'object'),
    filters: recordFilters(xml, read),
    filterLogic: read.word(xml, 'filterLogic'),
    sortField: read.word(xml, 'sortField'),
    sortOrder: read.choice(xml, 'sortOrder', SORT_ORDERS, null),
    limit: value(xml, read, 'limit'),
    storeOutputAutomatically: read.flag(xml, 'storeOutputAutomatically', false),
    getFirstRecordOnly: read.flag(xml, 'getFirstRecordOnly', false),
    outputReference: read.word(xml, 'outputReference'),
    outputAssignments: read.list(xml, 'outputAssignments', item => ({
      xml: item,
      field: read.required(item, 'field'),
      assignToReference: read.required(item, 'assignToReference', 'missing-reference'),
    })),
    queriedFields: read.words(xml, 'queriedFields'),
    assignNullValuesIfNoRecordsFound: read.flag(xml, 'assignNullValuesIfNoRecordsFound', false),
    relatedRecords: relatedRecords(xml, read),
    connector: connector(xml, read),
    faultConnector: connector(xml, read, 'faultConnector'),
  }),

  recordCreates: (xml, read): FlowRecordCreate => ({
    kind: 'recordCreates',
    ...base(xml, read),
    inputReference: read.word(xml, 'inputReference'),
    object: read.word(xml, 'object'),
    inputAssignments: fieldAssignments(xml, read),
    assignRecordIdToReference: read.word(xml, 'assignRecordIdToReference'),
    storeOutputAutomatically: read.flag(xml, 'storeOutputAutomatically', false),
    doesUpsert: read.flag(xml, 'doesUpsert', false),
    doesUpsertAllOrNone: read.flag(xml, 'doesUpsertAllOrNone', true),
    upsertExternalIdField: read.word(xml, 'upsertExternalIdField'),
    upsertStandardIdField: read.word(xml, 'upsertStandardIdField'),
    filters: recordFilters(xml, read),
    filterLogic: read.word(xml, 'filterLogic'),
    operationZeroMatchingRecords: read.word(xml, 'operationZeroMatchingRecords'),
    operationOneMatchingRecord: read.word(xml, 'operationOneMatchingRecord'),
    operationMultMatchingRecords: read.word(xml, 'operationMultMatchingRecords'),
    connector: connector(xml, read),
    faultConnector: connector(xml, read, 'faultConnector'),
  }),

  recordUpdates: (xml, read): FlowRecordUpdate => ({
    kind: 'recordUpdates',
    ...base(xml, read),
    inputReference: read.word(xml, 'inputReference'),
    object: read.word(xml, 'object'),
    filters: recordFilters(xml, read),
    filterLogic: read.word(xml, 'filterLogic'),
    inputAssignments: fieldAssignments(xml, read),
    connector: connector(xml, read),
    faultConnector: connector(xml, read, 'faultConnector'),
  }),

  recordDeletes: (xml, read): FlowRecordDelete => ({
    kind: 'recordDeletes',
    ...base(xml, read),
    inputReference: read.word(xml, 'inputReference'),
    object: read.word(xml, 'object'),
    filters: recordFilters(xml, read),
    filterLogic: read.word(xml, 'filterLogic'),
    connector: connector(xml, read),
    faultConnector: connector(xml, read, 'faultConnector'),
  }),

  recordRollbacks: (xml, read): FlowRecordRollback => ({
    kind: 'recordRollbacks',
    ...base(xml, read),
    connector: connector(xml, read),
  }),

  subflows: (xml, read): FlowSubflow => ({
    kind: 'subflows',
    ...base(xml, read),
    flowName: read.required(xml, 'flowName'),
    inputAssignments: inputParameters(xml, read, 'inputAssignments'),
    outputAssignments: outputParameters(xml, read, 'outputAssignments'),
    storeOutputAutomatically: read.flag(xml, 'storeOutputAutomatically', false),
    connector: connector(xml, read),
  }),

  actionCalls: (xml, read): FlowActionCall => ({
    kind: 'actionCalls',
    ...base(xml, read),
    actionName: read.required(xml, 'actionName'),
    actionType: read.required(xml, 'actionType'),
    inputParameters: inputParameters(xml, read),
    outputParameters: outputParameters(xml, read),
    storeOutputAutomatically: read.flag(xml, 'storeOutputAutomatically', false),
    flowTransactionModel: read.word(xml, 'flowTransactionModel'),
    connector: connector(xml, read),
    faultConnector: connector(xml, read, 'faultConnector'),
  }),

  waits: (xml, read): FlowWait => ({
    kind: 'waits',
    ...base(xml, read),
    elementSubtype: read.word(xml, 'elementSubtype'),
    waitEvents: read.list(xml, 'waitEvents', event => ({
      xml: event,
      name: read.word(event, 'name') ?? '',
      label: read.text(event, 'label') ?? read.word(event, 'name') ?? '',
      conditionLogic: read.word(event, 'conditionLogic'),
      conditions: readConditions(event, read),
      eventType: read.word(event, 'eventType') ?? '',
      inputParameters: inputParameters(event, read),
      outputParameters: outputParameters(event, read),
      offset: read.number(event, 'offset'),
      offsetUnit: read.word(event, 'offsetUnit'),
      resumeDate: read.word(event, 'resumeDate'),
      resumeDateReference: read.word(event, 'resumeDateReference'),
      resumeTime: read.word(event, 'resumeTime'),
      object: read.word(event, 'object'),
      filterLogic: read.word(event, 'filterLogic'),
      filters: recordFilters(event, read),
      recordTriggerType: read.word(event, 'recordTriggerType'),
      connector: connector(event, read),
    })),
    timeZoneId: read.word(xml, 'timeZoneId'),
    defaultConnector: connector(xml, read, 'defaultConnector'),
    faultConnector: connector(xml, read, 'faultConnector'),
  }),

  customErrors: (xml, read): FlowCustomError => ({
    kind: 'customErrors',
    ...base(xml, read),
    customErrorMessages: read.list(xml, 'customErrorMessages', message => ({
      xml: message,
      errorMessage: read.text(message, 'errorMessage') ?? '',
      isFieldError: read.flag(message, 'isFieldError', false),
      fieldSelection: read.word(message, 'fieldSelection'),
    })),
    connector: connector(xml, read),
  }),

  ends: (xml, read): FlowEnd => ({ kind: 'ends', ...base(xml, read) }),

  screens: readScreen,
  apexPluginCalls: (xml, read) => other('apexPluginCalls', xml, read),
  steps: (xml, read) => other('steps', xml, read),
  orchestratedStages: (xml, read) => other('orchestratedStages', xml, read),
  experiments: (xml, read) => other('experiments', xml, read),
}

const relatedRecords = (xml: XmlElement, read: XmlReader): readonly FlowRelatedRecords[] =>
  read.list(xml, 'relatedRecords', item => ({
    xml: item,
    relatedObject: read.required(item, 'relatedObject', 'missing-object'),
    relationshipField: read.required(item, 'relationshipField', 'missing-field'),
    queriedFields: read.words(item, 'queriedFields'),
    filters: recordFilters(item, read),
    filterLogic: read.word(item, 'filterLogic'),
    sortField: read.word(item, 'sortField'),
    sortOrder: read.choice(item, 'sortOrder', SORT_ORDERS, null),
    limit: value(item, read, 'limit'),
    getFirstRecordOnly: read.flag(item, 'getFirstRecordOnly', false),
    relatedRecords: relatedRecords(item, read),
  }))

function fieldAssignments(xml: XmlElement, read: XmlReader): readonly FlowFieldAssignment[] {
  return read.list(xml, 'inputAssignments', item => ({
    xml: item,
    field: read.required(item, 'field'),
    value: value(item, read),
  }))
}

function readScreen(xml: XmlElement, read: XmlReader): FlowScreen {
  const connectors = allConnectors(xml, read)
  const own = (tag: string): FlowConnector | null =>
    connectors.find(one => one.xml.parent === xml && one.xml.name === tag) ?? null
  return {
    kind: 'screens',
    ...base(xml, read),
    fields: readScreenFields(xml, read),
    allowBack: read.flag(xml, 'allowBack', true),
    allowFinish: read.flag(xml, 'allowFinish', true),
    allowPause: read.flag(xml, 'allowPause', true),
    showHeader: read.flag(xml, 'showHeader', true),
    showFooter: read.flag(xml, 'showFooter', true),
    backButtonLabel: read.text(xml, 'backButtonLabel'),
    nextOrFinishButtonLabel: read.text(xml, 'nextOrFinishButtonLabel'),
    pauseButtonLabel: read.text(xml, 'pauseButtonLabel'),
    pausedText: read.text(xml, 'pausedText'),
    helpText: read.text(xml, 'helpText'),
    stageReference: read.word(xml, 'stageReference'),
    actions: readScreenActions(xml, read),
    triggers: readScreenTriggers(xml, read),
    connector: own('connector'),
    connectors,
    faultConnector: own('faultConnector'),
  }
}

function other(kind: FlowOtherElement['kind'], xml: XmlElement, read: XmlReader): FlowOtherElement {
  const connectors = allConnectors(xml, read)
  return { kind, ...base(xml, read), connectors, faultConnector: connector(xml, read, 'faultConnector') }
}

const allConnectors = (xml: XmlElement, read: XmlReader): readonly FlowConnector[] =>
  [...connectorsIn(xml)].flatMap(element => readConnector(element, read) ?? [])

function* connectorsIn(xml: XmlElement): Iterable<XmlElement> {
  for (const inner of xml.children) {
    if (/connectors?$/i.test(inner.name)) yield inner
    else yield* connectorsIn(inner)
  }
}
