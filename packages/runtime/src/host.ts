import type { DynamicComponent, Interaction } from '@millrace/metadata'
import type { Json } from '@millrace/values'
import type { ComponentProblem } from './componentState.ts'
import type { InteractionTexts } from './interactionTexts.ts'
import type { Screen, ToastAction, ToastLink } from './screen.ts'

/// Everything a Dynamic Component needs from the place it runs in: a browser page, a test, a command.
/// The runtime itself knows no network, clock or screen.
export interface ComponentHost {
  /// The only way to the server, which speaks Salesforce's REST API. [path] starts with `/services/data/`, or, to stop
  /// a run, with `/millrace/v1/`, which an org answers with 404.
  /// Rejects when there is no answer at all; any HTTP status is an answer.
  fetch(path: string, request?: HostRequest): Promise<HostResponse>
  /// Now, in milliseconds since 1970-01-01T00:00:00Z.
  now(): number
  /// A new unguessable text, such as a UUID: the `Idempotency-Key` of one click.
  newKey(): string
  /// Runs [task] once after [ms] milliseconds, unless the function that comes back is called before.
  after(ms: number, task: () => void): () => void
  /// Goes to another place. The chain of interactions goes on when it returns or its promise settles.
  navigate(target: NavigationTarget): void | Promise<void>
  showToast(toast: Toast): void
  /// Hears of each interaction when it starts; the function that comes back hears how it ended, with what follows it.
  /// For those who look at how a component works; absent on pages.
  noteInteraction?(interaction: Interaction, label: string): (end: InteractionEnd) => void
  /// Dialogs, panels, the clipboard; absent where there is no screen.
  readonly screen?: Screen
  /// The definition of another Dynamic Component, for one that is nested in this one. Rejects with an `Error` whose
  /// message says why there is none.
  openComponent?(apiName: string): Promise<DynamicComponent>
  /// What is wrong with a definition: `checkDynamicComponent` itself, or what a server said of it. Absent where nobody
  /// asks for `state.problems`, which is then empty.
  problemsOf?(definition: DynamicComponent): readonly ComponentProblem[]
  /// Calls [changed] after records of these objects were saved or deleted, by anyone, until the function that comes
  /// back is called. Absent where nobody tells.
  watchRecords?(objectApiNames: readonly string[], changed: () => void): () => void
  /// Calls [changed] when `formFactor` is another one, until the function that comes back is called.
  watchFormFactor?(changed: () => void): () => void
  /// "v62.0" when absent.
  readonly apiVersion?: string
  /// Fields of the running user, as the REST API gives them, for `{!$User.Field}`.
  readonly user: JsonFields
  readonly organization: JsonFields
  readonly profile?: JsonFields
  readonly userRole?: JsonFields
  /// API names of the custom permissions that the user has, for `{!$Permission.Name}`.
  readonly permissions: readonly string[]
  readonly formFactor: FormFactor
  /// The record and object of the page; absent where the page is not about a record.
  readonly recordId?: string
  readonly objectApiName?: string
  /// The parameters of the page's URL: they set variables of the same name that are available for input.
  readonly urlParameters?: Readonly<Record<string, string>>
  /// The page's address, where components may keep what a reload or a sent link should bring back.
  readonly address?: PageAddress
  /// The user's own: "en_US" or "en-US".
  readonly locale: string
  /// IANA name.
  readonly timeZone: string
  /// What interactions say of their own accord, for people of [locale]; undefined, or absent: in English.
  texts?(locale: string): InteractionTexts | undefined
}

/// How an interaction ended. `skipped`: its condition was not true.
export interface InteractionEnd {
  readonly status: 'finished' | 'failed' | 'cancelled' | 'refused' | 'skipped'
  readonly error?: { readonly code: string; readonly message: string }
}

/// Named texts in the page's address.
export interface PageAddress {
  read(name: string): string | undefined
  /// Sets or, with undefined, takes away; without a new entry in the browser's history.
  write(name: string, text: string | undefined): void
}

export type JsonFields = Readonly<Record<string, Json>>

/// "Small" is a phone, "Medium" a tablet, "Large" a desktop.
export type FormFactor = 'Small' | 'Medium' | 'Large'

export interface HostRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly headers?: Readonly<Record<string, string>>
  /// JSON text.
  readonly body?: string
  /// A host that can stop a request does so when this is cancelled; its promise then rejects.
  readonly cancellation?: Cancellation
  /// It goes on when the person leaves the page that sent it.
  readonly outlivesPage?: boolean
}

export interface HostResponse {
  readonly status: number
  /// A response header; names ignore case. Null when absent.
  header(name: string): string | null
  /// The body as JSON; rejects when it is none.
  json(): Promise<unknown>
}

export interface Toast {
  readonly title: string
  readonly message?: string
  readonly variant: 'info' | 'success' | 'warning' | 'error'
  /// As lightning/platformShowToastEvent has it: `dismissible` goes by itself and has a close button, `pester` goes
  /// by itself, `sticky` stays until closed.
  readonly mode: 'dismissible' | 'pester' | 'sticky'
  /// How long one that goes by itself stays; the screen decides when it is not said.
  readonly seconds?: number
  /// `{0}` in the message is the first; those the message does not name stand behind it.
  readonly links?: readonly ToastLink[]
  readonly action?: ToastAction
}

/// Where Navigate goes. The types and names are those of Salesforce's PageReference.
export type NavigationTarget = (
  | { readonly type: 'recordPage'; readonly recordId: string; readonly actionName: 'view' | 'edit' | 'clone' }
  | {
      readonly type: 'objectPage'
      readonly objectApiName: string
      readonly actionName: 'home' | 'list' | 'new'
      /// API name of a list view, for a list.
      readonly filterName?: string
      /// Field values of the new record, as text.
      readonly defaultFieldValues?: Readonly<Record<string, string>>
    }
  | {
      readonly type: 'page'
      readonly pageApiName: string
      /// In the page's URL: they set variables of the same name that are available for input.
      readonly parameters?: Readonly<Record<string, string>>
    }
  | { readonly type: 'app'; readonly appApiName: string }
  | { readonly type: 'webPage'; readonly url: string }
  | { readonly type: 'back' }
  | { readonly type: 'refresh' }
) & { readonly inNewTab?: boolean }

/// Tells a request that nobody waits for it any more.
export class Cancellation {
  #cancelled = false
  #listeners: (() => void)[] = []

  get isCancelled(): boolean {
    return this.#cancelled
  }

  /// Runs [listener] when this is cancelled; at once when it already is.
  onCancel(listener: () => void): void {
    if (this.#cancelled) listener()
    else this.#listeners.push(listener)
  }

  cancel(): void {
    if (this.#cancelled) return
    this.#cancelled = true
    const listeners = this.#listeners
    this.#listeners = []
    for (const listener of listeners) listener()
  }
}
