import { type ComponentHost, describedObject } from '@millrace/runtime'
import { useEffect, useMemo, useState } from 'react'
import { pageLabels, usePageLabels } from '../labels/pageLabels.ts'
import { MessagePage } from '../MessagePage.tsx'
import { objectOfId } from '../objectOfId.ts'
import type { PageDefinition, PageItem } from '../pageDefinition.ts'
import { PageSpinner } from '../PageSpinner.tsx'
import { PageView } from '../PageView.tsx'
import { recordHost } from '../recordHost.ts'
import { rememberRecord } from '../recentRecords.ts'
import { recordLayout, recordTypeOf } from '../standard/recordLayout.ts'
import type { Place } from './place.ts'
import { recordName, RecordDialog } from './RecordDialog.tsx'
import { useActivePage } from './useActivePage.ts'

export interface RecordPageProps {
  /// Absent when the address names only the record.
  objectApiName?: string
  recordId: string
  action: Extract<Place, { kind: 'record' }>['action']
  app: string
  host: ComponentHost
  version: number
  onRetry: () => void
}

type Found =
  | {
      readonly objectApiName: string
      readonly label: string
      readonly name: string
      readonly recordType: string | undefined
      readonly hasActivities: boolean
      /// Whether the project states a path for its records.
      readonly hasPath: boolean
    }
  | { readonly why: string }

/// A record on the page that is active for its object; without one on the page that every object has.
export default function RecordPage({ objectApiName, recordId, ...props }: RecordPageProps) {
  const { host } = props
  const labels = usePageLabels(host.locale)
  const [found, setFound] = useState<{ readonly of: string; readonly found: Found }>()
  const of = `${objectApiName} ${recordId}`
  const edits = useEdits(props.action)
  useEffect(() => {
    let isWanted = true
    findRecord(host, objectApiName, recordId).then(
      found => isWanted && setFound({ of, found }),
      (error: unknown) => isWanted && setFound({ of, found: { why: error instanceof Error ? error.message : '' } }),
    )
    return () => {
      isWanted = false
    }
  }, [host, objectApiName, recordId, of, edits])
  if (found?.of !== of) return <PageSpinner label={labels.details} />
  if ('why' in found.found)
    return (
      <MessagePage title={labels.noSuchRecord} iconName="utility:search">
        <p>{found.found.why}</p>
      </MessagePage>
    )
  return <FoundRecord key={of} found={found.found} recordId={recordId} edits={edits} {...props} />
}

/// How often a dialog over the record was left, after which the record may be another.
function useEdits(action: RecordPageProps['action']): number {
  const [seen, setSeen] = useState({ action, edits: 0 })
  if (seen.action !== action) setSeen({ action, edits: seen.edits + (action === 'view' ? 1 : 0) })
  return seen.edits
}

interface FoundRecordProps extends Omit<RecordPageProps, 'objectApiName'> {
  found: Exclude<Found, { why: string }>
  edits: number
}

function FoundRecord(props: FoundRecordProps) {
  const { found, recordId, action, app, version, edits, onRetry } = props
  const { objectApiName, label, name, recordType } = found
  const active = useActivePage(props.host, { app, objectApiName, recordType, version })
  const host = useMemo(() => recordHost(props.host, recordId, objectApiName), [props.host, recordId, objectApiName])
  useEffect(() => {
    document.title = `${name} | ${label} | Millrace`
    void rememberRecord({ id: recordId, objectApiName, name })
  }, [name, label, recordId, objectApiName])
  if (active.status === 'loading') return <PageSpinner label={label} />
  const page = (active.status === 'ready' && active.data.page) || defaultPage(found)
  return (
    <>
      <h1 className="slds-assistive-text">
        {label}: {name}
      </h1>
      <PageView key={edits} page={page} host={host} version={version} onRetry={onRetry} />
      {action !== 'view' && (
        <RecordDialog action={action} objectApiName={objectApiName} recordId={recordId} host={host} />
      )}
    </>
  )
}

async function findRecord(host: ComponentHost, named: string | undefined, recordId: string): Promise<Found> {
  const labels = await pageLabels(host.locale)
  const objectApiName = named ?? (await objectOfId(host, recordId))
  const object = objectApiName === undefined ? undefined : await describedObject(host, objectApiName)
  if (!object) return { why: named ? labels.noObject(named) : labels.noKeyPrefix(recordId.slice(0, 3)) }
  const name = await recordName(host, object, recordId)
  if (name === undefined) return { why: labels.deletedOrHidden(object.label) }
  const recordType = await recordTypeOf(host, object, recordId)
  const { path } = await recordLayout(object.name, recordType)
  const task = await describedObject(host, 'Task')
  const lookups = task?.fields.filter(field => field.name === 'WhoId' || field.name === 'WhatId') ?? []
  return {
    objectApiName: object.name,
    label: object.label,
    name,
    recordType,
    hasActivities: lookups.some(({ referenceTo }) => referenceTo?.includes(object.name)),
    hasPath: path !== null,
  }
}

/// The page that records of every object have: what they are, details and related lists, activities.
function defaultPage({ objectApiName, hasActivities, hasPath }: Exclude<Found, { why: string }>): PageDefinition {
  const region = (name: string, ...items: PageItem[]) => ({ name, type: 'Region', items })
  const facet = (name: string, ...items: PageItem[]) => ({ name, type: 'Facet', items })
  const highlights = item('force:highlightsPanel')
  const [details, related] = [item('force:detailPanel'), item('force:relatedListContainer')]
  const tab = (name: string) => item('flexipage:tab', { title: `Standard.Tab.${name}`, body: name }, name)
  return {
    name: '',
    label: objectApiName,
    description: null,
    type: 'RecordPage',
    objectApiName,
    template: 'flexipage:recordHomeTemplateDesktop',
    regions: [
      region('header', highlights, ...(hasPath ? [item('runtime_sales_pathassistant:pathAssistant')] : [])),
      ...(hasActivities
        ? [
            region('main', item('flexipage:tabset', { tabs: 'tabs' })),
            region('sidebar', item('runtime_sales_activities:activityPanel')),
            facet('tabs', tab('detail'), tab('relatedLists')),
            facet('detail', details),
            facet('relatedLists', related),
          ]
        : [region('main', details), region('sidebar', related)]),
    ],
  }
}

const item = (
  componentName: string,
  properties: PageItem['properties'] = {},
  identifier = componentName,
): PageItem => ({ identifier, componentName, fieldItem: null, properties, visibilityRule: null })
