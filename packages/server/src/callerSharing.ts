import { sharingOf, type RecordStore, type Schema, type SharedRecords, type Sharing } from '@millrace/database'
import type { ObjectPermission, SharingParty, SharingRule } from '@millrace/metadata'
import type { RecordValue } from '@millrace/values'
import type { Caller } from './caller.ts'

/// What sharing with a caller follows from, beside permissions.
export interface CallerSharing {
  readonly queueIds: readonly string[]
  readonly rolesBelow: readonly string[]
  /// The rules that share with the caller.
  readonly rules: readonly SharedRecords[]
}

interface Role {
  readonly id: string
  readonly name: string
  readonly parentId: string | null
}

interface Group {
  readonly id: string
  readonly name: string
  readonly isQueue: boolean
}

/// Reads the roles of the org and the groups of [user], and finds the [rules] that share with them.
export async function readSharing(
  user: RecordValue,
  store: RecordStore,
  rules: readonly SharingRule[],
): Promise<CallerSharing> {
  const [roles, groups] = await Promise.all([readRoles(store), readGroups(store, user.id!)])
  const roleId = textOf(user.get('UserRoleId'))
  const to = rules.filter(({ sharedTo }) => sharedTo.some(party => includes(party, roleId, roles, groups)))
  return {
    queueIds: groups.flatMap(({ id, isQueue }) => (isQueue ? [id] : [])),
    rolesBelow: roleId === null ? [] : below(roleId, roles),
    rules: to.map(rule => sharedRecords(rule, roles, groups)),
  }
}

async function readRoles(store: RecordStore): Promise<Role[]> {
  const records = await readAll(store, 'UserRole', ['DeveloperName', 'Name', 'ParentRoleId'])
  return records.map(record => ({
    id: record.id!,
    name: (textOf(record.get('DeveloperName')) ?? textOf(record.get('Name')) ?? '').toLowerCase(),
    parentId: textOf(record.get('ParentRoleId')),
  }))
}

async function readGroups(store: RecordStore, userId: string): Promise<Group[]> {
  const members = await readAll(store, 'GroupMember', ['GroupId', 'Group.DeveloperName', 'Group.Type'], {
    field: 'UserOrGroupId',
    value: userId,
  })
  return members.map(member => ({
    id: textOf(member.get('GroupId')) ?? '',
    name: (textOf(parentField(member, 'DeveloperName')) ?? '').toLowerCase(),
    isQueue: parentField(member, 'Type') === 'Queue',
  }))
}

function parentField(member: RecordValue, field: string) {
  const group = member.get('Group')
  return typeof group === 'object' && group !== null && 'get' in group ? group.get(field) : null
}

async function readAll(
  store: RecordStore,
  object: string,
  fields: readonly string[],
  filter?: { readonly field: string; readonly value: string },
): Promise<RecordValue[]> {
  const filters = filter ? [{ field: filter.field, operator: 'EqualTo' as const }] : []
  const query = { object, fields, filters, logic: null, orderBy: null, limit: null, mode: 'system' as const }
  const [records] = await store.find(query, [{ values: filter ? [filter.value] : [] }])
  return records ?? []
}

/// Whether the user with this role and these groups is one of those that a rule shares with.
function includes(
  { kind, name }: SharingParty,
  roleId: string | null,
  roles: readonly Role[],
  groups: readonly Group[],
): boolean {
  const wanted = name.toLowerCase()
  switch (kind) {
    case 'allInternalUsers':
      return true
    case 'role':
      return roles.some(role => role.id === roleId && role.name === wanted)
    case 'roleAndSubordinates':
    case 'roleAndSubordinatesInternal':
      return roles.some(
        role => role.name === wanted && (role.id === roleId || below(role.id, roles).includes(roleId ?? '')),
      )
    case 'group':
    case 'queue':
      return groups.some(group => group.name === wanted)
    default:
      return false
  }
}

function sharedRecords(
  { object, accessLevel, sharedFrom, criteria, booleanFilter }: SharingRule,
  roles: readonly Role[],
  groups: readonly Group[],
): SharedRecords {
  const all = sharedFrom?.some(({ kind }) => kind === 'allInternalUsers') ?? false
  const from = sharedFrom ?? []
  return {
    object,
    canEdit: accessLevel === 'Edit' || accessLevel === 'All',
    ownerRoles: sharedFrom === null || all ? null : from.flatMap(party => rolesOf(party, roles)),
    ownerIds: from.flatMap(({ kind, name }) =>
      kind === 'queue' ? groups.flatMap(group => (group.name === name.toLowerCase() ? [group.id] : [])) : [],
    ),
    criteria,
    logic: booleanFilter,
  }
}

function rolesOf({ kind, name }: SharingParty, roles: readonly Role[]): string[] {
  const found = roles.filter(role => role.name === name.toLowerCase()).map(({ id }) => id)
  if (kind === 'role') return found
  return kind.startsWith('roleAndSubordinates') ? found.flatMap(id => [id, ...below(id, roles)]) : []
}

/// The roles under [id], however deep.
function below(id: string, roles: readonly Role[]): string[] {
  const found = new Set<string>()
  const pending = [id]
  for (let at = pending.pop(); at !== undefined; at = pending.pop())
    for (const role of roles)
      if (role.parentId === at && !found.has(role.id)) {
        found.add(role.id)
        pending.push(role.id)
      }
  return [...found]
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

const known = new WeakMap<Caller, { readonly schema: Schema; readonly sharing: Sharing }>()

/// The records that [caller] may see and change; undefined for all of them.
export function sharingWith(caller: Caller, schema: Schema): Sharing | undefined {
  const { shared, isAdministrator, userId } = caller
  if (isAdministrator || !shared) return undefined
  const kept = known.get(caller)
  if (kept?.schema === schema) return kept.sharing
  const sharing = sharingOf(schema, {
    userId,
    ...shared,
    viewsAll: objectsWith(caller, schema, 'ViewAllData', one => one.viewAllRecords),
    modifiesAll: objectsWith(caller, schema, 'ModifyAllData', one => one.modifyAllRecords),
  })
  known.set(caller, { schema, sharing })
  return sharing
}

function objectsWith(
  { permissionSets }: Caller,
  schema: Schema,
  permission: string,
  allows: (permission: ObjectPermission) => boolean,
): ReadonlySet<string> {
  const all = permissionSets.some(({ userPermissions }) =>
    userPermissions.some(({ name, enabled }) => enabled && name === permission),
  )
  const names = all
    ? schema.objects.map(({ apiName }) => apiName)
    : permissionSets.flatMap(set => set.objectPermissions.filter(allows).map(({ object }) => object))
  return new Set(names.map(name => name.toLowerCase()))
}
