import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { Icon } from '@millrace/components'
import { type ComponentDeclaration, componentTypes, PALETTE_CATEGORIES } from '@millrace/runtime'
import { useEffect, useRef, useState } from 'react'
import type { Component } from '@millrace/metadata'
import { useBuilder } from '../useEditor.ts'
import { insertSelected } from '../commands.ts'
import { newComponent } from './newComponent.ts'

/// The kinds of components, to drag onto the canvas or to put in with Enter.
export function Palette() {
  const { editor } = useBuilder()
  const [search, setSearch] = useState('')
  const words = search.toLowerCase().trim().split(/\s+/)
  const found = componentTypes.filter(({ label, help, type }) =>
    words.every(word => `${label} ${type} ${help}`.toLowerCase().includes(word)),
  )
  return (
    <div className="builder-palette">
      <input
        type="search"
        className="slds-input"
        placeholder="Search components …"
        aria-label="Search components"
        value={search}
        onChange={event => setSearch(event.target.value)}
      />
      {found.length === 0 && <p className="builder-hint">No component is called "{search}".</p>}
      {categorised(found).map(({ label, declarations }) => (
        <section key={label} aria-label={label}>
          <h3 className="builder-heading">{label}</h3>
          <ul>
            {declarations.map(declaration => (
              <PaletteItem
                key={declaration.type}
                label={declaration.label}
                help={declaration.help}
                iconName={declaration.palette.iconName}
                make={() => newComponent(editor.definition, declaration)}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

/// The declarations under the headings that they name, those of use first.
function categorised(
  declarations: readonly ComponentDeclaration[],
): readonly { readonly label: string; readonly declarations: readonly ComponentDeclaration[] }[] {
  return PALETTE_CATEGORIES.flatMap(label => {
    const here = declarations
      .filter(({ palette }) => palette.category === label)
      .toSorted((a, b) => a.palette.rank - b.palette.rank || a.label.localeCompare(b.label))
    return here.length === 0 ? [] : [{ label, declarations: here }]
  })
}

export interface PaletteItemProps {
  label: string
  help?: string
  iconName: string
  make: () => Component
}

/// Something that becomes a component when it is dropped.
export function PaletteItem({ label, help, iconName, make }: PaletteItemProps) {
  const builder = useBuilder()
  const element = useRef<HTMLLIElement>(null)
  const latest = useRef(make)
  useEffect(() => {
    latest.current = make
  })
  useEffect(() => {
    const data = { label, make: () => latest.current() }
    return element.current ? draggable({ element: element.current, getInitialData: () => data }) : undefined
  }, [label])
  return (
    <li ref={element} className="builder-palette-item" title={help}>
      <button type="button" className="slds-button_reset" onClick={() => insertSelected(builder, make())}>
        <Icon name={iconName} size="x-small" />
        <span>{label}</span>
      </button>
    </li>
  )
}
