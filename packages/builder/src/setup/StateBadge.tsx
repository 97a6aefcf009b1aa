import { Badge } from '@millrace/components'
import type { RunSummary } from './answers.ts'

export function StateBadge({ state }: { state: RunSummary['state'] }) {
  const variant =
    state === 'finished' ? 'success' : state === 'running' ? 'default' : state === 'failed' ? 'error' : 'warning'
  return <Badge label={stateName(state)} variant={variant} />
}

/// "Finished", "Timed out".
export const stateName = (state: string) => state.charAt(0).toUpperCase() + state.slice(1)
