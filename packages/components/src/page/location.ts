import { useSyncExternalStore } from 'react'
import { isOfThisApplication } from './applications.ts'

const listeners = new Set<() => void>()

/// The path of the page that is open; renders again when it changes.
export function usePath(): string {
  return useSyncExternalStore(subscribe, () => window.location.pathname)
}

/// What stands behind the path: "?filterName=Recent".
export function useSearch(): string {
  return useSyncExternalStore(subscribe, () => window.location.search)
}

/// Opens another page of this server: one of this application without loading it anew.
export function openPath(path: string): void {
  if (!isOfThisApplication(path)) return window.location.assign(path)
  window.history.pushState(null, '', path)
  window.scrollTo(0, 0)
  for (const listener of listeners) listener()
}

/// Goes on to where the open address leads, so that the way back passes over it.
export function replacePath(path: string): void {
  if (!isOfThisApplication(path)) return window.location.replace(path)
  window.history.replaceState(null, '', path)
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('popstate', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('popstate', listener)
  }
}
