import { readFileSync, statSync, truncateSync } from 'node:fs'

const longestLog = 1_000_000

/// The size of a log file before a start; a file that has grown long starts anew.
export function logSize(path: string): number {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size <= longestLog) return size
  truncateSync(path)
  return 0
}

export function logSince(path: string, start: number): string {
  return readFileSync(path).subarray(start).toString()
}

/// What the log says last, for an error message.
export function logEnd(path: string): string {
  const lines = logSince(path, 0).trimEnd().split('\n').slice(-15)
  return [`  The end of ${path}:`, ...lines.map(line => `    ${line}`)].join('\n')
}
