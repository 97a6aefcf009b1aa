import { Badge } from '@millrace/components'
import type { RunSummary } from './answers.ts'

export function StateBadge({ state }: { state: RunSummary['state'] }) {
  return <Badge label={stateName(state)} variant={variants[state]} />
}

const variants = {
  running: 'default',
  waiting: 'lightest',
  finished: 'success',
  failed: 'error',
  cancelled: 'warning',
  'timed out': 'warning',
} as const

/// "Finished", "Timed out".
export const stateName = (state: string) => state.charAt(0).toUpperCase() + state.slice(1)
