import { type Flow, type FlowElement, type FlowPlace, type FlowSlot, slotsOf } from '@millrace/metadata'

/// Where everything of a flow stands on the canvas: top to bottom, branches side by side until they meet again.
export interface FlowLayout {
  readonly nodes: readonly LayoutNode[]
  readonly edges: readonly LayoutEdge[]
}

export interface LayoutNode {
  readonly id: string
  readonly kind: 'start' | 'element' | 'end'
  readonly element: FlowElement | null
  /// Centre of the top edge.
  readonly x: number
  readonly y: number
  /// No path from the start reaches it.
  readonly isUnreached: boolean
  /// Of an element with branches or a loop's body: how many elements in them are not drawn, 0 when all are; else null.
  readonly folded: number | null
}

export interface Point {
  readonly x: number
  readonly y: number
}

export interface LayoutEdge {
  readonly id: string
  readonly source: string
  readonly target: string
  /// The place in the file; null for the line that a branch that has met others goes on with.
  readonly slot: FlowSlot | null
  readonly kind: 'next' | 'fault' | 'goTo' | 'return'
  readonly points: readonly Point[]
  /// Where the button to add an element is.
  readonly plus: Point
  /// Where the outcome's label is.
  readonly label: Point | null
  /// Of a go-to connector, the label of the element it leads to.
  readonly goTo: string | null
}

export const NODE_WIDTH = 208
export const NODE_HEIGHT = 56
const START_HEIGHT = 72
const END_HEIGHT = 40
const GAP_Y = 64
const LABEL_Y = 30
const COLUMN_GAP = 40
const LOOP_MARGIN = 44
const HALF = NODE_WIDTH / 2

export const START = '$start'

/// What the names of ends begin with, and the name by which all of them are marked.
export const END = '$end'

/// What the line from a place is called; it may be marked like an element.
export const placeId = ({ owner, tag, part }: FlowPlace): string =>
  `${owner ?? START} ${tag} ${part?.tag ?? ''} ${part?.position ?? ''}`

/// The mark that says that the ways which an element took are marked, and the others were not taken.
export const waysOf = (owner: string): string => `${owner} ways`

/// The rectangle that everything of a layout stands in, lines and labels too.
export function boundsOf({ nodes, edges }: FlowLayout): { x: number; y: number; width: number; height: number } {
  const points = [
    ...nodes.flatMap(({ x, y }) => [
      { x: x - HALF, y },
      { x: x + HALF, y: y + NODE_HEIGHT },
    ]),
    ...edges.flatMap(edge => edge.points),
    ...edges.flatMap(({ label }) =>
      label
        ? [
            { x: label.x - HALF / 2, y: label.y },
            { x: label.x + HALF / 2, y: label.y },
          ]
        : [],
    ),
  ]
  const xs = points.map(({ x }) => x)
  const ys = points.map(({ y }) => y)
  const [x, y] = [least(xs), least(ys)]
  return { x, y, width: -least(xs.map(one => -one)) - x, height: -least(ys.map(one => -one)) - y }
}

const least = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.min(a, b), 0)

/// An element with all that stands in its branches, or in its body: what is copied and moved as one part.
export function wholePart(flow: Flow, name: string): string[] {
  const graph = new Graph(flow)
  const element = graph.element(name)
  return element ? [name, ...inside(graph, element)] : []
}

/// The elements between one with several ways on and where these meet again.
function inside(graph: Graph, { name, kind }: FlowElement, isLeftOut = (_name: string) => false): string[] {
  const ways = graph.ways(name)
  const onward = kind === 'loops' ? ways.find(slot => slot.kind !== 'body') : undefined
  const end = onward ? graph.target(onward) : graph.meeting(name)
  const open = ways.flatMap(slot => (slot === onward ? [] : [graph.target(slot)]))
  const found = new Set<string>()
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === end || at === name || at.startsWith('$') || found.has(at) || isLeftOut(at)) continue
    found.add(at)
    for (const slot of graph.slots(at)) {
      const target = graph.target(slot)
      if (slot.kind !== 'fault' || !graph.isMain(target)) open.push(target)
    }
  }
  return [...found]
}

/// What a line leads to: an element, the end of the flow, or back to the loop it is in.
type Target = string

