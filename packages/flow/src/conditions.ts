import type { FlowCondition, Located } from '@millrace/metadata'
import { describeType, didYouMean } from '@millrace/values'
import type { Compilation } from './compilation.ts'
import { conditionOperators } from './conditionOperators.ts'
import type { Interview } from './interview.ts'
import { type Logic, parseLogic } from './logic.ts'

export type Predicate = (interview: Interview) => boolean

/// Conditions joined by their logic, tried from left to right and only as far as needed: authors put a null test
/// before the condition that would not survive a null. No conditions at all are true.
///
/// Source: Metadata API Developer Guide, FlowRule; knowledge article 000382782 on the order of conditions.
///
/// # condition-logic
/// A condition logic such as `1 AND (2 OR 3)` can't be read, or names a condition that is not there.
///
/// Conditions are numbered from 1, in the order of the file. AND and OR side by side need parentheses around what goes
/// together.
export function compileConditions(
  conditions: readonly FlowCondition[],
  conditionLogic: string | null,
  at: Located,
  compilation: Compilation,
): Predicate {
  const predicates = conditions.map(condition => compileCondition(condition, compilation))
  const logic = parseLogic(conditionLogic, conditions.length)
  if (typeof logic !== 'string') return join(logic, predicates)
  compilation.report('condition-logic', `${compilation.here}: ${logic}`, at, 'conditionLogic')
  return () => false
}

/// # unknown-operator
/// A condition has no operator, or one that conditions do not have.
///
/// The operators are listed in docs/reference/flow-elements.md.
///
/// # condition-operator
/// The operator of a condition does not go with what it compares, such as "Starts with" and a number.
///
/// The message says what the operator takes. Choose another operator, or compare another value.
function compileCondition(condition: FlowCondition, compilation: Compilation): Predicate {
  const operator = conditionOperators[condition.operator]
  if (!operator) {
    const near = didYouMean(condition.operator, Object.keys(conditionOperators))
    compilation.report(
      'unknown-operator',
      `${compilation.here}: there is no condition operator "${condition.operator}".${near}`,
      condition,
      'operator',
    )
    return () => false
  }
  const predicate = operator(condition, compilation)
  if (typeof predicate !== 'string') return predicate
  compilation.report('condition-operator', `${compilation.here}: ${predicate}`, condition, 'operator')
  return () => false
}

function join(logic: Logic, predicates: readonly Predicate[]): Predicate {
  if (typeof logic === 'number') return predicates[logic]!
  if ('not' in logic) {
    const inner = join(logic.not, predicates)
    return interview => !inner(interview)
  }
  if ('and' in logic) return every(logic.and.map(part => join(part, predicates)))
  return some(logic.or.map(part => join(part, predicates)))
}

// One and two conditions are what nearly every flow has; they need no loop.
function every(parts: readonly Predicate[]): Predicate {
  const [first, second] = parts
  if (!first) return () => true
  if (!second) return first
  if (parts.length === 2) return interview => first(interview) && second(interview)
  return interview => {
    for (const part of parts) if (!part(interview)) return false
    return true
  }
}

function some(parts: readonly Predicate[]): Predicate {
  const [first, second] = parts
  if (!first) return () => true
  if (!second) return first
  if (parts.length === 2) return interview => first(interview) || second(interview)
  return interview => {
    for (const part of parts) if (part(interview)) return true
    return false
  }
}

/// The sentence for an operator that does not suit what stands left of it.
export function doesNotSuit(words: string, left: Parameters<typeof describeType>[0], wanted: string): string {
  return `"${words}" compares ${wanted}, but the left side is a ${describeType(left)}.`
}
