import type { ComponentHost, ComponentState } from '@millrace/runtime'
import type { Value } from '@millrace/values'
import { createContext, type ReactNode } from 'react'
import type { Variables } from './useInputsAndOutputs.ts'

export interface NestedViewProps {
  definition: ComponentState['definition']
  host: ComponentHost
  inputs: Variables
  onOutput: (name: string, value: Value) => void
}

/// What shows a Dynamic Component inside another. The component type cannot import it: it is itself a part of it.
export const NestedViewContext = createContext<(props: NestedViewProps) => ReactNode>(() => null)
