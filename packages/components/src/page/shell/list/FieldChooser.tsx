import { useState } from 'react'
import { ButtonIcon } from '../../../slds/ButtonIcon.tsx'
import type { PageLabels } from '../../labels/en.ts'

export interface FieldChooserProps {
  fields: readonly { readonly name: string; readonly label: string }[]
  /// In their order.
  chosen: readonly string[]
  labels: PageLabels
  onChange: (chosen: readonly string[]) => void
}

/// Two lists, as in Salesforce: what could be shown, and what is, in its order.
export function FieldChooser({ fields, chosen, labels, onChange }: FieldChooserProps) {
  const [marked, setMarked] = useState({ available: '', visible: '' })
  const labelOf = (name: string) => fields.find(field => field.name === name)?.label ?? name
  const available = fields.filter(({ name }) => !chosen.includes(name))
  const position = chosen.indexOf(marked.visible)
  const move = (step: -1 | 1) => {
    const others = chosen.filter(name => name !== marked.visible)
    onChange([...others.slice(0, position + step), marked.visible, ...others.slice(position + step)])
  }
  return (
    <div className="millrace-field-chooser">
      <Names
        label={labels.availableFields}
        names={available}
        marked={marked.available}
        onMark={name => setMarked({ ...marked, available: name })}
      />
      <div className="millrace-field-buttons">
        <ButtonIcon
          iconName="utility:right"
          assistiveText={labels.add}
          variant="border-filled"
          disabled={!available.some(({ name }) => name === marked.available)}
          onClick={() => onChange([...chosen, marked.available])}
        />
        <ButtonIcon
          iconName="utility:left"
          assistiveText={labels.remove}
          variant="border-filled"
          disabled={position < 0}
          onClick={() => onChange(chosen.filter(name => name !== marked.visible))}
        />
      </div>
      <Names
        label={labels.visibleFields}
        names={chosen.map(name => ({ name, label: labelOf(name) }))}
        marked={marked.visible}
        onMark={name => setMarked({ ...marked, visible: name })}
      />
      <div className="millrace-field-buttons">
        <ButtonIcon
          iconName="utility:up"
          assistiveText={labels.moveUp}
          variant="border-filled"
          disabled={position <= 0}
          onClick={() => move(-1)}
        />
        <ButtonIcon
          iconName="utility:down"
          assistiveText={labels.moveDown}
          variant="border-filled"
          disabled={position < 0 || position === chosen.length - 1}
          onClick={() => move(1)}
        />
      </div>
    </div>
  )
}

interface NamesProps {
  label: string
  names: readonly { readonly name: string; readonly label: string }[]
  marked: string
  onMark: (name: string) => void
}

const Names = ({ label, names, marked, onMark }: NamesProps) => (
  <label className="millrace-field-names">
    <span className="slds-form-element__label">{label}</span>
    <select className="slds-select" size={10} value={marked} onChange={event => onMark(event.target.value)}>
      {names.map(({ name, label }) => (
        <option key={name} value={name}>
          {label}
        </option>
      ))}
    </select>
  </label>
)
