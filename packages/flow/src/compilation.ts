import type { FieldType, ObjectType } from '@millrace/database'
import { FormulaError, type FormulaScope, prepareFormula } from '@millrace/formula'
import {
  type Diagnostic,
  type Flow,
  type FlowConnector,
  type FlowFormula,
  type FlowValue,
  type Located,
  Positions,
  type Severity,
} from '@millrace/metadata'
import {
  BOOLEAN,
  type DataType,
  describeType,
  didYouMean,
  divide,
  isNum,
  isTextual,
  mergeText,
  TEXT,
  type Value,
} from '@millrace/values'
import { conversion, rounded } from './conversion.ts'
import { BLANK, type Expression, type Target, UNKNOWN } from './expression.ts'
import { checkSize } from './fault.ts'
import type { FlowProject } from './host.ts'
import type { Interview, Node } from './interview.ts'
import { compileValue } from './literals.ts'
import { findReference, findTarget } from './references.ts'
import { declareResources, type Resource } from './resources.ts'
import { SCREEN_PATH } from './screens/screenPath.ts'
import { elementEntry } from './trace.ts'

/// The item of a collection that a Transform works on at the moment, `Source[$EachItem]`.
export interface EachItem {
  readonly collection: Expression
  readonly slot: number
}

/// One flow on its way from file to program: its names, their types and slots, and everything found wrong with it.
/// Checking a flow is compiling it and keeping only the diagnostics, so what `checkFlow` accepts, `runInterviews`
/// can start.
export class Compilation {
  readonly flow: Flow
  readonly project: FlowProject
  readonly diagnostics: Diagnostic[] = []
  readonly nodes: readonly Node[]
  /// Slots of the `$Flow` globals that the flow uses and assignments set, by name.
  readonly states = new Map<string, number>()
  /// Custom settings that the flow reads, with the fields it reads.
  readonly settings = new Map<string, Set<string>>()
  /// The name of each slot.
  readonly slotNames: string[] = []
  /// The element that is being compiled, for messages.
  current: Node | null = null
  /// Whether conditions take a null text for an empty one: before API version 61, and in what shows a screen component.
  takesNullAsEmpty: boolean
  readonly #nodesByName = new Map<string, Node>()
  readonly #positions: Positions
  readonly #resources: ReadonlyMap<string, Resource>
  readonly #fieldsRead = new Map<string, Set<string>>()
  readonly #wholeObjects = new Set<string>()
  readonly #unnamedSlots = new Map<string, number>()
  readonly #underWay = new Set<string>()
  readonly #afterwards: (() => void)[] = []
  #screenPath: number | undefined
  #eachItem: { readonly path: string; readonly item: EachItem } | null = null

  constructor(flow: Flow, project: FlowProject) {
    this.flow = flow
    this.project = project
    this.takesNullAsEmpty = flow.apiVersion < 61
    this.#positions = new Positions(flow.source)
    this.nodes = flow.elements.map((element, index) => ({
      element,
      index,
      entry: elementEntry(index),
      step: null,
      stepWithValues: null,
      mayTakeLong: element.kind === 'collectionProcessors' || element.kind === 'transforms',
      data: null,
      call: null,
      returned: null,
      resume: null,
      fault: null,
      visitedSlot: -1,
      succeededSlot: -1,
      failedSlot: -1,
    }))
    for (const node of this.nodes) this.#nodesByName.set(node.element.name.toLowerCase(), node)
    this.#resources = declareResources(this)
  }

  /// A place for a value. Its name is what a paused interview finds it by when the schema has changed meanwhile: that of
  /// the element, counted.
  newSlot(name: string = this.#nextSlotName()): number {
    return this.slotNames.push(name) - 1
  }

