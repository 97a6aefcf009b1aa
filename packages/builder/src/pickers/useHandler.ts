import { useCallback, useLayoutEffect, useRef } from 'react'

/// A function that stays the same and does what [handler] of the last drawing does: for events, not while drawing.
export function useHandler<A extends readonly unknown[], R>(handler: (...args: A) => R): (...args: A) => R {
  const latest = useRef(handler)
  useLayoutEffect(() => {
    latest.current = handler
  })
  return useCallback((...args: A) => latest.current(...args), [])
}
