import type { NavigationTarget } from '../host.ts'
import type { InteractionContext, InteractionDeclaration } from '../interaction.ts'

/// The setting that each destination cannot do without.
const NEEDS = { recordPage: 'recordId', objectPage: 'objectApiName', page: 'pageApiName', webPage: 'url' } as const

/// Navigate: goes to a record, an object's list, another page or a web address.
export const navigate: InteractionDeclaration = {
  type: 'navigate',
  label: 'Navigate',
  help: 'Goes to another page.',
  properties: [
    {
      name: 'destination',
      label: 'Destination',
      type: 'choice',
      required: true,
      options: [
        { value: 'recordPage', label: 'Record Page' },
        { value: 'objectPage', label: 'Object Page' },
        { value: 'page', label: 'App Page' },
        { value: 'webPage', label: 'Web Page' },
      ],
    },
    { name: 'recordId', label: 'Record Id', type: 'text', help: 'For a record page.' },
    { name: 'objectApiName', label: 'Object API Name', type: 'text', help: 'For an object page.' },
    { name: 'pageApiName', label: 'Page API Name', type: 'text', help: 'For an app page.' },
    { name: 'url', label: 'URL', type: 'text', help: 'For a web page; starts with https:// or http://.' },
    {
      name: 'actionName',
      label: 'Action',
      type: 'choice',
      options: ['view', 'edit', 'home', 'list', 'new'].map(value => ({ value, label: value })),
      help: 'view or edit a record; home, list or new of an object.',
    },
    { name: 'inNewTab', label: 'Open in a new tab', type: 'boolean', default: false },
  ],
  async run(context) {
    await context.host.navigate(navigationTarget(context))
  },
  check({ interaction, report }) {
    const destination = interaction['destination']
    const needed = isDestination(destination) ? NEEDS[destination] : undefined
    if (needed && interaction[needed] === undefined)
      report({
        code: 'missing-setting',
        message: `"destination" is "${String(destination)}", which needs "${needed}".`,
        setting: needed,
      })
  },
}

const isDestination = (value: unknown): value is keyof typeof NEEDS => typeof value === 'string' && value in NEEDS

function navigationTarget(context: InteractionContext): NavigationTarget {
  const text = (name: string): string => {
    const value = context.setting(name)
    if (typeof value === 'string' && value !== '') return value
    return context.fail({ code: 'missing-setting', message: `"${name}" is blank, so there is nowhere to go.` })
  }
  const action = context.setting('actionName')
  switch (context.setting('destination')) {
    case 'recordPage':
      return { type: 'recordPage', recordId: text('recordId'), actionName: action === 'edit' ? 'edit' : 'view' }
    case 'objectPage':
      return {
        type: 'objectPage',
        objectApiName: text('objectApiName'),
        actionName: action === 'list' || action === 'new' ? action : 'home',
      }
    case 'page':
      return { type: 'page', pageApiName: text('pageApiName') }
    default:
      return { type: 'webPage', url: webAddress(context, text('url')), inNewTab: context.setting('inNewTab') === true }
  }
}

/// A value may come from a record, so only addresses that cannot run script are followed.
///
/// # unsafe-url
/// Navigate goes to an address that is no web address.
///
/// Only `https://`, `http://` and paths on this server are followed: an address may come from a record, and others can
/// run script.
function webAddress(context: InteractionContext, url: string): string {
  if (/^https?:\/\//i.test(url) || /^\/(?![/\\])/.test(url)) return url
  return context.fail({
    code: 'unsafe-url',
    message: `"${url}" is no web address. It starts with https:// or http://.`,
  })
}
