/// One thing that happened in a preview.
export interface LogEntry {
  readonly id: number
  readonly kind: 'interaction' | 'flow' | 'query' | 'request' | 'toast' | 'navigate'
  readonly text: string
  /// Milliseconds since the preview began.
  readonly at: number
  /// How long it took; undefined while it is under way, and for what takes no time.
  readonly ms?: number
  readonly failed?: boolean
  /// What came out, in short.
  readonly detail?: string
  /// Of a run of a flow, whose trace stands on its own page.
  readonly runId?: string
  /// Does it once more.
  readonly again?: () => void
}

const MAX_ENTRIES = 500

/// What happened in a preview, in order.
export class PreviewLog {
  readonly #now: () => number
  readonly #start: number
  readonly #listeners = new Set<() => void>()
  #entries: readonly LogEntry[] = []
  #count = 0

  constructor(now: () => number) {
    this.#now = now
    this.#start = now()
  }

  get entries(): readonly LogEntry[] {
    return this.#entries
  }

  /// Notes something; the function that comes back says how it ended.
  begin(
    entry: Pick<LogEntry, 'kind' | 'text' | 'again'>,
  ): (end?: Pick<LogEntry, 'failed' | 'detail' | 'runId'>) => void {
    const began = this.#now()
    const id = ++this.#count
    this.#set([...this.#entries, { ...entry, id, at: began - this.#start }].slice(-MAX_ENTRIES))
    return (end = {}) => {
      const ms = this.#now() - began
      this.#set(this.#entries.map(other => (other.id === id ? { ...other, ...end, ms } : other)))
    }
  }

  note(kind: LogEntry['kind'], text: string, failed = false): void {
    this.#set(
      [
        ...this.#entries,
        { id: ++this.#count, kind, text, at: this.#now() - this.#start, ...(failed && { failed }) },
      ].slice(-MAX_ENTRIES),
    )
  }

  clear(): void {
    this.#set([])
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #set(entries: readonly LogEntry[]): void {
    this.#entries = entries
    for (const listener of this.#listeners) listener()
  }
}
