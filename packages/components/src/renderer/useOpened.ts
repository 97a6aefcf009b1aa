import { type ChainOutcome, type ComponentHost, type ComponentState, openDynamicComponent } from '@millrace/runtime'
import { useEffect, useRef, useState } from 'react'
import type { Variables } from './useInputsAndOutputs.ts'

const NO_INPUTS: Variables = {}

interface Opening {
  readonly state?: ComponentState
  /// How the On Load interactions ended, once they have.
  readonly outcome?: ChainOutcome
}

/// Opens a Dynamic Component with [inputs] and loads it; anew when [definition], [host] or [attempt] change. The old one then stays
/// in use until the new one is ready, which takes over what the user did: the page does not flicker.
export function useOpened(
  definition: ComponentState['definition'],
  host: ComponentHost,
  attempt: number,
  inputs: Variables = NO_INPUTS,
  objects?: readonly string[],
): Opening {
  const [opening, setOpening] = useState<Opening>({})
  const shown = useRef<ComponentState>(undefined)
  // Inputs that change later are set in the open one; it need not be opened anew.
  const given = useRef(inputs)
  const known = useRef(objects)
  useEffect(() => {
    given.current = inputs
    known.current = objects
  }, [inputs, objects])

  useEffect(() => {
    const state = openDynamicComponent(definition, host, given.current, known.current)
    let isWanted = true
    const show = (outcome?: ChainOutcome) => {
      if (shown.current !== state) {
        if (shown.current) state.hold(shown.current.held())
        shown.current?.dispose()
        shown.current = state
      }
      setOpening({ state, outcome })
    }
    if (!shown.current) show()
    state.load().then(outcome => isWanted && show(outcome))
    return () => {
      isWanted = false
      if (shown.current !== state) state.dispose()
    }
  }, [definition, host, attempt])

  useEffect(
    () => () => {
      shown.current?.dispose()
      shown.current = undefined
    },
    [],
  )
  return opening
}
