import type { Value } from '@millrace/values'
import {
  ActionError,
  flag,
  forEachInput,
  text,
  texts,
  type Action,
  type ActionContext,
  type ActionInputs,
  type ActionMessage,
} from './action.ts'
import { filledTemplate, storedTemplate } from './emailTemplates.ts'
import { findBy, insertRecord, objectOfId, relationTo } from './records.ts'

/// Send Email: leaves when the run has succeeded.
///
/// Source: Actions Developer Guide, "Send Email".
export const emailSimple: Action = {
  type: 'emailSimple',
  name: 'emailSimple',
  label: 'Send Email',
  userPermission: 'EmailSingle',
  inputs: [
    text('emailSubject'),
    text('emailBody'),
    text('emailAddresses'),
    texts('emailAddressesArray'),
    text('ccRecipientAddressList'),
    texts('ccRecipientAddressCollection'),
    text('bccRecipientAddressList'),
    texts('bccRecipientAddressCollection'),
    text('recipientId'),
    text('relatedRecordId'),
    text('senderType'),
    text('senderAddress'),
    flag('sendRichBody'),
    flag('useLineBreaks'),
    flag('logEmailOnSend'),
    text('emailTemplateId'),
    flag('composeEmailContent'),
    text('attachmentId'),
    flag('addThreadingTokenToBody'),
    flag('addThreadingTokenToSubject'),
  ],
  outputs: [],

  async run(inputs, context) {
    const messages: ActionMessage[] = []
    const answers = await forEachInput(inputs, async one => {
      const message = await emailOf(one, context)
      messages.push(message)
      if (one.flag('logEmailOnSend')) await logEmail(message, one, context)
      return {}
    })
    await context.record(messages)
    return answers
  },
}

async function emailOf(inputs: ActionInputs, context: ActionContext): Promise<ActionMessage> {
  if (inputs.text('attachmentId')) throw new ActionError('Attachments are not available here: leave attachmentId out.')
  const recipientId = inputs.text('recipientId')
  const { subject, body, isHtml } = await textOf(inputs, context)
  const to = [
    ...addresses(inputs, 'emailAddresses', 'emailAddressesArray'),
    ...(recipientId ? [await addressOf(recipientId, context)] : []),
  ]
  if (to.length === 0)
    throw new ActionError('The e-mail has no recipient: set emailAddresses, emailAddressesArray or recipientId.')
  return {
    kind: 'email',
    to,
    subject,
    body,
    relatedId: inputs.text('relatedRecordId') ?? recipientId,
    detail: {
      from: await senderOf(inputs, context),
      cc: addresses(inputs, 'ccRecipientAddressList', 'ccRecipientAddressCollection'),
      bcc: addresses(inputs, 'bccRecipientAddressList', 'bccRecipientAddressCollection'),
      isHtml,
    },
  }
}

/// What the e-mail says: the inputs, or the template that they name, filled from the related record or the recipient.
async function textOf(
  inputs: ActionInputs,
  context: ActionContext,
): Promise<{ subject: string; body: string; isHtml: boolean }> {
  const templateId = inputs.text('emailTemplateId')
  if (templateId === null || inputs.text('emailBody') !== null) return statedText(inputs)
  const about = inputs.text('relatedRecordId') ?? inputs.text('recipientId')
  const template = await storedTemplate(templateId, context)
  const recipientId = inputs.text('recipientId')
  const { subject, text, html } = about ? await filledTemplate(template, about, context, recipientId) : template
  return { subject: inputs.text('emailSubject') ?? subject, body: html ?? text ?? '', isHtml: html !== null }
}

function statedText(inputs: ActionInputs): { subject: string; body: string; isHtml: boolean } {
  const subject = inputs.required('emailSubject')
  const isHtml = inputs.flag('sendRichBody')
  const text = inputs.required('emailBody')
  const body = isHtml && inputs.flag('useLineBreaks') ? text.replaceAll(/\r?\n/g, '<br>') : text
  return { subject, body, isHtml }
}

/// Addresses of a text with commas and of a collection, each once.
function addresses(inputs: ActionInputs, list: string, collection: string): string[] {
  const found = [...(inputs.text(list)?.split(/[,;]/) ?? []), ...inputs.texts(collection)]
  const named = found.map(address => address.trim()).filter(address => address !== '')
  for (const address of named)
    if (!/^[^\s@<>"]+@[^\s@<>"]+$/.test(address))
      throw new ActionError(`INVALID_EMAIL_ADDRESS: "${address}" is no e-mail address.`)
  return [...new Set(named)]
}

/// The address of a contact, lead or user.
async function addressOf(id: string, context: ActionContext): Promise<string> {
  const object = objectOfId(context, id)?.apiName
  if (object !== 'Contact' && object !== 'Lead' && object !== 'User')
    throw new ActionError(`recipientId takes the Id of a contact, a lead or a user, not "${id}".`)
  const record = await findBy(context, object, 'Id', id, ['Email'])
  const email = record?.get('Email')
  if (typeof email === 'string' && email !== '') return email
  throw new ActionError(record ? `The ${object} ${id} has no e-mail address.` : `There is no ${object} ${id}.`)
}

/// The running user, or the address that the action names. Null: whom the configuration names.
async function senderOf(inputs: ActionInputs, { caller }: ActionContext): Promise<Value> {
  const type = inputs.text('senderType') ?? 'CurrentUser'
  if (type === 'OrgWideEmailAddress') return inputs.required('senderAddress')
  if (type === 'DefaultWorkflowUser') return null
  if (type !== 'CurrentUser')
    throw new ActionError(`senderType is CurrentUser, DefaultWorkflowUser or OrgWideEmailAddress, not "${type}".`)
  return caller.globals.User['Email'] ?? null
}

/// The e-mail as an activity of its recipient and of the record it is about.
async function logEmail({ subject, body }: ActionMessage, inputs: ActionInputs, context: ActionContext): Promise<void> {
  await insertRecord(context, 'Task', {
    Subject: `Email: ${subject}`.slice(0, 255),
    Description: body ?? null,
    TaskSubtype: 'Email',
    Status: 'Completed',
    ...relationTo(context, 'Task', inputs.text('recipientId')),
    ...relationTo(context, 'Task', inputs.text('relatedRecordId')),
  })
}
