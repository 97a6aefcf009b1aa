import type { ComponentStep } from '@millrace/metadata'
import {
  type ChainOutcome,
  type ComponentState,
  type EventDeclaration,
  itemsAttribute,
  type Settings,
  settingsList,
} from '@millrace/runtime'
import { didYouMean, type Json, RecordValue, type Value } from '@millrace/values'

/// What a step needs of the scenario it is of.
export interface StepContext {
  readonly state: ComponentState
  /// [json] with its references to records resolved.
  resolved(json: Json): Json
  valueOf(json: Json): Value
  pass(seconds: number): Promise<void>
}

const DONE: ChainOutcome = { status: 'finished', ran: 0 }

/// Does what [step] says as a person would; a sentence when a person could not.
export async function performStep(step: ComponentStep, context: StepContext): Promise<ChainOutcome | string> {
  const state = stateOfItems(step, context)
  if (typeof state === 'string') return state
  const { click, select, set, setVariable, wait, to = null } = step
  if (click !== undefined) return perform(click, state, step, context)
  if (select !== undefined) return selectRows(select, state, step, context)
  if (set !== undefined) return setInput(set, state, step, context)
  if (setVariable !== undefined)
    return state.setVariable(setVariable, context.valueOf(context.resolved(to)))
      ? DONE
      : `no variable "${setVariable}" takes that value.`
  if (wait !== undefined) await context.pass(wait)
  return DONE
}

/// The state of the innermost of the step's items.
function stateOfItems({ items = {} }: ComponentStep, { state, resolved }: StepContext): ComponentState | string {
  let inner = state
  for (const [component, reference] of Object.entries(items)) {
    const declaration = inner.declaration(component)
    if (!declaration) return unknownComponent(component, state)
    const shown = inner.attribute(component, itemsAttribute(declaration))
    const id = resolved(reference)
    const list: readonly unknown[] = Array.isArray(shown) ? shown : []
    const item = list.find(one => one instanceof RecordValue && one.id === id)
    if (!(item instanceof RecordValue)) return whyNotShown(component, inner, id)
    inner = inner.item(component, item, item.id ?? '')
  }
  return inner
}

async function perform(
  component: string,
  state: ComponentState,
  step: ComponentStep,
  { resolved, valueOf }: StepContext,
): Promise<ChainOutcome | string> {
  const { target, detail = {} } = step
  const why = whyNotReachable(component, state)
  if (why) return why
  const event = eventOf(component, state, step)
  if (typeof event === 'string') return event
  const blocked = whyNoTarget(component, state, event, target)
  if (blocked) return blocked
  const row = step.row === undefined ? undefined : rowOf(component, state, resolved(step.row))
  if (typeof row === 'string') return row
  return state.trigger(component, event.name, {
    ...(target === undefined ? {} : { targetName: target }),
    ...(row ? { row } : {}),
    detail: Object.fromEntries(Object.entries(detail).map(([name, json]) => [name, valueOf(resolved(json))])),
  })
}

function unknownComponent(component: string, { definition }: ComponentState): string {
  const names = allNames(definition.components)
  return `there is no component "${component}".${didYouMean(component, names)}`
}

function allNames(components: ComponentState['definition']['components']): string[] {
  return components.flatMap(({ apiName, children = {} }) => [apiName, ...Object.values(children).flatMap(allNames)])
}

function whyNotReachable(component: string, state: ComponentState): string | undefined {
  if (!state.declaration(component)) return unknownComponent(component, state)
  if (!state.isVisible(component)) return `"${component}" is not visible, so nobody can click it.`
  return state.attribute(component, 'disabled') === true ? `"${component}" is disabled.` : undefined
}

/// The event that a click is: with a row the one on rows, with a target one that has targets, else the first.
function eventOf(component: string, state: ComponentState, step: ComponentStep): EventDeclaration | string {
  const events = state.declaration(component)?.events ?? []
  if (step.event !== undefined) {
    const named = events.find(({ name }) => name === step.event)
    const names = events.map(({ name }) => name)
    return named ?? `"${component}" has no event "${step.event}".${didYouMean(step.event, names)}`
  }
  const fitting = events.find(
    event =>
      (event.hasRow === true) === (step.row !== undefined) &&
      (event.targets !== undefined) === (step.target !== undefined),
  )
  return fitting ?? `"${component}" has no event like that. Name it with "event".`
}

function whyNoTarget(
  component: string,
  state: ComponentState,
  { targets }: EventDeclaration,
  target: string | undefined,
): string | undefined {
  if (targets === undefined || target === undefined) return undefined
  const items: readonly Settings[] = settingsList(state.attribute(component, targets))
  const item = items.find(({ name }) => name === target)
  const names = items.map(({ name }) => String(name))
  if (!item) return `"${component}" has no action "${target}".${didYouMean(target, names)}`
  return item['disabled'] === true ? `"${target}" of "${component}" is disabled.` : undefined
}

function rowOf(component: string, state: ComponentState, id: Json): RecordValue | string {
  const declaration = state.declaration(component)
  const shown = state.attribute(component, itemsAttribute(declaration))
  const list: readonly unknown[] = Array.isArray(shown) ? shown : []
  const row = list.find(one => one instanceof RecordValue && one.id === id)
  return row instanceof RecordValue ? row : whyNotShown(component, state, id)
}

function whyNotShown(component: string, state: ComponentState, id: Json): string {
  const error = state.queryOf(component)?.error
  const why = error ? ` Its query failed: ${error.message}` : ''
  return `"${component}" shows no record ${String(id)}.${why}`
}

async function selectRows(
  component: string,
  state: ComponentState,
  { rows = [] }: ComponentStep,
  { resolved }: StepContext,
): Promise<ChainOutcome | string> {
  const why = whyNotReachable(component, state)
  if (why) return why
  const ids = rows.map(resolved).filter(id => typeof id === 'string')
  for (const id of ids) {
    const row = rowOf(component, state, id)
    if (typeof row === 'string') return row
  }
  state.setAttribute(component, 'SelectedRowsKeyValue', ids)
  return state.trigger(component, 'rowSelection')
}

async function setInput(
  component: string,
  state: ComponentState,
  { attribute = 'value', to = null }: ComponentStep,
  { resolved, valueOf }: StepContext,
): Promise<ChainOutcome | string> {
  const why = whyNotReachable(component, state)
  if (why) return why
  const value = valueOf(resolved(to))
  state.setAttribute(component, attribute, value)
  return state.trigger(component, 'change', { detail: { value } })
}
