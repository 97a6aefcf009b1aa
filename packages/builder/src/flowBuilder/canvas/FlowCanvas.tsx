import { Icon, IconDrawing } from '@millrace/components'
import { type Flow, type FlowPlace, slotsOf } from '@millrace/metadata'
import {
  BaseEdge,
  Background,
  type Edge,
  EdgeLabelRenderer,
  type EdgeProps,
  Handle,
  MiniMap,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
  type ReactFlowInstance,
  ReactFlowProvider,
  useReactFlow,
} from '@xyflow/react'
import '@xyflow/react/dist/style.css'
import { createContext, type KeyboardEvent, memo, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { useHandler } from '../../pickers/useHandler.ts'
import { typeLabel } from '../flowAnswers.ts'
import { kindOf } from './elementKinds.ts'
import {
  boundsOf,
  END,
  layoutFlow,
  type LayoutEdge,
  type LayoutNode,
  NODE_HEIGHT,
  NODE_WIDTH,
  START,
  waysOf,
} from './layout.ts'
import { roundedPath } from './roundedPath.ts'

/// How an element is marked: by a debug run, a test's coverage, or a comparison of two versions.
export type ElementMark = 'visited' | 'current' | 'fault' | 'missed' | 'added' | 'changed' | 'removed'

export interface FlowCanvasProps {
  readonly flow: Flow
  /// API names of the selected elements.
  readonly selected: readonly string[]
  /// Errors and warnings of each element.
  readonly problems?: ReadonlyMap<string, { readonly errors: number; readonly warnings: number }>
  readonly marks?: ReadonlyMap<string, ElementMark>
  /// Elements where a debug run stops.
  readonly breakpoints?: ReadonlySet<string>
  /// Nothing can be added.
  readonly isReadOnly?: boolean
  onSelect(names: readonly string[]): void
  onOpen(name: string): void
  /// The button at a connector was pressed.
  onAdd(place: FlowPlace, at: { readonly x: number; readonly y: number }): void
  /// A key that the canvas does not handle itself.
  onKey?(event: KeyboardEvent, name: string): void
  /// Gets the canvas, to move it.
  onReady?(view: CanvasView): void
}

/// Moves what is seen of the canvas.
export interface CanvasView {
  fit(): void
  zoomIn(): void
  zoomOut(): void
  /// Brings an element into the middle and gives it the focus.
  show(name: string): void
  /// Leaves out what is in branches and loops, or draws all of it.
  collapseAll(): void
  expandAll(): void
}

interface Canvas extends Pick<FlowCanvasProps, 'onAdd' | 'isReadOnly' | 'problems' | 'marks' | 'breakpoints'> {
  readonly focused: string
  /// What starts the flow, where that is not a caller.
  readonly startsWith: string | null
  select(name: string, isMore: boolean): void
  open(name: string): void
  show(name: string): void
  /// Collapses the branches or the body of an element, or draws them again.
  fold(name: string): void
  key(event: KeyboardEvent, node: LayoutNode): void
}

const CanvasContext = createContext<Canvas | null>(null)
const useCanvas = (): Canvas => useContext(CanvasContext)!

type FlowNode = Node<{ readonly node: LayoutNode }, 'element' | 'start' | 'end'>
type FlowEdge = Edge<{ readonly edge: LayoutEdge }, 'connector'>

/// A flow as Flow Builder draws it. The arrow keys go from element to element, Enter opens one, + adds one behind it.
export function FlowCanvas(props: FlowCanvasProps) {
  return (
    <ReactFlowProvider>
      <Drawing {...props} />
    </ReactFlowProvider>
  )
}

function Drawing(props: FlowCanvasProps) {
  const { flow, selected, problems, marks, breakpoints, isReadOnly, onReady } = props
  const view = useReactFlow<FlowNode, FlowEdge>()
  const box = useRef<HTMLDivElement>(null)
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set())
  const layout = useMemo(() => layoutFlow(flow, collapsed), [flow, collapsed])
  const focused = selected.at(-1) ?? START
  const { start } = flow
  const startsWith =
    start?.triggerType && start.triggerType !== 'None'
      ? `${typeLabel({ processType: flow.processType, triggerType: start.triggerType })}${start.object ? ` on ${start.object}` : ''}`
      : null
  const nodeKeeper = useState(() => new Keeper<FlowNode>())[0]
  const edgeKeeper = useState(() => new Keeper<FlowEdge>())[0]
  const nodes = useMemo(
    () => nodeKeeper.keep(layout.nodes.map(node => flowNode(node, selected.includes(node.id)))),
    [nodeKeeper, layout, selected],
  )
  const edges = useMemo(() => edgeKeeper.keep(layout.edges.map(flowEdge)), [edgeKeeper, layout])

  const show = useHandler((name: string) => {
    const seen = layout.nodes.find(({ id }) => id === name)
    // What stands in a branch that is collapsed is drawn again.
    const node = seen ?? layoutFlow(flow).nodes.find(({ id }) => id === name)
    if (!node) return
    if (!seen) setCollapsed(new Set())
    void view.setCenter(node.x, node.y + NODE_HEIGHT / 2, { zoom: Math.max(view.getZoom(), 0.8) })
    focusSoon(box, name)
  })
  const fold = useHandler((name: string) => {
    const folded = new Set(collapsed)
    if (!folded.delete(name)) folded.add(name)
    setCollapsed(folded)
    focusSoon(box, name)
  })
  const collapseAll = useHandler(() =>
    setCollapsed(new Set(layout.nodes.flatMap(({ id, folded }) => (folded === null ? [] : [id])))),
  )
  const expandAll = useHandler(() => setCollapsed(new Set()))
  const fit = useHandler(() => {
    const { x, y, width, height } = boundsOf(layout)
    // Nothing is shown larger than it is.
    const wide = Math.max(width, box.current?.clientWidth ?? width)
    const high = Math.max(height, box.current?.clientHeight ?? height)
    void view.fitBounds(
      { x: x - (wide - width) / 2, y: y - (high - height) / 2, width: wide, height: high },
      { padding: wide > width && high > height ? 0 : 0.05 },
    )
  })
  const open = useHandler(props.onOpen)
  const onAdd = useHandler(props.onAdd)
  const select = useHandler((name: string, isMore: boolean) => {
    if (!isMore) return props.onSelect([name])
    props.onSelect(selected.includes(name) ? selected.filter(one => one !== name) : [...selected, name])
  })
  const key = useHandler((event: KeyboardEvent, node: LayoutNode) => {
    const next = arrowTarget(event.key, node, layout)
    if (next) {
      event.preventDefault()
      select(next, false)
      show(next)
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      select(node.id, event.shiftKey)
      open(node.id)
    } else if ((event.key === '+' || event.key === 'Insert') && !isReadOnly) {
      const edge = layout.edges.find(({ source, slot }) => source === node.id && slot && slot.kind !== 'fault')
      const at = event.currentTarget.getBoundingClientRect()
      event.preventDefault()
      if (edge?.slot) onAdd(edge.slot, { x: at.left + at.width / 2, y: at.bottom + 8 })
    } else if (event.key === '-' && node.folded !== null) {
      event.preventDefault()
      fold(node.id)
    } else props.onKey?.(event, node.id)
  })
  const canvas = useMemo(
    (): Canvas => ({
      focused,
      startsWith,
      problems,
      marks,
      breakpoints,
      isReadOnly,
      select,
      open,
      show,
      fold,
      onAdd,
      key,
    }),
    [focused, startsWith, problems, marks, breakpoints, isReadOnly, select, open, show, fold, onAdd, key],
  )

  useEffect(() => {
    onReady?.({
      fit,
      zoomIn: () => void view.zoomIn(),
      zoomOut: () => void view.zoomOut(),
      show,
      collapseAll,
      expandAll,
    })
  }, [view, onReady, show, fit, collapseAll, expandAll])

  // What is in the middle stays there when panels come and go.
  useEffect(() => {
    let width = box.current!.clientWidth
    const observer = new ResizeObserver(() => {
      const now = box.current?.clientWidth ?? width
      if (now === width) return
      const { x, y, zoom } = view.getViewport()
      void view.setViewport({ x: x + (now - width) / 2, y, zoom })
      width = now
    })
    observer.observe(box.current!)
    return () => observer.disconnect()
  }, [view])

  return (
    <CanvasContext value={canvas}>
      <div
        ref={box}
        className="millrace-flow-canvas"
        role="application"
        aria-label="Flow canvas"
        aria-roledescription="canvas"
        aria-describedby="millrace-flow-keys"
      >
        <p id="millrace-flow-keys" className="slds-assistive-text">
          Arrow keys go from element to element, Enter opens one, Shift and Enter selects more, + adds an element behind
          it, - collapses and expands what is in its branches, Tab goes to the buttons that add elements behind it.
        </p>
        <ReactFlow<FlowNode, FlowEdge>
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          disableKeyboardA11y
          deleteKeyCode={null}
          selectionKeyCode={null}
          onlyRenderVisibleElements
          minZoom={0.1}
          maxZoom={1.5}
          panOnScroll
          zoomOnDoubleClick={false}
          onInit={view => startView(view, box.current?.clientWidth ?? 800)}
          onPaneClick={() => props.onSelect([])}
        >
          <Background gap={20} />
          {layout.nodes.length > 12 && (
            <MiniMap
              pannable
              zoomable
              ariaLabel="Overview of the flow"
              nodeColor={minimapColour}
              className="millrace-flow-minimap"
            />
          )}
        </ReactFlow>
      </div>
    </CanvasContext>
  )
}

