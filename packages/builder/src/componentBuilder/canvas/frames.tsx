import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { attachClosestEdge, extractClosestEdge, type Edge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge'
import { ButtonIcon, type Component, type Frames } from '@millrace/components'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { duplicateSelected, labelOf, mainSlot, moveBy, removeSelected, slotsOfComponent } from '../commands.ts'
import { componentsAt, findComponent } from '../document/tree.ts'
import { useBuilder, useSelected } from '../useEditor.ts'
import { draggedParts, drop, mayDrop } from './dragging.ts'

/// What the canvas puts around components and into slots.
export const frames: Frames = { Component: ComponentFrame, Slot: SlotFrame }

function ComponentFrame({ component, children }: { component: Component; children: ReactNode }) {
  const { apiName } = component
  const builder = useBuilder()
  const isSelected = useSelected(builder.editor, ({ selection }) => selection.includes(apiName))
  const isLast = useSelected(builder.editor, ({ selection }) => selection.at(-1) === apiName)
  const element = useRef<HTMLDivElement>(null)
  const [edge, setEdge] = useState<Edge | null>(null)
  useEffect(() => {
    const frame = element.current
    if (!frame) return
    const { editor } = builder
    return combine(
      draggable({
        element: frame,
        getInitialData: () => ({
          apiNames: editor.snapshot.selection.includes(apiName) ? editor.snapshot.selection : [apiName],
        }),
      }),
      dropTargetForElements({
        element: frame,
        canDrop: ({ source }) => mayDrop(editor.definition, draggedParts(source.data), apiName),
        getData: ({ input, element }) => attachClosestEdge({}, { input, element, allowedEdges: edgesOf(element) }),
        onDrag: ({ self, location }) =>
          setEdge(location.current.dropTargets[0]?.element === self.element ? extractClosestEdge(self.data) : null),
        onDragLeave: () => setEdge(null),
        onDrop: ({ self, source, location }) => {
          setEdge(null)
          const place = findComponent(editor.definition, apiName)?.place
          if (!place || location.current.dropTargets[0]?.element !== self.element) return
          const at = extractClosestEdge(self.data)
          const isBehind = at === 'bottom' || at === 'right'
          drop(builder, draggedParts(source.data), { ...place, index: place.index + (isBehind ? 1 : 0) })
        },
      }),
    )
  }, [builder, apiName])
  return (
    <div
      ref={element}
      data-frame={apiName}
      className={`builder-frame ${isSelected ? 'builder-frame_selected' : ''} ${edge ? `builder-edge_${edge}` : ''}`}
    >
      {isLast && <FrameTools component={component} />}
      {children}
    </div>
  )
}

/// The name of the selected component, and what one does most often with it.
function FrameTools({ component }: { component: Component }) {
  const builder = useBuilder()
  return (
    <div className="builder-frame-tools" data-frame-tools="">
      <span className="slds-truncate">
        {labelOf(component)} · {component.apiName}
      </span>
      <ButtonIcon
        iconName="utility:up"
        assistiveText="Move up"
        size="x-small"
        variant="bare-inverse"
        onClick={() => moveBy(builder, -1)}
      />
      <ButtonIcon
        iconName="utility:down"
        assistiveText="Move down"
        size="x-small"
        variant="bare-inverse"
        onClick={() => moveBy(builder, 1)}
      />
      <ButtonIcon
        iconName="utility:copy"
        assistiveText="Duplicate"
        size="x-small"
        variant="bare-inverse"
        onClick={() => duplicateSelected(builder)}
      />
      <ButtonIcon
        iconName="utility:delete"
        assistiveText="Delete"
        size="x-small"
        variant="bare-inverse"
        onClick={() => removeSelected(builder)}
      />
    </div>
  )
}

interface SlotFrameProps {
  parent: string
  slot: string
  components: readonly Component[]
  children: ReactNode
}

function SlotFrame({ parent, slot, components, children }: SlotFrameProps) {
  const builder = useBuilder()
  const element = useRef<HTMLDivElement>(null)
  const [isOver, setOver] = useState(false)
  const owner = useSelected(builder.editor, ({ definition }) => findComponent(definition, parent)?.component)
  const isOwnerSelected = useSelected(builder.editor, ({ selection }) => selection.includes(parent))
  useEffect(() => {
    if (!element.current) return
    return dropTargetForElements({
      element: element.current,
      canDrop: ({ source }) => mayDrop(builder.editor.definition, draggedParts(source.data), parent),
      onDrag: ({ self, location }) => setOver(location.current.dropTargets[0]?.element === self.element),
      onDragLeave: () => setOver(false),
      onDrop: ({ self, source, location }) => {
        setOver(false)
        if (location.current.dropTargets[0]?.element !== self.element) return
        const index = componentsAt(builder.editor.definition, parent, slot).length
        drop(builder, draggedParts(source.data), { parent, slot, index })
      },
    })
  }, [builder, parent, slot])
  const label = owner && (slotsOfComponent(owner).find(({ name }) => name === slot)?.label ?? slot)
  // Slots that are seldom filled, such as a card's footer, show while something is dragged or their component is selected.
  const isQuiet = owner !== undefined && slot !== mainSlot(owner) && !isOwnerSelected
  return (
    <div
      ref={element}
      className={`builder-slot ${components.length === 0 ? 'builder-slot_empty' : ''} ${isQuiet ? 'builder-slot_quiet' : ''} ${isOver ? 'builder-over' : ''}`}
    >
      {children}
      {components.length === 0 && <span className="builder-slot-hint">Drop components here: {label}</span>}
    </div>
  )
}

/// In a row of components the line is beside them, else above or below.
function edgesOf(element: Element): Edge[] {
  const { parentElement } = element
  const style = parentElement && getComputedStyle(parentElement)
  const isRow = style !== null && style.display.includes('flex') && style.flexDirection.startsWith('row')
  return isRow ? ['left', 'right'] : ['top', 'bottom']
}
