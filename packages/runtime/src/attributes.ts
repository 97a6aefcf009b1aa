import type { Component } from '@millrace/metadata'
import { type CellGraph, type DerivedCell, isUnchanged, type SourceCell } from './cells.ts'
import type { Resolved } from './componentState.ts'
import { componentType } from './componentTypes/index.ts'
import type { ComponentWork } from './componentWork.ts'
import type { ComponentDeclaration } from './declaration.ts'
import { evaluation, type Readable } from './evaluation.ts'
import type { ComponentHost } from './host.ts'
import { homeOf, type ItemScope, itemScopeOf } from './itemScope.ts'
import { kept } from './observers.ts'
import { attributeNamed, isPerItem, type Place, type ReferenceScope, stateAttributeNamed } from './references.ts'
import { declaredValue } from './settingValues.ts'

/// What attributes need of the Dynamic Component they are in.
export interface AttributeWorld {
  readonly graph: CellGraph
  readonly names: ReferenceScope
  readonly host: ComponentHost
  isTrue(condition: unknown, place: Place, readable: Readable): boolean
  workOf(component: Component, home: ItemScope): ComponentWork | undefined
}

/// The attributes of all components: as the file has them, as the user set them, and as they are derived.
export class Attributes {
  readonly #world: AttributeWorld
  readonly #held = new Map<string, SourceCell<Resolved>>()
  readonly #edits = new Map<string, SourceCell<Edit | undefined>>()

  constructor(world: AttributeWorld) {
    this.#world = world
  }

