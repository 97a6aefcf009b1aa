import { Checkbox } from '@millrace/components'
import { type PropertyDeclaration, propertyDataType } from '@millrace/runtime'
import { ANY, collectionOf, recordOf } from '@millrace/values'
import type { ReactNode } from 'react'
import { componentNames } from '../document/names.ts'
import { useBuilder, type Builder } from '../useEditor.ts'
import { ColorField } from './ColorField.tsx'
import { FlowField } from './FlowField.tsx'
import { FormulaField } from './FormulaField.tsx'
import { JsonField } from './JsonField.tsx'
import { ListField } from './ListField.tsx'
import { MappedField } from './MappedField.tsx'
import { OptionsField } from './OptionsField.tsx'
import { type PropertyPlace, useNestedFields } from './fieldsContext.ts'
import { PlainField } from './PlainField.tsx'
import { SelectInput } from './SelectInput.tsx'
import { StyleField } from './StyleField.tsx'
import { SuggestField } from './SuggestField.tsx'

export interface PropertyFieldProps {
  property: PropertyDeclaration
  value: unknown
  at: PropertyPlace
  problem?: string
  onChange: (value: unknown) => void
}

/// The right field for a declared property.
export function PropertyField({ property, value, at, problem, onChange }: PropertyFieldProps) {
  const { label, help, required, type } = property
  const builder = useBuilder()
  const { InteractionList } = useNestedFields()
  const common = { label, help, required, problem, value, onChange }
  const mapped = (input: (id: string) => ReactNode, isText = false) => (
    <MappedField {...common} place={at.place} expected={expectedType(property, at)} isText={isText}>
      {input}
    </MappedField>
  )
  const text = typeof value === 'string' ? value : value === undefined || value === null ? '' : String(value)
  const placeholder = property.default === undefined || property.default === null ? undefined : String(property.default)
  const setText = (next: string) => onChange(next === '' ? undefined : next)

  switch (type) {
    case 'text':
    case 'size':
    case 'url':
      return mapped(
        id => (
          <input
            id={id}
            className="slds-input"
            value={text}
            placeholder={placeholder}
            onChange={event => setText(event.target.value)}
          />
        ),
        true,
      )
    case 'longText':
      return mapped(
        id => (
          <textarea
            id={id}
            className="slds-textarea"
            rows={4}
            value={text}
            onChange={event => setText(event.target.value)}
          />
        ),
        true,
      )
    case 'number':
      return mapped(id => (
        <input
          id={id}
          className="slds-input"
          type="number"
          step="any"
          value={typeof value === 'number' ? value : ''}
          placeholder={placeholder ?? 'None'}
          onChange={event => onChange(event.target.value === '' ? undefined : Number(event.target.value))}
        />
      ))
    case 'date':
      return mapped(id => (
        <input
          id={id}
          className="slds-input"
          type="date"
          value={text}
          onChange={event => setText(event.target.value)}
        />
      ))
    case 'boolean':
      return <BooleanField {...common} isOn={property.default === true} mapped={mapped} />
    case 'choice':
      return mapped(id => (
        <SelectInput
          id={id}
          value={text}
          onChange={setText}
          options={property.options ?? []}
          none={placeholder === undefined ? 'None' : undefined}
          otherwise={placeholder}
        />
      ))
    case 'color':
      return mapped(id => <ColorField id={id} value={text} onChange={setText} />)
    case 'icon':
      return mapped(id => (
        <SuggestField id={id} value={text} onChange={setText} suggestions={ICON_NAMES} placeholder="utility:refresh" />
      ))
    case 'records':
    case 'record':
    case 'value':
    case 'json':
      return mapped(id => <JsonField id={id} value={value} onChange={onChange} />)
    case 'options':
      return mapped(id => <OptionsField id={id} value={value} onChange={onChange} />)
    case 'condition':
      return <FormulaField {...common} at={at} />
    case 'field':
      return (
        <PlainField {...common}>
          {id => (
            <SuggestField id={id} value={text} onChange={setText} suggestions={fieldPaths(builder, at.recordObject)} />
          )}
        </PlainField>
      )
    case 'fields':
      return (
        <PlainField {...common}>
          {id => (
            <textarea
              id={id}
              className="slds-textarea"
              rows={3}
              placeholder="One field on each line"
              value={Array.isArray(value) ? value.join('\n') : text}
              onChange={event => onChange(linesOf(event.target.value))}
            />
          )}
        </PlainField>
      )
    case 'object':
      return (
        <PlainField {...common}>
          {id => (
            <SuggestField
              id={id}
              value={text}
              onChange={setText}
              suggestions={builder.objects.names.map(({ name }) => name)}
            />
          )}
        </PlainField>
      )
    case 'variable':
    case 'target':
    case 'query':
    case 'component':
    case 'sequence':
    case 'dynamicComponent':
      return (
        <PlainField {...common}>
          {id => <SuggestField id={id} value={text} onChange={setText} suggestions={namesFor(type, builder)} />}
        </PlainField>
      )
    case 'flow':
      return <FlowField {...common} hasScreens={property.hasScreens === true} />
    case 'list':
      return <ListField property={property} value={value} at={at} onChange={onChange} />
    case 'style':
      return <StyleField value={value} onChange={onChange} />
    case 'interactions':
      return (
        <InteractionList
          label={label}
          interactions={value}
          place={label === 'On Error' || label === 'On Always' ? { ...at.place, hasError: true } : at.place}
          at={at}
          targets={[]}
          onChange={onChange}
        />
      )
  }
}

