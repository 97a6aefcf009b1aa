import { createContext, type ComponentType, type ReactNode } from 'react'
import type { ScreenField } from './interview.ts'

/// What a builder puts around every component of a screen, and around what is in a column. In the player there is none of
/// it.
export interface ScreenFrames {
  readonly Field: ComponentType<{ field: ScreenField; children: ReactNode }>
  readonly Column: ComponentType<{ field: ScreenField; children: ReactNode }>
}

export const ScreenFramesContext = createContext<ScreenFrames | null>(null)
