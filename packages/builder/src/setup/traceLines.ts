import type { TraceEvent } from './answers.ts'

/// A line of a run's story.
export interface TraceLine {
  readonly text: string
  /// Belongs to the line above it.
  readonly isDetail: boolean
  readonly isFault: boolean
  readonly t?: number
}

/// A run's events as people read them: an element a line, what it did below it.
export function traceLines(events: readonly TraceEvent[]): TraceLine[] {
  return events.map(event => ({
    text: sentence(event),
    isDetail: event.kind !== 'element' && event.kind !== 'start' && event.kind !== 'end',
    isFault: event.kind === 'fault',
    t: event.t,
  }))
}

function sentence({ kind, flow, element, elementType, detail = {} }: TraceEvent): string {
  const text = (name: string) => shown(detail[name])
  switch (kind) {
    case 'start':
      return `Flow ${flow}`
    case 'element':
      return `${elementLabels[elementType ?? ''] ?? elementType}: ${element}`
    case 'rule':
      return `Outcome: ${text('label')}`
    case 'query':
      return `${text('object')}: ${rows(detail['rows'])} read`
    case 'dml':
      return `${text('object')}: ${rows(detail['rows'])} ${participles[text('operation')] ?? text('operation')}`
    case 'assign':
      return `${text('reference')} ${text('operator')} ${text('value')} → ${text('after')}`
    case 'fault':
      return `Fault${detail['handled'] === true ? ', handled by the fault path' : ''}: ${text('message')}`
    case 'action':
      return `${text('type')} ${text('name')}`
    case 'wait':
      return waitSentence(detail)
    default:
      return [kind, ...Object.entries(detail).map(([name, value]) => `${name} ${shown(value)}`)].join(', ')
  }
}

/// What a run waits for, or what let it go on.
export function waitSentence({ phase, events, screen }: Readonly<Record<string, unknown>>): string {
  if (screen !== undefined) return `Shows the screen ${shown(screen)}`
  const named = (Array.isArray(events) ? events : []).map((event: Readonly<Record<string, unknown>>) =>
    [
      shown(event['name']),
      event['resumeAt'] === undefined ? '' : ` at ${shown(event['resumeAt'])}`,
      event['platformEvent'] === undefined ? '' : ` when a ${shown(event['platformEvent'])} is published`,
    ].join(''),
  )
  return `${phase === 'resume' ? 'Resumed by' : 'Waits for'} ${named.join(' or ')}`
}

const shown = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)

const rows = (count: unknown): string => (count === 1 ? '1 record' : `${shown(count)} records`)

const participles: Readonly<Record<string, string>> = {
  insert: 'created',
  update: 'updated',
  upsert: 'created or updated',
  delete: 'deleted',
}

/// By the tags of the flow file, as Flow Builder calls them.
export const elementLabels: Readonly<Record<string, string>> = {
  actionCalls: 'Action',
  assignments: 'Assignment',
  collectionProcessors: 'Collection Filter or Sort',
  customErrors: 'Custom Error',
  decisions: 'Decision',
  loops: 'Loop',
  recordCreates: 'Create Records',
  recordDeletes: 'Delete Records',
  recordLookups: 'Get Records',
  recordRollbacks: 'Roll Back Records',
  recordUpdates: 'Update Records',
  screens: 'Screen',
  start: 'Start',
  subflows: 'Subflow',
  transforms: 'Transform',
  waits: 'Wait',
}
