import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import {
  attachInstruction,
  extractInstruction,
  type Instruction,
} from '@atlaskit/pragmatic-drag-and-drop-hitbox/list-item'
import { Icon } from '@millrace/components'
import type { Component } from '@millrace/metadata'
import { componentType } from '@millrace/runtime'
import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react'
import { draggedParts, drop, mayDrop } from '../canvas/dragging.ts'
import { labelOf, mainSlot, slotsOfComponent } from '../commands.ts'
import { componentsAt, findComponent, type Place } from '../document/tree.ts'
import { selectedBy } from '../selecting.ts'
import { useBuilder, useSnapshot } from '../useEditor.ts'

/// What stands in what, as a tree: the same selection as the canvas, and every move by key.
export function StructureTree() {
  const { editor, problems } = useBuilder()
  const { definition, selection } = useSnapshot(editor)
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const list = useRef<HTMLUListElement>(null)
  const rows = visibleRows(definition.components, closed)
  const focused = selection.at(-1) ?? rows[0]?.component.apiName
  const toggle = (apiName: string, isOpen: boolean) =>
    setClosed(names => new Set(isOpen ? [...names].filter(name => name !== apiName) : [...names, apiName]))

  const hadFocus = useRef(false)
  useEffect(() => {
    const selected = list.current?.querySelector<HTMLElement>(`[data-name="${selection.at(-1) ?? ''}"]`)
    selected?.scrollIntoView({ block: 'nearest' })
    // The row that had the focus is gone.
    if (hadFocus.current && document.activeElement === document.body) selected?.focus()
  }, [selection])

  const move = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const at = rows.findIndex(({ component }) => component.apiName === focused)
    const row = rows[at]
    const go = (name: string | undefined) => {
      if (name === undefined) return
      event.preventDefault()
      editor.select(event.shiftKey ? [...selection.filter(other => other !== name), name] : [name])
      list.current?.querySelector<HTMLElement>(`[data-name="${name}"]`)?.focus()
    }
    if (event.key === 'ArrowDown') go(rows[at + 1]?.component.apiName)
    else if (event.key === 'ArrowUp') go(rows[at - 1]?.component.apiName)
    else if (event.key === 'Home') go(rows[0]?.component.apiName)
    else if (event.key === 'End') go(rows.at(-1)?.component.apiName)
    else if (event.key === 'ArrowRight' && row) {
      if (row.isClosed) toggle(row.component.apiName, true)
      else if (row.hasChildren) go(rows[at + 1]?.component.apiName)
    } else if (event.key === 'ArrowLeft' && row) {
      if (row.hasChildren && !row.isClosed) toggle(row.component.apiName, false)
      else go(findComponent(definition, row.component.apiName)?.place.parent ?? undefined)
    }
  }

  if (definition.components.length === 0)
    return <p className="builder-hint">There are no components yet. Drag one onto the canvas.</p>
  return (
    <ul
      ref={list}
      className="builder-tree"
      role="tree"
      aria-label="Structure"
      aria-multiselectable="true"
      onKeyDown={move}
      onFocus={() => (hadFocus.current = true)}
      onBlur={event => (hadFocus.current = event.relatedTarget === null)}
    >
      {rows.map(({ component, level, slot, isClosed, hasChildren }) => (
        <TreeRow
          key={component.apiName}
          component={component}
          level={level}
          slot={slot}
          isOpen={hasChildren ? !isClosed : undefined}
          isSelected={selection.includes(component.apiName)}
          isFocused={component.apiName === focused}
          hasProblem={problems.some(({ element, severity }) => element === component.apiName && severity === 'error')}
          onToggle={() => toggle(component.apiName, isClosed)}
          onSelect={event => editor.select(selectedBy(event, selection, component.apiName))}
        />
      ))}
    </ul>
  )
}

interface Row {
  readonly component: Component
  readonly level: number
  /// The label of the slot it stands in, where its parent has several.
  readonly slot: string | undefined
  readonly hasChildren: boolean
  readonly isClosed: boolean
}

function visibleRows(components: readonly Component[], closed: ReadonlySet<string>, level = 1, slot?: string): Row[] {
  return components.flatMap(component => {
    const filled = Object.entries(component.children ?? {}).filter(([, children]) => children.length > 0)
    const isClosed = closed.has(component.apiName)
    const slots = slotsOfComponent(component)
    const inside = isClosed
      ? []
      : filled.flatMap(([name, children]) =>
          visibleRows(
            children,
            closed,
            level + 1,
            slots.length > 1 ? (slots.find(slot => slot.name === name)?.label ?? name) : undefined,
          ),
        )
    return [{ component, level, slot, hasChildren: filled.length > 0, isClosed }, ...inside]
  })
}

