import type { ComponentHost } from '@millrace/runtime'
import { getJson } from './api.ts'

interface ObjectKey {
  readonly name: string
  readonly keyPrefix: string | null
}

let known: Promise<readonly ObjectKey[]> | undefined

/// The object whose records have Ids that begin as [id] does; undefined when there is none that the user may see.
export async function objectOfId({ apiVersion = 'v62.0' }: ComponentHost, id: string): Promise<string | undefined> {
  known ??= getJson<{ sobjects: readonly ObjectKey[] }>(`/services/data/${apiVersion}/sobjects`).then(
    ({ sobjects }) => sobjects,
  )
  const objects = await known.catch((error: unknown) => {
    known = undefined
    throw error
  })
  const found = objects.find(({ keyPrefix }) => keyPrefix === id.slice(0, 3))
  // A new object may have come since.
  if (!found) known = undefined
  return found?.name
}
