import { whyNotRunnable } from '@millrace/flow'
import type { Flow } from '@millrace/metadata'
import type { ScenarioEnd } from './runner.ts'

/// How much of a flow the tests ran.
export interface FlowCoverage {
  readonly flow: string
  readonly elements: number
  readonly executed: number
  /// Whole percents, rounded down: 100 means all.
  readonly percentage: number
  readonly notReached: readonly string[]
}

/// What tests reached of the flows there are.
export class Coverage {
  readonly #flows = new Map<string, Flow>()
  readonly #reached = new Map<string, Set<string>>()

  /// Flows that count although no test may run them.
  addFlows(flows: readonly Flow[]): void {
    for (const flow of flows) if (!this.#flows.has(flow.apiName)) this.#flows.set(flow.apiName, flow)
  }

  add({ flows, reached }: NonNullable<ScenarioEnd['ran']>): void {
    this.addFlows(flows)
    for (const [flow, names] of reached) {
      const known = this.#reached.get(flow) ?? new Set()
      for (const name of names) known.add(name)
      this.#reached.set(flow, known)
    }
  }

  /// Every flow that can be run by name, in the order of their names.
  report(): FlowCoverage[] {
    return [...this.#flows.values()]
      .filter(flow => whyNotRunnable(flow) === null || this.#reached.has(flow.apiName))
      .map(flow => flowCoverage(flow, this.#reached.get(flow.apiName) ?? new Set()))
      .toSorted((a, b) => (a.flow < b.flow ? -1 : 1))
  }
}

function flowCoverage({ apiName, elements }: Flow, reached: ReadonlySet<string>): FlowCoverage {
  const notReached = elements.map(({ name }) => name).filter(name => !reached.has(name))
  const executed = elements.length - notReached.length
  const percentage = elements.length === 0 ? 100 : Math.floor((executed * 100) / elements.length)
  return { flow: apiName, elements: elements.length, executed, percentage, notReached }
}

/// As a table, a flow a line.
export function coverageTable(flows: readonly FlowCoverage[]): string {
  const rows = [
    ['Flow', 'Elements', 'Executed', '%', 'Never reached'],
    ...flows.map(one => [one.flow, one.elements, one.executed, one.percentage, one.notReached.join(', ')].map(String)),
  ]
  const widths = [0, 1, 2, 3].map(column => Math.max(...rows.map(row => row[column]!.length)))
  return rows
    .map(row =>
      row
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : i < 4 ? cell.padStart(widths[i]!) : cell))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
