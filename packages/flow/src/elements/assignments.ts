import type { FlowAssignment, FlowAssignmentItem } from '@millrace/metadata'
import { didYouMean } from '@millrace/values'
import { type Assign, assignmentOperators } from '../assignmentOperators.ts'
import type { Compilation } from '../compilation.ts'
import type { Expression, Target } from '../expression.ts'
import type { Interview } from '../interview.ts'
import type { AssignmentWords } from '../trace.ts'
import { kept, valueText } from '../traceText.ts'
import type { ElementKind } from './kind.ts'

/// Assignment: sets variables and fields of record variables, one item after the other; each sees what the one before
/// it did.
export const assignments: ElementKind<FlowAssignment> = {
  label: 'Assignment',

  compile(element, node, compilation) {
    const items = element.assignmentItems.flatMap(item => compileItem(item, compilation) ?? [])
    const next = compilation.next(element.connector)
    const assigns = items.map(item => item.assign)
    node.step = interview => {
      for (let i = 0; i < assigns.length; i++) assigns[i]!(interview)
      return next
    }
    node.stepWithValues = interview => {
      for (let i = 0; i < items.length; i++) assignTraced(items[i]!, interview)
      return next
    }
  },
}

interface Item {
  readonly words: AssignmentWords
  readonly target: Target
  readonly value: Expression
  readonly assign: Assign
}

/// Undefined, and reported, when the item can't be run.
///
/// # unknown-operator
/// An assignment has no operator, or one that assignments do not have.
///
/// The operators are listed in docs/reference/flow-elements.md.
///
/// # assignment-operator
/// The operator of an assignment does not go with what it sets or with the value.
///
/// The message says what the operator takes: "Add" a number to a number, "Remove position" a position from a
/// collection.
function compileItem(item: FlowAssignmentItem, compilation: Compilation): Item | undefined {
  const target = compilation.target(item.assignToReference, item)
  const value = compilation.value(item.value)
  const operator = assignmentOperators[item.operator]
  if (!operator) {
    const near = didYouMean(item.operator, Object.keys(assignmentOperators))
    const what = item.operator
      ? `there is no assignment operator "${item.operator}".${near}`
      : 'an assignment has no operator.'
    compilation.report('unknown-operator', `${compilation.here}: ${what}`, item, 'operator')
    return undefined
  }
  if (!target) return undefined
  const assign = operator(target, value)
  if (typeof assign !== 'string') return { words: wordsOf(item), target, value, assign }
  const message = `${compilation.here}: {!${item.assignToReference}}: ${assign}`
  compilation.report('assignment-operator', message, item, 'operator')
  return undefined
}

const wordsOf = ({ assignToReference, operator, value }: FlowAssignmentItem): AssignmentWords => ({
  reference: assignToReference,
  operator,
  operand: valueText(value),
})

function assignTraced({ words, target, value, assign }: Item, interview: Interview): void {
  const before = kept(target.read(interview))
  const operand = kept(value.read(interview))
  assign(interview)
  interview.trace.assigned(words, before, operand, kept(target.read(interview)))
}
