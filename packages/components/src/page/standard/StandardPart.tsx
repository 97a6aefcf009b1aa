import type { ComponentHost } from '@millrace/runtime'
import { useEffect, useState } from 'react'
import { DynamicComponent } from '../../renderer/DynamicComponent.tsx'
import { ScopedNotification } from '../../slds/ScopedNotification.tsx'
import { PageSpinner } from '../PageSpinner.tsx'
import { RecentRecords } from './RecentRecords.tsx'
import { details, highlights, listView, type Outcome, relatedLists, richText } from './standardDefinitions.ts'

export interface StandardPartProps {
  componentName: string
  /// With their expressions replaced.
  properties: Readonly<Record<string, string>>
  host: ComponentHost
}

/// A standard component of a page.
export default function StandardPart(props: StandardPartProps) {
  if (props.componentName === 'home:recentRecordContainer' || props.componentName === 'flexipage:recentItems')
    return <RecentRecords host={props.host} />
  return <Defined {...props} />
}

function Defined({ componentName, properties, host }: StandardPartProps) {
  const key = JSON.stringify(properties)
  const [made, setMade] = useState<{ readonly of: string; readonly outcome: Outcome }>()
  const of = `${componentName} ${key} ${host.recordId}`
  useEffect(() => {
    let isWanted = true
    void outcomeOf(componentName, JSON.parse(key) as Record<string, string>, host).then(
      outcome => isWanted && setMade({ of, outcome }),
    )
    return () => {
      isWanted = false
    }
  }, [componentName, key, host, of])
  if (made?.of !== of) return <PageSpinner label="Loading" />
  if (typeof made.outcome === 'string') return <ScopedNotification variant="info">{made.outcome}</ScopedNotification>
  return <DynamicComponent definition={made.outcome} host={host} />
}

async function outcomeOf(
  name: string,
  properties: Readonly<Record<string, string>>,
  host: ComponentHost,
): Promise<Outcome> {
  const text = (property: string): string => properties[property] ?? ''
  switch (name) {
    case 'force:highlightsPanel':
      return highlights(host)
    case 'force:detailPanel':
      return details(host)
    case 'force:relatedListContainer':
      return relatedLists(host, [])
    case 'force:relatedListSingleContainer':
    case 'lst:dynamicRelatedList':
      return relatedLists(host, [text('relatedListApiName')])
    case 'flexipage:filterListCard':
      if (text('entityName') === '') return 'Choose the object of this list.'
      return listView(host, text('entityName'), { pageSize: Number(text('pageSize')) || 5, isPage: false })
    case 'flexipage:richText':
      return richText(text('richTextValue'), text('decorate') !== 'false')
    default:
      return `"${name}" cannot be shown here. Millrace shows Dynamic Components (millrace:dynamicComponent) and some of Salesforce's own.`
  }
}
