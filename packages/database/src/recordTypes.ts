import type { RecordTypeInfo } from './describe.ts'
import type { FieldType, PicklistValue, RecordType } from './schema.ts'

/// The record type of records without one.
export const MASTER_RECORD_TYPE = '012000000000000AAA'

/// The master record type, which is there for all.
export const masterRecordType = (isDefault: boolean): RecordTypeInfo => ({
  active: true,
  available: true,
  defaultRecordTypeMapping: isDefault,
  developerName: 'Master',
  master: true,
  name: 'Master',
  recordTypeId: MASTER_RECORD_TYPE,
})

/// The values of a picklist that records of [type] may have, in the picklist's order, with the default of the type;
/// without a type, and where it does not name the picklist, all.
export function valuesFor({ apiName, picklist }: FieldType, type: RecordType | undefined): readonly PicklistValue[] {
  const all = picklist?.values ?? []
  const stated = type?.picklists.get(apiName.toLowerCase())
  if (!stated) return all
  const ofType = new Map(stated.map(({ value, isDefault }) => [value.toLowerCase(), isDefault]))
  return all.flatMap(one => {
    const isDefault = ofType.get(one.value.toLowerCase())
    return isDefault === undefined ? [] : { ...one, isDefault }
  })
}
