import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { attachClosestEdge, type Edge, extractClosestEdge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge'
import { ButtonIcon } from '@millrace/components'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'

export interface OrderedItemsProps<T> {
  items: readonly T[]
  /// The item that is open.
  open: number | undefined
  onOpen: (index: number | undefined) => void
  onChange: (items: readonly T[]) => void
  title: (item: T, index: number) => ReactNode
  /// For people who do not see the title: "Set as Active".
  name: (item: T, index: number) => string
  /// What an open item shows.
  children: (item: T, index: number) => ReactNode
}

/// Items in an order that people change by buttons or by dragging, one of them open.
export function OrderedItems<T>({ items, open, onOpen, onChange, title, name, children }: OrderedItemsProps<T>) {
  const list = useId()
  const move = (from: number, to: number) => {
    if (to === from || to < 0 || to >= items.length) return
    const next = [...items]
    next.splice(to, 0, ...next.splice(from, 1))
    onChange(next)
    onOpen(open === from ? to : undefined)
  }
  return (
    <ol className="builder-items">
      {items.map((item, index) => (
        <OrderedItem key={index} list={list} index={index} onDrop={move}>
          <div className="builder-list-head">
            <button
              type="button"
              className="slds-button_reset slds-truncate"
              aria-expanded={open === index}
              onClick={() => onOpen(open === index ? undefined : index)}
            >
              {title(item, index)}
            </button>
            <ButtonIcon
              iconName="utility:up"
              assistiveText={`Move ${name(item, index)} up`}
              size="x-small"
              disabled={index === 0}
              onClick={() => move(index, index - 1)}
            />
            <ButtonIcon
              iconName="utility:down"
              assistiveText={`Move ${name(item, index)} down`}
              size="x-small"
              disabled={index === items.length - 1}
              onClick={() => move(index, index + 1)}
            />
            <ButtonIcon
              iconName="utility:delete"
              assistiveText={`Remove ${name(item, index)}`}
              size="x-small"
              onClick={() => {
                onChange(items.filter((_, i) => i !== index))
                onOpen(undefined)
              }}
            />
          </div>
          {open === index && children(item, index)}
        </OrderedItem>
      ))}
    </ol>
  )
}

interface OrderedItemProps {
  /// Items are dragged within one list only.
  list: string
  index: number
  onDrop: (from: number, to: number) => void
  children: ReactNode
}

function OrderedItem({ list, index, onDrop, children }: OrderedItemProps) {
  const element = useRef<HTMLLIElement>(null)
  const [edge, setEdge] = useState<Edge | null>(null)
  const latest = useRef(onDrop)
  useEffect(() => {
    latest.current = onDrop
  })
  useEffect(() => {
    const item = element.current
    const head = item?.querySelector('.builder-list-head')
    if (!item || !head) return
    return combine(
      draggable({ element: item, dragHandle: head, getInitialData: () => ({ list, index }) }),
      dropTargetForElements({
        element: item,
        canDrop: ({ source }) => source.data['list'] === list && source.data['index'] !== index,
        getData: ({ input, element }) => attachClosestEdge({}, { input, element, allowedEdges: ['top', 'bottom'] }),
        onDrag: ({ self }) => setEdge(extractClosestEdge(self.data)),
        onDragLeave: () => setEdge(null),
        onDrop: ({ self, source }) => {
          setEdge(null)
          const from = Number(source.data['index'])
          const behind = extractClosestEdge(self.data) === 'bottom' ? 1 : 0
          latest.current(from, index + behind - (from < index + behind ? 1 : 0))
        },
      }),
    )
  }, [list, index])
  return (
    <li ref={element} className={`builder-list-item ${edge ? `builder-edge_${edge}` : ''}`}>
      {children}
    </li>
  )
}
