import type { Interaction } from '@millrace/metadata'
import type { Place, PropertyDeclaration } from '@millrace/runtime'
import { type ComponentType, createContext, useContext } from 'react'

export type SettingValues = Readonly<Record<string, unknown>>

/// Where settings stand: what references they see, and the object whose fields they may name.
export interface PropertyPlace {
  readonly place: Place
  /// API name of the object of the records that the component shows.
  readonly recordObject?: string
  /// For undo: what is changed, such as "Data Table Contacts".
  readonly subject: string
  /// "components.Contacts.attributes": makes typing into one field one step.
  readonly key: string
}

export interface PropertyFieldsProps {
  properties: readonly PropertyDeclaration[]
  values: SettingValues
  at: PropertyPlace
  /// Sets one value; undefined takes it away, so that the default counts.
  onChange: (name: string, value: unknown, label: string) => void
  /// What is wrong, by the name of the setting.
  problems?: ReadonlyMap<string, string>
  /// Groups of which nothing is set begin closed.
  isTerse?: boolean
}

export interface InteractionListProps {
  /// "On Finish"; hidden when it is the list of an event, which has a heading of its own.
  label?: string
  interactions: unknown
  place: Place
  at: PropertyPlace
  /// The Target Names that an interaction of this list may have.
  targets: readonly { readonly name: string; readonly label: string }[]
  /// What the interactions of this list say besides.
  properties?: readonly PropertyDeclaration[]
  onChange: (value: readonly Interaction[] | undefined) => void
}

/// The parts that hold each other: properties have lists of things with properties, and lists of interactions.
export interface NestedFields {
  readonly PropertyFields: ComponentType<PropertyFieldsProps>
  readonly InteractionList: ComponentType<InteractionListProps>
}

export const NestedFieldsContext = createContext<NestedFields | null>(null)

export function useNestedFields(): NestedFields {
  const fields = useContext(NestedFieldsContext)
  if (!fields) throw new Error('Property fields stand inside the right panel.')
  return fields
}
