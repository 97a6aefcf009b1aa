import {
  ApexValue,
  type DataType,
  didYouMean,
  isCollection,
  type Json,
  parseNum,
  RecordValue,
  toJson,
  type Value,
} from '@millrace/values'
import type { PropertyDeclaration } from '../declaration.ts'
import type { InteractionCheck, InteractionContext } from '../interaction.ts'
import { textsOf } from '../interactionTexts.ts'
import { type FieldDescription, fieldNamed, isObject, memberNames } from '../objectDescription.ts'
import { asValue } from '../resolved.ts'
import { failuresOf, type RecordJson, type RecordOutcome } from './recordRequests.ts'
import { neededText, optionsOf } from './settings.ts'

// The settings that say which records an interaction writes, and what they hold.

export type RecordSource = 'record' | 'pageRecord' | 'fields'

/// Settings for the sources [sources], the first of which is the default.
export function recordSourceProperties(sources: readonly [RecordSource, ...RecordSource[]]): PropertyDeclaration[] {
  const labels = {
    record: 'A record variable or selected rows',
    pageRecord: "The page's record",
    fields: 'Fields typed in',
  }
  return [
    {
      name: 'source',
      label: 'From',
      type: 'choice',
      default: sources[0],
      options: optionsOf(Object.fromEntries(sources.map(source => [source, labels[source]]))),
    },
    {
      name: 'record',
      label: 'Record or records',
      type: 'value',
      required: true,
      help: '{!contact}, {!Contacts.FirstSelectedRow}, or a collection such as {!Contacts.SelectedRows}.',
      when: { property: 'source', is: ['record'] },
    },
    {
      name: 'objectApiName',
      label: 'Object API Name',
      type: 'object',
      required: true,
      when: { property: 'source', is: ['fields'] },
    },
  ]
}

export const fieldsProperty: PropertyDeclaration = {
  name: 'fields',
  label: 'Fields',
  type: 'list',
  items: [
    { name: 'name', label: 'Field API Name', type: 'text', required: true },
    { name: 'value', label: 'Value', type: 'value' },
  ],
}

export const recordIdProperty: PropertyDeclaration = {
  name: 'recordId',
  label: 'Record Id',
  type: 'value',
  required: true,
  help: 'One Id, or several: {!Contacts.SelectedRowsKeyValue}.',
  when: { property: 'source', is: ['fields'] },
}

export const allOrNoneProperty: PropertyDeclaration = {
  name: 'allOrNone',
  label: 'All or none',
  type: 'boolean',
  default: true,
  help: 'When one of several records cannot be saved, none is.',
}

/// One record to be written: its object, its Id where it has one, and the fields to send.
export interface RecordToSave {
  readonly objectApiName: string
  readonly id: string | null
  readonly fields: RecordJson
}

/// The records that the settings name, each with what it holds; asks the server what their objects are.
///
/// # no-page-record
/// An interaction takes the page's record, and the page is about none.
///
/// Put the Dynamic Component on a record page, and name the object in its "targetObject".
///
/// # not-a-record
/// An interaction saves something that is no record.
///
/// Map a record variable, a selected row or a collection of them. A record from a query or a flow has its object with
/// it; an object of JSON needs a record variable that names it.
export async function recordsOf(context: InteractionContext): Promise<readonly RecordValue[]> {
  switch (context.setting('source')) {
    case 'fields': {
      const objectApiName = neededText(context, 'objectApiName')
      await context.describe([objectApiName])
      if (!context.scope.objects(objectApiName))
        return context.fail({
          code: 'unknown-object',
          message: `there is no object "${objectApiName}", or you may not see it.`,
        })
      return idsToSave(context).map(id => recordOf(objectApiName, id))
    }
    case 'pageRecord': {
      const { recordId } = context.host
      const objectApiName = context.scope.definition.targetObject ?? context.host.objectApiName
      if (!recordId || !objectApiName)
        return context.fail({ code: 'no-page-record', message: 'this page is about no record.' })
      await context.describe([objectApiName])
      return [recordOf(objectApiName, recordId)]
    }
    default:
      return mappedRecords(context)
  }
}

function recordOf(objectApiName: string, id: string | null): RecordValue {
  const record = new RecordValue(objectApiName)
  if (id !== null) record.put('Id', id)
  return record
}

/// The Ids that were typed in or mapped; of a record to be created, none.
function idsToSave(context: InteractionContext): readonly (string | null)[] {
  if (context.interaction['recordId'] === undefined) return [null]
  const value = asValue(context.setting('recordId'))
  return isCollection(value) ? value.filter(id => typeof id === 'string') : [neededText(context, 'recordId')]
}

