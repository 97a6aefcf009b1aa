import type { Diagnostic, FlowPath, FlowScreen, ScreenPlace } from '@millrace/metadata'
import { screenPath } from '@millrace/metadata'
import { createContext, useContext } from 'react'
import { type NamedEdit, useNamedEdit } from '../editContext.ts'
import type { ScreenPart } from './screenParts.ts'

/// What people do with the components of the screen that is open.
export interface ScreenEditing {
  readonly screen: FlowScreen
  readonly isReadOnly: boolean
  /// The component whose properties are shown; null for the screen itself.
  readonly selected: ScreenPlace | null
  /// Names of components that were made since the screen was opened: their names follow their labels.
  readonly fresh: ReadonlySet<string>
  select(place: ScreenPlace | null): void
  /// Adds a component where it was dropped, or else behind what is selected.
  add(part: ScreenPart, place?: ScreenPlace): void
  move(from: ScreenPlace, to: ScreenPlace): void
  /// Up or down, also into sections and out of them.
  step(place: ScreenPlace, step: 1 | -1): void
  /// Into the column beside.
  aside(place: ScreenPlace, step: 1 | -1): void
  duplicate(place: ScreenPlace): void
  remove(place: ScreenPlace): void
  renameFresh(from: string, to: string): void
  /// Shows a resource of the flow in the dialog.
  openResource(name: string): void
  /// What the check found in a component, and in those inside it.
  problemsAt(place: ScreenPlace): readonly Diagnostic[]
}

export const ScreenEditContext = createContext<ScreenEditing | null>(null)

export const useScreenEdit = (): ScreenEditing => useContext(ScreenEditContext)!

/// Changes of the component at [place] of the open screen.
export function useFieldEdit(place: ScreenPlace): NamedEdit {
  const { screen } = useScreenEdit()
  const edit = useNamedEdit(screen.name)
  const at = (path: FlowPath): FlowPath => [...screenPath(place), ...path]
  return {
    patch: (patch, path = []) => edit.patch(patch, at(path)),
    add: (path, tag, content) => edit.add(at(path), tag, content),
    remove: path => edit.remove(at(path)),
    swap: (path, tag, position) => edit.swap(at(path), tag, position),
  }
}
