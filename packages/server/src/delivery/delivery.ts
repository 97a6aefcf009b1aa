import { markFailed, markSent, nextDue, takeFromOutbox, type OutboxRow, type Queryable } from '@millrace/database'

/// Sends one message. Throws a `Refusal` when it is no use to try again.
export type Send = (message: OutboxRow) => Promise<void>

/// The other side does not want the message, now or later.
export class Refusal extends Error {}

export interface DeliveryOptions {
  readonly database: Queryable
  readonly send: Send
  /// Seconds until the next attempt, by how many there were. After the last one the message has failed.
  readonly retryAfterSeconds?: readonly number[]
  readonly say?: (line: string) => void
}

const RETRY_AFTER_SECONDS = [10, 60, 300, 900, 3600, 14_400, 43_200]
/// Longer than an attempt takes.
const LEASE_SECONDS = 120
/// Another server or a command may have put a message into the outbox.
const LONGEST_PAUSE_MS = 30_000

/// Sends what waits in the outbox, one message after the other, until `stop`. Several servers may do so on one database:
/// each message is taken by one of them. A message whose server is killed while it sends is sent again.
export class Delivery {
  readonly #options: DeliveryOptions
  #timer: NodeJS.Timeout | undefined
  #working: Promise<void> | null = null
  #isWoken = false
  #isStopped = false

  constructor(options: DeliveryOptions) {
    this.#options = options
    this.wake()
  }

  /// Looks into the outbox now.
  wake(): void {
    if (this.#isStopped) return
    clearTimeout(this.#timer)
    if (this.#working) {
      this.#isWoken = true
      return
    }
    this.#working = this.#work().finally(() => {
      this.#working = null
      if (!this.#isWoken) return
      this.#isWoken = false
      this.wake()
    })
  }

  /// Waits for the message that is being sent, and takes no other.
  async stop(): Promise<void> {
    this.#isStopped = true
    clearTimeout(this.#timer)
    await this.#working
  }

  async #work(): Promise<void> {
    let pauseMs = LONGEST_PAUSE_MS
    try {
      while (!this.#isStopped && (await this.#sendNext()));
      if (!this.#isStopped)
        pauseMs = Math.min(Math.max((await nextDue(this.#options.database)) ?? pauseMs, 50), pauseMs)
    } catch (error) {
      this.#options.say?.(`The outbox could not be read: ${messageOf(error)}`)
    }
    if (!this.#isStopped) this.#timer = setTimeout(() => this.wake(), pauseMs).unref()
  }

  /// Whether there was a message to send.
  async #sendNext(): Promise<boolean> {
    const { database, send, retryAfterSeconds = RETRY_AFTER_SECONDS, say } = this.#options
    const message = await takeFromOutbox(database, LEASE_SECONDS)
    if (!message) return false
    try {
      await send(message)
    } catch (error) {
      const retry = error instanceof Refusal ? null : (retryAfterSeconds[message.attempts - 1] ?? null)
      await markFailed(database, message.id, messageOf(error), retry)
      if (retry === null) say?.(`The e-mail "${message.subject}" could not be sent: ${messageOf(error)}`)
      return true
    }
    await markSent(database, message.id)
    return true
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
