import {
  ButtonIcon,
  DYNAMIC_COMPONENT,
  getJson,
  Link,
  type PartProperty,
  propertyText,
  Select,
  standardParts,
  useJson,
} from '@millrace/components'
import {
  type DynamicComponent,
  PAGE_HOLDERS,
  type PageItem,
  type PagePlace,
  setPageProperty,
  type VariableResource,
} from '@millrace/metadata'
import { useEffect, useState } from 'react'
import { Combobox, searched } from '../pickers/Combobox.tsx'
import { FieldGroup, TextField } from '../pickers/fields.tsx'
import { ObjectPicker } from '../pickers/SchemaPickers.tsx'
import { builderPath } from '../componentBuilder/ComponentsPage.tsx'
import { removePart, useEditing, usePageBuilding } from './builderContext.ts'
import { useExpressions } from './expressions.ts'
import { HolderSettings } from './HolderSettings.tsx'
import { partApiName, partLabel } from './parts.ts'
import { VisibilitySettings } from './VisibilitySettings.tsx'

/// The properties of the selected component, and when it is shown.
export function ItemSettings({ item, place }: { item: PageItem; place: PagePlace }) {
  const building = usePageBuilding()
  const label = partLabel(item, building.components)
  return (
    <div className="builder-fields">
      <div className="page-builder-title">
        <h2 className="builder-heading" title={partApiName(item)}>
          {label}
        </h2>
        <ButtonIcon
          iconName="utility:delete"
          assistiveText={`Delete ${label}`}
          variant="border-filled"
          onClick={() => removePart(building, place)}
        />
      </div>
      {item.componentName === DYNAMIC_COMPONENT ? (
        <DynamicProperties item={item} place={place} />
      ) : (
        <StandardProperties item={item} place={place} />
      )}
      <HolderSettings item={item} place={place} />
      <VisibilitySettings rule={item.visibilityRule} place={place} />
    </div>
  )
}

/// Sets a property of the component at [place]; an empty text takes it away.
function useSetProperty(place: PagePlace): (name: string, label: string, value: string) => void {
  const { editing } = usePageBuilding()
  return (name, label, value) =>
    editing.apply(`Change ${label}`, text => setPageProperty(text, place, name, value === '' ? null : value))
}

function DynamicProperties({ item: { properties }, place }: { item: PageItem; place: PagePlace }) {
  const { components } = usePageBuilding()
  const set = useSetProperty(place)
  const name = propertyText(properties, 'dynamicComponent')
  const known = components.map(({ apiName, label }) => ({ value: apiName, label }))
  return (
    <>
      <Select
        label="Dynamic Component"
        value={name}
        options={
          known.some(({ value }) => value === name) ? known : [{ value: name, label: name || 'Choose one' }, ...known]
        }
        onChange={value => set('dynamicComponent', 'Dynamic Component', value)}
      />
      {name !== '' && <Link href={builderPath(name)}>Open in Component Builder</Link>}
      {name !== '' && <InputVariables name={name} item={properties} place={place} />}
    </>
  )
}

function InputVariables({ name, item, place }: { name: string; item: PageItem['properties']; place: PagePlace }) {
  const answer = useJson<{ component: DynamicComponent }>(`/millrace/v1/components/${encodeURIComponent(name)}`, 0)
  if (answer.status === 'loading') return null
  if (answer.status === 'error') return <p className="builder-note">{answer.failure.message}</p>
  const inputs = answer.data.component.resources.flatMap(resource =>
    resource.type === 'variable' && resource.availability?.includes('input') ? [resource] : [],
  )
  const names = new Set(['dynamicComponent', ...inputs.map(({ apiName }) => apiName)])
  const strangers = Object.keys(item).filter(property => !names.has(property))
  return (
    <FieldGroup title="Input Variables">
      {inputs.length === 0 && (
        <p className="builder-note">The component has no variable that is available for input.</p>
      )}
      {inputs.map(variable => (
        <VariableField
          key={variable.apiName}
          variable={variable}
          value={propertyText(item, variable.apiName)}
          place={place}
        />
      ))}
      {strangers.map(property => (
        <VariableField
          key={property}
          variable={{ type: 'variable', apiName: property, dataType: 'Text' }}
          value={propertyText(item, property)}
          place={place}
          problem={`"${name}" has no input variable "${property}". Empty it to take it away.`}
        />
      ))}
    </FieldGroup>
  )
}

