import type { FlowDecision } from '@millrace/metadata'
import { compileTracedConditions } from '../conditions.ts'
import type { ElementKind } from './kind.ts'

/// Decision: takes the first outcome whose conditions are met, else the default outcome.
export const decisions: ElementKind<FlowDecision> = {
  label: 'Decision',

  compile(element, node, compilation) {
    const outcomes = element.rules.map(rule => ({
      slot: compilation.resource(rule.name)?.slot ?? -1,
      ...compileTracedConditions(rule.conditions, rule.conditionLogic, rule, compilation),
      next: compilation.next(rule.connector),
    }))
    const fallback = compilation.next(element.defaultConnector)
    node.step = interview => {
      const withValues = interview.trace.level === 'values'
      for (let i = 0; i < outcomes.length; i++) {
        const { slot, isMet, isMetTraced, next } = outcomes[i]!
        // An outcome is a Boolean resource: true when taken, false when its conditions were not met.
        const taken = withValues ? isMetTraced(interview) : isMet(interview)
        interview.slots[slot] = taken
        if (taken) {
          interview.trace.outcome(i)
          return next
        }
      }
      interview.trace.outcome(outcomes.length)
      return fallback
    }
  },
}
