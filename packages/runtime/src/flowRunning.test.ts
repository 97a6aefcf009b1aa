import type { Interaction, Resource } from '@millrace/metadata'
import { describe, expect, it } from 'vitest'
import { load } from '../test/component.ts'
import { type Answer, contactId, faulted, finished, flowDescribe, later, settled } from '../test/recordedHost.ts'
import type { ComponentHost, ConfirmRequest, Screen } from './index.ts'

const FLOW = '/actions/custom/flow/F'
const described: Record<string, Answer> = {
  [`GET ${FLOW}`]: flowDescribe(
    'F',
    { ContactId: 'STRING', ContactIds: 'STRING[]' },
    { n: 'DOUBLE', json: 'complexvalue' },
  ),
}
const offline: Answer = { after: Promise.reject(new Error('offline')) }
void offline.after?.catch(() => {})

const resources: Resource[] = [
  { type: 'variable', apiName: 'n', dataType: 'Number', defaultValue: 7 },
  { type: 'variable', apiName: 'all', dataType: 'Number', isCollection: true },
  { type: 'variable', apiName: 'json', dataType: 'JSON' },
  { type: 'variable', apiName: 'nobody', dataType: 'Record', objectApiName: 'Contact', isCollection: true },
]
const toast = (title: string): Interaction => ({ type: 'showToast', title })
const ids = { name: 'ContactIds', value: '{!Contacts.SelectedRowsKeyValue}', isCollection: true }
const perRow = {
  runPer: 'row',
  rows: '{!Contacts.SelectedRows}',
  inputVariables: [{ name: 'ContactId', value: '{!$Item.Id}' }],
}

async function click(
  settings: object,
  exchanges: Record<string, Answer | Answer[]> = {},
  page: Partial<ComponentHost> = {},
) {
  const go = [{ type: 'executeFlow', flowApiName: 'F', ...settings }]
  const loaded = await load({ resources, go }, { ...described, ...exchanges }, page)
  loaded.state.setAttribute('Contacts', 'selectedRowsKeyValue', [contactId(1), contactId(2)])
  const outcome = await loaded.state.trigger('Contacts', 'headerActionClick', { targetName: 'go' })
  return { ...loaded, outcome, titles: loaded.host.toasts.map(({ title }) => title) }
}

describe('Execute Flow tries again', () => {
  const cases: [string, object, Answer[], { status: string; posts: number; waits: number[] }][] = [
    ['not unless it says so', {}, [offline], { status: 'failed', posts: 1, waits: [] }],
    [
      'when there was no answer',
      { retries: 2 },
      [offline, finished()],
      { status: 'finished', posts: 2, waits: [1000] },
    ],
    [
      'waiting twice as long each time',
      { retries: 3, retryDelay: 3 },
      [offline, { status: 503 }, { status: 502 }, finished()],
      { status: 'finished', posts: 4, waits: [3000, 6000, 12_000] },
    ],
    ['as often as declared', { retries: 1 }, [offline], { status: 'failed', posts: 2, waits: [1000] }],
    ['never after a fault of the flow', { retries: 3 }, [faulted('No.')], { status: 'failed', posts: 1, waits: [] }],
    [
      'never after an answer of the server',
      { retries: 3 },
      [{ status: 500, body: [{ errorCode: 'UNKNOWN_EXCEPTION', message: 'No.' }] }],
      { status: 'failed', posts: 1, waits: [] },
    ],
  ]
  for (const [name, settings, answers, expected] of cases)
    it(name, async () => {
      const waits: number[] = []
      const { host, outcome } = await click(
        { inputVariables: [ids], ...settings },
        { [`POST ${FLOW}`]: answers },
        {
          after(ms, task) {
            // 2,000 ms is also how often it asks how far a run is, which here is never needed.
            if (waits.length < expected.waits.length && ms === expected.waits[waits.length]) {
              waits.push(ms)
              queueMicrotask(task)
            }
            return () => {}
          },
        },
      )
      expect({ status: outcome.status, posts: host.posts.length, waits }).toEqual(expected)
      const keys = new Set(host.posts.map(({ headers }) => headers['Idempotency-Key']))
      expect(keys.size).toBe(1)
    })
})

describe('Execute Flow once for each row', () => {
  it('runs one after the other, collects the outputs and counts', async () => {
    const { host, state, titles } = await click(
      {
        ...perRow,
        outputVariables: [
          { name: 'n', resourceName: 'all' },
          { name: 'n', resourceName: 'n' },
        ],
        onFinish: [toast('{!$Flow.succeeded} of {!$Flow.total}: {!all}')],
      },
      { [`POST ${FLOW}`]: [finished({ n: 1 }), finished({ n: 2 })] },
    )
    expect(host.posts.map(({ body }) => body)).toEqual([
      { inputs: [{ ContactId: contactId(1) }] },
      { inputs: [{ ContactId: contactId(2) }] },
    ])
    expect(new Set(host.posts.map(({ headers }) => headers['Idempotency-Key'])).size).toBe(2)
    expect(titles).toEqual(['2 of 2: [1, 2]'])
    expect(state.value('n')).toBe(2)
  })

  it('goes on after a row that fails, and says which', async () => {
    const { outcome, state, titles } = await click(
      {
        ...perRow,
        outputVariables: [{ name: 'n', resourceName: 'all' }],
        onError: [toast('{!$Error.code}: {!$Flow.failed} failed, first {!$Flow.failures[0].name}')],
      },
      { [`POST ${FLOW}`]: [faulted('Locked.', { millrace: { faultMessage: 'Locked.' } }), finished({ n: 2 })] },
    )
    expect(outcome.error?.message).toBe('Execute Flow "Go": 1 of 2 failed, 1 finished. Contact 1: Locked.')
    expect(titles).toEqual(['some-rows-failed: 1 failed, first Contact 1'])
    expect(state.value('all')).toEqual([2])
  })

  it('stops at the first when it says so', async () => {
    const { host, outcome } = await click({ ...perRow, stopOnFailure: true }, { [`POST ${FLOW}`]: faulted('No.') })
    expect(host.posts.length).toBe(1)
    expect(outcome.error?.message).toMatch(/^Execute Flow "Go": 1 of 2 failed, 0 finished\. 1 did not run\./)
  })

  it('does nothing without rows', async () => {
    const { host, outcome } = await click({ ...perRow, rows: '{!nobody}' })
    expect([outcome.status, host.posts.length]).toEqual(['finished', 0])
  })
})

