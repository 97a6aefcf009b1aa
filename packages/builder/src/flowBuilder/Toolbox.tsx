import { Button, ButtonIcon, Icon } from '@millrace/components'
import { useState } from 'react'
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
  const wanted = text.toLowerCase()
  const list = (items: readonly { name: string; label: string }[], iconOf: (name: string) => string) =>
    items
      .filter(({ name, label }) => name.toLowerCase().includes(wanted) || label.toLowerCase().includes(wanted))
      .toSorted((a, b) => a.label.localeCompare(b.label))
      .map(({ name, label }) => ({ name, label, iconName: iconOf(name) }))
  const groups = [
    { title: 'Variables', items: list(flow.variables, () => 'utility:variable') },
    { title: 'Constants', items: list(flow.constants, () => 'utility:pin') },
    { title: 'Formulas', items: list(flow.formulas, () => 'utility:formula') },
    { title: 'Text Templates', items: list(flow.textTemplates, () => 'utility:text_template') },
    { title: 'Stages', items: list(flow.stages, () => 'utility:steps') },
    { title: 'Choices', items: list([...flow.choices, ...flow.dynamicChoiceSets], () => 'utility:list') },
    {
      title: 'Elements',
      items: list(flow.elements, name => kindOf(flow.elements.find(element => element.name === name)!).iconName),
    },
  ].filter(({ items }) => items.length > 0)
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
            {items.map(({ name, label, iconName }) => (
              <li key={name}>
                <button
                  type="button"
                  className={`millrace-toolbox-item ${name === selected ? 'is-active' : ''}`}
                  aria-current={name === selected ? 'true' : undefined}
                  onClick={() => onOpen(name)}
                >
                  <Icon name={iconName} size="x-small" />
                  <span className="slds-truncate">{label}</span>
                </button>
              </li>
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
