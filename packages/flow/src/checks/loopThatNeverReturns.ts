import type { Check } from './check.ts'

/// # loop-that-never-returns
/// A Loop whose For Each path never comes back to it.
///
/// It hands out the first item, and the path goes on without it: the other items are never looked at, and neither is
/// the After Last path unless the collection is empty. Connect the last element of the path with the Loop. Where only
/// the first item is wanted, Get Records with "Only the first record" or a Collection Sort with a limit of 1 says so
/// more plainly.
export const loopThatNeverReturns: Check = function* (graph) {
  for (const loop of graph.loops) {
    if (graph.target(loop.nextValueConnector) === loop || graph.bodies.get(loop)!.size > 0) continue
    const message = loop.nextValueConnector
      ? `The For Each path of "${loop.label}" never comes back to it, so only the first item is looked at. Connect the path's last element with the Loop.`
      : `"${loop.label}" has no For Each path, so a run ends at the first item. Connect it with the element that works on an item.`
    yield { severity: 'warning', code: 'loop-that-never-returns', message, at: loop, tag: 'name', element: loop }
  }
}
