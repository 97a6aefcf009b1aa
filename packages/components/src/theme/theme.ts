// How the pages look to this person in this browser. It is applied to the root of the document, where theme.css
// picks it up.

export type Theme = 'system' | 'light' | 'dark'
export type Density = 'comfortable' | 'compact'

export interface Look {
  readonly theme: Theme
  readonly density: Density
}

const KEY = 'millrace.look'
const THEMES: readonly Theme[] = ['system', 'light', 'dark']

let look: Look = { theme: 'system', density: 'comfortable' }
let version = 0
const listeners = new Set<() => void>()

/// What the person chose; as the device has it until then.
export const chosenLook = (): Look => look

/// Takes up what was chosen in this browser before, and follows the device where that decides. Call it once, first.
export function startTheme(): void {
  look = savedLook()
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', apply)
  // Another tab of the same browser.
  window.addEventListener('storage', event => {
    if (event.key !== KEY) return
    look = savedLook()
    apply()
  })
  apply()
}

/// Shows [theme] without keeping it: what another site's page wishes for the components in it.
export function showTheme(theme: Theme): void {
  look = { ...look, theme }
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', apply)
  apply()
}

/// The theme of that name; undefined when there is none.
export const themeNamed = (name: string | null): Theme | undefined => THEMES.find(theme => theme === name)

/// Changes the look and keeps it for the next visit.
export function chooseLook(change: Partial<Look>): void {
  look = { ...look, ...change }
  try {
    localStorage.setItem(KEY, JSON.stringify(look))
  } catch {
    // A browser that keeps nothing still shows it until it is closed.
  }
  apply()
}

export function subscribeTheme(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/// Grows with each change of the look, for useSyncExternalStore.
export const themeVersion = (): number => version

function apply(): void {
  const isDark =
    look.theme === 'dark' || (look.theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
  const { dataset } = document.documentElement
  dataset['millraceTheme'] = isDark ? 'dark' : 'light'
  dataset['millraceDensity'] = look.density
  version++
  for (const listener of listeners) listener()
}

function savedLook(): Look {
  try {
    const saved: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}')
    if (typeof saved !== 'object' || saved === null) return look
    const theme = 'theme' in saved ? THEMES.find(theme => theme === saved.theme) : undefined
    const isCompact = 'density' in saved && saved.density === 'compact'
    return { theme: theme ?? 'system', density: isCompact ? 'compact' : 'comfortable' }
  } catch {
    return look
  }
}