interface VariableFieldProps {
  variable: VariableResource
  value: string
  place: PagePlace
  problem?: string
}

/// A value, or an expression such as `{!recordId}`.
function VariableField({ variable, value, place, problem }: VariableFieldProps) {
  const { apiName, dataType, isCollection, description, defaultValue } = variable
  const set = useSetProperty(place)
  const expressions = useExpressions()
  const fixed = dataType === 'Boolean' && !isCollection ? BOOLEANS : []
  const kind = isCollection ? `${dataType} collection, items between commas` : dataType
  return (
    <Combobox
      label={apiName}
      value={value}
      placeholder={defaultValue === undefined ? undefined : `Default: ${JSON.stringify(defaultValue)}`}
      help={[description, kind].filter(Boolean).join(' · ')}
      error={problem ?? null}
      options={text => searched([...fixed, ...expressions], text)}
      onCommit={text => set(apiName, apiName, text.trim())}
    />
  )
}

const BOOLEANS = [
  { value: 'true', label: 'True' },
  { value: 'false', label: 'False' },
]

function StandardProperties({ item: { componentName, properties }, place }: { item: PageItem; place: PagePlace }) {
  const part = standardParts.find(one => one.componentName === componentName)
  const known = part?.properties ?? []
  const structure = PAGE_HOLDERS[componentName ?? '']?.property
  const others = Object.keys(properties).filter(
    name => name !== structure && !known.some(property => property.name === name),
  )
  return (
    <>
      {part && <p className="builder-note">{part.help}</p>}
      {known.map(property => (
        <PartField
          key={property.name}
          property={property}
          value={propertyText(properties, property.name)}
          place={place}
        />
      ))}
      {others.map(name => (
        <PartField
          key={name}
          property={{ name, label: name, type: 'text', default: '' }}
          value={propertyText(properties, name)}
          place={place}
        />
      ))}
    </>
  )
}

function PartField({ property, value, place }: { property: PartProperty; value: string; place: PagePlace }) {
  const { name, label, type, help } = property
  const set = useSetProperty(place)
  const commit = (text: string) => set(name, label, text)
  if (type === 'object') return <ObjectPicker label={label} value={value} onChange={commit} />
  if (type === 'relationship') return <RelationshipField label={label} value={value} onCommit={commit} />
  if (type === 'boolean')
    return <Select label={label} value={value || property.default} options={BOOLEANS} onChange={commit} />
  return (
    <TextField
      label={label}
      value={value}
      help={help}
      multiline={type === 'longText'}
      rows={6}
      type={type === 'number' ? 'number' : 'text'}
      onCommit={commit}
    />
  )
}

/// A related list of the page's object.
function RelationshipField({
  label,
  value,
  onCommit,
}: {
  label: string
  value: string
  onCommit: (name: string) => void
}) {
  const { editing } = usePageBuilding()
  const { objectApiName } = useEditing(editing).page
  const [names, setNames] = useState<readonly string[]>([])
  useEffect(() => {
    if (!objectApiName) return
    let isWanted = true
    const path = `/services/data/v62.0/sobjects/${encodeURIComponent(objectApiName)}/describe`
    getJson<{ childRelationships: readonly { relationshipName: string | null }[] }>(path).then(
      ({ childRelationships }) =>
        isWanted && setNames(childRelationships.flatMap(({ relationshipName }) => relationshipName ?? []).toSorted()),
      // Without the list the name is typed.
      () => undefined,
    )
    return () => {
      isWanted = false
    }
  }, [objectApiName])
  return (
    <Combobox
      label={label}
      value={value}
      placeholder="Contacts"
      options={text =>
        searched(
          names.map(name => ({ value: name, label: name })),
          text,
        )
      }
      onCommit={onCommit}
    />
  )
}