const EXIT: Target = '$exit'
const returnTo = (loop: string): Target => `$return ${loop}`

/// Lays a flow out. The same flow always looks the same. What is in the branches or the body of those that [collapsed]
/// names is left out.
export function layoutFlow(flow: Flow, collapsed: ReadonlySet<string> = new Set()): FlowLayout {
  const graph = new Graph(flow)
  const layout = new Layout(graph, collapsed)
  layout.place(graph.startSlots, START)
  for (const element of flow.elements) if (!graph.isReached(element.name)) layout.placeApart(element.name)
  return layout.finish()
}

/// The elements and their connectors, with what leads back to a loop told apart.
class Graph {
  readonly flow: Flow
  readonly startSlots: readonly FlowSlot[]
  readonly #elements = new Map<string, FlowElement>()
  readonly #slots = new Map<string, readonly FlowSlot[]>()
  readonly #reached = new Set<string>()
  /// Reached without a fault path: these stand on the main line.
  readonly #main = new Set<string>()
  readonly #back = new Set<string>()
  #postDominators = new Map<string, string | null>()

  constructor(flow: Flow) {
    this.flow = flow
    this.startSlots = slotsOf(flow, null)
    for (const element of flow.elements) {
      this.#elements.set(element.name, element)
      this.#slots.set(element.name, slotsOf(flow, element))
    }
    this.#walk()
    this.#dominate()
  }

  element(name: string): FlowElement | undefined {
    return this.#elements.get(name)
  }

  isReached = (name: string): boolean => this.#reached.has(name)
  isMain = (name: string): boolean => this.#main.has(name)

  slots(name: string): readonly FlowSlot[] {
    return this.#slots.get(name) ?? []
  }

  ways(name: string): readonly FlowSlot[] {
    return name === START ? this.startSlots : this.slots(name).filter(({ kind }) => kind !== 'fault')
  }

  target(slot: FlowSlot): Target {
    if (slot.target === null || !this.#elements.has(slot.target)) {
      // An empty loop body leads back to its loop.
      return slot.kind === 'body' ? returnTo(slot.owner!) : EXIT
    }
    return this.#back.has(`${slot.owner} ${slot.target}`) ? returnTo(slot.target) : slot.target
  }

  /// Where the branches of [name] meet again; EXIT when they do not.
  meeting(name: string): Target {
    return this.#postDominators.get(name) ?? EXIT
  }

