import { removeRunsBefore, type Database } from '@millrace/database'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/// How many days runs are kept where `millrace.json` says nothing.
const KEEP_DAYS = 30

/// What forgetting needs to know.
export interface Retention {
  readonly database: Database
  /// As `millrace.json` says now.
  keepDays(): number | undefined
  now(): number
  say(line: string): void
}

/// Forgets, at once and then each hour, the records of runs that are older than the project keeps them. The function
/// that comes back ends that.
export function forgetOldRuns({ database, keepDays, now, say }: Retention): () => void {
  const forget = () => {
    const before = now() - (keepDays() ?? KEEP_DAYS) * DAY_MS
    removeRunsBefore(database, before).catch((error: unknown) =>
      say(`Old runs could not be forgotten: ${error instanceof Error ? error.message : String(error)}`),
    )
  }
  const timer = setInterval(forget, HOUR_MS)
  timer.unref()
  forget()
  return () => clearInterval(timer)
}
