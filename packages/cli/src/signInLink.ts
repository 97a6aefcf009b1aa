import type { Org } from '@millrace/server'
import { CommandError } from './commandError.ts'

/// A link that signs in the org's administrator, once.
export async function signInLink(org: Org, host: string, port: number): Promise<string> {
  return `${originOf(host, port)}/sign-in?code=${await org.credentials.issue('signIn', org.administratorId)}`
}

/// Where a server that listens on [host] is reached from this computer.
export function originOf(host: string, port: number): string {
  const isEverywhere = host === '0.0.0.0' || host === '::'
  const reachable = isEverywhere ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  return `http://${reachable}:${port}`
}

export function portOf(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new CommandError(`"${text}" is no port: it must be a whole number from 0 to 65535.`)
}
