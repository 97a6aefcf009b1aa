import type { Interaction, Resource } from '@millrace/metadata'
import { describe, expect, it } from 'vitest'
import { load } from '../test/component.ts'
import { type Answer, contactId, faulted, finished, flowDescribe, later, settled } from '../test/recordedHost.ts'
import type { ChainOutcome } from './index.ts'

const FLOW = '/actions/custom/flow/F'
const MULTIPLE = '"Allow multiple values (collection)"'

const resources: Resource[] = [
  { type: 'variable', apiName: 'count', dataType: 'Number' },
  { type: 'variable', apiName: 'words', dataType: 'Text', isCollection: true, defaultValue: ['a', 'b'] },
  { type: 'variable', apiName: 'word', dataType: 'Text', defaultValue: 'hello' },
  { type: 'variable', apiName: 'nothing', dataType: 'Text' },
  { type: 'variable', apiName: 'day', dataType: 'Date', defaultValue: '2026-01-31' },
  { type: 'variable', apiName: 'person', dataType: 'Record', objectApiName: 'Contact' },
  { type: 'constant', apiName: 'fixed', dataType: 'Number', value: 1 },
]

const executeFlow = (more: object = {}): Interaction => ({ type: 'executeFlow', flowApiName: 'F', ...more })

async function click(
  interaction: Interaction,
  exchanges: Record<string, Answer | Answer[]> = {},
  page: Parameters<typeof load>[2] = {},
) {
  const loaded = await load({ resources, go: [interaction] }, exchanges, page)
  loaded.state.setAttribute('Contacts', 'selectedRowsKeyValue', [contactId(2), contactId(1)])
  const outcome = await loaded.state.trigger('Contacts', 'headerActionClick', { targetName: 'go' })
  return { ...loaded, outcome }
}

/// One input against one described variable: what is posted for it, or the message.
async function pass(type: string, value: unknown, isCollection?: boolean): Promise<unknown> {
  const { host, outcome } = await click(
    executeFlow({ inputVariables: [{ name: 'v', value, ...(isCollection === undefined ? {} : { isCollection }) }] }),
    { [`GET ${FLOW}`]: flowDescribe('F', { v: type }), [`POST ${FLOW}`]: finished() },
  )
  const [post] = host.posts
  return post ? (post.body as { inputs: { v: unknown }[] }).inputs[0]!.v : outcome.error?.message
}

describe('Execute Flow passes inputs', () => {
  const cases: [string, unknown, boolean | undefined, unknown][] = [
    ['STRING', 'Active', false, 'Active'],
    ['DOUBLE', 100, undefined, 100],
    ['BOOLEAN', true, undefined, true],
    ['STRING', '{!word}', undefined, 'hello'],
    ['STRING', '{!word} {!$User.Name}', undefined, 'hello Ada Ng'],
    ['STRING', '{!nothing}', undefined, null],
    ['DATE', '{!day}', undefined, '2026-01-31'],
    ['DATE', '2026-02-01', undefined, '2026-02-01'],
    ['DATETIME', '2026-02-01T10:00:00Z', undefined, '2026-02-01T10:00:00Z'],
    ['PICKLIST', '{!word}', undefined, 'hello'],
    ['SOBJECT:Contact', { LastName: 'Ng' }, undefined, { LastName: 'Ng' }],
    ['STRING[]', '{!Contacts.SelectedRowsKeyValue}', true, [contactId(1), contactId(2)]],
    ['STRING[]', '{!contacts.selectedrowskeyvalue}', true, [contactId(1), contactId(2)]],
    ['STRING[]', ['x', '{!word}'], true, ['x', 'hello']],
    ['STRING[]', '{!word}', true, ['hello']],
    ['STRING[]', '{!nothing}', true, []],
    ['DOUBLE', '{!Contacts.SelectedRowsCount}', undefined, 2],
    ['STRING', '{!Contacts.FirstSelectedRow.Account.Name}', undefined, 'Account 1'],
    ['DOUBLE', '{!Contacts.FirstSelectedRow.Score__c}', undefined, 5.5],
    [
      'SOBJECT:Contact',
      '{!Contacts.FirstSelectedRow}',
      undefined,
      { attributes: { type: 'Contact' }, Id: contactId(1), Name: 'Contact 1', Status__c: 'New', Score__c: 5.5 },
    ],
  ]
  for (const [type, value, isCollection, expected] of cases)
    it(`${type} from ${JSON.stringify(value)}`, async () =>
      expect(await pass(type, value, isCollection)).toEqual(expected))
})

