import type { Database } from '@millrace/database'
import type { Flow } from '@millrace/metadata'
import { versionsOf } from '../versions.ts'

/// The version numbers of flows as they run, each asked for once.
export class VersionNumbers {
  readonly #database: Database
  readonly #known = new WeakMap<Flow, Promise<number>>()

  constructor(database: Database) {
    this.#database = database
  }

  /// The number of the version that [flow] is.
  of(flow: Flow): Promise<number> {
    let number = this.#known.get(flow)
    if (!number) {
      number = versionsOf(this.#database, { kind: 'flow', apiName: flow.apiName }, flow.source).then(
        ({ inFile }) => inFile ?? 1,
      )
      // What failed is asked for again.
      number.catch(() => this.#known.delete(flow))
      this.#known.set(flow, number)
    }
    return number
  }
}
