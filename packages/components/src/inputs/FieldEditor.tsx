import { type ComponentHost, type FieldDescription, type ObjectDescription, picklistChoices } from '@millrace/runtime'
import { DateTimeValue, DateValue, isNum, TimeValue, type Value } from '@millrace/values'
import { useState } from 'react'
import type { Formats } from '../dataTable/cellText.ts'
import { useLabels } from '../labels/Localized.tsx'
import { CheckboxEditor } from './CheckboxEditor.tsx'
import { MultiCombobox, SingleCombobox } from './ChoiceCombobox.tsx'
import { DateEditor } from './DateEditor.tsx'
import { DateTimeEditor } from './DateTimeEditor.tsx'
import type { EditorProps } from './EditorProps.ts'
import { LazyRichTextEditor } from './LazyRichTextEditor.tsx'
import { LookupEditor } from './LookupEditor.tsx'
import { NumberEditor } from './NumberEditor.tsx'
import { TextareaEditor } from './TextareaEditor.tsx'
import { TextEditor } from './TextEditor.tsx'
import { TimeEditor } from './TimeEditor.tsx'

export interface FieldEditorProps extends EditorProps<Value> {
  object: ObjectDescription
  field: FieldDescription
  host: ComponentHost
  formats: Formats
  /// What the field's controlling field holds now, for dependent picklists.
  controllingValue?: Value
  /// The name and the object of the record that a lookup points to, where they are known.
  relatedName?: string
  relatedObject?: string
  /// What was typed and is no value of the field; null when it is one again.
  onUnreadable?: (text: string | null) => void
  unreadable?: string
}

/// The editor that fits a field of an object: what Salesforce shows for its type.
export function FieldEditor({ object, field, host, formats, ...props }: FieldEditorProps) {
  const labels = useLabels()
  const { controllingValue = null, relatedName, relatedObject, onUnreadable, unreadable, ...editor } = props
  const { value } = editor
  const { locale, timeZone, currency } = formats
  const text = typeof value === 'string' ? value : ''
  switch (field.restType) {
    case 'boolean':
      return <CheckboxEditor {...editor} value={value === true} label="" assistiveLabel={field.label} />
    case 'int':
    case 'double':
    case 'currency':
    case 'percent': {
      const format = field.restType === 'currency' || field.restType === 'percent' ? field.restType : 'number'
      const scale = field.restType === 'int' ? 0 : field.scale
      return (
        <NumberEditor
          {...editor}
          value={isNum(value) ? value : null}
          form={{ format, locale, currency, ...(scale === undefined ? {} : { scale }) }}
          onUnreadable={onUnreadable}
          unreadable={unreadable}
        />
      )
    }
    case 'date':
      return (
        <DateEditor
          {...editor}
          value={value instanceof DateValue ? value : null}
          locale={locale}
          timeZone={timeZone}
          onUnreadable={onUnreadable}
          unreadable={unreadable}
        />
      )
    case 'datetime':
      return (
        <DateTimeEditor
          {...editor}
          value={value instanceof DateTimeValue ? value : null}
          assistiveLabel={field.label}
          locale={locale}
          timeZone={timeZone}
          onUnreadable={onUnreadable}
          unreadable={unreadable}
        />
      )
    case 'time':
      return (
        <TimeEditor
          {...editor}
          value={value instanceof TimeValue ? value : null}
          locale={locale}
          onUnreadable={onUnreadable}
          unreadable={unreadable}
        />
      )
    case 'picklist':
    case 'combobox':
      return (
        <SingleCombobox
          {...editor}
          value={text === '' ? null : text}
          choices={picklistChoices(object, field, scalar(controllingValue))}
          isSearchable
          placeholder={editor.placeholder || labels.none}
          emptyText={labels.noValuesFit}
        />
      )
    case 'multipicklist':
      return (
        <MultiCombobox
          {...editor}
          value={text.split(';').filter(Boolean)}
          choices={picklistChoices(object, field, scalar(controllingValue))}
          isSearchable
          onChange={next => editor.onChange(next.length > 0 ? next.join(';') : null)}
        />
      )
    case 'reference':
      if (!field.referenceTo?.[0]) break
      return (
        <ReferenceEditor
          {...editor}
          value={text === '' ? null : text}
          host={host}
          objects={field.referenceTo}
          relatedName={relatedName}
          relatedObject={relatedObject}
        />
      )
    case 'textarea':
      return field.isRichText ? (
        <LazyRichTextEditor {...editor} value={text} assistiveLabel={field.label} />
      ) : (
        <TextareaEditor {...editor} value={text} maxLength={field.length || undefined} />
      )
  }
  const type = TEXT_TYPES[field.restType ?? ''] ?? 'text'
  return <TextEditor {...editor} type={type} value={text} maxLength={field.length || undefined} />
}

const TEXT_TYPES: Readonly<Record<string, 'email' | 'tel' | 'url'>> = { email: 'email', phone: 'tel', url: 'url' }

const scalar = (value: Value): string | boolean | null =>
  typeof value === 'string' || typeof value === 'boolean' ? value : null

interface ReferenceEditorProps extends EditorProps<string | null> {
  host: ComponentHost
  objects: readonly string[]
  relatedName: string | undefined
  relatedObject: string | undefined
}

/// A lookup; one that may point to several objects has a choice of them before it.
function ReferenceEditor({ host, objects, relatedName, relatedObject, ...editor }: ReferenceEditorProps) {
  const labels = useLabels()
  const [chosen, setChosen] = useState<string>()
  const objectApiName = chosen ?? objects.find(name => name === relatedObject) ?? objects[0]!
  const search = { objectApiName, iconName: objectIcon(objectApiName) }
  const lookup = (
    <LookupEditor
      key={objectApiName}
      {...editor}
      host={host}
      search={search}
      name={chosen === undefined ? relatedName : undefined}
    />
  )
  if (objects.length === 1) return lookup
  return (
    <div className="millrace-reference">
      <div className="slds-select_container">
        <select
          className="slds-select"
          aria-label={labels.object}
          value={objectApiName}
          disabled={editor.disabled || editor.readOnly}
          onChange={event => {
            setChosen(event.target.value)
            // A record of another object is none of this one.
            editor.onChange(null)
          }}
        >
          {objects.map(name => (
            <option key={name} value={name}>
              {name.replace(/__c$/, '').replaceAll('_', ' ')}
            </option>
          ))}
        </select>
      </div>
      <div>{lookup}</div>
    </div>
  )
}

/// The SLDS icon of an object: standard ones have their own.
export const objectIcon = (objectApiName: string): string =>
  ICONS.has(objectApiName) ? `standard:${objectApiName.replace(/\B[A-Z]/g, '_$&').toLowerCase()}` : 'standard:record'

const ICONS = new Set([
  'Account',
  'Campaign',
  'Case',
  'Contact',
  'Contract',
  'Event',
  'Lead',
  'Opportunity',
  'Product',
  'Task',
  'User',
])
