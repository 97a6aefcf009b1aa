import { dropDraft, keepDraft } from './builderApi.ts'

/// What is typed and not saved, on its way to the server: one request at a time, in order, so that an old text never
/// comes after a newer one.
export class DraftKeeping {
  readonly #apiName: string
  #isKept: boolean
  #last: Promise<void> = Promise.resolve()

  /// [isKept]: the server has a draft already.
  constructor(apiName: string, isKept: boolean) {
    this.#apiName = apiName
    this.#isKept = isKept
  }

  /// One that cannot be kept now is tried again with the next change; leaving the page warns besides.
  keep(draft: { number: number; basedOn: string; text: string }): void {
    this.#isKept = true
    this.#then(() => keepDraft(this.#apiName, draft))
  }

  /// There is nothing unsaved any more.
  drop(): void {
    if (!this.#isKept) return
    this.#isKept = false
    this.#then(() => dropDraft(this.#apiName))
  }

  /// Settles when everything that was sent has been answered.
  get settled(): Promise<void> {
    return this.#last
  }

  #then(work: () => Promise<void>): void {
    this.#last = this.#last.then(work).catch(() => {})
  }
}
