import type { XmlElement } from '../xml/element.ts'
import { tagSpan, type XmlReader } from '../xml/reader.ts'
import type {
  FlowCondition,
  FlowConnector,
  FlowInputParameter,
  FlowOutputParameter,
  FlowRecordFilter,
  FlowValue,
} from './model.ts'
import { readFlowValue } from './value.ts'

/// What elements and resources begin with. Resources have no label: their name stands in.
export function base(xml: XmlElement, read: XmlReader) {
  const name = read.required(xml, 'name')
  read.report.element = name
  return { xml, name, label: read.text(xml, 'label') || name, description: read.text(xml, 'description') }
}

export function connector(xml: XmlElement, read: XmlReader, tag = 'connector'): FlowConnector | null {
  return read.one(xml, tag, element => readConnector(element, read))
}

/// # missing-target
/// A connector does not say where it leads.
///
/// The path ends there, without a fault. Connect it with an element, or remove it.
export function readConnector(xml: XmlElement, read: XmlReader): FlowConnector | null {
  const targetReference = read.word(xml, 'targetReference')
  if (targetReference) return { xml, targetReference, isGoTo: read.flag(xml, 'isGoTo', false) }
  read.warning('missing-target', `<${xml.name}> names no target, so the path ends there.`, tagSpan(xml))
  return null
}

export function value(xml: XmlElement, read: XmlReader, tag = 'value'): FlowValue | null {
  return read.one(xml, tag, element => readFlowValue(element, read))
}

export function recordFilters(xml: XmlElement, read: XmlReader): readonly FlowRecordFilter[] {
  return read.list(xml, 'filters', filter => ({
    xml: filter,
    field: read.required(filter, 'field'),
    operator: read.word(filter, 'operator') ?? '',
    value: value(filter, read),
  }))
}

export function readConditions(xml: XmlElement, read: XmlReader): readonly FlowCondition[] {
  return read.list(xml, 'conditions', condition => ({
    xml: condition,
    leftValueReference: read.required(condition, 'leftValueReference', 'missing-reference'),
    operator: read.word(condition, 'operator') ?? '',
    rightValue: value(condition, read, 'rightValue'),
  }))
}

export function inputParameters(
  xml: XmlElement,
  read: XmlReader,
  tag = 'inputParameters',
): readonly FlowInputParameter[] {
  return read.list(xml, tag, item => ({ xml: item, name: read.required(item, 'name'), value: value(item, read) }))
}

export function outputParameters(
  xml: XmlElement,
  read: XmlReader,
  tag = 'outputParameters',
): readonly FlowOutputParameter[] {
  return read.list(xml, tag, item => ({
    xml: item,
    name: read.required(item, 'name'),
    assignToReference: read.required(item, 'assignToReference', 'missing-reference'),
  }))
}
