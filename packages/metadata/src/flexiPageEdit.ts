import type { VisibilityRule } from './flexiPage.ts'
import { applyEdits, type Edit, escapeText, insertAt, insertSource, removeElement, setText } from './xml/edit.ts'
import type { XmlElement } from './xml/element.ts'
import { parseXml } from './xml/parse.ts'
import { insertChildInOrder, newElement, patchElement, type XmlPatch } from './xml/patch.ts'

// Every change of a page is a splice into its text, so that what Millrace does not know stays byte for byte.

/// Where something stands on a page: the name of the region (or facet), and its number among the region's items.
export interface PagePlace {
  readonly region: string
  readonly index: number
}

/// A component to put on a page.
export interface NewPageComponent {
  readonly componentName: string
  readonly properties: Readonly<Record<string, string>>
}

/// Components that hold others: the property `parts` names a facet of parts, each of which has a facet for what is in it.
export const PAGE_HOLDERS: Readonly<Record<string, PageHolder>> = {
  'flexipage:tabset': { property: 'tabs', part: 'flexipage:tab', title: 'title' },
  'flexipage:accordion': { property: 'sections', part: 'flexipage:accordionSection', title: 'label' },
  'flexipage:fieldSection': { property: 'columns', part: 'flexipage:column', title: null },
}

export interface PageHolder {
  readonly property: string
  /// The component of each part.
  readonly part: string
  /// The property with a part's title; null where parts have none.
  readonly title: string | null
}

/// What a new page begins as.
export interface NewFlexiPage {
  readonly masterLabel: string
  readonly type: string
  readonly sobjectType: string | null
  readonly template: string
  readonly regions: readonly string[]
}

/// The file of a new page with empty regions, as Salesforce writes it.
export function newFlexiPage({ masterLabel, type, sobjectType, template, regions }: NewFlexiPage): string {
  const tag = (name: string, text: string): string => `    <${name}>${escapeText(text)}</${name}>\n`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n<FlexiPage xmlns="http://soap.sforce.com/2006/04/metadata">\n',
    ...regions.map(regionText),
    tag('masterLabel', masterLabel),
    sobjectType === null ? '' : tag('sobjectType', sobjectType),
    `    <template>\n        <name>${escapeText(template)}</name>\n    </template>\n`,
    tag('type', type),
    '</FlexiPage>\n',
  ].join('')
}

const regionText = (name: string): string =>
  `    <flexiPageRegions>\n        <name>${escapeText(name)}</name>\n        <type>Region</type>\n    </flexiPageRegions>\n`

/// The page with another label, description or object; null takes the tag away.
export function setPageTexts(
  source: string,
  texts: { readonly masterLabel?: string; readonly description?: string | null; readonly sobjectType?: string | null },
): string {
  return changed(source, root => patchElement(source, root, { ...texts }, alphabetical))
}

/// The page with [component] inserted at [place].
export function addPageComponent(source: string, place: PagePlace, component: NewPageComponent): string {
  return changed(source, root => {
    const content: XmlPatch = {
      componentInstanceProperties: Object.entries(component.properties).map(([name, value]) => ({ name, value })),
      componentName: component.componentName,
      identifier: freeIdentifier(root, component.componentName),
    }
    // Files from before API version 49 have components without <itemInstances> around them.
    const isOld = itemElements(regionNamed(root, place.region)).some(({ name }) => name === 'componentInstances')
    const item = isOld
      ? newElement('componentInstances', content, alphabetical)
      : newElement('itemInstances', { componentInstance: content }, alphabetical)
    return insertItem(source, root, place, item)
  })
}

/// The page with a component that holds others inserted at [place], and as many parts in it as there are [titles].
export function addPageHolder(
  source: string,
  place: PagePlace,
  component: NewPageComponent,
  titles: readonly string[],
): string {
  const holder = PAGE_HOLDERS[component.componentName]
  if (!holder) return addPageComponent(source, place, component)
  const parts = freeFacet(source)
  const properties = { ...component.properties, [holder.property]: parts }
  let text = addPageComponent(withFacet(source, parts), place, { ...component, properties })
  for (const title of titles) text = addHolderPart(text, place, title)
  return text
}

/// The page whose component at [place], which holds others, has one more part called [title] at its end.
export function addHolderPart(source: string, place: PagePlace, title: string): string {
  const component = holderAt(source, place)
  if (!component) return source
  const { holder, facet } = component
  const parts = facet ?? freeFacet(source)
  const known = facet ? source : setPageProperty(withFacet(source, parts), place, holder.property, parts)
  const body = freeFacet(known)
  const properties = { body, ...(holder.title ? { [holder.title]: title } : {}) }
  const index = itemElements(regionNamed(rootOf(known), parts)).length
  return addPageComponent(withFacet(known, body), { region: parts, index }, { componentName: holder.part, properties })
}

