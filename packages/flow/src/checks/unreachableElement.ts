import type { Check } from './check.ts'

/// # unreachable-element
/// An element that no path from the start leads to.
///
/// It never runs. Often a connector was lost when elements were moved. Connect it, or delete it.
export const unreachableElement: Check = function* ({ flow, reached }) {
  // With nothing to start from, every element would be one.
  if (reached.size === 0) return
  for (const element of flow.elements) {
    if (reached.has(element)) continue
    const message = `No path leads to "${element.label}", so it never runs. Connect it or delete it.`
    yield { severity: 'info', code: 'unreachable-element', message, at: element, tag: 'name', element }
  }
}
