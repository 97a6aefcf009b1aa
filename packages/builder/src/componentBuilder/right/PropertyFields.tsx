import type { PropertyDeclaration } from '@millrace/runtime'
import { type ReactNode, useState } from 'react'
import type { PropertyFieldsProps, SettingValues } from './fieldsContext.ts'
import { PropertyField } from './PropertyField.tsx'

/// The fields for declared properties, by group. Only what applies is shown.
export function PropertyFields({ properties, values, at, onChange, problems, isTerse = false }: PropertyFieldsProps) {
  const shown = properties.filter(property => applies(property, properties, values))
  const groups = [...new Set(shown.map(({ group = '' }) => group))]
  return groups.map(group => (
    <PropertyGroup
      key={group}
      label={group}
      startsOpen={!isTerse || shown.some(({ group: own, name }) => own === group && values[name] !== undefined)}
    >
      {shown
        .filter(property => (property.group ?? '') === group)
        .map(property => (
          <PropertyField
            key={property.name}
            property={property}
            value={values[property.name]}
            at={at}
            problem={problems?.get(property.name)}
            onChange={value => onChange(property.name, value, property.label)}
          />
        ))}
    </PropertyGroup>
  ))
}

function PropertyGroup({ label, startsOpen, children }: { label: string; startsOpen: boolean; children: ReactNode }) {
  const [isOpen, setOpen] = useState(startsOpen)
  if (label === '') return <div className="builder-fields">{children}</div>
  return (
    <section className="builder-group">
      <h3>
        <button
          type="button"
          className="slds-button_reset builder-heading"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {label}
        </button>
      </h3>
      {isOpen && <div className="builder-fields">{children}</div>}
    </section>
  )
}

/// Whether the property has a meaning now, by its `when`.
function applies(
  { when }: PropertyDeclaration,
  properties: readonly PropertyDeclaration[],
  values: SettingValues,
): boolean {
  if (!when) return true
  const other = properties.find(({ name }) => name === when.property)
  const value = values[when.property] ?? other?.default ?? null
  return when.is.some(wanted => wanted === value)
}
