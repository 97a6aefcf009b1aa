import { describe, expect, it } from 'vitest'
import { CellGraph, type DerivedCell } from './cells.ts'

describe('cells', () => {
  it('compute when read, once per change of what they read', () => {
    const graph = new CellGraph(() => {})
    const [a, b] = [graph.source(1), graph.source(10)]
    let runs = 0
    const sum = graph.derived(0, () => (runs++, a.read() + b.read()))
    expect(runs).toBe(0)
    expect([sum.read(), sum.read(), runs]).toEqual([11, 11, 1])
    graph.change(() => (a.set(2), b.set(20)))
    expect([sum.read(), runs]).toEqual([22, 2])
  })

  it('tell watchers once per change, of changed values only', () => {
    let settled = 0
    const graph = new CellGraph(() => settled++)
    const [a, b] = [graph.source(1), graph.source(2)]
    const isBig = graph.derived(false, () => a.read() + b.read() > 10)
    const told: boolean[] = []
    graph.watch(isBig, () => told.push(isBig.read()))
    a.set(3)
    expect(told).toEqual([])
    graph.change(() => (a.set(8), b.set(9)))
    expect(told).toEqual([true])
    expect(settled).toBe(2)
  })

  it('forget what they no longer read', () => {
    const graph = new CellGraph(() => {})
    const [which, a, b] = [graph.source(true), graph.source('a'), graph.source('b')]
    let runs = 0
    const chosen = graph.derived('', () => (runs++, which.read() ? a.read() : b.read()))
    chosen.read()
    which.set(false)
    expect([chosen.read(), runs]).toEqual(['b', 2])
    a.set('A')
    expect([chosen.read(), runs]).toEqual(['b', 2])
  })

  it('settle what watchers change before anybody outside is told', () => {
    const seen: number[] = []
    const graph: CellGraph = new CellGraph(() => seen.push(copy.read()))
    const source = graph.source(1)
    const copy = graph.source(1)
    graph.watch(source, () => copy.set(source.read()))
    source.set(5)
    expect(seen).toEqual([5])
  })

  it('that depend on themselves read their last value', () => {
    const graph = new CellGraph(() => {})
    const one: DerivedCell<number> = graph.derived<number>(0, () => two.read() + 1)
    const two: DerivedCell<number> = graph.derived<number>(0, () => one.read() + 1)
    expect(one.read()).toBe(2)
  })
})
