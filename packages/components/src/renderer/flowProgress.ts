import type { FlowRunState } from '@millrace/runtime'

/// How far an Execute Flow is, to stand behind the label of what started it: " 3/12" with one run for each row, " 512"
/// executed elements where the server has told of a long one; else nothing.
export function flowProgress(run: FlowRunState | undefined): string {
  if (run?.status !== 'STARTED') return ''
  if (run.total > 1) return ` ${run.succeeded + run.failures.length}/${run.total}`
  return run.elements > 0 ? ` ${run.elements}` : ''
}
