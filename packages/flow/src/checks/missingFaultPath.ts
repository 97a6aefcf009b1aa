import type { Check } from './check.ts'
import { titled } from './flowGraph.ts'

/// # missing-fault-path
/// An element of an active flow that reads or changes records, or runs an action, and has no fault path.
///
/// When it fails, the run ends there, everything the run did is rolled back, and whoever started the flow gets
/// Salesforce's technical text. That is often what you want. Where the flow should go on, write a log or say something
/// kinder, add a fault path; `{!$Flow.FaultMessage}` holds the reason.
export const missingFaultPath: Check = function* ({ flow, reached }) {
  if (flow.status !== 'Active') return
  for (const element of flow.elements) {
    if (!('faultConnector' in element) || element.kind === 'waits') continue
    if (element.faultConnector || !reached.has(element)) continue
    const message = `${titled(element)} has no fault path. When it fails, the run ends and everything it did is rolled back.`
    yield { severity: 'info', code: 'missing-fault-path', message, at: element, tag: 'name', element }
  }
}
