/// What kind of value a resource, field or formula holds. Plain frozen data, compared by `sameType`.
///
/// Picklist and Multipicklist hold text; they are kinds of their own because the formula language
/// and the flow operators treat them differently. `Null` is the type of the literal NULL, `Any` the
/// type of something the schema does not know (lenient mode): it fits everywhere.
export type DataType =
  | { readonly kind: ScalarKind }
  | { readonly kind: 'Record'; readonly object: string }
  | { readonly kind: 'Apex'; readonly apexClass: string }
  | { readonly kind: 'Collection'; readonly of: DataType }

export type ScalarKind =
  | 'Text'
  | 'Number'
  | 'Boolean'
  | 'Date'
  | 'DateTime'
  | 'Time'
  | 'Picklist'
  | 'Multipicklist'
  | 'Null'
  | 'Any'

const scalar = (kind: ScalarKind): DataType => Object.freeze({ kind })

export const TEXT: DataType = scalar('Text')
export const NUMBER: DataType = scalar('Number')
export const BOOLEAN: DataType = scalar('Boolean')
export const DATE: DataType = scalar('Date')
export const DATETIME: DataType = scalar('DateTime')
export const TIME: DataType = scalar('Time')
export const PICKLIST: DataType = scalar('Picklist')
export const MULTIPICKLIST: DataType = scalar('Multipicklist')
export const NULL: DataType = scalar('Null')
export const ANY: DataType = scalar('Any')

export const recordOf = (object: string): DataType => Object.freeze({ kind: 'Record', object })
export const apexOf = (apexClass: string): DataType => Object.freeze({ kind: 'Apex', apexClass })
export const collectionOf = (of: DataType): DataType => Object.freeze({ kind: 'Collection', of })

/// Text, Picklist and Multipicklist: everything that is held as a string.
export function isTextual(type: DataType): boolean {
  return type.kind === 'Text' || type.kind === 'Picklist' || type.kind === 'Multipicklist'
}

export function sameType(a: DataType, b: DataType): boolean {
  if (a.kind !== b.kind) return false
  if (a.kind === 'Record') return a.object.toLowerCase() === (b as typeof a).object.toLowerCase()
  if (a.kind === 'Apex') return a.apexClass === (b as typeof a).apexClass
  if (a.kind === 'Collection') return sameType(a.of, (b as typeof a).of)
  return true
}

/// As people read it: "Text", "Date/Time", "Contact record", "Text collection", "Contact record collection".
export function describeType(type: DataType): string {
  switch (type.kind) {
    case 'Record':
      return type.object ? `${type.object} record` : 'record'
    case 'Apex':
      return `${type.apexClass} (Apex-defined)`
    case 'Collection':
      return `${describeType(type.of)} collection`
    case 'DateTime':
      return 'Date/Time'
    case 'Multipicklist':
      return 'multi-select picklist'
    default:
      return type.kind
  }
}
