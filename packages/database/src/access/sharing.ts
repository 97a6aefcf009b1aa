import type { ObjectType, Schema } from '../schema.ts'
import { quoted } from '../sql/columns.ts'
import { criteriaSql, idList, type Criterion } from '../sql/criteria.ts'
import { shareFieldNames } from '../schema/shares.ts'
import { tableOf } from '../sql/from.ts'

/// What is to be done with a record. `all`: delete it.
export type RecordAccess = 'read' | 'edit' | 'all'

/// Which records a user may see and change, beside the rights to objects and fields.
export interface Sharing {
  /// Equal for those to whom the same is shared.
  readonly key: string
  /// SQL of the condition under which the user has [access] to a record of [object], whose table is called [alias]; null
  /// where the user has it to every record.
  condition(object: ObjectType, alias: string, access: RecordAccess): string | null
}

/// What sharing with a user follows from.
export interface SharingFacts {
  readonly userId: string
  /// Queues that the user is in: their records are the user's too.
  readonly queueIds: readonly string[]
  /// Groups and queues that the user is in, also by way of other groups or a role: what is shared with them is shared
  /// with the user.
  readonly groupIds: readonly string[]
  /// Roles below the user's: records of those who have them are the user's too.
  readonly rolesBelow: readonly string[]
  /// Objects, in lower case, of which the user sees or changes every record.
  readonly viewsAll: ReadonlySet<string>
  readonly modifiesAll: ReadonlySet<string>
  /// The sharing rules that share with the user.
  readonly rules: readonly SharedRecords[]
}

/// Records that a sharing rule shares: those of owners with one of these roles or in these groups, or those that meet
/// the criteria.
export interface SharedRecords {
  readonly object: string
  readonly canEdit: boolean
  readonly ownerRoles: readonly string[] | null
  readonly ownerIds: readonly string[]
  readonly criteria: readonly Criterion[]
  readonly logic: string | null
}

/// The sharing of a user, from the organization-wide defaults of [schema], the owners of records and their roles, and
/// sharing rules. An object whose file states no default is open to everybody who has the right to it.
///
/// Source: Salesforce Help, "Organization-Wide Sharing Defaults", "Sharing Rules", "Role Hierarchy".
export function sharingOf(schema: Schema, facts: SharingFacts): Sharing {
  const key = JSON.stringify([
    facts.userId,
    facts.queueIds,
    facts.groupIds,
    facts.rolesBelow,
    [...facts.viewsAll],
    [...facts.modifiesAll],
    facts.rules,
  ])
  const conditions = new Conditions(schema, facts)
  return { key, condition: (object, alias, access) => conditions.of(object, alias, access, 0) }
}

class Conditions {
  readonly #schema: Schema
  readonly #facts: SharingFacts

  constructor(schema: Schema, facts: SharingFacts) {
    this.#schema = schema
    this.#facts = facts
  }

  of(object: ObjectType, alias: string, access: RecordAccess, depth: number): string | null {
    const { modifiesAll, viewsAll } = this.#facts
    const name = object.apiName.toLowerCase()
    if (modifiesAll.has(name) || (access === 'read' && viewsAll.has(name))) return null
    switch (object.sharingModel) {
      case 'ControlledByParent':
        return this.#ofParent(object, alias, access, depth)
      case 'Private':
        return this.#owned(object, alias, access)
      case 'Read':
        return access === 'read' ? null : this.#owned(object, alias, access)
      case 'ReadWrite':
        return access === 'all' ? this.#owned(object, alias, access) : null
      default:
        return null
    }
  }

  /// Who may edit the master may do everything with its details. Shares are made and taken away by who may do everything
  /// with the record.
  #ofParent(object: ObjectType, alias: string, access: RecordAccess, depth: number): string | null {
    const master = object.fields.find(({ cascadeDelete, required }) => cascadeDelete && required)
    const field = master ?? object.field('AccountId')
    const parent = field && this.#schema.object(field.referenceTo[0]!)
    if (!field || !parent || depth > MOST_MASTERS) return null
    const name = `${alias}m`
    const toChange = object.shareOf === undefined ? 'edit' : 'all'
    const ofParent = this.of(parent, name, access === 'read' ? 'read' : toChange, depth + 1)
    if (ofParent === null) return null
    const exists = `exists (select from ${tableOf(parent)} ${name} where ${name}."Id" = ${alias}.${quoted(field.apiName)} and ${ofParent})`
    const own = master ? null : this.#owned(object, alias, access)
    return own === null ? exists : `(${exists} or (${alias}.${quoted(field.apiName)} is null and ${own}))`
  }

  #owned(object: ObjectType, alias: string, access: RecordAccess): string | null {
    if (!object.field('OwnerId')) return null
    const { userId, queueIds, rolesBelow, rules } = this.#facts
    const owner = `${alias}."OwnerId"`
    const tests = [`${owner} = any(${idList([userId, ...queueIds])})`]
    if (rolesBelow.length > 0) tests.push(`${owner} in (${this.#usersWith(rolesBelow)})`)
    const manual = access === 'all' ? null : this.#manuallyShared(object, alias, access)
    if (manual) tests.push(manual)
    if (access !== 'all')
      for (const rule of rules)
        if (rule.object.toLowerCase() === object.apiName.toLowerCase() && (access === 'read' || rule.canEdit))
          tests.push(this.#shared(rule, object, alias))
    return `(${tests.join(' or ')})`
  }

  #shared({ ownerRoles, ownerIds, criteria, logic }: SharedRecords, object: ObjectType, alias: string): string {
    if (ownerRoles === null) return criteriaSql(object, alias, criteria, logic)
    const owner = `${alias}."OwnerId"`
    return `(${owner} = any(${idList(ownerIds)}) or ${owner} in (${this.#usersWith(ownerRoles)}))`
  }

  /// What somebody has shared with the user, a group of the user's, or somebody below.
  #manuallyShared(object: ObjectType, alias: string, access: RecordAccess): string | null {
    const { record, access: level } = shareFieldNames(object.apiName, object.isCustom)
    const child = object.childRelationships.find(({ childObject }) => this.#isShareOf(childObject, object))
    const shares = child && this.#schema.object(child.childObject)
    if (!shares) return null
    const { userId, groupIds, rolesBelow } = this.#facts
    const name = `${alias}s`
    const levels = access === 'read' ? '' : ` and ${name}.${quoted(level)} = 'Edit'`
    const withWhom = [`${name}."UserOrGroupId" = any(${idList([userId, ...groupIds])})`]
    if (rolesBelow.length > 0) withWhom.push(`${name}."UserOrGroupId" in (${this.#usersWith(rolesBelow)})`)
    return `exists (select from ${tableOf(shares)} ${name} where ${name}.${quoted(record)} = ${alias}."Id" and not ${name}."IsDeleted"${levels} and (${withWhom.join(' or ')}))`
  }

  #isShareOf(name: string, { apiName }: ObjectType): boolean {
    return this.#schema.object(name)?.shareOf === apiName
  }

  #usersWith(roles: readonly string[]): string {
    return `select "Id" from ${tableOf(this.#schema.object('User')!)} where "UserRoleId" = any(${idList(roles)})`
  }
}

/// Details of details of a master: more is no model that an org allows.
const MOST_MASTERS = 3
