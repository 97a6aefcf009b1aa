import type { ComponentHost, FormFactor, HostResponse } from '@millrace/runtime'

const FRESH_MS = 30_000

/// The browser as the host of a component that is only looked at: it reads records, asks for each answer once in a while
/// however often the component is drawn anew, and does nothing else.
export function canvasHost(host: ComponentHost, formFactor: FormFactor): ComponentHost {
  const answers = new Map<string, { readonly at: number; readonly answer: Promise<HostResponse> }>()
  return {
    ...host,
    screen: undefined,
    watchRecords: undefined,
    address: undefined,
    formFactor,
    navigate() {},
    showToast() {},
    async fetch(path, request) {
      if (request?.method !== undefined && request.method !== 'GET') throw new Error('The canvas only reads.')
      const known = answers.get(path)
      if (known && known.at + FRESH_MS > host.now()) return known.answer
      // One answer serves several readers, so nobody's leaving stops it, and its body is read once.
      const answer = host.fetch(path, { ...request, cancellation: undefined }).then(remembered)
      answers.set(path, { at: host.now(), answer })
      answer.catch(() => answers.delete(path))
      return answer
    },
  }
}

function remembered(response: HostResponse): HostResponse {
  let body: Promise<unknown> | undefined
  return { status: response.status, header: name => response.header(name), json: () => (body ??= response.json()) }
}
