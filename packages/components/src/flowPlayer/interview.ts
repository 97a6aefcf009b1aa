import { apiErrorOf, type ComponentHost, type HostRequest, sendRequest } from '@millrace/runtime'
import type { Json } from '@millrace/values'

// An interview as `/millrace/v1/interviews` answers it: packages/flow/src/screens/description.ts says what is in it.

export interface Interview {
  readonly guid: string
  readonly runId: string
  readonly flow: string
  readonly status: 'Waiting' | 'Finished' | 'Error'
  readonly screen: Screen | null
  readonly outputs: Readonly<Record<string, Json>>
  readonly fault: { readonly code: string; readonly message: string; readonly element: string | null } | null
}

export interface Screen {
  readonly name: string
  readonly label: string
  readonly flowLabel: string
  readonly helpText: string | null
  readonly showHeader: boolean
  readonly showFooter: boolean
  readonly back: string | null
  readonly next: string | null
  readonly pause: string | null
  readonly isLast: boolean
  readonly pausedText: string | null
  readonly progress: {
    readonly location: 'top' | 'footer'
    readonly type: 'simple' | 'path'
    readonly stages: readonly { readonly label: string; readonly isCurrent: boolean }[]
  } | null
  readonly isReactive: boolean
  readonly triggers?: readonly { readonly event: string; readonly source: string }[]
  readonly localAction?: { readonly name: string; readonly attributes: Readonly<Record<string, Json>> } | null
  readonly fields: readonly ScreenField[]
  readonly errors: readonly { readonly field: string | null; readonly message: string }[]
}

export interface ScreenField {
  readonly name: string
  readonly kind: string
  readonly label: string
  readonly helpText: string
  readonly required: boolean
  readonly readOnly: boolean
  readonly disabled: boolean
  readonly value: Json
  readonly scale?: number
  readonly maxLength?: number
  readonly choices?: readonly ScreenChoice[]
  readonly width?: number | null
  readonly fields?: readonly ScreenField[]
  readonly component?: string
  readonly attributes?: Readonly<Record<string, Json>>
  readonly referenceTo?: readonly string[]
  readonly multiple?: boolean
  readonly picklists?: readonly DependentPicklist[]
  readonly items?: readonly RepeaterItem[]
}

export interface ScreenChoice {
  readonly value: Json
  readonly label: string
  readonly input?: { readonly name: string; readonly label: string; readonly required: boolean; readonly value: Json }
}

export interface DependentPicklist {
  readonly attribute: string
  readonly label: string
  readonly required: boolean
  readonly choices: readonly (ScreenChoice & { readonly goesWith?: readonly string[] })[]
}

export interface RepeaterItem {
  readonly key: string
  readonly fields: readonly ScreenField[]
}

export type Typed = Readonly<Record<string, unknown>>

/// What was done on a screen, as it is sent.
export interface Done {
  readonly values: Typed
  /// Of `run`: the component whose event it is.
  readonly source?: string
  /// Of `next` after a local action: why it failed.
  readonly error?: string
}

/// An interview of the user's own that stands at a screen.
export interface PausedInterview {
  readonly guid: string
  readonly flow: string
  readonly flowLabel: string
  readonly element: string
  readonly screenLabel: string
  readonly pausedAt: string
}

const BASE = '/millrace/v1/interviews'

/// Starts the flow; the same [key] starts it once.
export const startInterview = (
  host: ComponentHost,
  flow: string,
  inputs: Readonly<Record<string, Json>>,
  key: string,
): Promise<Interview> => post(host, BASE, { flow, inputs }, { 'Idempotency-Key': key })

/// The interview [guid] where it stands.
export const readInterview = (host: ComponentHost, guid: string): Promise<Interview> =>
  request(host, `${BASE}/${encodeURIComponent(guid)}`, { method: 'GET' })

/// The user's interviews that stand at screens, the newest first.
export async function readPausedInterviews(host: ComponentHost): Promise<readonly PausedInterview[]> {
  const answer = await sendRequest(host, BASE, { method: 'GET' })
  if (answer.status !== 200) throw new Error(apiErrorOf(answer).message)
  return (answer.body as { interviews: readonly PausedInterview[] }).interviews
}

/// Does what the person did on the screen. Rejects with an `Error` whose message says what went wrong.
export const onScreen = (
  host: ComponentHost,
  guid: string,
  action: 'next' | 'back' | 'refresh' | 'run' | 'pause',
  done: Done,
): Promise<Interview> => post(host, `${BASE}/${guid}/${action}`, done)

/// Ends an interview that nobody goes on with. What it did before its last screen stays.
export async function cancelInterview(host: ComponentHost, guid: string): Promise<void> {
  await sendRequest(host, `${BASE}/${guid}`, { method: 'DELETE', outlivesPage: true }).catch(() => undefined)
}

const post = (host: ComponentHost, path: string, body: object, headers = {}): Promise<Interview> =>
  request(host, path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify({ ...body, formFactor: host.formFactor }),
  })

async function request(host: ComponentHost, path: string, init: HostRequest): Promise<Interview> {
  const answer = await sendRequest(host, path, init)
  if (answer.status === 200) return answer.body as Interview
  throw new Error(apiErrorOf(answer).message.replace('The requested resource does not exist. ', ''))
}
