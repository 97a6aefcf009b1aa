import type { ComponentHost, ComponentState } from '@millrace/runtime'
import { type ComponentType, lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { DynamicComponent } from '../../renderer/DynamicComponent.tsx'
import { ScopedNotification } from '../../slds/ScopedNotification.tsx'
import { objectOfId } from '../objectOfId.ts'
import { PageSpinner } from '../PageSpinner.tsx'
import { useRecordsInPlace } from './inPlace.tsx'
import type { Outcome } from './definition.ts'
import { standardDefinitions } from './standardDefinitions.ts'

export interface StandardPartProps {
  componentName: string
  /// With their expressions replaced.
  properties: Readonly<Record<string, string>>
  host: ComponentHost
  /// Whether a builder shows the page.
  isBuilding?: boolean
}

/// Those that are no Dynamic Components.
const VIEWS: Readonly<Record<string, ComponentType<StandardPartProps>>> = {
  'home:recentRecordContainer': lazy(() => import('./RecentRecords.tsx')),
  'flexipage:recentItems': lazy(() => import('./RecentRecords.tsx')),
  'millrace:pausedInterviews': lazy(() => import('../../flowPlayer/PausedInterviews.tsx')),
  'runtime_sales_activities:activityPanel': lazy(() => import('./ActivityPanel.tsx')),
}

/// A standard component of a page. One that Millrace does not show is nothing here; builders say so.
export default function StandardPart(props: StandardPartProps) {
  const View = VIEWS[props.componentName]
  if (View)
    return (
      <Suspense fallback={<PageSpinner label="" />}>
        <View {...props} />
      </Suspense>
    )
  if (props.componentName in standardDefinitions) return <Defined {...props} />
  return props.isBuilding ? <Unknown name={props.componentName} /> : null
}

const Unknown = ({ name }: { name: string }) => (
  <div className="slds-box slds-theme_shade slds-text-align_center">
    <p className="slds-text-title_bold">{name}</p>
    <p className="slds-text-body_small">
      Millrace does not have this component. It stays in the file, and people see nothing of it.
    </p>
  </div>
)

function Defined({ componentName, properties, host: pageHost }: StandardPartProps) {
  const state = useRef<ComponentState>(undefined)
  const objectOf = useCallback(
    async (id: string) => (id === pageHost.recordId ? undefined : objectOfId(pageHost, id)),
    [pageHost],
  )
  const { host, dialog } = useRecordsInPlace(pageHost, objectOf, () => void state.current?.refreshAllQueries())
  const key = JSON.stringify(properties)
  const [made, setMade] = useState<{ readonly of: string; readonly outcome: Outcome }>()
  const of = `${componentName} ${key} ${pageHost.recordId}`
  useEffect(() => {
    let isWanted = true
    const make = standardDefinitions[componentName]!
    make(pageHost, JSON.parse(key) as Record<string, string>).then(
      outcome => isWanted && setMade({ of, outcome }),
      (error: unknown) => isWanted && setMade({ of, outcome: error instanceof Error ? error.message : String(error) }),
    )
    return () => {
      isWanted = false
    }
  }, [componentName, key, pageHost, of])
  const opened = useCallback((opened: ComponentState) => {
    state.current = opened
  }, [])
  if (made?.of !== of) return <PageSpinner label="" />
  if (typeof made.outcome === 'string') return <ScopedNotification variant="info">{made.outcome}</ScopedNotification>
  return (
    <>
      <DynamicComponent definition={made.outcome} host={host} onOpened={opened} />
      {dialog}
    </>
  )
}
