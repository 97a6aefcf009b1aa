import type { PermissionSet, Project } from '@millrace/metadata'
import { profileInFiles } from './pages/activePage.ts'

/// What the files of a project say that users may do. The same for one project each time, so that what is compiled for
/// one set of permissions serves all who have it.
export interface Permissions {
  /// Those of the profile that the org calls [name], if it has a file.
  ofProfile(name: string): readonly PermissionSet[]
  /// Those of the permission set [name].
  ofSet(name: string): readonly PermissionSet[]
  /// Those of the permission sets in the group [name], without what the group mutes.
  ofGroup(name: string): readonly PermissionSet[]
}

/// Source: Salesforce Help, "Permission Set Groups", "Muting Permission Sets".
export function permissionsOf(
  project: Pick<Project, 'permissionSets' | 'mutingPermissionSets' | 'permissionSetGroups' | 'profiles'>,
): Permissions {
  const sets = byName(project.permissionSets)
  const muting = byName(project.mutingPermissionSets)
  const profiles = new Map(project.profiles.map(({ name, permissions }) => [name.toLowerCase(), permissions]))
  const groups = new Map(
    project.permissionSetGroups.map(group => {
      const muted = group.mutingPermissionSets.flatMap(name => muting.get(name.toLowerCase()) ?? [])
      const members = group.permissionSets.flatMap(name => sets.get(name.toLowerCase()) ?? [])
      return [group.apiName.toLowerCase(), members.map(set => without(set, muted))]
    }),
  )
  const listed = (set: PermissionSet | undefined) => (set ? [set] : [])
  return {
    ofProfile: name => listed(profiles.get(profileInFiles(name).toLowerCase()) ?? profiles.get(name.toLowerCase())),
    ofSet: name => listed(sets.get(name.toLowerCase())),
    ofGroup: name => groups.get(name.toLowerCase()) ?? [],
  }
}

const byName = (sets: readonly PermissionSet[]): ReadonlyMap<string, PermissionSet> =>
  new Map(sets.map(set => [set.apiName.toLowerCase(), set]))

/// [set] without what one of [muting] has.
function without(set: PermissionSet, muting: readonly PermissionSet[]): PermissionSet {
  if (muting.length === 0) return set
  const named = (pick: (set: PermissionSet) => readonly { readonly name: string; readonly enabled: boolean }[]) => {
    const muted = enabledNames(muting.flatMap(pick))
    return pick(set).filter(({ name }) => !muted.has(name))
  }
  const classes = new Set(muting.flatMap(one => one.classAccesses.flatMap(on => (on.enabled ? [on.apexClass] : []))))
  const flows = new Set(muting.flatMap(one => one.flowAccesses.flatMap(on => (on.enabled ? [on.flow] : []))))
  return {
    ...set,
    objectPermissions: set.objectPermissions.map(one => withoutObject(one, muting)),
    fieldPermissions: set.fieldPermissions.map(one => withoutField(one, muting)),
    flowAccesses: set.flowAccesses.filter(({ flow }) => !flows.has(flow)),
    classAccesses: set.classAccesses.filter(({ apexClass }) => !classes.has(apexClass)),
    externalCredentialPrincipalAccesses: named(one => one.externalCredentialPrincipalAccesses),
    customPermissions: named(one => one.customPermissions),
    userPermissions: named(one => one.userPermissions),
  }
}

const enabledNames = (all: readonly { readonly name: string; readonly enabled: boolean }[]): ReadonlySet<string> =>
  new Set(all.flatMap(({ name, enabled }) => (enabled ? [name] : [])))

type ObjectPermission = PermissionSet['objectPermissions'][number]
type FieldPermission = PermissionSet['fieldPermissions'][number]

/// A right that goes with one that is muted is muted too: who may not read may not edit.
function withoutObject(one: ObjectPermission, muting: readonly PermissionSet[]): ObjectPermission {
  const muted = muting.flatMap(set => set.objectPermissions.filter(({ object }) => isSame(object, one.object)))
  const lacks = (right: (permission: ObjectPermission) => boolean): boolean => muted.some(right)
  const noRead = lacks(({ allowRead }) => allowRead)
  const noEdit = noRead || lacks(({ allowEdit }) => allowEdit)
  const noDelete = noEdit || lacks(({ allowDelete }) => allowDelete)
  const noViewAll = noRead || lacks(({ viewAllRecords }) => viewAllRecords)
  return {
    object: one.object,
    allowRead: one.allowRead && !noRead,
    allowCreate: one.allowCreate && !noRead && !lacks(({ allowCreate }) => allowCreate),
    allowEdit: one.allowEdit && !noEdit,
    allowDelete: one.allowDelete && !noDelete,
    viewAllRecords: one.viewAllRecords && !noViewAll,
    modifyAllRecords: one.modifyAllRecords && !noViewAll && !noDelete && !lacks(p => p.modifyAllRecords),
  }
}

function withoutField(one: FieldPermission, muting: readonly PermissionSet[]): FieldPermission {
  const muted = muting.flatMap(set => set.fieldPermissions.filter(({ field }) => isSame(field, one.field)))
  const isHidden = muted.some(({ readable }) => readable)
  return {
    field: one.field,
    readable: one.readable && !isHidden,
    editable: one.editable && !isHidden && !muted.some(({ editable }) => editable),
  }
}

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()
