import type { Component, Interaction } from '@millrace/metadata'
import { ANY, describeJson, didYouMean } from '@millrace/values'
import { componentType } from '../componentTypes/index.ts'
import type { ComponentDeclaration, EventDeclaration, PropertyDeclaration } from '../declaration.ts'
import { interactionType, interactionTypes } from '../interactions/index.ts'
import { isObject } from '../objectDescription.ts'
import { isUnknown, type Place } from '../references.ts'
import { parseTemplate } from '../templates.ts'
import { CONCURRENCIES } from '../triggers.ts'
import { type Checking, reportError, type Subject } from './checking.ts'
import { checkCondition, checkSettings } from './settings.ts'

/// The settings that every kind of interaction has.
export const chainProperties: readonly PropertyDeclaration[] = [
  { name: 'when', label: 'Only when', type: 'condition', help: 'A formula; the interaction runs when it is true.' },
  { name: 'continueOnError', label: 'Go on after an error', type: 'boolean', default: false },
  {
    name: 'concurrency',
    label: 'While it runs, another click',
    type: 'choice',
    default: 'single',
    options: CONCURRENCIES.map(value => ({ value, label: value })),
  },
  { name: 'onStart', label: 'On Start', type: 'interactions' },
  { name: 'onFinish', label: 'On Finish', type: 'interactions' },
  { name: 'onError', label: 'On Error', type: 'interactions' },
  { name: 'onAlways', label: 'On Always', type: 'interactions' },
]

/// What every interaction has whatever its type; checked apart.
const FRAME = ['type', 'targetName', 'when', 'every', 'times']
const FRAME_LISTS = ['onStart', 'onFinish', 'onError', 'onAlways']

/// The interactions of a component: their events, Target Names, and each interaction.
///
/// # unknown-event
/// A component has interactions for an event that its type does not have.
///
/// They would never run. The message names an event that is spelled almost the same.
export function checkComponentInteractions(
  checking: Checking,
  about: Subject,
  component: Component,
  declaration: ComponentDeclaration,
): void {
  for (const [event, interactions] of Object.entries(component.interactions ?? {})) {
    const declared = declaration.events.find(({ name }) => name === event)
    const path = `interactions.${event}`
    if (!declared) {
      const names = declaration.events.map(({ name }) => name)
      const message = `there is no event "${event}".${didYouMean(event, names)}`
      reportError(checking, about, 'unknown-event', message, path)
      continue
    }
    for (const [i, interaction] of interactions.entries()) {
      const label = targetLabel(component, declared, interaction.targetName)
      const at = { path: `${about.path}.${path}[${i}]`, element: component.apiName, subject: label }
      checkTargetName(checking, at, component, declared, interaction.targetName)
      const place = checking.scope.placeOfEvent(component, declared, declared.hasRow === true)
      checkInteraction(checking, at, interaction, place)
    }
  }
}

const BACKGROUND = {
  load: 'On Load',
  variableChange: 'On Change',
  interval: 'On Interval',
  recordChange: 'On Record Change',
} as const

/// The interactions that no component's event starts.
///
/// # unknown-trigger
/// Interactions are to start when something happens that does not: there is no such resource, object or interval.
///
/// The message says what `targetName` or `every` has to be.
export function checkBackground(checking: Checking): void {
  const { apiName, interactions = {} } = checking.scope.definition
  for (const event of ['load', 'variableChange', 'interval', 'recordChange'] as const)
    for (const [i, interaction] of (interactions[event] ?? []).entries()) {
      const at = { subject: BACKGROUND[event], path: `interactions.${event}[${i}]`, element: apiName }
      const why = whyNoTrigger(checking, event, interaction)
      if (why) reportError(checking, at, 'unknown-trigger', why.message, why.setting)
      else checkInteraction(checking, at, interaction, checking.scope.placeOfBackground(event, interaction.targetName))
    }
}