describe('Execute Flow refuses inputs that do not fit, and posts nothing', () => {
  const start = 'Execute Flow "Go": '
  const cases: [string, unknown, boolean | undefined, string][] = [
    [
      'STRING[]',
      '{!Contacts.SelectedRowsKeyValue}',
      false,
      `v takes a collection, and {!Contacts.SelectedRowsKeyValue} holds several values, but ${MULTIPLE} is off. Turn it on to pass them all.`,
    ],
    [
      'STRING[]',
      '{!Contacts.FirstSelectedRowKeyValue}',
      undefined,
      `v takes a collection, but {!Contacts.FirstSelectedRowKeyValue} is one value. Use {!Contacts.SelectedRowsKeyValue} and turn on ${MULTIPLE}.`,
    ],
    [
      'STRING[]',
      'one',
      undefined,
      `v takes a collection, but "one" is one value. Map a collection, and turn on ${MULTIPLE}.`,
    ],
    [
      'STRING',
      '{!Contacts.SelectedRowsKeyValue}',
      undefined,
      'v takes one Text, but {!Contacts.SelectedRowsKeyValue} holds several values. Map one value, for example {!Contacts.FirstSelectedRowKeyValue}.',
    ],
    ['STRING', '{!word}', true, `v takes one Text, but ${MULTIPLE} is on. Turn it off.`],
    ['DOUBLE', '{!word}', undefined, 'v takes Number, but {!word} is Text.'],
    ['DOUBLE', '12', undefined, 'v takes Number, but "12" is Text.'],
    ['BOOLEAN', 1, undefined, 'v takes Boolean, but 1 is Number.'],
    [
      'SOBJECT:Account',
      '{!Contacts.FirstSelectedRow}',
      undefined,
      'v takes Account record, but {!Contacts.FirstSelectedRow} is Contact record.',
    ],
    ['STRING', '{!wrod}', undefined, 'There is no resource or component "wrod". Did you mean word?'],
  ]
  for (const [type, value, isCollection, message] of cases)
    it(message, async () => expect(await pass(type, value, isCollection)).toBe(start + message))
})

describe('Execute Flow checks names against the flow', () => {
  const describeF = flowDescribe('F', { ContactIds: 'STRING[]' }, { updatedCount: 'DOUBLE' })
  const cases: [object, string, string][] = [
    [
      { inputVariables: [{ name: 'contactIds', value: [], isCollection: true }] },
      'unknown-input',
      'the flow has no input variable "contactIds". It has ContactIds (Text collection). Names are case-sensitive.',
    ],
    [
      { inputVariables: [{ name: 'Contacts', value: [], isCollection: true }] },
      'unknown-input',
      'the flow has no input variable "Contacts". Did you mean ContactIds? It has ContactIds (Text collection). A variable is one when "Available for input" is on.',
    ],
    [
      { outputVariables: [{ name: 'UpdatedCount', resourceName: 'count' }] },
      'unknown-output',
      'the flow has no output variable "UpdatedCount". It has updatedCount (Number). Names are case-sensitive.',
    ],
    [
      { outputVariables: [{ name: 'updatedCount', resourceName: 'cuont' }] },
      'unknown-variable',
      'the output goes to "cuont", but there is no such variable. Did you mean count?',
    ],
    [
      { outputVariables: [{ name: 'updatedCount', resourceName: 'fixed' }] },
      'unknown-variable',
      'the output goes to "fixed", which is a constant. Only variables can be written.',
    ],
    [
      { outputVariables: [{ name: 'updatedCount', resourceName: 'word' }] },
      'output-type',
      "the flow's output updatedCount is Number, but the variable word holds Text.",
    ],
  ]
  for (const [settings, code, message] of cases)
    it(message, async () => {
      const { outcome, host } = await click(executeFlow(settings), { [`GET ${FLOW}`]: describeF })
      expect(outcome.error).toEqual({ code, message: `Execute Flow "Go": ${message}`, flow: 'F' })
      expect(host.posts).toEqual([])
    })

  it('describes a flow once, and again after an error', async () => {
    const { state, host } = await click(executeFlow(), {
      [`GET ${FLOW}`]: describeF,
      [`POST ${FLOW}`]: [finished(), finished(), faulted('No.'), finished()],
    })
    for (let i = 0; i < 3; i++) await state.trigger('Contacts', 'headerActionClick', { targetName: 'go' })
    const asked = host.requests.filter(request => request.endsWith(FLOW)).map(request => request.split(' ')[0])
    expect(asked).toEqual(['GET', 'POST', 'POST', 'POST', 'GET', 'POST'])
  })
})

