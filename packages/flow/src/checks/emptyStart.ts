import type { Check } from './check.ts'

/// # empty-start
/// The start of the flow leads to no element.
///
/// A run finishes at once, successfully, and does nothing. Connect the start with the flow's first element.
export const emptyStart: Check = function* ({ flow, first }) {
  const { start, startElementReference } = flow
  // A connector to an element that does not exist has been reported as that.
  if (first.length > 0 || start?.connector || startElementReference) return
  const message = `"${flow.label}" starts with no element, so a run finishes at once and does nothing. Connect the start with the first element.`
  yield { severity: 'warning', code: 'empty-start', message, at: start ?? flow, tag: start ? undefined : 'label' }
}
