import { fchownSync, fstatSync, ftruncateSync, openSync, readFileSync } from 'node:fs'
import type { Home } from './home.ts'

const longestLog = 1_000_000

/// Opens the server's log for adding to it; a log that has grown long starts anew.
export function openLog({ log: path, account }: Home): { log: number; size: number } {
  const log = openSync(path, 'a', 0o600)
  if (account) fchownSync(log, account.uid, account.gid)
  if (fstatSync(log).size > longestLog) ftruncateSync(log)
  return { log, size: fstatSync(log).size }
}

/// What was written after the log had [size] bytes.
export function logSince(path: string, size: number): string {
  return readFileSync(path).subarray(size).toString()
}

/// What the log says last, for an error message.
export function logEnd(path: string): string {
  const lines = logSince(path, 0).trimEnd().split('\n').slice(-15)
  return [`  The end of ${path}:`, ...lines.map(line => `    ${line}`)].join('\n')
}
