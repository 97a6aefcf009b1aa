/// Answer of `GET /millrace/v1/apps`: the apps with their tabs.
export interface Navigation {
  readonly apps: readonly NavigationApp[]
}

export interface NavigationApp {
  /// API name; "" for the one app of a project that has none.
  readonly name: string
  readonly label: string
  readonly description: string
  readonly tabs: readonly NavigationTab[]
}

export interface NavigationTab {
  readonly label: string
  readonly href: string
  readonly objectApiName?: string
}

const KEY = 'millrace.app'

/// The app that was opened last in this browser; the first one when there is none.
export function currentApp(apps: readonly NavigationApp[], opened: string | undefined): NavigationApp | undefined {
  const name = opened ?? localStorage.getItem(KEY)
  return apps.find(app => app.name === name) ?? apps[0]
}

export const rememberApp = (name: string): void => localStorage.setItem(KEY, name)
