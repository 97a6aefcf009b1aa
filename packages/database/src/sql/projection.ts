import { FormulaError, prepareFormula, type FormulaContext, type FormulaReference } from '@millrace/formula'
import { divide, isNum, multiply, roundTo, type Value } from '@millrace/values'
import { RecordStoreError } from '../recordStore.ts'
import type { FieldType, ObjectType, Schema } from '../schema.ts'
import type { UserContext } from '../userContext.ts'
import { globalReference } from './globals.ts'
import { columnKind, readerOf, type Reader } from './columns.ts'
import type { From } from './from.ts'
import { isPathProblem, keyOf, resolvePath, type FieldPath } from './paths.ts'

/// What formulas of a record are evaluated with: the values of all slots of its row.
export interface RowContext extends FormulaContext {
  readonly user: UserContext
  readonly values: readonly Value[]
  /// The values before the save, slot by slot; absent for a new record and when reading.
  readonly priorValues?: readonly Value[]
}

type Slot =
  | { readonly kind: 'column'; readonly column: number; readonly read: Reader }
  | { readonly kind: 'formula'; readonly evaluate: (context: RowContext) => Value }

/// How formulas outside of the schema's own name fields.
export interface FieldNaming {
  /// A reference as it stands, as a path from the object or a global.
  path(reference: string): string
  /// Whether a percentage of 20 is 20, as it is stored and shown.
  readonly percentsAsStored: boolean
}

/// The columns that one SELECT reads, and the formula fields worked out from them. Each field path has one slot.
export class Projection {
  /// SQL of the columns, in the order of a row.
  readonly columns: string[] = []
  readonly #schema: Schema
  readonly #from: From
  readonly #slots: Slot[] = []
  readonly #byPath = new Map<string, number>()
  /// Formula fields under way, to notice those that refer to themselves.
  readonly #open = new Set<string>()
  readonly #naming: FieldNaming | null
  #hasFormulas = false

  constructor(schema: Schema, from: From, naming: FieldNaming | null = null) {
    this.#schema = schema
    this.#from = from
    this.#naming = naming
  }

  /// The slot of the field behind [path]; reads what it needs.
  slot(path: FieldPath): number {
    const key = keyOf(path)
    const known = this.#byPath.get(key)
    if (known !== undefined) return known
    const slot = path.field.formula ? this.#formulaSlot(path) : this.#columnSlot(path)
    this.#byPath.set(key, slot)
    return slot
  }

  /// A slot for SQL of which the caller knows how it is read.
  expression(sql: string, read: Reader): number {
    return this.#slots.push({ kind: 'column', column: this.columns.push(sql) - 1, read }) - 1
  }

  /// Whether records are hidden from the reader.
  get hidesRecords(): boolean {
    return this.#from.hidesRecords
  }

  /// The values of all slots for a row.
  values(row: readonly unknown[], user: UserContext): Value[] {
    const values: Value[] = []
    for (const slot of this.#slots) values.push(slot.kind === 'column' ? slot.read(row[slot.column]) : null)
    if (this.#hasFormulas) this.#evaluateFormulas(values, user)
    return values
  }

  /// A formula over the fields of this projection's object, such as a validation rule's.
  prepare(expression: string, blankAsZero: boolean, parents: readonly string[] = []) {
    return prepareFormula<RowContext>(expression, {
      kind: 'record',
      blankAsZero,
      reference: name => this.#reference(this.#naming?.path(name) ?? name, parents),
      unknownReference: name => this.#whyUnknown(name, parents),
    })
  }

  #columnSlot(path: FieldPath): number {
    const column = this.#from.column(path)
    return this.expression(column.sql, readerOf(column.kind))
  }

  #formulaSlot(path: FieldPath): number {
    const name = path.names.join('.')
    if (this.#open.has(name)) throw brokenFormula(path.object, path.field, 'it refers to itself')
    this.#open.add(name)
    const { expression, blankAsZero } = path.field.formula!
    const { evaluate, errors } = this.prepare(expression, blankAsZero, path.names.slice(0, -1))
    this.#open.delete(name)
    if (!evaluate) throw brokenFormula(path.object, path.field, errors.map(error => error.message).join(' '))
    this.#hasFormulas = true
    // Slots that the formula reads were added before it, so they are worked out before it.
    return this.#slots.push({ kind: 'formula', evaluate: context => result(path.field, evaluate, context) }) - 1
  }

  #evaluateFormulas(values: Value[], user: UserContext): void {
    const context: RowContext = { now: user.now, timeZone: user.timeZone, locale: user.locale, user, values }
    for (const [index, slot] of this.#slots.entries())
      if (slot.kind === 'formula') values[index] = slot.evaluate(context)
  }

  #reference(name: string, parents: readonly string[]): FormulaReference<RowContext> | undefined {
    if (name.startsWith('$')) return globalReference(name)
    const path = this.#resolve(name, parents)
    if (isPathProblem(path) || (!path.field.formula && !columnKind(path.field))) return undefined
    const slot = this.slot(path)
    // Within formulas a percentage of 20 counts as 0.2.
    const isFraction = path.field.type === 'percent' && !this.#naming?.percentsAsStored
    const convert = isFraction ? fraction : (value: Value) => value
    return {
      type: path.field.dataType,
      read: context => convert(context.values[slot]!),
      readPrior: context => convert((context.priorValues ?? context.values)[slot]!),
    }
  }

  #whyUnknown(name: string, parents: readonly string[]): string | undefined {
    if (name.startsWith('$')) return undefined
    const path = this.#resolve(name, parents)
    if (!isPathProblem(path)) return undefined
    const meant = / Did you mean .*$/.exec(path.message)?.[0] ?? ''
    return `Field ${name} does not exist. Check spelling.${meant}`
  }

  #resolve(name: string, parents: readonly string[]) {
    const object = this.#schema.object(this.#from.object.apiName)!
    return resolvePath(this.#schema, object, [...parents, ...name.split('.')])
  }
}

const fraction = (value: Value): Value => (isNum(value) ? divide(value, 100)! : value)

/// A formula field that cannot be worked out (division by zero) is blank, as in Salesforce's API.
function result(field: FieldType, evaluate: (context: RowContext) => Value, context: RowContext): Value {
  try {
    const value = evaluate(context)
    if (!isNum(value)) return value
    return roundTo(field.type === 'percent' ? multiply(value, 100) : value, field.scale)
  } catch (error) {
    if (error instanceof FormulaError) return null
    throw error
  }
}

function brokenFormula(object: ObjectType, field: FieldType, why: string): RecordStoreError {
  return new RecordStoreError(
    'INVALID_FIELD',
    `The formula of ${object.apiName}.${field.apiName} cannot be used: ${why}`,
  )
}
