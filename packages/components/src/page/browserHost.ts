import type {
  ComponentHost,
  ComponentProblem,
  ComponentState,
  HostRequest,
  HostResponse,
  NavigationTarget,
  Toast,
} from '@millrace/runtime'
import type { DialogList } from '../dialogs/dialogList.ts'
import { labelsFor } from '../labels/Localized.tsx'
import { getJson, send } from './api.ts'
import { browserScreen } from './browserScreen.ts'
import { openPath } from './location.ts'
import { pageAddress } from './pageAddress.ts'
import { pathOf } from './pagePath.ts'
import { watchRecords } from './recordEvents.ts'
import type { Session } from './session.ts'

/// The browser as the place that a Dynamic Component runs in.
export function browserHost(
  session: Session,
  showToast: (toast: Toast) => void,
  onSignedOut: () => void,
  dialogs: DialogList,
): ComponentHost {
  const { user, organization, profile, userRole, permissions, locale, timeZone } = session
  const host: ComponentHost = {
    async fetch(path, request) {
      const response = await sendRequest(path, request)
      if (response.status === 401) onSignedOut()
      return response
    },
    now: () => Date.now(),
    newKey,
    after(ms, task) {
      const timer = setTimeout(task, ms)
      return () => clearTimeout(timer)
    },
    navigate,
    showToast,
    screen: browserScreen(dialogs, () => host),
    openComponent,
    problemsOf: definition => problems.get(definition) ?? [],
    watchFormFactor,
    watchRecords,
    apiVersion: `v${session.apiVersion.replace(/^v/, '')}`,
    user,
    organization,
    profile,
    userRole,
    permissions,
    get formFactor() {
      return formFactor()
    },
    get urlParameters() {
      return Object.fromEntries(new URLSearchParams(window.location.search))
    },
    address: pageAddress,
    locale,
    timeZone,
    texts: locale => labelsFor(locale)?.interactions,
  }
  return host
}

/// What the server said of the definitions that it gave.
const problems = new WeakMap<ComponentState['definition'], readonly ComponentProblem[]>()

async function openComponent(apiName: string): Promise<ComponentState['definition']> {
  const answer = await getJson<{ component: ComponentState['definition']; problems: readonly ComponentProblem[] }>(
    `/millrace/v1/components/${encodeURIComponent(apiName)}`,
  )
  problems.set(answer.component, answer.problems)
  return answer.component
}

async function sendRequest(path: string, request: HostRequest = {}): Promise<HostResponse> {
  const { method, headers, body, cancellation, outlivesPage } = request
  const abort = new AbortController()
  cancellation?.onCancel(() => abort.abort())
  const response = await send(path, { method, headers, body, signal: abort.signal, keepalive: outlivesPage })
  return {
    status: response.status,
    header: name => response.headers.get(name),
    json: () => response.json(),
  }
}

// crypto.randomUUID is missing where the page was not loaded over HTTPS or from this machine.
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}

function navigate(target: NavigationTarget): void {
  if (target.type === 'back') return window.history.back()
  if (target.type === 'refresh') return window.location.reload()
  const url = new URL(pathOf(target) ?? '/', window.location.href)
  // What only looks like a web address must not run here.
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return
  if (target.inNewTab) window.open(url, '_blank', 'noopener')
  else if (url.origin === window.location.origin) openPath(url.pathname + url.search + url.hash)
  else window.location.assign(url)
}

function watchFormFactor(changed: () => void): () => void {
  let before = formFactor()
  const look = () => {
    if (formFactor() === before) return
    before = formFactor()
    changed()
  }
  window.addEventListener('resize', look)
  return () => window.removeEventListener('resize', look)
}

// The widths at which Salesforce's own pages change.
function formFactor(): ComponentHost['formFactor'] {
  const width = window.innerWidth
  return width < 768 ? 'Small' : width < 1024 ? 'Medium' : 'Large'
}
