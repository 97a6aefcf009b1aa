import { type Flow, type FlowPlace, slotsOf } from '@millrace/metadata'
import { waitSentence } from '../../setup/traceLines.ts'
import { valueText } from '../flowValues.ts'

/// One thing that happened in a run.
export interface TraceEvent {
  readonly kind: string
  readonly flow: string
  readonly element: string | null
  readonly elementType: string | null
  readonly t?: number
  readonly detail?: Readonly<Record<string, unknown>>
}

/// One element of a run with what it did, and every value as it was behind it.
export interface DebugStep {
  readonly flow: string
  /// Null for the start and the end.
  readonly element: string | null
  readonly elementType: string | null
  readonly title: string
  readonly events: readonly TraceEvent[]
  /// Milliseconds that it took, where the clock was asked.
  readonly took: number | null
  readonly isFault: boolean
  /// By name of the resource, as text. Of a subflow its own.
  readonly values: ReadonlyMap<string, string>
  /// Names whose value this step changed.
  readonly changed: ReadonlySet<string>
}

const text = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value)

/// The steps of a recorded run, to go back and forth in.
export function debugSteps(events: readonly TraceEvent[], flow: Flow): DebugStep[] {
  const groups: { head: TraceEvent; events: TraceEvent[] }[] = []
  for (const event of events) {
    if (event.kind === 'element' || event.kind === 'start' || event.kind === 'end' || groups.length === 0)
      groups.push({ head: event, events: [event] })
    else groups.at(-1)!.events.push(event)
  }
  const values = new Map<string, Map<string, string>>()
  values.set(flow.apiName, new Map(flow.variables.map(({ name, value }) => [name, value ? valueText(value) : 'null'])))
  return groups.map(({ head, events }, i) => {
    const own = values.get(head.flow) ?? new Map<string, string>()
    values.set(head.flow, own)
    const changed = new Set<string>()
    const set = (name: string, value: string) => {
      if (own.get(name) !== value) changed.add(name)
      own.set(name, value)
    }
    for (const event of events) note(event, set)
    const next = groups[i + 1]?.head.t
    return {
      flow: head.flow,
      element: head.element,
      elementType: head.elementType,
      title: titleOf(head),
      events: events.slice(1),
      took:
        head.t !== undefined
          ? Math.max(0, (events.slice(1).findLast(event => event.t !== undefined)?.t ?? next ?? head.t) - head.t)
          : null,
      isFault: events.some(({ kind }) => kind === 'fault'),
      values: new Map(own),
      changed,
    }
  })
}

function note({ kind, element, detail = {} }: TraceEvent, set: (name: string, value: string) => void): void {
  const named = (part: unknown): [string, unknown][] =>
    typeof part === 'object' && part !== null ? Object.entries(part) : []
  switch (kind) {
    case 'start':
      for (const [name, value] of named(detail['inputs'])) set(name, text(value))
      return
    case 'end':
      for (const [name, value] of named(detail['outputs'])) set(name, text(value))
      return
    case 'assign':
      return set(text(detail['reference']), text(detail['after']))
    case 'query':
      return set(
        element ?? '',
        detail['rows'] === 0 ? 'null' : `${text(detail['rows'])} records, the first ${text(detail['first'])}`,
      )
    case 'loop':
      return set(element ?? '', text(detail['item']))
    case 'fault':
      return set('$Flow.FaultMessage', text(detail['message']))
    case 'dml':
      if (detail['operation'] === 'insert' && Array.isArray(detail['ids'])) set(element ?? '', text(detail['ids'][0]))
  }
}

function titleOf({ kind, flow, element, detail = {} }: TraceEvent): string {
  if (kind === 'start') return `Start ${flow}`
  if (kind === 'end') return `End: ${text(detail['status']) || 'finished'}`
  return text(detail['label']) || (element ?? kind)
}

