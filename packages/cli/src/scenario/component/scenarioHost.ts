import {
  checkDynamicComponent,
  type ClosedComponent,
  type ComponentHost,
  type ComponentProblem,
  type ComponentState,
  type FormFactor,
  type HostRequest,
  type HostResponse,
  type JsonFields,
  type Screen,
} from '@millrace/runtime'
import type { Json } from '@millrace/values'
import { randomUUID } from 'node:crypto'
import { CommandError } from '../../commandError.ts'

/// Sends one request to the server of the scenario.
export type Send = (request: {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly payload?: string
}) => Promise<{
  readonly statusCode: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
}>

/// What a Dynamic Component did to the world around it, in order.
export interface Notes {
  readonly toasts: Json[]
  readonly navigations: Json[]
  readonly dialogs: Json[]
  readonly requests: string[]
}

export interface ScenarioHostOptions {
  readonly send: Send
  readonly session: {
    readonly user: JsonFields
    readonly organization: JsonFields
    readonly profile?: JsonFields
    readonly userRole?: JsonFields
    readonly permissions: readonly string[]
    readonly locale: string
    readonly timeZone: string
    readonly apiVersion: string
  }
  readonly clock: ScenarioClock
  readonly formFactor: FormFactor
  readonly recordId?: string
  readonly objectApiName?: string
  readonly urlParameters: Readonly<Record<string, string>>
  readonly permissions: readonly string[]
  watchRecords(objectApiNames: readonly string[], changed: () => void): () => void
}

/// A place without a browser: the server in this process, a clock that the scenario moves, and a person who answers what
/// the scenario says.
export class ScenarioHost implements ComponentHost {
  readonly apiVersion: string
  readonly user: JsonFields
  readonly organization: JsonFields
  readonly profile: JsonFields
  readonly userRole: JsonFields
  readonly permissions: readonly string[]
  readonly formFactor: FormFactor
  readonly recordId?: string
  readonly objectApiName?: string
  readonly urlParameters: Readonly<Record<string, string>>
  readonly locale: string
  readonly timeZone: string
  readonly screen: Screen
  readonly watchRecords: ComponentHost['watchRecords']
  /// What is answered to the next questions.
  answers: Json[] = []
  /// Where what happens is noted.
  notes: Notes = newNotes()
  readonly #options: ScenarioHostOptions

  constructor(options: ScenarioHostOptions) {
    const { session } = options
    this.#options = options
    this.apiVersion = `v${session.apiVersion}`
    this.user = session.user
    this.organization = session.organization
    this.profile = session.profile ?? {}
    this.userRole = session.userRole ?? {}
    this.permissions = [...session.permissions, ...options.permissions]
    this.formFactor = options.formFactor
    if (options.recordId !== undefined) this.recordId = options.recordId
    if (options.objectApiName !== undefined) this.objectApiName = options.objectApiName
    this.urlParameters = options.urlParameters
    this.locale = session.locale
    this.timeZone = session.timeZone
    this.watchRecords = options.watchRecords
    this.screen = this.#openScreen()
  }

  async fetch(path: string, { method = 'GET', headers = {}, body }: HostRequest = {}): Promise<HostResponse> {
    if (method !== 'GET') this.notes.requests.push(`${method} ${path.replace(/^\/services\/data\/v[\d.]+/, '')}`)
    const answer = await this.#options.send({
      method,
      url: path,
      headers,
      ...(body === undefined ? {} : { payload: body }),
    })
    return {
      status: answer.statusCode,
      header: name => {
        const value = answer.headers[name.toLowerCase()]
        return typeof value === 'string' ? value : null
      },
      json: async () => JSON.parse(answer.body) as unknown,
    }
  }

  now(): number {
    return this.#options.clock.now
  }

  newKey(): string {
    return randomUUID()
  }

  after(ms: number, task: () => void): () => void {
    return this.#options.clock.after(ms, task)
  }

  navigate(target: Parameters<ComponentHost['navigate']>[0]): void {
    this.notes.navigations.push(plain(target))
  }

  showToast(toast: Parameters<ComponentHost['showToast']>[0]): void {
    this.notes.toasts.push(plain(toast))
  }

  async openComponent(apiName: string): ReturnType<NonNullable<ComponentHost['openComponent']>> {
    const path = `/millrace/v1/components/${encodeURIComponent(apiName)}`
    const { status, json } = await this.fetch(path)
    const body = (await json()) as { component: Awaited<ReturnType<NonNullable<ComponentHost['openComponent']>>> }
    if (status !== 200) throw new Error(`There is no Dynamic Component "${apiName}".`)
    return body.component
  }

  problemsOf(definition: ComponentState['definition']): readonly ComponentProblem[] {
    return checkDynamicComponent(definition)
  }

  #openScreen(): Screen {
    const shown = (kind: string, request: object): void => {
      this.notes.dialogs.push({ kind, ...(plain(request) as object) })
    }
    return {
      alert: async request => shown('alert', request),
      confirm: async request => {
        shown('confirm', request)
        return this.#answer(`the question "${request.message || request.title}"`) === true
      },
      prompt: async request => {
        shown('prompt', request)
        const answer = this.#answer(`the question "${request.message || request.title}"`)
        return typeof answer === 'string' ? answer : null
      },
      openComponent: async request => {
        shown('component', request)
        return closedComponent(this.#answer(`the dialog with "${request.component}"`))
      },
      close: closing => {
        shown('close', closing)
        return true
      },
      copy: async text => shown('copy', { text }),
      download: file => shown('download', file),
      print: () => shown('print', {}),
      focus: (_, component) => {
        shown('focus', { component })
        return true
      },
    }
  }

  #answer(what: string): Json {
    const answer = this.answers.shift()
    if (answer !== undefined) return answer
    throw new CommandError(`Nobody answers ${what}: the step has no "answers" for it.`)
  }
}

export const newNotes = (): Notes => ({ toasts: [], navigations: [], dialogs: [], requests: [] })

function closedComponent(answer: Json): ClosedComponent {
  const { outputs = {}, result = null } =
    typeof answer === 'object' && answer !== null && !Array.isArray(answer) ? answer : {}
  const isCompleted = answer !== null && answer !== false
  return { outputs: outputs as ClosedComponent['outputs'], result: result as ClosedComponent['result'], isCompleted }
}

/// What of it can be compared.
const plain = (value: object): Json => JSON.parse(JSON.stringify(value)) as Json

/// A clock that stands still until it is moved.
export class ScenarioClock {
  now: number
  readonly #tasks = new Set<{ readonly at: number; readonly task: () => void }>()

  constructor(now: number) {
    this.now = now
  }

  after(ms: number, task: () => void): () => void {
    const entry = { at: this.now + ms, task }
    this.#tasks.add(entry)
    return () => this.#tasks.delete(entry)
  }

  /// Lets [ms] pass: what is due on the way happens at its time, and [settle] waits for what it began.
  async pass(ms: number, settle: () => Promise<void>): Promise<void> {
    const end = this.now + ms
    for (;;) {
      const [next] = [...this.#tasks].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)
      if (!next) break
      this.#tasks.delete(next)
      this.now = Math.max(this.now, next.at)
      next.task()
      await settle()
    }
    this.now = end
  }
}
