import { flag, forEachInput, text, texts, type Action, type ActionMessage } from './action.ts'

/// Submit for Approval. Approval processes do not run here: the outbox records what was submitted and to whom, and the
/// outputs say that it is pending.
///
/// Source: Actions Developer Guide, "Submit for Approval Actions".
export const submit: Action = {
  type: 'submit',
  name: 'submit',
  label: 'Submit for Approval',
  inputs: [
    text('objectId', true),
    text('comment'),
    texts('nextApproverIds'),
    text('processDefinitionNameOrId'),
    text('submitterId'),
    flag('skipEntryCriteria'),
  ],
  outputs: [texts('actorIds'), text('entityId'), text('instanceId'), text('instanceStatus'), texts('newWorkItemIds')],

  async run(inputs, context) {
    const messages: ActionMessage[] = []
    const answers = await forEachInput(inputs, async one => {
      const entityId = one.required('objectId')
      const actorIds = one.texts('nextApproverIds')
      messages.push({
        kind: 'approvalSubmission',
        to: actorIds,
        subject: one.text('processDefinitionNameOrId'),
        body: one.text('comment'),
        relatedId: entityId,
        detail: { submitterId: one.text('submitterId') ?? context.caller.userId },
      })
      return { actorIds, entityId, instanceId: null, instanceStatus: 'Pending', newWorkItemIds: [] }
    })
    await context.record(messages)
    return answers
  },
}
