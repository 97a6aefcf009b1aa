import type { Component, DynamicComponent, Interaction, QueryResource, VariableResource } from '@millrace/metadata'
import { FormulaError } from '@millrace/formula'
import { BOOLEAN, type DataType, describeType, mergeText, type Value } from '@millrace/values'
import { Attributes } from './attributes.ts'
import { BackgroundTriggers } from './backgroundTriggers.ts'
import { type Cell, CellGraph, type DerivedCell, type SourceCell } from './cells.ts'
import { type ChainPlace, type ChainRunner, placeSeeing, runInside, runInteractions } from './chain.ts'
import type {
  ChainOutcome,
  ComponentProblem,
  ComponentState,
  EventDetails,
  InteractionError,
  QueryState,
  Resolved,
} from './componentState.ts'
import { componentCode, loadComponentCode } from './componentTypes/code.ts'
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
import { textsOf } from './interactionTexts.ts'
import { loadedInteraction, loadInteractions } from './interactions/code.ts'
import { homeOf, innerKey, itemIn, itemScopeOf, type ItemScope } from './itemScope.ts'
import { namedObjects, ObjectDescriptions } from './objectDescriptions.ts'
import { ANYTHING, kept, Observers } from './observers.ts'
import { QueryRun } from './queryRun.ts'
import { EVERYWHERE, PAGE_RECORD, type Place, ReferenceScope } from './references.ts'
import { asValue, settingsList } from './resolved.ts'
import { resourceType, typedValue } from './resourceTypes.ts'
import { InteractionFailure } from './restApi.ts'
import { type OpenedComponent, ScopedState } from './scopedState.ts'
import { settingValue } from './settingValues.ts'
import { type QuerySoql, querySoql } from './soql.ts'
import { inputsOfUrl } from './urlParameters.ts'
import { CONCURRENCIES, type Concurrency, Triggers } from './triggers.ts'

/// Opens a Dynamic Component: its resources hold their defaults, nothing has been sent yet. [inputs] set variables
/// that are available for input; others are left alone. [objects] are API names of objects that it reads, for those who
/// know more of them than the definition names (`objectsOf`): all are then described at the same time. Call `load` next.
export function openDynamicComponent(
  definition: DynamicComponent,
  host: ComponentHost,
  inputs: Readonly<Record<string, Value>> = {},
  objects: readonly string[] = [],
): ComponentState {
  return new OpenComponent(definition, host, inputs, objects).root.state
}

class OpenComponent implements OpenedComponent, ChainRunner {
  readonly definition: DynamicComponent
  readonly inputProblems: readonly ComponentProblem[]
  readonly host: ComponentHost

  readonly root: ItemScope
  readonly #graph: CellGraph
  readonly #scope: ReferenceScope
  readonly #objects: ObjectDescriptions
  readonly #ahead: readonly string[]
  readonly #flows: FlowDescriptions
  readonly #triggers: Triggers
  readonly #phase: SourceCell<ComponentState['phase']>
  readonly #variables = new Map<string, SourceCell<Value>>()
  readonly #computed = new Map<string, DerivedCell<Value>>()
  readonly #queries = new Map<string, QueryRun>()
  readonly #attributes: Attributes
  readonly #slots = new Map<string, SourceCell<Value>>()
  readonly #flowRun: SourceCell<FlowRunState | undefined>
  readonly #works = new Map<string, ComponentWork>()
  readonly #formulas = new WeakMap<Place, Map<string, KnownFormula>>()
  readonly #observers: Observers
  readonly #background: BackgroundTriggers
  readonly #formFactor: SourceCell<FormFactor>
  readonly #unwatchFormFactor: (() => void) | undefined
  #problems: readonly ComponentProblem[] | undefined
  #guid: string | undefined
  #loading: Promise<ChainOutcome> | undefined

