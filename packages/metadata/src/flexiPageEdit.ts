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
    const region = regionNamed(root, place.region)
    if (!region) return []
    const content: XmlPatch = {
      componentInstanceProperties: Object.entries(component.properties).map(([name, value]) => ({ name, value })),
      componentName: component.componentName,
      identifier: freeIdentifier(root, component.componentName),
    }
    // Files from before API version 49 have components without <itemInstances> around them.
    const isOld = itemElements(region).some(({ name }) => name === 'componentInstances')
    const item = isOld
      ? newElement('componentInstances', content, alphabetical)
      : newElement('itemInstances', { componentInstance: content }, alphabetical)
    const items = itemElements(region)
    const before = items[place.index]
    const behind = items.at(-1)
    if (before) return [insertAt(source, { before }, item)]
    if (behind) return [insertAt(source, { behind }, item)]
    return [insertChildInOrder(source, region, item, alphabetical)]
  })
}

/// The page without what stands at [place].
export function removePageItem(source: string, place: PagePlace): string {
  return changed(source, root => {
    const item = itemAt(root, place)
    return item ? [removeElement(source, item)] : []
  })
}

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
    const content: XmlPatch =
      typeof value === 'string'
        ? { value, valueList: null }
        : { value: null, valueList: { valueListItems: value.map(value => ({ value })) } }
    if (property) return patchElement(source, property, content, alphabetical)
    const added = newElement('componentInstanceProperties', { name, ...content }, alphabetical)
    return [insertChildInOrder(source, component, added, alphabetical)]
  })
}

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

function withRegion(source: string, name: string): string {
  return changed(source, root => {
    if (regionNamed(root, name)) return []
    const region = newElement('flexiPageRegions', { name, type: 'Region' }, alphabetical)
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
