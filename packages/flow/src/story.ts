import type { TraceEvent } from './host.ts'
import { LimitReader, TraceDetail } from './traceDetail.ts'

/// A line of a run's story. What belongs to a line stands below it, one deeper.
export interface StoryLine {
  readonly text: string
  readonly depth: number
  readonly isFault: boolean
  /// Milliseconds since the run started, where the clock was asked.
  readonly t?: number
}

/// A run's events as people read them: element by element, what it compared, set, found and changed. Tells what the
/// events hold: with level 'path' what happened, with level 'values' every value too.
///
/// Source: the Debug panel of Flow Builder, whose words it uses.
export function storyLines(events: readonly TraceEvent[], { withLimits = true } = {}): StoryLine[] {
  const story = new Story(withLimits)
  for (const event of events) story.tell(event)
  return story.lines
}

/// The story as text, each depth two blanks to the right.
export const storyText = (events: readonly TraceEvent[]): string =>
  storyLines(events)
    .map(({ text, depth }) => text.replaceAll(/^/gm, '  '.repeat(depth)))
    .join('\n')

class Story {
  readonly lines: StoryLine[] = []
  readonly #withLimits: boolean
  readonly #limits = new LimitReader()
  /// Subflows are told below the element that runs them.
  #level = 0
  /// The line of the last element that looked at the clock.
  #begun: { readonly line: number; readonly t: number } | null = null

  constructor(withLimits: boolean) {
    this.#withLimits = withLimits
  }

