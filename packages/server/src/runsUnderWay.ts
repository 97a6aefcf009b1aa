import { randomUUID } from 'node:crypto'

export interface RunUnderWay {
  readonly id: string
  /// The Idempotency-Key of the request that started it.
  readonly key: string | null
  readonly flow: string
  readonly userId: string
  readonly startedAt: number
  /// How many elements have been executed so far.
  executed(): number
}

/// A run between its start and its end.
export interface BegunRun {
  readonly id: string
  readonly startedAt: number
  readonly signal: AbortSignal
  /// To be called when its flow begins.
  begun(executed: () => number): void
  /// To be called when it has ended.
  end(): void
}

export interface RunBeginning extends Omit<RunUnderWay, 'id' | 'executed'> {
  /// A new one when not given.
  readonly id?: string
  readonly timeoutMs: number
  readonly stop?: AbortController
}

/// The runs that this server is running at the moment.
export class RunsUnderWay {
  readonly #runs = new Set<RunUnderWay & { readonly stop: AbortController }>()

  get all(): readonly RunUnderWay[] {
    return [...this.#runs]
  }

  /// Notes a run, which is stopped after its time.
  begin({ timeoutMs, id = randomUUID(), stop = new AbortController(), ...run }: RunBeginning): BegunRun {
    const deadline = setTimeout(() => stop.abort(timeoutError(timeoutMs)), timeoutMs)
    const underWay = { ...run, id, stop, executed: () => 0 }
    this.#runs.add(underWay)
    return {
      id,
      startedAt: run.startedAt,
      signal: stop.signal,
      begun: executed => {
        underWay.executed = executed
      },
      end: () => {
        clearTimeout(deadline)
        this.#runs.delete(underWay)
      },
    }
  }

  /// The run that has [id], or that was asked for with it as Idempotency-Key.
  find(id: string): RunUnderWay | undefined {
    return this.#find(id)
  }

  #find(id: string) {
    const runs = [...this.#runs]
    return runs.find(one => one.id === id) ?? runs.find(({ key }) => key === id)
  }

  /// Stops the run that has [id], or that was asked for with it as Idempotency-Key. Answers whether there was one.
  cancel(id: string, mayCancel: (run: { readonly userId: string }) => boolean): boolean {
    const run = this.#find(id)
    if (!run || !mayCancel(run)) return false
    run.stop.abort(new Error('The run was cancelled.'))
    return true
  }

  /// Stops every run: the server has no more time for them.
  cancelAll(): void {
    for (const { stop } of this.#runs) stop.abort(new ServerStopped())
  }
}

/// Why a run was stopped that nobody wanted to stop.
export class ServerStopped extends Error {
  constructor() {
    super('The server was stopped.')
  }
}

const timeoutError = (timeoutMs: number): Error =>
  Object.assign(new Error(`The run took longer than ${timeoutMs / 1000} seconds.`), { name: 'TimeoutError' })
