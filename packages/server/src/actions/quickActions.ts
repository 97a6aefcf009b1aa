import { evaluateFormulas, type ObjectType, type Schema } from '@millrace/database'
import { storedText } from '@millrace/flow'
import type { QuickActionDefinition } from '@millrace/metadata'
import { DateTimeValue, type Value } from '@millrace/values'
import { userContext } from '../userContext.ts'
import { ActionError, forEachInput, text, type Action, type ActionContext } from './action.ts'
import { findBy, insertRecord, objectOfId, ownName, relationTo, updateRecord } from './records.ts'

interface QuickAction {
  readonly label: string
  /// The object of the record it creates.
  readonly object: string
  /// What the record has where the inputs do not say otherwise.
  readonly defaults?: (context: ActionContext) => Readonly<Record<string, Value>>
}

/// The quick actions that every org has.
///
/// Source: Salesforce Help, "Default Actions"; Object Reference, QuickActionDefinition.
const QUICK_ACTIONS: Readonly<Record<string, QuickAction>> = {
  NewTask: { label: 'New Task', object: 'Task' },
  LogACall: {
    label: 'Log a Call',
    object: 'Task',
    defaults: ({ caller, now }) => ({
      Subject: 'Call',
      Status: 'Completed',
      TaskSubtype: 'Call',
      ActivityDate: new DateTimeValue(now()).dateIn(caller.timeZone),
    }),
  },
  NewEvent: { label: 'New Event', object: 'Event' },
  NewCase: { label: 'New Case', object: 'Case' },
  NewAccount: { label: 'New Account', object: 'Account' },
  NewContact: { label: 'New Contact', object: 'Contact' },
  NewLead: { label: 'New Lead', object: 'Lead' },
  NewOpportunity: { label: 'New Opportunity', object: 'Opportunity' },
  'FeedItem.NewTaskFromFeedItem': { label: 'Create Task from a post', object: 'Task' },
  'FeedItem.NewCaseFromFeedItem': { label: 'Create Case from a post', object: 'Case' },
}

/// The quick actions on the objects of [schema], and those of the project's files in place of ones of the same name: each
/// creates a record, so that rules apply to it as to any other. `contextId` is the record it is about.
export function quickActions(schema: Schema, definitions: readonly QuickActionDefinition[]): Action[] {
  const own = definitions.flatMap(definition => definedAction(definition, schema) ?? [])
  const names = new Set(own.map(action => action.name))
  return [...standardQuickActions(schema).filter(action => !names.has(action.name)), ...own]
}

const standardQuickActions = (schema: Schema): Action[] =>
  Object.entries(QUICK_ACTIONS).flatMap(([name, { label, object, defaults }]) =>
    newRecordAction(name, label, schema.object(object), async (context, contextId) => ({
      ...defaults?.(context),
      ...(await fromContext(context, object, contextId)),
    })),
  )

/// An action that inserts a record of [object] with what [before] gives, and with its inputs.
function newRecordAction(
  name: string,
  label: string,
  object: ObjectType | undefined,
  before: (context: ActionContext, contextId: string | null) => Promise<Readonly<Record<string, Value>>>,
): Action[] {
  const fields = object?.fields.filter(field => field.createable) ?? []
  if (!object || fields.length === 0) return []
  return [
    {
      type: 'quickAction',
      name,
      label,
      inputs: [text('contextId'), ...fields.map(field => ({ name: field.apiName, type: field.dataType }))],
      outputs: [text('id')],

      run: (inputs, context) =>
        forEachInput(inputs, async one => {
          const fields = { ...(await before(context, one.text('contextId'))), ...Object.fromEntries(one.values) }
          return { id: await insertRecord(context, object.apiName, fields) }
        }),
    },
  ]
}

