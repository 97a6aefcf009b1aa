import { whyNotRunnable } from '../runnable.ts'
import type { Check } from './check.ts'

/// # flow-not-runnable
/// A flow that nobody can start by name: a screen flow, or one that a record, a schedule or an event starts.
///
/// Execute Flow, subflows and the REST API run autolaunched flows without a trigger. A screen flow is opened with
/// Open Flow Dialog or Open Flow Panel; the others start by themselves.
export const flowNotRunnable: Check = function* ({ flow }) {
  const message = whyNotRunnable(flow)
  if (message) yield { severity: 'error', code: 'flow-not-runnable', message, at: flow, tag: 'processType' }
}
