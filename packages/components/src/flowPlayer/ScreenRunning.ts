import { createContext } from 'react'
import type { ScreenNavigation } from './screenComponents.ts'

/// What components of a screen may do with the interview. A builder, which has none, does nothing.
export interface ScreenRunning {
  /// The component whose event runs a screen action at the moment.
  readonly running: string | null
  /// Tells of an event of the component [source].
  run(source: string): void
  navigate(action: ScreenNavigation): void
  /// [check] is asked before Next; null takes it away.
  validate(name: string, check: (() => string | null) | null): void
}

export const ScreenRunningContext = createContext<ScreenRunning>({
  running: null,
  run: () => {},
  navigate: () => {},
  validate: () => {},
})
