import type { Resource, ResourceDataType } from '@millrace/metadata'
import {
  ANY,
  ApexValue,
  BOOLEAN,
  collectionOf,
  type DataType,
  DATE,
  DATETIME,
  DateTimeValue,
  DateValue,
  isNum,
  NUMBER,
  recordOf,
  RecordValue,
  TEXT,
  TIME,
  TimeValue,
  type Value,
} from '@millrace/values'

/// The type of what a resource holds. A query's value is its records.
export function resourceType(resource: Resource): DataType {
  switch (resource.type) {
    case 'query':
      return collectionOf(recordOf(resource.objectApiName))
    case 'textTemplate':
      return TEXT
    case 'variable': {
      const type = dataType(resource.dataType, resource.objectApiName)
      return resource.isCollection ? collectionOf(type) : type
    }
    default:
      return dataType(resource.dataType)
  }
}

function dataType(name: ResourceDataType, objectApiName = ''): DataType {
  switch (name) {
    case 'Text':
      return TEXT
    case 'Number':
      return NUMBER
    case 'Boolean':
      return BOOLEAN
    case 'Date':
      return DATE
    case 'DateTime':
      return DATETIME
    case 'Time':
      return TIME
    case 'Record':
      return recordOf(objectApiName)
    default:
      return ANY
  }
}

/// Whether a value of type [from] may stand where [to] is wanted. Picklists are text; unknown types fit, and are
/// looked at again when there is a value.
export function fits(from: DataType, to: DataType): boolean {
  if (from.kind === 'Any' || to.kind === 'Any' || from.kind === 'Null') return true
  if (from.kind === 'Collection' || to.kind === 'Collection')
    return from.kind === 'Collection' && to.kind === 'Collection' && fits(from.of, to.of)
  if (from.kind === 'Record' && to.kind === 'Record')
    return from.object === '' || to.object === '' || from.object.toLowerCase() === to.object.toLowerCase()
  return heldAs(from.kind) === heldAs(to.kind)
}

const heldAs = (kind: DataType['kind']): DataType['kind'] =>
  kind === 'Picklist' || kind === 'Multipicklist' ? 'Text' : kind

export const isCollectionType = (type: DataType): type is DataType & { kind: 'Collection' } =>
  type.kind === 'Collection'

/// Of a collection the type of its items, else the type itself.
export const itemTypeOf = (type: DataType): DataType => (isCollectionType(type) ? type.of : type)

/// [value] as a value of [type]: text that writes a date becomes one. Undefined when it does not fit.
export function typedValue(value: Value, type: DataType): Value | undefined {
  if (value === null || type.kind === 'Any') return value
  switch (type.kind) {
    case 'Collection': {
      if (!Array.isArray(value)) return undefined
      const items = value.map(item => typedValue(item, type.of))
      return items.every(item => item !== undefined) ? items : undefined
    }
    case 'Number':
      return isNum(value) ? value : undefined
    case 'Boolean':
      return typeof value === 'boolean' ? value : undefined
    case 'Date':
      return typeof value === 'string' ? DateValue.parse(value) : value instanceof DateValue ? value : undefined
    case 'DateTime':
      return typeof value === 'string' ? DateTimeValue.parse(value) : value instanceof DateTimeValue ? value : undefined
    case 'Time':
      return typeof value === 'string' ? TimeValue.parse(value) : value instanceof TimeValue ? value : undefined
    case 'Record':
      return recordValue(value, type)
    case 'Apex':
      return value instanceof ApexValue ? value : undefined
    default:
      return typeof value === 'string' ? value : undefined
  }
}

/// A record of the type's object; an object in a file, whose `attributes` may name it, becomes one.
function recordValue(value: Value, type: DataType & { kind: 'Record' }): RecordValue | undefined {
  if (value instanceof RecordValue) return fits(recordOf(value.objectName), type) ? value : undefined
  if (!(value instanceof ApexValue)) return undefined
  const { attributes, ...fields } = Object.fromEntries(value.fields)
  const named = attributes instanceof ApexValue ? attributes.fields.get('type') : undefined
  const record = RecordValue.from(typeof named === 'string' ? named : type.object, fields)
  return fits(recordOf(record.objectName), type) ? record : undefined
}
