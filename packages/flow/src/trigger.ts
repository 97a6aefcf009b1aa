import type { FlowCondition } from '@millrace/metadata'
import type { RecordValue } from '@millrace/values'
import type { Compilation } from './compilation.ts'
import { compileConditions, type Predicate } from './conditions.ts'
import { compileFilters } from './filters.ts'
import type { FlowHost } from './host.ts'
import { Interview } from './interview.ts'
import type { FlowProgram, ProgramRecords } from './program.ts'
import { Run } from './run.ts'
import { isScheduled } from './triggerKind.ts'

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

/// For which records a flow starts that starts on a schedule; null for another, and for one without an object.
export function compileScheduledRecords(compilation: Compilation): ProgramRecords | null {
  const { start } = compilation.flow
  const object = start?.object && isScheduled(compilation.flow) ? compilation.object(start.object, start) : undefined
  if (!start || !object) return null
  const { filters, logic, valuesOf } = compileFilters(start, object, compilation)
  const orderBy = { field: 'Id', descending: false }
  return {
    query: { object: object.apiName, fields: [], filters, logic, orderBy, limit: null, mode: 'system' },
    valuesOf,
  }
}

/// The Ids of the records for which a flow starts that starts on a schedule; null for one that starts for none.
export async function scheduledRecords(program: FlowProgram, host: FlowHost): Promise<string[] | null> {
  const { records } = program.trigger ?? {}
  if (!records) return null
  const interview = new Interview(program, new Run(host, program))
  program.initialise(interview)
  const [found] = await host.store.find(records.query, [records.valuesOf(interview)])
  return found!.map(({ id }) => id!)
}

/// Whether [record] meets the entry conditions of [program], as it is now.
export function meetsEntry(program: FlowProgram, record: RecordValue, host: FlowHost): boolean {
  const { trigger } = program
  if (!trigger) return true
  const interview = new Interview(program, new Run(host, program))
  program.initialise(interview)
  interview.slots[trigger.recordSlot] = record
  interview.slots[trigger.priorSlot] = record
  return trigger.isMet(interview)
}

/// The inputs of the interviews that [changes] start: of those that meet the entry conditions, and, where the flow says
/// so, did not meet them before.
///
/// Source: Salesforce Help, "Run a Flow Only When a Record Is Updated to Meet the Condition Requirements".
export function triggered<C extends RecordChange>(program: FlowProgram, changes: readonly C[], host: FlowHost): C[] {
  const { trigger, flow } = program
  if (!trigger) return [...changes]
  const interview = new Interview(program, new Run(host, program))
  program.initialise(interview)
  const holds = (record: RecordValue, prior: RecordValue | null): boolean => {
    interview.slots[trigger.recordSlot] = record
    interview.slots[trigger.priorSlot] = prior
    return trigger.isMet(interview)
  }
  const wantsChange = flow.start!.doesRequireRecordChangedToMeetCriteria
  return changes.filter(({ record, prior }) => {
    if (!holds(record, prior)) return false
    return !(wantsChange && prior && holds(prior, prior))
  })
}