  /// Finds what is reached, and the connectors that lead back to where the path came from.
  #walk(): void {
    const visit = (first: string, isMain: boolean) => {
      const open: { name: string; next: number }[] = [{ name: first, next: 0 }]
      const path = new Set([first])
      if (first !== START) this.#enter(first, isMain)
      while (open.length > 0) {
        const top = open.at(-1)!
        const ways = this.ways(top.name)
        const slot = ways[top.next++]
        if (!slot) {
          open.pop()
          path.delete(top.name)
          continue
        }
        const { target } = slot
        if (target === null || !this.#elements.has(target)) continue
        if (path.has(target)) this.#back.add(`${slot.owner} ${target}`)
        else if (!this.#reached.has(target)) {
          this.#enter(target, isMain)
          path.add(target)
          open.push({ name: target, next: 0 })
        }
      }
    }
    visit(START, true)
    const faults = [...this.#reached]
    for (let name = faults.shift(); name !== undefined; name = faults.shift()) {
      for (const slot of this.slots(name)) {
        if (slot.kind !== 'fault' || slot.target === null || this.#reached.has(slot.target)) continue
        if (!this.#elements.has(slot.target)) continue
        const before = new Set(this.#reached)
        visit(slot.target, false)
        faults.push(...[...this.#reached].filter(one => !before.has(one)))
      }
    }
    for (const { name } of this.flow.elements) {
      if (this.#reached.has(name)) continue
      const before = new Set(this.#reached)
      visit(name, false)
      // They stay unreached; only their lines back are known now.
      for (const one of this.#reached) if (!before.has(one)) this.#reached.delete(one)
    }
  }

  #enter(name: string, isMain: boolean): void {
    this.#reached.add(name)
    if (isMain) this.#main.add(name)
  }

  /// Immediate post-dominators, over connectors that do not lead back.
  ///
  /// Source: Cooper, Harvey, Kennedy, "A Simple, Fast Dominance Algorithm".
  #dominate(): void {
    const order: string[] = []
    const seen = new Set<string>([EXIT])
    const visit = (first: string) => {
      const open = [{ name: first, next: 0 }]
      seen.add(first)
      while (open.length > 0) {
        const top = open.at(-1)!
        const next = this.#next(top.name)[top.next++]
        if (next === undefined) {
          order.push(top.name)
          open.pop()
        } else if (!seen.has(next)) {
          seen.add(next)
          open.push({ name: next, next: 0 })
        }
      }
    }
    visit(START)
    for (const name of this.#elements.keys()) if (!seen.has(name)) visit(name)
    // Post-order from the start is the order in which ends come first.
    const position = new Map(order.map((name, i) => [name, i + 1]))
    position.set(EXIT, 0)
    const found = new Map<string, string>([[EXIT, EXIT]])
    const meet = (a: string, b: string): string => {
      let [x, y] = [a, b]
      while (x !== y) {
        while (position.get(x)! > position.get(y)!) x = found.get(x)!
        while (position.get(y)! > position.get(x)!) y = found.get(y)!
      }
      return x
    }
    for (const name of order) {
      const next = this.#next(name).filter(one => found.has(one))
      found.set(
        name,
        next.reduce((a, b) => meet(a, b), next[0] ?? EXIT),
      )
    }
    this.#postDominators = found
  }

  #next(name: string): string[] {
    if (name.startsWith('$return')) return [EXIT]
    const targets = this.ways(name).map(slot => this.target(slot))
    return targets.length === 0 ? [EXIT] : targets
  }
}

/// A part of the drawing: how far it reaches from its axis, and how high it is. `draw` puts it there.
interface Box {
  readonly left: number
  readonly right: number
  readonly height: number
  draw(axis: number, top: number): void
}

/// A line that waits for what comes below it.
interface Loose {
  readonly source: string
  readonly slot: FlowSlot | null
  readonly kind: LayoutEdge['kind']
  readonly from: readonly Point[]
  readonly label: Point | null
  readonly plus: Point
}

type DrawFault = (main: number, axis: number, top: number) => void

interface FaultBox {
  readonly step: number
  readonly box: Box
  readonly draw: DrawFault
}

class Layout {
  readonly #graph: Graph
  readonly #nodes: LayoutNode[] = []
  readonly #edges: LayoutEdge[] = []
  readonly #placed = new Set<string>()
  #ends = 0
  #loose: Loose[] = []
  #right = 0
  #faultDepth = 0
  readonly #goTos: { readonly line: Loose; readonly target: string; readonly at: Point }[] = []

  readonly #collapsed: ReadonlySet<string>
  /// How many elements each collapsed one hides.
  readonly #folded = new Map<string, number>()

  constructor(graph: Graph, collapsed: ReadonlySet<string>) {
    this.#graph = graph
    this.#collapsed = collapsed
  }

  /// The main line, from the start.
  place(slots: readonly FlowSlot[], id: string): void {
    const below = this.#branching(START, slots)
    below.draw(0, START_HEIGHT)
    this.#nodes.push({ id, kind: 'start', element: null, x: 0, y: 0, isUnreached: false, folded: null })
    this.#right = below.right
  }

  /// An element that nothing leads to, with what follows it, beside everything else.
  placeApart(name: string): void {
    if (this.#placed.has(name)) return
    const box = this.#list(name, null)
    box.draw(this.#right + COLUMN_GAP * 2 + box.left, 0)
    this.#right += COLUMN_GAP * 2 + box.left + box.right
  }

  finish(): FlowLayout {
    for (const { line, target, at } of this.#goTos) this.#close(line, target, at, 'goTo')
    return { nodes: this.#nodes, edges: this.#edges }
  }

  /// The steps from [target] up to [stop], one below the other, with their fault paths at the right.
  #list(first: Target, stop: Target | null): Box {
    const steps: Box[] = []
    const faults: FaultBox[] = []
    let target: Target = first
    while (target !== stop) {
      const at = target
      if (at === EXIT) {
        steps.push(this.#end())
        break
      }
      const isElsewhere = this.#placed.has(at) || (this.#faultDepth > 0 && this.#graph.isMain(at))
      if (at.startsWith('$return') || isElsewhere) {
        steps.push(this.#goTo(at.replace(/^\$return /, ''), at.startsWith('$return') ? 'return' : 'goTo'))
        break
      }
      this.#placed.add(at)
      const next = this.#graph.ways(at)
      steps.push(this.#step(at))
      for (const slot of this.#graph.slots(at)) {
        if (slot.kind === 'fault' && slot.target !== null)
          faults.push({ step: steps.length - 1, ...this.#fault(at, slot) })
      }
      const isLoop = this.#graph.element(at)?.kind === 'loops'
      if (isLoop) target = this.#graph.target(next.find(({ kind }) => kind !== 'body')!)
      else if (next.length > 1) target = this.#graph.meeting(at)
      else if (next.length === 1) target = this.#graph.target(next[0]!)
      else break
    }
    return stacked(steps, faults)
  }

  #step(name: string): Box {
    const element = this.#graph.element(name)!
    const ways = this.#graph.ways(name)
    if (this.#collapsed.has(name) && ways.length > 1) return this.#node(element, this.#fold(element))
    if (element.kind === 'loops') return this.#loop(element, ways)
    if (ways.length > 1) return this.#node(element, this.#branching(name, ways))
    return this.#node(element, this.#onward(name, ways[0]))
  }

  #node(element: FlowElement, below: Box): Box {
    return {
      left: Math.max(HALF, below.left),
      right: Math.max(HALF, below.right),
      height: NODE_HEIGHT + below.height,
      draw: (axis, top) => {
        this.#arrive(element.name, { x: axis, y: top })
        this.#nodes.push({
          id: element.name,
          kind: 'element',
          element,
          x: axis,
          y: top,
          isUnreached: !this.#graph.isReached(element.name),
          folded: this.#foldedIn(element.name),
        })
        below.draw(axis, top + NODE_HEIGHT)
      },
    }
  }

  /// The line from an element whose branches or body are not drawn, to what comes behind them.
  #fold(element: FlowElement): Box {
    const { name } = element
    const hidden = inside(this.#graph, element, one => this.#placed.has(one))
    for (const one of hidden) this.#placed.add(one)
    this.#folded.set(name, hidden.length)
    return {
      left: 0,
      right: 0,
      height: GAP_Y,
      draw: (axis, top) => {
        const line = { source: name, slot: null, kind: 'next', from: [{ x: axis, y: top }], label: null } as const
        this.#loose.push({ ...line, plus: { x: axis, y: top + GAP_Y / 2 } })
      },
    }
  }

  /// How many elements an element with several ways on hides.
  #foldedIn(name: string): number | null {
    return this.#graph.ways(name).length > 1 ? (this.#folded.get(name) ?? 0) : null
  }

  /// The line from an element with one way on.
  #onward(source: string, slot: FlowSlot | undefined): Box {
    if (!slot) return { left: 0, right: 0, height: 0, draw: () => {} }
    return {
      left: 0,
      right: 0,
      height: GAP_Y,
      draw: (axis, top) => {
        this.#loose.push({
          source,
          slot,
          kind: 'next',
          from: [{ x: axis, y: top }],
          label: null,
          plus: { x: axis, y: top + GAP_Y / 2 },
        })
      },
    }
  }

  /// The branches of an element side by side.
  #branching(source: string, ways: readonly FlowSlot[]): Box {
    if (ways.length === 1) {
      const only = this.#onward(source, ways[0])
      if (source !== START) return only
      const rest = this.#list(this.#graph.target(ways[0]!), null)
      return stacked([only, rest], [])
    }
    const meeting = this.#graph.meeting(source)
    const branches = ways.map(slot => this.#list(this.#graph.target(slot), meeting))
    const widths = branches.map(box => ({ left: Math.max(box.left, HALF), right: Math.max(box.right, HALF) }))
    const axes: number[] = []
    let x = 0
    for (const { left, right } of widths) {
      axes.push(x + left)
      x += left + right + COLUMN_GAP
    }
    const total = x - COLUMN_GAP
    const middle = (axes[0]! + axes.at(-1)!) / 2
    const height = Math.max(...branches.map(box => box.height))
    const drawBranches = (axis: number, top: number) => {
      const before = this.#loose
      const met: Loose[] = []
      branches.forEach((box, i) => {
        const own = axis - middle + axes[i]!
        const corner = { x: own, y: top + 16 }
        const down = { x: own, y: top + GAP_Y + LABEL_Y }
        this.#loose = [
          {
            source,
            slot: ways[i]!,
            kind: 'next',
            from: [{ x: axis, y: top }, { x: axis, y: top + 16 }, corner, { x: own, y: down.y - 28 }],
            label: { x: own, y: top + 16 + LABEL_Y },
            plus: { x: own, y: top + 16 + LABEL_Y + 28 },
          },
        ]
        box.draw(own, down.y)
        met.push(...this.#loose)
      })
      this.#loose = [...before, ...met]
    }
    const box: Box = {
      left: middle,
      right: total - middle,
      height: GAP_Y + LABEL_Y + height + 8,
      draw: drawBranches,
    }
    if (source !== START) return box
    const rest = this.#list(meeting, null)
    return stacked([box, rest], [])
  }

  /// A loop with its body below, a line back at the right, and the way on at the left.
  #loop(element: FlowElement, ways: readonly FlowSlot[]): Box {
    const bodySlot = ways.find(({ kind }) => kind === 'body')!
    const onSlot = ways.find(({ kind }) => kind !== 'body')!
    const { name } = element
    const back = returnTo(name)
    const body = this.#list(this.#graph.target(bodySlot), back)
    const left = Math.max(HALF, body.left) + LOOP_MARGIN
    const right = Math.max(HALF, body.right) + LOOP_MARGIN
    const bodyTop = GAP_Y + LABEL_Y
    return {
      left,
      right,
      height: NODE_HEIGHT + bodyTop + body.height + 24 + GAP_Y,
      draw: (axis, top) => {
        this.#arrive(name, { x: axis, y: top })
        this.#nodes.push({
          id: name,
          kind: 'element',
          element,
          x: axis,
          y: top,
          isUnreached: !this.#graph.isReached(name),
          folded: 0,
        })
        const bottom = top + NODE_HEIGHT
        const before = this.#loose
        this.#loose = [
          {
            source: name,
            slot: bodySlot,
            kind: 'next',
            from: [{ x: axis, y: bottom }],
            label: { x: axis, y: bottom + LABEL_Y },
            plus: { x: axis, y: bottom + LABEL_Y + 28 },
          },
        ]
        body.draw(axis, bottom + bodyTop)
        const end = bottom + bodyTop + body.height
        const side = axis + right - 12
        for (const line of this.#loose)
          this.#close(
            {
              ...line,
              from: [
                ...line.from,
                { x: line.from.at(-1)!.x, y: end + 12 },
                { x: side, y: end + 12 },
                { x: side, y: top + NODE_HEIGHT / 2 },
              ],
            },
            name,
            { x: axis + HALF, y: top + NODE_HEIGHT / 2 },
            'return',
          )
        const far = axis - left + 12
        const y = top + NODE_HEIGHT / 2
        this.#loose = [
          ...before,
          {
            source: name,
            slot: onSlot,
            kind: 'next',
            from: [
              { x: axis - HALF, y },
              { x: far, y },
              { x: far, y: end + 24 },
              { x: axis, y: end + 24 },
            ],
            label: { x: far, y: bottom + LABEL_Y },
            plus: { x: far, y: bottom + LABEL_Y + 28 },
          },
        ]
      },
    }
  }

  /// A fault path: out at the right of its element, and down.
  #fault(source: string, slot: FlowSlot): Pick<FaultBox, 'box' | 'draw'> {
    this.#faultDepth++
    const box = this.#list(this.#graph.target(slot), null)
    this.#faultDepth--
    const lines = { left: Math.max(box.left, HALF), right: Math.max(box.right, HALF), height: box.height + GAP_Y + 12 }
    const whole: Box = {
      ...lines,
      draw: (axis, top) => box.draw(axis, top + GAP_Y + 12),
    }
    return {
      box: whole,
      draw: (main, axis, top) => {
        const before = this.#loose
        const y = top + NODE_HEIGHT / 2
        this.#loose = [
          {
            source,
            slot,
            kind: 'fault',
            from: [
              { x: main + HALF, y },
              { x: axis, y },
              { x: axis, y: y + 24 },
            ],
            label: { x: axis, y: y + 22 },
            plus: { x: axis, y: y + 50 },
          },
        ]
        whole.draw(axis, top + NODE_HEIGHT / 2)
        for (const line of this.#loose) this.#loosen(line)
        this.#loose = before
      },
    }
  }

  #loosen(line: Loose): void {
    const last = line.from.at(-1)!
    this.#close(line, this.#endNode(last.x, last.y + GAP_Y), { x: last.x, y: last.y + GAP_Y }, line.kind)
  }

  #end(): Box {
    return {
      left: HALF,
      right: HALF,
      height: END_HEIGHT,
      draw: (axis, top) => {
        const id = this.#endNode(axis, top)
        this.#arrive(id, { x: axis, y: top })
      },
    }
  }

