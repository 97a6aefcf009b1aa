import type { Diagnostic, Flow, FlowPath, XmlContent, XmlElement, XmlPatch } from '@millrace/metadata'
import { addItem, patchNamed, removeItem, swapItems } from '@millrace/metadata'
import type { ComponentHost } from '@millrace/runtime'
import { createContext, useContext } from 'react'
import type { Resource } from '../pickers/resources.ts'
import type { ValueType } from '../pickers/valueTypes.ts'
import type { FlowEditing } from './flowEditing.ts'
import type { FlowSurroundings } from './flowResources.ts'

/// Where a flow is started from.
export interface FlowUse {
  readonly kind: 'component' | 'flow'
  readonly apiName: string
  readonly label: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
}

/// What the panels of Flow Builder work with.
export interface EditContext {
  readonly editing: FlowEditing
  readonly flow: Flow
  readonly resources: readonly Resource[]
  readonly around: FlowSurroundings
  readonly usedBy: readonly FlowUse[]
  /// What the check found a moment ago.
  readonly diagnostics: readonly Diagnostic[]
  /// The browser, for parts of the builder that show what pages show.
  readonly host: ComponentHost
  /// The element that was just made, and how many were before it: its label waits to be typed, and names it.
  readonly fresh: { readonly name: string; readonly count: number } | null
  /// The fresh element has another name.
  renameFresh(name: string): void
  /// Opens the panel for a new resource; [use] gets its name.
  newResource(wanted: ValueType | null, use: (name: string) => void): void
  /// Shows an element or resource.
  open(name: string): void
  say(sentence: string): void
}

export const FlowEditContext = createContext<EditContext | null>(null)

export const useFlowEdit = (): EditContext => useContext(FlowEditContext)!

/// Changes of one element or resource, or of the start.
export interface NamedEdit {
  patch(patch: XmlPatch, path?: FlowPath): void
  add(path: FlowPath, tag: string, content: XmlContent): void
  remove(path: FlowPath): void
  swap(path: FlowPath, tag: string, position: number): void
}

export function useNamedEdit(name: string | null): NamedEdit {
  const { editing } = useFlowEdit()
  const title = `Change ${name ?? 'Start'}`
  return {
    patch: (patch, path = []) => editing.apply(title, flow => patchNamed(flow, name, patch, path)),
    add: (path, tag, content) => editing.apply(title, flow => addItem(flow, name, path, tag, content)),
    remove: path => editing.apply(title, flow => removeItem(flow, name, path)),
    swap: (path, tag, position) => editing.apply(title, flow => swapItems(flow, name, path, tag, position)),
  }
}

/// Whether something has a tag, also one that says nothing yet: what was chosen and waits to be filled in.
export const hasTag = (xml: XmlElement, tag: string): boolean => xml.children.some(({ name }) => name === tag)
