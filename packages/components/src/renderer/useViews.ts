import type { ComponentState } from '@millrace/runtime'
import { useEffect, useState } from 'react'
import { viewsToLoad } from '../components/index.ts'

/// Fetches what shows the components of [definition]; true when it is there, so that they appear together. One that
/// cannot be had says so in its place.
export function useViews(definition: ComponentState['definition']): boolean {
  const [awaited, setAwaited] = useState<ComponentState['definition']>()
  useEffect(() => {
    let isCurrent = true
    const views = viewsToLoad(definition)
    if (views.length === 0) return
    void Promise.allSettled(views.map(view => view.load())).then(() => isCurrent && setAwaited(definition))
    return () => {
      isCurrent = false
    }
  }, [definition])
  return awaited === definition || viewsToLoad(definition).length === 0
}
