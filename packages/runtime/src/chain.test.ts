import type { Interaction } from '@millrace/metadata'
import { describe, expect, it } from 'vitest'
import { load, type Parts } from '../test/component.ts'
import {
  type Answer,
  contactId,
  type Exchanges,
  faulted,
  finished,
  flowDescribe,
  later,
  settled,
} from '../test/recordedHost.ts'

const FLOW = '/actions/custom/flow/F'
const toast = (title: string, more: object = {}): Interaction => ({ type: 'showToast', title, ...more })
const executeFlow = (more: object = {}): Interaction => ({ type: 'executeFlow', flowApiName: 'F', ...more })
const runs = (answer: Answer): Exchanges => ({ [`GET ${FLOW}`]: flowDescribe('F', {}), [`POST ${FLOW}`]: answer })
const failing = (more: object = {}): Interaction => ({
  type: 'navigate',
  destination: 'webPage',
  url: '{!blank}',
  ...more,
})

const resources: Parts['resources'] = [
  { type: 'variable', apiName: 'n', dataType: 'Number', defaultValue: 0 },
  { type: 'variable', apiName: 'blank', dataType: 'Text' },
]

/// Clicks `go`: the titles of the toasts in order, and how the chain ended.
async function click(
  go: Interaction[],
  exchanges: Exchanges = {},
): Promise<{ toasts: string[]; status: string; ran: number }> {
  const { state, host } = await load({ resources, go }, exchanges)
  const { status, ran } = await state.trigger('Contacts', 'headerActionClick', { targetName: 'go' })
  return { toasts: host.toasts.map(({ title }) => title), status, ran }
}

describe('A chain of interactions', () => {
  const nested = executeFlow({
    onStart: [toast('start')],
    onFinish: [toast('finish', { onFinish: [toast('deep', { onAlways: [toast('deepest')] })] })],
    onError: [toast('error {!$Error.message} {!$Error.code} {!$Error.flow}')],
    onAlways: [toast('always {!$Error.message}')],
  })
  const stopped = '"Go" did not finish'
  const cases: [string, Interaction[], Exchanges, { toasts: string[]; status: string; ran: number }][] = [
    ['runs in order', [toast('a'), toast('b')], {}, { toasts: ['a', 'b'], status: 'finished', ran: 2 }],
    [
      'runs those of its Target Name',
      [toast('other', { targetName: 'other' }), toast('go'), { ...toast('any'), targetName: undefined }],
      {},
      { toasts: ['go', 'any'], status: 'finished', ran: 2 },
    ],
    [
      'leaves out what "when" says',
      [toast('a', { when: '{!n} > 0' }), toast('b', { when: '{!n} = 0' })],
      {},
      { toasts: ['b'], status: 'finished', ran: 1 },
    ],
    [
      'asks "when" in its turn',
      [{ type: 'assignment', variable: 'n', operator: 'add', value: 2 }, toast('n is {!n}', { when: '{!n} = 2' })],
      {},
      { toasts: ['n is 2'], status: 'finished', ran: 2 },
    ],
    ['ends at the first failure', [failing(), toast('b')], {}, { toasts: [stopped], status: 'failed', ran: 1 }],
    [
      'goes on after continueOnError',
      [failing({ continueOnError: true }), toast('b')],
      {},
      { toasts: [stopped, 'b'], status: 'finished', ran: 2 },
    ],
    [
      'runs On Start, On Finish, On Always',
      [nested],
      runs(finished()),
      { toasts: ['start', 'finish', 'deep', 'deepest', 'always '], status: 'finished', ran: 1 },
    ],
    [
      'runs On Start, On Error, On Always',
      [nested, toast('not reached')],
      runs(faulted('No.')),
      { toasts: ['start', 'error No. UNKNOWN_EXCEPTION F', 'always No.'], status: 'failed', ran: 1 },
    ],
    [
      'tells of a failure in On Finish once, and not in On Error',
      [executeFlow({ onFinish: [failing()], onError: [toast('error')] })],
      runs(finished()),
      { toasts: [stopped], status: 'failed', ran: 1 },
    ],
    [
      'does not start what On Start failed for',
      [executeFlow({ onStart: [failing()] })],
      {},
      { toasts: [stopped], status: 'failed', ran: 1 },
    ],
    [
      'fails at a "when" that is no formula',
      [toast('a', { when: '{!n} >' })],
      {},
      { toasts: [stopped], status: 'failed', ran: 1 },
    ],
    ['fails at an unknown type', [{ type: 'dance' }], {}, { toasts: [stopped], status: 'failed', ran: 1 }],
    [
      'is nothing when nothing matches',
      [toast('a', { targetName: 'other' })],
      {},
      { toasts: [], status: 'finished', ran: 0 },
    ],
  ]
  for (const [name, go, exchanges, expected] of cases)
    it(name, async () => expect(await click(go, exchanges)).toEqual(expected))

  it('reads the row that was clicked, in every form', async () => {
    const titles = [
      '{!$Row.Id}',
      '@ThisItem.Name',
      '{!@ThisItem.Account.Name}',
      '{{Record.Name}} of {{Record.Account.Name}}',
      '{!$Event.targetName}',
    ]
    const { state, host } = await load({
      components: [
        {
          type: 'DataTable',
          apiName: 'Other',
          attributes: { records: '{!$Query.AllContacts}', columns: [], rowActions: [{ name: 'edit', label: 'Edit' }] },
          interactions: { rowActionClick: titles.map(title => toast(title)) },
        },
      ],
    })
    const row = state.query('AllContacts').records[1]!
    await state.trigger('Other', 'rowActionClick', { targetName: 'edit', row })
    expect(host.toasts.map(({ title }) => title)).toEqual([
      contactId(2),
      'Contact 2',
      'Account 2',
      'Contact 2 of Account 2',
      'edit',
    ])
  })
})

