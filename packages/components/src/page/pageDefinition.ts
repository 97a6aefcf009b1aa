/// Answer of `GET /millrace/v1/pages/:name`: a Lightning page.
export interface PageDefinition {
  readonly name: string
  readonly label: string
  readonly description: string | null
  /// AppPage, HomePage, RecordPage.
  readonly type: string
  readonly objectApiName: string | null
  readonly template: string | null
  readonly regions: readonly PageRegion[]
}

/// Its answer for the name of a tab that has no Lightning page: a path of this server, or the address of a web page.
export interface TabTarget {
  readonly href: string
}

export interface PageRegion {
  readonly name: string
  /// Region, or Facet when it stands inside a component.
  readonly type: string
  readonly items: readonly PageItem[]
}

/// A component; or a field, which has no componentName.
export interface PageItem {
  readonly identifier: string | null
  readonly componentName: string | null
  /// `Record.Name`
  readonly fieldItem: string | null
  readonly properties: PageProperties
  readonly visibilityRule: PageVisibilityRule | null
}

export type PageProperties = Readonly<Record<string, string | readonly string[]>>

export interface PageVisibilityRule {
  /// `1 AND 2`; null joins all criteria with AND.
  readonly booleanFilter: string | null
  readonly criteria: readonly {
    readonly leftValue: string
    readonly operator: string
    readonly rightValue: string | null
  }[]
}

/// The component of pages that shows a Dynamic Component; its property `dynamicComponent` names it, the others set
/// variables that are available for input.
export const DYNAMIC_COMPONENT = 'millrace:dynamicComponent'

/// The text of a property; of one with a list, its first.
export function propertyText(properties: PageProperties, name: string): string {
  const value = properties[name]
  return typeof value === 'string' ? value : (value?.[0] ?? '')
}
