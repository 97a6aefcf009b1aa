import { useMemo, useSyncExternalStore } from 'react'

/// A narrow window shows flows and does not change them.
export function useIsNarrow(): boolean {
  const query = useMemo(() => window.matchMedia('(max-width: 600px)'), [])
  return useSyncExternalStore(
    listener => {
      query.addEventListener('change', listener)
      return () => query.removeEventListener('change', listener)
    },
    () => query.matches,
  )
}
