import type { FlowScreenField } from '@millrace/metadata'
import { ApexValue, type Value } from '@millrace/values'
import type { Compilation } from '../compilation.ts'
import { inTurn, mapMaybe } from '../dataStep.ts'
import type { Interview } from '../interview.ts'
import type { ScreenError, ScreenInput } from './description.ts'
import { compileShown, type ScreenField, screenField } from './field.ts'
import { acceptAll, clearHidden, describeAll, problemsOf, visible, within } from './fieldList.ts'
import { allFields } from './screenFields.ts'

/// A group of components that a person fills in as often as there is need. They have one place each for their values, in
/// which each item in turn is put to be worked on.
export function compileRepeater(
  field: FlowScreenField,
  fields: readonly ScreenField[],
  compilation: Compilation,
): ScreenField {
  const { slot } = compilation.resource(field.name)!
  const keysSlot = compilation.newSlot(`${field.name}#keys`)
  const places = placesOf(field, compilation)
  const shown = compileShown(field, compilation)

  const open = (interview: Interview, item: ApexValue): void => {
    for (const place of places) interview.slots[place.slot] = item.fields.get(place.name) ?? null
  }
  const close = (interview: Interview): ApexValue =>
    new ApexValue(
      field.name,
      new Map(places.map(({ name, slot: from }): [string, Value] => [name, interview.slots[from]!])),
    )
  const fresh = (interview: Interview): ApexValue => {
    open(interview, new ApexValue(field.name))
    for (const inner of within(fields)) inner.reset(interview)
    return close(interview)
  }
  const keep = (interview: Interview, items: readonly Item[]): void => {
    const values = items.map(({ value }) => value)
    const members: [string, Value][] = [
      ['AllItems', values],
      ['AddedItems', [...values]],
      ['RemovedItems', []],
      ['PrepopulatedItems', []],
    ]
    interview.slots[slot] = new ApexValue(field.name, new Map(members))
    interview.slots[keysSlot] = items.map(({ key }) => key)
  }
  const itemsOf = (interview: Interview): Item[] => {
    const held = interview.slots[slot]
    const values = held instanceof ApexValue ? held.fields.get('AllItems') : null
    const keys = interview.slots[keysSlot]
    return (Array.isArray(values) ? values : []).flatMap((value, i) =>
      value instanceof ApexValue ? [{ key: String((Array.isArray(keys) && keys[i]) || i + 1), value }] : [],
    )
  }
  /// What [work] answers for each item while it is open; what it changes is kept.
  const each = <T>(interview: Interview, items: readonly Item[], work: (key: string) => T): T[] => {
    const answers: T[] = []
    const after = items.map(({ key, value }) => {
      open(interview, value)
      answers.push(work(key))
      return { key, value: close(interview) }
    })
    keep(interview, after)
    return answers
  }
  const named = (key: string, errors: readonly ScreenError[]): ScreenError[] =>
    errors.map(error => ({ ...error, field: `${field.name}/${key}/${error.field ?? ''}` }))
  const loads = [...within(fields)].flatMap(({ load }) => load ?? [])

  return screenField(field, compilation, {
    // What a new item looks like is said when it is asked for.
    isReactive: true,
    ...(loads.length > 0
      ? {
          load: interview =>
            mapMaybe(
              inTurn(loads, load => load(interview)),
              () => undefined,
            ),
        }
      : {}),
    reset: interview => keep(interview, [{ key: '1', value: fresh(interview) }]),
    describe: interview => ({
      name: field.name,
      kind: 'repeater',
      ...shown(interview),
      value: null,
      items: each(interview, itemsOf(interview), key => ({ key, fields: describeAll(fields, interview) })),
    }),
    accept: (interview, values) => {
      const given = typedItems(values[field.name])
      if (!given) return []
      const before = new Map(itemsOf(interview).map(({ key, value }) => [key, value]))
      const items = given.map(({ key }) => ({ key, value: before.get(key) ?? fresh(interview) }))
      const typed = new Map(given.map(item => [item.key, item.values]))
      return each(interview, items, key => {
        const errors = fields.flatMap(inner => acceptAll(inner, interview, typed.get(key) ?? {}))
        clearHidden(fields, interview)
        return named(key, errors)
      }).flat()
    },
    problems: interview =>
      each(interview, itemsOf(interview), key => named(key, problemsOf(fields, interview, []))).flat(),
    clear: interview => keep(interview, []),
    leave: interview => {
      each(interview, itemsOf(interview), () => {
        for (const inner of visible(fields, interview)) inner.leave(interview)
      })
    },
  })
}

interface Item {
  readonly key: string
  readonly value: ApexValue
}

/// Source: Salesforce Help, "Flow Screen Input Component: Repeater": a person may add up to 30.
const MOST_ITEMS = 30

/// What was typed, if it is a list of items with different keys.
function typedItems(json: unknown): { key: string; values: ScreenInput['values'] }[] | null {
  if (!Array.isArray(json)) return null
  const items = new Map<string, ScreenInput['values']>()
  for (const item of json.slice(0, MOST_ITEMS) as unknown[]) {
    if (typeof item !== 'object' || item === null) continue
    const { key, values } = item as { key?: unknown; values?: unknown }
    if (typeof key !== 'string' || key === '') continue
    items.set(key, typeof values === 'object' && values !== null ? (values as ScreenInput['values']) : {})
  }
  return [...items].map(([key, values]) => ({ key, values }))
}

/// Where the components of an item hold what is different from item to item.
function placesOf(field: FlowScreenField, compilation: Compilation): { name: string; slot: number }[] {
  const inner = [...allFields(field.fields)]
  const names = inner.flatMap(({ name, choiceReferences }) => [name, ...choiceReferences])
  return [...new Set(names)].flatMap(name => {
    const resource = name === '' ? undefined : compilation.resource(name)
    return resource && resource.slot >= 0 ? [{ name: resource.name, slot: resource.slot }] : []
  })
}