/// The page with the field [fieldItem] (`Record.Name`) inserted at [place].
export function addPageField(source: string, place: PagePlace, fieldItem: string): string {
  return changed(source, root => {
    const content: XmlPatch = {
      fieldInstanceProperties: { name: 'uiBehavior', value: 'none' },
      fieldItem,
      identifier: freeIdentifier(root, `${fieldItem.replaceAll(/\W/g, '')}Field`),
    }
    return insertItem(source, root, place, newElement('itemInstances', { fieldInstance: content }, alphabetical))
  })
}

type NewItem = ReturnType<typeof newElement>

function insertItem(source: string, root: XmlElement, place: PagePlace, item: NewItem): readonly Edit[] {
  const region = regionNamed(root, place.region)
  if (!region) return []
  const items = itemElements(region)
  const before = items[place.index]
  const behind = items.at(-1)
  if (before) return [insertAt(source, { before }, item)]
  if (behind) return [insertAt(source, { behind }, item)]
  return [insertChildInOrder(source, region, item, alphabetical)]
}

/// The page without what stands at [place], and without the facets that only it names.
export function removePageItem(source: string, place: PagePlace): string {
  const root = rootOf(source)
  const item = root && itemAt(root, place)
  if (!item) return source
  const named = [...valuesIn(item)]
  let text = applyEdits(source, [removeElement(source, item)])
  for (const facet of named) text = withoutFacet(text, facet)
  return text
}

/// Facets that nothing names any more go, with what is in them.
function withoutFacet(source: string, name: string): string {
  const root = rootOf(source)
  const region = regionElements(root).find(one => textOf(one, 'name') === name && textOf(one, 'type') === 'Facet')
  if (!root || !region || [...valuesIn(root)].includes(name)) return source
  const named = [...valuesIn(region)]
  let text = applyEdits(source, [removeElement(source, region)])
  for (const facet of named) text = withoutFacet(text, facet)
  return text
}

/// The texts of all properties in [element].
function* valuesIn(element: XmlElement): Generator<string> {
  if (element.name === 'componentInstanceProperties') yield textOf(element, 'value') ?? ''
  for (const child of element.children) yield* valuesIn(child)
}

function holderAt(source: string, place: PagePlace): { holder: PageHolder; facet: string | undefined } | undefined {
  const root = rootOf(source)
  const component = root && instanceAt(root, place)
  const holder = component && PAGE_HOLDERS[textOf(component, 'componentName') ?? '']
  if (!holder) return undefined
  const property = component.children.find(
    ({ name, children }) =>
      name === 'componentInstanceProperties' &&
      children.some(child => child.name === 'name' && child.text.trim() === holder.property),
  )
  return { holder, facet: property && textOf(property, 'value') }
}

/// A name that no region has: orgs take any that begins so.
function freeFacet(source: string): string {
  const taken = new Set(regionElements(rootOf(source)).map(region => textOf(region, 'name')))
  for (let number = 1; ; number++) if (!taken.has(`Facet-${number}`)) return `Facet-${number}`
}

const withFacet = (source: string, name: string): string => withRegion(source, name, 'Facet')

/// The page with what stands at [from] moved before what stands at [to]; both speak of the page as it is in [source].
export function movePageItem(source: string, from: PagePlace, to: PagePlace): string {
  return changed(source, root => {
    const item = itemAt(root, from)
    const region = regionNamed(root, to.region)
    const isThere = from.region === to.region && (to.index === from.index || to.index === from.index + 1)
    if (!item || !region || isThere) return []
    const text = source.slice(item.span.start, item.span.end)
    const items = itemElements(region)
    const before = items[to.index]
    const behind = items.at(-1)
    const first = region.children[0]
    const place = before ? { before } : behind ? { behind } : first ? { before: first } : null
    return place ? [removeElement(source, item), insertSource(source, place, text)] : []
  })
}

/// The page whose component at [place] has the property [name] set to [value], or not set with null.
export function setPageProperty(
  source: string,
  place: PagePlace,
  name: string,
  value: string | readonly string[] | null,
): string {
  return changed(source, root => {
    const component = instanceAt(root, place)
    if (!component) return []
    const property = component.children.find(
      child => child.name === 'componentInstanceProperties' && textOf(child, 'name') === name,
    )
    if (value === null) return property ? [removeElement(source, property)] : []
    if (property && isSameValue(valueOf(property), value)) return []
    const content: XmlPatch =
      typeof value === 'string'
        ? { value, valueList: null }
        : { value: null, valueList: { valueListItems: value.map(value => ({ value })) } }
    if (property) return patchElement(source, property, content, alphabetical)
    const added = newElement('componentInstanceProperties', { name, ...content }, alphabetical)
    return [insertChildInOrder(source, component, added, alphabetical)]
  })
}

