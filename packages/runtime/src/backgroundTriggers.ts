import type { ComponentInteractions, Interaction } from '@millrace/metadata'
import type { Value } from '@millrace/values'
import type { Cell, CellGraph } from './cells.ts'
import type { ComponentHost } from './host.ts'
import { textsOf } from './interactionTexts.ts'

/// What starts interactions beside the events of components: another value of a resource, the clock, records that
/// someone saved. They are started when the component has loaded.
export class BackgroundTriggers {
  readonly #at: BackgroundContext
  readonly #stops: (() => void)[] = []
  #isOver = false

  constructor(at: BackgroundContext) {
    this.#at = at
  }

  start({ variableChange = [], interval = [], recordChange = [] }: ComponentInteractions): void {
    for (const [reference, chain] of grouped(variableChange, ({ targetName = '' }) => targetName))
      this.#onChange(reference, chain)
    for (const [every, chain] of grouped(interval, one => String(one['every']))) this.#onInterval(Number(every), chain)
    for (const [object, chain] of grouped(recordChange, ({ targetName = '' }) => targetName))
      this.#onRecordChange(object, chain)
  }

  dispose(): void {
    this.#isOver = true
    for (const stop of this.#stops) stop()
  }

  #onChange(reference: string, chain: readonly Interaction[]): void {
    const cell = this.#at.cellOf(reference)
    let before = this.#at.graph.untracked(() => cell.read())
    const repeated = this.#repeated(`On Change of ${reference}`, async () => {
      const after = cell.read()
      const event = { oldValue: before, newValue: after }
      before = after
      await this.#at.run(chain, `On Change of ${reference}`, 'variableChange', reference, event)
    })
    this.#stops.push(this.#at.graph.watch(cell, repeated))
  }

  #onInterval(seconds: number, chain: readonly Interaction[]): void {
    if (!(seconds >= 1)) return
    let left = Number(chain.find(({ times }) => typeof times === 'number')?.['times'] ?? MOST_TIMES)
    let cancel = (): void => {}
    this.#stops.push(() => cancel())
    const wait = (): void => {
      if (!this.#isOver && left-- > 0) cancel = this.#at.host.after(seconds * 1000, () => void tick())
    }
    const tick = async (): Promise<void> => {
      await this.#at.run(chain, 'On Interval', 'interval', String(seconds), {})
      wait()
    }
    wait()
  }

  #onRecordChange(object: string, chain: readonly Interaction[]): void {
    const { host } = this.#at
    const label = object === '' ? 'On Record Change' : `On Record Change of ${object}`
    const repeated = this.#repeated(label, () => this.#at.run(chain, label, 'recordChange', object, {}))
    let cancel: (() => void) | undefined
    const stop = host.watchRecords?.(object === '' ? this.#at.objectsShown() : [object], () => {
      // Many records saved together, or one after another, are one change.
      cancel ??= host.after(DEBOUNCE_MS, () => {
        cancel = undefined
        repeated()
      })
    })
    if (stop) this.#stops.push(stop, () => cancel?.())
  }

  /// Runs [chain] once at a time; what asks for it meanwhile is one further run. A chain that causes itself would never
  /// end, so one that runs too often is stopped.
  #repeated(label: string, chain: () => Promise<void>): () => void {
    const starts: number[] = []
    let [isRunning, isWanted, isStopped] = [false, false, false]
    const loop = async (): Promise<void> => {
      isRunning = true
      // Not within the change that asks for it: whoever changes several things is done first.
      await Promise.resolve()
      while (isWanted && !this.#isOver && !isStopped) {
        isWanted = false
        isStopped = !this.#mayStart(starts, label)
        if (!isStopped) await chain()
      }
      isRunning = false
    }
    return () => {
      isWanted = true
      if (!isRunning && !isStopped) void loop()
    }
  }

  #mayStart(starts: number[], label: string): boolean {
    const now = this.#at.host.now()
    while (starts.length > 0 && starts[0]! <= now - PERIOD_MS) starts.shift()
    if (starts.push(now) <= MOST_STARTS) return true
    const texts = textsOf(this.#at.host)
    this.#at.host.showToast({
      title: texts.wasStopped(label),
      message: texts.startsItself(String(MOST_STARTS), String(PERIOD_MS / 1000)),
      variant: 'warning',
      mode: 'sticky',
    })
    return false
  }
}

/// What background triggers need of the component they are of.
export interface BackgroundContext {
  readonly host: ComponentHost
  readonly graph: CellGraph
  /// The value of a reference without brackets.
  cellOf(reference: string): Cell<Value>
  /// The objects whose records are shown.
  objectsShown(): readonly string[]
  run(
    chain: readonly Interaction[],
    label: string,
    event: string,
    target: string,
    detail: Readonly<Record<string, Value>>,
  ): Promise<void>
}

const MOST_TIMES = 1000
const DEBOUNCE_MS = 300
const MOST_STARTS = 50
const PERIOD_MS = 10_000

function grouped(
  interactions: readonly Interaction[],
  keyOf: (interaction: Interaction) => string,
): Map<string, Interaction[]> {
  const groups = new Map<string, Interaction[]>()
  for (const interaction of interactions) {
    const key = keyOf(interaction)
    groups.set(key, [...(groups.get(key) ?? []), interaction])
  }
  return groups
}
