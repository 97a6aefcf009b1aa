import { Button } from '@millrace/components'
import type { PropertyDeclaration } from '@millrace/runtime'
import { useState } from 'react'
import { withMember } from '../document/members.ts'
import { freeName, nameOfLabel } from '../document/names.ts'
import { useBuilder, useSnapshot } from '../useEditor.ts'
import { type PropertyPlace, type SettingValues, useNestedFields } from './fieldsContext.ts'
import { OrderedItems } from './OrderedItems.tsx'

export interface ListFieldProps {
  property: PropertyDeclaration
  value: unknown
  at: PropertyPlace
  onChange: (value: unknown) => void
}

/// A list of things with properties of their own: columns, header actions, tabs. One is open at a time.
export function ListField({ property, value, at, onChange }: ListFieldProps) {
  const { editor } = useBuilder()
  const { PropertyFields } = useNestedFields()
  const { definition } = useSnapshot(editor)
  const [open, setOpen] = useState<number>()
  const declared = property.items ?? []
  const items: readonly SettingValues[] = Array.isArray(value) ? value : []
  const set = (next: readonly SettingValues[]) =>
    onChange(next.length === 0 && property.required !== true ? undefined : next)
  const add = () => {
    set([...items, newItem(declared, items)])
    setOpen(items.length)
  }
  const change = (index: number, name: string, next: unknown) => {
    const item = items[index]!
    const before = item[name]
    const changed = withMember(item, name, next)
    // A name that still is what its label says goes on following it.
    const follows = name === 'label' && typeof next === 'string' && item['name'] === nameFor(before, items, item)
    const named = follows ? { ...changed, name: nameFor(next, items, item) } : changed
    set(items.map((other, i) => (i === index ? named : other)))
  }
  const nameOfItem = (item: SettingValues, index: number) =>
    titleOf(item, declared) || `${singular(property.label)} ${index + 1}`
  const queryFields = property.name === 'columns' ? missingFields(definition.resources, items) : []
  return (
    <fieldset className="builder-list">
      <legend className="slds-form-element__label">{property.label}</legend>
      <OrderedItems items={items} open={open} onOpen={setOpen} onChange={set} title={nameOfItem} name={nameOfItem}>
        {(item, index) => (
          <PropertyFields
            properties={declared}
            values={item}
            at={{ ...at, key: `${at.key}.${property.name}.${index}` }}
            onChange={(name, next) => change(index, name, next)}
          />
        )}
      </OrderedItems>
      <div className="millrace-button-row">
        <Button label={`Add ${singular(property.label)}`} iconName="utility:add" onClick={add} />
        {queryFields.length > 0 && (
          <Button
            label={queryFields.length === 1 ? `Add ${queryFields[0]}` : `Add ${queryFields.length} fields of the query`}
            variant="base"
            onClick={() => set([...items, ...queryFields.map(fieldName => ({ fieldName }))])}
          />
        )}
      </div>
    </fieldset>
  )
}

function newItem(declared: readonly PropertyDeclaration[], items: readonly SettingValues[]): SettingValues {
  const hasName = declared.some(({ name, type }) => name === 'name' && type === 'text')
  const values = declared.flatMap(({ name, required, type, label }) => {
    if (name === 'name' || !required || type !== 'text') return []
    return [[name, name === 'label' ? freeLabel(items) : label] as const]
  })
  const item = Object.fromEntries(values)
  return hasName ? { name: nameFor(item['label'], items, item), ...item } : item
}

const freeLabel = (items: readonly SettingValues[]): string =>
  freeName(new Set(items.map(({ label }) => String(label).toLowerCase())), 'New')

/// The name that an item has by its label: "Set as Active" is set_as_active.
function nameFor(label: unknown, items: readonly SettingValues[], item: SettingValues): string {
  const taken = new Set(items.filter(other => other !== item).map(({ name }) => String(name).toLowerCase()))
  return freeName(taken, (typeof label === 'string' && nameOfLabel(label).toLowerCase()) || 'item')
}

/// Fields that the queries of the definition read and no column shows.
function missingFields(resources: readonly { type: string }[], items: readonly SettingValues[]): readonly string[] {
  const shown = new Set(items.map(item => String(item['fieldName']).toLowerCase()))
  const read = resources.flatMap(resource =>
    resource.type === 'query' && 'fields' in resource ? (resource.fields as readonly string[]) : [],
  )
  return [...new Set(read)].filter(field => !shown.has(field.toLowerCase()))
}

function titleOf(item: SettingValues, declared: readonly PropertyDeclaration[]): string {
  const names = ['label', 'title', 'fieldName', 'field', 'name', ...declared.map(({ name }) => name)]
  const found = names.map(name => item[name]).find(value => typeof value === 'string' && value !== '')
  return typeof found === 'string' ? found : ''
}

/// "Header Actions" -> "Header Action".
const singular = (label: string): string => label.replace(/ies$/, 'y').replace(/s$/, '')