/// As `parseFlexiPage` reads it.
function valueOf(property: XmlElement): string | readonly string[] {
  const text = (element: XmlElement): string => element.children.find(({ name }) => name === 'value')?.text ?? ''
  const list = property.children.find(({ name }) => name === 'valueList')
  return list ? list.children.filter(({ name }) => name === 'valueListItems').map(text) : text(property)
}

const isSameValue = (a: string | readonly string[], b: string | readonly string[]): boolean =>
  typeof a === 'string' || typeof b === 'string'
    ? a === b
    : a.length === b.length && a.every((text, i) => text === b[i])

/// The page whose component or field at [place] is shown by [rule]; always, with null.
export function setPageVisibility(source: string, place: PagePlace, rule: VisibilityRule | null): string {
  return changed(source, root => {
    const instance = instanceAt(root, place)
    if (!instance) return []
    const visibilityRule = rule && {
      booleanFilter: rule.booleanFilter,
      criteria: rule.criteria.map(({ leftValue, operator, rightValue }) => ({ leftValue, operator, rightValue })),
    }
    return patchElement(source, instance, { visibilityRule }, alphabetical)
  })
}

/// The page with another template. What stands in regions that it does not have goes behind the rest of its first.
export function setPageTemplate(source: string, template: string, regions: readonly string[]): string {
  let text = changed(source, root => patchElement(source, root, { template: { name: template } }, alphabetical))
  for (const region of regions) text = withRegion(text, region)
  for (const region of regionNames(text)) if (!regions.includes(region)) text = emptiedInto(text, region, regions[0])
  return text
}

/// The file of a tab, an app or an object in which the page [from] is called [to].
export function renamePageReferences(source: string, from: string, to: string): string {
  return changed(source, root => {
    const visit = (element: XmlElement): Edit[] => {
      const isPage = ['content', 'flexiPage'].includes(element.name) && element.text.trim() === from
      return isPage ? [setText(source, element, to)] : element.children.flatMap(visit)
    }
    return visit(root)
  })
}

function withRegion(source: string, name: string, type = 'Region'): string {
  return changed(source, root => {
    if (regionNamed(root, name)) return []
    const region = newElement('flexiPageRegions', { name, type }, alphabetical)
    return [insertChildInOrder(source, root, region, alphabetical)]
  })
}

function emptiedInto(source: string, region: string, into: string | undefined): string {
  let text = source
  const count = (name: string): number => itemElements(regionNamed(rootOf(text), name)).length
  while (into !== undefined && count(region) > 0)
    text = movePageItem(text, { region, index: 0 }, { region: into, index: count(into) })
  return changed(text, root => {
    const left = regionNamed(root, region)
    return left ? [removeElement(text, left)] : []
  })
}

/// The regions of the template; facets stand inside components.
const regionNames = (source: string): string[] =>
  regionElements(rootOf(source)).flatMap(region =>
    textOf(region, 'type') === 'Facet' ? [] : [textOf(region, 'name') ?? ''],
  )

function changed(source: string, editsOf: (root: XmlElement) => readonly Edit[]): string {
  const root = rootOf(source)
  return root ? applyEdits(source, editsOf(root)) : source
}

const rootOf = (source: string): XmlElement | null => parseXml(source, '').root

const regionElements = (root: XmlElement | null): readonly XmlElement[] =>
  root?.children.filter(({ name }) => name === 'flexiPageRegions') ?? []

const regionNamed = (root: XmlElement | null, region: string): XmlElement | undefined =>
  regionElements(root).find(element => textOf(element, 'name') === region)

/// The items that `parseFlexiPage` reads, in its order.
const itemElements = (region: XmlElement | undefined): readonly XmlElement[] =>
  region?.children.filter(child => instanceOf(child) !== undefined) ?? []

function instanceOf(item: XmlElement): XmlElement | undefined {
  if (item.name === 'componentInstances') return item
  if (item.name !== 'itemInstances') return undefined
  return item.children.find(({ name }) => name === 'componentInstance' || name === 'fieldInstance')
}

const itemAt = (root: XmlElement, { region, index }: PagePlace): XmlElement | undefined =>
  itemElements(regionNamed(root, region))[index]

function instanceAt(root: XmlElement, place: PagePlace): XmlElement | undefined {
  const item = itemAt(root, place)
  return item && instanceOf(item)
}

const textOf = (element: XmlElement, tag: string): string | undefined =>
  element.children.find(({ name }) => name === tag)?.text.trim()

/// `millrace_dynamicComponent2`, as Salesforce numbers them.
function freeIdentifier(root: XmlElement, componentName: string): string {
  const taken = new Set<string>()
  const visit = (element: XmlElement): void => {
    if (element.name === 'identifier') taken.add(element.text.trim())
    element.children.forEach(visit)
  }
  visit(root)
  const base = componentName.replaceAll(':', '_')
  for (let number = 1; ; number++) if (!taken.has(`${base}${number}`)) return `${base}${number}`
}

const alphabetical = (_parent: string, tag: string): string => tag
