import type { NavigationTarget, Toast } from '@millrace/runtime'
import { type Json, toJson, type Value } from '@millrace/values'
import { createRoot, type Root } from 'react-dom/client'
import { pathOf } from '../page/pagePath.ts'
import { FailureBoundary } from '../renderer/FailureBoundary.tsx'
import { showTheme, themeNamed } from '../theme/theme.ts'
import { Embedded } from './Embedded.tsx'
import { embeddedPage } from './embeddedPage.tsx'
import { forgetToken } from './token.ts'

export const TAG = 'millrace-component'

/// Attributes that are not inputs.
const OURS = new Set([
  'name',
  'record-id',
  'object-api-name',
  'token',
  'theme',
  'class',
  'id',
  'style',
  'slot',
  'hidden',
  'lang',
  'dir',
  'title',
])

/// A Dynamic Component in any page: `<millrace-component name="Contact_Status" record-id="003…" status="New">`. Other
/// attributes set variables of the same name that are available for input; hyphens in them do not count.
///
/// It tells the page of `millrace:output`, `millrace:toast` and `millrace:navigate`. The last two can be cancelled with
/// `preventDefault()` by a page that does it itself. Its content stands in the page itself (light DOM).
export class MillraceComponentElement extends HTMLElement {
  #root: Root | undefined
  #inputs: Readonly<Record<string, Json>> = {}
  #outputs: Record<string, Json> = {}
  readonly #attributes = new MutationObserver(changes => {
    if (changes.some(({ attributeName }) => attributeName === 'token')) forgetToken()
    this.#render()
  })

  /// Values for inputs that attributes cannot write, such as lists and records. They go before attributes.
  get inputs(): Readonly<Record<string, Json>> {
    return this.#inputs
  }

  set inputs(inputs: Readonly<Record<string, Json>>) {
    this.#inputs = inputs
    this.#render()
  }

  /// What its variables that are available for output hold, by API name; those that have changed since it was opened.
  get outputs(): Readonly<Record<string, Json>> {
    return this.#outputs
  }

  connectedCallback(): void {
    this.#attributes.observe(this, { attributes: true })
    void embeddedPage.styled.then(() => {
      if (!this.isConnected || this.#root) return
      embeddedPage.open()
      this.#root = createRoot(this)
      this.#render()
    })
  }

  disconnectedCallback(): void {
    // One that is only moved to another place is back before this runs.
    queueMicrotask(() => {
      if (this.isConnected) return
      this.#attributes.disconnect()
      this.#root?.unmount()
      this.#root = undefined
    })
  }

  #render(): void {
    const theme = themeNamed(this.getAttribute('theme'))
    if (theme) showTheme(theme)
    this.#root?.render(
      <FailureBoundary what="This component">
        <Embedded
          name={this.getAttribute('name') ?? ''}
          recordId={this.getAttribute('record-id') ?? undefined}
          objectApiName={this.getAttribute('object-api-name') ?? undefined}
          texts={JSON.stringify(this.#texts())}
          inputs={this.#inputs}
          onOutput={this.#tellOutput}
          onToast={this.#showToast}
          onNavigate={this.#navigate}
        />
      </FailureBoundary>,
    )
  }

  /// The attributes that are inputs, without hyphens.
  #texts(): Record<string, string> {
    const inputs = [...this.attributes].filter(({ name }) => !OURS.has(name) && !/^(data-|aria-|on)/.test(name))
    return Object.fromEntries(inputs.map(({ name, value }) => [name.replaceAll('-', ''), value]))
  }

  readonly #tellOutput = (name: string, value: Value): void => {
    this.#outputs = { ...this.#outputs, [name]: toJson(value) }
    this.#tell('output', { name, value: toJson(value) })
  }

  readonly #showToast = (toast: Toast): void => {
    if (this.#tell('toast', toast)) embeddedPage.toasts.show(toast)
  }

  readonly #navigate = (target: NavigationTarget): void => {
    if (!this.#tell('navigate', target)) return
    if (target.type === 'back') return window.history.back()
    if (target.type === 'refresh') return window.location.reload()
    const url = new URL(pathOf(target) ?? '/', embeddedPage.address)
    // What only looks like a web address must not run here.
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return
    if (target.inNewTab) window.open(url, '_blank', 'noopener')
    else window.location.assign(url)
  }

  /// False when the page does it itself.
  #tell(event: string, detail: unknown): boolean {
    return this.dispatchEvent(
      new CustomEvent(`millrace:${event}`, { bubbles: true, composed: true, cancelable: true, detail }),
    )
  }
}
