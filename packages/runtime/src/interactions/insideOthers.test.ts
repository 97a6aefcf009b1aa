import type { Interaction, Resource } from '@millrace/metadata'
import { describe, expect, it } from 'vitest'
import { component, load } from '../../test/component.ts'
import { recordedHost, settled } from '../../test/recordedHost.ts'
import { checkDynamicComponent, openDynamicComponent } from '../index.ts'

const resources: readonly Resource[] = [
  { type: 'variable', apiName: 'n', dataType: 'Number', defaultValue: 2 },
  { type: 'variable', apiName: 'letters', dataType: 'Text', isCollection: true, defaultValue: ['a', 'b', 'c'] },
  { type: 'variable', apiName: 'rows', dataType: 'Record', objectApiName: 'Contact', isCollection: true },
]

const toast = (title: string, more: object = {}): Interaction => ({ type: 'showToast', title, ...more })
const fail = (more: object = {}): Interaction => ({
  type: 'navigate',
  destination: 'webPage',
  url: 'javascript:no',
  ...more,
})
const forEach = (interactions: Interaction[], more: object = {}): Interaction => ({
  type: 'forEach',
  collection: '{!letters}',
  interactions,
  ...more,
})
const stop = (scope: string, more: object = {}): Interaction => ({ type: 'stop', scope, ...more })
const told = '"Go" did not finish'

async function run(
  go: Interaction[],
  sequences: Record<string, Interaction[]> = {},
): Promise<{ toasts: string[]; status: string }> {
  const host = recordedHost({})
  const state = openDynamicComponent({ ...component({ resources, go }), sequences }, host)
  await state.load()
  const { status } = await state.trigger('Contacts', 'headerActionClick', { targetName: 'go' })
  return { toasts: host.toasts.map(({ title }) => title), status }
}

