import type { Compilation } from '../compilation.ts'
import type { Check } from './check.ts'
import { cycleWithoutLoop } from './cycleWithoutLoop.ts'
import { dmlStatementInLoop } from './dmlStatementInLoop.ts'
import { emptyStart } from './emptyStart.ts'
import { FlowGraph } from './flowGraph.ts'
import { flowNotRunnable } from './flowNotRunnable.ts'
import { hardcodedId } from './hardcodedId.ts'
import { inactiveFlow } from './inactiveFlow.ts'
import { loopThatNeverReturns } from './loopThatNeverReturns.ts'
import { missingFaultPath } from './missingFaultPath.ts'
import { queryInLoop } from './queryInLoop.ts'
import { uncheckedNullRecord } from './uncheckedNullRecord.ts'
import { unreachableElement } from './unreachableElement.ts'
import { unusedVariable } from './unusedVariable.ts'
import { updateWithoutFilters } from './updateWithoutFilters.ts'

/// What is looked for beyond what a flow needs to run. A new check is a file in this folder and a line here.
const checks: readonly Check[] = [
  flowNotRunnable,
  inactiveFlow,
  emptyStart,
  unreachableElement,
  missingFaultPath,
  updateWithoutFilters,
  dmlStatementInLoop,
  queryInLoop,
  loopThatNeverReturns,
  cycleWithoutLoop,
  unusedVariable,
  uncheckedNullRecord,
  hardcodedId,
]

/// Runs every check on the flow that [compilation] has compiled, and reports there.
export function runChecks(compilation: Compilation): void {
  const graph = new FlowGraph(compilation.flow, compilation.project)
  for (const check of checks)
    for (const { severity, code, message, at, tag, element } of check(graph)) {
      compilation.current = element ? (compilation.node(element.name) ?? null) : null
      compilation.report(code, message, at, tag, severity)
    }
  compilation.current = null
}
