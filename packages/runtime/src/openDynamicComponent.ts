import type { Component, DynamicComponent, Interaction, QueryResource, VariableResource } from '@millrace/metadata'
import { FormulaError } from '@millrace/formula'
import { BOOLEAN, type DataType, describeType, mergeText, type Value } from '@millrace/values'
import { CellGraph, type Cell, type DerivedCell, type SourceCell } from './cells.ts'
import { type ChainPlace, type ChainRunner, isTrue, placeSeeing, runInside, runInteractions } from './chain.ts'
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
import type { ComponentDeclaration } from './declaration.ts'
import { type Circumstances, evaluation, type Readable } from './evaluation.ts'
import { FlowDescriptions } from './flowActions.ts'
import { type ComponentFormula, componentFormula } from './formulas.ts'
import { Cancellation, type ComponentHost } from './host.ts'
import type { InteractionContext } from './interaction.ts'
import { interactionType } from './interactions/index.ts'
import { ObjectDescriptions } from './objectDescriptions.ts'
import { QueryRun } from './queryRun.ts'
import { attributeNamed, PAGE_RECORD, type Place, ReferenceScope, stateAttributeNamed } from './references.ts'
import { asValue, settingsList } from './resolved.ts'
import { resourceType, typedValue } from './resourceTypes.ts'
import { InteractionFailure } from './restApi.ts'
import { asDeclared, settingValue } from './settingValues.ts'
import { soqlText } from './soql.ts'
import { CONCURRENCIES, type Concurrency, Triggers } from './triggers.ts'

/// Opens a Dynamic Component: its resources hold their defaults, nothing has been sent yet. [inputs] set variables
/// that are available for input; others are left alone. Call `load` next.
export function openDynamicComponent(
  definition: DynamicComponent,
  host: ComponentHost,
  inputs: Readonly<Record<string, Value>> = {},
): ComponentState {
  return new OpenComponent(definition, host, inputs)
}

class OpenComponent implements ComponentState, ChainRunner {
  readonly definition: DynamicComponent
  readonly problems: readonly ComponentProblem[]
  readonly host: ComponentHost

  readonly #readable: Readable
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
  readonly #attributes = new Map<string, DerivedCell<Resolved>>()
  readonly #visibility = new Map<string, DerivedCell<boolean>>()
  readonly #busy = new Map<string, DerivedCell<boolean>>()
  readonly #formulas = new Map<string, { readonly objects: unknown; readonly formula: ComponentFormula }>()
  readonly #observed = new Map<string, Set<Cell<unknown>>>()
  readonly #changed = new Set<string>()
  readonly #versions = new Map<string, number>()
  readonly #listeners = new Map<string, Set<() => void>>()
  #loading: Promise<ChainOutcome> | undefined

