import type { TraceEvent } from '@millrace/flow'

/// A run's steps, one a line: `element Set_Status`, `dml Set_Status {"operation":"update","rows":2}`.
export const traceText = (trace: readonly TraceEvent[]): string =>
  trace.map(({ kind, flow, element, detail }) => `  ${kind} ${element ?? flow}${detailText(detail)}`).join('\n')

function detailText(detail: TraceEvent['detail']): string {
  if (!detail) return ''
  const text = JSON.stringify(detail)
  return ` ${text.length > 300 ? `${text.slice(0, 300)}…` : text}`
}
