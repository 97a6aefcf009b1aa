import { RecordValue, Shape, type Value } from '@millrace/values'
import type { Schema } from '../schema.ts'
import type { FieldPath } from './paths.ts'
import type { Projection } from './projection.ts'

/// How the values of a row become a record: fields by slot, parent records by the slots of their fields.
export class RecordPlan {
  readonly #objectName: string
  readonly #names: string[] = []
  readonly #parts: (number | ParentPlan | TypeofPlan)[] = []
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
    if (depth === path.names.length - 1) {
      if (!this.has(name)) this.#push(name, this.#projection.slot(path))
      return
    }
    this.#inner(path, depth).add(path, depth + 1)
  }

  #inner(path: FieldPath, depth: number): RecordPlan {
    const known = this.#names.indexOf(path.names[depth]!)
    return (known < 0 ? this.#addParent(path, depth) : (this.#parts[known] as ParentPlan)).plan
  }

  /// Adds the field behind [path], of the records of [object] that the relationship leads to: each record there has the
  /// fields that were added for its object.
  addOf(object: string, path: FieldPath): void {
    const part = this.#typeofPlan(path)
    let plan = part.plans.get(object)
    if (!plan) part.plans.set(object, (plan = new RecordPlan(object, part.idSlot, this.#projection, this.#schema)))
    plan.add(path, 1)
  }

  #typeofPlan(path: FieldPath): TypeofPlan {
    const known = this.#parts[this.#names.indexOf(path.names[0]!)]
    if (known !== undefined) return known as TypeofPlan
    const part: TypeofPlan = { plans: new Map(), idSlot: this.#lookupSlot(path, 0) }
    this.#push(path.names[0]!, part)
    return part
  }

  /// Adds [slot] in the place of the field behind [path]; false when something is there.
  addAt(path: FieldPath, slot: number, depth = 0): boolean {
    const name = path.names[depth]!
    if (depth < path.names.length - 1) return this.#inner(path, depth).addAt(path, slot, depth + 1)
    if (this.has(name)) return false
    this.addSlot(name, slot)
    return true
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
      fields.push(
        typeof part === 'number'
          ? values[part]!
          : 'plans' in part
            ? this.#buildTypeof(part, values)
            : this.#buildParent(part, values),
      )
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

  #buildTypeof({ plans, idSlot }: TypeofPlan, values: readonly Value[]): RecordValue | null {
    const id = values[idSlot]
    const object = typeof id === 'string' ? this.#schema.objectByKeyPrefix(id.slice(0, 3))?.apiName : undefined
    if (object === undefined) return null
    return plans.get(object)?.build(values) ?? new RecordOfQuery(object, Shape.empty, [], id as string)
  }

  #addParent(path: FieldPath, depth: number): ParentPlan {
    const step = path.branches[0]!.steps[depth]!
    const plan = new RecordPlan(step.to.apiName, this.#idSlotOf(path, depth), this.#projection, this.#schema)
    const parent = { plan, severalObjects: step.field.referenceTo.length > 1 }
    this.#push(path.names[depth]!, parent)
    return parent
  }

  /// Where the Id of the parent stands that [path] leads to at [depth]: null when there is none, or it is hidden.
  #idSlotOf(path: FieldPath, depth: number): number {
    const { hidesRecords } = this.#projection
    return hidesRecords ? this.#projection.slot(this.#parentId(path, depth)) : this.#lookupSlot(path, depth)
  }

  #lookupSlot(path: FieldPath, depth: number): number {
    const step = path.branches[0]!.steps[depth]!
    const names = [...path.names.slice(0, depth), step.field.apiName]
    return this.#projection.slot({
      names,
      branches: path.branches
        .slice(0, 1)
        .map(({ steps }) => ({ steps: steps.slice(0, depth), object: step.from, field: step.field })),
      field: step.field,
      object: step.from,
    })
  }

  /// The Id of the parent itself, and not of the lookup, which is filled although the parent may be hidden.
  #parentId(path: FieldPath, depth: number): FieldPath {
    const branches = path.branches.map(({ steps }) => {
      const object = steps[depth]!.to
      return { steps: steps.slice(0, depth + 1), object, field: object.field('Id')! }
    })
    const [first] = branches
    return { names: [...path.names.slice(0, depth + 1), 'Id'], branches, field: first!.field, object: first!.object }
  }

  #push(name: string, part: number | ParentPlan | TypeofPlan): void {
    this.#names.push(name)
    this.#parts.push(part)
    this.#shape = this.#shape.with(name)
  }
}

/// A relationship whose records have the fields of their own objects.
interface TypeofPlan {
  readonly plans: Map<string, RecordPlan>
  readonly idSlot: number
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
