import { RecordValue, Shape, type Value } from '@millrace/values'
import type { Schema } from '../schema.ts'
import type { FieldPath } from './paths.ts'
import type { Projection } from './projection.ts'

/// How the values of a row become a record: fields by slot, parent records by the slots of their fields.
export class RecordPlan {
  readonly #objectName: string
  readonly #names: string[] = []
  readonly #parts: (number | ParentPlan)[] = []
  readonly #schema: Schema
  readonly #projection: Projection
  readonly #idSlot: number
  #shape = Shape.empty

  /// [idSlot] is where the record's Id stands, which need not be among its fields.
  constructor(objectName: string, idSlot: number, projection: Projection, schema: Schema) {
    this.#objectName = objectName
    this.#idSlot = idSlot
    this.#projection = projection
    this.#schema = schema
  }

  /// Adds the field behind [path]. Each step over a relationship becomes a record of its own.
  add(path: FieldPath, depth = 0): void {
    const name = path.names[depth]!
    const known = this.#names.indexOf(name)
    if (depth === path.names.length - 1) {
      if (known < 0) this.#push(name, this.#projection.slot(path))
      return
    }
    const parent = known < 0 ? this.#addParent(path, depth) : (this.#parts[known] as ParentPlan)
    parent.plan.add(path, depth + 1)
  }

  has(name: string): boolean {
    return this.#names.includes(name)
  }

  /// Adds [slot] under [name], which the record does not have yet.
  addSlot(name: string, slot: number): void {
    this.#push(name, slot)
  }

  build(values: readonly Value[]): RecordValue {
    return this.#build(this.#objectName, values)
  }

  get idSlot(): number {
    return this.#idSlot
  }

  #build(objectName: string, values: readonly Value[]): RecordValue {
    const fields: Value[] = []
    for (const part of this.#parts)
      fields.push(typeof part === 'number' ? values[part]! : this.#buildParent(part, values))
    const id = values[this.#idSlot]
    return this.#shape.has('Id') || typeof id !== 'string'
      ? new RecordValue(objectName, this.#shape, fields)
      : new RecordOfQuery(objectName, this.#shape, fields, id)
  }

  #buildParent({ plan, severalObjects }: ParentPlan, values: readonly Value[]): RecordValue | null {
    const id = values[plan.#idSlot]
    if (typeof id !== 'string') return null
    const actual = severalObjects ? this.#schema.objectByKeyPrefix(id.slice(0, 3))?.apiName : undefined
    return plan.#build(actual ?? plan.#objectName, values)
  }

  #addParent(path: FieldPath, depth: number): ParentPlan {
    const step = path.branches[0]!.steps[depth]!
    const names = [...path.names.slice(0, depth), step.field.apiName]
    const idPath: FieldPath = {
      names,
      branches: path.branches
        .slice(0, 1)
        .map(({ steps }) => ({ steps: steps.slice(0, depth), object: step.from, field: step.field })),
      field: step.field,
      object: step.from,
    }
    const plan = new RecordPlan(step.to.apiName, this.#projection.slot(idPath), this.#projection, this.#schema)
    const parent = { plan, severalObjects: step.field.referenceTo.length > 1 }
    this.#push(path.names[depth]!, parent)
    return parent
  }

  #push(name: string, part: number | ParentPlan): void {
    this.#names.push(name)
    this.#parts.push(part)
    this.#shape = this.#shape.with(name)
  }
}

interface ParentPlan {
  readonly plan: RecordPlan
  readonly severalObjects: boolean
}

/// A record whose query did not ask for its Id: it still knows which record it is.
class RecordOfQuery extends RecordValue {
  readonly #id: string

  constructor(objectName: string, shape: Shape, values: Value[], id: string) {
    super(objectName, shape, values)
    this.#id = id
  }

  override get id(): string {
    return this.#id
  }
}
