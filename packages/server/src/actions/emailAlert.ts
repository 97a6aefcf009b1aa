import { forEachInput, text, type Action, type ActionMessage } from './action.ts'

/// Send an Email Alert. Who gets it and what it says is in the org's template, which is not in the project's files:
/// the outbox records which alert was sent about which record.
///
/// Source: Actions Developer Guide, "Email Alert Actions".
export const emailAlert = (name: string): Action => ({
  type: 'emailAlert',
  name,
  label: name.split('.').at(-1)!.replaceAll('_', ' '),
  inputs: [text('SObjectRowId', true)],
  outputs: [],

  async run(inputs, context) {
    const messages: ActionMessage[] = []
    const answers = await forEachInput(inputs, async one => {
      const relatedId = one.required('SObjectRowId')
      messages.push({ kind: 'emailAlert', to: [], subject: name, relatedId })
      return {}
    })
    await context.record(messages)
    return answers
  },
})