function whyNoTrigger(
  { scope, environment }: Checking,
  event: keyof typeof BACKGROUND,
  interaction: Interaction,
): { message: string; setting: string } | undefined {
  const { targetName, every, times } = interaction
  const setting = 'targetName'
  if (event === 'interval') {
    if (typeof every !== 'number' || !(every >= 1))
      return { setting: 'every', message: `"every" is a number of seconds from 1, not ${describeJson(every ?? null)}.` }
    if (times === undefined || (typeof times === 'number' && Number.isInteger(times) && times >= 1)) return undefined
    return { setting: 'times', message: `"times" is a whole number from 1, not ${describeJson(times)}.` }
  }
  if (event === 'recordChange') {
    if (targetName === undefined || !environment.object || environment.object(targetName)) return undefined
    return { setting, message: `"targetName" is an object, and there is no object "${targetName}".` }
  }
  if (event !== 'variableChange') return undefined
  if (targetName === undefined)
    return { setting, message: '"targetName" is the name of the resource whose change starts it.' }
  const reference = scope.find(targetName)
  return isUnknown(reference) ? { setting, message: reference.unknown } : undefined
}

/// The label of the action that is clicked, else the component's own.
function targetLabel(component: Component, event: EventDeclaration, targetName: string | undefined): string {
  const label = targetsOf(component, event).find(({ name }) => name === targetName)?.['label']
  const own = component.attributes?.['label']
  if (typeof label === 'string') return label
  return targetName ?? (typeof own === 'string' ? own : component.apiName)
}

function targetsOf(component: Component, event: EventDeclaration): Record<string, unknown>[] {
  const targets = event.targets === undefined ? undefined : component.attributes?.[event.targets]
  return Array.isArray(targets) ? targets.filter(isObject) : []
}

/// # unknown-target
/// The Target Name of an interaction is not the name of an action of its component.
///
/// The interaction would never run. Target Names are the names of actions, not their labels.
function checkTargetName(
  checking: Checking,
  at: Subject,
  component: Component,
  event: EventDeclaration,
  targetName: string | undefined,
): void {
  const about = { ...at, subject: `${event.label} of "${component.apiName}"` }
  if (targetName === undefined) return
  if (event.targets === undefined)
    return reportError(
      checking,
      about,
      'unknown-target',
      `it has no targets, so "targetName" does not apply.`,
      'targetName',
    )
  const names = targetsOf(component, event).map(({ name }) => String(name))
  if (names.includes(targetName)) return
  const there =
    names.length > 0 ? ` There is ${names.map(name => `"${name}"`).join(', ')}.` : ` "${event.targets}" is empty.`
  const message = `no action is named "${targetName}".${didYouMean(targetName, names) || there}`
  reportError(checking, about, 'unknown-target', message, 'targetName')
}

/// One interaction and, to any depth, what follows it. `at.subject` is the label of what was clicked.
///
/// # unknown-interaction
/// An interaction has a type that does not exist.
///
/// It can't run. The message names a type that is spelled almost the same.
export function checkInteraction(checking: Checking, at: Subject, interaction: Interaction, place: Place): void {
  const declaration = interactionType(interaction.type)
  const about = { ...at, subject: `${declaration?.label ?? 'Interaction'} "${at.subject}"` }
  if (declaration) {
    const { when } = interaction
    const settings = Object.fromEntries(Object.entries(interaction).filter(([name]) => !FRAME.includes(name)))
    const properties = [...declaration.properties, ...chainProperties]
    const items = declaration.items?.({ interaction, scope: checking.scope, place }) ?? place
    checkSettings(checking, about, settings, properties, place, ANY, items)
    if (when !== undefined) checkCondition(checking, about, 'when', when, place)
    declaration.check?.({
      interaction,
      scope: checking.scope,
      place,
      environment: checking.environment,
      report: ({ severity = 'error', code, message, setting }) =>
        checking.report({
          severity,
          code,
          message: `${about.subject}: ${message}`,
          path: `${at.path}.${setting}`,
          element: at.element,
        }),
    })
    if (place.isLoad) checkLoadReferences(checking, about, withoutLists(settings, properties), when)
    const inside = declaration.inside?.({ interaction, scope: checking.scope, place }) ?? place
    for (const { raw, path } of innerLists(interaction, declaration.properties))
      checkFollowing(checking, at, raw, path, inside)
  } else {
    const types = interactionTypes.map(({ type }) => type)
    const message = `there is no type "${interaction.type}".${didYouMean(interaction.type, types)}`
    reportError(checking, about, 'unknown-interaction', message, 'type')
  }
  for (const list of FRAME_LISTS) {
    const hasError = list === 'onError' || list === 'onAlways' || place.hasError === true
    checkFollowing(checking, at, interaction[list], list, { ...place, hasError })
  }
}