describe('Execute Flow asks and tells', () => {
  const asked: ConfirmRequest[] = []
  const screen = (answer: boolean): Partial<ComponentHost> => ({
    // Only what this interaction asks of a screen.
    screen: {
      confirm: async request => {
        asked.push(request)
        return answer
      },
    } as Partial<Screen> as Screen,
  })
  const cases: [string, object, string][] = [
    ['the number of records', { inputVariables: [ids] }, 'Run "F" for 2 records?'],
    ['the number of rows', perRow, 'Run "F" for 2 records?'],
    ['nothing where there are none', {}, 'Run "F"?'],
    ['in its own words', { inputVariables: [ids], confirmMessage: 'Change {!$Flow.records}?' }, 'Change 2?'],
  ]
  for (const [name, settings, message] of cases)
    it(`the question names ${name}`, async () => {
      asked.length = 0
      const { host, outcome, state } = await click(
        { confirm: true, ...settings, onFinish: [toast('done')] },
        {},
        screen(false),
      )
      expect(asked.map(request => request.message)).toEqual([message])
      expect([outcome.status, host.posts.length, host.toasts.length]).toEqual(['finished', 0, 0])
      expect([state.value('$Flow.status'), state.value('$Flow.isRunning')]).toEqual(['CANCELLED', false])
    })

  it('runs after a yes, and shows the result', async () => {
    const { titles } = await click(
      { confirm: true, outputVariables: [{ name: 'n', resourceName: 'n' }], successMessage: '{!n} changed' },
      { [`POST ${FLOW}`]: finished({ n: 2 }) },
      screen(true),
    )
    expect(titles).toEqual(['2 changed'])
  })

  it('tells how far a long run is, in its trigger and in $Flow', async () => {
    const slow = later()
    const ticks: (() => void)[] = []
    const { state } = await load(
      { resources, go: [{ type: 'executeFlow', flowApiName: 'F' }] },
      {
        ...described,
        [`POST ${FLOW}`]: { ...finished(), headers: { 'Millrace-Run-Id': 'run-1' }, after: slow.done },
        'GET /millrace/v1/runs/key-1/progress': { body: { id: 'run-1', elements: 512 } },
      },
      { after: (_, task) => (ticks.push(task), () => {}) },
    )
    const done = state.trigger('Contacts', 'headerActionClick', { targetName: 'go' })
    await settled()
    expect(state.flowRun('Contacts', 'headerActionClick', 'go')).toMatchObject({ status: 'STARTED', elements: 0 })
    ticks[0]?.()
    await settled()
    expect(state.flowRun('Contacts', 'headerActionClick', 'go')?.elements).toBe(512)
    expect(state.value('$Flow.elements')).toBe(512)
    slow.resolve()
    await done
    expect(state.flowRun('Contacts', 'headerActionClick', 'go')).toBeUndefined()
    expect([state.value('$Flow.status'), state.value('$Flow.runId'), state.value('$Flow.isRunning')]).toEqual([
      'FINISHED',
      'run-1',
      false,
    ])
  })

  it('runs On Timeout in place of On Error', async () => {
    const { titles } = await click(
      { onTimeout: [toast('too slow')], onError: [toast('failed')] },
      { [`POST ${FLOW}`]: faulted('Slow.', { millrace: { state: 'timed out' } }) },
    )
    expect(titles).toEqual(['too slow'])
  })
})

describe('Execute Flow gives outputs', () => {
  const cases: [string, object, object, [string, unknown][]][] = [
    [
      'into JSON, read by path',
      { outputVariables: [{ name: 'json', resourceName: 'json' }] },
      { json: { lines: [{ price: 1 }, { price: 25 }] } },
      [
        ['json.lines[1].price', 25],
        ['json.Lines.count', 2],
        ['json.lines.last.price', 25],
        ['json.nothing.here', null],
      ],
    ],
    [
      'into numbered slots, of all and of the component',
      { outputVariables: [{ name: 'n', resourceName: 'variable3' }] },
      { n: 4 },
      [
        ['flowInteractionOutputVariables.variable3', 4],
        ['Contacts.flowInteractionOutputVariables.variable3', 4],
        ['flowInteractionOutputVariables.variable1', null],
      ],
    ],
    [
      'after it has blanked them',
      { clearOutputs: true, outputVariables: [{ name: 'n', resourceName: 'n' }] },
      {},
      [['n', null]],
    ],
  ]
  for (const [name, settings, values, expected] of cases)
    it(name, async () => {
      const { state, outcome } = await click(settings, { [`POST ${FLOW}`]: finished(values) })
      expect(outcome.error).toBeUndefined()
      for (const [reference, value] of expected) expect([reference, state.value(reference)]).toEqual([reference, value])
    })
})
