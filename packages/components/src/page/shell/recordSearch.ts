import { type ComponentHost, nameFieldOf } from '@millrace/runtime'
import { postJson } from '../api.ts'
import type { RecordSummary } from '../recentRecords.ts'
import { type ObjectSummary, userObjects } from './userObjects.ts'

/// Records of one object that were found.
export interface FoundRecords {
  readonly object: ObjectSummary
  readonly records: readonly RecordSummary[]
}

/// How many letters a search takes at least, as in Salesforce.
export const LEAST = 2

/// Records whose names begin with the words of [text], or that have them in any field, in the objects that people work
/// with: at most [most] of each.
export async function findRecords(
  host: ComponentHost,
  text: string,
  { most, where }: { readonly most: number; readonly where: 'NAME' | 'ALL' },
): Promise<readonly FoundRecords[]> {
  if (text.trim().length < LEAST) return []
  const objects = await userObjects()
  const names = new Map(
    await Promise.all(objects.map(async ({ name }) => [name, await nameFieldOf(host, name)] as const)),
  )
  const { searchRecords } = await postJson<SearchAnswer>('/services/data/v62.0/parameterizedSearch', {
    q: `${text.trim()}*`,
    in: where,
    overallLimit: 2000,
    sobjects: [...names].map(([name, field]) => ({ name, fields: ['Id', field], limit: most })),
  })
  const found = searchRecords.map(record => ({
    id: String(record.Id),
    objectApiName: record.attributes.type,
    name: String(record[names.get(record.attributes.type) ?? 'Name'] ?? record.Id),
  }))
  return objects.flatMap(object => {
    const records = found.filter(({ objectApiName }) => objectApiName === object.name)
    return records.length > 0 ? [{ object, records }] : []
  })
}

interface SearchAnswer {
  readonly searchRecords: readonly {
    readonly attributes: { readonly type: string }
    readonly Id: string
    readonly [field: string]: unknown
  }[]
}
