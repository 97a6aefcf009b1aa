import type { Check } from './check.ts'
import { titled } from './flowGraph.ts'
import { runsAnywhere } from './subflowElements.ts'

/// # query-in-loop
/// A Get Records element inside a loop, or a subflow there that has one.
///
/// Each round asks the database again: slow, and more than 100 queries in one run are a fault. Get all the records
/// before the loop, with the operator In and the collected Ids, and pick the right one with a Collection Filter.
export const queryInLoop: Check = function* (graph) {
  for (const element of graph.flow.elements) {
    const loop = graph.loopAround(element)
    const callee = loop && runsAnywhere(element, ['recordLookups'], graph.project)
    if (!callee) continue
    const does = callee === true ? 'finds records' : `runs "${callee.label}", which finds records,`
    const message = `${titled(element)} ${does} inside the loop "${loop.label}": one query for every item. Get the records before the loop, with the operator In, and pick the right one with a Collection Filter.`
    yield { severity: 'warning', code: 'query-in-loop', message, at: element, tag: 'name', element }
  }
}
