import type { ComponentHost, ComponentState } from '@millrace/runtime'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { DynamicComponent } from '../../renderer/DynamicComponent.tsx'
import { MessagePage } from '../MessagePage.tsx'
import { usePageLabels } from '../labels/pageLabels.ts'
import { Link } from '../Link.tsx'
import { objectOfId } from '../objectOfId.ts'
import { PageSpinner } from '../PageSpinner.tsx'
import { recordHost } from '../recordHost.ts'
import { useRecordsInPlace } from '../standard/inPlace.tsx'
import type { Definition } from '../standard/definition.ts'
import { relatedList } from '../standard/relatedLists.ts'
import { namedRecord } from './RecordDialog.tsx'

export interface RelatedPageProps {
  objectApiName?: string
  recordId: string
  relationship: string
  host: ComponentHost
}

type Found =
  | { readonly why: string }
  | {
      readonly object: { readonly name: string; readonly labelPlural: string }
      readonly name: string
      readonly definition: Definition
    }

/// All records of one related list: the page behind View All.
export default function RelatedPage({ objectApiName, recordId, relationship, host }: RelatedPageProps) {
  const labels = usePageLabels(host.locale)
  const [found, setFound] = useState<{ readonly of: string; readonly found: Found }>()
  const of = `${objectApiName} ${recordId} ${relationship}`
  useEffect(() => {
    let isWanted = true
    find(host, objectApiName, recordId, relationship).then(
      found => isWanted && setFound({ of, found }),
      (error: unknown) => isWanted && setFound({ of, found: { why: error instanceof Error ? error.message : '' } }),
    )
    return () => {
      isWanted = false
    }
  }, [host, objectApiName, recordId, relationship, of])
  if (found?.of !== of) return <PageSpinner label={labels.related} />
  if ('why' in found.found)
    return (
      <MessagePage title={labels.noSuchList} iconName="utility:search">
        <p>{found.found.why}</p>
      </MessagePage>
    )
  return <FoundList key={of} {...found.found} recordId={recordId} host={host} />
}

function FoundList({
  object,
  name,
  definition,
  recordId,
  host,
}: Exclude<Found, { why: string }> & { recordId: string; host: ComponentHost }) {
  const state = useRef<ComponentState>(undefined)
  const about = useMemo(() => recordHost(host, recordId, object.name), [host, recordId, object])
  const objectOf = useCallback((id: string) => objectOfId(host, id), [host])
  const inPlace = useRecordsInPlace(about, objectOf, () => void state.current?.refreshAllQueries())
  const opened = useCallback((opened: ComponentState) => {
    state.current = opened
  }, [])
  const title = String(definition.components[0]?.attributes?.['title'] ?? '')
  useEffect(() => {
    document.title = `${title} | ${name} | Millrace`
  }, [title, name])
  return (
    <>
      <h1 className="slds-assistive-text">
        {title}: {name}
      </h1>
      <nav className="slds-m-bottom_x-small millrace-page-trail" aria-label={name}>
        <ol className="slds-breadcrumb slds-list_horizontal slds-wrap">
          <li className="slds-breadcrumb__item">
            <Link href={`/lightning/o/${object.name}/list`}>{object.labelPlural}</Link>
          </li>
          <li className="slds-breadcrumb__item">
            <Link href={`/lightning/r/${object.name}/${recordId}/view`}>{name}</Link>
          </li>
        </ol>
      </nav>
      <DynamicComponent definition={definition} host={inPlace.host} onOpened={opened} />
      {inPlace.dialog}
    </>
  )
}

async function find(
  host: ComponentHost,
  named: string | undefined,
  recordId: string,
  relationship: string,
): Promise<Found> {
  const objectApiName = named ?? (await objectOfId(host, recordId)) ?? ''
  const record = await namedRecord(host, objectApiName, recordId)
  if (!record) return { why: recordId }
  const { object, name } = record
  const outcome = await relatedList(recordHost(host, recordId, object.name), relationship)
  if (typeof outcome === 'string') return { why: outcome }
  return { object: { name: object.name, labelPlural: object.labelPlural ?? object.label }, name, definition: outcome }
}
