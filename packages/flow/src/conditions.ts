import type { FlowCondition, Located } from '@millrace/metadata'
import { didYouMean } from '@millrace/values'
import type { Compilation } from './compilation.ts'
import { conditionOperators, type Sides, sidesOf } from './conditionOperators.ts'
import type { Interview } from './interview.ts'
import { type Logic, parseLogic } from './logic.ts'
import type { ConditionWords } from './trace.ts'
import { valueText } from './traceText.ts'

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
  return compileTracedConditions(conditions, conditionLogic, at, compilation).isMet
}

/// Conditions for a trace as well.
export interface TracedConditions {
  readonly isMet: Predicate
  /// The same, and writes down both sides of every condition it tries.
  readonly isMetTraced: Predicate
}

/// As `compileConditions`, for an element that a trace tells the conditions of.
export function compileTracedConditions(
  conditions: readonly FlowCondition[],
  conditionLogic: string | null,
  at: Located,
  compilation: Compilation,
): TracedConditions {
  const tests = conditions.map(condition => compileCondition(condition, at, compilation))
  const logic = parseLogic(conditionLogic, conditions.length)
  if (typeof logic !== 'string')
    return {
      isMet: join(
        logic,
        tests.map(test => test.isMet),
      ),
      isMetTraced: join(logic, tests.map(traced)),
    }
  compilation.report('condition-logic', `${compilation.here}: ${logic}`, at, 'conditionLogic')
  return { isMet: () => false, isMetTraced: () => false }
}

interface Test extends Partial<Sides> {
  readonly words: ConditionWords
  readonly isMet: Predicate
}

function traced({ words, left, right, isMet }: Test): Predicate {
  if (!left || !right) return isMet
  const [readLeft, readRight] = [left.read, right.read]
  return interview => {
    const result = isMet(interview)
    interview.trace.condition(words, readLeft(interview), readRight(interview), result)
    return result
  }
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
function compileCondition(condition: FlowCondition, of: Located, compilation: Compilation): Test {
  const operator = conditionOperators[condition.operator]
  const words = {
    of,
    left: `{!${condition.leftValueReference}}`,
    operator: operator?.words ?? condition.operator,
    right: valueText(condition.rightValue),
  }
  if (!operator) {
    const near = didYouMean(condition.operator, Object.keys(conditionOperators))
    compilation.report(
      'unknown-operator',
      `${compilation.here}: there is no condition operator "${condition.operator}".${near}`,
      condition,
      'operator',
    )
    return { words, isMet: () => false }
  }
  const sides = (operator.sides ?? sidesOf)(condition, compilation)
  const isMet = typeof sides === 'string' ? sides : operator.compile(sides, compilation)
  if (typeof sides !== 'string' && typeof isMet !== 'string') return { words, ...sides, isMet }
  compilation.report('condition-operator', `${compilation.here}: ${isMet}`, condition, 'operator')
  return { words, isMet: () => false }
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
