import { apiNameOf } from './fileName.ts'
import type { ValueDefinition } from './object/model.ts'
import type { XmlElement } from './xml/element.ts'
import { type Parsed, parseDefinition } from './xml/parseDefinition.ts'
import type { XmlReader } from './xml/reader.ts'

/// Values that picklist fields share. Source: Metadata API Developer Guide, "GlobalValueSet", "StandardValueSet".
export interface ValueSetDefinition {
  readonly file: string
  readonly apiName: string
  readonly label: string
  readonly values: readonly ValueDefinition[]
}

/// Reads `X.globalValueSet-meta.xml`.
export const parseGlobalValueSet = (source: string, file: string): Parsed<ValueSetDefinition> =>
  parseDefinition(source, file, 'GlobalValueSet', (xml, read) => readValueSet(xml, read, 'customValue'))

/// Reads `X.standardValueSet-meta.xml`: the values of standard picklists, such as LeadStatus.
export const parseStandardValueSet = (source: string, file: string): Parsed<ValueSetDefinition> =>
  parseDefinition(source, file, 'StandardValueSet', (xml, read) =>
    readValueSet(xml, read, 'standardValue', (value, read) => ({
      ...readValue(value, read),
      meaning: {
        closed: read.flag(value, 'closed', false),
        won: read.flag(value, 'won', false),
        probability: read.number(value, 'probability'),
        forecastCategory: read.word(value, 'forecastCategory'),
      },
    })),
  )

function readValueSet(xml: XmlElement, read: XmlReader, tag: string, readOne = readValue): ValueSetDefinition {
  const apiName = apiNameOf(read.report.file)
  return {
    file: read.report.file,
    apiName,
    label: read.text(xml, 'masterLabel') ?? apiName,
    values: read.list(xml, tag, value => readOne(value, read)),
  }
}

/// One picklist value. A value without `isActive` is active; without a label, the label is the value.
export function readValue(xml: XmlElement, read: XmlReader): ValueDefinition {
  const fullName = read.required(xml, 'fullName', 'missing-name')
  return {
    fullName,
    label: read.text(xml, 'label') || fullName,
    isDefault: read.flag(xml, 'default', false),
    isActive: read.flag(xml, 'isActive', true),
  }
}
