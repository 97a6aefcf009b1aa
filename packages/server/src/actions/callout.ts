import { lookup as lookUp, type LookupAddress } from 'node:dns'
import { request as httpRequest, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'

export interface CalloutRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
  readonly timeoutMs: number
  /// Whether the host may lie in a private network or on this machine.
  readonly allowPrivate: boolean
  readonly signal: AbortSignal | undefined
}

export interface CalloutResponse {
  readonly status: number
  readonly contentType: string
  readonly body: string
}

/// Sends a request and reads its whole answer. Rejects with a `CalloutError` when that does not work out.
export type Callout = (request: CalloutRequest) => Promise<CalloutResponse>

/// Why a request got no answer, in a sentence.
export class CalloutError extends Error {}

/// As large as an answer to an org may be. Source: Apex Developer Guide, "Callout Limits and Limitations".
const MOST_BYTES = 6 * 1024 * 1024

/// A callout over HTTP. Redirects are answers, not followed: they could lead to a host that is not allowed. The address
/// is checked when the connection is opened, so that a name cannot lead to another one afterwards.
export const httpCallout: Callout = ({ method, url, headers, body, timeoutMs, allowPrivate, signal }) =>
  new Promise((resolve, reject) => {
    const host = url.hostname.replace(/^\[|\]$/g, '')
    const fail = (message: string) => reject(new CalloutError(`${method} ${url.host}: ${message}`))
    if (!allowPrivate && isPrivate(host)) return fail(privateText(host))
    const timeout = AbortSignal.timeout(timeoutMs)
    const options: RequestOptions = {
      method,
      headers: { ...headers, ...(body !== null && { 'content-length': String(Buffer.byteLength(body)) }) },
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      lookup: allowPrivate ? undefined : publicLookup,
      agent: false,
    }
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest
    const request = send(url, options, response => {
      const parts: Buffer[] = []
      let size = 0
      response.on('data', (part: Buffer) => {
        size += part.length
        if (size <= MOST_BYTES) return parts.push(part)
        fail(`the answer is larger than ${MOST_BYTES / 1024 / 1024} MB.`)
        return request.destroy()
      })
      response.on('error', error => fail(reasonOf(error)))
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          contentType: response.headers['content-type'] ?? '',
          body: Buffer.concat(parts).toString('utf8'),
        }),
      )
    })
    const reasonOf = (error: Error): string =>
      timeout.aborted ? `no answer within ${timeoutMs / 1000} seconds.` : `${error.message.replace(/\.?$/, '.')}`
    request.on('error', error => fail(reasonOf(error)))
    request.end(body ?? undefined)
  })

const privateText = (address: string): string =>
  `${address} lies in a private network. callouts.allowPrivate in millrace.json allows hosts that do.`

/// As the system looks names up, but for addresses that are not public.
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookUp(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    const hidden = error ? undefined : addresses.find(({ address }) => isPrivate(address))
    if (error) callback(error, '', 0)
    else if (hidden) callback(new Error(privateText(`${hostname} (${hidden.address})`)), '', 0)
    else if (options.all) callback(null, addresses)
    else callback(null, addresses[0]!.address, addresses[0]!.family)
  })
}

/// Whether [host] is an address that the public internet does not lead to, or this machine's own name.
export function isPrivate(host: string): boolean {
  const family = isIP(host)
  if (family === 0) return /^(.*\.)?localhost\.?$/i.test(host)
  return notPublic.check(host, family === 6 ? 'ipv6' : 'ipv4')
}

/// Source: RFC 6890 and the registries of special-purpose addresses that it began.
const notPublic = new BlockList()
for (const [address, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  notPublic.addSubnet(address, prefix, 'ipv4')
for (const [address, prefix] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  notPublic.addSubnet(address, prefix, 'ipv6')
