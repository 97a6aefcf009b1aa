import type { ComponentHost, HostRequest, HostResponse, NavigationTarget, Toast } from '@millrace/runtime'
import { send } from './api.ts'
import { openPath } from './location.ts'
import type { Session } from './session.ts'

/// The browser as the place that a Dynamic Component runs in.
export function browserHost(
  session: Session,
  showToast: (toast: Toast) => void,
  onSignedOut: () => void,
): ComponentHost {
  const { user, organization, profile, userRole, permissions, locale, timeZone } = session
  return {
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
    apiVersion: `v${session.apiVersion.replace(/^v/, '')}`,
    user,
    organization,
    profile,
    userRole,
    permissions,
    formFactor: formFactor(),
    locale,
    timeZone,
  }
}

async function sendRequest(path: string, request: HostRequest = {}): Promise<HostResponse> {
  const { method, headers, body, cancellation } = request
  const abort = new AbortController()
  cancellation?.onCancel(() => abort.abort())
  const response = await send(path, { method, headers, body, signal: abort.signal })
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
  switch (target.type) {
    case 'page':
      return openPath(`/lightning/n/${encodeURIComponent(target.pageApiName)}`)
    case 'recordPage':
      return openPath(`/lightning/r/${encodeURIComponent(target.recordId)}/${target.actionName}`)
    case 'objectPage':
      return openPath(`/lightning/o/${encodeURIComponent(target.objectApiName)}/${target.actionName}`)
    case 'webPage':
      return openWebPage(target.url, target.inNewTab)
  }
}

function openWebPage(address: string, inNewTab: boolean): void {
  const url = new URL(address, window.location.href)
  if (inNewTab) window.open(url, '_blank', 'noopener')
  else if (url.origin === window.location.origin) openPath(url.pathname + url.search + url.hash)
  else window.location.assign(url)
}

// The widths at which Salesforce's own pages change.
function formFactor(): ComponentHost['formFactor'] {
  const width = window.innerWidth
  return width < 768 ? 'Small' : width < 1024 ? 'Medium' : 'Large'
}
