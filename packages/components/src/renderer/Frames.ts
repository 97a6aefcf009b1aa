import { createContext, type ComponentType, type ReactNode } from 'react'
import type { Component } from './ComponentProps.ts'

/// What a builder puts around every component and every slot while it shows a Dynamic Component. On a page there is
/// none of it.
export interface Frames {
  readonly Component: ComponentType<{ component: Component; children: ReactNode }>
  /// [components] is what stands in the slot; there may be nothing.
  readonly Slot: ComponentType<{ parent: string; slot: string; components: readonly Component[]; children: ReactNode }>
}

export const FramesContext = createContext<Frames | null>(null)