describe('A second click while the first chain runs', () => {
  const cases: [string, string[], number][] = [
    ['single', ['finished', 'refused'], 1],
    ['queue', ['finished', 'finished'], 2],
    ['restart', ['cancelled', 'finished'], 2],
    ['parallel', ['finished', 'finished'], 2],
  ]
  for (const [concurrency, statuses, posts] of cases)
    it(concurrency, async () => {
      const first = later()
      const { state, host } = await load(
        { go: [executeFlow({ concurrency })] },
        {
          [`GET ${FLOW}`]: flowDescribe('F', {}),
          [`POST ${FLOW}`]: [{ ...finished(), after: first.done }, finished()],
        },
      )
      const click = () => state.trigger('Contacts', 'headerActionClick', { targetName: 'go' })
      const clicks = [click()]
      await settled()
      clicks.push(click())
      await settled()
      expect(state.isBusy('Contacts', 'headerActionClick', 'go')).toBe(true)
      first.resolve()
      expect((await Promise.all(clicks)).map(({ status }) => status)).toEqual(statuses)
      expect(state.isBusy('Contacts', 'headerActionClick')).toBe(false)
      expect(new Set(host.posts.map(({ headers }) => headers['Idempotency-Key'])).size).toBe(posts)
    })

  it('of another target is another chain', async () => {
    const { state } = await load({ go: [toast('a')] })
    expect(state.isBusy('Contacts', 'headerActionClick', 'other')).toBe(false)
  })

  it('stops after dispose, leaving the request to the server', async () => {
    const post = later()
    const { state, host } = await load(
      { go: [executeFlow({ onFinish: [toast('done')] })] },
      runs({ ...finished(), after: post.done }),
    )
    const click = state.trigger('Contacts', 'headerActionClick', { targetName: 'go' })
    await settled()
    state.dispose()
    post.resolve()
    expect(await click).toEqual({ status: 'cancelled', ran: 1 })
    expect(host.toasts).toEqual([])
    expect((await state.trigger('Contacts', 'headerActionClick', { targetName: 'go' })).ran).toBe(0)
  })
})

describe('On Load', () => {
  it('runs once, before the queries', async () => {
    const { state, host } = await load({
      resources,
      load: [{ type: 'assignment', variable: 'n', value: 4 }, toast('loaded {!n}')],
    })
    await state.load()
    expect(host.toasts.map(({ title }) => title)).toEqual(['loaded 4'])
    expect(state.phase).toBe('ready')
  })

  it('that fails leaves a component that shows its records', async () => {
    const { state, host } = await load({ resources, load: [failing(), toast('not reached')] })
    expect(host.toasts).toMatchObject([{ title: '"On Load" did not finish' }])
    expect(state.query('AllContacts').status).toBe('ready')
  })
})

