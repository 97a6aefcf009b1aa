import { type ComponentType, lazy, Suspense } from 'react'
import type { ComponentProps } from '../renderer/ComponentProps.ts'

/// A component type whose code is fetched when a page shows the first one. Its place is kept meanwhile.
export function lazyView(load: () => Promise<ComponentType<ComponentProps>>): ComponentType<ComponentProps> {
  const View = lazy(async () => ({ default: await load() }))
  return function LazyView(props: ComponentProps) {
    return (
      <Suspense fallback={<div className="millrace-awaited" aria-busy="true" />}>
        <View {...props} />
      </Suspense>
    )
  }
}
