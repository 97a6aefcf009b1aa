import type { TraceEvent } from './host.ts'
import { LimitReader, TraceDetail } from './traceDetail.ts'

/// A run's events with values as lines of a Salesforce debug log, category Workflow, so that one log viewer reads
/// runs of an org and of this machine. An element that touches records is deferred within the interview and does its
/// work in a bulk block of its own, as in an org.
///
/// Source: Apex Developer Guide, "Debug Log Levels"; Salesforce Help, "Flows in debug logs".
export function debugLog(events: readonly TraceEvent[]): string {
  const log = new DebugLog()
  for (const event of events) log.write(event)
  log.finish()
  return log.lines.join('\n')
}

class DebugLog {
  readonly lines: string[] = []
  readonly #limits = new LimitReader()
  readonly #subflows: string[] = []
  #guid = ''
  #label = ''
  #clock: { readonly startedAt: number; readonly time: Intl.DateTimeFormat | null } = { startedAt: 0, time: null }
  #t = 0
  /// The element whose end has not been written yet.
  #open: { readonly type: string; readonly name: string; readonly isBulk: boolean; readonly begun: number } | null =
    null
  #isStarting = false

  write(event: TraceEvent): void {
    if (event.kind === 'element') this.#end()
    this.#t = event.t ?? this.#t
    const detail = new TraceDetail(event.detail)
    switch (event.kind) {
      case 'start':
        return this.#start(event, detail)
      case 'element':
        return this.#begin(event)
      case 'assign':
        return this.#assign(detail)
      case 'rule':
        return this.#rule(detail)
      case 'loop':
        return this.#line('FLOW_LOOP_DETAIL', this.#guid, detail.text('round'), detail.text('item'))
      case 'query':
      case 'dml':
        return this.#data(event, detail)
      case 'action':
        return this.#action(event, detail)
      case 'subflow':
        return this.#subflow(detail)
      case 'wait':
        return this.#wait(event, detail)
      case 'fault':
        return this.#fault(event, detail)
      case 'end':
        return this.#finished(detail)
    }
  }

  finish(): void {
    this.#end()
    this.#endStart()
  }

