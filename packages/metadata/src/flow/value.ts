import { DateTimeValue, DateValue, TimeValue } from '@millrace/values'
import type { XmlElement } from '../xml/element.ts'
import { textSpan, type XmlReader } from '../xml/reader.ts'
import type { FlowValue } from './model.ts'

/// Reads a `FlowElementReferenceOrValue`: the first tag inside that holds a value says its kind. Missing or empty
/// is null, but `<stringValue/>` is the text "". Source: Metadata API Developer Guide, "Flow".
export function readFlowValue(xml: XmlElement, read: XmlReader): FlowValue {
  for (const content of xml.children) {
    if (!BESIDE_A_VALUE.has(content.name)) return readContent(xml, content, read)
  }
  return { xml, kind: 'null' }
}

/// Tags that qualify the value beside them.
const BESIDE_A_VALUE = new Set([
  'complexValueType',
  'formulaDataType',
  'inputConfiguratorMode',
  'isReverseValueMapping',
  'processMetadataValues',
  'setupReferenceType',
])

function readContent(xml: XmlElement, content: XmlElement, read: XmlReader): FlowValue {
  if (content.attributes.get('xsi:nil') === 'true') return { xml, kind: 'null' }
  switch (content.name) {
    case 'stringValue':
      return { xml, kind: 'string', text: content.text }
    case 'elementReference': {
      const path = content.text.trim()
      return path ? { xml, kind: 'reference', path } : { xml, kind: 'null' }
    }
    case 'booleanValue': {
      const value = read.boolean(content)
      return value === null ? { xml, kind: 'null' } : { xml, kind: 'boolean', value }
    }
    case 'numberValue': {
      const text = read.numberText(content)
      return text === null ? { xml, kind: 'null' } : { xml, kind: 'number', text }
    }
    case 'dateValue':
      return { xml, kind: 'date', text: dated(content, read, 'Date such as 2026-01-31', DateValue.parse) }
    case 'dateTimeValue':
      return {
        xml,
        kind: 'dateTime',
        text: dated(content, read, 'Date/Time such as 2026-01-31T10:00:00Z', DateTimeValue.parse),
      }
    case 'timeValue':
      return { xml, kind: 'time', text: dated(content, read, 'Time such as 10:00:00.000', TimeValue.parse) }
    case 'collectionElements':
      return { xml, kind: 'collection', items: read.list(xml, 'collectionElements', item => readFlowValue(item, read)) }
    case 'formulaExpression':
      return { xml, kind: 'formula', expression: content.text, dataType: read.word(xml, 'formulaDataType') }
    case 'sobjectValue':
      return { xml, kind: 'sobject', json: content.text }
    case 'apexValue':
      return { xml, kind: 'apex', json: content.text }
    default:
      return { xml, kind: 'unsupported', tag: content.name }
  }
}

/// # not-a-date
/// A date, date/time or time is not written as one.
///
/// Dates are written `2026-01-31`, date/times `2026-01-31T10:00:00.000Z`, times `10:00:00.000Z`.
function dated(content: XmlElement, read: XmlReader, what: string, parse: (text: string) => unknown): string {
  const text = content.text.trim()
  if (!parse(text)) read.error('not-a-date', `<${content.name}> is "${text}", which is no ${what}.`, textSpan(content))
  return text
}
