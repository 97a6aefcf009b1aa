import { type ComponentHost, describedObject } from '@millrace/runtime'
import { useEffect, useMemo, useState } from 'react'
import { getJson } from '../api.ts'
import { MessagePage } from '../MessagePage.tsx'
import type { PageDefinition, PageItem } from '../pageDefinition.ts'
import { PageSpinner } from '../PageSpinner.tsx'
import { PageView } from '../PageView.tsx'
import { recordHost } from '../recordHost.ts'
import { rememberRecord } from '../recentRecords.ts'
import { recordName, RecordDialog } from './RecordDialog.tsx'
import { useActivePage } from './useActivePage.ts'

export interface RecordPageProps {
  /// Absent when the address names only the record.
  objectApiName?: string
  recordId: string
  action: 'view' | 'edit' | 'clone'
  app: string
  host: ComponentHost
  version: number
  onRetry: () => void
}

type Found =
  | { readonly objectApiName: string; readonly label: string; readonly name: string }
  | { readonly why: string }

/// A record on the page that is active for its object; without one on the page that every object has.
export default function RecordPage({ objectApiName, recordId, ...props }: RecordPageProps) {
  const { host } = props
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
  if (found?.of !== of) return <PageSpinner label="Loading the record" />
  if ('why' in found.found)
    return (
      <MessagePage title="There is no such record" iconName="utility:search">
        <p>{found.found.why}</p>
      </MessagePage>
    )
  return <FoundRecord key={of} {...found.found} recordId={recordId} edits={edits} {...props} />
}

/// How often a dialog over the record was left, after which the record may be another.
function useEdits(action: RecordPageProps['action']): number {
  const [seen, setSeen] = useState({ action, edits: 0 })
  if (seen.action !== action) setSeen({ action, edits: seen.edits + (action === 'view' ? 1 : 0) })
  return seen.edits
}

interface FoundRecordProps extends Omit<RecordPageProps, 'objectApiName'> {
  objectApiName: string
  label: string
  name: string
  edits: number
}

function FoundRecord(props: FoundRecordProps) {
  const { objectApiName, label, name, recordId, action, app, version, edits, onRetry } = props
  const active = useActivePage(props.host, { app, objectApiName, version })
  const host = useMemo(() => recordHost(props.host, recordId, objectApiName), [props.host, recordId, objectApiName])
  useEffect(() => {
    document.title = `${name} | ${label} | Millrace`
    void rememberRecord({ id: recordId, objectApiName, name })
  }, [name, label, recordId, objectApiName])
  if (active.status === 'loading') return <PageSpinner label="Loading the page" />
  const page = (active.status === 'ready' && active.data.page) || defaultPage(objectApiName)
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
  const objectApiName = named ?? (await objectOfId(host, recordId))
  const object = objectApiName === undefined ? undefined : await describedObject(host, objectApiName)
  if (!object)
    return { why: `There is no object ${named ? `"${named}"` : `whose Ids begin with "${recordId.slice(0, 3)}"`}.` }
  const name = await recordName(host, object, recordId)
  if (name === undefined) return { why: `The ${object.label.toLowerCase()} was deleted, or you may not see it.` }
  return { objectApiName: object.name, label: object.label, name }
}

async function objectOfId({ apiVersion = 'v62.0' }: ComponentHost, id: string): Promise<string | undefined> {
  const { sobjects } = await getJson<{ sobjects: readonly { name: string; keyPrefix: string | null }[] }>(
    `/services/data/${apiVersion}/sobjects`,
  )
  return sobjects.find(({ keyPrefix }) => keyPrefix === id.slice(0, 3))?.name
}

function defaultPage(objectApiName: string): PageDefinition {
  const region = (name: string, componentName: string) => ({ name, type: 'Region', items: [item(componentName)] })
  return {
    name: '',
    label: objectApiName,
    description: null,
    type: 'RecordPage',
    objectApiName,
    template: 'flexipage:recordHomeTemplateDesktop',
    regions: [
      region('header', 'force:highlightsPanel'),
      region('main', 'force:detailPanel'),
      region('sidebar', 'force:relatedListContainer'),
    ],
  }
}

const item = (componentName: string): PageItem => ({
  identifier: componentName,
  componentName,
  fieldItem: null,
  properties: {},
  visibilityRule: null,
})
