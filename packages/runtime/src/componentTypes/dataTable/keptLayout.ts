import type { DerivedCell } from '../../cells.ts'
import type { Resolved } from '../../componentState.ts'
import type { ComponentContext } from '../../componentWork.ts'
import { isSettings } from '../../resolved.ts'
import { get, send } from '../../restApi.ts'
import { type DataTableLayout, readLayout } from './layout.ts'

/// A while after the last change, so that dragging a column's edge is one request.
const PAUSE_MS = 400

/// How one user wants one table to look, kept by the server. An org keeps nothing, and neither does a server that is
/// away: the table then looks as declared.
export class KeptLayout {
  readonly #context: ComponentContext
  readonly #path: string
  readonly #layout: DerivedCell<DataTableLayout>
  #hasRestored = false
  #stopSaving: (() => void) | undefined

  constructor(context: ComponentContext) {
    this.#context = context
    const name = `${context.definitionApiName}.${context.component.apiName}`
    this.#path = `/millrace/v1/preferences/${encodeURIComponent(name)}`
    this.#layout = context.graph.derived<DataTableLayout>({}, () => readLayout(context.attribute('Layout')))
  }

  read(): DataTableLayout {
    return this.#layout.read()
  }

  set(layout: DataTableLayout): void {
    this.#context.setAttribute('Layout', layout as Resolved)
    this.#stopSaving?.()
    this.#stopSaving = this.#context.host.after(PAUSE_MS, () => void this.#save(layout))
  }

  /// Gives the table the looks that its user gave it before. A screen asks for it once.
  async restore(): Promise<void> {
    if (this.#hasRestored || this.#context.attribute('customizable') === false) return
    this.#hasRestored = true
    const body = await get(this.#context.host, this.#path).catch(() => undefined)
    const hasChosen = Object.keys(this.#context.graph.untracked(() => this.read())).length > 0
    if (typeof body !== 'object' || body === null || hasChosen) return
    const kept = body as Resolved
    if (isSettings(kept)) this.#context.setAttribute('Layout', readLayout(kept) as Resolved)
  }

  dispose(): void {
    this.#stopSaving?.()
  }

  async #save(layout: DataTableLayout): Promise<void> {
    const headers = { 'Content-Type': 'application/json' }
    const request = { method: 'PUT', headers, body: JSON.stringify(layout) } as const
    await send(this.#context.host, this.#path, request).catch(() => undefined)
  }
}
