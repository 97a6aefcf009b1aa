import type { ComponentState } from '@millrace/runtime'
import type { ReactNode } from 'react'

/// A component as its definition has it.
export type Component = ComponentState['definition']['components'][number]

/// What the React component of a component type is given.
export interface ComponentProps {
  state: ComponentState
  component: Component
  /// The components that stand in its slot [name]; nothing when there are none. [of]: the state of one item, in a slot
  /// that is drawn for each.
  slot(name: string, of?: ComponentState): ReactNode
}
