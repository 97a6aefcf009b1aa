import { lazy, Suspense } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { Spinner } from '../slds/Spinner.tsx'
import type { FlowPlayerProps } from './FlowPlayer.tsx'

const Player = lazy(async () => ({ default: (await import('./FlowPlayer.tsx')).FlowPlayer }))

/// The player, whose code is fetched when a page shows the first flow.
export function LazyFlowPlayer(props: FlowPlayerProps) {
  const labels = useLabels()
  return (
    <Suspense
      fallback={
        <div className="millrace-loading-page">
          <Spinner label={labels.loadingFlow} />
        </div>
      }
    >
      <Player {...props} />
    </Suspense>
  )
}
