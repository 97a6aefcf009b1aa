import { getJson, send } from './api.ts'

/// A record as lists of mixed objects name it.
export interface RecordSummary {
  readonly id: string
  readonly objectApiName: string
  readonly name: string
}

const PATH = '/millrace/v1/preferences/recentlyViewed'
const MOST = 100

/// What the signed-in user looked at last, the newest first.
export async function readRecentRecords(): Promise<readonly RecordSummary[]> {
  const { records = [] } = await getJson<{ records?: readonly RecordSummary[] }>(PATH)
  return records
}

/// Puts [record] at the top of what was looked at. A server that is away forgets it.
export async function rememberRecord(record: RecordSummary): Promise<void> {
  const before = await readRecentRecords().catch(() => undefined)
  if (!before) return
  const records = [record, ...before.filter(({ id }) => id !== record.id)].slice(0, MOST)
  const headers = { 'Content-Type': 'application/json' }
  await send(PATH, { method: 'PUT', headers, body: JSON.stringify({ records }) }).catch(() => undefined)
}