async function mappedRecords(context: InteractionContext): Promise<readonly RecordValue[]> {
  const value = asValue(context.setting('record'))
  const items = isCollection(value) ? value : value === null ? [] : [value]
  const records = items.filter(item => item instanceof RecordValue && item.objectName !== '')
  if (records.length < items.length)
    return context.fail({ code: 'not-a-record', message: `"record" holds something that is no record.` })
  if (value === null) return context.fail({ code: 'blank-setting', message: `"record" is blank.` })
  const typed = records as RecordValue[]
  await context.describe([...new Set(typed.map(({ objectName }) => objectName))])
  return typed
}

/// What is sent of [record]: the fields typed in, if there are any, else what the record holds. Of one that was read and
/// then changed, only the changed fields; of others, those that may be written.
export function toSave(
  context: InteractionContext,
  record: RecordValue,
  isWritable: (field: FieldDescription) => boolean,
): RecordToSave {
  const typed = typedFields(context, record.objectName)
  const object = context.scope.objects(record.objectName)
  const changed = record.changed.names.filter(name => name !== 'Id')
  const held = (record.id !== null && changed.length > 0 ? changed : record.shape.names).filter(name => {
    const field = object && fieldNamed(object, name)
    return (
      name !== 'Id' &&
      isSingle(record.get(name)) &&
      (object === undefined || (field !== undefined && isWritable(field)))
    )
  })
  const own = typed ?? Object.fromEntries(held.map(name => [name, toJson(record.get(name))]))
  return { objectApiName: record.objectName, id: record.id, fields: own }
}

/// The fields typed in, or null when there are none.
export function typedFields(context: InteractionContext, objectName: string): RecordJson | null {
  const { fields } = context.interaction
  if (!Array.isArray(fields) || fields.length === 0) return null
  const object = context.scope.objects(objectName)
  const entries = fields.filter(isObject).map((field): [string, Json] => {
    const name = String(field['name'] ?? '')
    const known = object && fieldNamed(object, name)
    return [known?.name ?? name, fieldJson(asValue(context.resolve(field['value'] ?? null)), known?.type)]
  })
  return Object.fromEntries(entries)
}

const isSingle = (value: Value): boolean =>
  !isCollection(value) && !(value instanceof RecordValue) && !(value instanceof ApexValue)

/// In a file, and in a property panel, every typed-in value may be text.
function fieldJson(value: Value, type: DataType | undefined): Json {
  if (value instanceof RecordValue) return value.id
  if (isCollection(value)) return value.map(item => String(toJson(item))).join(';')
  if (typeof value !== 'string') return toJson(value)
  if (type?.kind === 'Number') return toJson(parseNum(value) ?? value)
  if (type?.kind === 'Boolean' && /^(true|false)$/i.test(value)) return value.toLowerCase() === 'true'
  return value
}

/// As the collection resources take it.
export const recordJson = ({ objectApiName, id, fields }: RecordToSave, withId: boolean): RecordJson => ({
  attributes: { type: objectApiName },
  ...(withId && id ? { Id: id } : {}),
  ...fields,
})

/// Ends the interaction when a record failed, with Salesforce's code, message and fields of the first one.
export function requireAll(context: InteractionContext, outcomes: readonly RecordOutcome[], of: number): void {
  const failures = failuresOf(outcomes)
  const [first] = failures
  if (!first) return
  const { statusCode: code, message, fields } = first.error
  const saved = outcomes.filter(({ success }) => success).length
  const [texts, position] = [textsOf(context.host), String(first.index + 1)]
  const told =
    saved === 0 ? texts.noneSaved(position, String(of)) : texts.someSaved(position, String(of), String(saved))
  const count = of === 1 ? '' : ` ${told}`
  context.fail({ code, message: `${message}${count}`, ...(fields.length > 0 ? { fields } : {}) })
}

/// The checks that settings of records share: fields that the object does not have.
export function checkRecordFields({ interaction, scope, environment, report }: InteractionCheck): void {
  const { fields, source, objectApiName, record } = interaction
  if (source === 'record' && record === undefined) return
  const name = source === 'pageRecord' ? scope.definition.targetObject : objectApiName
  const object = typeof name === 'string' && environment.object ? environment.object(name) : undefined
  if (source === 'pageRecord' && !scope.definition.targetObject)
    report({
      code: 'no-page-record',
      message: 'it takes the page\'s record, but this component names no "targetObject".',
      setting: 'source',
    })
  if (!object || !Array.isArray(fields)) return
  for (const [i, field] of fields.entries()) {
    const fieldName: unknown = isObject(field) ? field['name'] : undefined
    if (typeof fieldName !== 'string' || fieldName === '' || fieldNamed(object, fieldName)) continue
    report({
      code: 'unknown-field',
      message: `${object.name} has no field ${fieldName}.${didYouMean(fieldName, memberNames(object))}`,
      setting: `fields[${i}].name`,
    })
  }
}

/// Stores the Ids: of one record in a variable for one value, of several in a collection.
export const idsValue = (outcomes: readonly RecordOutcome[], isMany: boolean): Value =>
  isMany ? outcomes.map(({ id }) => id) : (outcomes[0]?.id ?? null)
