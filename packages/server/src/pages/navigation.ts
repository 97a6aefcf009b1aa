import type { ObjectType } from '@millrace/database'
import type { Caller } from '../caller.ts'
import type { RunningProject } from '../project.ts'
import { rightsOf } from '../rights.ts'
import { activePage, HOME, profileInFiles } from './activePage.ts'

/// An app of the app launcher.
export interface NavigationApp {
  /// API name; "" for the one app of a project that has none.
  readonly name: string
  readonly label: string
  readonly description: string
  readonly tabs: readonly NavigationTab[]
}

export interface NavigationTab {
  readonly label: string
  /// A path of this server, or the address of a web page.
  readonly href: string
  /// The object whose tab it is.
  readonly objectApiName?: string
}

/// The apps with the tabs that [caller] may see. A project without apps has one: its home page, app pages, and tabs.
export function navigationOf(project: RunningProject, caller: Caller): readonly NavigationApp[] {
  const rights = rightsOf(caller, project.schema)
  const mayRead = ({ apiName }: ObjectType): boolean => rights?.canReadObject(apiName) ?? true
  const tabsNamed = (names: readonly string[]): NavigationTab[] =>
    names.flatMap(name => tabNamed(project, name, mayRead) ?? [])
  if (project.applications.length > 0)
    return project.applications.map(({ apiName, label, description, tabs }) => ({
      name: apiName,
      label,
      description: description ?? '',
      tabs: tabsNamed(tabs),
    }))
  const profile = profileInFiles(String(caller.globals.Profile['Name'] ?? ''))
  const home = activePage(project, { subject: HOME, app: null, profile, recordType: null, formFactor: 'Large' })
  const pages = project.flexiPages.filter(({ type }) => type === 'AppPage')
  const others = project.tabs.filter(({ flexiPage }) => flexiPage === null).map(({ apiName }) => apiName)
  return [
    {
      name: '',
      label: 'Millrace',
      description: '',
      tabs: [
        ...(home ? [HOME_TAB] : []),
        ...pages.map(({ apiName, masterLabel }) => ({ label: masterLabel, href: pagePath(apiName) })),
        ...tabsNamed(others),
      ],
    },
  ]
}

/// The tab with the API name [name] — of a page, an object or a web page; `standard-Account` is a standard object's —
/// when the project has it and [caller] may see it.
export function tabWithName(project: RunningProject, caller: Caller, name: string): NavigationTab | undefined {
  const known = project.tabs.find(({ apiName }) => apiName.toLowerCase() === name.toLowerCase())
  if (!known && !/^standard-/i.test(name)) return undefined
  const rights = rightsOf(caller, project.schema)
  return tabNamed(project, known?.apiName ?? name, ({ apiName }) => rights?.canReadObject(apiName) ?? true)
}

function tabNamed(
  project: RunningProject,
  name: string,
  mayRead: (object: ObjectType) => boolean,
): NavigationTab | undefined {
  if (name.toLowerCase() === HOME) return HOME_TAB
  const tab = project.tabs.find(({ apiName }) => apiName === name)
  if (tab?.flexiPage) {
    const page = project.flexiPages.find(({ apiName }) => apiName === tab.flexiPage)
    return page && { label: tab.label ?? page.masterLabel, href: pagePath(page.apiName) }
  }
  if (tab?.url) return { label: tab.label ?? name, href: tab.url }
  const object = project.schema.object(name.replace(/^standard-/, ''))
  if (!object || !mayRead(object)) return undefined
  const { apiName, labelPlural, label } = object
  return { label: labelPlural || label, href: `/lightning/o/${apiName}/list`, objectApiName: apiName }
}

const HOME_TAB: NavigationTab = { label: 'Home', href: '/lightning/page/home' }

const pagePath = (name: string): string => `/lightning/n/${encodeURIComponent(name)}`
