import type { Component, DynamicComponent, QueryAggregate, QueryResource, Resource } from '@millrace/metadata'
import {
  ANY,
  BOOLEAN,
  collectionOf,
  DATE,
  type DataType,
  describeType,
  didYouMean,
  NUMBER,
  recordOf,
  TEXT,
  type Value,
} from '@millrace/values'
import type { QueryState } from './componentState.ts'
import { componentType } from './componentTypes/index.ts'
import type {
  ComponentDeclaration,
  EventDeclaration,
  PropertyDeclaration,
  PropertyType,
  SlotDeclaration,
  StateAttributeDeclaration,
} from './declaration.ts'
import type { Evaluation } from './evaluation.ts'
import { findGlobal } from './globals.ts'
import {
  childrenNamed,
  fieldNamed,
  fieldTypeAt,
  isObject,
  memberNames,
  type ObjectLookup,
  parentNamed,
} from './objectDescription.ts'
import { fieldValue } from './recordFields.ts'
import { kept } from './observers.ts'
import { figureOf, queryMember, queryMemberNames } from './queryMembers.ts'
import { asValue } from './resolved.ts'
import { isCollectionType, itemTypeOf, resourceType } from './resourceTypes.ts'
import { referencePath, soleReference } from './templates.ts'

/// Something that `{!…}` can stand for: its type, known without running, and how to read it.
export interface Reference {
  readonly type: DataType
  /// The resource or component it is of, by its API name as defined.
  readonly resource?: string
  readonly component?: string
  read(evaluation: Evaluation): Value
}

/// Why a path names nothing, as a sentence: what there is instead.
export interface UnknownReference {
  readonly unknown: string
}

export const isUnknown = (reference: Reference | UnknownReference): reference is UnknownReference =>
  'unknown' in reference

/// Where a reference stands, which decides what it may see besides resources and components.
export interface Place {
  /// The type of `$Row`; absent where no row was acted on.
  readonly row?: DataType
  /// The repeating components around it, outermost first: `{!ApiName.CurrentRecord}`, and the last one's as `$Item`.
  readonly items?: readonly RepeatedItem[]
  /// What the event carries; absent outside of interactions on an event.
  readonly event?: readonly { readonly name: string; readonly type: DataType }[]
  /// Inside On Error, where `$Error` holds the fault.
  readonly hasError?: boolean
  /// Inside On Load, before there are components to read.
  readonly isLoad?: boolean
}

/// Where nothing but resources, components and globals is seen.
export const EVERYWHERE: Place = {}

interface Findings {
  readonly known: unknown
  readonly places: Map<Component, Place>
  readonly itemPlaces: Map<Component, Place>
  readonly references: WeakMap<Place, Map<string, Reference | UnknownReference>>
}

const newFindings = (known: unknown): Findings => ({
  known,
  places: new Map(),
  itemPlaces: new Map(),
  references: new WeakMap(),
})

export interface RepeatedItem {
  /// API name of the repeating component; absent for the items of an interaction that runs once for each.
  readonly component?: string
  readonly type: DataType
}

/// All names of one Dynamic Component: the one place where paths get their meaning, for values, formulas and checks.
export class ReferenceScope {
  readonly definition: DynamicComponent
  readonly objects: ObjectLookup
  readonly components: readonly Component[]
  readonly #resources = new Map<string, Resource>()
  readonly #components = new Map<string, Component>()
  readonly #recordTypesUnderWay = new Set<Component>()
  readonly #repeaters = new Map<Component, readonly Component[]>()
  readonly #known: () => unknown
  /// What was found out with what is known of objects now.
  #found: Findings

  /// [known] gives another object whenever [objects] knows more than before; without it nothing found out is kept.
  constructor(definition: DynamicComponent, objects: ObjectLookup, known: () => unknown = () => ({})) {
    this.definition = definition
    this.objects = objects
    this.#known = known
    this.#found = newFindings(known())
    this.components = allComponents(definition.components)
    for (const resource of definition.resources) this.#resources.set(resource.apiName.toLowerCase(), resource)
    for (const component of this.components) this.#components.set(component.apiName.toLowerCase(), component)
    this.#placeComponents(definition.components, [])
  }

