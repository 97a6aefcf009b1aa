import type { ComponentState } from '@millrace/runtime'
import { useCallback, useSyncExternalStore } from 'react'

/// Renders again after each change of what was read for the component; without a name, of anything.
export function useComponent(state: ComponentState, apiName?: string): void {
  const subscribe = useCallback((listener: () => void) => state.subscribe(apiName, listener), [state, apiName])
  useSyncExternalStore(subscribe, () => state.version(apiName))
}
