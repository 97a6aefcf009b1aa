import type { ScreenField } from './interview.ts'
import type { ComponentType } from 'react'

/// What a Lightning component on a screen is given, and how it tells what it sets.
export interface ScreenComponentProps {
  readonly field: ScreenField
  /// Its attributes: those that the screen gives it and those it has set.
  readonly attributes: Readonly<Record<string, unknown>>
  readonly problem: string
  onChange(outputs: Readonly<Record<string, unknown>>): void
}

const registered = new Map<string, ComponentType<ScreenComponentProps>>()

/// Shows [view] for the screen component [extensionName], such as `c:starRating`, in every screen flow of this page.
export function registerScreenComponent(extensionName: string, view: ComponentType<ScreenComponentProps>): void {
  registered.set(extensionName, view)
}

export const registeredScreenComponent = (extensionName: string): ComponentType<ScreenComponentProps> | undefined =>
  registered.get(extensionName)
