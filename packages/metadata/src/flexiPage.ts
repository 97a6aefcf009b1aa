import type { Span } from './diagnostic.ts'
import { apiNameOf } from './fileName.ts'
import { applyEdits, type Edit, setText } from './xml/edit.ts'
import type { XmlElement } from './xml/element.ts'
import { parseXml } from './xml/parse.ts'
import { type Parsed, parseDefinition } from './xml/parseDefinition.ts'
import type { XmlReader } from './xml/reader.ts'

/// A Lightning page: a template whose regions hold components. Source: Metadata API Developer Guide, "FlexiPage".
export interface FlexiPage {
  readonly file: string
  readonly apiName: string
  readonly masterLabel: string
  readonly description: string | null
  /// AppPage, HomePage, RecordPage …; as written.
  readonly type: string
  /// The object of a record page.
  readonly sobjectType: string | null
  readonly template: { readonly name: string; readonly properties: PageProperties } | null
  readonly regions: readonly FlexiPageRegion[]
}

export interface FlexiPageRegion {
  readonly name: string
  /// Region, or Facet when it stands inside a component.
  readonly type: string
  readonly items: readonly FlexiPageItem[]
}

export type FlexiPageItem = FlexiPageComponent | FlexiPageField

export interface FlexiPageComponent {
  readonly kind: 'component'
  readonly componentName: string
  readonly identifier: string | null
  readonly properties: PageProperties
  readonly visibilityRule: VisibilityRule | null
  readonly span: Span
}

export interface FlexiPageField {
  readonly kind: 'field'
  /// `Record.Name`
  readonly fieldItem: string
  readonly identifier: string | null
  readonly visibilityRule: VisibilityRule | null
  readonly span: Span
}

/// By name; a property with a list of values has an array.
export type PageProperties = ReadonlyMap<string, string | readonly string[]>

export interface VisibilityRule {
  /// `1 AND 2`; null joins all criteria with AND.
  readonly booleanFilter: string | null
  readonly criteria: readonly {
    readonly leftValue: string
    readonly operator: string
    readonly rightValue: string | null
  }[]
}

/// Reads `X.flexipage-meta.xml`.
export const parseFlexiPage = (source: string, file: string): Parsed<FlexiPage> =>
  parseDefinition(source, file, 'FlexiPage', readFlexiPage)

function readFlexiPage(xml: XmlElement, read: XmlReader): FlexiPage {
  const apiName = apiNameOf(read.report.file)
  return {
    file: read.report.file,
    apiName,
    masterLabel: read.text(xml, 'masterLabel') ?? apiName,
    description: read.text(xml, 'description'),
    type: read.word(xml, 'type') ?? 'AppPage',
    sobjectType: read.word(xml, 'sobjectType'),
    template: read.one(xml, 'template', template => ({
      name: read.required(template, 'name'),
      properties: readProperties(template, read, 'properties'),
    })),
    regions: read.list(xml, 'flexiPageRegions', region => ({
      name: read.required(region, 'name'),
      type: read.word(region, 'type') ?? 'Region',
      items: region.children.flatMap(item => readItem(item, read) ?? []),
    })),
  }
}

/// `<itemInstances>` holds a component or a field; files from before API version 49 have `<componentInstances>`.
function readItem(xml: XmlElement, read: XmlReader): FlexiPageItem | null {
  if (xml.name === 'componentInstances') return readComponent(xml, read)
  if (xml.name !== 'itemInstances') return null
  return (
    read.one<FlexiPageItem>(xml, 'componentInstance', component => readComponent(component, read)) ??
    read.one<FlexiPageItem>(xml, 'fieldInstance', field => readField(field, read))
  )
}

const readComponent = (xml: XmlElement, read: XmlReader): FlexiPageComponent => ({
  kind: 'component',
  componentName: read.required(xml, 'componentName'),
  identifier: read.word(xml, 'identifier'),
  properties: readProperties(xml, read, 'componentInstanceProperties'),
  visibilityRule: readVisibilityRule(xml, read),
  span: xml.span,
})

const readField = (xml: XmlElement, read: XmlReader): FlexiPageField => ({
  kind: 'field',
  fieldItem: read.required(xml, 'fieldItem'),
  identifier: read.word(xml, 'identifier'),
  visibilityRule: readVisibilityRule(xml, read),
  span: xml.span,
})

function readProperties(xml: XmlElement, read: XmlReader, tag: string): PageProperties {
  return new Map(
    read.list(xml, tag, property => [
      read.required(property, 'name'),
      read.one(property, 'valueList', list => readValueList(list, read)) ?? read.text(property, 'value') ?? '',
    ]),
  )
}

const readValueList = (xml: XmlElement, read: XmlReader): readonly string[] =>
  read.list(xml, 'valueListItems', item => read.text(item, 'value') ?? '')

const readVisibilityRule = (xml: XmlElement, read: XmlReader): VisibilityRule | null =>
  read.one(xml, 'visibilityRule', rule => ({
    booleanFilter: read.word(rule, 'booleanFilter'),
    criteria: read.list(rule, 'criteria', criterion => ({
      leftValue: read.text(criterion, 'leftValue') ?? '',
      operator: read.word(criterion, 'operator') ?? '',
      rightValue: read.text(criterion, 'rightValue'),
    })),
  }))

/// A page as the browser draws it: `parseFlexiPage` without places in the file.
export interface PageDefinition {
  readonly name: string
  readonly label: string
  readonly description: string | null
  readonly type: string
  readonly objectApiName: string | null
  readonly template: string | null
  readonly regions: readonly {
    readonly name: string
    readonly type: string
    readonly items: readonly PageItem[]
  }[]
}

/// A component; or a field, which has no componentName.
export interface PageItem {
  readonly identifier: string | null
  readonly componentName: string | null
  /// `Record.Name`
  readonly fieldItem: string | null
  readonly properties: Readonly<Record<string, string | readonly string[]>>
  readonly visibilityRule: VisibilityRule | null
}

export const pageDefinition = (page: FlexiPage): PageDefinition => ({
  name: page.apiName,
  label: page.masterLabel,
  description: page.description,
  type: page.type,
  objectApiName: page.sobjectType,
  template: page.template?.name ?? null,
  regions: page.regions.map(({ name, type, items }) => ({ name, type, items: items.map(pageItem) })),
})

const pageItem = (item: FlexiPageItem): PageItem => ({
  identifier: item.identifier,
  componentName: item.kind === 'component' ? item.componentName : null,
  fieldItem: item.kind === 'field' ? item.fieldItem : null,
  properties: item.kind === 'component' ? Object.fromEntries(item.properties) : {},
  visibilityRule: item.visibilityRule,
})

/// The text of a page's file on which the Dynamic Component [from] is called [to], with no other change.
export function renameOnFlexiPage(source: string, from: string, to: string): string {
  const { root } = parseXml(source, '')
  const edits: Edit[] = []
  const visit = (element: XmlElement): void => {
    const name = element.children.find(child => child.name === 'name')
    const value = element.children.find(child => child.name === 'value')
    if (name?.text === 'dynamicComponent' && value?.text === from) edits.push(setText(source, value, to))
    for (const child of element.children) visit(child)
  }
  if (root) visit(root)
  return applyEdits(source, edits)
}