describe('Interactions inside others', () => {
  const branch: Interaction = {
    type: 'branch',
    outcomes: [
      { label: 'Many', condition: '{!n} > 5', interactions: [toast('many')] },
      { label: 'Some', condition: '{!n} > 1', interactions: [toast('some')] },
      { label: 'Also', condition: '{!n} > 0', interactions: [toast('also')] },
    ],
    otherwise: [toast('none')],
  }
  const set = (value: number): Interaction => ({ type: 'assignment', variable: 'n', value })
  const cases: [fact: string, go: Interaction[], toasts: string[], status?: string][] = [
    ['a branch runs the first outcome that is true', [branch], ['some']],
    ['a branch runs Otherwise when none is', [set(0), branch], ['none']],
    ['a branch may have no Otherwise', [set(0), { ...branch, otherwise: undefined }], []],
    ['For Each reads its item', [forEach([toast('{!$Item}')])], ['a', 'b', 'c']],
    [
      'loops stand in loops, and the inner item is read',
      [forEach([forEach([toast('{!$Item}')], { collection: ['1', '2'] })])],
      ['1', '2', '1', '2', '1', '2'],
    ],
    ['For Each of one value runs once', [forEach([toast('{!$Item}')], { collection: '{!n}' })], ['2']],
    ['For Each of nothing runs never', [forEach([toast('{!$Item}')], { collection: '{!rows}' })], []],
    ['For Each asks conditions for each item', [forEach([toast('{!$Item}', { when: '{!$Item} <> "b"' })])], ['a', 'c']],
    [
      'Stop ends the work on an item',
      [forEach([stop('item', { when: '{!$Item} = "b"' }), toast('{!$Item}')]), toast('after')],
      ['a', 'c', 'after'],
    ],
    [
      'Stop ends a loop',
      [forEach([stop('loop', { when: '{!$Item} = "b"' }), toast('{!$Item}')]), toast('after')],
      ['a', 'after'],
    ],
    ['Stop ends everything', [forEach([stop('chain'), toast('in')]), toast('after')], []],
    [
      'Stop runs On Always and not On Finish',
      [stop('chain', { onFinish: [toast('finish')], onAlways: [toast('always')] })],
      ['always'],
    ],
    [
      'Stop inside a branch ends the chain around it',
      [{ ...branch, outcomes: [{ condition: 'TRUE', interactions: [stop('chain')] }] }, toast('after')],
      [],
    ],
    ['the first failure ends a loop', [forEach([toast('{!$Item}'), fail()])], ['a', told], 'failed'],
    [
      'a loop may go on after failures, each of which is told',
      [forEach([fail({ continueOnError: true }), toast('{!$Item}')])],
      [told, 'a', told, 'b', told, 'c'],
    ],
    [
      'On Error around catches what fails inside, and tells alone',
      [forEach([fail()], { onError: [toast('caught {!$Error.code}')] }), toast('after')],
      ['caught unsafe-url'],
      'failed',
    ],
    [
      'On Error inside tells first, and the one around hears of it too',
      [forEach([fail({ onError: [toast('inner')] })], { onError: [toast('outer')] })],
      ['inner', 'outer'],
      'failed',
    ],
    [
      'a failure inside two others is caught by the outer one',
      [
        {
          type: 'parallel',
          interactions: [forEach([fail()])],
          onError: [toast('caught')],
          onAlways: [toast('always')],
        },
      ],
      ['caught', 'always'],
      'failed',
    ],
    [
      'continueOnError after a catch goes on',
      [forEach([fail()], { onError: [toast('caught')], continueOnError: true }), toast('after')],
      ['caught', 'after'],
      'finished',
    ],
    [
      'a failure in On Finish is not caught by its own interaction',
      [forEach([], { onFinish: [fail()], onError: [toast('caught')] })],
      [told],
      'failed',
    ],
    ['Parallel runs all of them', [{ type: 'parallel', interactions: [toast('a'), toast('b')] }], ['a', 'b']],
    [
      'Parallel waits for the others when one fails',
      [{ type: 'parallel', interactions: [fail(), toast('b')] }, toast('after')],
      ['b', told],
      'failed',
    ],
  ]
  for (const [fact, go, toasts, status = 'finished'] of cases)
    it(fact, async () => expect(await run(go)).toEqual({ toasts, status }))

  it('For Each runs several at the same time, up to its limit', async () => {
    const waiting: (() => void)[] = []
    const { state, host } = await load(
      {
        resources,
        go: [forEach([{ type: 'wait', seconds: 7 }, toast('{!$Item}')], { mode: 'parallel', limit: 2 })],
      },
      {},
      { after: (ms, task) => (ms === 7000 && waiting.push(task), () => {}) },
    )
    const done = state.trigger('Contacts', 'headerActionClick', { targetName: 'go' })
    await settled()
    expect(waiting).toHaveLength(2)
    waiting[1]?.()
    await settled()
    expect(waiting).toHaveLength(3)
    expect(host.toasts.map(({ title }) => title)).toEqual(['b'])
    for (const end of waiting) end()
    expect((await done).status).toBe('finished')
    expect(host.toasts.map(({ title }) => title).toSorted()).toEqual(['a', 'b', 'c'])
  })

  it('Wait goes on after its time, and at once when the chain is ended', async () => {
    const timers: { ms: number; task: () => void }[] = []
    const { state, host } = await load(
      { resources, go: [{ type: 'wait', seconds: 2.5 }, toast('after')] },
      {},
      { after: (ms, task) => (timers.push({ ms, task }), () => {}) },
    )
    const first = state.trigger('Contacts', 'headerActionClick', { targetName: 'go' })
    await settled()
    const timer = timers.find(({ ms }) => ms === 2500)
    expect(host.toasts).toEqual([])
    timer?.task()
    expect((await first).status).toBe('finished')
    expect(host.toasts).toHaveLength(1)
  })
})