  /// The components around [component] that repeat it once for each of their items, outermost first.
  repeatersOf(component: Component): readonly Component[] {
    return this.#repeaters.get(component) ?? []
  }

  /// What a component's settings may see: the items of the repeating components around it.
  placeOf(component: Component): Place {
    return kept(this.#findings().places, component, () => this.#placeOf(component))
  }

  #placeOf(component: Component): Place {
    const items = this.repeatersOf(component).map(repeater => this.#itemOf(repeater))
    return items.length > 0 ? { items } : EVERYWHERE
  }

  /// What the settings of a component that are for each of its own items may see.
  placeOfItems(component: Component): Place {
    return kept(this.#findings().itemPlaces, component, () => this.#placeOfItems(component))
  }

  #placeOfItems(component: Component): Place {
    return { items: [...(this.placeOf(component).items ?? []), this.#itemOf(component)] }
  }

  /// What the interactions on an event of [component] may see.
  placeOfEvent(component: Component, event: EventDeclaration | undefined, hasRow: boolean): Place {
    const place = isRepeating(component) ? this.placeOfItems(component) : this.placeOf(component)
    const recordType = this.recordType(component)
    const detail = (event?.detail ?? []).map(({ name, type }) => ({ name, type: type(recordType, component) }))
    return {
      ...place,
      ...(hasRow ? { row: recordType } : {}),
      event: event?.targets === undefined ? detail : [...detail, { name: 'targetName', type: TEXT }],
    }
  }

  /// What interactions that no component's event starts may see.
  placeOfBackground(event: string, target = ''): Place {
    if (event === 'load') return { isLoad: true }
    if (event !== 'variableChange') return { event: [] }
    const reference = this.find(target)
    const type = isUnknown(reference) ? ANY : reference.type
    return {
      event: [
        { name: 'oldValue', type },
        { name: 'newValue', type },
      ],
    }
  }

  #itemOf(component: Component): RepeatedItem {
    return { component: component.apiName, type: this.recordType(component) }
  }

  #placeComponents(components: readonly Component[], repeaters: readonly Component[]): void {
    for (const component of components) {
      this.#repeaters.set(component, repeaters)
      const slots = componentType(component.type)?.slots ?? []
      for (const [name, children] of Object.entries(component.children ?? {})) {
        const repeats = slots.some(slot => slot.name === name && slot.repeats !== undefined)
        this.#placeComponents(children, repeats ? [...repeaters, component] : repeaters)
      }
    }
  }

  resource(name: string): Resource | undefined {
    return this.#resources.get(name.toLowerCase())
  }

  component(name: string): Component | undefined {
    return this.#components.get(name.toLowerCase())
  }

  /// What [path] stands for; names ignore case. [path] is written without `{!` and `}`.
  find(path: string, place: Place = EVERYWHERE): Reference | UnknownReference {
    const references = kept(this.#findings().references, place, () => new Map<string, Reference | UnknownReference>())
    return kept(references, path, () => this.#find(path, place))
  }

  #findings(): Findings {
    const known = this.#known()
    if (this.#found.known !== known) this.#found = newFindings(known)
    return this.#found
  }

  #find(path: string, place: Place): Reference | UnknownReference {
    const [first = '', ...rest] = referencePath(path).split('.')
    if (first.startsWith('$')) return this.#global(first, rest, place)
    const resource = this.resource(first)
    if (resource) return this.#ofResource(resource, rest)
    if (first.toLowerCase() === OUTPUT_SLOTS.toLowerCase()) return this.#outputSlot(rest)
    const component = this.component(first)
    if (component) return this.#ofComponent(component, rest, place)
    return { unknown: `There is no resource or component "${first}".${didYouMean(first, this.#names())}` }
  }

  /// The type of one record or item that a component shows, from its `records` attribute or the one that a slot of it
  /// repeats; unknown when that is no reference.
  recordType(component: Component): DataType {
    const records = component.attributes?.[itemsAttribute(componentType(component.type))]
    const path = typeof records === 'string' ? soleReference(records) : undefined
    if (path === undefined || this.#recordTypesUnderWay.has(component)) return ANY
    this.#recordTypesUnderWay.add(component)
    try {
      const reference = this.find(path, this.placeOf(component))
      return isUnknown(reference) || !isCollectionType(reference.type) ? ANY : reference.type.of
    } finally {
      this.#recordTypesUnderWay.delete(component)
    }
  }

  /// The query whose records a component shows; undefined when they come from elsewhere.
  queryOf(component: Component): string | undefined {
    const records = component.attributes?.['records']
    const path = typeof records === 'string' ? soleReference(records) : undefined
    const name = path?.replace(/^\$Query\./i, '')
    const resource = name === undefined ? undefined : this.resource(name)
    return resource?.type === 'query' ? resource.apiName : undefined
  }

  #names(): string[] {
    return [
      ...this.definition.resources.map(resource => resource.apiName),
      ...this.components.map(component => component.apiName),
    ]
  }

  #global(category: string, rest: readonly string[], place: Place): Reference | UnknownReference {
    switch (category.toLowerCase()) {
      case '$query':
        return this.#query(rest)
      case '$row':
        if (!place.row && place.items) return this.#item(place.items, rest)
        if (!place.row) return { unknown: '$Row is the row that was clicked; here no row is.' }
        return this.#member({ type: place.row, read: ({ row }) => row ?? null }, rest)
      case '$item':
        if (place.items) return this.#item(place.items, rest)
        return { unknown: '$Item is the item of the repeating component around; here none is.' }
      case '$event':
        return this.#event(rest, place)
      case '$error':
        if (!place.hasError) return { unknown: '$Error holds the fault inside On Error and On Always only.' }
        break
      case '$flow': {
        const found = findGlobal(category, rest.slice(0, 1), this.objects)
        return typeof found === 'string' ? { unknown: found } : this.#member(found, rest.slice(1))
      }
      case '$component':
        if (rest[0]?.toLowerCase() === 'record') return this.#pageRecord(rest.slice(1))
    }
    const found = findGlobal(category, rest, this.objects)
    return typeof found === 'string' ? { unknown: found } : found
  }

  #item(items: readonly RepeatedItem[], rest: readonly string[]): Reference | UnknownReference {
    return this.#member(
      { type: items.at(-1)?.type ?? ANY, read: ({ readable, item }) => item ?? readable.item() },
      rest,
    )
  }

  #outputSlot([name = '', ...rest]: readonly string[], component?: string): Reference | UnknownReference {
    if (!isOutputSlot(name)) return { unknown: `${OUTPUT_SLOTS} has variable1 to variable10, not "${name}".` }
    return this.#member({ type: ANY, read: ({ readable }) => readable.outputSlot(name, component) }, rest)
  }

  #currentRecord(component: Component, rest: readonly string[], place: Place): Reference | UnknownReference {
    const { apiName } = component
    const item = place.items?.find(one => one.component === apiName)
    if (!item)
      return {
        unknown: `${apiName}.CurrentRecord is the item of ${apiName} that something in it is for; this is not in it.`,
      }
    return this.#member({ type: item.type, component: apiName, read: ({ readable }) => readable.item(apiName) }, rest)
  }

  #event([name = '', ...rest]: readonly string[], { event }: Place): Reference | UnknownReference {
    if (!event) return { unknown: '$Event holds what an event carries, for the interactions that it starts.' }
    const detail = event.find(one => one.name.toLowerCase() === name.toLowerCase())
    const names = event.map(one => one.name)
    if (!detail)
      return {
        unknown:
          names.length > 0
            ? `The event carries no "${name}".${didYouMean(name, names)} It carries ${names.join(', ')}.`
            : 'This event carries nothing, so there is no $Event.',
      }
    return this.#member({ type: detail.type, read: ({ event }) => event?.[detail.name] ?? null }, rest)
  }

  #pageRecord(fields: readonly string[]): Reference | UnknownReference {
    const { targetObject } = this.definition
    if (!targetObject)
      return { unknown: '$Component.Record is the page\'s record, but this component names no "targetObject".' }
    const record: Reference = {
      type: recordOf(targetObject),
      read: ({ readable }) => readable.query(PAGE_RECORD).records[0] ?? null,
    }
    return this.#member(record, fields)
  }

  #query(rest: readonly string[]): Reference | UnknownReference {
    const [name = '', ...members] = rest
    const resource = this.resource(name)
    if (resource?.type === 'query') return this.#ofResource(resource, members)
    const queries = this.definition.resources.filter(({ type }) => type === 'query').map(({ apiName }) => apiName)
    return { unknown: `There is no query "${name}".${didYouMean(name, queries)}` }
  }

  #ofResource(resource: Resource, rest: readonly string[]): Reference | UnknownReference {
    const { apiName } = resource
    if (resource.type === 'query') return this.#ofQuery(resource, rest)
    const type = resourceType(resource)
    return this.#member({ type, resource: apiName, read: ({ readable }) => readable.resource(apiName) }, rest)
  }

  #ofQuery(query: QueryResource, [member, ...rest]: readonly string[]): Reference | UnknownReference {
    const { apiName } = query
    const reference = (type: DataType, read: (state: QueryState) => Value): Reference => ({
      type,
      resource: apiName,
      read: ({ readable }) => read(readable.query(apiName)),
    })
    const records = reference(resourceType(query), state => [...state.records])
    if (member === undefined) return records
    const plain = queryMember(member)
    if (plain) return this.#member(reference(plain.type, plain.read), rest)
    if (/^(sum|avg|min|max)$/i.test(member)) return this.#figure(query, member.toLowerCase(), rest)
    switch (member.toLowerCase()) {
      case 'records':
        return this.#member(records, rest)
      case 'first':
      case 'firstrecord':
        return this.#row(query, reference, ({ records }) => records[0] ?? null, rest)
      case 'last':
        return this.#row(query, reference, ({ records }) => records.at(-1) ?? null, rest)
    }
    if (/^\d+$/.test(member)) return this.#row(query, reference, ({ records }) => records[Number(member)] ?? null, rest)
    const names = [...queryMemberNames, 'first', 'last', 'records', 'sum', 'avg', 'min', 'max']
    return {
      unknown: `${apiName} is a query and has no "${member}".${didYouMean(member, names)} It has ${names.join(', ')}; without one of them it stands for its records.`,
    }
  }

  #row(
    query: QueryResource,
    reference: (type: DataType, read: (state: QueryState) => Value) => Reference,
    read: (state: QueryState) => Value,
    fields: readonly string[],
  ): Reference | UnknownReference {
    const [first = ''] = fields
    const aggregate = query.aggregates?.find(({ alias }) => alias.toLowerCase() === first.toLowerCase())
    if (!aggregate) return this.#member(reference(itemTypeOf(resourceType(query)), read), fields)
    return reference(this.#aggregateType(query, aggregate), state => fieldValue(read(state), first))
  }

  #aggregateType(query: QueryResource, { function: name, field = 'Id' }: QueryAggregate): DataType {
    if (name !== 'min' && name !== 'max') return NUMBER
    return fieldTypeAt(this.objects, query.objectApiName, field) ?? ANY
  }

  /// A figure over the records that were read: `{!Orders.sum.Amount}`. Blank fields do not count.
  #figure(query: QueryResource, name: string, path: readonly string[]): Reference | UnknownReference {
    if (path.length === 0)
      return { unknown: `${query.apiName}.${name} is followed by a field: {!${query.apiName}.${name}.Amount}.` }
    const field = this.#row(
      query,
      (type, read) => ({ type, read: ({ readable }) => read(readable.query(query.apiName)) }),
      () => null,
      path,
    )
    if (isUnknown(field)) return field
    const isOrdered = name === 'min' || name === 'max'
    if (!isOrdered && field.type.kind !== 'Number' && field.type.kind !== 'Any')
      return { unknown: `${path.join('.')} is ${describeType(field.type)}, so ${query.apiName} has no ${name} of it.` }
    return {
      type: isOrdered ? field.type : NUMBER,
      resource: query.apiName,
      read: ({ readable, timeZone }) =>
        figureOf(
          name,
          readable.query(query.apiName).records.map(record => fieldValue(record, path)),
          timeZone,
        ),
    }
  }

  #ofComponent(component: Component, rest: readonly string[], place: Place): Reference | UnknownReference {
    const declaration = componentType(component.type)
    const { apiName } = component
    if (!declaration) return { unknown: `${apiName} is of the unknown type "${component.type}".` }
    const [name, ...members] = rest
    if (name?.toLowerCase() === OUTPUT_SLOTS.toLowerCase()) return this.#outputSlot(members, apiName)
    if (name?.toLowerCase() === 'currentrecord') return this.#currentRecord(component, members, place)
    if (name === undefined)
      return {
        unknown: `${apiName} is a component; name one of its attributes: {!${apiName}.${attributeNames(declaration)[0]}}.`,
      }
    const attribute = attributeNamed(declaration, name)
    if (!attribute)
      return {
        unknown: `${apiName} (${declaration.label}) has no attribute "${name}".${didYouMean(name, attributeNames(declaration))}`,
      }
    const reference: Reference = {
      type: this.attributeType(component, attribute),
      component: apiName,
      read: ({ readable }) => asValue(readable.attribute(apiName, attribute.name)),
    }
    return this.#member(reference, members)
  }

  /// The type of an attribute as a reference reads it.
  attributeType(component: Component, attribute: DeclaredAttribute): DataType {
    if (typeof attribute.type === 'function') return attribute.type(this.recordType(component), component)
    if (attribute.type === 'records') return collectionOf(this.recordType(component))
    return propertyDataType(attribute.type)
  }

  /// `Account.Name` of a record, field by field; `0.price` of a list.
  #member(reference: Reference, path: readonly string[]): Reference | UnknownReference {
    if (path.length === 0) return reference
    let type = reference.type
    for (const [i, name] of path.entries()) {
      const next = this.#memberType(type, name, i === path.length - 1)
      if ('unknown' in next) return next
      type = next.type
    }
    return { ...reference, type, read: evaluation => fieldValue(reference.read(evaluation), path) }
  }

  #memberType(type: DataType, name: string, isLast: boolean): { type: DataType } | UnknownReference {
    if (type.kind === 'Any' || type.kind === 'Apex') return { type: ANY }
    if (type.kind === 'Collection') {
      if (/^\d+$|^first$|^last$/i.test(name)) return { type: type.of }
      if (name.toLowerCase() === 'count') return { type: NUMBER }
      return {
        unknown: `A ${describeType(type)} has no field ${name}; take one of its items first: first, last or the number from 0.`,
      }
    }
    if (type.kind !== 'Record') return { unknown: `A ${describeType(type)} has no field ${name}.` }
    const object = this.objects(type.object)
    if (!object) return { type: ANY }
    const parent = parentNamed(object, name)
    if (parent) return { type: parent.referenceTo?.length === 1 ? recordOf(parent.referenceTo[0]!) : ANY }
    const field = fieldNamed(object, name)
    if (field && isLast) return { type: field.type }
    const children = childrenNamed(object, name)
    if (children) return { type: collectionOf(recordOf(children.childObject)) }
    return { unknown: `${object.name} has no field ${name}.${didYouMean(name, memberNames(object))}` }
  }
}

