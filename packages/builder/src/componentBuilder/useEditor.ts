import { createContext, useContext, useSyncExternalStore } from 'react'
import type { ObjectDescription, ComponentProblem, ComponentHost } from '@millrace/runtime'
import type { Editor, Snapshot } from './document/editor.ts'

/// What every part of the builder works with.
export interface Builder {
  readonly editor: Editor
  /// API name as the file has it.
  readonly apiName: string
  /// The objects of the org, by API name; what has not been described yet is asked for.
  readonly objects: ObjectCatalogue
  readonly flows: readonly FlowChoice[]
  /// Reads the flows anew: others may have been made meanwhile.
  refreshFlows(): void
  /// Every Dynamic Component of the project.
  readonly components: readonly { readonly apiName: string; readonly label: string }[]
  readonly problems: readonly ComponentProblem[]
  readonly host: ComponentHost
  /// Read out to people who do not see the change.
  announce(message: string): void
}

export interface ObjectCatalogue {
  readonly names: readonly { readonly name: string; readonly label: string }[]
  /// Undefined: unknown, or not there yet; the builder renders again when it is.
  describe(name: string): ObjectDescription | undefined
}

/// A flow as the flow picker offers it.
export interface FlowChoice {
  readonly apiName: string
  readonly label: string
  readonly description?: string | null
  readonly processType: string
  readonly status: string
  readonly runnable: boolean
  /// Why it cannot be chosen.
  readonly reason: string | null
}

export const BuilderContext = createContext<Builder | null>(null)

export function useBuilder(): Builder {
  const builder = useContext(BuilderContext)
  if (!builder) throw new Error('useBuilder is for parts of the Component Builder.')
  return builder
}

/// The definition and the selection; renders again when they change.
export function useSnapshot(editor: Editor): Snapshot {
  return useSyncExternalStore(editor.subscribe, () => editor.snapshot)
}

/// One thing of the snapshot; renders again only when that is another. [select] gives the same value for the same state.
export function useSelected<T>(editor: Editor, select: (snapshot: Snapshot) => T): T {
  return useSyncExternalStore(editor.subscribe, () => select(editor.snapshot))
}
