import { equalValues, type RecordValue } from '@millrace/values'
import type { AwaitedEvent } from './host.ts'
import { unpackedValue } from './pausedInterview.ts'

/// Whether [record], a platform event that was published, is the one that [event] waits for: every field that the Wait
/// states has the value it had when the interview paused. Text is compared ignoring case.
export function isAwaited({ platformEvent }: Pick<AwaitedEvent, 'platformEvent'>, record: RecordValue): boolean {
  return (
    platformEvent !== null &&
    platformEvent.object === record.objectName &&
    platformEvent.fields.every(({ name, value }) => equalValues(record.get(name), unpackedValue(value)))
  )
}
