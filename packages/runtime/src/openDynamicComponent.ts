import type { Component, DynamicComponent, Interaction, QueryResource, VariableResource } from '@millrace/metadata'
import { FormulaError } from '@millrace/formula'
import { BOOLEAN, type DataType, describeType, mergeText, type Value } from '@millrace/values'
import { BackgroundTriggers } from './backgroundTriggers.ts'
import { type Cell, CellGraph, type DerivedCell, isUnchanged, type SourceCell } from './cells.ts'
import { type ChainPlace, type ChainRunner, placeSeeing, runInside, runInteractions } from './chain.ts'
import { checkDynamicComponent } from './checkDynamicComponent.ts'
import type {
  ChainOutcome,
  ComponentProblem,
  ComponentState,
  EventDetails,
  QueryState,
  Resolved,
} from './componentState.ts'
import { componentType } from './componentTypes/index.ts'
import { isRuleTrue } from './conditionRules.ts'
import type { ComponentContext, ComponentWork } from './componentWork.ts'
import type { ComponentDeclaration } from './declaration.ts'
import { type Circumstances, evaluation, type Readable } from './evaluation.ts'
import { FlowDescriptions } from './flowActions.ts'
import type { FlowRunState } from './flowRunState.ts'
import { type ComponentFormula, componentFormula } from './formulas.ts'
import { Cancellation, type ComponentHost, type FormFactor } from './host.ts'
import type { InteractionContext } from './interaction.ts'
import { interactionType } from './interactions/index.ts'
import { homeOf, innerKey, itemIn, itemScopeOf, type ItemScope } from './itemScope.ts'
import { ObjectDescriptions } from './objectDescriptions.ts'
import { ANYTHING, kept, Observers } from './observers.ts'
import { QueryRun } from './queryRun.ts'
import {
  attributeNamed,
  isPerItem,
  PAGE_RECORD,
  type Place,
  ReferenceScope,
  stateAttributeNamed,
} from './references.ts'
import { asValue, settingsList } from './resolved.ts'
import { resourceType, typedValue } from './resourceTypes.ts'
import { InteractionFailure } from './restApi.ts'
import { type OpenedComponent, ScopedState } from './scopedState.ts'
import { declaredValue, settingValue } from './settingValues.ts'
import { type QuerySoql, querySoql } from './soql.ts'
import { inputsOfUrl } from './urlParameters.ts'
import { CONCURRENCIES, type Concurrency, Triggers } from './triggers.ts'

/// Opens a Dynamic Component: its resources hold their defaults, nothing has been sent yet. [inputs] set variables
/// that are available for input; others are left alone. Call `load` next.
export function openDynamicComponent(
  definition: DynamicComponent,
  host: ComponentHost,
  inputs: Readonly<Record<string, Value>> = {},
): ComponentState {
  return new OpenComponent(definition, host, inputs).root.state
}

class OpenComponent implements OpenedComponent, ChainRunner {
  readonly definition: DynamicComponent
  readonly problems: readonly ComponentProblem[]
  readonly host: ComponentHost

  readonly root: ItemScope
  readonly #graph: CellGraph
  readonly #scope: ReferenceScope
  readonly #objects: ObjectDescriptions
  readonly #flows: FlowDescriptions
  readonly #triggers: Triggers
  readonly #phase: SourceCell<ComponentState['phase']>
  readonly #variables = new Map<string, SourceCell<Value>>()
  readonly #computed = new Map<string, DerivedCell<Value>>()
  readonly #queries = new Map<string, QueryRun>()
  readonly #held = new Map<string, SourceCell<Resolved>>()
  readonly #edits = new Map<string, SourceCell<Edit | undefined>>()
  readonly #slots = new Map<string, SourceCell<Value>>()
  readonly #flowRun: SourceCell<FlowRunState | undefined>
  readonly #works = new Map<string, ComponentWork>()
  readonly #busy = new Map<string, DerivedCell<boolean>>()
  readonly #flowRuns = new Map<string, DerivedCell<FlowRunState | undefined>>()
  readonly #formulas = new Map<string, { readonly objects: unknown; readonly formula: ComponentFormula }>()
  readonly #observers: Observers
  readonly #background: BackgroundTriggers
  readonly #formFactor: SourceCell<FormFactor>
  readonly #unwatchFormFactor: (() => void) | undefined
  #guid: string | undefined
  #loading: Promise<ChainOutcome> | undefined

