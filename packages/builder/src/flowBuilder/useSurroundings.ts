import { useJson } from '@millrace/components'
import { useMemo } from 'react'
import type { FlowListItem } from './flowAnswers.ts'
import type { ActionSummary, FlowSurroundings } from './flowResources.ts'

/// The flows and actions of the project, as far as they are loaded.
export function useSurroundings(recordObject: string | null, version: number): FlowSurroundings {
  const flows = useJson<{ flows: readonly FlowListItem[] }>('/millrace/v1/flows', version)
  const actions = useJson<{ actions: readonly ActionSummary[] }>('/millrace/v1/actions', version)
  return useMemo(
    () => ({
      flows: flows.status === 'ready' ? flows.data.flows : [],
      actions: actions.status === 'ready' ? actions.data.actions : [],
      recordObject,
    }),
    [flows, actions, recordObject],
  )
}
