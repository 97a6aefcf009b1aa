import type { FieldDescription } from './schema.tsx'

/// What kind of value something holds, as far as pickers care.
export interface ValueType {
  readonly kind: 'Text' | 'Number' | 'Boolean' | 'Date' | 'DateTime' | 'Time' | 'Record' | 'Apex' | 'Any'
  readonly isCollection: boolean
  /// Of a record.
  readonly object: string | null
}

export const typeOf = (kind: ValueType['kind'], isCollection = false, object: string | null = null): ValueType => ({
  kind,
  isCollection,
  object,
})

const BY_DATA_TYPE: Readonly<Record<string, ValueType['kind']>> = {
  String: 'Text',
  Picklist: 'Text',
  Multipicklist: 'Text',
  Number: 'Number',
  Currency: 'Number',
  Boolean: 'Boolean',
  Date: 'Date',
  DateTime: 'DateTime',
  Time: 'Time',
  SObject: 'Record',
  Apex: 'Apex',
}

/// The type of a resource of a flow.
export const flowValueType = (dataType: string, isCollection: boolean, object: string | null): ValueType =>
  typeOf(BY_DATA_TYPE[dataType] ?? 'Any', isCollection, object)

const BY_FIELD_TYPE: Readonly<Record<string, ValueType['kind']>> = {
  boolean: 'Boolean',
  int: 'Number',
  double: 'Number',
  currency: 'Number',
  percent: 'Number',
  date: 'Date',
  datetime: 'DateTime',
  time: 'Time',
}

export const fieldValueType = ({ type }: FieldDescription): ValueType => typeOf(BY_FIELD_TYPE[type] ?? 'Text')

/// "Contact collection", "Text": as the pickers show it.
export function typeWords({ kind, isCollection, object }: ValueType): string {
  const one = kind === 'Record' ? (object ?? 'Record') : kind === 'DateTime' ? 'Date/Time' : kind === 'Any' ? '' : kind
  return isCollection ? `${one} collection`.trim() : one
}

/// Whether a value of type [from] may stand where [wanted] is.
export function fits(from: ValueType, wanted: ValueType): boolean {
  if (from.kind === 'Any' || wanted.kind === 'Any')
    return from.kind === 'Any' || from.isCollection === wanted.isCollection
  if (from.isCollection !== wanted.isCollection) return false
  if (wanted.kind === 'Text') return from.kind !== 'Record' && from.kind !== 'Apex'
  if (wanted.kind === 'Record')
    return (
      from.kind === 'Record' &&
      (!wanted.object || !from.object || from.object.toLowerCase() === wanted.object.toLowerCase())
    )
  if (wanted.kind === 'Date' || wanted.kind === 'DateTime') return from.kind === 'Date' || from.kind === 'DateTime'
  return from.kind === wanted.kind
}
