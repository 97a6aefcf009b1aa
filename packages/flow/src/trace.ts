import type { TraceEvent } from './host.ts'
import type { Node } from './interview.ts'

type Detail = Readonly<Record<string, unknown>>

// An entry of the path is a number: what it is in the low two bits, a position above them.
const ELEMENT = 0
const OUTCOME = 1
const NOTE = 2
const ENTER = 3

/// What happened in a run, written down as cheaply as it goes: the path is a list of small integers, and only
/// elements that touch records, call something or fail add an object. Events are made when somebody asks for them.
export class Trace {
  readonly level: 'off' | 'path' | 'values'
  /// Element entries are pushed by the run itself: `node.index << 2`.
  readonly path: number[] = []
  readonly #flows: { readonly name: string; readonly nodes: readonly Node[] }[] = []
  readonly #notes: { readonly kind: TraceEvent['kind']; readonly t: number | undefined; readonly detail: Detail }[] = []

  constructor(level: 'off' | 'path' | 'values') {
    this.level = level
  }

  /// The flow that the next entries are about: called when an interview starts and when a subflow has ended.
  enter(name: string, nodes: readonly Node[]): void {
    if (this.level === 'off') return
    let position = this.#flows.findIndex(flow => flow.nodes === nodes)
    if (position < 0) position = this.#flows.push({ name, nodes }) - 1
    this.path.push((position << 2) | ENTER)
  }

  element(node: Node): void {
    if (this.level !== 'off') this.path.push((node.index << 2) | ELEMENT)
  }

  /// The outcome a decision took, by position; the number of its rules for the default outcome.
  outcome(position: number): void {
    if (this.level !== 'off') this.path.push((position << 2) | OUTCOME)
  }

  note(kind: TraceEvent['kind'], detail: Detail, t?: number): void {
    if (this.level !== 'off') this.path.push(((this.#notes.push({ kind, t, detail }) - 1) << 2) | NOTE)
  }

  /// Everything so far, oldest first; of a very long run the first and the last [limit] / 2 events.
  events(limit = 2000): TraceEvent[] {
    const skipped = this.path.length > limit
    const events: TraceEvent[] = []
    let flow = this.#flows[0]
    let node: Node | undefined
    this.path.forEach((entry, i) => {
      const [tag, position] = [entry & 3, entry >> 2]
      if (tag === ENTER) {
        flow = this.#flows[position]
        node = undefined
      } else if (tag === ELEMENT) node = flow?.nodes[position]
      if (skipped && i >= limit / 2 && i < this.path.length - limit / 2) return
      events.push(this.#event(tag, position, flow?.name ?? '', node))
    })
    return events
  }

  #event(tag: number, position: number, flow: string, node: Node | undefined): TraceEvent {
    const where = { flow, element: node?.element.name ?? null, elementType: node?.element.kind ?? null }
    if (tag === ENTER) return { kind: 'start', ...where }
    if (tag === ELEMENT) return { kind: 'element', ...where }
    if (tag === NOTE) {
      const { kind, t, detail } = this.#notes[position]!
      return t === undefined ? { kind, ...where, detail } : { kind, ...where, t, detail }
    }
    const rule = node?.element.kind === 'decisions' ? node.element.rules[position] : undefined
    return { kind: 'rule', ...where, detail: { outcome: rule?.name ?? null, label: rule?.label ?? 'Default Outcome' } }
  }
}
