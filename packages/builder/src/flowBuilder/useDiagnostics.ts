import type { Diagnostic } from '@millrace/metadata'
import { useEffect, useState } from 'react'
import { flowUrl } from './flowAnswers.ts'
import { sendJson } from './sending.ts'

/// The check of the text as it stands, a moment after the last change.
export function useDiagnostics(apiName: string, text: string): readonly Diagnostic[] {
  const [diagnostics, setDiagnostics] = useState<readonly Diagnostic[]>([])
  useEffect(() => {
    const abort = new AbortController()
    const timer = setTimeout(() => {
      sendJson<{ diagnostics: readonly Diagnostic[] }>('POST', flowUrl(apiName, '/check'), { text }, abort.signal).then(
        answer => setDiagnostics(answer.diagnostics),
        () => {},
      )
    }, 250)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [apiName, text])
  return diagnostics
}

/// How many errors and warnings each element has.
export function problemCounts(diagnostics: readonly Diagnostic[]) {
  const counts = new Map<string, { errors: number; warnings: number }>()
  for (const { element, severity } of diagnostics) {
    if (!element || severity === 'info') continue
    const count = counts.get(element) ?? { errors: 0, warnings: 0 }
    counts.set(
      element,
      severity === 'error' ? { ...count, errors: count.errors + 1 } : { ...count, warnings: count.warnings + 1 },
    )
  }
  return counts
}
