import type { XmlElement } from '../xml/element.ts'
import type { XmlReader } from '../xml/reader.ts'
import { base, recordFilters, value } from './parts.ts'
import type {
  FlowChoice,
  FlowConstant,
  FlowDynamicChoiceSet,
  FlowFormula,
  FlowStage,
  FlowTextTemplate,
  FlowVariable,
} from './model.ts'
import { readValidationRule } from './screens.ts'

/// API versions up to 24 had no "Available for Input" and "Available for Output": every variable was both. Later
/// files without the tags mean neither. Source: Metadata API Developer Guide, FlowVariable, isInput.
export const areVariablesOpenByDefault = (apiVersion: number): boolean => apiVersion > 0 && apiVersion <= 24

export const readVariable = (xml: XmlElement, read: XmlReader, isOpenByDefault: boolean): FlowVariable => ({
  ...base(xml, read),
  dataType: read.required(xml, 'dataType'),
  isCollection: read.flag(xml, 'isCollection', false),
  isInput: read.flag(xml, 'isInput', isOpenByDefault),
  isOutput: read.flag(xml, 'isOutput', isOpenByDefault),
  objectType: read.word(xml, 'objectType'),
  apexClass: read.word(xml, 'apexClass'),
  scale: read.number(xml, 'scale') ?? 0,
  value: value(xml, read),
})

export const readConstant = (xml: XmlElement, read: XmlReader): FlowConstant => ({
  ...base(xml, read),
  dataType: read.required(xml, 'dataType'),
  value: value(xml, read),
})

/// Without a data type a formula is a Number. Source: Metadata API Developer Guide, FlowFormula.
export const readFormula = (xml: XmlElement, read: XmlReader): FlowFormula => ({
  ...base(xml, read),
  dataType: read.word(xml, 'dataType') ?? 'Number',
  expression: read.text(xml, 'expression') ?? '',
  scale: read.number(xml, 'scale') ?? 0,
})

export const readTextTemplate = (xml: XmlElement, read: XmlReader): FlowTextTemplate => ({
  ...base(xml, read),
  text: read.text(xml, 'text') ?? '',
  isViewedAsPlainText: read.flag(xml, 'isViewedAsPlainText', false),
})

export const readChoice = (xml: XmlElement, read: XmlReader): FlowChoice => ({
  ...base(xml, read),
  choiceText: read.text(xml, 'choiceText') ?? '',
  dataType: read.word(xml, 'dataType') ?? 'String',
  value: value(xml, read),
  userInput: read.one(xml, 'userInput', input => ({
    xml: input,
    promptText: read.text(input, 'promptText') ?? '',
    isRequired: read.flag(input, 'isRequired', false),
    validationRule: readValidationRule(input, read),
  })),
})

export const readDynamicChoiceSet = (xml: XmlElement, read: XmlReader): FlowDynamicChoiceSet => ({
  ...base(xml, read),
  dataType: read.word(xml, 'dataType') ?? 'String',
  object: read.word(xml, 'object'),
  filters: recordFilters(xml, read),
  filterLogic: read.word(xml, 'filterLogic'),
  displayField: read.word(xml, 'displayField'),
  valueField: read.word(xml, 'valueField'),
  picklistObject: read.word(xml, 'picklistObject'),
  picklistField: read.word(xml, 'picklistField'),
  collectionReference: read.word(xml, 'collectionReference'),
  sortField: read.word(xml, 'sortField'),
  sortOrder: read.choice(xml, 'sortOrder', ['Asc', 'Desc'] as const, null),
  limit: read.number(xml, 'limit'),
  outputAssignments: read.list(xml, 'outputAssignments', item => ({
    xml: item,
    field: read.required(item, 'field'),
    assignToReference: read.required(item, 'assignToReference', 'missing-reference'),
  })),
})

export const readStage = (xml: XmlElement, read: XmlReader): FlowStage => ({
  ...base(xml, read),
  isActive: read.flag(xml, 'isActive', false),
  stageOrder: read.number(xml, 'stageOrder') ?? 0,
})