interface Signed<T> {
  readonly signature: string
  readonly item: T
}

/// What looks as before stays the same object, so that it is not drawn again.
class Keeper<T extends { readonly id: string }> {
  #before: ReadonlyMap<string, Signed<T>> = new Map()

  keep(signed: readonly Signed<T>[]): T[] {
    const kept = signed.map(one => {
      const old = this.#before.get(one.item.id)
      return old?.signature === one.signature ? old : one
    })
    this.#before = new Map(kept.map(one => [one.item.id, one]))
    return kept.map(({ item }) => item)
  }
}

function flowNode(node: LayoutNode, isSelected: boolean): Signed<FlowNode> {
  const { id, kind, element, x, y, isUnreached, folded } = node
  return {
    signature: `${x} ${y} ${kind} ${isSelected} ${isUnreached} ${folded} ${element && kindOf(element).name} ${element?.label}`,
    item: {
      id,
      type: kind,
      position: { x: x - NODE_WIDTH / 2, y },
      width: NODE_WIDTH,
      height: kind === 'element' ? NODE_HEIGHT : kind === 'start' ? 72 : 40,
      data: { node },
      selected: isSelected,
    },
  }
}

function flowEdge(edge: LayoutEdge): Signed<FlowEdge> {
  const { id, source, target, kind, points, slot, goTo } = edge
  return {
    signature: `${source} ${target} ${kind} ${goTo} ${slot?.label} ${slot?.target} ${points.map(({ x, y }) => `${x},${y}`)}`,
    item: { id, type: 'connector', source, target, data: { edge }, focusable: false, selectable: false },
  }
}

