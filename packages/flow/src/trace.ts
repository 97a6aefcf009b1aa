import { DateTimeValue, DateValue, mergeText, type Reader, TimeValue, type Value } from '@millrace/values'
import type { TraceEvent } from './host.ts'
import type { Node } from './interview.ts'
import { conditionText } from './story.ts'
import { TraceDetail } from './traceDetail.ts'
import { kept, type Kept, keptText } from './traceText.ts'

type Detail = Readonly<Record<string, unknown>>

// A number in the path is an element or an outcome: which of the three in the low bits, a position above them.
const TAG_BITS = 2
const ELEMENT = 0
const OUTCOME = 1
/// A decision with its outcome, which the entry of the element becomes: most entries of a run are such pairs.
const DECIDED = 2
const OUTCOME_BITS = 6

/// The entry for a run of the element at [index] in its program.
export const elementEntry = (index: number): number => (index << TAG_BITS) | ELEMENT

/// The entry for a run of the decision at [index] that took the outcome at [position], the number of its rules standing
/// for the default outcome; undefined when the decision has so many outcomes that they need an entry of their own.
export const decidedEntry = (index: number, position: number): number | undefined =>
  position < 1 << OUTCOME_BITS ? (((index << OUTCOME_BITS) | position) << TAG_BITS) | DECIDED : undefined

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

/// The flow that the entries behind it are about.
class Entered {
  readonly name: string
  readonly nodes: readonly Node[]

  constructor(name: string, nodes: readonly Node[]) {
    this.name = name
    this.nodes = nodes
  }
}

class Note {
  readonly kind: TraceEvent['kind']
  readonly t: number | undefined
  readonly detail: Detail | (() => Detail)
  readonly node: Node | null | undefined

  constructor(kind: Note['kind'], t: Note['t'], detail: Note['detail'], node: Note['node']) {
    this.kind = kind
    this.t = t
    this.detail = detail
    this.node = node
  }
}

class Assigned {
  readonly words: AssignmentWords
  readonly before: Kept
  readonly value: Kept
  readonly after: Kept

  constructor(words: AssignmentWords, before: Kept, value: Kept, after: Kept) {
    this.words = words
    this.before = before
    this.value = value
    this.after = after
  }
}

class Tried {
  readonly words: ConditionWords
  readonly left: Kept
  readonly right: Kept
  readonly result: boolean

  constructor(words: ConditionWords, left: Kept, right: Kept, result: boolean) {
    this.words = words
    this.left = left
    this.right = right
    this.result = result
  }
}

class Round {
  readonly round: number
  readonly count: number
  readonly item: Kept

  constructor(round: number, count: number, item: Kept) {
    this.round = round
    this.count = count
    this.item = item
  }
}

type Entry = number | Entered | Note | Assigned | Tried | Round

const room = (length: number): Entry[] => Array.from<Entry>({ length }).fill(0)

/// Room for entries: a first piece, which is all that most runs need, and every other.
const FIRST_PIECE = room(32)
const PIECE = room(256)

/// Entries in their order, in pieces: a list in one piece would be copied whenever it grows.
class Path {
  readonly #full: Entry[][] = []
  #piece: Entry[] = []
  /// Entries of the piece, and of those before it.
  #length = 0
  #before = 0

