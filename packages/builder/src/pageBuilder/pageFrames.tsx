import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { attachClosestEdge, type Edge, extractClosestEdge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge'
import { ButtonIcon, Icon, type PageFrames, type PageItem, type PageRegion } from '@millrace/components'
import type { PagePlace } from '@millrace/metadata'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import {
  addPart,
  movePart,
  moveStep,
  type NewPart,
  type PageBuilding,
  removePart,
  useEditing,
  usePageBuilding,
} from './builderContext.ts'
import { regionLabel } from './pageTemplates.ts'
import { partApiName, partLabel } from './parts.ts'

/// What the canvas puts around components and into regions.
export const pageFrames: PageFrames = { Item: ItemFrame, Region: RegionFrame }

/// How the canvas finds the place of what was clicked.
export const placeKey = ({ region, index }: PagePlace): string => `${region}#${index}`

type Dragged = { readonly part: NewPart } | { readonly from: PagePlace }

function draggedIn(data: Record<string | symbol, unknown>): Dragged | undefined {
  if (data['part']) return { part: data['part'] as NewPart }
  return data['from'] ? { from: data['from'] as PagePlace } : undefined
}

function drop(building: PageBuilding, data: Record<string | symbol, unknown>, place: PagePlace): void {
  const dragged = draggedIn(data)
  if (!dragged) return
  if ('part' in dragged) addPart(building, dragged.part, place)
  else movePart(building, dragged.from, place)
}

interface ItemFrameProps {
  region: string
  index: number
  item: PageItem
  children: ReactNode
}

function ItemFrame({ region, index, item, children }: ItemFrameProps) {
  const building = usePageBuilding()
  const { selection } = useEditing(building.editing)
  const isSelected = selection?.region === region && selection.index === index
  const element = useRef<HTMLDivElement>(null)
  const [edge, setEdge] = useState<Edge | null>(null)
  useEffect(() => {
    const frame = element.current
    if (!frame) return
    const place = { region, index }
    return combine(
      draggable({ element: frame, getInitialData: () => ({ from: place }) }),
      dropTargetForElements({
        element: frame,
        canDrop: ({ source }) => draggedIn(source.data) !== undefined,
        getData: ({ input, element }) => attachClosestEdge({}, { input, element, allowedEdges: ['top', 'bottom'] }),
        onDrag: ({ self, location }) =>
          setEdge(location.current.dropTargets[0]?.element === self.element ? extractClosestEdge(self.data) : null),
        onDragLeave: () => setEdge(null),
        onDrop: ({ self, source, location }) => {
          setEdge(null)
          if (location.current.dropTargets[0]?.element !== self.element) return
          const isBehind = extractClosestEdge(self.data) === 'bottom'
          drop(building, source.data, { region, index: index + (isBehind ? 1 : 0) })
        },
      }),
    )
  }, [building, region, index])
  return (
    <div
      ref={element}
      data-frame={placeKey({ region, index })}
      className={`builder-frame page-builder-frame ${isSelected ? 'builder-frame_selected' : ''} ${edge ? `builder-edge_${edge}` : ''}`}
    >
      {isSelected && <FrameTools item={item} place={{ region, index }} />}
      {item.visibilityRule && (
        <span className="page-builder-rule">
          <Icon name="utility:preview" size="xx-small" assistiveText="Shown by a rule" />
        </span>
      )}
      <div className="page-builder-still">{children}</div>
    </div>
  )
}

function FrameTools({ item, place }: { item: PageItem; place: PagePlace }) {
  const building = usePageBuilding()
  return (
    <div className="builder-frame-tools" data-frame-tools="">
      <span className="slds-truncate" title={partApiName(item)}>
        {partLabel(item, building.components)}
      </span>
      <ButtonIcon
        iconName="utility:up"
        assistiveText="Move up"
        size="x-small"
        variant="bare-inverse"
        onClick={() => moveStep(building, -1)}
      />
      <ButtonIcon
        iconName="utility:down"
        assistiveText="Move down"
        size="x-small"
        variant="bare-inverse"
        onClick={() => moveStep(building, 1)}
      />
      <ButtonIcon
        iconName="utility:delete"
        assistiveText="Delete"
        size="x-small"
        variant="bare-inverse"
        onClick={() => removePart(building, place)}
      />
    </div>
  )
}

function RegionFrame({ region, children }: { region: PageRegion; children: ReactNode }) {
  const building = usePageBuilding()
  const element = useRef<HTMLDivElement>(null)
  const [isOver, setOver] = useState(false)
  const { name } = region
  const count = region.items.length
  useEffect(() => {
    if (!element.current) return
    return dropTargetForElements({
      element: element.current,
      canDrop: ({ source }) => draggedIn(source.data) !== undefined,
      onDrag: ({ self, location }) => setOver(location.current.dropTargets[0]?.element === self.element),
      onDragLeave: () => setOver(false),
      onDrop: ({ self, source, location }) => {
        setOver(false)
        if (location.current.dropTargets[0]?.element !== self.element) return
        drop(building, source.data, { region: name, index: count })
      },
    })
  }, [building, name, count])
  return (
    <div ref={element} className={`page-builder-region ${isOver ? 'builder-over' : ''}`} data-drop-region={name}>
      {children}
      <p className="page-builder-add">
        {count === 0 && 'Add Component(s) Here '}
        {region.type === 'Facet' ? '' : regionLabel(name)}
      </p>
    </div>
  )
}