describe('Execute Flow explains a flow that cannot run', () => {
  const definition = (record: object): Answer => ({
    body: { totalSize: 1, done: true, records: [{ ApiName: 'F', Label: 'Survey', ...record }] },
  })
  const list = (...names: string[]): Answer => ({ body: { actions: names.map(name => ({ name, type: 'FLOW' })) } })
  const VIEW = `QUERY SELECT ApiName, Label, ProcessType, TriggerType, ActiveVersionId FROM FlowDefinitionView WHERE ApiName = 'F'`
  const cases: [string, Record<string, Answer>, string][] = [
    [
      'case',
      { 'GET /actions/custom/flow': list('f', 'Other') },
      'there is no active autolaunched flow "F". Flow API names are case-sensitive; "f" is active.',
    ],
    [
      'nothing near',
      { 'GET /actions/custom/flow': list('Other') },
      `there is no active autolaunched flow "F". Check the API name in the flow's properties, and that a version is active.`,
    ],
    [
      'no list',
      {},
      `there is no active autolaunched flow "F". Check the API name in the flow's properties, and that a version is active.`,
    ],
    [
      'screen flow',
      { [VIEW]: definition({ ProcessType: 'Flow' }) },
      '"Survey" is a screen flow. Execute Flow runs autolaunched flows; use Open Flow Dialog or Open Flow Panel.',
    ],
    [
      'record-triggered flow',
      { [VIEW]: definition({ ProcessType: 'AutoLaunchedFlow', TriggerType: 'RecordAfterSave' }) },
      '"Survey" starts by itself (RecordAfterSave). Execute Flow runs autolaunched flows without a trigger.',
    ],
    [
      'inactive flow',
      { [VIEW]: definition({ ProcessType: 'AutoLaunchedFlow', TriggerType: null, ActiveVersionId: null }) },
      'the flow "F" has no active version. Activate it, then try again.',
    ],
  ]
  for (const [name, exchanges, message] of cases)
    it(name, async () => {
      const { outcome, host } = await click(executeFlow(), exchanges)
      expect(outcome.error).toEqual({ code: 'flow-not-found', message: `Execute Flow "Go": ${message}`, flow: 'F' })
      expect(host.toasts).toEqual([
        {
          title: '"Go" did not finish',
          message: `Execute Flow "Go": ${message}`,
          variant: 'error',
          mode: 'sticky',
        },
      ])
    })
})

describe('Execute Flow repeats what a server says that knows why', () => {
  const told = {
    status: 404,
    body: [{ errorCode: 'NOT_FOUND', message: 'The flow "F" is not active: its status is Draft.' }],
  }
  it('without asking further', async () => {
    const { outcome, host } = await click(executeFlow(), { [`GET ${FLOW}`]: told })
    expect(outcome.error).toEqual({
      code: 'flow-not-found',
      message: 'Execute Flow "Go": The flow "F" is not active: its status is Draft.',
      flow: 'F',
    })
    expect(host.requests.at(-1)).toBe(`GET ${FLOW}`)
  })
})