interface BooleanFieldProps {
  label: string
  help?: string
  value: unknown
  /// What it is when nothing is said.
  isOn: boolean
  onChange: (value: unknown) => void
  mapped: (input: (id: string) => ReactNode) => ReactNode
}

function BooleanField({ label, value, isOn, onChange, mapped }: BooleanFieldProps) {
  return mapped(() => (
    <Checkbox
      label={`${label}: yes`}
      hideLabel
      checked={typeof value === 'boolean' ? value : isOn}
      onChange={checked => onChange(checked === isOn ? undefined : checked)}
    />
  ))
}

function expectedType({ type, name }: PropertyDeclaration, { recordObject }: PropertyPlace) {
  if (type === 'records') return collectionOf(ANY)
  if (type === 'record' && recordObject && name !== 'record') return recordOf(recordObject)
  return propertyDataType(type)
}

const linesOf = (text: string): readonly string[] | undefined => {
  const lines = text.split('\n').map(line => line.trim())
  return lines.some(line => line !== '') ? lines : undefined
}

/// The fields of an object, with those of its parents.
function fieldPaths({ objects }: Builder, objectName: string | undefined): readonly string[] {
  const object = objectName ? objects.describe(objectName) : undefined
  if (!object) return []
  const parents = object.fields.flatMap(({ relationshipName }) =>
    relationshipName ? [`${relationshipName}.Name`] : [],
  )
  return [...object.fields.map(({ name }) => name), ...parents]
}

function namesFor(type: PropertyDeclaration['type'], { editor, components }: Builder): readonly string[] {
  const { definition } = editor
  switch (type) {
    case 'query':
      return definition.resources.filter(resource => resource.type === 'query').map(({ apiName }) => apiName)
    case 'component':
      return componentNames(definition)
    case 'sequence':
      return Object.keys(definition.sequences ?? {})
    case 'dynamicComponent':
      return components.map(({ apiName }) => apiName)
    default:
      return definition.resources.filter(resource => resource.type === 'variable').map(({ apiName }) => apiName)
  }
}

/// Icons that people use most; any other SLDS icon can be typed.
const ICON_NAMES = [
  ...[
    'add',
    'edit',
    'delete',
    'refresh',
    'search',
    'check',
    'close',
    'download',
    'upload',
    'email',
    'call',
    'event',
    'user',
    'settings',
    'info',
    'warning',
    'error',
    'success',
    'right',
    'left',
    'up',
    'down',
    'new_window',
    'print',
    'save',
    'filterList',
    'sort',
    'favorite',
    'link',
    'copy',
  ].map(name => `utility:${name}`),
  ...[
    'account',
    'contact',
    'case',
    'opportunity',
    'lead',
    'task',
    'event',
    'user',
    'product',
    'order',
    'report',
    'dashboard',
    'flow',
    'custom',
    'document',
    'campaign',
    'contract',
    'record',
    'list_email',
    'apps',
  ].map(name => `standard:${name}`),
]
