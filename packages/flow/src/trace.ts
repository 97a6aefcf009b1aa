import { DateTimeValue, DateValue, mergeText, type Reader, TimeValue, type Value } from '@millrace/values'
import type { TraceEvent } from './host.ts'
import type { Node } from './interview.ts'
import { conditionText } from './story.ts'
import { TraceDetail } from './traceDetail.ts'
import { kept, type Kept, keptText } from './traceText.ts'

type Detail = Readonly<Record<string, unknown>>

// An entry of the path is a number: what it is in the low bits, a position above them.
export const ENTRY_BITS = 3
const ELEMENT = 0
const OUTCOME = 1
const NOTE = 2
const ENTER = 3
const ASSIGNED = 4
const CONDITION = 5
const ROUND = 6
/// A decision with its outcome, which the entry of the element becomes: most entries of a run are such pairs.
const DECIDED = 7
const OUTCOME_BITS = 6

/// A condition as it stands in the file.
export interface ConditionWords {
  /// The outcome it belongs to.
  readonly of: object
  readonly left: string
  readonly operator: string
  readonly right: string
}

/// An assignment item as it stands in the file.
export interface AssignmentWords {
  readonly reference: string
  readonly operator: string
  readonly operand: string
}

/// The part of an event that is not its place.
type What = Pick<TraceEvent, 'kind' | 't' | 'detail'>

interface Note {
  readonly kind: TraceEvent['kind']
  readonly t: number | undefined
  readonly detail: Detail
  readonly node: Node | null | undefined
}

interface Assigned {
  readonly words: AssignmentWords
  readonly before: Kept
  readonly value: Kept
  readonly after: Kept
}

interface Tried {
  readonly words: ConditionWords
  readonly left: Kept
  readonly right: Kept
  readonly result: boolean
}

interface Round {
  readonly round: number
  readonly count: number
  readonly item: Kept
}

/// What happened in a run, written down as cheaply as it goes: the path is a list of small integers, and only
/// elements that touch records, call something or fail add an object. At level 'values' each assignment, condition and
/// round of a loop adds one with the values as they are. Events and texts are made when somebody asks for them.
export class Trace {
  readonly level: 'off' | 'path' | 'values'
  /// Element entries are pushed by the run itself: `node.index << ENTRY_BITS`.
  readonly path: number[] = []
  readonly #reader: Reader
  readonly #flows: { readonly name: string; readonly nodes: readonly Node[] }[] = []
  readonly #notes: Note[] = []
  readonly #assigned: Assigned[] = []
  readonly #tried: Tried[] = []
  readonly #rounds: Round[] = []
  /// When elements began for which the clock was asked: places in the path and times by turns.
  readonly #times: number[] = []

  constructor(level: 'off' | 'path' | 'values', reader: Reader) {
    this.level = level
    this.#reader = reader
  }

  /// The flow that the next entries are about: called when an interview starts and when a subflow has ended.
  enter(name: string, nodes: readonly Node[]): void {
    if (this.level === 'off') return
    let position = this.#flows.findIndex(flow => flow.nodes === nodes)
    if (position < 0) position = this.#flows.push({ name, nodes }) - 1
    this.#push(ENTER, position)
  }

  element(node: Node, t?: number): void {
    if (this.level === 'off') return
    if (t !== undefined) this.#times.push(this.path.length, t)
    this.path.push(node.index << ENTRY_BITS)
  }

  /// The outcome that the decision just entered took, by position; the number of its rules for the default outcome.
  outcome(position: number): void {
    const { path, level } = this
    if (level === 'off') return
    const last = path.length - 1
    if (level === 'values' || position >= 1 << OUTCOME_BITS) this.#push(OUTCOME, position)
    else path[last] = ((((path[last]! >> ENTRY_BITS) << OUTCOME_BITS) | position) << ENTRY_BITS) | DECIDED
  }

  /// [node] is the element it belongs to where that is not the last one; null for none.
  note(kind: TraceEvent['kind'], detail: Detail, t?: number, node?: Node | null): void {
    if (this.level !== 'off') this.#push(NOTE, this.#notes.push({ kind, t, detail, node }) - 1)
  }

  assigned(words: AssignmentWords, before: Kept, value: Kept, after: Kept): void {
    this.#push(ASSIGNED, this.#assigned.push({ words, before, value, after }) - 1)
  }

  condition(words: ConditionWords, left: Value, right: Value, result: boolean): void {
    this.#push(CONDITION, this.#tried.push({ words, left: kept(left), right: kept(right), result }) - 1)
  }

  /// A round of a loop, counted from 1.
  round(round: number, count: number, item: Value): void {
    this.#push(ROUND, this.#rounds.push({ round, count, item: kept(item) }) - 1)
  }

