import type { Org } from '@millrace/server'
import { CommandError } from './commandError.ts'

/// A link to [origin] that signs in the org's administrator, once.
export async function signInLink(org: Org, origin: string): Promise<string> {
  return `${origin}/sign-in?code=${await org.credentials.issue('signIn', org.administratorId)}`
}

/// Where a server that listens on [host] is reached from this computer.
export function originOf(host: string, port: number): string {
  const isEverywhere = host === '0.0.0.0' || host === '::'
  const reachable = isEverywhere ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  return `http://${reachable}:${port}`
}

/// The origin of the address that people use when a proxy stands before the server.
export function publicOriginOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '') return url.origin
  throw new CommandError(
    `"${text}" is no address for people to use. It is "https://" and a host, perhaps with a port, and no path: https://millrace.example.com`,
  )
}

export function portOf(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new CommandError(`"${text}" is no port: it must be a whole number from 0 to 65535.`)
}
