import { isScreenFlow, whyNotRunnable } from '../runnable.ts'
import { isScheduled, triggerOf } from '../triggerKind.ts'
import type { Check } from './check.ts'

/// # flow-not-runnable
/// A flow that nothing here starts: it is of a type that Millrace does not know.
///
/// Execute Flow, subflows and the REST API run autolaunched flows without a trigger; Open Flow Dialog and Open Flow
/// Panel open screen flows. Flows that records, platform events and schedules start do so by themselves.
export const flowNotRunnable: Check = function* ({ flow }) {
  const message = triggerOf(flow) || isScheduled(flow) || isScreenFlow(flow) ? null : whyNotRunnable(flow)
  if (message) yield { severity: 'error', code: 'flow-not-runnable', message, at: flow, tag: 'processType' }
}
