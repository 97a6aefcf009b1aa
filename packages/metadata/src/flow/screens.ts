import type { XmlElement } from '../xml/element.ts'
import type { XmlReader } from '../xml/reader.ts'
import type {
  FlowInputValidationRule,
  FlowScreenAction,
  FlowScreenField,
  FlowScreenTrigger,
  FlowVisibilityRule,
} from './model.ts'
import { inputParameters, outputParameters, readConditions, value } from './parts.ts'

/// The components of a screen or section, with those inside them.
export const readScreenFields = (xml: XmlElement, read: XmlReader): readonly FlowScreenField[] =>
  read.list(xml, 'fields', field => readScreenField(field, read))

function readScreenField(xml: XmlElement, read: XmlReader): FlowScreenField {
  const fieldType = read.word(xml, 'fieldType') ?? ''
  // A section of old files and a field of a record have no name of their own.
  const isNamed = fieldType !== 'ObjectProvided' && fieldType !== 'Region' && fieldType !== 'RegionContainer'
  return {
    xml,
    name: isNamed ? read.required(xml, 'name') : (read.word(xml, 'name') ?? ''),
    fieldType,
    dataType: read.word(xml, 'dataType') ?? 'String',
    fieldText: read.text(xml, 'fieldText'),
    helpText: read.text(xml, 'helpText'),
    isRequired: read.flag(xml, 'isRequired', false),
    isReadOnly: value(xml, read, 'isReadOnly'),
    isDisabled: value(xml, read, 'isDisabled'),
    scale: read.number(xml, 'scale') ?? 0,
    defaultValue: value(xml, read, 'defaultValue'),
    defaultSelectedChoiceReference: read.word(xml, 'defaultSelectedChoiceReference'),
    choiceReferences: read.words(xml, 'choiceReferences'),
    validationRule: readValidationRule(xml, read),
    visibilityRule: read.one(xml, 'visibilityRule', rule => readVisibilityRule(rule, read)),
    extensionName: read.word(xml, 'extensionName'),
    inputParameters: inputParameters(xml, read),
    outputParameters: outputParameters(xml, read),
    storeOutputAutomatically: read.flag(xml, 'storeOutputAutomatically', false),
    inputsOnNextNavToAssocScrn: read.word(xml, 'inputsOnNextNavToAssocScrn'),
    objectFieldReference: read.word(xml, 'objectFieldReference'),
    regionContainerType: read.word(xml, 'regionContainerType'),
    width: widthOf(xml, read),
    dataTypeMappings: read.list(xml, 'dataTypeMappings', mapping => ({
      typeName: read.word(mapping, 'typeName') ?? '',
      typeValue: read.word(mapping, 'typeValue') ?? '',
    })),
    fields: readScreenFields(xml, read),
  }
}

/// Of a screen component or of what is typed with a choice.
export const readValidationRule = (xml: XmlElement, read: XmlReader): FlowInputValidationRule | null =>
  read.one(xml, 'validationRule', rule => ({
    xml: rule,
    formulaExpression: read.text(rule, 'formulaExpression') ?? '',
    errorMessage: read.text(rule, 'errorMessage') ?? '',
  }))

const readVisibilityRule = (xml: XmlElement, read: XmlReader): FlowVisibilityRule => ({
  xml,
  conditionLogic: read.word(xml, 'conditionLogic'),
  conditions: readConditions(xml, read),
})

/// Newer files have it among the style properties, older ones as an input parameter.
function widthOf(xml: XmlElement, read: XmlReader): number | null {
  const styled = read.one(xml, 'styleProperties', style => value(style, read, 'width'))
  const given = styled ?? inputParameters(xml, read).find(({ name }) => name === 'width')?.value
  const text = given?.kind === 'string' || given?.kind === 'number' ? Number(given.text) : NaN
  return Number.isInteger(text) && text >= 1 && text <= 12 ? text : null
}

export const readScreenActions = (xml: XmlElement, read: XmlReader): readonly FlowScreenAction[] =>
  read.list(xml, 'actions', action => ({
    xml: action,
    name: read.word(action, 'name') ?? '',
    label: read.text(action, 'label') ?? '',
    actionName: read.word(action, 'actionName') ?? '',
    actionType: read.word(action, 'actionType') ?? '',
    inputParameters: inputParameters(action, read),
  }))

export const readScreenTriggers = (xml: XmlElement, read: XmlReader): readonly FlowScreenTrigger[] =>
  read.list(xml, 'triggers', trigger => ({
    xml: trigger,
    eventName: read.word(trigger, 'eventName') ?? '',
    eventSource: read.word(trigger, 'eventSource') ?? '',
    handlers: read.list(trigger, 'handlers', handler => ({
      xml: handler,
      screenActionName: read.word(handler, 'screenActionName') ?? '',
      conditionLogic: read.word(handler, 'conditionLogic'),
      conditions: readConditions(handler, read),
      initBehavior: read.word(handler, 'initBehavior'),
    })),
  }))