/// The lists of interactions among an interaction's own settings, also those inside its lists: the outcomes of a branch.
function innerLists(
  settings: Readonly<Record<string, unknown>>,
  properties: readonly PropertyDeclaration[],
): { readonly raw: unknown; readonly path: string }[] {
  return properties.flatMap(({ name, type, items = [] }) => {
    const raw = settings[name]
    if (type === 'interactions') return [{ raw, path: name }]
    if (type !== 'list' || !Array.isArray(raw)) return []
    return raw.flatMap((item: unknown, i) =>
      isObject(item) ? innerLists(item, items).map(inner => ({ ...inner, path: `${name}[${i}].${inner.path}` })) : [],
    )
  })
}

/// Without the lists of interactions, each of which is checked by itself.
function withoutLists(
  settings: Readonly<Record<string, unknown>>,
  properties: readonly PropertyDeclaration[],
): Readonly<Record<string, unknown>> {
  const lists = properties.filter(
    ({ type, items }) => type === 'interactions' || items?.some(item => item.type === 'interactions'),
  )
  const names = lists.map(({ name }) => name)
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !names.includes(name)))
}

/// The named sequences. They see what whoever runs them sees, so what depends on that is taken to be there.
export function checkSequences(checking: Checking): void {
  const { definition, components } = checking.scope
  const details = components.flatMap(
    ({ type }) => componentType(type)?.events.flatMap(({ detail = [] }) => detail) ?? [],
  )
  const place: Place = {
    row: ANY,
    items: [{ type: ANY }],
    event: [...details, { name: 'targetName' }].map(({ name }) => ({ name, type: ANY })),
    hasError: true,
  }
  for (const [name, interactions] of Object.entries(definition.sequences ?? {}))
    for (const [i, interaction] of interactions.entries()) {
      const at = { path: `sequences.${name}[${i}]`, element: name, subject: name }
      if (interaction.targetName !== undefined)
        reportError(
          checking,
          { ...at, subject: `Sequence "${name}"` },
          'unknown-target',
          `no action is clicked here, so "targetName" does not apply.`,
          'targetName',
        )
      checkInteraction(checking, at, interaction, place)
    }
}

function checkFollowing(checking: Checking, at: Subject, raw: unknown, list: string, place: Place): void {
  if (raw === undefined) return
  if (!Array.isArray(raw))
    return reportError(
      checking,
      at,
      'setting-type',
      `"${list}" is a list of interactions, but it is ${describeJson(raw)}.`,
      list,
    )
  for (const [i, next] of raw.entries()) {
    const path = `${at.path}.${list}[${i}]`
    if (isInteraction(next)) checkInteraction(checking, { ...at, path }, next, place)
    else reportError(checking, { ...at, path }, 'setting-type', `an interaction has a "type".`)
  }
}

const isInteraction = (raw: unknown): raw is Interaction => isObject(raw) && typeof raw['type'] === 'string'

/// On Load runs before the components are there.
///
/// # component-on-load
/// An On Load interaction refers to a component.
///
/// On Load runs before the components are there, so the reference is blank. Use a query or a variable instead.
function checkLoadReferences(
  checking: Checking,
  about: Subject,
  settings: Readonly<Record<string, unknown>>,
  when: unknown,
): void {
  for (const part of parseTemplate(JSON.stringify([settings, when]))) {
    const name = 'reference' in part ? part.reference.split('.')[0]! : ''
    const component = checking.scope.component(name)
    if (!component || checking.scope.resource(name)) continue
    checking.report({
      severity: 'warning',
      code: 'component-on-load',
      message: `${about.subject}: On Load runs before the components are there, so {!${'reference' in part ? part.reference : ''}} is blank in it.`,
      path: about.path,
      element: component.apiName,
    })
  }
}
