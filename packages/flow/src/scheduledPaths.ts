import type { FlowScheduledPath } from '@millrace/metadata'
import { num, type RecordValue } from '@millrace/values'
import type { FollowedField } from './host.ts'
import { after, delay, momentOf } from './waitTimes.ts'

/// When a scheduled path starts for a record.
export interface ScheduledStart {
  /// Milliseconds since 1970.
  readonly resumeAt: number
  /// The field that tells the time: when its value changes, so does the time.
  readonly follows: FollowedField | null
}

/// When [path] starts for [record], which was saved at [now]; null where the field that tells the time is blank. Days
/// of a Date begin in [timeZone].
///
/// Source: Salesforce Help, "Scheduled Paths"; Metadata API Developer Guide, FlowScheduledPath.
export function scheduledStart(
  path: FlowScheduledPath,
  record: RecordValue,
  now: number,
  timeZone: string,
): ScheduledStart | null {
  if (path.pathType === 'AsyncAfterCommit') return { resumeAt: now, follows: null }
  const offset = delay(num(path.offsetNumber ?? 0), path.offsetUnit ?? '')
  if (path.timeSource !== 'RecordField' || path.recordField === null)
    return { resumeAt: after(now, offset, timeZone), follows: null }
  const base = momentOf(record.get(path.recordField), timeZone)
  if (base === null) return null
  const follows = { object: record.objectName, field: path.recordField, recordId: record.id!, timeZone, ...offset }
  return { resumeAt: after(base, offset, timeZone), follows }
}
