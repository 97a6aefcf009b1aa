import type { Value } from '@millrace/values'
import {
  ActionError,
  forEachInput,
  text,
  texts,
  type Action,
  type ActionContext,
  type ActionMessage,
} from './action.ts'
import { findBy } from './records.ts'

/// Send Custom Notification.
///
/// Source: Actions Developer Guide, "Custom Notification Actions".
export const customNotificationAction: Action = {
  type: 'customNotificationAction',
  name: 'customNotificationAction',
  label: 'Send Custom Notification',
  userPermission: 'SendCustomNotifications',
  inputs: [
    text('customNotifTypeId'),
    texts('recipientIds', true),
    text('title'),
    text('body'),
    text('targetId'),
    text('targetPageRef'),
    text('senderId'),
  ],
  outputs: [],

  async run(inputs, context) {
    const messages: ActionMessage[] = []
    const answers = await forEachInput(inputs, async one => {
      const to = one.texts('recipientIds')
      if (to.length === 0) throw new ActionError('Missing required input parameter: recipientIds.')
      messages.push({
        kind: 'customNotification',
        to,
        subject: one.text('title'),
        body: one.required('body'),
        relatedId: one.text('targetId'),
        detail: {
          customNotifTypeId: one.text('customNotifTypeId'),
          ...(await typeOf(one.text('customNotifTypeId'), context)),
          targetPageRef: one.text('targetPageRef'),
          senderId: one.text('senderId') ?? context.caller.userId,
        },
      })
      return {}
    })
    await context.record(messages)
    return answers
  },
}

/// Which type it is and where such notifications show, of a type that the project's files state.
async function typeOf(id: string | null, context: ActionContext): Promise<Readonly<Record<string, Value>>> {
  const fields = ['DeveloperName', 'Desktop', 'Mobile'] as const
  const type = id === null ? undefined : await findBy(context, 'CustomNotificationType', 'Id', id, fields)
  if (!type) return {}
  return { type: type.get('DeveloperName'), desktop: type.get('Desktop'), mobile: type.get('Mobile') }
}
