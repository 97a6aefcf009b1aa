import type { RecordTypeRights } from '@millrace/database'
import type { Caller } from './caller.ts'

/// Which record types a user may give to new records: those that the files of the user's profile and permission sets
/// name. Of an object whose record types none of them names, all are there, as in an org where nobody has chosen. An administrator may use all.
///
/// Source: Salesforce Help, "How Is Record Type Access Specified?".
export function recordTypeRights({
  permissionSets,
  isAdministrator,
}: Pick<Caller, 'permissionSets' | 'isAdministrator'>): RecordTypeRights {
  const stated = permissionSets.flatMap(set => set.recordTypeVisibilities)
  const isOf = (object: string, recordType: string): boolean =>
    recordType.toLowerCase().startsWith(`${object.toLowerCase()}.`)
  return {
    isAvailable: (object, developerName) => {
      const ofObject = stated.filter(({ recordType }) => isOf(object, recordType))
      const wanted = `${object}.${developerName}`.toLowerCase()
      return (
        isAdministrator ||
        ofObject.length === 0 ||
        ofObject.some(({ recordType, visible }) => visible && recordType.toLowerCase() === wanted)
      )
    },
    defaultOf: object => {
      const chosen = stated.find(one => one.isDefault && one.visible && isOf(object, one.recordType))
      return chosen ? chosen.recordType.slice(object.length + 1) : null
    },
  }
}
