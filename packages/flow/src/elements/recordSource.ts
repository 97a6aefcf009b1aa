import type { Located } from '@millrace/metadata'
import { RecordValue, type Value } from '@millrace/values'
import type { Compilation } from '../compilation.ts'
import type { Interview } from '../interview.ts'

/// The records held by an element's inputReference: a record variable or a record collection variable.
export interface RecordSource {
  readonly isCollection: boolean
  readonly objectName: string
  readonly read: (interview: Interview) => RecordValue[]
}

export function compileRecordSource(reference: string, at: Located, compilation: Compilation): RecordSource {
  const expression = compilation.reference(reference, at, 'inputReference')
  const record = expression.type.kind === 'Collection' ? expression.type.of : expression.type
  if (record.kind !== 'Record' && record.kind !== 'Any')
    compilation.report(
      'type-mismatch',
      `${compilation.here} saves {!${reference}}, which holds no records.`,
      at,
      'inputReference',
    )
  return {
    isCollection: expression.type.kind === 'Collection',
    objectName: record.kind === 'Record' ? record.object : '',
    read: interview => recordsIn(expression.read(interview)),
  }
}

function recordsIn(value: Value): RecordValue[] {
  if (value instanceof RecordValue) return [value]
  if (!Array.isArray(value)) return []
  // Nearly always there are records alone, and the collection is the list.
  return holdsRecordsAlone(value) ? value : value.filter(item => item instanceof RecordValue)
}

function holdsRecordsAlone(items: readonly Value[]): items is RecordValue[] {
  for (const item of items) if (!(item instanceof RecordValue)) return false
  return true
}
