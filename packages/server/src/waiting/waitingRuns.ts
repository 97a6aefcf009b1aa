import {
  awaiting,
  cancelWaiting,
  followFields,
  lockAtScreen,
  lockDue,
  lockWaiting,
  markCome,
  nextResumeAt,
  recordStore,
  takePublished,
  WAITING_CHANNEL,
  waitingOf,
  type DueInterview,
  type Listener,
} from '@millrace/database'
import { isAwaited, type AwaitedEvent } from '@millrace/flow'
import { apiError } from '../apiError.ts'
import { systemContext } from '../userContext.ts'
import { startEventFlows, startsFlows } from './eventFlows.ts'
import { eventOf, Resumption, type ResumeOptions } from './resumption.ts'
import type { Resumed, ResumptionWorld } from './resumptionWorld.ts'
import { Schedules } from './schedules.ts'

/// The date in a record may have changed, and the clock of the database's server may be another.
const LONGEST_PAUSE_MS = 30_000
/// How soon to look again after something that another server is at.
const SHORTEST_PAUSE_MS = 500
/// How many interviews go on at a time.
const WORKERS = 2

/// Runs that wait: lets their interviews go on when the time has come or the platform event was published. Several
/// servers may do so on one database; what came due while none ran goes on at the next start.
export class WaitingRuns {
  readonly #world: ResumptionWorld
  readonly #resumption: Resumption
  readonly #schedules: Schedules
  readonly #say: (line: string) => void
  #listener: Listener | null = null
  #timer: NodeJS.Timeout | undefined
  #working: Promise<void> | null = null
  #nextSchedule: number | null = null
  #isStarted = false
  #isWoken = false
  #isStopped = false

  constructor(world: ResumptionWorld, say: (line: string) => void) {
    this.#world = world
    this.#resumption = new Resumption(world)
    this.#schedules = new Schedules(world)
    this.#say = say
  }

  /// Looks for what is due, now and from now on.
  start(): void {
    this.#isStarted = true
    void this.wake()
  }

  /// Looks once for what is due now; ends when all of it has gone on.
  wake(): Promise<void> {
    if (this.#isStopped) return Promise.resolve()
    clearTimeout(this.#timer)
    if (this.#working) this.#isWoken = true
    this.#working ??= this.#work().finally(() => (this.#working = null))
    return this.#working
  }

  /// Waits for the interviews that go on at the moment, and takes no others.
  async stop(): Promise<void> {
    this.#isStopped = true
    clearTimeout(this.#timer)
    await this.#working
    await this.#listener?.close()
  }

  /// Lets the interviews of run [runId] go on now, each by the first of its events. An error where one waits for a
  /// platform event alone.
  async resume(runId: string, options: ResumeOptions = {}): Promise<Resumed[]> {
    const resumed: Resumed[] = []
    for (const guid of await waitingOf(this.#world.database, runId)) {
      const one = await this.#resumption.next(async tx => {
        const due = await lockWaiting(tx, guid)
        if (due && due.resumeAt === null)
          throw apiError(
            409,
            'WAITS_FOR_EVENT',
            `The run waits for a platform event at "${due.element}", and not for a time. Publish the event: insert a record of it.`,
          )
        return due
      }, options)
      if (one) resumed.push(one)
    }
    return resumed
  }

  /// Does what a person has done on the screen at which interview [guid] stands. Null when it stands at none, or
  /// [isAllowed] says that it is not for that person.
  async onScreen(
    guid: string,
    isAllowed: (due: DueInterview) => boolean,
    options: ResumeOptions & Required<Pick<ResumeOptions, 'screen'>>,
  ): Promise<Resumed | null> {
    return this.#resumption.next(async tx => {
      const due = await lockAtScreen(tx, guid)
      return due && isAllowed(due) ? due : null
    }, options)
  }

  /// Ends run [runId] when it waits; answers whether it did.
  cancel(runId: string): Promise<boolean> {
    const { database, now } = this.#world
    return database.transaction(tx => cancelWaiting(tx, runId, now()))
  }

  async #work(): Promise<void> {
    let pauseMs = LONGEST_PAUSE_MS
    try {
      do {
        this.#isWoken = false
        await this.#listen()
        await followFields(this.#world.database, this.#world.project().schema, this.#world.now())
        while (!this.#isStopped && (await this.#deliverNext()));
        this.#nextSchedule = await this.#schedules.startDue()
        await Promise.all(Array.from({ length: WORKERS }, () => this.#resumeAll()))
      } while (this.#isWoken && !this.#isStopped)
      pauseMs = await this.#pauseMs()
    } catch (error) {
      this.#say(`Waiting runs could not be looked at: ${error instanceof Error ? error.message : String(error)}`)
    }
    if (this.#isStarted && !this.#isStopped) this.#timer = setTimeout(() => void this.wake(), pauseMs).unref()
  }

  async #listen(): Promise<void> {
    if (!this.#isStarted || this.#isStopped || this.#listener?.isOpen) return
    this.#listener = await this.#world.database.listen(WAITING_CHANNEL, () => void this.wake())
  }

  async #resumeAll(): Promise<void> {
    while (!this.#isStopped) {
      const resumed = await this.#resumption.next(tx => lockDue(tx, this.#world.now()))
      if (!resumed) return
      if (resumed.fault)
        this.#say(
          `The flow "${resumed.due.flow}" ${resumed.due.recordId === null ? `went on after "${resumed.due.element}" and` : 'was started and'} failed: ${resumed.fault.message}`,
        )
    }
  }

  /// Tells those who wait for it of the oldest event that was published. Answers whether there was one.
  #deliverNext(): Promise<boolean> {
    const { database, project, now } = this.#world
    return database.transaction(async tx => {
      const published = await takePublished(tx)
      if (!published) return false
      const waits = await awaiting(tx, published.object, published.publishedAt)
      const isStart = startsFlows(project(), published.object)
      if (waits.length === 0 && !isStart) return true
      const store = recordStore(tx, project().deployed, systemContext(''))
      const { record } = await eventOf(published.recordId, store, project())
      if (!record) return true
      for (const wait of waits)
        if (isAwaited(wait.event as AwaitedEvent, record)) await markCome(tx, wait, published.recordId, now())
      if (isStart) await startEventFlows(tx, record, this.#world)
      return true
    })
  }

  async #pauseMs(): Promise<number> {
    const next = Math.min((await nextResumeAt(this.#world.database)) ?? Infinity, this.#nextSchedule ?? Infinity)
    return Math.min(Math.max(next - this.#world.now(), SHORTEST_PAUSE_MS), LONGEST_PAUSE_MS)
  }
}
