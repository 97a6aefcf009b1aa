import type { ComponentState } from '@millrace/runtime'
import type { Value } from '@millrace/values'
import type { ReactNode } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { Button } from '../slds/Button.tsx'
import { EmptyState } from '../slds/EmptyState.tsx'
import { ScopedNotification } from '../slds/ScopedNotification.tsx'

interface RecordsOrReasonProps {
  state: ComponentState
  apiName: string
  /// What the records are, for sentences about them.
  what: string
  emptyMessage: string
  children: (records: readonly Value[]) => ReactNode
}

/// The records of a component's attribute `records`; grey bars while they are on their way, else why there are none.
export function RecordsOrReason({ state, apiName, what, emptyMessage, children }: RecordsOrReasonProps) {
  const labels = useLabels()
  const query = state.queryOf(apiName)
  const held = state.attribute(apiName, 'records')
  const records = Array.isArray(held) ? (held as readonly Value[]) : []
  if (query?.status === 'loading') return <LoadingBars label={labels.loading(what)} />
  const retry = () => void state.refreshAllQueries().catch(() => {})
  return (
    <>
      {query?.status === 'error' && (
        <div className="slds-p-around_small">
          <ScopedNotification
            variant="error"
            action={<Button label={labels.tryAgain} iconName="utility:refresh" onClick={retry} />}
          >
            <p>
              <strong>{labels.couldNotBeLoaded(what)}</strong>
            </p>
            {query.error && <p className="millrace-error-text">{query.error.message}</p>}
          </ScopedNotification>
        </div>
      )}
      {records.length > 0
        ? children(records)
        : query?.status !== 'error' && <EmptyState iconName="utility:table" title={emptyMessage || labels.noRecords} />}
    </>
  )
}

/// Grey bars in the place of records that are on their way.
function LoadingBars({ label }: { label: string }) {
  return (
    <div className="millrace-skeleton" role="status">
      <span className="slds-assistive-text">{label}</span>
      {[0, 1, 2].map(row => (
        <div key={row} className="millrace-skeleton-row" aria-hidden="true">
          <span />
        </div>
      ))}
    </div>
  )
}
