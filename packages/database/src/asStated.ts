import type { RecordValue } from '@millrace/values'
import { insertStatement, type NewRecord } from './dml/insertStatement.ts'
import { rollUp } from './dml/rollUps.ts'
import type { Org } from './org.ts'
import { RecordStoreError } from './recordStore.ts'
import type { ObjectType } from './schema.ts'
import type { Queryable } from './server/statement.ts'
import { columnKind, toParameter, type Parameter } from './sql/columns.ts'
import { noColumn } from './sql/paths.ts'
import type { UserContext } from './userContext.ts'

/// Inserts [records] just as they are: no defaults, rules or checks, and system fields may be stated. Each gets an Id
/// unless it has one. What a record does not state of its owner and audit fields is the user's. One statement for each
/// object. Formula fields are passed over.
///
/// Throws `RecordStoreError` for an object or field that does not exist, and a value of another kind than its field.
export async function insertAsStated(
  queryable: Queryable,
  org: Org,
  user: UserContext,
  records: readonly RecordValue[],
): Promise<void> {
  await giveIds(queryable, org, records)
  const groups = new Map<ObjectType, NewRecord[]>()
  for (const record of records) {
    const object = objectOf(org, record)
    const group = groups.get(object) ?? []
    groups.set(object, group)
    group.push({ id: record.id, parameters: parametersOf(object, record, user) })
  }
  for (const [object, group] of groups) await queryable.query(insertStatement(org.schema, object, group, user))
  for (const [object, group] of groups)
    for (const one of org.rollUps(object)) {
      const masters = new Set(group.map(({ parameters }) => parameters.get(one.field)))
      await rollUp(queryable, object, one, [...masters].filter(id => typeof id === 'string').sort())
    }
}

/// Gives new Ids to those of [records] that have none, so that others can point at them before they are inserted.
export async function giveIds(queryable: Queryable, org: Org, records: readonly RecordValue[]): Promise<void> {
  const without = new Map<ObjectType, RecordValue[]>()
  for (const record of records) {
    if (record.id !== null) continue
    const object = objectOf(org, record)
    const group = without.get(object)
    if (group) group.push(record)
    else without.set(object, [record])
  }
  for (const [object, group] of without) {
    const ids = await org.ids.take(queryable, object.keyPrefix, group.length)
    for (const [i, record] of group.entries()) record.put('Id', ids[i]!)
  }
}

/// A person stated by Name alone is called so: the database puts Name together from its parts.
function nameOfPerson(object: ObjectType, record: RecordValue, parameters: Map<string, Parameter>): void {
  const parts = object.nameField?.compoundOf
  const name = parts ? record.get('Name') : null
  if (typeof name === 'string' && !parts!.some(part => parameters.has(part))) parameters.set('LastName', name)
}

function objectOf(org: Org, { objectName }: RecordValue): ObjectType {
  const object = org.schema.object(objectName)
  if (object) return object
  throw new RecordStoreError('INVALID_TYPE', `sObject type '${objectName}' is not supported.`)
}

function parametersOf(object: ObjectType, record: RecordValue, user: UserContext): Map<string, Parameter> {
  const parameters = new Map<string, Parameter>()
  if (object.field('OwnerId')) parameters.set('OwnerId', user.userId)
  for (const [i, name] of record.shape.names.entries()) {
    const field = object.field(name)
    if (!field) throw new RecordStoreError('INVALID_FIELD', noColumn(object, name).message)
    const kind = columnKind(field)
    if (!kind || field.type === 'id' || field.compoundOf) continue
    const parameter = toParameter(record.values[i]!, kind)
    if (parameter === undefined)
      throw new RecordStoreError(
        'INVALID_TYPE_ON_FIELD_IN_RECORD',
        `${object.apiName}.${name} takes another kind of value.`,
      )
    parameters.set(field.apiName, parameter)
  }
  nameOfPerson(object, record, parameters)
  return parameters
}
