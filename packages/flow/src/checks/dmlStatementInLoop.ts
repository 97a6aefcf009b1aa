import type { Flow, FlowElement } from '@millrace/metadata'
import type { Check } from './check.ts'
import { titled } from './flowGraph.ts'
import { runsAnywhere } from './subflowElements.ts'

const KINDS: readonly FlowElement['kind'][] = ['recordCreates', 'recordUpdates', 'recordDeletes']

/// # dml-statement-in-loop
/// A Create, Update or Delete Records element inside a loop, or a subflow there that has one.
///
/// Each round makes its own change, so a loop over 200 records makes 200 statements: slow, and more than 150 in one
/// run are a fault. Collect the records in a record collection variable and use one element after the loop.
export const dmlStatementInLoop: Check = function* (graph) {
  for (const element of graph.flow.elements) {
    const loop = graph.loopAround(element)
    const callee = loop && runsAnywhere(element, KINDS, graph.project)
    if (!callee) continue
    const message = `${titled(element)} ${what(element, callee)} inside the loop "${loop.label}": one statement for every item. Collect the records in a variable and change them with one element after the loop.`
    yield { severity: 'warning', code: 'dml-statement-in-loop', message, at: element, tag: 'name', element }
  }
}

const what = (element: FlowElement, callee: Flow | true): string =>
  callee === true ? VERBS[element.kind]! : `runs "${callee.label}", which changes records,`

const VERBS: Partial<Record<FlowElement['kind'], string>> = {
  recordCreates: 'creates records',
  recordUpdates: 'updates records',
  recordDeletes: 'deletes records',
}