  push(entry: Entry): void {
    if (this.#length === this.#piece.length) this.#begin()
    this.#piece[this.#length++] = entry
  }

  get last(): Entry {
    return this.#piece[this.#length - 1]!
  }

  replaceLast(entry: Entry): void {
    this.#piece[this.#length - 1] = entry
  }

  get length(): number {
    return this.#before + this.#length
  }

  all(): Entry[] {
    return [...this.#full.flat(), ...this.#piece.slice(0, this.#length)]
  }

  #begin(): void {
    if (this.#length > 0) this.#full.push(this.#piece)
    this.#piece = (this.#length === 0 ? FIRST_PIECE : PIECE).slice()
    this.#before += this.#length
    this.#length = 0
  }
}

/// What happened in a run, written down as cheaply as it goes: the path is a list of small integers, and only
/// elements that touch records, call something or fail add an object. At level 'values' each assignment, condition and
/// round of a loop adds one with the values as they are. Events and texts are made when somebody asks for them.
export class Trace {
  readonly level: 'off' | 'path' | 'values'
  /// Everything in its order. The run itself pushes the elements it comes to: an `elementEntry` each.
  readonly path = new Path()
  readonly #reader: Reader
  /// When elements began for which the clock was asked: places in the path and times by turns.
  #times: number[] | null = null

  constructor(level: 'off' | 'path' | 'values', reader: Reader) {
    this.level = level
    this.#reader = reader
  }

  /// The flow that the next entries are about: called when an interview starts and when a subflow has ended.
  enter(name: string, nodes: readonly Node[]): void {
    if (this.level !== 'off') this.path.push(new Entered(name, nodes))
  }

  element({ entry }: Node, t?: number): void {
    if (this.level === 'off') return
    if (t !== undefined) (this.#times ??= []).push(this.path.length, t)
    this.path.push(entry)
  }

  /// The decision just entered took an outcome: [entry] is its `decidedEntry`, [position] that of the outcome.
  decided(entry: number | undefined, position: number): void {
    const { path, level } = this
    if (level === 'off') return
    // A formula that could not be worked out has left a note behind the element.
    const isBehind = typeof path.last !== 'number'
    if (level === 'values' || entry === undefined || isBehind) path.push((position << TAG_BITS) | OUTCOME)
    else path.replaceLast(entry)
  }

  /// [detail] may be worked out when somebody reads it. [node] is the element it belongs to where that is not the last
  /// one; null for none.
  note(kind: TraceEvent['kind'], detail: Note['detail'], t?: number, node?: Node | null): void {
    if (this.level !== 'off') this.path.push(new Note(kind, t, detail, node))
  }

  assigned(words: AssignmentWords, before: Kept, value: Kept, after: Kept): void {
    this.path.push(new Assigned(words, before, value, after))
  }

  condition(words: ConditionWords, left: Value, right: Value, result: boolean): void {
    this.path.push(new Tried(words, kept(left), kept(right), result))
  }

  /// A round of a loop, counted from 1.
  round(round: number, count: number, item: Value): void {
    this.path.push(new Round(round, count, kept(item)))
  }

  /// The conditions of [rule] that were tried, in words.
  tried(rule: object): string[] {
    const tried = this.path.all().filter(entry => entry instanceof Tried)
    return conditionsOf(rule, tried).map(detail => conditionText(new TraceDetail(detail)))
  }

  /// Names of the elements that ran, by flow.
  reached(): Map<string, Set<string>> {
    const reached = new Map<string, Set<string>>()
    this.#walk((entry, flow, node) => {
      if (typeof entry !== 'number' || tagOf(entry) !== ELEMENT || !node) return
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
    this.#walk((entry, flow, node, i) => {
      if (entry instanceof Tried) tried.push(entry)
      else if (typeof entry === 'number' && tagOf(entry) === ELEMENT) tried = []
      if (entry instanceof Tried || (skipped && i >= limit / 2 && i < this.path.length - limit / 2)) return
      const what = this.#what(entry, i, node, tried)
      if (!what) return
      const noted = entry instanceof Note ? entry.node : undefined
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

  /// Visits every entry; a decision with its outcome as the two entries that it stands for.
  #walk(visit: (entry: Entry, flow: string, node: Node | undefined, i: number) => void): void {
    let flow: Entered | undefined
    let node: Node | undefined
    this.path.all().forEach((entry, i) => {
      if (entry instanceof Entered) {
        flow = entry
        node = undefined
      }
      if (typeof entry !== 'number' || tagOf(entry) === OUTCOME) return visit(entry, flow?.name ?? '', node, i)
      const position = entry >> TAG_BITS
      const isDecided = tagOf(entry) === DECIDED
      const index = isDecided ? position >> OUTCOME_BITS : position
      node = flow?.nodes[index]
      visit(elementEntry(index), flow?.name ?? '', node, i)
      if (!isDecided) return
      const outcome = position & ((1 << OUTCOME_BITS) - 1)
      visit((outcome << TAG_BITS) | OUTCOME, flow?.name ?? '', node, i)
    })
  }

  #what(entry: Entry, i: number, node: Node | undefined, tried: readonly Tried[]): What | undefined {
    if (typeof entry === 'number') return this.#numberedWhat(entry, i, node, tried)
    // Notes say more of a start, where values are wanted.
    if (entry instanceof Entered) return this.level === 'values' ? undefined : { kind: 'start' }
    if (entry instanceof Assigned) return { kind: 'assign', detail: this.#assignDetail(entry) }
    if (entry instanceof Round) return { kind: 'loop', detail: { ...entry, item: keptText(entry.item) } }
    if (!(entry instanceof Note)) return undefined
    const { kind, t, detail } = entry
    return { kind, t, detail: typeof detail === 'function' ? detail() : detail }
  }

  #numberedWhat(entry: number, i: number, node: Node | undefined, tried: readonly Tried[]): What {
    if (tagOf(entry) !== ELEMENT) return { kind: 'rule', detail: this.#ruleDetail(entry >> TAG_BITS, node, tried) }
    const t = this.#timeAt(i)
    if (this.level !== 'values' || !node) return { kind: 'element', t }
    return { kind: 'element', t, detail: { label: node.element.label } }
  }

  /// The time of the entry at place [i]; undefined where no clock was asked.
  #timeAt(i: number): number | undefined {
    const times = this.#times ?? []
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

const tagOf = (entry: number): number => entry & ((1 << TAG_BITS) - 1)

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