  #endNode(x: number, y: number): string {
    const id = `${END} ${this.#ends++}`
    this.#nodes.push({ id, kind: 'end', element: null, x, y, isUnreached: false, folded: null })
    return id
  }

  /// A line to an element that stands elsewhere: drawn as a short end with its name.
  #goTo(target: string, kind: 'goTo' | 'return'): Box {
    return {
      left: HALF,
      right: HALF,
      height: 28,
      draw: (axis, top) => {
        for (const line of this.#loose)
          this.#goTos.push({ line: { ...line, kind }, target, at: { x: axis, y: top + 12 } })
        this.#loose = []
      },
    }
  }

  /// What waits leads to the node [id] below.
  #arrive(id: string, at: Point): void {
    for (const line of this.#loose) this.#close(line, id, at, line.kind)
    this.#loose = []
  }

  #close(line: Loose, target: string, at: Point, kind: LayoutEdge['kind']): void {
    const last = line.from.at(-1)!
    const isReturnLine = kind === 'return' && last.y === at.y
    const bend: Point[] =
      last.x === at.x || isReturnLine
        ? []
        : [
            { x: last.x, y: at.y - 20 },
            { x: at.x, y: at.y - 20 },
          ]
    const points = [...line.from, ...bend, at]
    const { slot } = line
    this.#edges.push({
      id: slot ? placeId(slot) : `${line.source} ${target}`,
      source: line.source,
      target,
      slot,
      kind: line.kind === 'fault' ? 'fault' : kind,
      points,
      plus: line.plus,
      label: line.label,
      goTo: kind === 'goTo' ? (this.#graph.element(target)?.label ?? target) : null,
    })
  }
}

