import { getJson, send } from './api.ts'

/// A record that its user looked at.
export interface RecentRecord {
  readonly id: string
  readonly objectApiName: string
  readonly name: string
}

const PATH = '/millrace/v1/preferences/recentlyViewed'
const MOST = 20

/// What the signed-in user looked at last, the newest first.
export async function readRecentRecords(): Promise<readonly RecentRecord[]> {
  const { records = [] } = await getJson<{ records?: readonly RecentRecord[] }>(PATH)
  return records
}

/// Puts [record] at the top of what was looked at. A server that is away forgets it.
export async function rememberRecord(record: RecentRecord): Promise<void> {
  const before = await readRecentRecords().catch(() => undefined)
  if (!before) return
  const records = [record, ...before.filter(({ id }) => id !== record.id)].slice(0, MOST)
  const headers = { 'Content-Type': 'application/json' }
  await send(PATH, { method: 'PUT', headers, body: JSON.stringify({ records }) }).catch(() => undefined)
}