/// The start at the top in the middle, as large as it is drawn.
function startView(view: ReactFlowInstance<FlowNode, FlowEdge>, width: number): void {
  const zoom = width < 500 ? 0.75 : 1
  void view.setViewport({ x: width / 2, y: 24, zoom })
}

const minimapColour = ({ data }: FlowNode): string => (data.node.kind === 'element' ? '#5867e8' : '#706e6b')

/// Gives the focus to an element's button as soon as it is drawn.
function focusSoon(box: { readonly current: HTMLElement | null }, name: string, tries = 10): void {
  requestAnimationFrame(() => {
    const button = box.current?.querySelector<HTMLElement>(`[data-node="${CSS.escape(name)}"]`)
    if (button) button.focus({ preventScroll: true })
    else if (tries > 0) focusSoon(box, name, tries - 1)
  })
}

/// Down and up follow connectors; left and right go to the element beside, on the same height or near it.
function arrowTarget(
  key: string,
  node: LayoutNode,
  { nodes, edges }: { nodes: readonly LayoutNode[]; edges: readonly LayoutEdge[] },
): string | undefined {
  const isThere = (id: string) => nodes.some(one => one.id === id && one.kind !== 'end')
  if (key === 'ArrowDown') return edges.find(({ source, target }) => source === node.id && isThere(target))?.target
  if (key === 'ArrowUp')
    return edges.find(({ source, target, kind }) => target === node.id && kind !== 'return' && isThere(source))?.source
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return undefined
  const sign = key === 'ArrowLeft' ? -1 : 1
  return nodes
    .filter(one => one.kind !== 'end' && (one.x - node.x) * sign > 20)
    .toSorted((a, b) => distance(a, node) - distance(b, node))[0]?.id
}

