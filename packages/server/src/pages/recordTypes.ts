import { masterRecordType, type ObjectType, type RecordType, type RecordTypeInfo, runSoql } from '@millrace/database'
import { to18 } from '@millrace/values'
import { notFound } from '../apiError.ts'
import type { Caller } from '../caller.ts'
import type { Org } from '../org.ts'
import { recordTypeRights } from '../recordTypeRights.ts'
import { readingFrom } from '../sharedTransaction.ts'
import { systemContext } from '../userContext.ts'

/// The record types of [object] as they are for [caller], the master's last.
export async function recordTypesFor(org: Org, caller: Caller, object: ObjectType): Promise<readonly RecordTypeInfo[]> {
  const rights = recordTypeRights(caller)
  const stored = object.field('RecordTypeId') ? await storedTypes(org, caller, object) : []
  const chosen = rights.defaultOf(object.apiName)?.toLowerCase()
  const infos = stored.map(({ id, name, developerName }): RecordTypeInfo => {
    const active = typeNamed(object, developerName)?.active ?? true
    return {
      active,
      available: active && rights.isAvailable(object.apiName, developerName),
      defaultRecordTypeMapping: active && developerName.toLowerCase() === chosen,
      developerName,
      master: false,
      name,
      recordTypeId: id,
    }
  })
  return [...infos, masterRecordType(!infos.some(info => info.defaultRecordTypeMapping))]
}

/// The record type with the Id [id] among [infos]; without an Id the default one.
///
/// Throws NOT_FOUND when [id] is none of the object's.
export function recordTypeInfo(infos: readonly RecordTypeInfo[], id?: string | null): RecordTypeInfo {
  const wanted = id ? to18(id) : undefined
  const found = infos.find(one => (wanted === undefined ? one.defaultRecordTypeMapping : one.recordTypeId === wanted))
  if (found) return found
  throw notFound(`The object has no record type "${id}".`)
}

/// What files say of the record type [developerName]; undefined for the master, and for one that no file names.
export const typeNamed = ({ recordTypes }: ObjectType, developerName: string): RecordType | undefined =>
  recordTypes?.find(type => type.developerName.toLowerCase() === developerName.toLowerCase())

async function storedTypes(org: Org, { userId }: Caller, { apiName }: ObjectType) {
  const soql = 'SELECT Id, Name, DeveloperName FROM RecordType WHERE SobjectType = :object ORDER BY Name, Id'
  const { records } = await runSoql(readingFrom(org.database), soql, org.project.deployed, {
    user: systemContext(userId),
    binds: { object: apiName },
  })
  return records.map(record => ({
    id: record.id!,
    name: String(record.get('Name')),
    developerName: String(record.get('DeveloperName')),
  }))
}
