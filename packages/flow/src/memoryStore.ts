import type {
  FilterLogic,
  FilterValues,
  RecordFilterOperator,
  RecordQuery,
  RecordStore,
  RowResult,
  SaveOptions,
  Savepoint,
  UpdateRun,
} from '@millrace/database'
import { compareValues, equalValues, makeId, RecordValue, type Scalar, Shape, type Value } from '@millrace/values'

/// Records held in memory, answering at once: for flows that run without a database, and for measuring what the
/// engine itself costs. It keeps what it is given, without rules, defaults or rights.
export class MemoryStore implements RecordStore {
  readonly #objects = new Map<string, Map<string, RecordValue>>()
  readonly #keyPrefixOf: (objectName: string) => string
  #serial = 0
  /// What to undo, oldest first.
  #log: (() => void)[] = []

  constructor(keyPrefixOf: (objectName: string) => string = () => 'a00') {
    this.#keyPrefixOf = keyPrefixOf
  }

  /// All records of an object, as stored.
  all(objectName: string): RecordValue[] {
    return [...this.#table(objectName).values()]
  }

  find(query: RecordQuery, valuesPerRun: readonly FilterValues[]): RecordValue[][] {
    const shape = Shape.of(new Set(['Id', ...query.fields.filter(field => !field.includes('.'))]))
    return valuesPerRun.map(run => this.#matching(query, run).map(record => project(record, shape)))
  }

  insert(records: readonly RecordValue[], _options: SaveOptions): RowResult[] {
    return records.map(record => {
      const id = makeId(this.#keyPrefixOf(record.objectName), ++this.#serial)
      record.put('Id', id)
      const table = this.#table(record.objectName)
      table.set(id, stored(record))
      this.#log.push(() => table.delete(id))
      return { id, success: true, created: true, errors: [] }
    })
  }

  update(records: readonly RecordValue[], _options: SaveOptions): RowResult[] {
    return records.map(record => {
      const found = record.id ? this.#table(record.objectName).get(record.id) : undefined
      if (!found) return failure(record.id, record.id ? 'INVALID_CROSS_REFERENCE_KEY' : 'MISSING_ARGUMENT')
      this.#undoable(found)
      for (const name of record.changed.names) if (name !== 'Id') found.put(name, record.get(name))
      return { id: record.id, success: true, errors: [] }
    })
  }

  upsert(records: readonly RecordValue[], externalIdField: string, options: SaveOptions): RowResult[] {
    return records.map(record => {
      const key = record.get(externalIdField)
      const match =
        key === null ? undefined : this.all(record.objectName).find(one => equalValues(one.get(externalIdField), key))
      if (!match) return this.insert([record], options)[0]!
      record.put('Id', match.id)
      return { ...this.update([record], options)[0]!, created: false }
    })
  }

  delete(objectName: string, ids: readonly string[], _options: SaveOptions): RowResult[] {
    const table = this.#table(objectName)
    return ids.map(id => {
      const found = table.get(id)
      if (!found) return failure(id, 'INVALID_CROSS_REFERENCE_KEY')
      table.delete(id)
      this.#log.push(() => table.set(id, found))
      return { id, success: true, errors: [] }
    })
  }

  updateWhere(query: RecordQuery, fields: readonly string[], runs: readonly UpdateRun[]): RowResult[][] {
    return runs.map(run =>
      this.#matching(query, run).map(record => {
        this.#undoable(record)
        fields.forEach((field, i) => record.put(field, run.fieldValues[i]!))
        return { id: record.id, success: true, errors: [] }
      }),
    )
  }

  deleteWhere(query: RecordQuery, valuesPerRun: readonly FilterValues[]): RowResult[][] {
    return valuesPerRun.map(run => {
      const ids = this.#matching(query, run).map(record => record.id!)
      return this.delete(query.object, ids, { allOrNone: true, mode: query.mode })
    })
  }

  savepoint(): Savepoint {
    const mark = this.#log.length
    return { release: () => {}, rollback: () => this.#undoTo(mark) }
  }

  /// Ends the transaction: what was done can no longer be undone.
  commit(): void {
    this.#log = []
  }

  rollbackAll(): void {
    this.#undoTo(0)
  }

  #undoTo(mark: number): void {
    for (const undo of this.#log.splice(mark).reverse()) undo()
  }

  #undoable(record: RecordValue): void {
    const { shape, values } = record
    const before = values.slice()
    this.#log.push(() => {
      record.shape = shape
      record.values = before
    })
  }

  #table(objectName: string): Map<string, RecordValue> {
    let table = this.#objects.get(objectName)
    if (!table) this.#objects.set(objectName, (table = new Map()))
    return table
  }

  #matching(query: RecordQuery, { values, limit }: FilterValues): RecordValue[] {
    const { filters, logic, orderBy } = query
    const isMet = (record: RecordValue, part: FilterLogic): boolean => {
      if (typeof part === 'number')
        return matches(record.get(filters[part]!.field), filters[part]!.operator, values[part]!)
      if ('not' in part) return !isMet(record, part.not)
      return 'and' in part ? part.and.every(one => isMet(record, one)) : part.or.some(one => isMet(record, one))
    }
    let found = this.all(query.object)
    if (logic !== null) found = found.filter(record => isMet(record, logic))
    if (orderBy)
      found.sort((a, b) => ordered(a.get(orderBy.field), b.get(orderBy.field)) * (orderBy.descending ? -1 : 1))
    const most = limit ?? query.limit
    return most === null ? found : found.slice(0, most)
  }
}

