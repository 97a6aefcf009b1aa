import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { Icon, Select, Tabs, useJson } from '@millrace/components'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useSchema } from '../../pickers/schema.tsx'
import { fieldValueType, typeOf, typeWords } from '../../pickers/valueTypes.ts'
import { Combobox, searched } from '../../pickers/Combobox.tsx'
import { useFlowEdit } from '../editContext.ts'
import { extensionNamed } from './extensionComponents.ts'
import { useScreenEdit } from './screenContext.ts'
import { customPart, recordFieldPart, type ScreenPart, screenParts } from './screenParts.ts'
import { placedFields } from './screenPlaces.ts'

const TABS = [
  { name: 'components', label: 'Components' },
  { name: 'fields', label: 'Fields' },
]

/// What can be put on a screen, to drag, or to add with Enter.
export function ComponentPalette() {
  const [tab, setTab] = useState('components')
  const [search, setSearch] = useState('')
  return (
    <div className="screen-palette">
      <Tabs tabs={TABS} active={tab} label="What to add" onSelect={setTab}>
        <input
          type="search"
          className="slds-input"
          placeholder={`Search ${tab}…`}
          aria-label={`Search ${tab}`}
          value={search}
          onChange={event => setSearch(event.target.value)}
        />
        {tab === 'components' ? <Components search={search} /> : <RecordFields search={search} />}
      </Tabs>
    </div>
  )
}

function Components({ search }: { search: string }) {
  const { flow } = useFlowEdit()
  const { add } = useScreenEdit()
  const project = useJson<ProjectComponents>('/millrace/v1/screenComponents', 0)
  const custom = useMemo(() => {
    const names = flow.elements.flatMap(element =>
      element.kind === 'screens'
        ? placedFields(element.fields).flatMap(({ field: { fieldType, extensionName } }) =>
            fieldType === 'ComponentInstance' && extensionName !== null ? [extensionName] : [],
          )
        : [],
    )
    const modules = project.status === 'ready' ? project.data.components : []
    const own = [...names.filter(name => !extensionNamed(name)), ...modules.map(({ name }) => componentName(name))]
    return [...new Set(own)].toSorted().map(customPart)
  }, [flow, project])
  const found = [...screenParts, ...custom].filter(part => isFound(part, search))
  return (
    <>
      {CATEGORIES.map(category => {
        const parts = found.filter(part => part.category === category)
        if (parts.length === 0) return null
        return (
          <section key={category} aria-label={category}>
            <h3 className="screen-palette-heading">{category}</h3>
            <PartList parts={parts} />
          </section>
        )
      })}
      {found.length === 0 && <p className="slds-text-color_weak">No component is called "{search}".</p>}
      <div className="screen-palette-more">
        <Combobox
          label="Custom Component"
          value=""
          placeholder="c:starRating"
          help="One of your own, by its name."
          options={text =>
            searched(
              custom.map(({ name }) => ({ value: name, label: name })),
              text,
            )
          }
          onCommit={name => name.trim() && add(customPart(name.trim()))}
        />
      </div>
    </>
  )
}

/// The modules of the project's folder `screenComponents`.
interface ProjectComponents {
  readonly components: readonly { readonly name: string }[]
}

/// The component that a module is for: `starRating` is `c:starRating`, `shop__cart` is `shop:cart`.
const componentName = (module: string): string => (module.includes('__') ? module.replace('__', ':') : `c:${module}`)

const CATEGORIES = ['Input', 'Choice', 'Display', 'Layout', 'Data', 'Custom'] as const

const isFound = ({ label, name, help }: ScreenPart, search: string): boolean => {
  const all = `${label} ${name} ${help}`.toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every(word => all.includes(word))
}

/// The fields of the records that variables hold: what is typed in them is stored there.
function RecordFields({ search }: { search: string }) {
  const { flow, newResource } = useFlowEdit()
  const schema = useSchema()
  const variables = flow.variables.filter(({ dataType, isCollection }) => dataType === 'SObject' && !isCollection)
  const [wanted, setWanted] = useState('')
  const variable = variables.find(({ name }) => name === wanted) ?? variables[0]
  const object = schema.object(variable?.objectType ?? '')
  const parts = (object?.fields ?? [])
    .filter(({ createable, updateable }) => createable || updateable)
    .map(field =>
      recordFieldPart(
        `${variable!.name}.${field.name}`,
        field.label,
        `${field.name} · ${typeWords(fieldValueType(field))}`,
      ),
    )
    .filter(part => isFound(part, search))
    .toSorted((a, b) => a.label.localeCompare(b.label))
  return (
    <>
      {variables.length > 0 && (
        <Select
          label="Record Variable"
          value={variable?.name ?? ''}
          options={variables.map(({ name, objectType }) => ({ value: name, label: `${name} (${objectType})` }))}
          onChange={setWanted}
        />
      )}
      <button
        type="button"
        className="slds-button slds-m-vertical_x-small"
        onClick={() => newResource(typeOf('Record'), setWanted)}
      >
        New Record Variable
      </button>
      {variables.length === 0 && (
        <p className="slds-text-color_weak">
          The fields of a record variable can be put on the screen. Make one, that is no collection.
        </p>
      )}
      <PartList parts={parts} />
      {variable && object && parts.length === 0 && (
        <p className="slds-text-color_weak">No field is called "{search}".</p>
      )}
    </>
  )
}

const PartList = ({ parts }: { parts: readonly ScreenPart[] }) => (
  <ul>
    {parts.map(part => (
      <PaletteItem key={part.name} part={part} />
    ))}
  </ul>
)

function PaletteItem({ part }: { part: ScreenPart }) {
  const { add } = useScreenEdit()
  const element = useRef<HTMLLIElement>(null)
  const latest = useRef(part)
  useEffect(() => {
    latest.current = part
  })
  useEffect(() => draggable({ element: element.current!, getInitialData: () => ({ screenPart: latest.current }) }), [])
  return (
    <li ref={element} title={part.help}>
      <button type="button" className="slds-button_reset screen-palette-item" onClick={() => add(part)}>
        <Icon name={part.iconName} size="x-small" />
        <span className="slds-truncate">{part.label}</span>
      </button>
    </li>
  )
}
