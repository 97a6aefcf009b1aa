import type { FlowElement } from '@millrace/metadata'
import type { Check } from './check.ts'
import { connectorsOf, type FlowGraph } from './flowGraph.ts'

/// # cycle-without-loop
/// Connectors lead back to an element that was run before, and no Loop counts the rounds.
///
/// Nothing but the flow's own Decision ends it. One that never does runs until the limit of elements stops it:
/// 1,000,000, or 2,000 in flows of an API version below 57. To work on the items of a collection, use a Loop. Where a
/// Decision is meant to end it, make sure that something in the cycle changes what the Decision looks at.
export const cycleWithoutLoop: Check = function* (graph) {
  const rest = graph.endless([...graph.reached].filter(element => !isCounted(element, graph)))
  for (const element of rest) {
    const cycle = graph.cycleOf(element, rest)
    for (const one of cycle) rest.delete(one)
    if (cycle.size === 1 && !graph.next(element).includes(element)) continue
    const names = [...graph.reached].filter(one => cycle.has(one)).map(one => `"${one.label}"`)
    const round = `${names.slice(0, 5).join(', ')}${names.length > 5 ? ' …' : ''} lead${names.length === 1 ? 's' : ''} back to ${names.length === 1 ? 'itself' : 'each other'} without a Loop`
    yield {
      ...(canLeave(cycle, graph)
        ? { severity: 'info', message: `${round}, so only a Decision in there ends it.` }
        : {
            severity: 'warning',
            message: `${round}, and no path leads out: a run that gets there never ends by itself.`,
          }),
      code: 'cycle-without-loop',
      at: element,
      tag: 'name',
      element,
    }
  }
}

/// A Loop counts, and where somebody is asked or waited for, going round is how people go back. In a screen flow a
/// subflow may have screens of its own.
function isCounted({ kind }: FlowElement, { flow }: FlowGraph): boolean {
  return WAITING.includes(kind) || (kind === 'subflows' && flow.processType !== 'AutoLaunchedFlow')
}

const WAITING: readonly FlowElement['kind'][] = ['loops', 'screens', 'waits', 'steps', 'orchestratedStages']

function canLeave(cycle: ReadonlySet<FlowElement>, graph: FlowGraph): boolean {
  return [...cycle].some(element =>
    connectorsOf(element).some(connector => {
      const target = graph.target(connector)
      return !target || !cycle.has(target)
    }),
  )
}
