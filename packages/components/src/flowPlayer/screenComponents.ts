import type { ComponentHost } from '@millrace/runtime'
import type { ComponentType } from 'react'
import type { ScreenField } from './interview.ts'

/// What a Lightning component on a screen is given, and how it tells what it sets.
export interface ScreenComponentProps {
  readonly field: ScreenField
  /// Its attributes: those that the screen gives it and those it has set.
  readonly attributes: Readonly<Record<string, unknown>>
  readonly problem: string
  /// Sets outputs. The screen is worked out again where something on it depends on them.
  onChange(outputs: Readonly<Record<string, unknown>>): void
  /// Leaves the screen, as its buttons do.
  onNavigate(action: ScreenNavigation): void
  /// Before the screen is left with Next, [check] is asked what is wrong; null: nothing. A later one takes its place.
  onValidate(check: () => string | null): void
}

export type ScreenNavigation = 'next' | 'back' | 'finish' | 'pause'

/// What a local action does: it is given its attributes, and answers its outputs. What it throws is the element's fault.
///
/// Source: Lightning Web Components Developer Guide, "Create Components for Flow Actions".
export type LocalAction = (
  attributes: Readonly<Record<string, unknown>>,
  host: ComponentHost,
) => Promise<Readonly<Record<string, unknown>> | void> | Readonly<Record<string, unknown>> | void

const components = new Map<string, ComponentType<ScreenComponentProps>>()
const actions = new Map<string, LocalAction>()

/// Shows [view] for the screen component [extensionName], such as `c:starRating`, in every screen flow of this page.
export function registerScreenComponent(extensionName: string, view: ComponentType<ScreenComponentProps>): void {
  components.set(extensionName, view)
}

/// Runs [invoke] for the local action [name], such as `c:showToast`, in every screen flow of this page.
export function registerLocalAction(name: string, invoke: LocalAction): void {
  actions.set(name, invoke)
}

export const registeredScreenComponent = (extensionName: string): ComponentType<ScreenComponentProps> | undefined =>
  components.get(extensionName)

export const registeredLocalAction = (name: string): LocalAction | undefined => actions.get(name)
