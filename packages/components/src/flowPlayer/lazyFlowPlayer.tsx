import { lazy, Suspense, useContext, useMemo } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { FormatsContext } from '../renderer/FormatsContext.ts'
import { Spinner } from '../slds/Spinner.tsx'
import type { FlowPlayerProps } from './FlowPlayer.tsx'
import type { ScreenFieldsProps } from './screenFieldsProps.ts'

const Player = lazy(async () => ({ default: (await import('./FlowPlayer.tsx')).FlowPlayer }))

const Fields = lazy(async () => ({ default: (await import('./ScreenFields.tsx')).ScreenFields }))

/// The components of a screen, as the player shows them, for a builder that shows them too.
export function LazyScreenFields(props: ScreenFieldsProps) {
  return (
    <Suspense fallback={null}>
      <Fields {...props} />
    </Suspense>
  )
}

/// The player, whose code is fetched when a page shows the first flow.
export function LazyFlowPlayer(props: FlowPlayerProps) {
  const labels = useLabels()
  const { locale, timeZone } = props.host
  const { currency } = useContext(FormatsContext)
  const formats = useMemo(() => ({ locale, timeZone, currency }), [locale, timeZone, currency])
  return (
    <FormatsContext value={formats}>
      <Suspense
        fallback={
          <div className="millrace-loading-page">
            <Spinner label={labels.loadingFlow} />
          </div>
        }
      >
        <Player {...props} />
      </Suspense>
    </FormatsContext>
  )
}