const distance = (a: LayoutNode, b: LayoutNode): number => Math.abs(a.x - b.x) + 3 * Math.abs(a.y - b.y)

const hidden = { opacity: 0, pointerEvents: 'none' } as const

function Ports() {
  return (
    <>
      <Handle type="target" position={Position.Top} style={hidden} isConnectable={false} />
      <Handle type="source" position={Position.Bottom} style={hidden} isConnectable={false} />
    </>
  )
}

const ElementNode = memo(({ data: { node }, selected }: NodeProps<FlowNode>) => {
  const { focused, problems, marks, breakpoints, ...canvas } = useCanvas()
  const element = node.element!
  const kind = kindOf(element)
  const found = problems?.get(element.name)
  const mark = marks?.get(element.name)
  const what = [
    node.isUnreached ? 'not reached' : '',
    node.folded ? `${counted(node.folded)} not shown` : '',
    found?.errors ? `${found.errors} ${found.errors === 1 ? 'error' : 'errors'}` : '',
    found?.warnings ? `${found.warnings} ${found.warnings === 1 ? 'warning' : 'warnings'}` : '',
    breakpoints?.has(element.name) ? 'breakpoint' : '',
    mark ?? '',
  ]
  return (
    <>
      <Ports />
      <div
        role="button"
        data-node={element.name}
        data-mark={mark}
        tabIndex={focused === element.name ? 0 : -1}
        aria-pressed={selected}
        className={`millrace-flow-node ${selected ? 'is-selected' : ''} ${node.isUnreached ? 'is-unreached' : ''}`}
        onClick={event => {
          canvas.select(element.name, event.shiftKey || event.ctrlKey || event.metaKey)
          if (!event.shiftKey && !event.ctrlKey && !event.metaKey) canvas.open(element.name)
        }}
        onKeyDown={event => canvas.key(event, node)}
      >
        <span className={kind.tag === 'decisions' ? 'millrace-flow-icon is-diamond' : 'millrace-flow-icon'}>
          <Icon name={kind.iconName} size="small" />
        </span>
        <span className="millrace-flow-node-text">
          <span className="millrace-flow-node-label slds-truncate" title={element.label}>
            {element.label}
          </span>
          <span className="millrace-flow-node-kind">{kind.label}</span>
        </span>
        <span className="slds-assistive-text">{what.filter(Boolean).join(', ')}</span>
        {breakpoints?.has(element.name) && <span className="millrace-flow-breakpoint" title="Breakpoint" />}
        {found && (found.errors > 0 || found.warnings > 0) && (
          <span className="millrace-flow-problem">
            <Icon
              name={found.errors > 0 ? 'utility:error' : 'utility:warning'}
              variant={found.errors > 0 ? 'error' : 'warning'}
              size="x-small"
            />
          </span>
        )}
      </div>
      {node.folded !== null && (
        <button
          type="button"
          tabIndex={focused === element.name ? 0 : -1}
          className={`millrace-flow-fold nodrag nopan ${node.folded ? 'is-folded' : ''}`}
          aria-label={node.folded ? `Expand ${element.label}: ${counted(node.folded)}` : `Collapse ${element.label}`}
          title={node.folded ? `Expand: ${counted(node.folded)}` : 'Collapse'}
          onClick={() => canvas.fold(element.name)}
        >
          {node.folded ? `+${node.folded}` : <IconDrawing name="utility:up" className="slds-icon slds-icon_xx-small" />}
        </button>
      )}
    </>
  )
})

const counted = (count: number): string => `${count} ${count === 1 ? 'element' : 'elements'}`

