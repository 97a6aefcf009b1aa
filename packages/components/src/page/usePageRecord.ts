import type { ComponentHost } from '@millrace/runtime'
import type { Json } from '@millrace/values'
import { useEffect, useState } from 'react'

type Fields = Readonly<Record<string, Json>>

const NONE: Fields = {}

/// The [fields] of the host's record, and again when the record has changed; undefined until they are there. Fields that
/// cannot be read are blank.
export function usePageRecord(host: ComponentHost, fields: readonly string[]): Fields | undefined {
  const { recordId, objectApiName } = host
  const key = fields.join(', ')
  const [read, setRead] = useState<{ readonly of: string; readonly record: Fields }>()
  const of = recordId && objectApiName && key !== '' ? `${recordId} ${key}` : ''
  useEffect(() => {
    if (of === '' || !objectApiName) return
    let isWanted = true
    const load = () =>
      readFields(host, objectApiName, key).then(
        record => isWanted && setRead({ of, record }),
        () => isWanted && setRead({ of, record: NONE }),
      )
    void load()
    const stop = host.watchRecords?.([objectApiName], () => void load())
    return () => {
      isWanted = false
      stop?.()
    }
  }, [host, objectApiName, of, key])
  if (of === '') return NONE
  return read?.of === of ? read.record : undefined
}

async function readFields(host: ComponentHost, objectApiName: string, fields: string): Promise<Fields> {
  const soql = `SELECT ${fields} FROM ${objectApiName} WHERE Id = '${host.recordId?.replaceAll(/[^A-Za-z0-9]/g, '')}'`
  const path = `/services/data/${host.apiVersion ?? 'v62.0'}/query?q=${encodeURIComponent(soql)}`
  const response = await host.fetch(path)
  if (response.status !== 200) return NONE
  const { records } = (await response.json()) as { records: readonly Fields[] }
  return records[0] ?? NONE
}
