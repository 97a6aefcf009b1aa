import type { Flow } from '@millrace/metadata'

/// What starts a flow without anybody calling it.
export interface FlowTrigger {
  readonly timing: 'beforeSave' | 'afterSave' | 'beforeDelete' | 'platformEvent' | 'schedule'
  readonly object: string
  readonly operations: readonly RecordOperation[]
}

export type RecordOperation = 'create' | 'update' | 'delete'

/// The trigger of [flow]; null for a flow that is called, or starts on a schedule and not for records.
///
/// Source: Metadata API Developer Guide, FlowStart.
export function triggerOf({ start }: Flow): FlowTrigger | null {
  const timing = start?.schedule ? 'schedule' : TIMINGS[start?.triggerType ?? '']
  if (!start?.object || !timing) return null
  return { timing, object: start.object, operations: operationsOf(start.recordTriggerType, timing) }
}

const TIMINGS: Readonly<Record<string, FlowTrigger['timing']>> = {
  RecordBeforeSave: 'beforeSave',
  RecordAfterSave: 'afterSave',
  RecordBeforeDelete: 'beforeDelete',
  PlatformEvent: 'platformEvent',
  Scheduled: 'schedule',
}

/// Whether [flow] starts on a schedule.
export const isScheduled = ({ start }: Flow): boolean => start?.triggerType === 'Scheduled' || start?.schedule != null

function operationsOf(recordTriggerType: string | null, timing: FlowTrigger['timing']): readonly RecordOperation[] {
  if (timing === 'schedule') return []
  if (timing === 'beforeDelete' || recordTriggerType === 'Delete') return ['delete']
  if (timing === 'platformEvent' || recordTriggerType === 'Create') return ['create']
  return recordTriggerType === 'Update' ? ['update'] : ['create', 'update']
}

/// Where flows that the same change starts stand: those with an order from 1 to 1,000 first, then those without, then
/// the others. Of the same order, by name.
///
/// Source: Salesforce Help, "Manage Record-Triggered Flows".
export function inTriggerOrder(a: Flow, b: Flow): number {
  return orderOf(a) - orderOf(b) || (a.apiName < b.apiName ? -1 : 1)
}

const UNORDERED = 1000.5

function orderOf({ xml }: Flow): number {
  const text = xml.children.find(({ name }) => name === 'triggerOrder')?.text.trim()
  return text && /^\d+$/.test(text) ? Number(text) : UNORDERED
}