/// Boxes one below the other on one axis, fault paths beside them where there is room.
function stacked(steps: readonly Box[], faults: readonly FaultBox[]): Box {
  const tops: number[] = []
  let height = 0
  for (const box of steps) {
    tops.push(height)
    height += box.height
  }
  const left = Math.max(0, ...steps.map(box => box.left))
  let right = Math.max(0, ...steps.map(box => box.right))
  const taken = steps.map((box, i) => ({ top: tops[i]!, bottom: tops[i]! + box.height, right: box.right }))
  const placed: { readonly axis: number; readonly top: number; readonly draw: DrawFault }[] = []
  // From the bottom up, so that the line to a fault path crosses none of those below.
  for (const { step, box, draw } of faults.toReversed()) {
    const top = tops[step]!
    const bottom = top + box.height + NODE_HEIGHT
    const beside = taken.filter(one => one.top < bottom && one.bottom > top)
    const axis = Math.max(...beside.map(one => one.right)) + COLUMN_GAP + box.left
    taken.push({ top, bottom, right: axis + box.right })
    right = Math.max(right, axis + box.right)
    height = Math.max(height, bottom)
    placed.push({ axis, top, draw })
  }
  return {
    left,
    right,
    height,
    draw: (axis, top) => {
      steps.forEach((box, i) => box.draw(axis, top + tops[i]!))
      for (const fault of placed) fault.draw(axis, axis + fault.axis, top + fault.top)
    },
  }
}
