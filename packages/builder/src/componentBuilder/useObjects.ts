import { getJson } from '@millrace/components'
import { type ComponentHost, type ObjectDescription, readObjectDescription } from '@millrace/runtime'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { ObjectCatalogue } from './useEditor.ts'

/// The org's objects, described when somebody first asks.
export function useObjects({ apiVersion = 'v62.0' }: ComponentHost): ObjectCatalogue {
  const base = `/services/data/${apiVersion}/sobjects`
  const [names, setNames] = useState<ObjectCatalogue['names']>([])
  const [described, setDescribed] = useState<ReadonlyMap<string, ObjectDescription | undefined>>(new Map())
  const asked = useRef(new Set<string>())

  useEffect(() => {
    getJson<{ sobjects: readonly { name: string; label: string }[] }>(base).then(
      ({ sobjects }) => setNames(sobjects),
      // Without the list people type names; what is wrong with them the check says.
      () => setNames([]),
    )
  }, [base])

  return useMemo(
    () => ({
      names,
      describe(name) {
        const key = name.toLowerCase()
        if (name !== '' && !asked.current.has(key)) {
          asked.current.add(key)
          getJson<object>(`${base}/${encodeURIComponent(name)}/describe`).then(
            answer => setDescribed(known => new Map(known).set(key, readObjectDescription(answer))),
            () => setDescribed(known => new Map(known).set(key, undefined)),
          )
        }
        return described.get(key)
      },
    }),
    [base, names, described],
  )
}
