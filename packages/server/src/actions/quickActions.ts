import type { Schema } from '@millrace/database'
import { DateTimeValue, type Value } from '@millrace/values'
import { ActionError, forEachInput, text, type Action, type ActionContext } from './action.ts'
import { findBy, insertRecord, objectOfId, relationTo } from './records.ts'

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

/// The quick actions on the objects of [schema]: each creates a record, so that rules apply to it as to any other.
/// `contextId` is the record it is about.
export const quickActions = (schema: Schema): Action[] =>
  Object.entries(QUICK_ACTIONS).flatMap(([name, { label, object, defaults }]) => {
    const fields = schema.object(object)?.fields.filter(field => field.createable) ?? []
    const action: Action = {
      type: 'quickAction',
      name,
      label,
      inputs: [text('contextId'), ...fields.map(field => ({ name: field.apiName, type: field.dataType }))],
      outputs: [text('id')],

      run: (inputs, context) =>
        forEachInput(inputs, async one => {
          const id = await insertRecord(context, object, {
            ...defaults?.(context),
            ...(await fromContext(context, object, one.text('contextId'))),
            ...Object.fromEntries(one.values),
          })
          return { id }
        }),
    }
    return fields.length ? [action] : []
  })

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
