import { sharingOf, type RecordStore, type Schema, type SharedRecords, type Sharing } from '@millrace/database'
import type { ObjectPermission, SharingParty, SharingRule } from '@millrace/metadata'
import { RecordValue } from '@millrace/values'
import type { Caller } from './caller.ts'

/// What sharing with a caller follows from, beside permissions.
export interface CallerSharing {
  readonly queueIds: readonly string[]
  readonly groupIds: readonly string[]
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
  const roles = await readRoles(store)
  const roleId = textOf(user.get('UserRoleId'))
  const groups = await readGroups(store, user.id!, roleId, roles)
  const to = rules.filter(({ sharedTo }) => sharedTo.some(party => includes(party, roleId, roles, groups)))
  return {
    queueIds: groups.flatMap(({ id, isQueue }) => (isQueue ? [id] : [])),
    groupIds: groups.map(({ id }) => id),
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

/// The groups and queues that the user is in: as a member, by the user's role, and by way of groups in groups.
///
/// Source: Salesforce Help, "Public Groups"; Object Reference, "Group" and "GroupMember".
async function readGroups(
  store: RecordStore,
  userId: string,
  roleId: string | null,
  roles: readonly Role[],
): Promise<Group[]> {
  const found = new Map<string, Group>()
  const add = (groups: readonly (Group | null)[]): string[] => {
    const fresh = groups.filter(group => group !== null).filter(({ id }) => !found.has(id))
    for (const group of fresh) found.set(group.id, group)
    return fresh.map(({ id }) => id)
  }
  let members = [userId, ...add(await groupsOfRole(store, roleId, roles))]
  while (members.length > 0) {
    const rows = await readAll(store, 'GroupMember', ['GroupId', ...GROUP_FIELDS.map(field => `Group.${field}`)], {
      field: 'UserOrGroupId',
      values: members,
    })
    members = add(rows.map(row => groupOf(row.get('Group'))))
  }
  return [...found.values()]
}

const GROUP_FIELDS = ['DeveloperName', 'Type', 'RelatedId']

/// Groups that stand for roles: those with the user's role in them.
async function groupsOfRole(
  store: RecordStore,
  roleId: string | null,
  roles: readonly Role[],
): Promise<(Group | null)[]> {
  if (roleId === null) return []
  const records = await readAll(store, 'Group', GROUP_FIELDS, { field: 'Type', values: ROLE_GROUPS })
  return records.map(record => {
    const of = textOf(record.get('RelatedId'))
    const isIn = of === roleId || (record.get('Type') !== 'Role' && of !== null && below(of, roles).includes(roleId))
    return isIn ? groupOf(record) : null
  })
}

const ROLE_GROUPS = ['Role', 'RoleAndSubordinates', 'RoleAndSubordinatesInternal']

const groupOf = (record: unknown): Group | null =>
  record instanceof RecordValue && record.id !== null
    ? {
        id: record.id,
        name: (textOf(record.get('DeveloperName')) ?? '').toLowerCase(),
        isQueue: record.get('Type') === 'Queue',
      }
    : null

async function readAll(
  store: RecordStore,
  object: string,
  fields: readonly string[],
  filter?: { readonly field: string; readonly values: readonly string[] },
): Promise<RecordValue[]> {
  const filters = filter ? [{ field: filter.field, operator: 'In' as const }] : []
  const logic = filter ? 0 : null
  const query = { object, fields, filters, logic, orderBy: null, limit: null, mode: 'system' as const }
  const [records] = await store.find(query, [{ values: filter ? [[...filter.values]] : [] }])
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
    // Those above have what is shared with those below.
    case 'role':
      return roles.some(role => role.name === wanted && isAtOrAbove(roleId, role.id, roles))
    case 'roleAndSubordinates':
    case 'roleAndSubordinatesInternal':
      return roles.some(
        role =>
          role.name === wanted && (isAtOrAbove(roleId, role.id, roles) || below(role.id, roles).includes(roleId ?? '')),
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

const isAtOrAbove = (roleId: string | null, other: string, roles: readonly Role[]): boolean =>
  roleId !== null && (roleId === other || below(roleId, roles).includes(other))

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
