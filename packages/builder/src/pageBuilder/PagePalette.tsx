import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { DYNAMIC_COMPONENT, Icon, Link, type StandardPart, standardParts } from '@millrace/components'
import { useEffect, useRef, useState } from 'react'
import { addPart, type NewPart, placeForNew, useEditing, usePageBuilding } from './builderContext.ts'
import { PART_ICONS } from './parts.ts'

/// The components that may stand on the page, to drag or to put in with Enter.
export function PagePalette() {
  const { editing, components } = usePageBuilding()
  const { page } = useEditing(editing)
  const [search, setSearch] = useState('')
  const fits = (label: string) => label.toLowerCase().includes(search.trim().toLowerCase())
  const active = components.filter(({ status }) => status === 'Active')
  const dynamic = active.filter(({ label, apiName }) => fits(`${label} ${apiName}`))
  const standard = standardParts.filter(part => part.pageTypes.some(type => type === page.type) && fits(part.label))
  return (
    <div className="builder-palette slds-p-top_small">
      <input
        type="search"
        className="slds-input"
        placeholder="Search components …"
        aria-label="Search components"
        value={search}
        onChange={event => setSearch(event.target.value)}
      />
      <section aria-label="Dynamic Components">
        <h2 className="builder-heading">Dynamic Components</h2>
        {active.length === 0 && (
          <p className="builder-note">
            None is active yet. Make one in <Link href="/setup/components">Dynamic Components</Link>.
          </p>
        )}
        <ul>
          {dynamic.map(({ apiName, label }) => (
            <PaletteItem
              key={apiName}
              iconName="utility:component_customization"
              help={apiName}
              part={{ label, componentName: DYNAMIC_COMPONENT, properties: { dynamicComponent: apiName } }}
            />
          ))}
        </ul>
      </section>
      <section aria-label="Standard">
        <h2 className="builder-heading">Standard</h2>
        <ul>
          {standard.map(part => (
            <PaletteItem
              key={part.componentName}
              iconName={PART_ICONS[part.componentName] ?? 'utility:page'}
              help={part.help}
              part={newStandardPart(part)}
            />
          ))}
        </ul>
      </section>
      {dynamic.length + standard.length === 0 && <p className="builder-hint">No component is called "{search}".</p>}
    </div>
  )
}

const newStandardPart = ({ label, componentName, properties }: StandardPart): NewPart => ({
  label,
  componentName,
  properties: Object.fromEntries(
    properties.flatMap(({ name, default: value }) => (value === '' ? [] : [[name, value]])),
  ),
})

function PaletteItem({ part, help, iconName }: { part: NewPart; help: string; iconName: string }) {
  const building = usePageBuilding()
  const element = useRef<HTMLLIElement>(null)
  const latest = useRef(part)
  useEffect(() => {
    latest.current = part
  })
  useEffect(() => {
    if (!element.current) return
    return draggable({ element: element.current, getInitialData: () => ({ part: latest.current }) })
  }, [])
  return (
    <li ref={element} className="builder-palette-item" title={help}>
      <button
        type="button"
        className="slds-button_reset"
        onClick={() => addPart(building, part, placeForNew(building.editing.state))}
      >
        <Icon name={iconName} size="x-small" />
        <span>{part.label}</span>
      </button>
    </li>
  )
}
