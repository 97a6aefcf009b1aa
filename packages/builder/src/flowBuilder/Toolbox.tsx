import { Button, ButtonIcon, Icon } from '@millrace/components'
import { memo, useMemo, useState } from 'react'
import { useHandler } from '../pickers/useHandler.ts'
import type { Flow } from '@millrace/metadata'
import { kindOf } from './canvas/elementKinds.ts'
import { useFlowEdit } from './editContext.ts'

interface ToolboxProps {
  readonly selected: string | null
  readonly isReadOnly: boolean
  onOpen(name: string): void
  onNewResource(): void
  onClose(): void
}

/// Flow Builder's Toolbox (Manager): every resource and element by name.
export function Toolbox({ selected, isReadOnly, onOpen, onNewResource, onClose }: ToolboxProps) {
  const { flow } = useFlowEdit()
  const [text, setText] = useState('')
  const groups = useMemo(() => groupsOf(flow, text.toLowerCase()), [flow, text])
  const open = useHandler(onOpen)
  return (
    <aside className="millrace-builder-side is-left" aria-label="Toolbox">
      <div className="millrace-panel-head">
        <h2>Toolbox</h2>
        <ButtonIcon iconName="utility:close" assistiveText="Close Toolbox" size="small" onClick={onClose} />
      </div>
      <input
        type="search"
        className="slds-input"
        aria-label="Search the flow"
        placeholder="Search this flow…"
        value={text}
        onChange={event => setText(event.target.value)}
      />
      {!isReadOnly && <Button label="New Resource" iconName="utility:add" stretch onClick={onNewResource} />}
      {groups.map(({ title, items }) => (
        <section key={title} aria-label={title}>
          <h3 className="slds-text-title_caps">
            {title} ({items.length})
          </h3>
          <ul>
            {items.map(item => (
              <Item key={item.name} {...item} isActive={item.name === selected} onOpen={open} />
            ))}
          </ul>
        </section>
      ))}
      {groups.length === 0 && (
        <p className="slds-text-color_weak">{text ? 'Nothing is called like that.' : 'The flow is empty.'}</p>
      )}
    </aside>
  )
}

interface ToolboxItem {
  readonly name: string
  readonly label: string
  readonly iconName: string
}

const Item = memo(
  ({ name, label, iconName, isActive, onOpen }: ToolboxItem & { isActive: boolean; onOpen(name: string): void }) => (
    <li>
      <button
        type="button"
        className={`millrace-toolbox-item ${isActive ? 'is-active' : ''}`}
        aria-current={isActive ? 'true' : undefined}
        onClick={() => onOpen(name)}
      >
        <Icon name={iconName} size="x-small" />
        <span className="slds-truncate">{label}</span>
      </button>
    </li>
  ),
)

const byLabel = new Intl.Collator('en', { numeric: true })

function groupsOf(flow: Flow, wanted: string): { title: string; items: ToolboxItem[] }[] {
  const list = (items: readonly { name: string; label: string }[], iconName: string): ToolboxItem[] =>
    items.map(({ name, label }) => ({ name, label, iconName }))
  const elements = flow.elements.map(element => ({
    name: element.name,
    label: element.label,
    iconName: kindOf(element).iconName,
  }))
  return [
    { title: 'Variables', items: list(flow.variables, 'utility:variable') },
    { title: 'Constants', items: list(flow.constants, 'utility:pin') },
    { title: 'Formulas', items: list(flow.formulas, 'utility:formula') },
    { title: 'Text Templates', items: list(flow.textTemplates, 'utility:text_template') },
    { title: 'Stages', items: list(flow.stages, 'utility:steps') },
    { title: 'Choices', items: list([...flow.choices, ...flow.dynamicChoiceSets], 'utility:list') },
    { title: 'Elements', items: elements },
  ].flatMap(({ title, items }) => {
    const found = items.filter(({ name, label }) => `${name} ${label}`.toLowerCase().includes(wanted))
    return found.length === 0 ? [] : [{ title, items: found.toSorted((a, b) => byLabel.compare(a.label, b.label)) }]
  })
}
