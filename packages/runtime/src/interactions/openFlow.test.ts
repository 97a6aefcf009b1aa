import type { Interaction, Resource } from '@millrace/metadata'
import { toJson } from '@millrace/values'
import { describe, expect, it } from 'vitest'
import { load } from '../../test/component.ts'
import { contactId, flowDescribe } from '../../test/recordedHost.ts'
import { recordedScreen } from '../../test/recordedScreen.ts'
import type { ClosedFlow, OpenFlowRequest } from '../index.ts'

const resources: Resource[] = [{ type: 'variable', apiName: 'summary', dataType: 'Text' }]
const toast = (title: string): Interaction => ({ type: 'showToast', title })

const opening = (more: object = {}): Interaction => ({
  type: 'openFlowPanel',
  flowApiName: 'Ask',
  size: 'large',
  side: 'left',
  inputVariables: [{ name: 'ids', value: '{!Contacts.SelectedRowsKeyValue}', isCollection: true }],
  outputVariables: [{ name: 'said', resourceName: 'summary' }],
  onStarted: [toast('started')],
  onFinish: [toast('finished: {!summary}')],
  onClose: [toast('closed')],
  onPaused: [toast('paused: {!summary}')],
  ...more,
})

/// The header action opens the flow, and the person leaves it as [closed] says.
async function opened(interaction: Interaction, closed: ClosedFlow, isStarted = true) {
  const requests: OpenFlowRequest[] = []
  const screen = {
    ...recordedScreen(),
    openFlow: async (request: OpenFlowRequest) => {
      requests.push(request)
      if (isStarted) request.started?.('guid')
      return closed
    },
  }
  const described = flowDescribe('Ask', { ids: 'STRING[]' }, { said: 'STRING' })
  const { state, host } = await load(
    { resources, go: [interaction, toast('after')] },
    { 'GET /millrace/v1/screenFlows/Ask': described },
    { screen },
  )
  state.setAttribute('Contacts', 'selectedRowsKeyValue', [contactId(2), contactId(1)])
  const outcome = await state.trigger('Contacts', 'headerActionClick', { targetName: 'go' })
  return { requests, outcome, toasts: host.toasts.map(({ title }) => title), summary: toJson(state.value('summary')) }
}

describe('Open Flow Panel', () => {
  it('passes all selected records, and says where it opens', async () => {
    const { requests } = await opened(opening(), { status: 'finished', outputs: {} })
    expect(requests).toMatchObject([
      {
        place: 'panel',
        side: 'left',
        size: 'large',
        flow: 'Ask',
        inputs: { ids: [contactId(1), contactId(2)] },
        showsError: true,
      },
    ])
  })

  it.each<[closed: ClosedFlow, toasts: string[], summary: unknown]>([
    [{ status: 'finished', outputs: { said: 'yes' } }, ['started', 'finished: yes', 'after'], 'yes'],
    [{ status: 'paused', outputs: { said: 'so far' } }, ['started', 'paused: so far'], 'so far'],
    [{ status: 'closed', outputs: {} }, ['started', 'closed'], null],
  ])('that ends with %j runs %j', async (closed, toasts, summary) => {
    const ended = await opened(opening(), closed)
    expect([ended.toasts, ended.summary]).toEqual([toasts, summary])
  })

  it('that fails runs On Error, which then shows the error in place of the flow', async () => {
    const failed: ClosedFlow = { status: 'error', outputs: {}, message: 'No room.', code: 'FULL' }
    const handled = await opened(opening({ onError: [toast('{!$Error.message}')] }), failed)
    expect([handled.requests[0]?.showsError, handled.toasts]).toEqual([
      false,
      ['started', 'Open Flow Panel "Go": No room.'],
    ])
    expect((await opened(opening(), failed)).outcome.error).toMatchObject({
      code: 'FULL',
      message: 'Open Flow Panel "Go": No room.',
    })
  })
})
