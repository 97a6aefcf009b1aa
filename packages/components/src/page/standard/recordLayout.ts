import { type ComponentHost, type ObjectDescription, fieldValue, recordWithId } from '@millrace/runtime'
import { mergeText, RecordValue } from '@millrace/values'
import { getJson } from '../api.ts'
import { hasField } from './objectFields.ts'

/// Answer of `GET /millrace/v1/record-layout/OBJECT`: what layouts say; null where they say nothing.
export interface RecordLayout {
  readonly sections: readonly LayoutSection[] | null
  readonly highlights: readonly string[] | null
  readonly relatedLists: readonly LayoutList[] | null
  readonly path: LayoutPath | null
  readonly recordTypes: readonly RecordTypeChoice[]
}

export interface LayoutSection {
  readonly label: string
  readonly columns: number
  readonly fields: readonly string[]
  readonly required: readonly string[]
  readonly readOnly: readonly string[]
}

export interface LayoutList {
  readonly relationship: string
  readonly fields: readonly string[]
  readonly orderBy: { readonly field: string; readonly direction: 'asc' | 'desc' } | null
}

export interface LayoutPath {
  readonly fieldName: string
  readonly steps: readonly { readonly value: string; readonly fields: readonly string[]; readonly guidance: string }[]
}

export interface RecordTypeChoice {
  /// DeveloperName.
  readonly name: string
  readonly label: string
  readonly description: string
}

const NOTHING: RecordLayout = { sections: null, highlights: null, relatedLists: null, path: null, recordTypes: [] }

const underWay = new Map<string, Promise<RecordLayout>>()

/// The layout of an object's records; of those of a record type where it is said. The parts of a page that ask at the same
/// time ask once.
export function recordLayout(objectApiName: string, recordType?: string): Promise<RecordLayout> {
  const query = recordType ? `?recordType=${encodeURIComponent(recordType)}` : ''
  const path = `/millrace/v1/record-layout/${encodeURIComponent(objectApiName)}${query}`
  let asked = underWay.get(path)
  if (!asked) {
    // An org behind the page has no such answer: its records are shown as those without layouts.
    asked = getJson<RecordLayout>(path)
      .catch(() => NOTHING)
      .finally(() => underWay.delete(path))
    underWay.set(path, asked)
  }
  return asked
}

/// The layout of the page's record.
export async function layoutOfRecord(
  host: ComponentHost,
  object: ObjectDescription,
  recordId: string,
): Promise<RecordLayout> {
  return recordLayout(object.name, await recordTypeOf(host, object, recordId))
}

/// The DeveloperName of the record's type; undefined where it has none.
export async function recordTypeOf(
  host: ComponentHost,
  object: ObjectDescription,
  recordId: string,
): Promise<string | undefined> {
  if (!hasField(object, 'RecordTypeId')) return undefined
  const path = 'RecordType.DeveloperName'
  const record = await recordWithId(host, object.name, recordId, [path]).catch(() => undefined)
  const name = record instanceof RecordValue ? mergeText(fieldValue(record, path), host) : ''
  return name === '' ? undefined : name
}