  #start({ flow }: TraceEvent, detail: TraceDetail): void {
    if (!detail.has('guid')) return
    this.#limits.start(detail)
    this.#guid = detail.text('guid')
    this.#label = detail.text('label') || flow
    this.#clock = { startedAt: detail.number('startedAt') ?? 0, time: clockOf(detail.text('timeZone')) }
    this.#line('FLOW_START_INTERVIEWS_BEGIN', '1')
    this.#line('FLOW_START_INTERVIEW_BEGIN', this.#guid, this.#label)
    for (const [name, value] of detail.entries('inputs')) this.#line('FLOW_VALUE_ASSIGNMENT', this.#guid, name, value)
    this.#isStarting = true
  }

  #wait({ flow }: TraceEvent, detail: TraceDetail): void {
    const isResumed = detail.text('phase') === 'resume'
    if (isResumed) this.#line('FLOW_INTERVIEW_RESUMED', this.#guid, flow)
    for (const event of detail.list('events'))
      this.#line(`FLOW_WAIT_EVENT_${isResumed ? 'RESUMING' : 'WAITING'}_DETAIL`, this.#guid, event.text('name'))
    if (!isResumed) this.#line('FLOW_INTERVIEW_PAUSED', this.#guid, flow, 'Wait')
  }

  #begin({ element, elementType }: TraceEvent): void {
    const [type, name] = [elementTypes[elementType ?? ''] ?? elementType ?? '', element ?? '']
    const isBulk = BULK.has(elementType ?? '')
    this.#line('FLOW_ELEMENT_BEGIN', this.#guid, type, name)
    this.#open = { type, name, isBulk, begun: this.#t }
    if (!isBulk) return
    this.#line('FLOW_ELEMENT_DEFERRED', type, name)
    this.#line('FLOW_ELEMENT_END', this.#guid, type, name)
    this.#endStart()
    this.#line('FLOW_BULK_ELEMENT_BEGIN', type, name)
  }

  /// Ends the element that is open. A bulk block is ended by what it did.
  #end(): void {
    if (this.#open && !this.#open.isBulk) this.#line('FLOW_ELEMENT_END', this.#guid, this.#open.type, this.#open.name)
    this.#open = null
  }

  #endStart(): void {
    if (this.#isStarting) this.#line('FLOW_START_INTERVIEW_END', this.#guid, this.#label)
    this.#isStarting = false
  }

  #assign(detail: TraceDetail): void {
    const reference = detail.text('reference')
    const operator = detail
      .text('operator')
      .replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_')
      .toUpperCase()
    const value = detail.text(detail.has('local') ? 'local' : 'value')
    this.#line('FLOW_ASSIGNMENT_DETAIL', this.#guid, reference, operator, value)
    this.#line('FLOW_VALUE_ASSIGNMENT', this.#guid, reference, detail.text('after'))
  }

  #rule(detail: TraceDetail): void {
    const taken = detail.has('outcome') ? [[detail.text('outcome'), 'true'] as const] : []
    for (const [name, result] of [
      ...detail.list('skipped').map(rule => [rule.text('outcome'), 'false'] as const),
      ...taken,
    ]) {
      this.#line('FLOW_RULE_DETAIL', this.#guid, name, result)
      this.#line('FLOW_VALUE_ASSIGNMENT', this.#guid, name, result)
    }
  }

  #data({ kind, element }: TraceEvent, detail: TraceDetail): void {
    const rows = detail.number('rows') ?? 0
    this.#bulk(rows, detail, () => {
      const value = kind === 'query' ? (detail.has('first') ? detail.text('first') : 'null') : 'true'
      this.#line('FLOW_VALUE_ASSIGNMENT', this.#guid, element ?? '', value)
    })
  }

  #action({ element }: TraceEvent, detail: TraceDetail): void {
    this.#bulk(1, detail, () => {
      const called = [detail.text('type').toUpperCase(), detail.text('name')]
      this.#line('FLOW_ACTIONCALL_DETAIL', this.#guid, element ?? '', ...called, 'true', '')
      for (const [name, value] of detail.entries('outputs'))
        this.#line('FLOW_VALUE_ASSIGNMENT', this.#guid, `${element}.${name}`, value)
    })
  }

  #bulk(count: number, detail: TraceDetail, results: () => void): void {
    if (!this.#open) return
    const { type, name, begun } = this.#open
    this.#line('FLOW_BULK_ELEMENT_DETAIL', type, name, String(count))
    results()
    for (const { words, by, total, allowed } of this.#limits.use(detail))
      this.#line('FLOW_BULK_ELEMENT_LIMIT_USAGE', `${by} ${words}, total ${total} out of ${allowed ?? ''}`)
    this.#line('FLOW_BULK_ELEMENT_END', type, name, String(count), String(this.#t - begun))
    this.#open = null
  }

  #subflow(detail: TraceDetail): void {
    if (detail.text('phase') === 'end') {
      this.#end()
      for (const [name, value] of detail.entries('outputs'))
        this.#line('FLOW_VALUE_ASSIGNMENT', this.#guid, name, value)
      this.#guid = this.#subflows.pop() ?? this.#guid
      return
    }
    this.#line('FLOW_SUBFLOW_DETAIL', this.#guid, detail.text('name'), '', '')
    this.#end()
    this.#subflows.push(this.#guid)
    this.#guid = detail.text('guid')
    for (const [name, value] of detail.entries('inputs')) this.#line('FLOW_VALUE_ASSIGNMENT', this.#guid, name, value)
  }

  #fault({ element, elementType }: TraceEvent, detail: TraceDetail): void {
    const event = detail.is('handled') ? 'FLOW_ELEMENT_FAULT' : 'FLOW_ELEMENT_ERROR'
    this.#line(event, detail.text('message'), elementTypes[elementType ?? ''] ?? elementType ?? '', element ?? '')
    this.#limits.use(detail)
    if (this.#open?.isBulk) this.#open = null
  }

  #finished(detail: TraceDetail): void {
    this.finish()
    for (const { words, total, allowed } of this.#limits.total(detail))
      this.#line('FLOW_INTERVIEW_FINISHED_LIMIT_USAGE', this.#guid, `${words}: ${total} out of ${allowed ?? ''}`)
    this.#line('FLOW_START_INTERVIEWS_END', '1')
  }

  #line(event: string, ...fields: string[]): void {
    const at = this.#clock.startedAt + this.#t
    const clock = `${this.#clock.time?.format(at) ?? '00:00:00'}.${String(at % 1000).padStart(3, '0')}`
    this.lines.push([`${clock} (${this.#t * 1_000_000})`, event, ...fields].join('|'))
  }
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', { timeZone: timeZone || 'UTC', timeStyle: 'medium' })
}

/// Elements that wait for the interviews that stand at them.
const BULK = new Set(['recordLookups', 'recordCreates', 'recordUpdates', 'recordDeletes', 'actionCalls'])

/// Elements as a debug log calls them, by the tags of the flow file.
const elementTypes: Readonly<Record<string, string>> = {
  actionCalls: 'FlowActionCall',
  assignments: 'FlowAssignment',
  collectionProcessors: 'FlowCollectionProcessor',
  customErrors: 'FlowCustomError',
  decisions: 'FlowDecision',
  ends: 'FlowEnd',
  loops: 'FlowLoop',
  recordCreates: 'FlowRecordCreate',
  recordDeletes: 'FlowRecordDelete',
  recordLookups: 'FlowRecordLookup',
  recordRollbacks: 'FlowRecordRollback',
  recordUpdates: 'FlowRecordUpdate',
  subflows: 'FlowSubflow',
  transforms: 'FlowTransform',
  waits: 'WaitInfo',
}
