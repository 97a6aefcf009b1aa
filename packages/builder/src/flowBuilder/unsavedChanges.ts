import { useEffect, useRef } from 'react'
import { flowUrl } from './flowAnswers.ts'
import { sendJson } from './sending.ts'

/// A version as it was opened or saved last.
export interface SavedVersion {
  readonly number: number
  readonly hash: string
  readonly text: string
}

/// Asks before a page with changes is left.
export function useUnsavedGuard(isChanged: boolean): void {
  useEffect(() => {
    if (!isChanged) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isChanged])
}

/// Keeps what was not saved, so that a closed tab loses nothing.
export function useKeptDraft(apiName: string, { number, hash, text: savedText }: SavedVersion, text: string): void {
  const wasKept = useRef(false)
  useEffect(() => {
    if (text === savedText && !wasKept.current) return
    const timer = setTimeout(() => {
      const isKept = text !== savedText
      wasKept.current = isKept
      const done = isKept
        ? sendJson('PUT', flowUrl(apiName, '/draft'), { number, basedOn: hash, text })
        : sendJson('DELETE', flowUrl(apiName, '/draft'))
      done.catch(() => {})
    }, 2000)
    return () => clearTimeout(timer)
  }, [apiName, number, hash, savedText, text])
}