  constructor(
    definition: DynamicComponent,
    host: ComponentHost,
    inputs: Readonly<Record<string, Value>>,
    objects: readonly string[],
  ) {
    this.definition = definition
    this.host = host
    this.#ahead = objects
    this.#graph = new CellGraph(() => this.#observers.tell())
    this.#observers = new Observers(this.#graph)
    this.root = this.#openScope({ key: '', item: null })
    this.#objects = new ObjectDescriptions(this.#graph, host)
    this.#scope = new ReferenceScope(definition, this.#objects.lookup, () => this.#objects.known())
    this.#flows = new FlowDescriptions(host)
    this.#triggers = new Triggers(this.#graph)
    this.#attributes = new Attributes({
      graph: this.#graph,
      names: this.#scope,
      host,
      isTrue: (condition, place, readable) => this.#condition(condition, place, readable, {}),
      workOf: (component, home) => this.#workOf(component, home),
    })
    this.#phase = this.#graph.source<ComponentState['phase']>('loading')
    this.#background = this.#openBackground()
    this.#flowRun = this.#graph.source<FlowRunState | undefined>(undefined)
    this.#formFactor = this.#graph.source(host.formFactor)
    this.#unwatchFormFactor = host.watchFormFactor?.(() => this.#formFactor.set(host.formFactor))
    this.#openResources()
    this.inputProblems = this.#setUrlParameters(host.urlParameters ?? {})
    for (const [name, value] of Object.entries(inputs)) this.#setInput(name, value)
  }

  get problems(): readonly ComponentProblem[] {
    return (this.#problems ??= this.host.problemsOf?.(this.definition) ?? [])
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
    const attribute = this.#attributes.find(componentApiName, name, scope)
    return attribute ? this.#read(attribute.component, attribute.cell, scope) : null
  }

  setAttribute(componentApiName: string, name: string, value: Resolved, scope: ItemScope): void {
    this.#attributes.set(componentApiName, name, value, scope)
  }

  held(): ReadonlyMap<string, Resolved> {
    return this.#attributes.held()
  }

  hold(held: ReadonlyMap<string, Resolved>): void {
    this.#attributes.hold(held, this.root)
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
    else if (outer.inner.size >= MOST_ITEMS) this.#forgetFirstItem(outer)
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
    const home = homeOf(component, scope, this.#scope)
    const name = home.key + component.apiName
    const cell = kept(home.busy, JSON.stringify([name, event, targetName, rowId]), () =>
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
    const home = homeOf(component, scope, this.#scope)
    const name = home.key + component.apiName
    const cell = kept(home.flowRuns, JSON.stringify([name, event, targetName, rowId]), () =>
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
    const formulas = kept(this.#formulas, place, () => new Map<string, KnownFormula>())
    const key = `${describeType(expected)} ${text}`
    const known = formulas.get(key)
    if (known?.objects === objects) return known.formula
    const formula = componentFormula(text, expected, this.#scope, place)
    formulas.set(key, { objects, formula })
    return formula
  }

  isTrue(condition: unknown, at: ChainPlace): boolean {
    return this.#test(condition, at.place, at.readable, at.circumstances)
  }

  context(interaction: Interaction, at: ChainPlace, subject: string): InteractionContext {
    const { place, readable, circumstances, cancellation, sequences = [] } = at
    const properties = loadedInteraction(interaction.type)?.properties ?? []
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
      attribute: (componentApiName, name) => this.#attributes.find(componentApiName, name, scope)?.cell.read() ?? null,
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
      busy: new Map(),
      flowRuns: new Map(),
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
      attribute: (componentApiName, name) => this.#attributes.find(componentApiName, name, scope)?.cell.read() ?? null,
      item: componentApiName => itemIn(scope, componentApiName),
      flowRun: () => this.#flowRun.read(),
      outputSlot: (name, component = '') => this.#slotCell(component, name).read(),
      formFactor: () => this.#formFactor.read(),
      guid: () => (this.#guid ??= this.host.newKey()),
    }
    const state: ComponentState = new ScopedState(this, scope)
    return scope
  }

  #forgetFirstItem(outer: ItemScope): void {
    const [first] = outer.inner
    if (!first) return
    this.#closeScope(first[1])
    outer.inner.delete(first[0])
  }

  #workOf(component: Component, home: ItemScope): ComponentWork | undefined {
    const open = componentCode(component.type)?.open
    if (!open) {
      // What asks before the code is there asks again then.
      this.#phase.read()
      return undefined
    }
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
      held: name => this.#attributes.heldBy(component, name, home),
      setAttribute: (name, value) => this.setAttribute(apiName, name, value, home),
      resolve: raw => asValue(this.#resolve(raw, this.#scope.placeOf(component), home)),
      isTrueOf: (formula, record) =>
        this.#condition(formula, { ...this.#scope.placeOf(component), row }, home.readable, { row: record }),
      trigger: (event, details) => this.trigger(apiName, event, details, home),
      refreshQuery: name => this.refreshQuery(name),
    }
  }

  /// For an item that is another record now: what was computed from the old one is given up, what is held stays.
  #closeScope(scope: ItemScope): void {
    for (const name of scope.observed) this.#observers.unwatch(name)
    for (const cells of [scope.attributes, scope.visibility, scope.busy, scope.flowRuns])
      for (const cell of cells.values()) cell.release()
    for (const inner of scope.inner.values()) this.#closeScope(inner)
  }

  async #load(): Promise<ChainOutcome> {
    const code = this.#loadCode()
    const described = this.#objects.describe([...namedObjects(this.definition), ...this.#ahead], this.definition)
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
    const error = await code
    if (this.phase === 'disposed') return { status: 'cancelled', ran: outcome.ran }
    if (error) return { status: 'failed', ran: outcome.ran, error }
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

  /// Loads what the kinds of components do, and what interactions do that are not at hand; why not, where that fails.
  async #loadCode(): Promise<InteractionError | undefined> {
    const kinds = new Set(this.#scope.components.map(({ type }) => type))
    const { interactions, sequences } = this.definition
    const chains = JSON.stringify([interactions, sequences, this.#scope.components.map(one => one.interactions)])
    // A click that comes before they are there awaits them.
    if ([...chains.matchAll(/"type":"(\w+)"/g)].some(([, type = '']) => !loadedInteraction(type)))
      loadInteractions().catch(() => undefined)
    try {
      await loadComponentCode([...kinds].flatMap(type => componentType(type) ?? []))
      return undefined
    } catch (cause) {
      if (cause instanceof InteractionFailure) return cause.error
      throw cause
    }
  }

  #openBackground(): BackgroundTriggers {
    return new BackgroundTriggers({
      host: this.host,
      graph: this.#graph,
      cellOf: reference => this.#graph.derived<Value>(null, () => this.value(reference, this.root)),
      objectsShown: () => namedObjects(this.definition),
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
    const texts = textsOf(this.host)
    const message = texts.noLongerOpen(at.label)
    if (this.phase === 'disposed')
      return this.host.showToast({ title: texts.nothingDone, message, variant: 'warning', mode: 'dismissible' })
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
    const read = (name: string): Resolved => this.#attributes.find(component.apiName, name, scope)?.cell.read() ?? null
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

/// How many items of repeating components are kept, also those that are not shown any more.
const MOST_ITEMS = 5000

interface KnownFormula {
  readonly objects: unknown
  readonly formula: ComponentFormula
}

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
