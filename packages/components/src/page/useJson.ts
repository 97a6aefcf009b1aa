import { useEffect, useState } from 'react'
import { ApiFailure, getJson } from './api.ts'

export type Loaded<T> =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly data: T }
  | { readonly status: 'error'; readonly failure: ApiFailure }

/// The JSON at [path]. A new [version] reads it again and keeps the old answer until the new one is there.
export function useJson<T>(path: string, version: number): Loaded<T> {
  const [answer, setAnswer] = useState<{ path: string; loaded: Loaded<T> }>()
  useEffect(() => {
    const abort = new AbortController()
    getJson<T>(path, abort.signal).then(
      data => setAnswer({ path, loaded: { status: 'ready', data } }),
      (error: unknown) => {
        if (abort.signal.aborted) return
        if (!(error instanceof ApiFailure)) throw error
        setAnswer({ path, loaded: { status: 'error', failure: error } })
      },
    )
    return () => abort.abort()
  }, [path, version])
  return answer?.path === path ? answer.loaded : { status: 'loading' }
}