describe('Interactions', () => {
  const cases: [object, unknown][] = [
    [
      { type: 'navigate', destination: 'recordPage', recordId: '{!$Component.RecordId}' },
      { type: 'recordPage', recordId: contactId(1), actionName: 'view' },
    ],
    [
      { type: 'navigate', destination: 'objectPage', objectApiName: 'Contact', actionName: 'list' },
      { type: 'objectPage', objectApiName: 'Contact', actionName: 'list' },
    ],
    [
      { type: 'navigate', destination: 'page', pageApiName: 'Home' },
      { type: 'page', pageApiName: 'Home' },
    ],
    [
      { type: 'navigate', destination: 'webPage', url: 'https://example.com/', inNewTab: true },
      { type: 'webPage', url: 'https://example.com/', inNewTab: true },
    ],
    [{ type: 'navigate', destination: 'webPage', url: 'javascript:alert(1)' }, undefined],
    [{ type: 'navigate', destination: 'webPage', url: '//evil.example' }, undefined],
  ]
  for (const [interaction, expected] of cases)
    it(JSON.stringify(interaction), async () => {
      const { state, host } = await load({ go: [interaction as Interaction] }, {}, { recordId: contactId(1) })
      await state.trigger('Contacts', 'headerActionClick', { targetName: 'go' })
      expect(host.navigations[0]).toEqual(expected)
    })

  const assignments: [object, unknown][] = [
    [{ variable: 'n', value: 5 }, 5],
    [{ variable: 'N', operator: 'add', value: 5 }, 15],
    [{ variable: 'n', operator: 'subtract', value: '{!n}' }, 0],
    [{ variable: 'text', operator: 'add', value: ' and {!n}' }, 'x and 10'],
    [{ variable: 'text', operator: 'addAtStart', value: 1 }, '1x'],
    [{ variable: 'list', operator: 'add', value: 'c' }, ['a', 'b', 'c']],
    [{ variable: 'list', operator: 'addAtStart', value: ['c'] }, ['c', 'a', 'b']],
    [{ variable: 'list', operator: 'removeAll', value: 'a' }, ['b']],
    [{ variable: 'list', value: 'c' }, ['c']],
    [{ variable: 'n', value: 'text' }, 'assignment "Go": n holds Number, and the value is of another type.'],
    [{ variable: 'm', value: 1 }, 'assignment "Go": there is no variable "m". Did you mean n?'],
  ]
  for (const [settings, expected] of assignments)
    it(`assignment ${JSON.stringify(settings)}`, async () => {
      const { state } = await load({
        resources: [
          { type: 'variable', apiName: 'n', dataType: 'Number', defaultValue: 10 },
          { type: 'variable', apiName: 'text', dataType: 'Text', defaultValue: 'x' },
          { type: 'variable', apiName: 'list', dataType: 'Text', isCollection: true, defaultValue: ['a', 'b'] },
        ],
        go: [{ type: 'assignment', ...settings }],
      })
      const outcome = await state.trigger('Contacts', 'headerActionClick', { targetName: 'go' })
      const value =
        outcome.error?.message.replace('Assignment', 'assignment') ??
        state.value((settings as { variable: string }).variable)
      expect(value).toEqual(expected)
    })
})

it('a host that listens hears of each interaction, how it ended, and in which order', async () => {
  const { state, host } = await load({
    resources,
    go: [
      toast('a', { when: '{!n} > 0' }),
      { type: 'branch', outcomes: [{ condition: '{!n} = 0', interactions: [toast('b')] }], onFinish: [toast('c')] },
      failing({ onError: [] }),
    ],
  })
  const heard: string[] = []
  host.noteInteraction = ({ type }, label) => {
    heard.push(`${label} starts`)
    return ({ status, error }) => heard.push(`${type} ${status}${error ? ` ${error.code}` : ''}`)
  }
  await state.trigger('Contacts', 'headerActionClick', { targetName: 'go' })
  expect(heard).toEqual([
    'Show Toast "Go" starts',
    'showToast skipped',
    'Branch "Go" starts',
    'Show Toast "Go" starts',
    'showToast finished',
    'Show Toast "Go" starts',
    'showToast finished',
    'branch finished',
    'Navigate "Go" starts',
    'navigate failed blank-setting',
  ])
})
