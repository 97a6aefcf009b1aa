import type { Flow, FlowConnector, FlowElement, FlowLoop } from '@millrace/metadata'
import { elementKinds } from '../elements/index.ts'
import type { FlowProject } from '../host.ts'

/// The elements of a flow and the connectors between them, as far as they lead to an element that exists.
export class FlowGraph {
  readonly flow: Flow
  readonly project: FlowProject
  readonly loops: readonly FlowLoop[]
  readonly #elements = new Map<string, FlowElement>()
  readonly #next = new Map<FlowElement, readonly FlowElement[]>()
  readonly #before = new Map<FlowElement, FlowElement[]>()
  #reached: ReadonlySet<FlowElement> | undefined
  #bodies: ReadonlyMap<FlowLoop, ReadonlySet<FlowElement>> | undefined

  constructor(flow: Flow, project: FlowProject) {
    this.flow = flow
    this.project = project
    this.loops = flow.elements.filter(element => element.kind === 'loops')
    for (const element of flow.elements) this.#elements.set(element.name.toLowerCase(), element)
    for (const element of flow.elements) {
      const next = this.#targets(connectorsOf(element))
      this.#next.set(element, next)
      for (const one of next) {
        const before = this.#before.get(one)
        if (before) before.push(element)
        else this.#before.set(one, [element])
      }
    }
  }

  /// The elements a run can start with: one, and one for each scheduled path.
  get first(): readonly FlowElement[] {
    const { start, startElementReference } = this.flow
    const connectors = start ? [start.connector, ...start.scheduledPaths.map(path => path.connector)] : []
    const old = startElementReference ? this.#elements.get(startElementReference.toLowerCase()) : undefined
    return [...this.#targets(connectors), ...(old ? [old] : [])]
  }

  /// The elements that [element] can lead to, fault paths included.
  next(element: FlowElement): readonly FlowElement[] {
    return this.#next.get(element) ?? []
  }

  target(connector: FlowConnector | null): FlowElement | undefined {
    return connector ? this.#elements.get(connector.targetReference.toLowerCase()) : undefined
  }

  /// Every element that some run of the flow can reach.
  get reached(): ReadonlySet<FlowElement> {
    return (this.#reached ??= reach(this.first, element => this.next(element)))
  }

  /// For each loop, the elements that run once per item: the For Each path leads to them and they lead back.
  get bodies(): ReadonlyMap<FlowLoop, ReadonlySet<FlowElement>> {
    return (this.#bodies ??= new Map(this.loops.map(loop => [loop, this.#bodyOf(loop)])))
  }

  /// The innermost loop whose body [element] is in.
  loopAround(element: FlowElement): FlowLoop | undefined {
    let found: FlowLoop | undefined
    let size = Number.POSITIVE_INFINITY
    for (const [loop, body] of this.bodies) {
      if (!body.has(element) || body.size >= size) continue
      found = loop
      size = body.size
    }
    return found
  }

  /// The elements of [among] whose paths within it have no end, in the order given: those on cycles, and those that
  /// lead there.
  endless(among: Iterable<FlowElement>): Set<FlowElement> {
    const rest = new Set(among)
    const ways = new Map<FlowElement, number>()
    for (const element of rest) ways.set(element, this.next(element).filter(one => rest.has(one)).length)
    const ending = [...rest].filter(element => ways.get(element) === 0)
    for (let element = ending.pop(); element; element = ending.pop()) {
      rest.delete(element)
      for (const before of this.#before.get(element) ?? []) {
        const left = (ways.get(before) ?? 0) - 1
        ways.set(before, left)
        if (left === 0) ending.push(before)
      }
    }
    return rest
  }

  /// The elements of [among] that [element] leads to and that lead back to it, itself included: more than one, or
  /// one that leads to itself, is a cycle.
  cycleOf(element: FlowElement, among: ReadonlySet<FlowElement>): ReadonlySet<FlowElement> {
    const within = (elements: readonly FlowElement[]) => elements.filter(one => among.has(one))
    const onwards = reach([element], one => within(this.next(one)))
    const backwards = reach([element], one => within(this.#before.get(one) ?? []))
    return intersection(onwards, backwards)
  }

  #bodyOf(loop: FlowLoop): ReadonlySet<FlowElement> {
    const passing = (elements: readonly FlowElement[]) => elements.filter(one => one !== loop)
    const onwards = reach(passing(this.#targets([loop.nextValueConnector])), one => passing(this.next(one)))
    const backwards = reach(passing(this.#before.get(loop) ?? []), one => passing(this.#before.get(one) ?? []))
    return intersection(onwards, backwards)
  }

  #targets(connectors: readonly (FlowConnector | null)[]): FlowElement[] {
    return connectors.flatMap(connector => this.target(connector) ?? [])
  }
}

/// How a sentence names an element: `"Set Status" (Update Records)`.
export const titled = (element: FlowElement): string =>
  `"${element.label || element.name}" (${elementKinds.labelOf(element)})`

/// Every connector of [element]; null where a path ends.
export function connectorsOf(element: FlowElement): readonly (FlowConnector | null)[] {
  switch (element.kind) {
    case 'ends':
      return []
    case 'decisions':
      return [...element.rules.map(rule => rule.connector), element.defaultConnector]
    case 'loops':
      return [element.nextValueConnector, element.noMoreValuesConnector]
    case 'waits':
      return [...element.waitEvents.map(event => event.connector), element.defaultConnector, ...faultPath(element)]
    case 'screens':
    case 'apexPluginCalls':
    case 'steps':
    case 'orchestratedStages':
    case 'experiments':
      return element.connectors
    default:
      return [element.connector, ...('faultConnector' in element ? faultPath(element) : [])]
  }
}

const faultPath = ({ faultConnector }: { readonly faultConnector: FlowConnector | null }): FlowConnector[] =>
  faultConnector ? [faultConnector] : []

function reach(from: readonly FlowElement[], next: (element: FlowElement) => readonly FlowElement[]): Set<FlowElement> {
  const reached = new Set(from)
  // A Set is walked in the order of insertion, also over what is added on the way.
  for (const element of reached) for (const one of next(element)) reached.add(one)
  return reached
}

function intersection(a: ReadonlySet<FlowElement>, b: ReadonlySet<FlowElement>): Set<FlowElement> {
  return new Set([...a].filter(element => b.has(element)))
}
