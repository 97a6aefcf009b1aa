import type { ComponentState } from '@millrace/runtime'
import { equalValues, type Value } from '@millrace/values'
import { useEffect, useRef } from 'react'

export type Variables = Readonly<Record<string, Value>>

/// Sets variables that are available for input when what is given for them has changed, and tells [onOutput] of each
/// output that has another value than before. What was there when it was opened counts as told.
export function useInputsAndOutputs(
  state: ComponentState | undefined,
  inputs: Variables | undefined,
  onOutput: ((name: string, value: Value) => void) | undefined,
): void {
  const given = useRef<Variables>(inputs ?? {})
  useEffect(() => {
    const before = given.current
    given.current = inputs ?? {}
    if (!state) return
    for (const name of inputNames(state)) {
      const value = given.current[name] ?? null
      if (name in given.current && !isSame(before[name] ?? null, value)) state.setVariable(name, value)
    }
  }, [state, inputs])

  const tell = useRef(onOutput)
  useEffect(() => {
    tell.current = onOutput
  }, [onOutput])
  useEffect(() => {
    if (!state) return
    let before = state.outputs()
    return state.subscribe(undefined, () => {
      const now = state.outputs()
      const changed = Object.keys(now).filter(name => !isSame(before[name] ?? null, now[name] ?? null))
      before = now
      for (const name of changed) tell.current?.(name, now[name] ?? null)
    })
  }, [state])
}

const inputNames = ({ definition }: ComponentState): string[] =>
  definition.resources.flatMap(resource =>
    resource.type === 'variable' && resource.availability?.includes('input') ? [resource.apiName] : [],
  )

const isSame = (a: Value, b: Value): boolean =>
  Array.isArray(a) && Array.isArray(b)
    ? a.length === b.length && a.every((item, index) => isSame(item, b[index] ?? null))
    : a === b || equalValues(a, b)