const StartNode = memo(({ data: { node }, selected }: NodeProps<FlowNode>) => {
  const { focused, marks, startsWith, ...canvas } = useCanvas()
  return (
    <>
      <Ports />
      <div
        role="button"
        data-node={START}
        data-mark={marks?.get(START)}
        tabIndex={focused === START ? 0 : -1}
        aria-pressed={selected}
        className={`millrace-flow-start ${selected ? 'is-selected' : ''}`}
        onClick={() => {
          canvas.select(START, false)
          canvas.open(START)
        }}
        onKeyDown={event => canvas.key(event, node)}
      >
        <span className="millrace-flow-circle is-start">
          <IconDrawing name="utility:play" className="slds-icon slds-icon_x-small" />
        </span>
        <span className="millrace-flow-node-label">Start</span>
        {startsWith && <span className="slds-text-body_small millrace-flow-trigger">{startsWith}</span>}
      </div>
    </>
  )
})

const EndNode = memo(() => (
  <>
    <Ports />
    <div className="millrace-flow-end">
      <span className="millrace-flow-circle is-end">
        <IconDrawing name="utility:stop" className="slds-icon slds-icon_xx-small" />
      </span>
      <span className="slds-text-body_small">End</span>
    </div>
  </>
))

const RUN_MARKS = new Set<ElementMark | undefined>(['visited', 'current', 'fault'])

const ConnectorEdge = memo(({ data }: EdgeProps<FlowEdge>) => {
  const { isReadOnly, onAdd, show, marks, focused } = useCanvas()
  const { id, kind, points, plus, label, slot, source, target, goTo } = data!.edge
  const isRun = (id: string): boolean => id === START || RUN_MARKS.has(marks?.get(id.startsWith(END) ? END : id))
  const isKnown = slot?.owner != null && marks?.has(waysOf(slot.owner)) === true
  const isTaken =
    (RUN_MARKS.has(marks?.get(source)) || RUN_MARKS.has(marks?.get(target))) &&
    isRun(source) &&
    isRun(target) &&
    (!isKnown || marks.has(id))
  return (
    <>
      <BaseEdge path={roundedPath(points)} className={`millrace-flow-line is-${kind} ${isTaken ? 'is-taken' : ''}`} />
      <EdgeLabelRenderer>
        {label && slot?.label && (
          <span className={`millrace-flow-outcome is-${kind} nodrag nopan`} style={at(label)} title={slot.label}>
            {slot.label}
          </span>
        )}
        {goTo && (
          <button
            type="button"
            tabIndex={source === focused ? 0 : -1}
            className="millrace-flow-goto nodrag nopan"
            style={at(points.at(-1)!)}
            aria-label={`Go to ${goTo}`}
            onClick={() => show(target)}
          >
            <IconDrawing name="utility:redo" className="slds-icon slds-icon_xx-small" /> {goTo}
          </button>
        )}
        {slot && !isReadOnly && (
          <button
            type="button"
            // Tab goes from an element to what can be added behind it.
            tabIndex={(slot.owner ?? START) === focused ? 0 : -1}
            className="millrace-flow-plus nodrag nopan"
            style={at(plus)}
            aria-label={addLabel(slot)}
            title="Add Element"
            onClick={event => {
              const box = event.currentTarget.getBoundingClientRect()
              onAdd(slot, { x: box.left + box.width / 2, y: box.bottom + 4 })
            }}
          >
            <IconDrawing name="utility:add" className="slds-icon slds-icon_xx-small" />
          </button>
        )}
      </EdgeLabelRenderer>
    </>
  )
})

const at = ({ x, y }: { readonly x: number; readonly y: number }) => ({
  transform: `translate(-50%, -50%) translate(${x}px, ${y}px)`,
})

const addLabel = ({ owner, label }: { owner: string | null; label: string | null }): string =>
  `Add element after ${owner ?? 'Start'}${label ? ` (${label})` : ''}`

const nodeTypes = { element: ElementNode, start: StartNode, end: EndNode }
const edgeTypes = { connector: ConnectorEdge }

/// The place right behind an element where something can be added.
export const placeBehind = (flow: Flow, name: string): FlowPlace | undefined =>
  slotsOf(flow, flow.elements.find(element => element.name === name) ?? null).find(({ kind }) => kind === 'next')
