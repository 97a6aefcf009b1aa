import { componentTypes } from '@millrace/runtime'
import { useState } from 'react'
import { useBuilder, useSnapshot } from '../useEditor.ts'
import { newComponent } from './newComponent.ts'
import { PaletteItem } from './Palette.tsx'

/// The fields of the target object: each drops as a component that shows or takes it.
export function FieldsPanel() {
  const { editor, objects } = useBuilder()
  const { definition } = useSnapshot(editor)
  const [search, setSearch] = useState('')
  const { targetObject } = definition
  if (!targetObject)
    return (
      <p className="builder-hint">
        Set the Target Page Object (nothing selected, at the right) to see its fields here.
      </p>
    )
  const object = objects.describe(targetObject)
  if (!object) return <p className="builder-hint">There is no object "{targetObject}", or it is being read.</p>
  const fields = object.fields
    .filter(({ name, label }) => `${name} ${label}`.toLowerCase().includes(search.toLowerCase()))
    .toSorted((a, b) => a.label.localeCompare(b.label))
  const make = (name: string, label: string) => {
    const text = componentTypes.find(({ type }) => type === 'Text')!
    return newComponent(editor.definition, text, { value: `${label}: {!$Component.Record.${name}}` })
  }
  return (
    <div className="builder-palette">
      <input
        type="search"
        className="slds-input"
        placeholder={`Search ${object.fields.length} fields …`}
        aria-label="Search fields"
        value={search}
        onChange={event => setSearch(event.target.value)}
      />
      <ul>
        {fields.map(({ name, label }) => (
          <PaletteItem key={name} label={label} help={name} iconName="utility:text" make={() => make(name, label)} />
        ))}
      </ul>
    </div>
  )
}
