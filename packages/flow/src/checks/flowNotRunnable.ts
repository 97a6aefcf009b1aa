import { whyNotRunnable } from '../runnable.ts'
import { triggerOf } from '../triggerKind.ts'
import type { Check } from './check.ts'

/// # flow-not-runnable
/// A flow that nothing here starts: a screen flow, or one that starts on a schedule.
///
/// Execute Flow, subflows and the REST API run autolaunched flows without a trigger. A screen flow is opened with
/// Open Flow Dialog or Open Flow Panel. Flows that records and platform events start do so by themselves.
export const flowNotRunnable: Check = function* ({ flow }) {
  const message = triggerOf(flow) ? null : whyNotRunnable(flow)
  if (message) yield { severity: 'error', code: 'flow-not-runnable', message, at: flow, tag: 'processType' }
}
