import { DateTimeValue, DateValue, Decimal, TimeValue } from '@millrace/values'

// Pull-evaluated cells: a change marks what depends on it, nothing is computed until it is read or watched, and a
// cell whose value turns out the same passes no change on. So one change runs one query once, and renders only what
// depends on it.

/// All cells of one Dynamic Component.
export class CellGraph {
  #reader: DerivedCell<unknown> | undefined
  #changeDepth = 0
  #isSettling = false
  readonly #pending = new Set<Watcher>()
  readonly #settled: () => void

  /// [settled] is called after each change, when all watchers have been told.
  constructor(settled: () => void) {
    this.#settled = settled
  }

  source<T>(initial: T): SourceCell<T> {
    return new SourceCell(this, initial)
  }

  /// [compute] reads other cells; [initial] is what a cell that depends on itself reads of itself.
  derived<T>(initial: T, compute: () => T): DerivedCell<T> {
    return new DerivedCell(this, initial, compute)
  }

  /// Calls [changed] after each change of the cell's value, until the function that comes back is called.
  watch(cell: Cell<unknown>, changed: () => void): () => void {
    cell.read()
    const watcher: Watcher = { cell, seen: cell.version, changed }
    cell.watchers.add(watcher)
    return () => {
      cell.watchers.delete(watcher)
      this.#pending.delete(watcher)
    }
  }

  /// Makes several changes one: watchers are told when the outermost [change] ends.
  change(changes: () => void): void {
    this.#changeDepth++
    try {
      changes()
    } finally {
      this.#changeDepth--
      if (this.#changeDepth === 0 && !this.#isSettling) this.#settle()
    }
  }

  /// Runs [read] with no cell depending on what it reads.
  untracked<T>(read: () => T): T {
    return this.track(undefined, read)
  }

  /** @internal */
  track<T>(reader: DerivedCell<unknown> | undefined, read: () => T): T {
    const outer = this.#reader
    this.#reader = reader
    try {
      return read()
    } finally {
      this.#reader = outer
    }
  }

  /** @internal */
  wasRead(cell: Cell<unknown>): void {
    this.#reader?.dependOn(cell)
  }

  /** @internal */
  wasMarked(cell: Cell<unknown>): void {
    for (const watcher of cell.watchers) this.#pending.add(watcher)
  }

  #settle(): void {
    this.#isSettling = true
    try {
      // What a watcher changes is settled in the same round, before anybody outside is told.
      for (const watcher of this.#pending) {
        this.#pending.delete(watcher)
        watcher.cell.refresh()
        if (watcher.cell.version === watcher.seen) continue
        watcher.seen = watcher.cell.version
        watcher.changed()
      }
    } finally {
      this.#isSettling = false
    }
    this.#settled()
  }
}

interface Watcher {
  readonly cell: Cell<unknown>
  seen: number
  readonly changed: () => void
}

export abstract class Cell<out T> {
  /// Grows with each change of the value.
  version = 0
  /** @internal */
  readonly watchers = new Set<Watcher>()
  /** @internal */
  readonly dependents = new Set<DerivedCell<unknown>>()
  protected readonly graph: CellGraph

  constructor(graph: CellGraph) {
    this.graph = graph
  }

  /// The value now; inside a derived cell's computation, that cell then depends on this one.
  abstract read(): T

  /** @internal Brings the value up to date without being read. */
  abstract refresh(): void
}

export class SourceCell<T> extends Cell<T> {
  #value: T

  constructor(graph: CellGraph, initial: T) {
    super(graph)
    this.#value = initial
  }

  override read(): T {
    this.graph.wasRead(this)
    return this.#value
  }

  override refresh(): void {}

  set(value: T): void {
    if (isUnchanged(this.#value, value)) return
    this.graph.change(() => {
      this.#value = value
      this.version++
      this.graph.wasMarked(this)
      for (const dependent of this.dependents) dependent.mark()
    })
  }
}

export class DerivedCell<T> extends Cell<T> {
  #value: T
  #isStale = true
  #isComputing = false
  readonly #compute: () => T
  readonly #sources = new Map<Cell<unknown>, number>()

  constructor(graph: CellGraph, initial: T, compute: () => T) {
    super(graph)
    this.#value = initial
    this.#compute = compute
  }

  override read(): T {
    this.graph.wasRead(this)
    this.refresh()
    return this.#value
  }

  override refresh(): void {
    if (!this.#isStale || this.#isComputing) return
    if (this.version === 0 || this.#sources.size === 0 || this.#sourcesChanged()) this.#recompute()
    this.#isStale = false
  }

  /// Depends on nothing any more until it is read again: for one that is no longer wanted.
  release(): void {
    for (const source of this.#sources.keys()) source.dependents.delete(this)
    this.#sources.clear()
    this.#isStale = true
  }

  /** @internal */
  dependOn(cell: Cell<unknown>): void {
    if (cell === this || this.#sources.has(cell)) return
    cell.refresh()
    this.#sources.set(cell, cell.version)
    cell.dependents.add(this)
  }

  /** @internal */
  mark(): void {
    if (this.#isStale) return
    this.#isStale = true
    this.graph.wasMarked(this)
    for (const dependent of this.dependents) dependent.mark()
  }

  #sourcesChanged(): boolean {
    for (const [source, version] of this.#sources) {
      source.refresh()
      if (source.version !== version) return true
    }
    return false
  }

  #recompute(): void {
    for (const source of this.#sources.keys()) source.dependents.delete(this)
    this.#sources.clear()
    this.#isComputing = true
    try {
      const value = this.graph.track(this, this.#compute)
      if (this.version > 0 && isUnchanged(this.#value, value)) return
      this.#value = value
      this.version++
    } finally {
      this.#isComputing = false
    }
  }
}

/// Whether two values are the same to look at: dates and numbers by value, lists and plain objects by what they
/// hold, everything else by identity.
export function isUnchanged(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((item, i) => isUnchanged(item, b[i]))
  if (a instanceof Decimal) return b instanceof Decimal && a.eq(b)
  if (a instanceof DateValue) return b instanceof DateValue && a.epochDay === b.epochDay
  if (a instanceof DateTimeValue) return b instanceof DateTimeValue && a.ms === b.ms
  if (a instanceof TimeValue) return b instanceof TimeValue && a.ms === b.ms
  return isPlain(a) && isPlain(b) && sameMembers(a, b)
}

const isPlain = (value: object): value is Record<string, unknown> => Object.getPrototypeOf(value) === Object.prototype

function sameMembers(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every(name => name in b && isUnchanged(a[name], b[name]))
}
