import { whyNotRunnable } from '../runnable.ts'
import type { Check } from './check.ts'

/// # inactive-flow
/// A flow that could be run by name, but is not active.
///
/// Execute Flow and the REST API run active flows only; an inactive one is answered as if it did not exist. Set its
/// status to Active when it is ready.
export const inactiveFlow: Check = function* ({ flow }) {
  if (flow.status === 'Active' || whyNotRunnable(flow) !== null) return
  const message = `"${flow.label}" has the status ${flow.status}, so it can't be run by name. Set its status to Active when it is ready.`
  yield { severity: 'info', code: 'inactive-flow', message, at: flow, tag: 'status' }
}