  /// The cell of an attribute as it is seen from [scope]; undefined when there is no such component or attribute.
  find(
    componentApiName: string,
    name: string,
    scope: ItemScope,
  ): { readonly component: Component; readonly cell: DerivedCell<Resolved> } | undefined {
    const { names } = this.#world
    const component = names.component(componentApiName)
    const declaration = component && componentType(component.type)
    const attribute = declaration && attributeNamed(declaration, name)
    if (!attribute) return undefined
    const property = declaration.attributes.find(declared => declared.name === attribute.name)
    const own = property && isPerItem(property) ? itemScopeOf(component, scope) : undefined
    if (own) return { component, cell: this.#mapped(component, declaration, attribute.name, own) }
    return { component, cell: this.#cell(component, declaration, attribute.name, homeOf(component, scope, names)) }
  }

  /// Sets a state attribute that can be set; others are left alone.
  set(componentApiName: string, name: string, value: Resolved, scope: ItemScope): void {
    const { names, graph } = this.#world
    const component = names.component(componentApiName)
    const declaration = component && componentType(component.type)
    const attribute = declaration && stateAttributeNamed(declaration, name)
    if (!component || !attribute) return
    const home = homeOf(component, scope, names)
    if (attribute.initial !== undefined) this.#holding(component, attribute.name, attribute.initial, home).set(value)
    else if (isInput(declaration, attribute.name)) {
      const over = graph.untracked(() => this.#mapped(component, declaration, attribute.name, home).read())
      this.#edit(component, attribute.name, home).set({ value, over, isOutdated: false })
    }
  }

  /// What a state attribute was set to, or what it holds at first.
  heldBy(component: Component, name: string, home: ItemScope): Resolved {
    const declaration = componentType(component.type)
    const initial = declaration && stateAttributeNamed(declaration, name)?.initial
    return this.#holding(component, name, initial ?? null, home).read()
  }

  held(): ReadonlyMap<string, Resolved> {
    const edits = [...this.#edits].flatMap(([name, cell]): [string, Resolved][] => {
      const edit = cell.read()
      return edit && !edit.isOutdated ? [[name, edit.value]] : []
    })
    return new Map([...[...this.#held].map(([name, cell]): [string, Resolved] => [name, cell.read()]), ...edits])
  }

  hold(held: ReadonlyMap<string, Resolved>, root: ItemScope): void {
    this.#world.graph.change(() => {
      for (const [path, value] of held) {
        const [component = '', name = ''] = path.split('.')
        // What single items hold is not taken over: their records may be others.
        if (!path.includes('[')) this.set(component, name, value, root)
      }
    })
  }

  #cell(
    component: Component,
    declaration: ComponentDeclaration,
    name: string,
    scope: ItemScope,
  ): DerivedCell<Resolved> {
    const { graph, host, workOf } = this.#world
    const state = stateAttributeNamed(declaration, name)
    if (!state) return this.#mapped(component, declaration, name, scope)
    return kept(scope.attributes, `${component.apiName}.${name}`, () => {
      const held = isInput(declaration, name)
        ? this.#input(component, declaration, name, scope)
        : this.#holding(component, name, state.initial ?? null, scope)
      const { derive } = state
      if (!derive) return graph.derived<Resolved>(null, () => held.read())
      return graph.derived<Resolved>(null, () =>
        derive({
          attribute: other => scope.readable.attribute(component.apiName, other),
          held: held.read(),
          get work() {
            return workOf(component, scope)
          },
          locale: host.locale,
          timeZone: host.timeZone,
        }),
      )
    })
  }

  /// An attribute as the file has it, with what its references are now.
  #mapped(
    component: Component,
    declaration: ComponentDeclaration,
    name: string,
    scope: ItemScope,
  ): DerivedCell<Resolved> {
    const { graph, names, isTrue } = this.#world
    return kept(scope.attributes, `${component.apiName}.${name}=`, () => {
      const spelled = Object.keys(component.attributes ?? {}).find(key => key.toLowerCase() === name.toLowerCase())
      const written = spelled === undefined ? undefined : component.attributes?.[spelled]
      const property = declaration.attributes.find(attribute => attribute.name === name)
      // What is for each item may have a default that reads the item.
      const raw = written ?? (property?.perItem ? property.default : undefined)
      if (raw === undefined || !property) return graph.derived<Resolved>(null, () => property?.default ?? null)
      const isItem = scope.repeater === component
      const place = isItem ? names.placeOfItems(component) : names.placeOf(component)
      return graph.derived<Resolved>(null, () =>
        declaredValue(raw, property, {
          scope: names,
          place,
          evaluation: evaluation(scope.readable),
          isItem,
          isTrue: condition => isTrue(condition, place, scope.readable),
        }),
      )
    })
  }

  /// What an input holds: what the user made of it, until the value it is mapped to is another one.
  #input(
    component: Component,
    declaration: ComponentDeclaration,
    name: string,
    scope: ItemScope,
  ): DerivedCell<Resolved> {
    const mapped = this.#mapped(component, declaration, name, scope)
    const edited = this.#edit(component, name, scope)
    return this.#world.graph.derived<Resolved>(null, () => {
      const [value, edit] = [mapped.read(), edited.read()]
      if (!edit) return value
      // Once outdated it stays so: the mapped value may come back, the edit does not.
      edit.isOutdated ||= !isUnchanged(edit.over, value)
      return edit.isOutdated ? value : edit.value
    })
  }

  #holding(component: Component, name: string, initial: Resolved, scope: ItemScope): SourceCell<Resolved> {
    return kept(this.#held, `${scope.key}${component.apiName}.${name}`, () => this.#world.graph.source(initial))
  }

  #edit(component: Component, name: string, scope: ItemScope): SourceCell<Edit | undefined> {
    return kept(this.#edits, `${scope.key}${component.apiName}.${name}`, () =>
      this.#world.graph.source<Edit | undefined>(undefined),
    )
  }
}

/// What the user made of an input, over which mapped value.
interface Edit {
  readonly value: Resolved
  readonly over: Resolved
  isOutdated: boolean
}

const isInput = (declaration: ComponentDeclaration, name: string): boolean =>
  declaration.attributes.some(attribute => attribute.name.toLowerCase() === name.toLowerCase())