  tell(event: TraceEvent): void {
    const detail = new TraceDetail(event.detail)
    if (event.kind === 'element' && event.t !== undefined) this.#took(event.t)
    tellers[event.kind]?.(event, detail, this)
    if (this.#withLimits) this.#tellUse(event, detail)
    if (event.kind !== 'element' && event.t !== undefined) this.#took(event.t)
  }

  #tellUse(event: TraceEvent, detail: TraceDetail): void {
    for (const { words, by, total, allowed } of event.kind === 'end' ? [] : this.#limits.use(detail))
      this.below(`${words}: ${by}, in all ${total}${allowed === undefined ? '' : ` out of ${allowed}`}`)
  }

  /// Sees the limits of the run.
  start(detail: TraceDetail): void {
    this.#limits.start(detail)
  }

  limits(detail: TraceDetail): void {
    if (!this.#withLimits) return
    for (const { words, total, allowed } of this.#limits.total(detail))
      this.below(`${words}: ${total}${allowed === undefined ? '' : ` out of ${allowed}`}`)
  }

  element(text: string, t: number | undefined): void {
    this.#begun = t === undefined ? null : { line: this.lines.length, t }
    this.add(text, 0, t)
  }

  below(text: string, deeper = 0, isFault = false): void {
    this.add(text, 1 + deeper, undefined, isFault)
  }

  add(text: string, depth: number, t?: number, isFault = false): void {
    this.lines.push({ text, depth: this.#level + depth, isFault, ...(t === undefined ? {} : { t }) })
  }

  indent(by: number): void {
    this.#level = Math.max(0, this.#level + by)
  }

  /// Writes behind the element how long it took.
  #took(t: number): void {
    if (!this.#begun) return
    const { line, t: begun } = this.#begun
    this.#begun = null
    if (t === begun) return
    this.lines[line] = { ...this.lines[line]!, text: `${this.lines[line]!.text} (${t - begun} ms)` }
  }
}

type Teller = (event: TraceEvent, detail: TraceDetail, story: Story) => void

const tellers: Readonly<Partial<Record<TraceEvent['kind'], Teller>>> = {
  start({ flow, t }, detail, story) {
    if (!detail.has('guid')) return story.add(`Flow ${flow}`, 0)
    story.start(detail)
    const user = detail.has('user') && detail.text('user') !== 'null' ? `${detail.text('user')} started ` : ''
    story.add(`${user}${named(detail.text('label'), flow)}, API version ${detail.text('apiVersion')}`, 0, t)
    for (const [name, value] of detail.entries('inputs')) story.below(`${name} = ${value}`)
  },

  element({ element, elementType, t }, detail, story) {
    const kind = (elementLabels[elementType ?? ''] ?? elementType ?? 'Element').toUpperCase()
    story.element(`${kind}: ${named(detail.text('label'), element ?? '')}`, t)
  },

  assign(_, detail, story) {
    const operator = assignmentWords[detail.text('operator')] ?? detail.text('operator')
    const [operand, value] = [detail.text('operand'), detail.text('value')]
    story.below(`{!${detail.text('reference')}} ${operator} ${withValue(operand, value)}`)
    story.below(`${detail.text('before')} → ${detail.text('after')}`, 1)
  },

  rule(_, detail, story) {
    for (const skipped of detail.list('skipped')) {
      story.below(
        `Skipped this outcome because its conditions weren't met: ${named(skipped.text('label'), skipped.text('outcome'))}`,
      )
      conditions(skipped, story)
    }
    const isDefault = !detail.has('outcome')
    story.below(
      isDefault
        ? `Default outcome executed: ${detail.text('label')}`
        : `Outcome executed: ${named(detail.text('label'), detail.text('outcome'))}`,
    )
    conditions(detail, story)
  },

  wait(_, detail, story) {
    const isResumed = detail.text('phase') === 'resume'
    for (const event of detail.list('events')) {
      const when = event.has('resumeAt') ? `, at ${event.text('resumeAt')}` : ''
      const what = event.has('platformEvent') ? `, when a ${event.text('platformEvent')} is published` : ''
      story.below(`${isResumed ? 'Resumed by' : 'Waits for'} ${event.text('name')}${when}${what}`)
    }
  },

  loop(_, detail, story) {
    story.below(`Round ${detail.text('round')} of ${detail.text('count')}: ${detail.text('item')}`)
  },

  query(_, detail, story) {
    filters(`Find ${detail.text('object')} records`, detail, story)
    if (detail.has('orderBy')) story.below(`Sorted by ${detail.text('orderBy')}`)
    if (detail.has('limit')) story.below(`At most ${detail.text('limit')}`)
    const rows = detail.number('rows') ?? 0
    const first = rows === 0 ? '' : detail.has('first') ? `, the first ${detail.text('first')}` : ''
    story.below(rows === 0 ? 'Found no records.' : `Found ${counted(rows)}${first}`)
  },

  dml(_, detail, story) {
    const [operation, object] = [detail.text('operation'), detail.text('object')]
    const [verb, done] = operations[operation] ?? [operation, operation]
    if (detail.list('filters').length > 0) filters(`${verb} ${object} records`, detail, story)
    for (const field of detail.list('fields'))
      story.below(`${field.text('field')} = ${withValue(field.text('right'), field.text('value'))}`)
    story.below(`${object}: ${counted(detail.number('rows') ?? 0)} ${done}${ids(detail)}`)
  },

  action(_, detail, story) {
    story.below(`Called ${detail.text('name')} (${detail.text('type')})`)
    for (const [name, value] of detail.entries('inputs')) story.below(`${name} = ${value}`, 1)
    for (const [name, value] of detail.entries('outputs')) story.below(`→ ${name} = ${value}`, 1)
  },

  subflow({ flow }, detail, story) {
    if (detail.text('phase') === 'end') {
      story.below('Subflow finished.')
      for (const [name, value] of detail.entries('outputs')) story.below(`${name} = ${value}`, 1)
      story.indent(-1)
      return
    }
    story.indent(1)
    story.add(`Subflow ${named(detail.text('label'), detail.text('name') || flow)}`, 0)
    for (const [name, value] of detail.entries('inputs')) story.below(`${name} = ${value}`)
  },

  fault(_, detail, story) {
    const handled = detail.is('handled')
    story.below(`${handled ? 'Fault, handled by the fault path' : 'Error'}: ${detail.text('message')}`, 0, true)
    for (const row of detail.list('failed'))
      for (const error of row.list('errors'))
        story.below(
          `Record ${row.text('row')} of ${detail.text('rows')}: ${error.text('statusCode')}: ${error.text('message')}`,
          1,
          true,
        )
  },

  end({ t }, detail, story) {
    story.indent(-Infinity)
    const failed = detail.text('status') === 'Error'
    const after = t === undefined ? '' : ` after ${t} ms`
    story.add(failed ? `Failed${after}. Everything it changed was rolled back.` : `Finished${after}.`, 0, t, failed)
    for (const [name, value] of detail.entries('outputs')) story.below(`${name} = ${value}`)
    story.limits(detail)
  },
}

function conditions(rule: TraceDetail, story: Story): void {
  for (const condition of rule.list('conditions')) {
    story.below(conditionText(condition), 1)
  }
}

/// A condition with both sides: `{!n} (66) Greater than 5: true`.
export function conditionText(condition: TraceDetail): string {
  const text = (name: string) => condition.text(name)
  const left = withValue(text('left'), text('leftValue'))
  const right = withValue(text('right'), text('rightValue'))
  return `${left} ${text('operator')} ${right}: ${condition.is('result') ? 'true' : 'false'}`
}

function filters(what: string, detail: TraceDetail, story: Story): void {
  const all = detail.list('filters').filter(filter => filter.has('field'))
  const logic = detail.has('filterLogic') ? ` (${detail.text('filterLogic')})` : ''
  story.below(all.length > 0 ? `${what} where${logic}:` : what)
  for (const filter of all) {
    const right = withValue(filter.text('right'), filter.text('value'))
    story.below(`${filter.text('field')} ${filter.text('operator')} ${right}`, 1)
  }
}

function ids(detail: TraceDetail): string {
  const all = detail.texts('ids')
  if (all.length === 0) return ''
  return `: ${all.slice(0, SHOWN_IDS).join(', ')}${all.length > SHOWN_IDS ? `, … ${all.length} in all` : ''}`
}

const SHOWN_IDS = 10

/// A reference with its value behind it; a literal is its own value.
const withValue = (written: string, value: string): string =>
  written === value || written === `"${value}"` || written === '' ? written || value : `${written} (${value})`

const named = (label: string, name: string): string => (label === '' || label === name ? name : `${label} (${name})`)

const counted = (count: number): string => (count === 1 ? '1 record' : `${count} records`)

const operations: Readonly<Record<string, readonly [verb: string, done: string]>> = {
  insert: ['Create', 'created'],
  update: ['Update', 'updated'],
  upsert: ['Create or update', 'created or updated'],
  delete: ['Delete', 'deleted'],
}

/// Assignment operators as Flow Builder shows them.
///
/// Source: Salesforce Help, "Flow Operators in Assignment Elements".
const assignmentWords: Readonly<Record<string, string>> = {
  Assign: 'Equals',
  Add: 'Add',
  Subtract: 'Subtract',
  AddItem: 'Add Item',
  AddAtStart: 'Add At Start',
  AssignCount: 'Equals Count',
  RemoveAll: 'Remove All',
  RemoveFirst: 'Remove First',
  RemoveAfterFirst: 'Remove After First',
  RemoveBeforeFirst: 'Remove Before First',
  RemovePosition: 'Remove Position',
  RemoveUncommon: 'Remove Uncommon',
}

/// Elements by the tags of the flow file, as Flow Builder calls them.
const elementLabels: Readonly<Record<string, string>> = {
  actionCalls: 'Action',
  assignments: 'Assignment',
  collectionProcessors: 'Collection Filter or Sort',
  customErrors: 'Custom Error',
  decisions: 'Decision',
  ends: 'End',
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
