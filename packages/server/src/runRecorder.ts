import { saveRuns, type Queryable, type RunRecord } from '@millrace/database'

/// At most this long does a run's record wait for others to share its statement.
const GATHER_MS = 10

/// Keeps what ran. A record is written after its run has answered, together with those that ended at the same time;
/// `flush` waits until all are kept.
export class RunRecorder {
  readonly #database: Queryable
  readonly #onLoss: (error: unknown, runs: readonly RunRecord[]) => void
  #waiting: (() => RunRecord)[] = []
  #timer: NodeJS.Timeout | null = null
  #writing: Promise<void> = Promise.resolve()

  constructor(database: Queryable, onLoss: (error: unknown, runs: readonly RunRecord[]) => void) {
    this.#database = database
    this.#onLoss = onLoss
  }

  record(run: () => RunRecord): void {
    this.#waiting.push(run)
    this.#timer ??= setTimeout(() => void this.flush(), GATHER_MS)
  }

  flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    const runs = this.#waiting.map(make => make())
    this.#waiting = []
    if (runs.length) this.#writing = this.#writing.then(() => this.#write(runs))
    return this.#writing
  }

  async #write(runs: readonly RunRecord[]): Promise<void> {
    try {
      await saveRuns(this.#database, runs)
    } catch (error) {
      this.#onLoss(error, runs)
    }
  }
}
