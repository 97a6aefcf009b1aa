import type { FlowCondition } from '@millrace/metadata'
import type { RecordValue } from '@millrace/values'
import type { Compilation } from './compilation.ts'
import { compileConditions, type Predicate } from './conditions.ts'
import type { FlowHost } from './host.ts'
import { Interview } from './interview.ts'
import type { FlowProgram } from './program.ts'
import { Run } from './run.ts'

/// A record that is saved or deleted, and what it was before; null for a new one.
export interface RecordChange {
  readonly record: RecordValue
  readonly prior: RecordValue | null
}

/// The entry conditions of a flow that records start, over `$Record`.
export function compileEntry(compilation: Compilation): Predicate {
  const { start } = compilation.flow
  if (!start) return () => true
  if (start.filterFormula !== null) {
    const { read } = compilation.entryFormula(start.filterFormula, start)
    return interview => read(interview) === true
  }
  const conditions = start.filters.map(
    (filter): FlowCondition => ({
      xml: filter.xml,
      leftValueReference: `$Record.${filter.field}`,
      operator: filter.operator,
      rightValue: filter.value,
    }),
  )
  return compileConditions(conditions, start.filterLogic, start, compilation)
}

/// The inputs of the interviews that [changes] start: of those that meet the entry conditions, and, where the flow says
/// so, did not meet them before.
///
/// Source: Salesforce Help, "Run a Flow Only When a Record Is Updated to Meet the Condition Requirements".
export function triggered<C extends RecordChange>(program: FlowProgram, changes: readonly C[], host: FlowHost): C[] {
  const { trigger, flow } = program
  if (!trigger) return [...changes]
  const interview = new Interview(program, new Run(host))
  program.initialise(interview)
  const holds = (record: RecordValue, prior: RecordValue | null): boolean => {
    interview.slots[trigger.recordSlot] = record
    interview.slots[trigger.priorSlot] = prior
    interview.isNew = prior === null
    return trigger.isMet(interview)
  }
  const wantsChange = flow.start!.doesRequireRecordChangedToMeetCriteria
  return changes.filter(({ record, prior }) => {
    if (!holds(record, prior)) return false
    return !(wantsChange && prior && holds(prior, prior))
  })
}
