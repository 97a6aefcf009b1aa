import type { Cell, CellGraph } from './cells.ts'

/// Who wants to be told of which changes, by name: a component, of what was read for it.
export class Observers {
  readonly #graph: CellGraph
  readonly #observed = new Map<string, Map<Cell<unknown>, () => void>>()
  readonly #changed = new Set<string>()
  readonly #versions = new Map<string, number>()
  readonly #listeners = new Map<string, Set<() => void>>()

  constructor(graph: CellGraph) {
    this.#graph = graph
  }

  /// From now on changes of [cell] are changes of [name].
  watch(name: string, cell: Cell<unknown>): void {
    const cells = kept(this.#observed, name, () => new Map<Cell<unknown>, () => void>())
    if (cells.has(cell)) return
    cells.set(
      cell,
      this.#graph.watch(cell, () => this.#changed.add(name)),
    )
  }

  /// Forgets what was read for [name]; what is read again is watched again.
  unwatch(name: string): void {
    for (const stop of this.#observed.get(name)?.values() ?? []) stop()
    this.#observed.delete(name)
  }

  subscribe(name: string, listener: () => void): () => void {
    const listeners = kept(this.#listeners, name, () => new Set<() => void>())
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) this.#listeners.delete(name)
    }
  }

  version(name: string): number {
    return this.#versions.get(name) ?? 0
  }

  /// Tells everybody what has changed since the last time.
  tell(): void {
    const changed = [...this.#changed.add(ANYTHING)]
    this.#changed.clear()
    for (const name of changed) this.#versions.set(name, (this.#versions.get(name) ?? 0) + 1)
    for (const name of changed) for (const listener of this.#listeners.get(name) ?? []) listener()
  }

  dispose(): void {
    for (const name of this.#observed.keys()) this.unwatch(name)
    this.#listeners.clear()
  }
}

/// The name of those who want to hear of every change; no component is called so.
export const ANYTHING = ''

interface Known<K, T> {
  get(key: K): T | undefined
  set(key: K, value: T): unknown
}

/// The value of [key], made the first time.
export function kept<K, T>(known: Known<K, T>, key: K, make: () => T): T {
  let made = known.get(key)
  if (made === undefined) known.set(key, (made = make()))
  return made
}
