import type { Value } from './value.ts'

/// An ordered set of field names. Shapes are shared: the same names in the same order are the same object, so
/// all records of one query have one shape, and compiled code finds a field by position after one comparison.
export class Shape {
  static readonly empty = new Shape([])

  /// Field names in the schema's spelling. Compare names before you ask: a Shape is case-sensitive.
  readonly names: readonly string[]
  readonly #positions = new Map<string, number>()
  readonly #next = new Map<string, Shape>()

  private constructor(names: readonly string[]) {
    this.names = names
    names.forEach((name, position) => this.#positions.set(name, position))
  }

  static of(names: Iterable<string>): Shape {
    let shape = Shape.empty
    for (const name of names) shape = shape.with(name)
    return shape
  }

  /// Where [name] stands, or -1.
  position(name: string): number {
    return this.#positions.get(name) ?? -1
  }

  has(name: string): boolean {
    return this.#positions.has(name)
  }

  /// This shape with [name] at its end; itself when it has the name already.
  with(name: string): Shape {
    if (this.#positions.has(name)) return this
    let next = this.#next.get(name)
    if (!next) this.#next.set(name, (next = new Shape([...this.names, name])))
    return next
  }
}

/// A record: an object's name and some of its fields. A parent record stands under its relationship name
/// (`Account`, `Parent__r`), child records as a collection under theirs.
///
/// `changed` holds the fields set since the record was read, or all that were ever set on a new one:
/// an update writes these and no others.
export class RecordValue {
  readonly objectName: string
  shape: Shape
  values: readonly Value[]
  changed: Shape
  /// Whether a copy may hold the same list of values, which then is copied before the first change. Most copies (in
  /// collections, in traces) are only read.
  #isShared = false

  constructor(
    objectName: string,
    shape: Shape = Shape.empty,
    values: readonly Value[] = [],
    changed: Shape = Shape.empty,
  ) {
    this.objectName = objectName
    this.shape = shape
    this.values = values
    this.changed = changed
  }

  /// A record with [fields] set on it, as a flow builds one.
  static from(objectName: string, fields: Readonly<Record<string, Value>>): RecordValue {
    const record = new RecordValue(objectName)
    for (const [name, value] of Object.entries(fields)) record.set(name, value)
    return record
  }

  get id(): string | null {
    const id = this.get('Id')
    return typeof id === 'string' ? id : null
  }

  /// The field's value; null when the record does not have it.
  get(name: string): Value {
    const position = this.shape.position(name)
    return position < 0 ? null : this.values[position]!
  }

  has(name: string): boolean {
    return this.shape.has(name)
  }

  /// Sets a field and marks it changed.
  set(name: string, value: Value): void {
    this.put(name, value)
    this.changed = this.changed.with(name)
  }

  /// Sets a field as if it had been read from the database: not marked changed.
  put(name: string, value: Value): void {
    const position = this.shape.position(name)
    if (position >= 0) return this.putAt(position, value)
    this.shape = this.shape.with(name)
    this.#own().push(value)
  }

  /// As `put`, for the field at [position] of the shape.
  putAt(position: number, value: Value): void {
    this.#own()[position] = value
  }

  /// A record of its own: what is set on one of the two does not show in the other.
  copy(): RecordValue {
    const copy = new RecordValue(this.objectName, this.shape, this.values, this.changed)
    this.#isShared = copy.#isShared = true
    return copy
  }

  /// Takes on the fields of [other], as `copy` gives them.
  become(other: RecordValue): void {
    this.shape = other.shape
    this.values = other.values
    this.changed = other.changed
    this.#isShared = other.#isShared = true
  }

  #own(): Value[] {
    if (this.#isShared) {
      this.values = this.values.slice()
      this.#isShared = false
    }
    return this.values as Value[]
  }
}

/// An instance of an Apex-defined type: named fields, no database behind it.
export class ApexValue {
  readonly apexClass: string
  readonly fields: Map<string, Value>

  constructor(apexClass: string, fields: Map<string, Value> = new Map()) {
    this.apexClass = apexClass
    this.fields = fields
  }

  copy(): ApexValue {
    return new ApexValue(this.apexClass, new Map(this.fields))
  }
}