  constructor(definition: DynamicComponent, host: ComponentHost, inputs: Readonly<Record<string, Value>>) {
    this.definition = definition
    this.host = host
    this.#graph = new CellGraph(() => this.#observers.tell())
    this.#observers = new Observers(this.#graph)
    this.root = this.#openScope({ key: '', item: null })
    this.#objects = new ObjectDescriptions(this.#graph, host)
    this.#scope = new ReferenceScope(definition, this.#objects.lookup)
    this.#flows = new FlowDescriptions(host)
    this.#triggers = new Triggers(this.#graph)
    this.#phase = this.#graph.source<ComponentState['phase']>('loading')
    this.#background = this.#openBackground()
    this.#flowRun = this.#graph.source<FlowRunState | undefined>(undefined)
    this.#formFactor = this.#graph.source(host.formFactor)
    this.#unwatchFormFactor = host.watchFormFactor?.(() => this.#formFactor.set(host.formFactor))
    this.#openResources()
    this.problems = [...checkDynamicComponent(definition), ...this.#setUrlParameters(host.urlParameters ?? {})]
    for (const [name, value] of Object.entries(inputs)) this.#setInput(name, value)
  }

  get phase(): ComponentState['phase'] {
    return this.#phase.read()
  }

  load(): Promise<ChainOutcome> {
    return (this.#loading ??= this.#load())
  }

  value(reference: string, scope: ItemScope): Value {
    const place = scope.repeater ? this.#scope.placeOfItems(scope.repeater) : EVERYWHERE
    return asValue(this.#resolve(reference.includes('{') ? reference : `{!${reference}}`, place, scope))
  }

  setVariable(apiName: string, value: Value): boolean {
    const variable = this.#scope.resource(apiName)
    if (variable?.type !== 'variable') return false
    const typed = typedValue(value, resourceType(variable))
    if (typed === undefined) return false
    this.#variables.get(variable.apiName)!.set(typed)
    return true
  }

  outputs(): Readonly<Record<string, Value>> {
    const isOutput = (apiName: string): boolean => {
      const resource = this.#scope.resource(apiName)
      return resource?.type === 'variable' && resource.availability?.includes('output') === true
    }
    return Object.fromEntries(
      [...this.#variables].filter(([name]) => isOutput(name)).map(([name, cell]) => [name, cell.read()]),
    )
  }

  declaration(componentApiName: string): ComponentDeclaration | undefined {
    const component = this.#scope.component(componentApiName)
    return component && componentType(component.type)
  }

  attribute(componentApiName: string, name: string, scope: ItemScope): Resolved {
    const attribute = this.#attributeOf(componentApiName, name, scope)
    return attribute ? this.#read(attribute.component, attribute.cell, scope) : null
  }

  setAttribute(componentApiName: string, name: string, value: Resolved, scope: ItemScope): void {
    const component = this.#scope.component(componentApiName)
    const declaration = component && componentType(component.type)
    const attribute = declaration && stateAttributeNamed(declaration, name)
    if (!component || !attribute) return
    const home = homeOf(component, scope, this.#scope)
    if (attribute.initial !== undefined) this.#heldCell(component, attribute.name, attribute.initial, home).set(value)
    else if (isInput(declaration, attribute.name)) {
      const over = this.#graph.untracked(() => this.#mappedCell(component, declaration, attribute.name, home).read())
      this.#editCell(component, attribute.name, home).set({ value, over, isOutdated: false })
    }
  }

  held(): ReadonlyMap<string, Resolved> {
    const edits = [...this.#edits].flatMap(([name, cell]): [string, Resolved][] => {
      const edit = cell.read()
      return edit && !edit.isOutdated ? [[name, edit.value]] : []
    })
    return new Map([...[...this.#held].map(([name, cell]): [string, Resolved] => [name, cell.read()]), ...edits])
  }

  hold(held: ReadonlyMap<string, Resolved>): void {
    this.#graph.change(() => {
      for (const [path, value] of held) {
        const [component = '', name = ''] = path.split('.')
        // What single items hold is not taken over: their records may be others.
        if (!path.includes('[')) this.setAttribute(component, name, value, this.root)
      }
    })
  }

  isVisible(componentApiName: string, scope: ItemScope): boolean {
    const component = this.#scope.component(componentApiName)
    if (!component?.visibility) return component !== undefined
    const { visibility } = component
    const home = homeOf(component, scope, this.#scope)
    const cell = kept(home.visibility, component.apiName, () =>
      this.#graph.derived(false, () => this.#condition(visibility, this.#scope.placeOf(component), home.readable, {})),
    )
    return this.#read(component, cell, scope)
  }

  item(componentApiName: string, item: Value, key: string, scope: ItemScope): ComponentState {
    const repeater = this.#scope.component(componentApiName)
    if (!repeater) return scope.state
    const outer = homeOf(repeater, scope, this.#scope)
    const full = innerKey(outer, repeater, key)
    const known = outer.inner.get(full)
    if (known && known.item === item) return known.state
    if (known) this.#closeScope(known)
    const opened = this.#openScope({ key: full, repeater, item, outer })
    outer.inner.set(full, opened)
    return opened.state
  }

  work(componentApiName: string, scope: ItemScope): ComponentWork | undefined {
    const component = this.#scope.component(componentApiName)
    const work = component && this.#workOf(component, homeOf(component, scope, this.#scope))
    if (component && work) this.#read(component, work.state, scope)
    return work
  }

  query(apiName: string): QueryState {
    const run = this.#queries.get((this.#scope.resource(apiName)?.apiName ?? apiName).toLowerCase())
    return run?.read() ?? NO_QUERY
  }

  queryOf(componentApiName: string, scope: ItemScope): QueryState | undefined {
    const component = this.#scope.component(componentApiName)
    const apiName = component && this.#scope.queryOf(component)
    if (!component || apiName === undefined) return undefined
    const run = this.#queries.get(apiName.toLowerCase())
    return run && this.#read(component, run.state, scope)
  }

  async refreshQuery(apiName: string): Promise<void> {
    const run = this.#queries.get(apiName.toLowerCase())
    if (run) await this.#refresh([run])
  }

  async loadMore(apiName: string): Promise<void> {
    await this.#queries.get(apiName.toLowerCase())?.loadMore()
  }

  /// Components that read records without a query of the definition read them again, too.
  async refreshAllQueries(): Promise<void> {
    const readers = [...this.#works.values()].filter(({ query, readsItself }) => !query && readsItself)
    await Promise.all([this.#refresh([...this.#queries.values()]), ...readers.map(work => work.refresh())])
  }

  async trigger(
    componentApiName: string,
    event: string,
    details: EventDetails = {},
    scope: ItemScope = this.root,
  ): Promise<ChainOutcome> {
    const component = this.#scope.component(componentApiName)
    const interactions = interactionsOf(component, event).filter(
      ({ targetName }) => targetName === undefined || targetName === details.targetName,
    )
    if (!component || interactions.length === 0 || this.phase === 'disposed') return { status: 'finished', ran: 0 }
    const { targetName, row, detail } = details
    const declared = componentType(component.type)?.events.find(({ name }) => name === event)
    const home = homeOf(component, scope, this.#scope)
    const trigger = {
      component: home.key + component.apiName,
      event,
      ...(targetName === undefined ? {} : { targetName }),
      ...(row?.id ? { rowId: row.id } : {}),
    }
    const outcome = await this.#triggers.run(
      trigger,
      concurrencyOf(interactions, declared?.concurrency),
      (cancellation, flowRun) =>
        this.#runChain(interactions, {
          component: component.apiName,
          noteTriggerFlowRun: run => flowRun.set(run),
          label: this.#labelOf(component, event, targetName, scope),
          place: this.#scope.placeOfEvent(component, declared, row !== undefined),
          readable: itemScopeOf(component, scope)?.readable ?? home.readable,
          circumstances: {
            ...(row ? { row } : {}),
            event: { ...detail, ...(targetName === undefined ? {} : { targetName }) },
          },
          cancellation,
        }),
    )
    return outcome ?? { status: 'refused', ran: 0 }
  }

  isBusy(
    componentApiName: string,
    event: string,
    targetName: string | undefined,
    rowId: string | undefined,
    scope: ItemScope,
  ): boolean {
    const component = this.#scope.component(componentApiName)
    if (!component) return false
    const name = homeOf(component, scope, this.#scope).key + component.apiName
    const cell = kept(this.#busy, JSON.stringify([name, event, targetName, rowId]), () =>
      this.#graph.derived(false, () => this.#triggers.isBusy(name, event, targetName, rowId)),
    )
    return this.#read(component, cell, scope)
  }

  flowRun(
    componentApiName: string,
    event: string,
    targetName: string | undefined,
    rowId: string | undefined,
    scope: ItemScope,
  ): FlowRunState | undefined {
    const component = this.#scope.component(componentApiName)
    if (!component) return undefined
    const name = homeOf(component, scope, this.#scope).key + component.apiName
    const cell = kept(this.#flowRuns, JSON.stringify([name, event, targetName, rowId]), () =>
      this.#graph.derived<FlowRunState | undefined>(undefined, () =>
        this.#triggers.flowRun(name, event, targetName, rowId),
      ),
    )
    return this.#read(component, cell, scope)
  }

  subscribe(componentApiName: string | undefined, listener: () => void, scope: ItemScope): () => void {
    return this.#observers.subscribe(this.#observedName(componentApiName, scope), listener)
  }

  version(componentApiName: string | undefined, scope: ItemScope): number {
    return this.#observers.version(this.#observedName(componentApiName, scope))
  }

  dispose(): void {
    this.#phase.set('disposed')
    this.#background.dispose()
    this.#unwatchFormFactor?.()
    for (const query of this.#queries.values()) query.dispose()
    for (const work of this.#works.values()) work.dispose()
    this.#observers.dispose()
  }

  formula(text: string, expected: DataType, place: Place): ComponentFormula {
    // What is known of objects decides types, so a formula is compiled again when more is known.
    const objects = this.#objects.known()
    const key = `${describeType(expected)} ${placeKey(place)} ${text}`
    const known = this.#formulas.get(key)
    if (known && known.objects === objects) return known.formula
    const formula = componentFormula(text, expected, this.#scope, place)
    this.#formulas.set(key, { objects, formula })
    return formula
  }

  isTrue(condition: unknown, at: ChainPlace): boolean {
    return this.#test(condition, at.place, at.readable, at.circumstances)
  }

  context(interaction: Interaction, at: ChainPlace, subject: string): InteractionContext {
    const { place, readable, circumstances, cancellation, sequences = [] } = at
    const properties = interactionType(interaction.type)?.properties ?? []
    const resolve = (raw: unknown): Resolved =>
      settingValue(raw, this.#scope, place, evaluation(readable, circumstances))
    const scope = readable.scope
    return {
      interaction,
      subject,
      host: this.host,
      scope: this.#scope,
      place,
      flows: this.#flows,
      cancellation,
      sequences,
      ...(at.component === undefined ? {} : { component: at.component }),
      resolve,
      setting: name =>
        interaction[name] === undefined
          ? (properties.find(property => property.name === name)?.default ?? null)
          : resolve(interaction[name]),
      readVariable: variable => this.#resource(variable.apiName),
      setVariables: values =>
        this.#graph.change(() => {
          for (const { variable, value } of values) this.#variables.get(variable.apiName)!.set(value)
        }),
      refreshAllQueries: () => this.refreshAllQueries(),
      refreshQueries: apiNames =>
        this.#refresh(apiNames.flatMap(apiName => this.#queries.get(apiName.toLowerCase()) ?? [])),
      describe: objectApiNames => this.#objects.describe(objectApiNames, this.definition),
      attribute: (componentApiName, name) => this.#attributeOf(componentApiName, name, scope)?.cell.read() ?? null,
      setAttribute: (componentApiName, name, value) => this.setAttribute(componentApiName, name, value, scope),
      trigger: (componentApiName, event, details) => this.trigger(componentApiName, event, details, scope),
      run: (interactions, seeing = {}) => runInside(interaction, interactions, placeSeeing(at, seeing), this),
      runLater: interactions => this.#runLater(interactions, at),
      isTrue: condition => this.isTrue(condition, at),
      seeing: seeing => this.context(interaction, placeSeeing(at, seeing), subject),
      noteFlowRun: run => at.noteFlowRun?.(run),
      setOutputSlots: values =>
        this.#graph.change(() => {
          for (const owner of ['', at.component ?? ''])
            for (const [name, value] of Object.entries(values)) this.#slotCell(owner, name).set(value)
        }),
      fail(error) {
        throw new InteractionFailure({ ...error, message: `${subject}: ${error.message}` })
      },
    }
  }

  withFlowRun(at: ChainPlace): ChainPlace {
    const own = this.#graph.source<FlowRunState | undefined>(undefined)
    return {
      ...at,
      readable: { ...at.readable, flowRun: () => own.read() },
      noteFlowRun: run =>
        this.#graph.change(() => {
          own.set(run)
          this.#flowRun.set(run)
          at.noteTriggerFlowRun?.(run)
        }),
    }
  }

  #slotCell(owner: string, name: string): SourceCell<Value> {
    return kept(this.#slots, `${owner}.${name}`.toLowerCase(), () => this.#graph.source<Value>(null))
  }

  /// Throws `FormulaError` when it cannot be worked out.
  #test(condition: unknown, place: Place, readable: Readable, circumstances: Circumstances): boolean {
    const at = evaluation(readable, circumstances)
    if (typeof condition !== 'string') return isRuleTrue(condition, this.#scope, place, at)
    const formula = this.formula(condition, BOOLEAN, place)
    const [problem] = formula.errors
    if (problem) throw new InteractionFailure({ code: problem.code, message: `the condition: ${problem.message}` })
    return formula.evaluate?.(at) === true
  }

  /// A condition that cannot be worked out is not true.
  #condition(condition: unknown, place: Place, readable: Readable, circumstances: Circumstances): boolean {
    try {
      return this.#test(condition, place, readable, circumstances)
    } catch (cause) {
      if (cause instanceof FormulaError || cause instanceof InteractionFailure) return false
      throw cause
    }
  }

  #resource(apiName: string): Value {
    return (this.#variables.get(apiName) ?? this.#computed.get(apiName))?.read() ?? null
  }

  #openResources(): void {
    for (const resource of this.definition.resources) {
      const { apiName } = resource
      if (resource.type === 'variable') this.#variables.set(apiName, this.#graph.source(this.#defaultOf(resource)))
      if (resource.type === 'query') this.#openQuery(resource)
      if (resource.type === 'constant' || resource.type === 'formula' || resource.type === 'textTemplate')
        this.#computed.set(
          apiName,
          this.#graph.derived<Value>(null, () => this.#compute(resource)),
        )
    }
    const record = pageRecordQuery(this.definition, this.host)
    if (record) this.#openQuery(record)
  }

  #openQuery(resource: QueryResource): void {
    const write = (): QuerySoql =>
      querySoql(resource, raw => asValue(this.#resolve(raw, EVERYWHERE, this.root)), this.#objects.lookup)
    const soql = this.#graph.derived(this.#graph.untracked(write), write)
    this.#queries.set(
      resource.apiName.toLowerCase(),
      new QueryRun(this.#graph, this.host, resource, soql, this.#objects),
    )
  }

  #defaultOf(variable: VariableResource): Value {
    const value = asValue(this.#resolve(variable.defaultValue ?? null, EVERYWHERE, this.root))
    const typed = typedValue(value, resourceType(variable)) ?? null
    return typed === null && variable.isCollection ? [] : typed
  }

  #setInput(name: string, value: Value): void {
    const resource = this.#scope.resource(name)
    if (resource?.type === 'variable' && resource.availability?.includes('input')) this.setVariable(name, value)
  }

  #compute(resource: Exclude<DynamicComponent['resources'][number], VariableResource | QueryResource>): Value {
    switch (resource.type) {
      case 'constant':
        return typedValue(asValue(this.#resolve(resource.value, EVERYWHERE, this.root)), resourceType(resource)) ?? null
      case 'formula':
        return this.#formulaValue(resource.formula, resourceType(resource))
      case 'textTemplate':
        return mergeText(asValue(this.#resolve(resource.text, EVERYWHERE, this.root)), this.host)
    }
  }

  /// A formula that cannot be worked out (division by zero) is blank, as an empty field is.
  #formulaValue(text: string, expected: DataType): Value {
    try {
      return this.formula(text, expected, EVERYWHERE).evaluate?.(evaluation(this.root.readable)) ?? null
    } catch (cause) {
      if (cause instanceof FormulaError) return null
      throw cause
    }
  }

  #resolve(raw: unknown, place: Place, scope: ItemScope): Resolved {
    return settingValue(raw, this.#scope, place, evaluation(scope.readable))
  }

  #openScope(of: Pick<ItemScope, 'key' | 'item' | 'repeater' | 'outer'>): ItemScope {
    const scope: ItemScope = {
      ...of,
      attributes: new Map(),
      visibility: new Map(),
      observed: new Set(),
      inner: new Map(),
      get state() {
        return state
      },
      get readable() {
        return readable
      },
    }
    const readable: Readable = {
      host: this.host,
      scope,
      resource: apiName => this.#resource(apiName),
      query: apiName => this.query(apiName),
      attribute: (componentApiName, name) => this.#attributeOf(componentApiName, name, scope)?.cell.read() ?? null,
      item: componentApiName => itemIn(scope, componentApiName),
      flowRun: () => this.#flowRun.read(),
      outputSlot: (name, component = '') => this.#slotCell(component, name).read(),
      formFactor: () => this.#formFactor.read(),
      guid: () => (this.#guid ??= this.host.newKey()),
    }
    const state: ComponentState = new ScopedState(this, scope)
    return scope
  }

  #workOf(component: Component, home: ItemScope): ComponentWork | undefined {
    const open = componentType(component.type)?.open
    if (!open) return undefined
    return kept(this.#works, home.key + component.apiName, () => {
      const work = this.#graph.untracked(() => open(this.#workContext(component, home)))
      // One for an item that came later.
      if (this.#phase.read() === 'ready') void work.start()
      return work
    })
  }

  #workContext(component: Component, home: ItemScope): ComponentContext {
    const { apiName } = component
    const queryName = this.#scope.queryOf(component)
    const query = queryName === undefined ? undefined : this.#queries.get(queryName.toLowerCase())
    const row = this.#scope.recordType(component)
    return {
      component,
      definitionApiName: this.definition.apiName,
      host: this.host,
      graph: this.#graph,
      objects: this.#objects.lookup,
      query: query?.resource,
      queryState: () => query?.read(),
      described: () => this.#objects.answered,
      attribute: name => home.readable.attribute(apiName, name),
      held: name => {
        const declaration = componentType(component.type)
        const initial = declaration && stateAttributeNamed(declaration, name)?.initial
        return this.#heldCell(component, name, initial ?? null, home).read()
      },
      setAttribute: (name, value) => this.setAttribute(apiName, name, value, home),
      resolve: raw => asValue(this.#resolve(raw, this.#scope.placeOf(component), home)),
      isTrueOf: (formula, record) =>
        this.#condition(formula, { ...this.#scope.placeOf(component), row }, home.readable, { row: record }),
      trigger: (event, details) => this.trigger(apiName, event, details, home),
    }
  }

  /// For an item that is another record now: what was computed from the old one is given up, what is held stays.
  #closeScope(scope: ItemScope): void {
    for (const name of scope.observed) this.#observers.unwatch(name)
    for (const cell of [...scope.attributes.values(), ...scope.visibility.values()]) cell.release()
    for (const inner of scope.inner.values()) this.#closeScope(inner)
  }

  #attributeOf(
    componentApiName: string,
    name: string,
    scope: ItemScope,
  ): { component: Component; cell: DerivedCell<Resolved> } | undefined {
    const component = this.#scope.component(componentApiName)
    const declaration = component && componentType(component.type)
    const attribute = declaration && attributeNamed(declaration, name)
    if (!attribute) return undefined
    const property = declaration.attributes.find(declared => declared.name === attribute.name)
    const own = property && isPerItem(property) ? itemScopeOf(component, scope) : undefined
    if (own) return { component, cell: this.#mappedCell(component, declaration, attribute.name, own) }
    const home = homeOf(component, scope, this.#scope)
    return { component, cell: this.#attributeCell(component, declaration, attribute.name, home) }
  }

  #attributeCell(
    component: Component,
    declaration: ComponentDeclaration,
    name: string,
    scope: ItemScope,
  ): DerivedCell<Resolved> {
    const state = stateAttributeNamed(declaration, name)
    if (!state) return this.#mappedCell(component, declaration, name, scope)
    return kept(scope.attributes, `${component.apiName}.${name}`, () => {
      const held = isInput(declaration, name)
        ? this.#inputCell(component, declaration, name, scope)
        : this.#heldCell(component, name, state.initial ?? null, scope)
      if (!state.derive) return this.#graph.derived<Resolved>(null, () => held.read())
      const works = (): ComponentWork | undefined => this.#workOf(component, scope)
      return this.#graph.derived<Resolved>(
        null,
        () =>
          state.derive?.({
            attribute: other => scope.readable.attribute(component.apiName, other),
            held: held.read(),
            get work() {
              return works()
            },
            locale: this.host.locale,
            timeZone: this.host.timeZone,
          }) ?? null,
      )
    })
  }

  /// An attribute as the file has it, with what its references are now.
  #mappedCell(
    component: Component,
    declaration: ComponentDeclaration,
    name: string,
    scope: ItemScope,
  ): DerivedCell<Resolved> {
    return kept(scope.attributes, `${component.apiName}.${name}=`, () => {
      const spelled = Object.keys(component.attributes ?? {}).find(key => key.toLowerCase() === name.toLowerCase())
      const raw = spelled === undefined ? undefined : component.attributes?.[spelled]
      const property = declaration.attributes.find(attribute => attribute.name === name)
      if (raw === undefined || !property) return this.#graph.derived<Resolved>(null, () => property?.default ?? null)
      const isItem = scope.repeater === component
      const place = isItem ? this.#scope.placeOfItems(component) : this.#scope.placeOf(component)
      return this.#graph.derived<Resolved>(null, () =>
        declaredValue(raw, property, {
          scope: this.#scope,
          place,
          evaluation: evaluation(scope.readable),
          isItem,
          isTrue: condition => this.#condition(condition, place, scope.readable, {}),
        }),
      )
    })
  }

  /// What an input holds: what the user made of it, until the value it is mapped to is another one.
  #inputCell(
    component: Component,
    declaration: ComponentDeclaration,
    name: string,
    scope: ItemScope,
  ): DerivedCell<Resolved> {
    const mapped = this.#mappedCell(component, declaration, name, scope)
    const edited = this.#editCell(component, name, scope)
    return this.#graph.derived<Resolved>(null, () => {
      const [value, edit] = [mapped.read(), edited.read()]
      if (!edit) return value
      // Once outdated it stays so: the mapped value may come back, the edit does not.
      edit.isOutdated ||= !isUnchanged(edit.over, value)
      return edit.isOutdated ? value : edit.value
    })
  }

  #heldCell(component: Component, name: string, initial: Resolved, scope: ItemScope): SourceCell<Resolved> {
    return kept(this.#held, `${scope.key}${component.apiName}.${name}`, () => this.#graph.source(initial))
  }

  #editCell(component: Component, name: string, scope: ItemScope): SourceCell<Edit | undefined> {
    return kept(this.#edits, `${scope.key}${component.apiName}.${name}`, () =>
      this.#graph.source<Edit | undefined>(undefined),
    )
  }

  async #load(): Promise<ChainOutcome> {
    const described = this.#objects.describe(objectNames(this.definition), this.definition)
    const interactions = this.definition.interactions?.load ?? []
    const record = this.#queries.get(PAGE_RECORD.toLowerCase())
    if (interactions.length > 0 || record) await described
    await record?.start()
    const outcome = await this.#runChain(interactions, {
      label: 'On Load',
      place: { isLoad: true },
      readable: this.root.readable,
      circumstances: {},
      cancellation: new Cancellation(),
    })
    if (this.phase === 'disposed') return { status: 'cancelled', ran: outcome.ran }
    const works = this.#openWorks()
    const reading = [...this.#queries.values()].filter(query => !this.#isLeftToComponents(query))
    const answers = reading.map(async query => {
      // How a filter's values are written depends on the fields' types.
      if (query.resource.filter || query.resource.children) await described
      if (this.phase !== 'disposed') await query.start()
    })
    const started = works.map(async work => {
      await described
      if (this.phase !== 'disposed') await work.start()
    })
    this.#phase.set('ready')
    this.#background.start(this.definition.interactions ?? {})
    await Promise.all([...answers, ...started])
    return outcome
  }

  #openBackground(): BackgroundTriggers {
    return new BackgroundTriggers({
      host: this.host,
      graph: this.#graph,
      cellOf: reference => this.#graph.derived<Value>(null, () => this.value(reference, this.root)),
      objectsShown: () => objectNames(this.definition),
      run: async (interactions, label, event, target, detail) => {
        await this.#runChain(interactions, {
          label,
          place: this.#scope.placeOfBackground(event, target),
          readable: this.root.readable,
          circumstances: { event: detail },
          cancellation: new Cancellation(),
        })
      },
    })
  }

  #setUrlParameters(parameters: Readonly<Record<string, string>>): ComponentProblem[] {
    return inputsOfUrl(this.definition, parameters).flatMap(input => {
      if ('message' in input) return [input]
      this.#variables.get(input.variable)?.set(input.value)
      return []
    })
  }

  #runLater(interactions: unknown, at: ChainPlace): void {
    const message = `What "${at.label}" stands on is no longer open.`
    if (this.phase === 'disposed')
      return this.host.showToast({ title: 'Nothing was done', message, variant: 'warning', mode: 'dismissible' })
    const place = { ...at, cancellation: new Cancellation(), isCaught: false }
    void this.#runChain(Array.isArray(interactions) ? interactions : [], place)
  }

  #runChain(interactions: readonly Interaction[], at: ChainPlace): Promise<ChainOutcome> {
    return this.#graph.untracked(() => runInteractions(interactions, at, this))
  }

  async #refresh(queries: readonly QueryRun[]): Promise<void> {
    const works = [...this.#works.values()].filter(({ query }) => query && queries.some(run => run.resource === query))
    const running = queries.filter(query => !this.#isLeftToComponents(query))
    await Promise.all([...running.map(query => query.refresh()), ...works.map(work => work.refresh())])
    const failures = [
      ...running.flatMap(query => {
        const { status, error } = query.read()
        return status === 'error' ? [{ name: query.resource.apiName, error }] : []
      }),
      ...works.flatMap(({ query, failure: error }) => (query && error ? [{ name: query.apiName, error }] : [])),
    ]
    const [first] = failures
    if (!first) return
    throw new InteractionFailure({
      ...first.error,
      code: first.error?.code ?? 'UNKNOWN_EXCEPTION',
      message: `${[...new Set(failures.map(({ name }) => name))].join(', ')} could not be read: ${first.error?.message ?? ''}`,
    })
  }

  #openWorks(): ComponentWork[] {
    const single = this.#scope.components.filter(component => this.#scope.repeatersOf(component).length === 0)
    return single.flatMap(component => this.#workOf(component, this.root) ?? [])
  }

  /// Whether nobody needs the query's own answer: every reference to it stands in a component that reads for itself.
  #isLeftToComponents({ resource }: QueryRun): boolean {
    const readers = [...this.#works.values()].filter(({ query, readsItself }) => readsItself && query === resource)
    if (readers.length === 0) return false
    const reference = new RegExp(`\\{!\\s*(?:\\$Query\\.)?${resource.apiName}\\b`, 'gi')
    return (JSON.stringify(this.definition).match(reference)?.length ?? 0) <= readers.length
  }

  /// The label of the header or row action, of the button, or the component's name: what people clicked.
  #labelOf(component: Component, event: string, targetName: string | undefined, scope: ItemScope): string {
    const read = (name: string): Resolved => this.#attributeOf(component.apiName, name, scope)?.cell.read() ?? null
    const targets = componentType(component.type)?.events.find(({ name }) => name === event)?.targets
    const items = targets === undefined ? [] : settingsList(read(targets))
    const label = items.find(({ name }) => name === targetName)?.['label'] ?? read('label')
    return typeof label === 'string' && label !== '' ? label : (targetName ?? component.apiName)
  }

  /// Reads a cell for a component on the screen, which from then on is told of the cell's changes.
  #read<T>(component: Component, cell: Cell<T>, scope: ItemScope): T {
    // What is for an item of its own is drawn, and told of, with that item.
    const home = itemScopeOf(component, scope) ?? homeOf(component, scope, this.#scope)
    const name = home.key + component.apiName
    home.observed.add(name)
    this.#observers.watch(name, cell)
    return cell.read()
  }

  #observedName(componentApiName: string | undefined, scope: ItemScope): string {
    if (componentApiName === undefined) return ANYTHING
    const component = this.#scope.component(componentApiName)
    if (!component) return componentApiName
    return (itemScopeOf(component, scope) ?? homeOf(component, scope, this.#scope)).key + component.apiName
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

const EVERYWHERE: Place = {}

const NO_QUERY: QueryState = { status: 'loading', objectApiName: '', records: [], totalSize: 0, hasMore: false }

const interactionsOf = (component: Component | undefined, event: string): readonly Interaction[] =>
  component?.interactions?.[event] ?? []

function concurrencyOf(interactions: readonly Interaction[], otherwise: Concurrency = 'single'): Concurrency {
  for (const { concurrency } of interactions) {
    const known = CONCURRENCIES.find(candidate => candidate === concurrency)
    if (known) return known
  }
  return otherwise
}

/// The objects whose fields' types references, queries and record variables need.
function objectNames(definition: DynamicComponent): string[] {
  const names = definition.resources.flatMap(resource =>
    resource.type === 'query' || resource.type === 'variable' ? (resource.objectApiName ?? []) : [],
  )
  return definition.targetObject ? [...names, definition.targetObject] : names
}

/// The query behind {!$Component.Record.…}: the fields of the page's record that the definition names.
function pageRecordQuery(definition: DynamicComponent, host: ComponentHost): QueryResource | undefined {
  if (!definition.targetObject || !host.recordId) return undefined
  const paths = JSON.stringify(definition).matchAll(/\$Component\.Record\.([A-Za-z]\w*(?:\.[A-Za-z]\w*)*)/gi)
  const fields = [...new Set([...paths].map(match => match[1]!))]
  if (fields.length === 0) return undefined
  return {
    type: 'query',
    apiName: PAGE_RECORD,
    objectApiName: definition.targetObject,
    fields,
    filter: { field: 'Id', operator: 'eq', value: host.recordId },
    limit: 1,
  }
}

const placeKey = ({ row, items = [], event = [], hasError, isLoad }: Place): string =>
  [
    row ? describeType(row) : '',
    ...items.map(({ component, type }) => `${component}:${describeType(type)}`),
    ...event.map(({ name, type }) => `${name}=${describeType(type)}`),
    hasError === true,
    isLoad === true,
  ].join(',')