describe('A sequence', () => {
  it('runs what it holds, and sees the item and the error of whoever runs it', async () => {
    const sequences = { tell: [toast('item {!$Item}')], why: [toast('why {!$Error.code}')] }
    const { toasts } = await run(
      [
        forEach([{ type: 'runSequence', sequence: 'tell' }]),
        fail({ onError: [{ type: 'runSequence', sequence: 'why' }] }),
      ],
      sequences,
    )
    expect(toasts).toEqual(['item a', 'item b', 'item c', 'why unsafe-url'])
  })

  it('is ended by Stop, and what runs it goes on', async () => {
    const sequences = { part: [toast('in'), stop('sequence'), toast('never')] }
    const { toasts } = await run([{ type: 'runSequence', sequence: 'part' }, toast('after')], sequences)
    expect(toasts).toEqual(['in', 'after'])
  })

  it('may run itself until its condition is false', async () => {
    const again: Interaction[] = [
      { type: 'assignment', variable: 'n', operator: 'add', value: 1 },
      { type: 'runSequence', sequence: 'again', when: '{!n} < 10' },
    ]
    const { status, toasts } = await run([{ type: 'runSequence', sequence: 'again' }, toast('n is {!n}')], { again })
    expect([status, toasts]).toEqual(['finished', ['n is 10']])
  })

  it('that runs itself for ever is ended with a reason', async () => {
    const sequences = {
      a: [{ type: 'runSequence', sequence: 'b' }],
      b: [{ type: 'runSequence', sequence: 'a' }],
    }
    const { status, toasts } = await run(
      [{ type: 'runSequence', sequence: 'a', onError: [toast('{!$Error.code}: {!$Error.message}')] }],
      sequences,
    )
    expect(status).toBe('failed')
    expect(toasts).toEqual([expect.stringMatching(/^too-deep: .*sequences run each other 50 deep: a, b\.$/)])
  })

  it('is checked where it stands and where it is named', () => {
    const problems = checkDynamicComponent({
      ...component({ go: [{ type: 'runSequence', sequence: 'tel' }] }),
      sequences: { tell: [toast('{!$Item} {!$Row.Name} {!$Error.code}'), { type: 'showTost', title: 'x' }] },
    })
    expect(problems.map(({ code, path, message }) => [code, path, message])).toEqual([
      [
        'unknown-sequence',
        'components[0].interactions.headerActionClick[0].sequence',
        'Run Sequence "Go": there is no sequence "tel". Did you mean tell?',
      ],
      ['unknown-interaction', 'sequences.tell[1].type', expect.stringContaining('Did you mean showToast?')],
    ])
  })
})

describe('The check', () => {
  const codes = (go: Interaction[]): string[] =>
    checkDynamicComponent(component({ resources, go })).map(
      ({ code, path }) => `${code} ${path.split('headerActionClick')[1]}`,
    )

  it('reads interactions inside others, with what they may see', () => {
    expect(
      codes([
        {
          type: 'branch',
          outcomes: [
            { label: 'A', condition: '{!n} >', interactions: [toast('{!nothing}')] },
            { condition: '{!n} > 1', interactions: [{ type: 'dance' }] },
          ],
          otherwise: [{ type: 'branch' }],
        },
      ]),
    ).toEqual([
      expect.stringMatching(/^\S+ \[0\]\.outcomes\[0\]\.condition$/),
      'unknown-reference [0].outcomes[0].interactions[0].title',
      'unknown-interaction [0].outcomes[1].interactions[0].type',
      'missing-setting [0].otherwise[0].outcomes',
    ])
    expect(codes([forEach([toast('{!$Item}')])])).toEqual([])
    expect(codes([toast('{!$Item}')])).toEqual(['unknown-reference [0].title'])
    expect(codes([forEach([toast('{!$Item.Naem}')], { collection: '{!rows}' })])).toEqual([])
    expect(codes([forEach([], { collection: '{!n}' })])).toEqual(['setting-type [0].collection'])
  })
})
