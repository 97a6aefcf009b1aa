import { asValue, type ComponentState, type TreeNode, treeOfItems, treeOfRecords } from '@millrace/runtime'
import { mergeText, type RecordValue } from '@millrace/values'
import { type KeyboardEvent, useContext, useRef, useState } from 'react'
import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { FormatsContext } from '../renderer/FormatsContext.ts'
import { useTexts } from '../renderer/useTexts.ts'
import { Card } from '../slds/Card.tsx'
import { EmptyState } from '../slds/EmptyState.tsx'
import { Icon, IconDrawing } from '../slds/Icon.tsx'
import { useLabels } from '../labels/Localized.tsx'
import { RecordsOrReason } from './RecordsOrReason.tsx'

export function Tree({ state, component }: ComponentProps) {
  const { apiName } = component
  const formats = useContext(FormatsContext)
  const labels = useLabels()
  const text = useTexts(state, apiName)
  const [title, emptyMessage] = [text('title'), text('emptyMessage')]
  const label = title || apiName
  const texts = (record: RecordValue) => {
    const own = state.item(apiName, record, record.id ?? '')
    const read = (name: string) => mergeText(asValue(own.attribute(apiName, name)), formats)
    return { label: read('itemLabel'), description: read('itemDescription'), iconName: '' }
  }
  const items = text('source') === 'items' ? treeOfItems(asValue(state.attribute(apiName, 'items'))) : undefined
  return (
    <Card title={title} iconName={text('iconName') || undefined}>
      {items ? (
        items.length > 0 ? (
          <Branches state={state} apiName={apiName} label={label} nodes={items} />
        ) : (
          <EmptyState iconName="utility:hierarchy" title={emptyMessage || labels.noRecords} />
        )
      ) : (
        <RecordsOrReason state={state} apiName={apiName} what={label} emptyMessage={emptyMessage}>
          {records => (
            <Branches
              state={state}
              apiName={apiName}
              label={label}
              nodes={treeOfRecords(records, text('parentField'), texts)}
            />
          )}
        </RecordsOrReason>
      )}
    </Card>
  )
}

/// A node as a line: how deep it stands, and among how many.
interface Line {
  readonly node: TreeNode
  readonly level: number
  readonly position: number
  readonly size: number
  readonly parent: string | undefined
  readonly isOpen: boolean
}

interface BranchesProps {
  state: ComponentState
  apiName: string
  label: string
  nodes: readonly TreeNode[]
}

/// The tree as the ARIA pattern "tree view" has it: up and down among what is in sight, right opens or goes in, left
/// closes or goes out, letters jump, Enter selects.
function Branches({ state, apiName, label, nodes }: BranchesProps) {
  const list = useRef<HTMLUListElement>(null)
  const isOpenAtFirst = state.attribute(apiName, 'expanded') === true
  const held = asValue(state.attribute(apiName, 'ToggledNames'))
  const toggled = new Set(Array.isArray(held) ? held : [])
  const selected = state.attribute(apiName, 'SelectedName')
  const [focused, setFocused] = useState<string>()
  const isOpen = (name: string) => toggled.has(name) !== isOpenAtFirst
  const lines = linesOf(nodes, isOpen)
  const tabbed = lines.find(({ node }) => node.name === (focused ?? selected))?.node.name ?? lines[0]?.node.name

  const toggle = (name: string) => {
    const next = new Set(toggled)
    if (!next.delete(name)) next.add(name)
    state.setAttribute(apiName, 'ToggledNames', [...next])
    void state.trigger(apiName, 'toggle', { detail: { name, isExpanded: !isOpen(name) } })
  }
  const select = ({ name, label: nodeLabel, record }: TreeNode) => {
    setFocused(name)
    state.setAttribute(apiName, 'SelectedName', name)
    void state.trigger(apiName, 'select', { ...(record ? { row: record } : {}), detail: { name, label: nodeLabel } })
  }
  const focus = (line: Line | undefined) => {
    if (!line) return
    setFocused(line.node.name)
    list.current?.querySelector<HTMLElement>(`[data-node="${CSS.escape(line.node.name)}"]`)?.focus()
  }
  const press = (event: KeyboardEvent) => {
    const at = lines.findIndex(({ node }) => node.name === tabbed)
    const line = lines[at]
    if (!line) return
    const { key } = event
    const isRightToLeft = getComputedStyle(event.currentTarget).direction === 'rtl'
    const [into, out] = isRightToLeft ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft']
    const hasChildren = line.node.children.length > 0
    if (key === 'ArrowDown') focus(lines[at + 1])
    else if (key === 'ArrowUp') focus(lines[at - 1])
    else if (key === 'Home') focus(lines[0])
    else if (key === 'End') focus(lines.at(-1))
    else if (key === into && hasChildren && !line.isOpen) toggle(line.node.name)
    else if (key === into && hasChildren) focus(lines[at + 1])
    else if (key === out && hasChildren && line.isOpen) toggle(line.node.name)
    else if (key === out) focus(lines.find(({ node }) => node.name === line.parent))
    else if (key === 'Enter' || key === ' ') select(line.node)
    else if (key.length === 1 && !event.ctrlKey && !event.metaKey) focus(startingWith(lines, at, key))
    else return
    event.preventDefault()
  }
  return (
    <div className="slds-tree_container">
      <ul ref={list} className="slds-tree" role="tree" aria-label={label} onKeyDown={press}>
        {lines.map(line => (
          <TreeLine
            key={line.node.name}
            line={line}
            isSelected={line.node.name === selected}
            isTabbed={line.node.name === tabbed}
            onToggle={() => toggle(line.node.name)}
            onSelect={() => select(line.node)}
          />
        ))}
      </ul>
    </div>
  )
}

