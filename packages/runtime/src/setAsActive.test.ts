import { readFileSync } from 'node:fs'
import type { DynamicComponent } from '@millrace/metadata'
import { describe, expect, it } from 'vitest'
import {
  answerOf,
  contact,
  contactDescribe,
  contactId,
  accountDescribe,
  faulted,
  finished,
  flowDescribe,
  later,
  recordedHost,
  settled,
  type Answer,
  type RecordedHost,
} from '../test/recordedHost.ts'
import { checkDynamicComponent, type ComponentState, dataTableModel, openDynamicComponent } from './index.ts'

// The worked example: the component of examples/contact-status against recorded answers.
const definition: DynamicComponent = JSON.parse(
  readFileSync(
    new URL(
      '../../../examples/contact-status/force-app/main/default/dynamicComponents/Contact_Status.dynamicComponent.json',
      import.meta.url,
    ),
    'utf8',
  ),
)
const SOQL = 'QUERY SELECT Id, Name, Status__c, Email, Account.Name FROM Contact ORDER BY LastName, FirstName'
const FLOW = '/actions/custom/flow/Set_Contact_Status_Active'
const describeFlow = flowDescribe('Set_Contact_Status_Active', { ContactIds: 'STRING[]' }, { updatedCount: 'DOUBLE' })

async function open(
  answers: Record<string, Answer | Answer[]> = {},
): Promise<{ state: ComponentState; host: RecordedHost }> {
  const host = recordedHost({
    'GET /sobjects/Contact/describe': { body: contactDescribe },
    'GET /sobjects/Account/describe': { body: accountDescribe },
    [SOQL]: answerOf(contact(1), contact(2), contact(3)),
    [`GET ${FLOW}`]: describeFlow,
    [`POST ${FLOW}`]: finished({ updatedCount: 2 }),
    ...answers,
  })
  const state = openDynamicComponent(definition, host)
  await state.load()
  return { state, host }
}

const table = (state: ComponentState) => dataTableModel(state, 'Contacts')

describe('Set as Active', () => {
  it('is checked without a problem', () => {
    expect(checkDynamicComponent(definition)).toEqual([])
  })

  it('shows the contacts', async () => {
    const { state } = await open()
    expect(table(state).status).toBe('ready')
    expect(table(state).rows.map(row => row.id)).toEqual([contactId(1), contactId(2), contactId(3)])
    expect(table(state).headerActions.find(({ name }) => name === 'setAsActive')).toMatchObject({
      label: 'Set as Active',
      disabled: false,
    })
  })

  it('passes the selected Ids, stores the count, refreshes, and says how many', async () => {
    const { state, host } = await open({
      [SOQL]: [
        answerOf(contact(1), contact(2), contact(3)),
        answerOf(contact(1, { Status__c: 'Active' }), contact(2), contact(3, { Status__c: 'Active' })),
      ],
    })
    table(state).selectRow(contactId(1), true)
    table(state).selectRow(contactId(3), true)
    const outcome = await table(state).clickHeaderAction('setAsActive')
    expect(outcome).toEqual({ status: 'finished', ran: 1 })
    expect(host.posts).toEqual([
      {
        body: { inputs: [{ ContactIds: [contactId(1), contactId(3)] }] },
        headers: expect.objectContaining({ 'Idempotency-Key': 'key-1' }),
      },
    ])
    expect(state.value('{!updatedCount}')).toBe(2)
    expect(table(state).rows.map(row => row.get('Status__c'))).toEqual(['Active', 'New', 'Active'])
    expect(table(state).selectedIds).toEqual(new Set([contactId(1), contactId(3)]))
    expect(host.toasts).toEqual([
      { title: 'Done', message: '2 contacts are now Active.', variant: 'success', mode: 'dismissible' },
    ])
    expect(host.requests.slice(-3)).toEqual([`GET ${FLOW}`, `POST ${FLOW}`, SOQL])
  })

  it('asks to select something when nothing is selected, and runs nothing', async () => {
    const { state, host } = await open()
    await table(state).clickHeaderAction('setAsActive')
    expect(host.toasts).toMatchObject([{ title: 'Select one or more contacts first.', variant: 'info' }])
    expect(host.posts).toEqual([])
  })

  it('shows the fault in On Error, and refreshes nothing', async () => {
    const { state, host } = await open({
      [`POST ${FLOW}`]: faulted('An error occurred when executing a flow interview.', {
        millrace: {
          runId: 'run-7',
          element: 'Set_Status',
          flow: 'Set_Contact_Status_Active',
          faultMessage: 'Contact 2 may not be contacted.',
          faultCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
        },
      }),
    })
    table(state).selectAll(true)
    const outcome = await table(state).clickHeaderAction('setAsActive')
    expect(outcome).toEqual({
      status: 'failed',
      ran: 1,
      error: {
        message: 'Contact 2 may not be contacted.',
        code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
        element: 'Set_Status',
        flow: 'Set_Contact_Status_Active',
        runId: 'run-7',
      },
    })
    expect(host.toasts).toEqual([
      { title: 'No contact was changed', message: 'Contact 2 may not be contacted.', variant: 'error', mode: 'sticky' },
    ])
    expect(host.requests.filter(request => request === SOQL)).toHaveLength(1)
    expect(state.value('updatedCount')).toBe(0)
  })

  it('is busy exactly as long as its chain, and refuses a second click meanwhile', async () => {
    const [post, refresh] = [later(), later()]
    const { state, host } = await open({
      [`POST ${FLOW}`]: { ...finished({ updatedCount: 1 }), after: post.done },
      [SOQL]: [answerOf(contact(1)), { ...answerOf(contact(1)), after: refresh.done }],
    })
    table(state).selectRow(contactId(1), true)
    const click = table(state).clickHeaderAction('setAsActive')
    expect(table(state).isHeaderActionBusy('setAsActive')).toBe(true)
    expect(table(state).isHeaderActionBusy('other')).toBe(false)
    expect(await table(state).clickHeaderAction('setAsActive')).toEqual({ status: 'refused', ran: 0 })
    post.resolve()
    await settled()
    expect(table(state).status).toBe('refreshing')
    expect(table(state).rows).toHaveLength(1)
    expect(table(state).isHeaderActionBusy('setAsActive')).toBe(true)
    refresh.resolve()
    await click
    expect(table(state).isHeaderActionBusy('setAsActive')).toBe(false)
    expect(host.posts).toHaveLength(1)
  })
})
