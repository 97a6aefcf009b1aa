import type { NavigationTarget } from '../host.ts'
import type { InteractionContext, InteractionDeclaration } from '../interaction.ts'
import type { PropertyDeclaration } from '../declaration.ts'
import { asValue, settingsList } from '../resolved.ts'
import { mergeText } from '@millrace/values'
import { choiceSetting, neededText, optionsOf, textSetting } from './settings.ts'

/// The setting that each destination cannot do without.
const NEEDS: Readonly<Record<string, string>> = {
  recordPage: 'recordId',
  objectPage: 'objectApiName',
  page: 'pageApiName',
  app: 'appApiName',
  webPage: 'url',
}

const DESTINATIONS = ['recordPage', 'objectPage', 'page', 'app', 'webPage', 'back', 'refresh'] as const

const only = (...is: readonly (typeof DESTINATIONS)[number][]): PropertyDeclaration['when'] => ({
  property: 'destination',
  is,
})

/// Where to go, as settings: of Navigate itself and of the links in a toast.
export const destinationProperties: readonly PropertyDeclaration[] = [
  {
    name: 'destination',
    label: 'Destination',
    type: 'choice',
    required: true,
    options: optionsOf({
      recordPage: 'Record Page',
      objectPage: 'Object Page',
      page: 'App Page',
      app: 'App',
      webPage: 'Web Page',
      back: 'Back',
      refresh: 'This page, read again',
    }),
  },
  { name: 'recordId', label: 'Record Id', type: 'text', when: only('recordPage') },
  { name: 'objectApiName', label: 'Object API Name', type: 'object', when: only('objectPage') },
  { name: 'pageApiName', label: 'Page API Name', type: 'text', when: only('page') },
  { name: 'appApiName', label: 'App API Name', type: 'text', when: only('app') },
  {
    name: 'url',
    label: 'URL',
    type: 'url',
    help: 'Starts with https:// or http://, or with / for a page of this server.',
    when: only('webPage'),
  },
  {
    name: 'actionName',
    label: 'Action',
    type: 'choice',
    options: optionsOf({
      view: 'View (a record)',
      edit: 'Edit (a record)',
      clone: 'Clone (a record)',
      home: 'Home (of an object)',
      list: 'List (of an object)',
      new: 'New (record of an object)',
    }),
    when: only('recordPage', 'objectPage'),
  },
  { name: 'filterName', label: 'List view', type: 'text', help: 'API name; for a list.', when: only('objectPage') },
  {
    name: 'values',
    label: 'Values',
    type: 'list',
    items: [
      { name: 'name', label: 'Name', type: 'text', required: true },
      { name: 'value', label: 'Value', type: 'value' },
    ],
    help: "Field values of a new record, or the page's parameters.",
    when: only('objectPage', 'page'),
  },
  {
    name: 'inNewTab',
    label: 'Open in a new tab',
    type: 'boolean',
    default: false,
    when: only('recordPage', 'objectPage', 'page', 'app', 'webPage'),
  },
]

/// Navigate: goes to a record, an object, a page, an app or a web address, back, or reads the page again.
///
/// Source: Lightning Web Components Developer Guide, "PageReference Types".
export const navigate: InteractionDeclaration = {
  type: 'navigate',
  label: 'Navigate',
  help: 'Goes to another page.',
  properties: destinationProperties,
  async run(context) {
    await context.host.navigate(navigationTarget(context))
  },
  check({ interaction, report }) {
    const destination = String(interaction['destination'] ?? '')
    const needed = Object.hasOwn(NEEDS, destination) ? NEEDS[destination]! : undefined
    if (needed && interaction[needed] === undefined)
      report({
        code: 'missing-setting',
        message: `"destination" is "${destination}", which needs "${needed}".`,
        setting: needed,
      })
  },
}

/// The place that the settings of [context] name.
export function navigationTarget(context: InteractionContext): NavigationTarget {
  const inNewTab = context.setting('inNewTab') === true ? { inNewTab: true } : {}
  switch (choiceSetting(context, 'destination', DESTINATIONS)) {
    case 'recordPage': {
      const actionName = choiceSetting(context, 'actionName', ['view', 'edit', 'clone'])
      return { type: 'recordPage', recordId: neededText(context, 'recordId'), actionName, ...inNewTab }
    }
    case 'objectPage':
      return objectPage(context, inNewTab)
    case 'page': {
      const parameters = namedTexts(context)
      return {
        type: 'page',
        pageApiName: neededText(context, 'pageApiName'),
        ...(parameters ? { parameters } : {}),
        ...inNewTab,
      }
    }
    case 'app':
      return { type: 'app', appApiName: neededText(context, 'appApiName'), ...inNewTab }
    case 'back':
      return { type: 'back' }
    case 'refresh':
      return { type: 'refresh' }
    case 'webPage':
      return { type: 'webPage', url: webAddress(context, neededText(context, 'url')), ...inNewTab }
  }
}

function objectPage(context: InteractionContext, inNewTab: { inNewTab?: boolean }): NavigationTarget {
  const actionName = choiceSetting(context, 'actionName', ['home', 'list', 'new'])
  const filterName = textSetting(context, 'filterName')
  const values = actionName === 'new' ? namedTexts(context) : undefined
  return {
    type: 'objectPage',
    objectApiName: neededText(context, 'objectApiName'),
    actionName,
    ...(filterName && actionName === 'list' ? { filterName } : {}),
    ...(values ? { defaultFieldValues: values } : {}),
    ...inNewTab,
  }
}

function namedTexts(context: InteractionContext): Readonly<Record<string, string>> | undefined {
  const entries = settingsList(context.setting('values')).flatMap(({ name, value }): [string, string][] =>
    typeof name === 'string' && name !== '' ? [[name, plainValue(asValue(value ?? null), context)]] : [],
  )
  return entries.length > 0 ? Object.fromEntries(entries) : undefined
}

/// As URLs have it: dates in ISO form, not in the user's.
function plainValue(value: ReturnType<typeof asValue>, context: InteractionContext): string {
  return typeof value === 'object' && value !== null && 'toJSON' in value && typeof value.toJSON === 'function'
    ? String(value.toJSON())
    : mergeText(value, context.host)
}

/// A value may come from a record, so only addresses that cannot run script are followed.
///
/// # unsafe-url
/// Navigate goes to an address that is no web address.
///
/// Only `https://`, `http://` and paths on this server are followed: an address may come from a record, and others can
/// run script.
export function webAddress(context: InteractionContext, url: string): string {
  if (/^https?:\/\//i.test(url) || /^\/(?![/\\])/.test(url)) return url
  return context.fail({
    code: 'unsafe-url',
    message: `"${url}" is no web address. It starts with https:// or http://.`,
  })
}
