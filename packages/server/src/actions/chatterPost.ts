import { ActionError, forEachInput, text, type Action, type ActionContext, type ActionMessage } from './action.ts'
import { findBy, insertRecord, objectOfId } from './records.ts'

/// Post to Chatter: a feed item of a record, user or group.
///
/// Source: Actions Developer Guide, "Post to Chatter Action".
export const chatterPost: Action = {
  type: 'chatterPost',
  name: 'chatterPost',
  label: 'Post to Chatter',
  inputs: [text('text', true), text('subjectNameOrId', true), text('type'), text('visibility'), text('communityId')],
  outputs: [text('feedItemId')],

  async run(inputs, context) {
    const messages: ActionMessage[] = []
    const answers = await forEachInput(inputs, async one => {
      const body = one.required('text')
      const subject = one.required('subjectNameOrId')
      const visibility = visibilityOf(one.text('visibility'))
      const relatedId = await subjectId(subject, one.text('type'), context)
      const feedItemId = context.deployed.schema.object('FeedItem')
        ? await insertRecord(context, 'FeedItem', { ParentId: relatedId, Body: body, Visibility: visibility })
        : null
      messages.push({ kind: 'chatterPost', to: [relatedId], body, relatedId, detail: { feedItemId, visibility } })
      return { feedItemId }
    })
    await context.record(messages)
    return answers
  },
}

/// `allUsers`, `internalUsers`, as the action has them; as the field has them.
function visibilityOf(text: string | null): string {
  const visibility = ['AllUsers', 'InternalUsers'].find(one => one.toLowerCase() === (text ?? 'allUsers').toLowerCase())
  if (visibility) return visibility
  throw new ActionError(`visibility is allUsers or internalUsers, not "${text}".`)
}

/// A record's Id, or the Id behind the name of a user or group. Without a type, a name may be either's.
async function subjectId(nameOrId: string, type: string | null, context: ActionContext): Promise<string> {
  const isId = /^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$/.test(nameOrId) && objectOfId(context, nameOrId)
  if (isId) return nameOrId
  const named = async (object: string, field: string) => (await findBy(context, object, field, nameOrId, []))?.id
  const user = type === 'Group' ? null : await named('User', 'Username')
  const id = user ?? (type === 'User' ? null : await named('CollaborationGroup', 'Name'))
  if (id) return id
  const wanted = type === 'User' ? 'user' : type === 'Group' ? 'group' : 'record, user or group'
  throw new ActionError(`There is no ${wanted} "${nameOrId}" to post to.`)
}
