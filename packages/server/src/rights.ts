import type { FieldType, ObjectType, Rights, Schema } from '@millrace/database'
import type { ObjectPermission, PermissionSet } from '@millrace/metadata'
import type { Caller } from './caller.ts'

/// What the caller may do with objects and fields: everything for an administrator (undefined), else what at least one
/// of the caller's permission sets allows.
///
/// Source: Salesforce Help, "Permission Sets" and "Field-Level Security".
export function rightsOf(caller: Caller, schema: Schema): Rights | undefined {
  if (caller.isAdministrator) return undefined
  const { permissionSets } = caller
  const kept = known.get(schema) ?? []
  known.set(schema, kept)
  const same = kept.find(
    ({ sets }) => sets.length === permissionSets.length && sets.every((set, i) => set === permissionSets[i]),
  )
  if (same) return same.rights
  const rights = rightsFrom(permissionSets, schema)
  kept.push({ sets: permissionSets, rights })
  if (kept.length > MOST_KEPT) kept.shift()
  return rights
}

/// Users with the same permission sets have the same rights, and what was compiled for one serves the others.
const known = new WeakMap<Schema, { readonly sets: readonly PermissionSet[]; readonly rights: Rights }[]>()
const MOST_KEPT = 200

function rightsFrom(permissionSets: readonly PermissionSet[], schema: Schema): Rights {
  const objectPermissions = permissionSets.flatMap(set => set.objectPermissions)
  const fieldPermissions = permissionSets.flatMap(set => set.fieldPermissions)
  const objectsWith = (allows: (permission: ObjectPermission) => boolean) => {
    const names = namesOf(objectPermissions.filter(allows).map(({ object }) => object))
    return (object: string) => names.has(object.toLowerCase())
  }
  const readable = namesOf(fieldPermissions.flatMap(one => (one.readable || one.editable ? [one.field] : [])))
  const editable = namesOf(fieldPermissions.flatMap(one => (one.editable ? [one.field] : [])))
  const mayReadObject = objectsWith(one => one.allowRead || one.viewAllRecords || one.modifyAllRecords)
  const shared = (object: string): string => schema.object(object)?.shareOf ?? object
  const isShare = (object: string): boolean => schema.object(object)?.shareOf !== undefined
  const canReadObject = (object: string) => isMetadata(object) || mayReadObject(shared(object))
  // Who may share a record follows from the record.
  const orShare = (may: (object: string) => boolean) => (object: string) =>
    isShare(object) ? canReadObject(object) : may(object)
  const canCreate = orShare(objectsWith(one => one.allowCreate))
  const canEdit = orShare(objectsWith(one => one.allowEdit || one.modifyAllRecords))
  const hasNoPermission = (object: string, name: string): boolean => {
    const type = schema.object(object)
    const field = type?.field(name)
    return type !== undefined && field !== undefined && isBeyondFieldSecurity(type, field)
  }
  return {
    canReadObject,
    canCreate,
    canEdit,
    canDelete: orShare(objectsWith(one => one.allowDelete || one.modifyAllRecords)),
    canReadField: (object, field) =>
      isMetadata(object) ||
      (canReadObject(object) && (readable.has(`${object}.${field}`.toLowerCase()) || hasNoPermission(object, field))),
    canEditField: (object, field) =>
      editable.has(`${object}.${field}`.toLowerCase()) ||
      (hasNoPermission(object, field) && (canEdit(object) || canCreate(object))),
  }
}

/// Custom metadata is part of the setup, which everybody may read.
const isMetadata = (object: string): boolean => /__mdt$/i.test(object)

const namesOf = (names: readonly string[]): ReadonlySet<string> => new Set(names.map(name => name.toLowerCase()))

const SYSTEM = new Set([
  'id',
  'isdeleted',
  'ownerid',
  'createddate',
  'createdbyid',
  'lastmodifieddate',
  'lastmodifiedbyid',
  'systemmodstamp',
])

/// Required fields, the name and system fields have no field permission: who may see the record sees them.
function isBeyondFieldSecurity(object: ObjectType, field: FieldType): boolean {
  if (field.required || field.nameField || object.shareOf !== undefined || SYSTEM.has(field.apiName.toLowerCase()))
    return true
  return object.nameField?.compoundOf?.includes(field.apiName) ?? false
}