  #nextSlotName(): string {
    const owner = this.current?.element.name ?? ''
    const count = this.#unnamedSlots.get(owner) ?? 0
    this.#unnamedSlots.set(owner, count + 1)
    return `${owner}#${count}`
  }

  get slotCount(): number {
    return this.slotNames.length
  }

  /// Runs [action] once every element is compiled: for what needs all references to be known.
  afterwards(action: () => void): void {
    this.#afterwards.push(action)
  }

  finish(): void {
    for (const action of this.#afterwards) action()
  }

  /// Reports at the text of [at]'s child [tag], or at [at] itself: its text when it has nothing else.
  report(code: string, message: string, at: Located, tag?: string, severity: Severity = 'error'): void {
    const { source, file } = this.flow
    const child = tag ? at.xml.children.find(one => one.name === tag) : undefined
    const place = child ?? at.xml
    const isText = child !== undefined || (place.children.length === 0 && place.text !== '')
    const span = isText ? trimmed(source, place.inner) : place.span
    const element = this.#resourceUnderWay ?? this.current?.element.name
    const { line, column } = this.#positions.at(span.start)
    this.diagnostics.push({ severity, code, message, file, line, column, span, ...(element ? { element } : {}) })
  }

  /// How a sentence names what is being compiled: `"Set Status"`.
  get here(): string {
    const element = this.current?.element
    const name = this.#resourceUnderWay ?? (element?.label || element?.name)
    return name ? `"${name}"` : 'The flow'
  }

  get #resourceUnderWay(): string | undefined {
    return [...this.#underWay].at(-1)
  }

  node(name: string): Node | undefined {
    return this.#nodesByName.get(name.toLowerCase())
  }

  /// The element a connector leads to; null at the end of a path.
  ///
  /// # unknown-element
  /// A connector leads to an element that the flow does not have.
  ///
  /// The path would end there. Often the element was renamed or removed by hand; the message names one that is spelled
  /// almost the same.
  next(connector: FlowConnector | null): Node | null {
    if (!connector) return null
    const name = connector.targetReference
    const target = this.node(name)
    if (target) return target
    const near = didYouMean(
      name,
      this.nodes.map(node => node.element.name),
    )
    this.report(
      'unknown-element',
      `${this.here} leads to "${name}", but the flow has no such element.${near}`,
      connector,
      'targetReference',
    )
    return null
  }

  /// The object [name]; undefined, and reported, when there is none.
  ///
  /// # missing-object
  /// An element that works on records does not say of which object.
  ///
  /// Choose the object in Flow Builder, or name the variable that holds the records.
  ///
  /// # unknown-object
  /// An element works on an object that the project does not have.
  ///
  /// Custom objects end in `__c` and need their `object-meta.xml` in the project. Where you only want to look at
  /// somebody else's flow, `--lenient` takes objects that nothing known resembles as empty.
  object(name: string | null, at: Located, tag = 'object'): ObjectType | undefined {
    if (!name) {
      this.report('missing-object', `${this.here} does not say which object it works on.`, at)
      return undefined
    }
    const object = this.project.schema.object(name)
    if (object) return object
    const near = didYouMean(
      name,
      this.project.schema.objects.map(one => one.apiName),
    )
    this.report(
      'unknown-object',
      `${this.here} works on ${name}, but there is no such object.${near}`,
      at,
      tag,
      this.#severity(name, near),
    )
    return undefined
  }

  /// The field [name] of [object]; undefined, and reported, when there is none.
  ///
  /// # unknown-field
  /// An element uses a field that its object does not have.
  ///
  /// Custom fields end in `__c` and need their `field-meta.xml` in the project. The message names a field that is
  /// spelled almost the same. Where you only want to look at somebody else's flow, `--lenient` takes unknown custom
  /// fields, and standard ones that nothing known resembles, as text.
  field(object: ObjectType, name: string, at: Located, tag = 'field'): FieldType | undefined {
    const field = object.field(name)
    if (field) return field
    const near = didYouMean(
      name,
      object.fields.map(one => one.apiName),
    )
    const { apiName } = object
    this.report(
      'unknown-field',
      `${this.here} uses ${apiName}.${name}, but ${apiName} has no such field.${near}`,
      at,
      tag,
      this.#severity(name, near),
    )
    return undefined
  }

  /// Lenient: a custom name may lie in a file that is not there, and a standard one may belong to a product whose
  /// objects Millrace does not know. A standard name [near] one that is known is a mistake all the same.
  #severity(name: string, near: string): Severity {
    const isMistake = near !== '' && !/__\w+$/.test(name)
    return this.project.lenient && !isMistake ? 'warning' : 'error'
  }

  /// Where an interview holds a `$Flow` global that assignments set.
  stateSlot(name: string): number {
    let slot = this.states.get(name)
    if (slot === undefined) this.states.set(name, (slot = this.newSlot(`$Flow.${name}`)))
    return slot
  }

  /// Where an interview holds the names of the screens it came by, the one it stands at last.
  get screenPath(): number {
    return (this.#screenPath ??= this.newSlot(SCREEN_PATH))
  }

  /// The flow reads [field] of the custom setting [object].
  noteSetting(object: string, field: string): void {
    let fields = this.settings.get(object)
    if (!fields) this.settings.set(object, (fields = new Set()))
    fields.add(field)
  }

  noteRead(object: string, path: string): void {
    const key = object.toLowerCase()
    let paths = this.#fieldsRead.get(key)
    if (!paths) this.#fieldsRead.set(key, (paths = new Set()))
    paths.add(path)
  }

  /// Every field of records of [type] is needed: they are handed to somebody who may look at any of them.
  needsWholeRecords(type: DataType): void {
    if (type.kind === 'Collection') this.needsWholeRecords(type.of)
    if (type.kind === 'Record') this.#wholeObjects.add(type.object.toLowerCase())
  }

  /// Paths over relationships that the flow reads anywhere, by the object they start at, in lower case.
  parentPaths(): Map<string, string[]> {
    const paths = new Map<string, string[]>()
    for (const [object, read] of this.#fieldsRead) {
      const dotted = [...read].filter(path => path.includes('.'))
      if (dotted.length > 0) paths.set(object, dotted)
    }
    return paths
  }

  /// Fields of [object] that the flow reads anywhere, with parent paths; all of them when whole records leave the flow.
  fieldsRead(object: ObjectType): readonly string[] {
    const key = object.apiName.toLowerCase()
    const paths = new Set(this.#fieldsRead.get(key))
    if (this.#wholeObjects.has(key)) for (const field of object.fields) paths.add(field.apiName)
    return [...paths]
  }

  resource(name: string): Resource | undefined {
    return this.#resources.get(name.toLowerCase())
  }

  get resourceNames(): string[] {
    return [...this.#resources.values()].map(resource => resource.name)
  }

  /// What [path] refers to. Reports what can't be found.
  ///
  /// # unknown-reference
  /// A reference `{!…}` names a resource, element, field, global or label that is not there.
  ///
  /// The message says which part of it, and what there is. Names of a flow are the same in upper and lower case.
  reference(path: string, at: Located, tag?: string): Expression {
    const found = findReference(path, this)
    if (typeof found !== 'string') return found
    this.report('unknown-reference', `${this.here} refers to {!${path}}, but ${found}`, at, tag)
    return UNKNOWN
  }

  /// Where a value is to be stored; undefined, and reported, when [path] can't be assigned to.
  target(path: string, at: Located, tag = 'assignToReference'): Target | undefined {
    return findTarget(path, this, at, tag)
  }

  /// A `value` of the file. A missing or empty one is null.
  value(value: FlowValue | null): Expression {
    return value ? compileValue(value, this) : BLANK
  }

  /// [expression] made to fit [type]; reported when it can't. [what] is the subject of the sentence: `ContactIds`.
  ///
  /// # type-mismatch
  /// A value does not fit what it is meant for: a text for a number, one value for a collection, a Contact for an
  /// Account.
  ///
  /// The message says both types. Convert the value in a formula (`VALUE()`, `TEXT()`, `DATEVALUE()`), take a field of
  /// the record, or change the data type of the variable.
  fitting(expression: Expression, type: DataType, what: string, at: Located): Expression {
    const convert = conversion(expression.type, type)
    if (!convert) {
      const message = `${this.here}: ${what} takes ${withArticle(type)}, but the value is ${withArticle(expression.type)}.`
      this.report('type-mismatch', message, at)
      return UNKNOWN
    }
    const { read, constant } = expression
    if (constant === null || (typeof constant === 'string' && isTextual(type))) return { ...expression, type }
    return { type, read: interview => convert(read(interview), interview) }
  }

  /// A formula of the flow language. An evaluation that fails gives null and a note in the trace.
  ///
  /// Source: Salesforce Help, "Flow Formula Considerations": a formula that can't be evaluated returns null.
  formula(text: string, at: Located, expected: DataType | undefined, tag: string): Expression {
    const prepared = prepareFormula(text, this.#formulaScope, expected)
    for (const { code, message, severity } of [...prepared.errors, ...prepared.warnings])
      this.report(code, `${this.here}: ${message}`, at, tag, severity)
    const evaluate = prepared.evaluate
    if (!evaluate) return UNKNOWN
    const read = (interview: Interview): Value => {
      try {
        const value = evaluate(interview)
        if (typeof value === 'string') checkSize('characters in a text', value.length)
        return value
      } catch (error) {
        if (!(error instanceof FormulaError)) throw error
        interview.trace.note('fault', { formula: text, message: error.message })
        return null
      }
    }
    return { type: expected ?? prepared.type, read }
  }

  /// The entry condition of a flow that records start: a formula as in a validation rule, over {!$Record.X}.
  entryFormula(text: string, at: Located): Expression {
    const scope: FormulaScope<Interview> = {
      ...this.#formulaScope,
      kind: 'record',
    }
    const { evaluate, errors, type } = prepareFormula(text, scope, BOOLEAN)
    for (const { code, message, severity } of errors)
      this.report(code, `${this.here}: ${message}`, at, 'filterFormula', severity)
    if (!evaluate) return UNKNOWN
    const read = (interview: Interview): Value => {
      try {
        return evaluate(interview)
      } catch (error) {
        if (error instanceof FormulaError) return null
        throw error
      }
    }
    return { type, read }
  }

  /// A field of the record that starts the flow knows what it was before.
  #formulaReference(path: string): ReturnType<FormulaScope<Interview>['reference']> {
    const now = this.#plainReference(path)
    const prior = /^\$Record\./i.test(path) && this.#plainReference(path.replace(/^\$Record/i, '$Record__Prior'))
    if (!now || !prior) return now
    return { ...now, readPrior: interview => (interview.isNew ? now : prior).read(interview) }
  }

  #plainReference(path: string): ReturnType<FormulaScope<Interview>['reference']> {
    const found = findReference(path, this)
    if (typeof found === 'string') return undefined
    if (found.type.kind === 'Collection' && isScalar(found.type.of)) return { type: TEXT, read: asText(found.read) }
    return { type: found.type, read: found.isPercent ? percentAsFraction(found.read) : found.read }
  }

  /// A formula resource: its number is rounded to its scale.
  scaledFormula(formula: FlowFormula, type: DataType): Expression {
    const expression = this.formula(formula.expression, formula, type, 'expression')
    if (type.kind !== 'Number') return expression
    const [read, round] = [expression.read, rounded(formula.scale)]
    return { type, read: interview => round(read(interview)) }
  }

  get #formulaScope(): FormulaScope<Interview> {
    return {
      kind: this.resource('$Record') ? 'recordFlow' : 'flow',
      blankAsZero: false,
      reference: path => this.#formulaReference(path),
      unknownReference: path => {
        const found = findReference(path, this)
        return typeof found === 'string' ? `{!${path}}: ${found}` : undefined
      },
    }
  }

  /// Compiles [make], in which `Source[$EachItem]` stands for an item, and says of which collection.
  withEachItem<T>(make: () => T): { result: T; eachItem: EachItem | null } {
    this.#eachItem = null
    const result = make()
    const eachItem = (this.#eachItem as { readonly item: EachItem } | null)?.item ?? null
    this.#eachItem = null
    return { result, eachItem }
  }

  /// The item slot of the collection at [path]; undefined when another collection is gone through already.
  eachItemOf(path: string, collection: Expression): EachItem | undefined {
    const key = path.toLowerCase()
    this.#eachItem ??= { path: key, item: { collection, slot: this.newSlot() } }
    return this.#eachItem.path === key ? this.#eachItem.item : undefined
  }

  /// What [make] compiles, unless it is under way for [name] already: a formula, text template or constant that refers
  /// to itself.
  ///
  /// # circular-reference
  /// A formula, text template or constant refers to itself, directly or by way of others.
  ///
  /// It has no value. Take the reference out that closes the circle.
  withoutCycle(name: string, at: Located, make: () => Expression): Expression {
    if (this.#underWay.has(name)) {
      this.report('circular-reference', `"${name}" refers to itself, so it has no value.`, at, 'name')
      return UNKNOWN
    }
    this.#underWay.add(name)
    try {
      return make()
    } finally {
      this.#underWay.delete(name)
    }
  }
}

export function withArticle(type: DataType): string {
  const noun = describeType(type)
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`
}

function percentAsFraction(read: Expression['read']): Expression['read'] {
  return interview => {
    const value = read(interview)
    return isNum(value) ? (divide(value, 100) ?? null) : value
  }
}

function trimmed(source: string, { start, end }: { start: number; end: number }): { start: number; end: number } {
  const text = source.slice(start, end)
  return { start: start + (text.length - text.trimStart().length), end: end - (text.length - text.trimEnd().length) }
}

const isScalar = ({ kind }: DataType): boolean => kind !== 'Record' && kind !== 'Apex' && kind !== 'Collection'

/// A collection in a formula is its text, `[a, b]`: active flows search it with CONTAINS().
const asText =
  (read: Expression['read']): Expression['read'] =>
  interview => {
    const value = read(interview)
    return Array.isArray(value) && value.length === 0 ? null : value && mergeText(value, interview)
  }
