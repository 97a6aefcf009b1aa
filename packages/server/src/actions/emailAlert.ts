import type { EmailAlert, EmailTemplate } from '@millrace/metadata'
import type { Value } from '@millrace/values'
import { ActionError, forEachInput, text, type Action, type ActionContext, type ActionMessage } from './action.ts'
import { RecipientFinder } from './emailRecipients.ts'
import { filledTemplate } from './emailTemplates.ts'

/// Send an Email Alert: the alert's template, with its merge fields filled, to the alert's recipients. Of an alert that
/// is not in the project's files the outbox records its name and its record.
///
/// Source: Actions Developer Guide, "Email Alert Actions".
export const emailAlert = (
  name: string,
  alert: EmailAlert | undefined,
  templates: ReadonlyMap<string, EmailTemplate>,
): Action => ({
  type: 'emailAlert',
  name,
  label: alert?.description ?? name.split('.').at(-1)!.replaceAll('_', ' '),
  inputs: [text('SObjectRowId', true)],
  outputs: [],

  async run(inputs, context) {
    const messages: ActionMessage[] = []
    const answers = await forEachInput(inputs, async one => {
      const id = one.required('SObjectRowId')
      const unknown = { kind: 'emailAlert', to: [], subject: name, relatedId: id }
      messages.push(alert ? await messageOf(alert, templates, id, context) : unknown)
      return {}
    })
    await context.record(messages)
    return answers
  },
})

async function messageOf(
  alert: EmailAlert,
  templates: ReadonlyMap<string, EmailTemplate>,
  id: string,
  context: ActionContext,
): Promise<ActionMessage> {
  const template = templates.get(alert.template)
  if (!template)
    throw new ActionError(
      `The e-mail alert "${alert.apiName}" uses the template "${alert.template}", which is not there.`,
    )
  const { subject, text, html } = await filledTemplate(template, id, context)
  const { to, unresolved } = await recipientsOf(alert, id, context)
  return {
    kind: 'emailAlert',
    to,
    subject,
    body: html ?? text ?? '',
    relatedId: id,
    detail: {
      alert: alert.apiName,
      template: alert.template,
      from: senderOf(alert, context),
      cc: alert.ccEmails,
      isHtml: html !== null,
      ...(html !== null && text !== null ? { text } : {}),
      ...(unresolved.length > 0 ? { unresolved } : {}),
    },
  }
}

/// Each address once; and which recipients could not be found out here.
async function recipientsOf(
  { recipients }: EmailAlert,
  id: string,
  context: ActionContext,
): Promise<{ to: string[]; unresolved: string[] }> {
  const finder = new RecipientFinder(id, context)
  const to = new Set<string>()
  const unresolved: string[] = []
  for (const recipient of recipients) {
    const found = finder.find(recipient)
    if (found === null) unresolved.push([recipient.type, recipient.recipient ?? recipient.field].join(' ').trim())
    else for (const address of await found) to.add(address)
  }
  return { to: [...to], unresolved }
}

/// The running user, or the address that the alert names. Null: whom the configuration names.
function senderOf({ senderType, senderAddress }: EmailAlert, { caller }: ActionContext): Value {
  if (senderType === 'OrgWideEmailAddress') return senderAddress
  return senderType === 'DefaultWorkflowUser' ? null : (caller.globals.User['Email'] ?? null)
}
