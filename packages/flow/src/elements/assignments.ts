import type { FlowAssignment, FlowAssignmentItem } from '@millrace/metadata'
import { didYouMean, plainText } from '@millrace/values'
import { type Assign, assignmentOperators } from '../assignmentOperators.ts'
import type { Compilation } from '../compilation.ts'
import type { Interview } from '../interview.ts'
import type { ElementKind } from './kind.ts'

/// Assignment: sets variables and fields of record variables, one item after the other; each sees what the one before
/// it did.
export const assignments: ElementKind<FlowAssignment> = {
  label: 'Assignment',

  compile(element, node, compilation) {
    const items = element.assignmentItems.map(item => compileItem(item, compilation))
    const next = compilation.next(element.connector)
    const [only] = items
    if (only && items.length === 1)
      node.step = interview => {
        only(interview)
        return next
      }
    else
      node.step = interview => {
        for (const item of items) item(interview)
        return next
      }
  },
}

function compileItem(item: FlowAssignmentItem, compilation: Compilation): Assign {
  const target = compilation.target(item.assignToReference, item)
  const value = compilation.value(item.value)
  const operator = assignmentOperators[item.operator]
  if (!operator) {
    const what = item.operator
      ? `there is no assignment operator "${item.operator}".${didYouMean(item.operator, Object.keys(assignmentOperators))}`
      : 'an assignment has no operator.'
    compilation.report('unknown-operator', `${compilation.here}: ${what}`, item, 'operator')
    return () => {}
  }
  if (!target) return () => {}
  const assign = operator(target, value)
  if (typeof assign === 'string') {
    compilation.report(
      'assignment-operator',
      `${compilation.here}: {!${item.assignToReference}}: ${assign}`,
      item,
      'operator',
    )
    return () => {}
  }
  const describe = (interview: Interview): string => plainText(target.read(interview))
  return interview => {
    if (interview.trace.level !== 'values') return assign(interview)
    const before = describe(interview)
    const operand = plainText(value.read(interview))
    assign(interview)
    const { assignToReference: reference, operator: word } = item
    interview.trace.note('assign', { reference, operator: word, before, value: operand, after: describe(interview) })
  }
}