describe('Execute Flow reads every kind of answer', () => {
  const error = async (answer: Answer): Promise<ChainOutcome['error']> => {
    const { outcome } = await click(executeFlow(), { [`GET ${FLOW}`]: flowDescribe('F', {}), [`POST ${FLOW}`]: answer })
    return outcome.error
  }
  it('400 with a result: the fault', async () =>
    expect(await error(faulted('It did not work.'))).toEqual({
      message: 'It did not work.',
      code: 'UNKNOWN_EXCEPTION',
      flow: 'F',
      runId: 'run-7',
    }))
  it('400 of a run that the server stopped', async () =>
    expect(await error(faulted('Generic.', { millrace: { state: 'timed out', faultMessage: null } }))).toMatchObject({
      code: 'timeout',
      message: 'The flow took longer than the server allows and was stopped. Nothing it did was kept.',
    }))
  it('400 with an API error', async () =>
    expect(
      await error({
        status: 400,
        body: [{ errorCode: 'JSON_PARSER_ERROR', message: 'Unexpected character', fields: ['a'] }],
      }),
    ).toEqual({
      message: 'Unexpected character',
      code: 'JSON_PARSER_ERROR',
      fields: ['a'],
      flow: 'F',
    }))
  it('401', async () =>
    expect(
      await error({ status: 401, body: [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }] }),
    ).toMatchObject({
      code: 'INVALID_SESSION_ID',
      message: 'Your session has ended. Sign in again, then repeat this.',
    }))
  it('403', async () =>
    expect(await error({ status: 403, body: [{ errorCode: 'INSUFFICIENT_ACCESS', message: 'No.' }] })).toMatchObject({
      code: 'INSUFFICIENT_ACCESS',
    }))
  it('404 after the description: the flow is gone', async () =>
    expect(await error({ status: 404, body: [] })).toMatchObject({ code: 'flow-not-found' }))
  it('502 with HTML', async () =>
    expect(await error({ status: 502, body: '<html>Bad gateway</html>' })).toMatchObject({
      code: 'HTTP_502',
      message: 'The server answered with status 502 and no explanation. Try again in a moment.',
    }))
  it('an empty 500', async () => expect(await error({ status: 500 })).toMatchObject({ code: 'HTTP_500' }))
  it('200 that is no result', async () =>
    expect(await error({ status: 200, body: {} })).toMatchObject({ code: 'HTTP_200' }))
  it('no answer at all', async () => {
    const never = Promise.reject(new Error('connection refused'))
    never.catch(() => {})
    expect(await error({ after: never })).toMatchObject({
      code: 'network',
      message: 'The server did not answer. Check that it is running and that you are online, then try again.',
    })
  })
  it('a bare object instead of a list', async () =>
    expect(await error({ body: { isSuccess: true, outputValues: {} } })).toBeUndefined())
  it('a paused flow is a success', async () =>
    expect(
      await error({ body: [{ isSuccess: true, outputValues: { Flow__InterviewStatus: 'Waiting' } }] }),
    ).toBeUndefined())

  const stop = 'DELETE /millrace/v1/runs/key-1'
  const timeouts: [string, Record<string, Answer>, Answer, object][] = [
    [
      'stops the run after its timeout',
      { [stop]: { status: 204 } },
      faulted('Generic.', { millrace: { state: 'cancelled' } }),
      {
        code: 'timeout',
        message:
          'Execute Flow "Go": the flow did not finish within 30 seconds. It was stopped, and nothing it did was kept.',
      },
    ],
    [
      'gives up after its timeout where runs cannot be stopped',
      {},
      finished(),
      {
        code: 'timeout',
        message:
          'Execute Flow "Go": the flow did not finish within 30 seconds. It may still have finished: look at the records before you try again.',
      },
    ],
  ]
  for (const [name, exchanges, answer, expected] of timeouts)
    it(name, async () => {
      const timers: { ms: number; run: () => void }[] = []
      const slow = later()
      const done = click(
        executeFlow({ timeout: 30 }),
        { [`GET ${FLOW}`]: flowDescribe('F', {}), [`POST ${FLOW}`]: { ...answer, after: slow.done }, ...exchanges },
        { after: (ms, run) => (timers.push({ ms, run }), () => {}) },
      )
      await settled()
      // The other one asks how far the run is.
      expect(timers.map(({ ms }) => ms)).toEqual([2000, 30_000])
      timers[1]!.run()
      await settled()
      slow.resolve()
      const { outcome, host } = await done
      expect(outcome.error).toMatchObject({ ...expected, flow: 'F' })
      expect(host.requests.at(-1)).toBe(stop)
    })
})

describe('Execute Flow stores outputs', () => {
  const outputs = { n: 'DOUBLE', list: 'STRING[]', day: 'DATE', person: 'SOBJECT:Contact' }
  const run = async (values: object, outputVariables: object[]) =>
    click(executeFlow({ outputVariables, onFinish: [{ type: 'showToast', title: '{!count}|{!words}|{!day}' }] }), {
      [`GET ${FLOW}`]: flowDescribe('F', {}, outputs),
      [`POST ${FLOW}`]: finished(values),
    })

  it('typed, before On Finish', async () => {
    const { host } = await run({ n: 1.5, list: ['x', 'y'], day: '2026-03-01' }, [
      { name: 'n', resourceName: 'Count' },
      { name: 'list', resourceName: 'words' },
      { name: 'day', resourceName: 'day' },
    ])
    expect(host.toasts[0]!.title).toBe('1.5|[x, y]|March 1, 2026')
  })
  it('null over what was there', async () => {
    const { state } = await run({ list: null }, [{ name: 'list', resourceName: 'words' }])
    expect(state.value('words')).toBeNull()
  })
  it('that are not in the answer leave the variable alone', async () => {
    const { state } = await run({}, [{ name: 'list', resourceName: 'words' }])
    expect(state.value('words')).toEqual(['a', 'b'])
  })
  it('records', async () => {
    const { state } = await run({ person: { attributes: { type: 'Contact' }, LastName: 'Ng', Score__c: 3 } }, [
      { name: 'person', resourceName: 'person' },
    ])
    expect([state.value('person.LastName'), state.value('{!person.score__C}')]).toEqual(['Ng', 3])
  })
})