/// What an event of a step says, as lines.
export function eventLines({ kind, detail = {} }: TraceEvent): string[] {
  const of = (name: string) => text(detail[name])
  const list = (name: string): Readonly<Record<string, unknown>>[] =>
    Array.isArray(detail[name]) ? (detail[name] as Record<string, unknown>[]) : []
  const filters = list('filters').map(filter =>
    typeof filter === 'string'
      ? filter
      : `where ${text(filter['field'])} ${text(filter['operator'])} ${text(filter['value'])}`,
  )
  switch (kind) {
    case 'assign':
      return [
        `{!${of('reference')}} ${of('operator')} ${of('operand')} (${of('value')})`,
        `${of('before')} → ${of('after')}`,
      ]
    case 'rule':
      return [
        ...list('skipped').flatMap(skipped => [
          `Not taken: ${text(skipped['label'])}`,
          ...conditions(skipped['conditions']),
        ]),
        `Taken: ${of('label')}`,
        ...conditions(detail['conditions']),
      ]
    case 'loop':
      return [`Round ${of('round')} of ${of('count')}: ${of('item')}`]
    case 'query':
      return [`Query on ${of('object')}: ${of('rows')} ${detail['rows'] === 1 ? 'record' : 'records'}`, ...filters]
    case 'dml':
      return [
        `${of('operation')} ${of('object')}: ${of('rows')} ${detail['rows'] === 1 ? 'record' : 'records'}`,
        ...filters,
        ...list('fields').map(field => `${text(field['field'])} = ${text(field['value'])}`),
        ...(Array.isArray(detail['ids']) && detail['ids'].length > 0
          ? [`Ids: ${detail['ids'].slice(0, 20).join(', ')}`]
          : []),
      ]
    case 'fault':
      return [`${detail['handled'] === true ? 'Fault, handled by the fault path' : 'Fault'}: ${of('message')}`]
    case 'action':
      return [
        `${of('type')} ${of('name')}`,
        ...(detail['inputs'] ? [`Inputs: ${of('inputs')}`] : []),
        ...(detail['outputs'] ? [`Outputs: ${of('outputs')}`] : []),
      ]
    case 'wait':
      return [waitSentence(detail)]
    default:
      return [[kind, ...Object.entries(detail).map(([name, value]) => `${name} ${text(value)}`)].join(', ')]
  }
}

const conditions = (list: unknown): string[] =>
  Array.isArray(list)
    ? list.map(
        one =>
          `${text(one['left'])} (${text(one['leftValue'])}) ${text(one['operator'])} ${text(one['right'])} (${text(one['rightValue'])}): ${one['result'] === true ? 'true' : 'false'}`,
      )
    : []

/// The records that a query found, as far as they were written down.
export function recordsOf({ detail = {} }: TraceEvent): readonly Readonly<Record<string, string>>[] {
  return Array.isArray(detail['records']) ? (detail['records'] as Record<string, string>[]) : []
}

/// How often each element ran and how long all of that took, the longest first.
export function timesOf(
  steps: readonly DebugStep[],
): readonly { readonly element: string; readonly count: number; readonly ms: number }[] {
  const times = new Map<string, { element: string; count: number; ms: number }>()
  for (const { element, took } of steps) {
    if (element === null) continue
    const time = times.get(element) ?? { element, count: 0, ms: 0 }
    times.set(element, { element, count: time.count + 1, ms: time.ms + (took ?? 0) })
  }
  return [...times.values()].toSorted((a, b) => b.ms - a.ms)
}

/// Which way on a Decision or a Wait took in [step]; null where the step does not tell.
export function wayTaken({ element, events }: DebugStep, flow: Flow): FlowPlace | null {
  const found = flow.elements.find(({ name }) => name === element)
  if (!found) return null
  const taken = events.flatMap(({ kind, detail = {} }) =>
    kind === 'rule' ? [detail['outcome']] : kind === 'wait' && detail['phase'] === 'resume' ? resumedBy(detail) : [],
  )
  if (taken.length === 0) return null
  const parts = found.kind === 'decisions' ? found.rules : found.kind === 'waits' ? found.waitEvents : []
  const position = parts.findIndex(({ name, label }) => (name || label) === taken.at(-1))
  return (
    slotsOf(flow, found).find(slot => (position < 0 ? slot.part === null : slot.part?.position === position)) ?? null
  )
}

const resumedBy = ({ events }: Readonly<Record<string, unknown>>): unknown[] =>
  Array.isArray(events) ? events.map((event: { readonly name?: unknown }) => event.name) : []
