import { type ComponentType, lazy, Suspense, useState } from 'react'
import type { ComponentProps } from '../renderer/ComponentProps.ts'

/// A component type whose code comes when a page has the first one.
export type LazyView = ComponentType<ComponentProps> & {
  readonly load: () => Promise<unknown>
  readonly isLoaded: () => boolean
}

/// A component type whose code is fetched by `load`, at the latest when the first one is shown. Its place is kept
/// meanwhile.
export function lazyView(load: () => Promise<ComponentType<ComponentProps>>): LazyView {
  let loaded: ComponentType<ComponentProps> | undefined
  const loadView = async () => ({ default: (loaded ??= await load()) })
  const Awaited = lazy(loadView)
  function View(props: ComponentProps) {
    // One that is there is drawn at once. It stays the one it was first drawn with, or it would begin anew.
    const [Shown] = useState<ComponentType<ComponentProps>>(() => loaded ?? Awaited)
    return (
      <Suspense fallback={<div className="millrace-awaited" aria-busy="true" />}>
        <Shown {...props} />
      </Suspense>
    )
  }
  return Object.assign(View, { load: loadView, isLoaded: () => loaded !== undefined })
}
