import type { RecordQuery, RecordStore, Schema } from '@millrace/database'
import type { Flow, PermissionSet, SharingRule } from '@millrace/metadata'
import { DateTimeValue, RecordValue, type Value } from '@millrace/values'
import type { Action } from './actions/action.ts'
import { readSharing, type CallerSharing } from './callerSharing.ts'
import type { Permissions } from './permissions.ts'

/// A signed-in user with what the user may do.
export interface Caller {
  readonly userId: string
  readonly globals: Readonly<Record<'User' | 'Profile' | 'UserRole' | 'Organization', Readonly<Record<string, Value>>>>
  readonly permissionSets: readonly PermissionSet[]
  /// The profile "System Administrator" may do everything.
  readonly isAdministrator: boolean
  readonly timeZone: string
  readonly locale: string
  /// Of a person at a page: Large, Medium or Small.
  readonly formFactor?: string
  /// Roles, queues and rules that share records with the caller; absent: every record is the caller's to see.
  readonly shared?: CallerSharing
}

export const ADMINISTRATOR_PROFILE = 'System Administrator'

/// The caller behind [userId]; undefined when there is no such user or the user is not active.
export async function readCaller(
  userId: string,
  store: RecordStore,
  schema: Schema,
  permissions: Permissions,
  sharingRules: readonly SharingRule[] = [],
): Promise<Caller | undefined> {
  const user = await readOne(store, schema, 'User', { Id: userId })
  if (!user || user.get('IsActive') === false) return undefined
  const [profile, userRole, organization, assignments, shared] = await Promise.all([
    readById(store, schema, 'Profile', user.get('ProfileId')),
    readById(store, schema, 'UserRole', user.get('UserRoleId')),
    readOne(store, schema, 'Organization', {}),
    find(store, query('PermissionSetAssignment', ASSIGNMENT_FIELDS, ['AssigneeId']), [userId]),
    readSharing(user, store, sharingRules),
  ])
  const assigned = assignments
    .filter(isCurrent)
    .flatMap(one => [
      ...permissions.ofSet(parentText(one, 'PermissionSet', 'Name')),
      ...permissions.ofGroup(parentText(one, 'PermissionSetGroup', 'DeveloperName')),
    ])
  return {
    userId,
    globals: {
      User: fieldsOf(user),
      Profile: fieldsOf(profile),
      UserRole: fieldsOf(userRole),
      Organization: fieldsOf(organization),
    },
    permissionSets: inOrder([...permissions.ofProfile(textOf(profile?.get('Name'))), ...assigned]),
    isAdministrator: profile?.get('Name') === ADMINISTRATOR_PROFILE,
    timeZone: textOf(user.get('TimeZoneSidKey')) || 'UTC',
    locale: textOf(user.get('LocaleSidKey')) || 'en_US',
    shared,
  }
}

/// The time zone of the org, by which schedules and the dates of records go.
export function orgZone({ globals, timeZone }: Pick<Caller, 'globals' | 'timeZone'>): string {
  return textOf(globals.Organization['TimeZoneSidKey']) || timeZone
}

/// Whether the caller may run [flow]: with the permission "Run Flows", or, when the flow asks for more than that or
/// the caller has not got it, with the flow named in a permission set.
///
/// Source: Salesforce Help, "How Does Flow Security Work?".
export function mayRunFlow(caller: Caller, flow: Flow): boolean {
  if (caller.isAdministrator) return true
  const runFlows = caller.permissionSets.some(set => isEnabled(set.userPermissions, 'RunFlow'))
  if (runFlows && !flow.isAdditionalPermissionRequiredToRun) return true
  return caller.permissionSets.some(set =>
    set.flowAccesses.some(access => access.enabled && access.flow === flow.apiName),
  )
}

/// Whether the caller may run [action] by itself, and not through a flow: for Apex with access to the class, for others
/// with the permission that the action asks for.
///
/// Source: Salesforce Help, "Apex Class Access"; Actions Developer Guide, special access rules.
export function mayRunAction(caller: Caller, { type, name, userPermission }: Action): boolean {
  if (caller.isAdministrator || (type !== 'apex' && userPermission === undefined)) return true
  return caller.permissionSets.some(set =>
    type === 'apex'
      ? set.classAccesses.some(access => access.enabled && access.apexClass.toLowerCase() === name.toLowerCase())
      : isEnabled(set.userPermissions, userPermission!),
  )
}

/// Whether the caller's pages may call out by way of a named credential: with access to one of its principals, whose name
/// begins with the credential's.
///
/// Source: Salesforce Help, "Enable External Credential Principals".
export function mayCallOut(caller: Caller, namedCredential: string): boolean {
  if (caller.isAdministrator) return true
  return caller.permissionSets.some(set =>
    set.externalCredentialPrincipalAccesses.some(
      ({ name, enabled }) => enabled && (name === namedCredential || name.startsWith(`${namedCredential}-`)),
    ),
  )
}

/// {!$Permission.X}: administrators have every custom permission.
export const hasCustomPermission = (caller: Caller, name: string): boolean =>
  caller.isAdministrator || caller.permissionSets.some(set => isEnabled(set.customPermissions, name))

const isEnabled = (
  permissions: readonly { readonly name: string; readonly enabled: boolean }[],
  name: string,
): boolean => permissions.some(permission => permission.enabled && permission.name === name)

const readById = (store: RecordStore, schema: Schema, object: string, id: Value | undefined) =>
  typeof id === 'string' ? readOne(store, schema, object, { Id: id }) : undefined

/// The first record of [object] whose fields are those of [wanted], with all its fields.
export async function readOne(
  store: RecordStore,
  schema: Schema,
  object: string,
  wanted: Readonly<Record<string, Value>>,
): Promise<RecordValue | undefined> {
  const fields = schema.object(object)?.fields.map(field => field.apiName) ?? []
  const [record] = await find(store, query(object, fields, Object.keys(wanted), 1), Object.values(wanted))
  return record
}

async function find(store: RecordStore, recordQuery: RecordQuery, values: readonly Value[]): Promise<RecordValue[]> {
  const [records] = await store.find(recordQuery, [{ values }])
  return records ?? []
}

const query = (
  object: string,
  fields: readonly string[],
  filters: readonly string[],
  limit: number | null = null,
): RecordQuery => ({
  object,
  fields,
  filters: filters.map(field => ({ field, operator: 'EqualTo' })),
  logic: filters.length ? { and: filters.map((_, i) => i) } : null,
  orderBy: null,
  limit,
  mode: 'system',
})

const ASSIGNMENT_FIELDS = ['PermissionSet.Name', 'PermissionSetGroup.DeveloperName', 'ExpirationDate']

/// Source: Salesforce Help, "Set Assignment Expiration Details for Users in Permission Sets".
function isCurrent(assignment: RecordValue): boolean {
  const expires = assignment.get('ExpirationDate')
  return !(expires instanceof DateTimeValue) || expires.ms > Date.now()
}

function parentText(record: RecordValue, relationship: string, field: string): string {
  const parent = record.get(relationship)
  return parent instanceof RecordValue ? textOf(parent.get(field)) : ''
}

/// Each once, in an order that is the same for all who have the same.
const inOrder = (sets: readonly PermissionSet[]): PermissionSet[] =>
  [...new Set(sets)].sort((a, b) => (a.file < b.file ? -1 : 1))

const fieldsOf = (record: RecordValue | undefined): Readonly<Record<string, Value>> =>
  record ? Object.fromEntries(record.shape.names.map((name, i) => [name, record.values[i]!])) : {}

const textOf = (value: Value | undefined): string => (typeof value === 'string' ? value : '')
