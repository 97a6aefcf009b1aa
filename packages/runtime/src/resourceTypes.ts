import type { Resource, ResourceDataType } from '@millrace/metadata'
import { ANY, BOOLEAN, collectionOf, type DataType, DATE, DATETIME, NUMBER, recordOf, TEXT } from '@millrace/values'

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

/// The type of a value that says itself what it is; `Any` where it cannot.
export const isCollectionType = (type: DataType): type is DataType & { kind: 'Collection' } =>
  type.kind === 'Collection'