/// The object that holds the numbered outputs of flows, as in the reference product.
export const OUTPUT_SLOTS = 'flowInteractionOutputVariables'

export const isOutputSlot = (name: string): boolean => /^variable(10|[1-9])$/i.test(name)

/// The name under which the page's record is read, beside the queries of the definition.
export const PAGE_RECORD = '$Component.Record'

export type DeclaredAttribute = {
  readonly name: string
  readonly type: PropertyType | StateAttributeDeclaration['type']
}

export function attributeNamed(declaration: ComponentDeclaration, name: string): DeclaredAttribute | undefined {
  const wanted = name.toLowerCase()
  // What an input holds stands for its attribute of the same name.
  const state = declaration.stateAttributes.find(attribute => attribute.name.toLowerCase() === wanted)
  return (
    state ??
    declaration.attributes.find(attribute => attribute.name.toLowerCase() === wanted) ??
    stateAttributeNamed(declaration, name)
  )
}

/// The slots that [component]'s children may stand in: those of its type, and one for each item of the list that its
/// type takes further slots from, such as tabs.
export function slotsOf(component: Component): readonly SlotDeclaration[] {
  const declaration = componentType(component.type)
  if (!declaration) return []
  const { slots, slotsFrom } = declaration
  const items = slotsFrom === undefined ? undefined : component.attributes?.[slotsFrom]
  if (!Array.isArray(items)) return slots
  const named = items
    .filter(isObject)
    .flatMap(({ name, label }): SlotDeclaration[] =>
      typeof name === 'string' ? [{ name, label: typeof label === 'string' ? label : name }] : [],
    )
  return [...slots, ...named]
}

