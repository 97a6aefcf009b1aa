import type { Interaction } from '@millrace/metadata'
import type { ComponentHost, HostRequest, HostResponse, Toast } from '@millrace/runtime'
import type { PreviewLog } from './previewLog.ts'

export interface PreviewSettings {
  readonly host: ComponentHost
  readonly log: PreviewLog
  readonly showToast: (toast: Toast) => void
  /// Runs of flows are rolled back, and nothing else may change records.
  readonly rollsBack: boolean
  /// Whom the component is shown to; undefined: the person at the screen.
  readonly viewer?: Viewer
}

/// Another user, as the server describes the session of one.
export interface Viewer
  extends Pick<
    ComponentHost,
    'user' | 'organization' | 'profile' | 'userRole' | 'permissions' | 'locale' | 'timeZone'
  > {}

/// What the server says of the session that [userId] would have.
export async function viewerNamed(host: ComponentHost, userId: string): Promise<Viewer> {
  const response = await host.fetch('/millrace/v1/session', { headers: asUser(userId) })
  const body = await response.json()
  if (response.status !== 200) throw new Error(detailOf(body) ?? `The server answered ${response.status}.`)
  // The route's answer is the contract.
  return body as Viewer
}

const asUser = (userId: string): Record<string, string> => ({ 'Millrace-As-User': userId })

const FLOW = /\/actions\/custom\/flow\/([^/?]+)$/

/// The browser as the host of a component in preview: it notes what is sent, shown and opened, and goes nowhere.
export function previewHost({ host: own, log, showToast, rollsBack, viewer }: PreviewSettings): ComponentHost {
  const host = viewer ? hostOf(own, viewer) : own
  const send = async (path: string, request?: HostRequest): Promise<HostResponse> => {
    const method = request?.method ?? 'GET'
    const flow = FLOW.exec(path)?.[1]
    const runsFlow = flow !== undefined && method === 'POST'
    const end = log.begin({
      kind: runsFlow ? 'flow' : path.includes('/query') ? 'query' : 'request',
      text: runsFlow ? decodeURIComponent(flow) : requestText(method, path),
      ...(runsFlow && {
        again: () =>
          void send(path, { ...request, headers: { ...request?.headers, 'Idempotency-Key': host.newKey() } }),
      }),
    })
    try {
      const response = await answer(path, method, request, runsFlow ? flow : undefined)
      const body = await response.json().catch(() => null)
      end({ failed: response.status >= 400, detail: detailOf(body), ...runOf(response, body) })
      return { ...response, json: async () => body, header: name => response.header(name) }
    } catch (error) {
      end({ failed: true, detail: error instanceof Error ? error.message : String(error) })
      throw error
    }
  }
  const answer = (path: string, method: string, request: HostRequest | undefined, flow: string | undefined) => {
    if (!rollsBack || method === 'GET') return host.fetch(path, request)
    if (flow !== undefined) return tryFlow(host, flow, request)
    return Promise.resolve(refused(method, path))
  }
  return {
    ...host,
    address: undefined,
    fetch: send,
    noteInteraction(interaction, label) {
      const end = log.begin({ kind: 'interaction', text: label })
      return ({ status, error }) =>
        end({
          failed: status === 'failed',
          detail: error?.message ?? (status === 'finished' ? settingsText(interaction) : status),
        })
    },
    navigate(target) {
      log.note('navigate', JSON.stringify(target))
    },
    showToast(toast) {
      log.note('toast', [toast.title, toast.message].filter(Boolean).join(': '), toast.variant === 'error')
      showToast(toast)
    },
  }
}

/// [host] as it would be for [viewer]: who is signed in, and every request.
export function hostOf(host: ComponentHost, viewer: Viewer): ComponentHost {
  const { user, organization, profile, userRole, permissions, locale, timeZone } = viewer
  const id = typeof user['Id'] === 'string' ? user['Id'] : ''
  return {
    ...host,
    user,
    organization,
    profile,
    userRole,
    permissions,
    locale,
    timeZone,
    fetch: (path, request) => host.fetch(path, { ...request, headers: { ...request?.headers, ...asUser(id) } }),
  }
}

/// A run that is rolled back, answered as a run that was kept would be.
async function tryFlow(host: ComponentHost, flow: string, request: HostRequest | undefined): Promise<HostResponse> {
  const { inputs = [] } = JSON.parse(request?.body ?? '{}') as { inputs?: readonly object[] }
  const response = await host.fetch(`/millrace/v1/builder/flows/${flow}/try`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ inputs: inputs[0] ?? {} }),
    cancellation: request?.cancellation,
  })
  if (response.status >= 400) return response
  const { state, fault, outputs } = (await response.json()) as {
    state: string
    fault: { element: string | null; code: string; message: string } | null
    outputs: object
  }
  const failed = state !== 'finished'
  const result = {
    actionName: flow,
    isSuccess: !failed,
    errors: failed ? [{ statusCode: 'UNKNOWN_EXCEPTION', message: fault?.message ?? state, fields: [] }] : null,
    outputValues: failed ? null : { ...outputs, Flow__InterviewStatus: 'Finished' },
    ...(failed && {
      millrace: { flow, state, element: fault?.element, faultMessage: fault?.message, faultCode: fault?.code },
    }),
  }
  return { status: failed ? 400 : 200, header: () => null, json: async () => [result] }
}

const refused = (method: string, path: string): HostResponse => ({
  status: 400,
  header: () => null,
  json: async () => [
    {
      errorCode: 'PREVIEW_ROLLS_BACK',
      message: `This preview rolls back what flows change and changes nothing else: ${requestText(method, path)} was not sent. Switch "Roll back" off to send it.`,
    },
  ],
})

/// What an interaction says, without those that follow it.
function settingsText(interaction: Interaction): string {
  const own = Object.entries(interaction).filter(
    ([name, value]) => name !== 'type' && !(Array.isArray(value) && name.startsWith('on')),
  )
  return own.map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`).join(', ')
}

function requestText(method: string, path: string): string {
  const soql = /[?&]q=([^&]*)/.exec(path)?.[1]
  if (soql !== undefined) return decodeURIComponent(soql.replaceAll('+', ' '))
  return `${method} ${path.replace(/^\/services\/data\/v[\d.]+/, '')}`
}

function detailOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined
  const first: unknown = Array.isArray(body) ? body[0] : body
  if (typeof first !== 'object' || first === null) return undefined
  if ('totalSize' in first) return `${String(first.totalSize)} rows`
  if ('outputValues' in first && first.outputValues) return JSON.stringify(first.outputValues)
  if (
    'millrace' in first &&
    typeof first.millrace === 'object' &&
    first.millrace !== null &&
    'faultMessage' in first.millrace
  )
    return String(first.millrace.faultMessage)
  return 'message' in first ? String(first.message) : undefined
}

function runOf(response: HostResponse, body: unknown): { runId?: string } {
  const runId = response.header('Millrace-Run-Id')
  return runId === null || body === null ? {} : { runId }
}
