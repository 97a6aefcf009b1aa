import type { CellGraph, SourceCell } from './cells.ts'
import type { FlowRunState } from './flowRunState.ts'
import { Cancellation } from './host.ts'

/// Where a chain of interactions came from: a component's event, of one target and one row where it has those.
export interface Trigger {
  readonly component: string
  readonly event: string
  readonly targetName?: string
  readonly rowId?: string
}

/// What a second click does while the first one's chain is under way: it is refused, waits its turn, takes the first
/// one's place, or runs beside it.
export type Concurrency = 'single' | 'queue' | 'restart' | 'parallel'

export const CONCURRENCIES: readonly Concurrency[] = ['single', 'queue', 'restart', 'parallel']

interface Chain {
  readonly trigger: Trigger
  readonly cancellation: Cancellation
  readonly flowRun: SourceCell<FlowRunState | undefined>
  done: Promise<unknown>
}

/// The chains under way. A trigger is busy exactly as long as one of its chains is.
export class Triggers {
  readonly #graph: CellGraph
  readonly #chains: SourceCell<readonly Chain[]>

  constructor(graph: CellGraph) {
    this.#graph = graph
    this.#chains = graph.source<readonly Chain[]>([])
  }

  isBusy(component: string, event: string, targetName?: string, rowId?: string): boolean {
    return this.#find(component, event, targetName, rowId) !== undefined
  }

  /// What the Execute Flow of a busy trigger does.
  flowRun(component: string, event: string, targetName?: string, rowId?: string): FlowRunState | undefined {
    return this.#find(component, event, targetName, rowId)?.flowRun.read()
  }

  #find(component: string, event: string, targetName?: string, rowId?: string): Chain | undefined {
    return this.#chains
      .read()
      .find(
        ({ trigger }) =>
          trigger.component === component &&
          trigger.event === event &&
          (targetName === undefined || trigger.targetName === targetName) &&
          (rowId === undefined || trigger.rowId === rowId),
      )
  }

  /// Runs [chain] as [concurrency] says; undefined when it was refused.
  async run<T>(
    trigger: Trigger,
    concurrency: Concurrency,
    chain: (cancellation: Cancellation, flowRun: Chain['flowRun']) => Promise<T>,
  ): Promise<T | undefined> {
    const others = this.#chains.read().filter(other => sameTrigger(other.trigger, trigger))
    if (concurrency === 'single' && others.length > 0) return undefined
    if (concurrency === 'restart') for (const other of others) other.cancellation.cancel()
    const cancellation = new Cancellation()
    const before = concurrency === 'queue' ? others.at(-1)?.done : undefined
    const flowRun = this.#graph.source<FlowRunState | undefined>(undefined)
    const entry: Chain = { trigger, cancellation, flowRun, done: Promise.resolve() }
    this.#chains.set([...this.#chains.read(), entry])
    const result = (async () => {
      try {
        await before
        return await chain(cancellation, flowRun)
      } finally {
        this.#chains.set(this.#chains.read().filter(other => other.cancellation !== cancellation))
      }
    })()
    entry.done = result
    return result
  }
}

const sameTrigger = (a: Trigger, b: Trigger): boolean =>
  a.component === b.component && a.event === b.event && a.targetName === b.targetName && a.rowId === b.rowId
