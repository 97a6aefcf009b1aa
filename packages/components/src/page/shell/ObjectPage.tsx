import { type ComponentHost, describedObject } from '@millrace/runtime'
import { useEffect, useState } from 'react'
import { DynamicComponent } from '../../renderer/DynamicComponent.tsx'
import { MessagePage } from '../MessagePage.tsx'
import { PageSpinner } from '../PageSpinner.tsx'
import { listView, type Outcome } from '../standard/standardDefinitions.ts'
import { defaultFieldValues } from './place.ts'
import { RecordDialog } from './RecordDialog.tsx'

export interface ObjectPageProps {
  objectApiName: string
  isNew: boolean
  host: ComponentHost
}

/// The home page of an object: its records in a list. Over it, a new record to fill in.
export default function ObjectPage({ objectApiName, isNew, host }: ObjectPageProps) {
  const [made, setMade] = useState<{ readonly of: string; readonly outcome: Outcome; readonly label: string }>()
  useEffect(() => {
    let isWanted = true
    const make = async () => {
      const object = await describedObject(host, objectApiName)
      const outcome = await listView(host, objectApiName, { pageSize: 25, isPage: true })
      if (isWanted) setMade({ of: objectApiName, outcome, label: object?.labelPlural ?? objectApiName })
    }
    void make()
    return () => {
      isWanted = false
    }
  }, [objectApiName, host])
  const label = made?.label
  useEffect(() => {
    if (label) document.title = `${label} | Millrace`
  }, [label])
  if (made?.of !== objectApiName) return <PageSpinner label="Loading the list" />
  if (typeof made.outcome === 'string')
    return (
      <MessagePage title="There is no such list" iconName="utility:search">
        <p>{made.outcome}</p>
      </MessagePage>
    )
  return (
    <>
      <h1 className="slds-assistive-text">{label}</h1>
      <DynamicComponent definition={made.outcome} host={host} />
      {isNew && (
        <RecordDialog
          action="new"
          objectApiName={objectApiName}
          host={host}
          defaults={defaultFieldValues(window.location.search)}
        />
      )}
    </>
  )
}
