import type { ComponentHost } from '@millrace/runtime'
import type { Screen, ScreenField, Typed } from './interview.ts'

/// Components of a screen, with what has been typed in them and what is wrong with it.
export interface ScreenFieldsProps {
  host: ComponentHost
  fields: readonly ScreenField[]
  typed: Typed
  errors: Screen['errors']
  onChange: (name: string, value: unknown) => void
}
