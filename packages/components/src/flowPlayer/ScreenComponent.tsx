import type { ComponentHost } from '@millrace/runtime'
import { num, numJson } from '@millrace/values'
import { type ComponentType, createElement, type ReactNode, useContext, useId } from 'react'
import { safeAddress } from '../renderer/safeAddress.ts'
import { LookupEditor, MultiLookupEditor } from '../inputs/LookupEditor.tsx'
import { objectIcon } from '../inputs/FieldEditor.tsx'
import { SliderEditor } from '../inputs/SliderEditor.tsx'
import { TextEditor } from '../inputs/TextEditor.tsx'
import { ToggleEditor } from '../inputs/ToggleEditor.tsx'
import { useLabels } from '../labels/Localized.tsx'
import { FormatsContext } from '../renderer/FormatsContext.ts'
import { FormElement, problemId } from '../slds/FormElement.tsx'
import { ScopedNotification } from '../slds/ScopedNotification.tsx'
import { registeredScreenComponent, type ScreenComponentProps } from './screenComponents.ts'
import { ScreenTable } from './ScreenTable.tsx'

interface Props extends ScreenComponentProps {
  host: ComponentHost
}

/// A Lightning component on a screen: one that was registered for the page, one of Salesforce's own, or a word about what
/// is missing.
export function ScreenComponent(props: Props) {
  const labels = useLabels()
  const name = props.field.component ?? ''
  const View: ComponentType<Props> | undefined =
    (registeredScreenComponent(name) as ComponentType<Props> | undefined) ?? STANDARD[name]
  // It is the same for a name as long as the page is open.
  if (View) return createElement(View, props)
  return (
    <ScopedNotification variant="warning">
      {labels.notAvailable(`"${name}"`)} registerScreenComponent(&apos;{name}&apos;, …)
    </ScopedNotification>
  )
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const numberOf = (value: unknown, byDefault: number): number => (typeof value === 'number' ? value : byDefault)

/// The state that editors share, from the attributes that Lightning's components share.
function useEditor({ field, problem }: ScreenComponentProps) {
  const id = useId()
  return {
    id,
    required: field.required,
    readOnly: field.readOnly,
    disabled: field.disabled,
    hasProblem: problem !== '',
    describedBy: problem ? problemId(id) : undefined,
  }
}

function Labelled(props: ScreenComponentProps & { id: string; children: ReactNode }) {
  const { field, problem, id, children } = props
  return (
    <FormElement id={id} label={field.label} required={field.required} help={field.helpText} problem={problem}>
      {children}
    </FormElement>
  )
}

const textInput = (type: 'email' | 'tel' | 'url') =>
  function TextInput(props: Props) {
    const editor = useEditor(props)
    const { attributes, onChange } = props
    return (
      <Labelled {...props} id={editor.id}>
        <TextEditor
          {...editor}
          type={type}
          placeholder={textOf(attributes['placeholder'])}
          value={textOf(attributes['value'])}
          onChange={value => onChange({ value })}
        />
      </Labelled>
    )
  }

function Toggle(props: Props) {
  const editor = useEditor(props)
  const { attributes, field, onChange } = props
  return (
    <FormElement id={editor.id} label="" problem={props.problem}>
      <ToggleEditor
        {...editor}
        label={field.label}
        activeText={textOf(attributes['messageToggleActive']) || undefined}
        inactiveText={textOf(attributes['messageToggleInactive']) || undefined}
        value={attributes['value'] === true}
        onChange={value => onChange({ value })}
      />
    </FormElement>
  )
}

function Slider(props: Props) {
  const editor = useEditor(props)
  const { locale, currency } = useContext(FormatsContext)
  const { attributes, onChange } = props
  const value = attributes['value']
  return (
    <Labelled {...props} id={editor.id}>
      <SliderEditor
        {...editor}
        min={num(numberOf(attributes['min'], 0))}
        max={num(numberOf(attributes['max'], 100))}
        step={num(numberOf(attributes['step'], 1))}
        form={{ format: 'number', locale, currency }}
        value={typeof value === 'number' ? num(value) : null}
        onChange={next => onChange({ value: next === null ? null : numJson(next) })}
      />
    </Labelled>
  )
}

/// Several texts under one label.
const textGroup = (parts: readonly (readonly [attribute: string, label: string])[], shown?: string) =>
  function TextGroup({ field, attributes, problem, onChange }: Props) {
    const id = useId()
    const list = shown === undefined ? '' : textOf(attributes[shown])
    const wanted = parts.filter(([attribute]) => list === '' || list.includes(attribute))
    return (
      <FormElement
        id={id}
        label={field.label || textOf(attributes['addressLabel'])}
        required={field.required}
        help={field.helpText}
        problem={problem}
        isGroup
      >
        <div className="millrace-flow-group">
          {wanted.map(([attribute, label]) => (
            <div key={attribute}>
              <label className="slds-form-element__label" htmlFor={`${id}-${attribute}`}>
                {label}
              </label>
              <TextEditor
                id={`${id}-${attribute}`}
                readOnly={field.readOnly}
                disabled={field.disabled}
                value={textOf(attributes[attribute])}
                onChange={text => onChange({ [attribute]: text })}
              />
            </div>
          ))}
        </div>
      </FormElement>
    )
  }

function Lookup(props: Props) {
  const editor = useEditor(props)
  const { host, field, attributes, onChange } = props
  const objectApiName = field.referenceTo?.[0] ?? textOf(attributes['objectApiName'])
  const search = { objectApiName, iconName: objectIcon(objectApiName) }
  const ids = Array.isArray(attributes['recordIds'])
    ? attributes['recordIds'].filter((id): id is string => typeof id === 'string')
    : []
  const isSingle = numberOf(attributes['maxValues'], 1) <= 1
  const change = (next: readonly string[]) => onChange({ recordId: next[0] ?? null, recordIds: next })
  return (
    <Labelled {...props} id={editor.id}>
      {isSingle ? (
        <LookupEditor
          {...editor}
          host={host}
          search={search}
          value={textOf(attributes['recordId']) || (ids[0] ?? null)}
          onChange={id => change(id === null ? [] : [id])}
        />
      ) : (
        <MultiLookupEditor {...editor} host={host} search={search} value={ids} onChange={change} />
      )}
    </Labelled>
  )
}

function Picture({ field, attributes }: Props) {
  const name = textOf(attributes['imageName'])
  const width = textOf(attributes['imageWidth'])
  const labels = useLabels()
  const source = safeAddress(name)
  // A file of the org is known by its name alone; only an address can be shown.
  if (!source || !/[/.]/.test(name))
    return <ScopedNotification variant="info">{labels.notAvailable(`"${name || field.name}"`)}</ScopedNotification>
  return <img src={source} alt={field.label} style={{ maxWidth: '100%', width: width || undefined }} />
}

const STANDARD: Readonly<Record<string, ComponentType<Props>>> = {
  'flowruntime:email': textInput('email'),
  'flowruntime:phone': textInput('tel'),
  'flowruntime:url': textInput('url'),
  'flowruntime:toggle': Toggle,
  'flowruntime:slider': Slider,
  'flowruntime:name': textGroup(
    [
      ['salutation', 'Salutation'],
      ['firstName', 'First Name'],
      ['middleName', 'Middle Name'],
      ['lastName', 'Last Name'],
      ['suffix', 'Suffix'],
      ['informalName', 'Informal Name'],
    ],
    'fieldsToDisplayList',
  ),
  'flowruntime:address': textGroup([
    ['street', 'Street'],
    ['city', 'City'],
    ['province', 'State/Province'],
    ['postalCode', 'Zip/Postal Code'],
    ['country', 'Country'],
  ]),
  'flowruntime:lookup': Lookup,
  'flowruntime:datatable': ScreenTable,
  'flowruntime:image': Picture,
}
