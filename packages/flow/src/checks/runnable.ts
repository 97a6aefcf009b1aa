import type { Compilation } from '../compilation.ts'
import { whyNotRunnable } from '../runnable.ts'

/// A flow that nobody can start by name: a screen flow, or one that a record, a schedule or an event starts.
///
/// Execute Flow, subflows and the REST API run autolaunched flows without a trigger. A screen flow is opened with
/// Open Flow Dialog or Open Flow Panel; the others start by themselves.
export function checkRunnable(compilation: Compilation): void {
  const reason = whyNotRunnable(compilation.flow)
  if (reason) compilation.report('flow-not-runnable', reason, compilation.flow, 'processType')
}