/// What a file defines: an action that makes a record or changes the one it is about. Others open something on the screen.
///
/// Source: Metadata API Developer Guide, "QuickAction"; Salesforce Help, "Set Predefined Field Values for Quick Actions".
function definedAction(definition: QuickActionDefinition, schema: Schema): Action[] {
  const { apiName, label, type, targetObject } = definition
  const source = apiName.includes('.') ? schema.object(apiName.split('.')[0]!) : undefined
  if (type === 'Update') return source ? [updateAction(definition, source)] : []
  const target = schema.object(type === 'LogACall' ? 'Task' : (targetObject ?? ''))
  if (!['Create', 'LogACall'].includes(type) || !target) return []
  return newRecordAction(apiName, label, target, async (context, contextId) => ({
    ...(type === 'LogACall' ? QUICK_ACTIONS['LogACall']!.defaults!(context) : {}),
    ...(await fromContext(context, target.apiName, contextId)),
    ...parentField(definition, target, contextId),
    ...(await recordType(definition, target, context)),
    ...(await predefined(definition, target, source, contextId, context)),
  }))
}

function updateAction(definition: QuickActionDefinition, object: ObjectType): Action {
  const fields = object.fields.filter(field => field.updateable)
  return {
    type: 'quickAction',
    name: definition.apiName,
    label: definition.label,
    inputs: [text('contextId', true), ...fields.map(field => ({ name: field.apiName, type: field.dataType }))],
    outputs: [text('id')],

    run: (inputs, context) =>
      forEachInput(inputs, async one => {
        const id = one.required('contextId')
        const fields = await predefined(definition, object, object, id, context)
        await updateRecord(context, object, id, { ...fields, ...Object.fromEntries(one.values) })
        return { id }
      }),
  }
}

/// `Parent__c` and `Who` are both written: a field, or the name of its relationship.
function parentField(
  { targetParentField }: QuickActionDefinition,
  target: ObjectType,
  contextId: string | null,
): Record<string, Value> {
  const name = targetParentField ?? ''
  const field = target.field(name) ?? target.parentRelationship(name)
  return field && contextId !== null ? { [field.apiName]: contextId } : {}
}

async function recordType(
  { targetRecordType }: QuickActionDefinition,
  target: ObjectType,
  context: ActionContext,
): Promise<Record<string, Value>> {
  const name = targetRecordType?.split('.').at(-1)
  const found = name && target.field('RecordTypeId') && (await findBy(context, 'RecordType', 'DeveloperName', name, []))
  return found ? { RecordTypeId: found.id } : {}
}

/// Formulas see the record that the action is about.
async function predefined(
  { apiName, fieldOverrides }: QuickActionDefinition,
  target: ObjectType,
  source: ObjectType | undefined,
  contextId: string | null,
  context: ActionContext,
): Promise<Record<string, Value>> {
  const { tx, deployed, caller } = context
  const stated = fieldOverrides.filter(one => one.formula !== null)
  const user = userContext(caller, deployed.schema)
  const about = source ?? (contextId === null ? undefined : objectOfId(context, contextId)) ?? target
  const formulas = stated.map(one => one.formula!)
  const found =
    formulas.length > 0
      ? await evaluateFormulas(tx, deployed, user, about, contextId ?? '', formulas, ownName(about))
      : []
  const values = new Map<string, Value>()
  for (const { field: name, literalValue } of fieldOverrides) {
    const field = target.field(name)
    if (field && literalValue !== null) values.set(field.apiName, storedText(literalValue, field.dataType))
  }
  for (const [i, { field: name }] of stated.entries()) {
    const one = found[i]!
    if ('problem' in one) throw new ActionError(`The quick action "${apiName}" cannot set ${name}: ${one.problem}`)
    values.set(target.field(name)?.apiName ?? name, one.value)
  }
  return Object.fromEntries(values)
}

/// What a new record takes over from the record it is about; from a post its text, and what the post is about.
async function fromContext(context: ActionContext, object: string, id: string | null): Promise<Record<string, Value>> {
  if (id === null) return {}
  if (objectOfId(context, id)?.apiName !== 'FeedItem') return relationTo(context, object, id)
  const post = await findBy(context, 'FeedItem', 'Id', id, ['ParentId', 'Body'])
  if (!post) throw new ActionError(`There is no feed item ${id}.`)
  const parentId = post.get('ParentId')
  const about = typeof parentId === 'string' ? relationTo(context, object, parentId) : {}
  return { Description: post.get('Body'), ...about }
}
