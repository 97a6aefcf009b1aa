import type { FlowDecision } from '@millrace/metadata'
import { compileTracedConditions, type Predicate } from '../conditions.ts'
import type { Node, Step } from '../interview.ts'
import { decidedEntry } from '../trace.ts'
import type { ElementKind } from './kind.ts'

/// Decision: takes the first outcome whose conditions are met, else the default outcome.
export const decisions: ElementKind<FlowDecision> = {
  label: 'Decision',

  compile(element, node, compilation) {
    const rules = element.rules.map((rule, i) => ({
      ...compileTracedConditions(rule.conditions, rule.conditionLogic, rule, compilation),
      slot: compilation.resource(rule.name)?.slot ?? -1,
      entry: decidedEntry(node.index, i),
      next: compilation.next(rule.connector),
    }))
    const fallback = compilation.next(element.defaultConnector)
    const deciding = (outcomes: readonly Outcome[]): Step => {
      const defaultEntry = decidedEntry(node.index, outcomes.length)
      return interview => {
        for (let i = 0; i < outcomes.length; i++) {
          const { slot, isMet, entry, next } = outcomes[i]!
          // An outcome is a Boolean resource: true when taken, false when its conditions were not met.
          if ((interview.slots[slot] = isMet(interview))) {
            interview.trace.decided(entry, i)
            return next
          }
        }
        interview.trace.decided(defaultEntry, outcomes.length)
        return fallback
      }
    }
    node.step = deciding(rules)
    node.stepWithValues = deciding(rules.map(rule => ({ ...rule, isMet: rule.isMetTraced })))
  },
}

interface Outcome {
  readonly slot: number
  readonly isMet: Predicate
  readonly entry: number | undefined
  readonly next: Node | null
}