  constructor(definition: DynamicComponent, host: ComponentHost, inputs: Readonly<Record<string, Value>>) {
    this.definition = definition
    this.host = host
    this.problems = checkDynamicComponent(definition)
    this.#readable = {
      host,
      resource: apiName => this.#resource(apiName),
      query: apiName => this.query(apiName),
      attribute: (componentApiName, name) => this.#attributeOf(componentApiName, name)?.cell.read() ?? null,
    }
    this.#graph = new CellGraph(() => this.#tell())
    this.#objects = new ObjectDescriptions(this.#graph, host)
    this.#scope = new ReferenceScope(definition, this.#objects.lookup)
    this.#flows = new FlowDescriptions(host)
    this.#triggers = new Triggers(this.#graph)
    this.#phase = this.#graph.source<ComponentState['phase']>('loading')
    this.#openResources()
    for (const [name, value] of Object.entries(inputs)) this.#setInput(name, value)
  }

  get phase(): ComponentState['phase'] {
    return this.#phase.read()
  }

  load(): Promise<ChainOutcome> {
    return (this.#loading ??= this.#load())
  }

  value(reference: string): Value {
    return asValue(this.#resolve(reference.includes('{') ? reference : `{!${reference}}`, EVERYWHERE))
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

  attribute(componentApiName: string, name: string): Resolved {
    const attribute = this.#attributeOf(componentApiName, name)
    return attribute ? this.#read(attribute.component, attribute.cell) : null
  }

  setAttribute(componentApiName: string, name: string, value: Resolved): void {
    const component = this.#scope.component(componentApiName)
    const declaration = component && componentType(component.type)
    const attribute = declaration && stateAttributeNamed(declaration, name)
    if (component && attribute && attribute.initial !== undefined)
      this.#heldCell(component, attribute.name, attribute.initial).set(value)
  }

  isVisible(componentApiName: string): boolean {
    const component = this.#scope.component(componentApiName)
    if (!component?.visibility) return component !== undefined
    const { visibility } = component
    const cell = kept(this.#visibility, component.apiName, () =>
      this.#graph.derived(false, () => this.#formulaValue(visibility, BOOLEAN, EVERYWHERE, {}) === true),
    )
    return this.#read(component, cell)
  }

  query(apiName: string): QueryState {
    const run = this.#queries.get((this.#scope.resource(apiName)?.apiName ?? apiName).toLowerCase())
    return run?.read() ?? NO_QUERY
  }

  queryOf(componentApiName: string): QueryState | undefined {
    const component = this.#scope.component(componentApiName)
    const apiName = component && this.#scope.queryOf(component)
    if (!component || apiName === undefined) return undefined
    const run = this.#queries.get(apiName.toLowerCase())
    if (run) this.#watch(component.apiName, run.state)
    return run?.read()
  }

  async refreshQuery(apiName: string): Promise<void> {
    const run = this.#queries.get(apiName.toLowerCase())
    if (run) await this.#refresh([run])
  }

  refreshAllQueries(): Promise<void> {
    return this.#refresh([...this.#queries.values()])
  }

  async trigger(componentApiName: string, event: string, details: EventDetails = {}): Promise<ChainOutcome> {
    const component = this.#scope.component(componentApiName)
    const interactions = interactionsOf(component, event).filter(
      ({ targetName }) => targetName === undefined || targetName === details.targetName,
    )
    if (!component || interactions.length === 0 || this.phase === 'disposed') return { status: 'finished', ran: 0 }
    const { targetName, row, detail } = details
    const declared = componentType(component.type)?.events.find(({ name }) => name === event)
    const trigger = {
      component: component.apiName,
      event,
      ...(targetName === undefined ? {} : { targetName }),
      ...(row?.id ? { rowId: row.id } : {}),
    }
    const outcome = await this.#triggers.run(
      trigger,
      concurrencyOf(interactions, declared?.concurrency),
      cancellation =>
        this.#runChain(interactions, {
          label: this.#labelOf(component, event, targetName),
          place: row ? { row: this.#scope.recordType(component) } : EVERYWHERE,
          circumstances: { ...(row ? { row } : {}), ...(detail ? { event: detail } : {}) },
          cancellation,
        }),
    )
    return outcome ?? { status: 'refused', ran: 0 }
  }

  isBusy(componentApiName: string, event: string, targetName?: string, rowId?: string): boolean {
    const component = this.#scope.component(componentApiName)
    if (!component) return false
    const key = JSON.stringify([component.apiName, event, targetName, rowId])
    const cell = kept(this.#busy, key, () =>
      this.#graph.derived(false, () => this.#triggers.isBusy(component.apiName, event, targetName, rowId)),
    )
    return this.#read(component, cell)
  }

  subscribe(componentApiName: string | undefined, listener: () => void): () => void {
    const name = this.#spelled(componentApiName)
    const listeners = kept(this.#listeners, name, () => new Set<() => void>())
    listeners.add(listener)
    return () => listeners.delete(listener)
  }

  version(componentApiName?: string): number {
    return this.#versions.get(this.#spelled(componentApiName)) ?? 0
  }

  dispose(): void {
    this.#phase.set('disposed')
    for (const query of this.#queries.values()) query.dispose()
    this.#listeners.clear()
  }

  formula(text: string, expected: DataType, place: Place): ComponentFormula {
    // What is known of objects decides types, so a formula is compiled again when more is known.
    const objects = this.#objects.known()
    const key = `${describeType(expected)} ${place.row ? describeType(place.row) : ''} ${place.hasError === true} ${text}`
    const known = this.#formulas.get(key)
    if (known && known.objects === objects) return known.formula
    const formula = componentFormula(text, expected, this.#scope, place)
    this.#formulas.set(key, { objects, formula })
    return formula
  }

  evaluate(formula: ComponentFormula, circumstances: Circumstances): Value {
    return formula.evaluate?.(evaluation(this.#readable, circumstances)) ?? null
  }

  context(interaction: Interaction, at: ChainPlace, subject: string): InteractionContext {
    const { place, circumstances, cancellation, sequences = [] } = at
    const properties = interactionType(interaction.type)?.properties ?? []
    const resolve = (raw: unknown): Resolved =>
      settingValue(raw, this.#scope, place, evaluation(this.#readable, circumstances))
    return {
      interaction,
      subject,
      host: this.host,
      scope: this.#scope,
      place,
      flows: this.#flows,
      cancellation,
      sequences,
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
      refreshQueries: names =>
        this.#refresh(names.flatMap(name => this.#queries.get(name.toLowerCase()) ?? [])),
      describe: names => this.#objects.describe(names, this.definition),
      attribute: (componentApiName, name) => this.#readable.attribute(componentApiName, name),
      setAttribute: (componentApiName, name, value) => this.setAttribute(componentApiName, name, value),
      trigger: (componentApiName, event, details) => this.trigger(componentApiName, event, details),
      run: (interactions, seeing = {}) => runInside(interaction, interactions, placeSeeing(at, seeing), this),
      runLater: interactions =>
        void this.#runChain(Array.isArray(interactions) ? interactions : [], {
          ...at,
          cancellation: new Cancellation(),
          isCaught: false,
        }),
      isTrue: condition => isTrue(condition, at, this),
      fail(error) {
        throw new InteractionFailure({ ...error, message: `${subject}: ${error.message}` })
      },
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
    const soql = this.#graph.derived('', () =>
      soqlText(resource, raw => asValue(this.#resolve(raw, EVERYWHERE)), this.#objects.lookup),
    )
    this.#queries.set(
      resource.apiName.toLowerCase(),
      new QueryRun(this.#graph, this.host, resource, soql, this.#objects),
    )
  }

  #defaultOf(variable: VariableResource): Value {
    const value = asValue(this.#resolve(variable.defaultValue ?? null, EVERYWHERE))
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
        return typedValue(asValue(this.#resolve(resource.value, EVERYWHERE)), resourceType(resource)) ?? null
      case 'formula':
        return this.#formulaValue(resource.formula, resourceType(resource), EVERYWHERE, {})
      case 'textTemplate':
        return mergeText(asValue(this.#resolve(resource.text, EVERYWHERE)), this.host)
    }
  }

  /// A formula that cannot be worked out (division by zero) is blank, as an empty field is.
  #formulaValue(text: string, expected: DataType, place: Place, circumstances: Circumstances): Value {
    try {
      return this.evaluate(this.formula(text, expected, place), circumstances)
    } catch (cause) {
      if (cause instanceof FormulaError) return null
      throw cause
    }
  }

  #resolve(raw: unknown, place: Place): Resolved {
    return settingValue(raw, this.#scope, place, evaluation(this.#readable))
  }

  #attributeOf(
    componentApiName: string,
    name: string,
  ): { component: Component; cell: DerivedCell<Resolved> } | undefined {
    const component = this.#scope.component(componentApiName)
    const declaration = component && componentType(component.type)
    const attribute = declaration && attributeNamed(declaration, name)
    return attribute && { component, cell: this.#attributeCell(component, declaration, attribute.name) }
  }

  #attributeCell(component: Component, declaration: ComponentDeclaration, name: string): DerivedCell<Resolved> {
    return kept(this.#attributes, `${component.apiName}.${name}`, () => {
      const state = stateAttributeNamed(declaration, name)
      if (!state) {
        const spelled = Object.keys(component.attributes ?? {}).find(key => key.toLowerCase() === name.toLowerCase())
        const raw = spelled === undefined ? undefined : component.attributes?.[spelled]
        const property = declaration.attributes.find(attribute => attribute.name === name)
        if (raw === undefined || !property) return this.#graph.derived<Resolved>(null, () => property?.default ?? null)
        return this.#graph.derived<Resolved>(null, () =>
          asDeclared(this.#resolve(raw, EVERYWHERE), property, this.host),
        )
      }
      const held = this.#heldCell(component, name, state.initial ?? null)
      return this.#graph.derived<Resolved>(null, () =>
        state.derive
          ? state.derive({
              attribute: other => this.#readable.attribute(component.apiName, other),
              held: held.read(),
              locale: this.host.locale,
              timeZone: this.host.timeZone,
            })
          : held.read(),
      )
    })
  }

  #heldCell(component: Component, name: string, initial: Resolved): SourceCell<Resolved> {
    return kept(this.#held, `${component.apiName}.${name}`, () => this.#graph.source(initial))
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
      circumstances: {},
      cancellation: new Cancellation(),
    })
    if (this.phase === 'disposed') return { status: 'cancelled', ran: outcome.ran }
    const answers = [...this.#queries.values()].map(async query => {
      // How a filter's values are written depends on the fields' types.
      if (query.resource.filter) await described
      if (this.phase !== 'disposed') await query.start()
    })
    this.#phase.set('ready')
    await Promise.all(answers)
    return outcome
  }

  #runChain(interactions: readonly Interaction[], at: ChainPlace): Promise<ChainOutcome> {
    return this.#graph.untracked(() => runInteractions(interactions, at, this))
  }

  async #refresh(queries: readonly QueryRun[]): Promise<void> {
    await Promise.all(queries.map(query => query.refresh()))
    const failed = queries.filter(query => query.read().status === 'error')
    const [first] = failed
    if (!first) return
    const { error } = first.read()
    throw new InteractionFailure({
      ...error,
      code: error?.code ?? 'UNKNOWN_EXCEPTION',
      message: `${failed.map(query => query.resource.apiName).join(', ')} could not be read: ${error?.message ?? ''}`,
    })
  }

  /// The label of the header or row action, of the button, or the component's name: what people clicked.
  #labelOf(component: Component, event: string, targetName: string | undefined): string {
    const targets = componentType(component.type)?.events.find(({ name }) => name === event)?.targets
    const items = targets === undefined ? [] : settingsList(this.attribute(component.apiName, targets))
    const label = items.find(({ name }) => name === targetName)?.['label'] ?? this.attribute(component.apiName, 'label')
    return typeof label === 'string' && label !== '' ? label : (targetName ?? component.apiName)
  }

  /// Reads a cell for a component on the screen, which from then on is told of the cell's changes.
  #read<T>(component: Component, cell: Cell<T>): T {
    this.#watch(component.apiName, cell)
    return cell.read()
  }

  #watch(name: string, cell: Cell<unknown>): void {
    const cells = kept(this.#observed, name, () => new Set<Cell<unknown>>())
    if (cells.has(cell)) return
    cells.add(cell)
    this.#graph.watch(cell, () => this.#changed.add(name))
  }

  #tell(): void {
    const changed = [...this.#changed.add(ANYTHING)]
    this.#changed.clear()
    for (const name of changed) this.#versions.set(name, (this.#versions.get(name) ?? 0) + 1)
    for (const name of changed) for (const listener of this.#listeners.get(name) ?? []) listener()
  }

  #spelled(componentApiName: string | undefined): string {
    if (componentApiName === undefined) return ANYTHING
    return this.#scope.component(componentApiName)?.apiName ?? componentApiName
  }
}

/// The name under which whoever wants to hear of every change is kept; no component is called so.
const ANYTHING = ''

const EVERYWHERE: Place = {}

const NO_QUERY: QueryState = { status: 'loading', objectApiName: '', records: [], totalSize: 0 }

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

function kept<T>(known: Map<string, T>, key: string, make: () => T): T {
  let made = known.get(key)
  if (made === undefined) known.set(key, (made = make()))
  return made
}