interface TreeRowProps {
  component: Component
  level: number
  slot: string | undefined
  isOpen: boolean | undefined
  isSelected: boolean
  isFocused: boolean
  hasProblem: boolean
  onToggle: () => void
  onSelect: (event: MouseEvent) => void
}

function TreeRow({
  component,
  level,
  slot,
  isOpen,
  isSelected,
  isFocused,
  hasProblem,
  onToggle,
  onSelect,
}: TreeRowProps) {
  const { apiName } = component
  const builder = useBuilder()
  const element = useRef<HTMLLIElement>(null)
  const [instruction, setInstruction] = useState<Instruction | null>(null)
  useEffect(() => {
    const row = element.current
    if (!row) return
    const placeOf = (wanted: Instruction | null) => wanted && placeIn(builder.editor.definition, apiName, wanted)
    return combine(
      draggable({
        element: row,
        getInitialData: () => ({ apiNames: draggedNames(builder.editor.snapshot.selection, apiName) }),
      }),
      dropTargetForElements({
        element: row,
        canDrop: ({ source }) => mayDrop(builder.editor.definition, draggedParts(source.data), apiName),
        getData: ({ input, element }) =>
          attachInstruction(
            {},
            {
              input,
              element,
              operations: {
                'reorder-before': 'available',
                'reorder-after': 'available',
                combine: mainSlot(component) === undefined ? 'not-available' : 'available',
              },
            },
          ),
        onDrag: ({ self, location }) =>
          setInstruction(
            location.current.dropTargets[0]?.element === self.element ? extractInstruction(self.data) : null,
          ),
        onDragLeave: () => setInstruction(null),
        onDrop: ({ self, source, location }) => {
          setInstruction(null)
          if (location.current.dropTargets[0]?.element !== self.element) return
          const place = placeOf(extractInstruction(self.data))
          if (place) drop(builder, draggedParts(source.data), place)
        },
      }),
    )
  }, [builder, apiName, component])
  return (
    // The keys are the tree's.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <li
      ref={element}
      role="treeitem"
      data-name={apiName}
      aria-level={level}
      aria-selected={isSelected}
      aria-expanded={isOpen}
      tabIndex={isFocused ? 0 : -1}
      className={`builder-tree-row ${instruction ? `builder-drop_${instruction.operation}` : ''}`}
      style={{ paddingInlineStart: `${(level - 1) * 1.25 + 0.25}rem` }}
      onClick={onSelect}
    >
      <button
        type="button"
        tabIndex={-1}
        aria-hidden="true"
        className="slds-button slds-button_icon slds-button_icon-x-small"
        style={isOpen === undefined ? { visibility: 'hidden' } : undefined}
        onClick={event => {
          event.stopPropagation()
          onToggle()
        }}
      >
        <Icon name={isOpen ? 'utility:chevrondown' : 'utility:chevronright'} size="xx-small" />
      </button>
      <Icon
        name={componentType(component.type)?.palette.iconName ?? 'utility:component_customization'}
        size="xx-small"
      />
      <span className="slds-truncate" title={apiName}>
        {slot && <span className="builder-slot-name">{slot}: </span>}
        {labelOf(component)} <span className="slds-text-color_weak">{apiName}</span>
      </span>
      {component.visibility !== undefined && (
        <Icon name="utility:preview" size="xx-small" assistiveText="Shown by a rule" />
      )}
      {hasProblem && <Icon name="utility:error" size="xx-small" variant="error" assistiveText="Has errors" />}
    </li>
  )
}

/// The whole selection when one of it is dragged.
const draggedNames = (selection: readonly string[], apiName: string): readonly string[] =>
  selection.includes(apiName) ? selection : [apiName]

function placeIn(
  definition: Parameters<typeof findComponent>[0],
  apiName: string,
  { operation }: Instruction,
): Place | undefined {
  const found = findComponent(definition, apiName)
  if (!found) return undefined
  if (operation === 'reorder-before') return found.place
  if (operation === 'reorder-after') return { ...found.place, index: found.place.index + 1 }
  const slot = mainSlot(found.component)
  return slot === undefined
    ? undefined
    : { parent: apiName, slot, index: componentsAt(definition, apiName, slot).length }
}
