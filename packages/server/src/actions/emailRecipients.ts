import type { RecordQuery } from '@millrace/database'
import type { EmailAlertRecipient } from '@millrace/metadata'
import type { RecordValue, Value } from '@millrace/values'
import type { ActionContext } from './action.ts'
import { findBy, objectOfId } from './records.ts'

/// Finds the addresses of those an e-mail alert goes to.
///
/// Source: Metadata API Developer Guide, "Workflow" (ActionEmailRecipientTypes).
export class RecipientFinder {
  readonly #context: ActionContext
  readonly #id: string

  /// For the record [id].
  constructor(id: string, context: ActionContext) {
    this.#context = context
    this.#id = id
  }

  /// Null for a type of recipients that is not known here; without an address, nobody.
  find({ type, recipient, field }: EmailAlertRecipient): Promise<string[]> | null {
    switch (type) {
      case 'email':
        return this.#field(field).then(address => textsOf(address))
      case 'user':
        return this.#addresses('User', 'Username', [recipient])
      case 'owner':
        return this.#field('OwnerId').then(id => this.#people([id]))
      case 'creator':
        return this.#field('CreatedById').then(id => this.#people([id]))
      case 'userLookup':
      case 'contactLookup':
        return this.#field(field).then(id => this.#people([id]))
      case 'accountOwner':
        return this.#field('Account.OwnerId').then(id => this.#people([id]))
      case 'role':
        return this.#roles(recipient, false)
      case 'roleSubordinates':
      case 'roleSubordinatesInternal':
        return this.#roles(recipient, true)
      case 'group':
        return this.#group(recipient)
      case 'accountTeam':
        return this.#team('AccountTeamMember', 'AccountId', 'UserId', 'TeamMemberRole', recipient)
      case 'opportunityTeam':
        return this.#team('OpportunityTeamMember', 'OpportunityId', 'UserId', 'TeamMemberRole', recipient)
      case 'caseTeam':
        return this.#team('CaseTeamMember', 'ParentId', 'MemberId', 'TeamRole.Name', recipient)
      default:
        return null
    }
  }

  /// A field of the record, which may be a parent's.
  async #field(path: string | null): Promise<Value> {
    const object = objectOfId(this.#context, this.#id)?.apiName
    if (!object || !path) return null
    const [relationship = '', name] = path.split('.')
    const known = this.#context.deployed.schema.object(object)
    if (name ? !known?.parentRelationship(relationship) : !known?.field(path)) return null
    const [record] = await this.#find(object, 'Id', [this.#id], [path])
    return record ? valueAt(record, path) : null
  }

  /// The addresses of users, contacts and leads, and of queues or their members.
  async #people(ids: readonly Value[], depth = 0): Promise<string[]> {
    const found: string[] = []
    for (const [object, members] of this.#byObject(ids)) {
      if (object === 'Group') found.push(...(await this.#members(members, depth)))
      else found.push(...(await this.#addresses(object, 'Id', members)))
    }
    return found
  }

  #byObject(ids: readonly Value[]): Map<string, string[]> {
    const groups = new Map<string, string[]>()
    for (const id of ids) {
      const object = typeof id === 'string' ? objectOfId(this.#context, id)?.apiName : undefined
      if (object && typeof id === 'string') groups.set(object, [...(groups.get(object) ?? []), id])
    }
    return groups
  }

  async #addresses(object: string, field: string, values: readonly Value[]): Promise<string[]> {
    const stated = values.filter(value => value !== null)
    if (stated.length === 0 || !this.#context.deployed.schema.object(object)?.field('Email')) return []
    const records = await this.#find(object, field, stated, ['Email'])
    return records.flatMap(record => textsOf(record.get('Email')))
  }

  /// Of a queue with an address of its own, that; else the members', through groups in groups.
  async #members(groupIds: readonly string[], depth: number): Promise<string[]> {
    if (depth > 20) return []
    const groups = await this.#find('Group', 'Id', groupIds, ['Email', 'DoesSendEmailToMembers'])
    const own = groups.flatMap(group => textsOf(group.get('Email')))
    const asked = groups.filter(one => one.get('Email') === null || one.get('DoesSendEmailToMembers') === true)
    const ids = asked.map(group => group.id)
    const members = ids.length > 0 ? await this.#find('GroupMember', 'GroupId', ids, ['UserOrGroupId']) : []
    return [
      ...own,
      ...(await this.#people(
        members.map(member => member.get('UserOrGroupId')),
        depth + 1,
      )),
    ]
  }

  async #group(name: string | null): Promise<string[]> {
    const group = await this.#named('Group', name)
    return group ? this.#members([group.id!], 0) : []
  }

  async #roles(name: string | null, withSubordinates: boolean): Promise<string[]> {
    const role = await this.#named('UserRole', name)
    const roles = role ? [role.id!] : []
    for (let level = roles; withSubordinates && level.length > 0; ) {
      const below = await this.#find('UserRole', 'ParentRoleId', level, [])
      level = below.flatMap(one => (roles.includes(one.id!) ? [] : [one.id!]))
      roles.push(...level)
    }
    const users = roles.length > 0 ? await this.#find('User', 'UserRoleId', roles, ['Email', 'IsActive']) : []
    return users.flatMap(user => (user.get('IsActive') === true ? textsOf(user.get('Email')) : []))
  }

  async #team(object: string, parent: string, member: string, role: string, wanted: string | null): Promise<string[]> {
    if (!this.#context.deployed.schema.object(object)?.field(member)) return []
    const records = await this.#find(object, parent, [this.#id], [member, role])
    const fitting = records.filter(one => wanted === null || valueAt(one, role) === wanted)
    return this.#people(fitting.map(one => one.get(member)))
  }

  /// By the developer name, else by the name.
  async #named(object: string, name: string | null): Promise<RecordValue | undefined> {
    if (name === null) return undefined
    const byDeveloperName = await findBy(this.#context, object, 'DeveloperName', name, [])
    return byDeveloperName ?? findBy(this.#context, object, 'Name', name, [])
  }

  async #find(object: string, field: string, values: readonly Value[], fields: string[]): Promise<RecordValue[]> {
    const query: RecordQuery = {
      object,
      fields,
      filters: [{ field, operator: 'In' }],
      logic: 0,
      orderBy: null,
      limit: null,
      mode: 'system',
    }
    const [records] = await this.#context.store.find(query, [{ values: [[...values]] }])
    return records ?? []
  }
}

const textsOf = (value: Value): string[] => (typeof value === 'string' && value.includes('@') ? [value] : [])

function valueAt(record: RecordValue, path: string): Value {
  const [first = '', ...rest] = path.split('.')
  const value = record.get(first)
  if (rest.length === 0) return value
  return typeof value === 'object' && value !== null && 'objectName' in value ? valueAt(value, rest.join('.')) : null
}