const failure = (id: string | null, statusCode: string): RowResult => ({
  id,
  success: false,
  errors: [
    {
      statusCode,
      message: statusCode === 'MISSING_ARGUMENT' ? 'Id not specified in an update call' : 'invalid cross reference id',
      fields: ['Id'],
    },
  ],
})

/// A record with the fields of [shape] and nothing changed.
function project(record: RecordValue, shape: Shape): RecordValue {
  const values = record.shape === shape ? record.values.slice() : shape.names.map(name => record.get(name))
  return new RecordValue(record.objectName, shape, values)
}

/// Its own copy, without related records.
function stored(record: RecordValue): RecordValue {
  const copy = new RecordValue(record.objectName)
  record.shape.names.forEach((name, i) => {
    const value = record.values[i]!
    if (!(value instanceof RecordValue) && !Array.isArray(value)) copy.put(name, value as Scalar)
  })
  return copy
}

const ordered = (a: Value, b: Value): number =>
  a === null ? (b === null ? 0 : -1) : b === null ? 1 : (compareValues(a, b) ?? 0)

function matches(value: Value, operator: RecordFilterOperator, wanted: Value): boolean {
  const sign = (): number => compareValues(value, wanted) ?? Number.NaN
  const text = (test: (text: string, part: string) => boolean): boolean =>
    typeof value === 'string' && typeof wanted === 'string' && test(value.toLowerCase(), wanted.toLowerCase())
  const isAmong = (): boolean => Array.isArray(wanted) && wanted.some(one => equalValues(value, one))
  switch (operator) {
    case 'EqualTo':
      return equalValues(value, wanted)
    case 'NotEqualTo':
      return !equalValues(value, wanted)
    case 'GreaterThan':
      return sign() > 0
    case 'GreaterThanOrEqualTo':
      return sign() >= 0
    case 'LessThan':
      return sign() < 0
    case 'LessThanOrEqualTo':
      return sign() <= 0
    case 'Contains':
      return text((whole, part) => whole.includes(part))
    case 'StartsWith':
      return text((whole, part) => whole.startsWith(part))
    case 'EndsWith':
      return text((whole, part) => whole.endsWith(part))
    case 'IsNull':
      return (value === null) === wanted
    case 'In':
      return isAmong()
    case 'NotIn':
      return !isAmong()
  }
}
