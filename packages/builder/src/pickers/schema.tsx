import { getJson } from '@millrace/components'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'

export interface ObjectSummary {
  readonly name: string
  readonly label: string
}

export interface PicklistValue {
  readonly value: string
  readonly label: string
}

export interface FieldDescription {
  readonly name: string
  readonly label: string
  /// As the describe resource writes it: "string", "reference", "picklist", …
  readonly type: string
  readonly referenceTo: readonly string[]
  readonly relationshipName: string | null
  readonly picklistValues: readonly PicklistValue[]
  readonly createable: boolean
  readonly updateable: boolean
}

export interface ObjectDescription extends ObjectSummary {
  readonly fields: readonly FieldDescription[]
}

/// The objects of the org, as far as they have been asked for.
export interface Schema {
  /// All of them; undefined while they load.
  readonly objects: readonly ObjectSummary[] | undefined
  /// One with its fields, ignoring case; undefined while it loads and when there is none.
  object(name: string): ObjectDescription | undefined
}

const BASE = '/services/data/v62.0/sobjects'

const NOTHING: ReadonlyMap<string, ObjectDescription | null> = new Map()

const SchemaContext = createContext<Schema>({ objects: undefined, object: () => undefined })

export const useSchema = (): Schema => useContext(SchemaContext)

/// Makes the org's objects known to the pickers inside. A new [version] reads them again.
export function SchemaProvider({ version, children }: { version: number; children: ReactNode }) {
  const [objects, setObjects] = useState<readonly ObjectSummary[]>()
  const [known, setKnown] = useState<{
    readonly version: number
    readonly described: ReadonlyMap<string, ObjectDescription | null>
  }>({ version, described: new Map() })
  const described = known.version === version ? known.described : NOTHING
  const [wanted, setWanted] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => {
    getJson<{ sobjects: readonly ObjectSummary[] }>(BASE).then(
      ({ sobjects }) => setObjects(sobjects.toSorted((a, b) => a.label.localeCompare(b.label))),
      () => setObjects([]),
    )
  }, [version])
  useEffect(() => {
    const keep = (name: string, description: ObjectDescription | null) =>
      setKnown(known => ({
        version,
        described: new Map(known.version === version ? known.described : []).set(name, description),
      }))
    for (const name of wanted) {
      if (described.has(name)) continue
      getJson<ObjectDescription>(`${BASE}/${encodeURIComponent(name)}/describe`).then(
        description => keep(name, description),
        () => keep(name, null),
      )
    }
  }, [wanted, described, version])
  const object = (name: string): ObjectDescription | undefined => {
    const key = name.toLowerCase()
    // Asked for while drawing, loaded behind it.
    if (key !== '' && !wanted.has(key))
      queueMicrotask(() => setWanted(names => (names.has(key) ? names : new Set(names).add(key))))
    return described.get(key) ?? undefined
  }
  return <SchemaContext value={{ objects, object }}>{children}</SchemaContext>
}
