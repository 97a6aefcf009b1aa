import type { FieldNaming, ObjectType, RecordQuery } from '@millrace/database'
import { RecordValue, type Value } from '@millrace/values'
import { ActionError, saveOptions, type ActionContext } from './action.ts'

/// The object that [id] is a record of.
export const objectOfId = ({ deployed }: ActionContext, id: string): ObjectType | undefined =>
  deployed.schema.objectByKeyPrefix(id.slice(0, 3))

/// The first record of [object] whose [field] is [value], with [fields]; undefined when there is none.
export async function findBy(
  { store, deployed, call }: ActionContext,
  object: string,
  field: string,
  value: Value,
  fields: readonly string[],
): Promise<RecordValue | undefined> {
  const known = deployed.schema.object(object)
  if (!known?.field(field)) return undefined
  const query: RecordQuery = {
    object,
    fields: fields.filter(name => known.field(name)),
    filters: [{ field, operator: 'EqualTo' }],
    logic: { and: [0] },
    orderBy: null,
    limit: 1,
    mode: call.mode,
  }
  const [records] = await store.find(query, [{ values: [value] }])
  return records?.[0]
}

/// Inserts a record of [object] with those of [fields] that the object has and that are not blank; answers its Id.
export async function insertRecord(
  context: ActionContext,
  object: string,
  fields: Readonly<Record<string, Value>>,
): Promise<string> {
  const known = context.deployed.schema.object(object)
  if (!known) throw new ActionError(`There is no object ${object} here.`)
  const record = new RecordValue(known.apiName)
  for (const [name, value] of Object.entries(fields)) {
    const field = known.field(name)
    if (field && value !== null) record.set(field.apiName, value)
  }
  const [result] = await context.store.insert([record], saveOptions(context))
  const [error] = result?.errors ?? []
  if (error) throw new ActionError(`${error.statusCode}: ${error.message}`)
  return result!.id!
}

/// The fields that make a new record of [object] point at the record [id]: WhoId or WhatId of a Task, ContactId of a
/// Case. Nothing when no field can.
export function relationTo(context: ActionContext, object: string, id: string | null): Record<string, Value> {
  const target = id === null ? undefined : objectOfId(context, id)
  if (!target) return {}
  const fields = context.deployed.schema.object(object)?.fields ?? []
  const fitting = fields.filter(field => field.createable && field.referenceTo.includes(target.apiName))
  const field = fitting.find(one => one.relationshipName === target.apiName) ?? fitting[0]
  return field ? { [field.apiName]: id } : {}
}

/// Sets those of [fields] that [object] has on its record [id].
export async function updateRecord(
  context: ActionContext,
  object: ObjectType,
  id: string,
  fields: Readonly<Record<string, Value>>,
): Promise<void> {
  const record = new RecordValue(object.apiName)
  record.put('Id', id)
  for (const [name, value] of Object.entries(fields)) {
    const field = object.field(name)
    if (field && field.type !== 'id') record.set(field.apiName, value)
  }
  const [result] = await context.store.update([record], saveOptions(context))
  const [error] = result?.errors ?? []
  if (error) throw new ActionError(`${error.statusCode}: ${error.message}`)
}

/// `Contact.Title` of a contact is its Title.
export const ownName = ({ apiName }: ObjectType): FieldNaming => ({
  path: reference => withoutOwnName(reference, apiName),
  percentsAsStored: false,
})

export const withoutOwnName = (path: string, object: string): string =>
  path.toLowerCase().startsWith(`${object.toLowerCase()}.`) ? path.slice(object.length + 1) : path
