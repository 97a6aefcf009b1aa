import type { Interaction } from '@millrace/metadata'
import { num } from '@millrace/values'
import { describe, expect, it } from 'vitest'
import { component, salesforce } from '../test/component.ts'
import { recordedHost, settled } from '../test/recordedHost.ts'
import { type ComponentHost, openDynamicComponent } from './index.ts'

const toast = (title: string): Interaction => ({ type: 'showToast', title })
const add = (variable: string): Interaction => ({ type: 'assignment', variable, operator: 'add', value: 1 })
const number = (apiName: string) =>
  ({ type: 'variable', apiName, dataType: 'Number', defaultValue: 0, availability: ['output'] }) as const

/// Timers that a test lets run.
function timers() {
  const waiting: { readonly ms: number; readonly task: () => void }[] = []
  const after: ComponentHost['after'] = (ms, task) => {
    const entry = { ms, task }
    waiting.push(entry)
    return () => {
      const at = waiting.indexOf(entry)
      if (at >= 0) waiting.splice(at, 1)
    }
  }
  const next = async (): Promise<number | undefined> => {
    const entry = waiting.shift()
    entry?.task()
    await settled()
    return entry?.ms
  }
  return { after, next, waiting }
}

async function open(interactions: Readonly<Record<string, readonly Interaction[]>>, page: Partial<ComponentHost> = {}) {
  const definition = { ...component({ resources: [number('a'), number('b')] }), interactions }
  const host = recordedHost(salesforce, page)
  const state = openDynamicComponent(definition, host)
  await state.load()
  return { state, host, titles: () => host.toasts.map(({ title }) => title) }
}

describe('What starts interactions by itself', () => {
  it('is a change of a resource, once for changes made together, with what it was and is', async () => {
    const { state, titles } = await open({
      variableChange: [{ targetName: 'a', ...toast('{!$Event.oldValue} to {!$Event.newValue}') }],
    })
    state.setVariable('a', 1)
    state.setVariable('a', 2)
    state.setVariable('b', 5)
    await settled()
    expect(titles()).toEqual(['0 to 2'])
    state.setVariable('a', num('2.0'))
    await settled()
    expect(titles()).toEqual(['0 to 2'])
  })

  it('is a change of what a component holds', async () => {
    const { state, titles } = await open({
      variableChange: [{ targetName: 'Contacts.SelectedRowsCount', ...toast('{!$Event.newValue} selected') }],
    })
    state.setAttribute(
      'Contacts',
      'SelectedRowsKeyValue',
      state.query('AllContacts').records.map(row => row.id),
    )
    await settled()
    expect(titles()).toEqual(['3 selected'])
  })

  it('ends when it starts itself for ever, and says so', async () => {
    const { state, titles } = await open({
      variableChange: [
        { targetName: 'a', ...add('b') },
        { targetName: 'b', ...add('a') },
      ],
    })
    state.setVariable('a', 1)
    await settled()
    expect(titles()).toEqual(['"On Change of a" was stopped'])
    expect(state.outputs()['b']).toEqual(50)
  })

  it('is the clock, each time after the last chain, as often as declared', async () => {
    const clock = timers()
    const { state } = await open({ interval: [{ every: 30, times: 2, ...add('a') }] }, { after: clock.after })
    expect(await clock.next()).toBe(30_000)
    expect(state.value('a')).toBe(1)
    expect(await clock.next()).toBe(30_000)
    expect(await clock.next()).toBeUndefined()
    expect(state.value('a')).toBe(2)
  })

  it('stops with the component', async () => {
    const clock = timers()
    const { state } = await open({ interval: [{ every: 30, ...add('a') }] }, { after: clock.after })
    state.dispose()
    expect(clock.waiting).toEqual([])
  })

  it('is records that someone saved, many at once as one', async () => {
    const clock = timers()
    const watched: { objects: readonly string[]; changed: () => void }[] = []
    const { state } = await open(
      { recordChange: [add('a'), { targetName: 'Account', ...add('b') }] },
      {
        after: clock.after,
        watchRecords(objects, changed) {
          watched.push({ objects, changed })
          return () => {}
        },
      },
    )
    expect(watched.map(({ objects }) => objects)).toEqual([['Contact'], ['Account']])
    watched[0]?.changed()
    watched[0]?.changed()
    await clock.next()
    expect(clock.waiting).toEqual([])
    expect([state.value('a'), state.value('b')]).toEqual([1, 0])
  })

  const urls: [string, object, unknown][] = [
    ['a number', { a: '12.5' }, num('12.5')],
    ["Salesforce's prefix, whatever the case", { c__A: '7' }, 7],
    ['none', { a: '' }, null],
    ['what does not fit', { a: 'twelve' }, 0],
    ['what is not for input', { b: '3' }, 0],
  ]
  for (const [what, urlParameters, expected] of urls)
    it(`the URL sets ${what}`, async () => {
      const definition = component({ resources: [{ ...number('a'), availability: ['input'] }, number('b')] })
      const state = openDynamicComponent(definition, recordedHost(salesforce, { urlParameters: { ...urlParameters } }))
      const name = 'b' in urlParameters ? 'b' : 'a'
      expect(state.value(name)).toEqual(expected)
      expect(state.inputProblems.map(({ message }) => message)).toEqual(
        'a' in urlParameters && urlParameters.a === 'twelve'
          ? ['The URL says a=twelve, but the variable "a" takes Number. It keeps its default.']
          : [],
      )
    })
})