/// Whether a component has settings or children that are for each of its items.
function isRepeating(component: Component): boolean {
  const declaration = componentType(component.type)
  return (
    declaration?.slots.some(slot => slot.repeats !== undefined) === true ||
    declaration?.attributes.some(isPerItem) === true
  )
}

/// Whether something of a setting is for each item.
export const isPerItem = (property: PropertyDeclaration): boolean =>
  property.perItem === true || property.items?.some(isPerItem) === true

/// The attribute whose items a component shows.
export const itemsAttribute = (declaration: ComponentDeclaration | undefined): string =>
  declaration?.slots.find(slot => slot.repeats !== undefined)?.repeats ?? 'records'

export function stateAttributeNamed(
  declaration: ComponentDeclaration,
  name: string,
): StateAttributeDeclaration | undefined {
  const wanted = name.toLowerCase()
  return declaration.stateAttributes.find(
    attribute =>
      attribute.name.toLowerCase() === wanted || attribute.aliases?.some(alias => alias.toLowerCase() === wanted),
  )
}

const attributeNames = (declaration: ComponentDeclaration): string[] => [
  ...declaration.stateAttributes.map(attribute => attribute.name),
  ...declaration.attributes.map(attribute => attribute.name),
]

/// The DataType of a value that fits a property of [type].
export function propertyDataType(type: PropertyType): DataType {
  switch (type) {
    case 'text':
    case 'longText':
    case 'choice':
    case 'icon':
    case 'color':
    case 'url':
    case 'field':
    case 'variable':
    case 'query':
    case 'component':
    case 'object':
    case 'flow':
    case 'dynamicComponent':
      return TEXT
    case 'date':
      return DATE
    case 'fields':
      return collectionOf(TEXT)
    case 'condition':
      return BOOLEAN
    case 'number':
      return NUMBER
    case 'boolean':
      return BOOLEAN
    default:
      return ANY
  }
}

/// Every component of a definition, each before its children.
export function allComponents(components: readonly Component[]): Component[] {
  return components.flatMap(component => [
    component,
    ...Object.values(component.children ?? {}).flatMap(children => allComponents(children)),
  ])
}