interface TreeLineProps {
  line: Line
  isSelected: boolean
  isTabbed: boolean
  onToggle: () => void
  onSelect: () => void
}

function TreeLine({ line, isSelected, isTabbed, onToggle, onSelect }: TreeLineProps) {
  const { node, level, position, size, isOpen } = line
  const hasChildren = node.children.length > 0
  return (
    // Its keys are the tree's.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <li
      role="treeitem"
      data-node={node.name}
      aria-level={level}
      aria-posinset={position}
      aria-setsize={size}
      aria-selected={isSelected}
      aria-expanded={hasChildren ? isOpen : undefined}
      tabIndex={isTabbed ? 0 : -1}
      onClick={onSelect}
    >
      <div className="slds-tree__item" style={{ paddingInlineStart: `${level - 1}rem` }}>
        {/* For the pointer; the keyboard has left and right. The design system turns the arrow of what is open. */}
        <button
          type="button"
          tabIndex={-1}
          aria-hidden="true"
          className={`slds-button slds-button_icon slds-m-right_x-small ${hasChildren ? '' : 'slds-is-disabled'}`}
          onClick={event => {
            event.stopPropagation()
            onToggle()
          }}
        >
          <IconDrawing name="utility:chevronright" className="slds-button__icon slds-button__icon_small" />
        </button>
        {node.iconName && <Icon name={node.iconName} size="x-small" className="slds-m-right_x-small slds-no-flex" />}
        <span className="slds-has-flexi-truncate">
          <span className="slds-tree__item-label slds-truncate" title={node.label}>
            {node.label}
          </span>
          {node.description && <span className="slds-tree__item-meta slds-truncate">{node.description}</span>}
        </span>
      </div>
    </li>
  )
}

function linesOf(
  nodes: readonly TreeNode[],
  isOpen: (name: string) => boolean,
  level = 1,
  parent: string | undefined = undefined,
): Line[] {
  return nodes.flatMap((node, i) => {
    const line = { node, level, position: i + 1, size: nodes.length, parent, isOpen: isOpen(node.name) }
    return line.isOpen ? [line, ...linesOf(node.children, isOpen, level + 1, node.name)] : [line]
  })
}

function startingWith(lines: readonly Line[], at: number, letter: string): Line | undefined {
  const order = [...lines.slice(at + 1), ...lines.slice(0, at + 1)]
  return order.find(({ node }) => node.label.toLowerCase().startsWith(letter.toLowerCase()))
}