  #push(tag: number, position: number): void {
    this.path.push((position << ENTRY_BITS) | tag)
  }

  /// The conditions of [rule] that were tried, in words.
  tried(rule: object): string[] {
    return conditionsOf(rule, this.#tried).map(detail => conditionText(new TraceDetail(detail)))
  }

  /// Names of the elements that ran, by flow.
  reached(): Map<string, Set<string>> {
    const reached = new Map<string, Set<string>>()
    this.#walk((tag, _position, flow, node) => {
      if (tag !== ELEMENT || !node) return
      const names = reached.get(flow)
      if (names) names.add(node.element.name)
      else reached.set(flow, new Set([node.element.name]))
    })
    return reached
  }

  /// Everything so far, oldest first; of a very long run the first and the last [limit] / 2 entries.
  events(limit = 2000): TraceEvent[] {
    const skipped = this.path.length > limit
    const events: TraceEvent[] = []
    let tried: Tried[] = []
    this.#walk((tag, position, flow, node, i) => {
      if (tag === ELEMENT) tried = []
      if (tag === CONDITION) tried.push(this.#tried[position]!)
      if (tag === CONDITION || (skipped && i >= limit / 2 && i < this.path.length - limit / 2)) return
      const what = this.#what(tag, position, i, node, tried)
      if (!what) return
      const noted = tag === NOTE ? this.#notes[position]!.node : undefined
      const element = (noted === undefined ? node : noted)?.element
      const { kind, t, detail } = what
      events.push({
        kind,
        flow,
        element: element?.name ?? null,
        elementType: element?.kind ?? null,
        ...(t === undefined ? {} : { t }),
        ...(detail === undefined ? {} : { detail }),
      })
    })
    return events
  }

  #walk(visit: (tag: number, position: number, flow: string, node: Node | undefined, i: number) => void): void {
    let flow = this.#flows[0]
    let node: Node | undefined
    this.path.forEach((entry, i) => {
      const [tag, position] = [entry & ((1 << ENTRY_BITS) - 1), entry >> ENTRY_BITS]
      if (tag === ENTER) {
        flow = this.#flows[position]
        node = undefined
      } else if (tag === ELEMENT) node = flow?.nodes[position]
      if (tag === DECIDED) {
        const index = position >> OUTCOME_BITS
        node = flow?.nodes[index]
        visit(ELEMENT, index, flow?.name ?? '', node, i)
        visit(OUTCOME, position & ((1 << OUTCOME_BITS) - 1), flow?.name ?? '', node, i)
      } else visit(tag, position, flow?.name ?? '', node, i)
    })
  }

  #what(tag: number, position: number, i: number, node: Node | undefined, tried: readonly Tried[]): What | undefined {
    switch (tag) {
      // Notes say more of a start, where values are wanted.
      case ENTER:
        return this.level === 'values' ? undefined : { kind: 'start' }
      case ELEMENT: {
        const t = this.#timeAt(i)
        return this.level === 'values' && node
          ? { kind: 'element', t, detail: { label: node.element.label } }
          : { kind: 'element', t }
      }
      case NOTE:
        return this.#notes[position]!
      case ASSIGNED:
        return { kind: 'assign', detail: this.#assignDetail(this.#assigned[position]!) }
      case ROUND: {
        const { round, count, item } = this.#rounds[position]!
        return { kind: 'loop', detail: { round, count, item: keptText(item) } }
      }
      default:
        return { kind: 'rule', detail: this.#ruleDetail(position, node, tried) }
    }
  }

  /// The time of the entry at place [i]; undefined where no clock was asked.
  #timeAt(i: number): number | undefined {
    const times = this.#times
    let [low, high] = [0, times.length / 2]
    while (low < high) {
      const middle = (low + high) >> 1
      if (times[2 * middle]! < i) low = middle + 1
      else high = middle
    }
    return times[2 * low] === i ? times[2 * low + 1] : undefined
  }

  #assignDetail({ words, before, value, after }: Assigned): Detail {
    const isMoment = value instanceof DateValue || value instanceof DateTimeValue || value instanceof TimeValue
    return {
      ...words,
      before: keptText(before),
      value: keptText(value),
      // As the running user reads it.
      ...(isMoment ? { local: mergeText(value, this.#reader) } : {}),
      after: keptText(after),
    }
  }

  #ruleDetail(position: number, node: Node | undefined, tried: readonly Tried[]): Detail {
    const rules = node?.element.kind === 'decisions' ? node.element.rules : []
    const named = (at: number) => ({
      outcome: rules[at]?.name ?? null,
      label: rules[at]?.label ?? 'Default Outcome',
    })
    if (this.level !== 'values') return named(position)
    return {
      ...named(position),
      ...(position < rules.length ? { conditions: conditionsOf(rules[position]!, tried) } : {}),
      skipped: rules.slice(0, position).map((rule, at) => ({ ...named(at), conditions: conditionsOf(rule, tried) })),
    }
  }
}

const conditionsOf = (rule: object, tried: readonly Tried[]): Detail[] =>
  tried
    .filter(({ words }) => words.of === rule)
    .map(({ words, left, right, result }) => ({
      left: words.left,
      leftValue: keptText(left),
      operator: words.operator,
      right: words.right,
      rightValue: keptText(right),
      result,
    }))
