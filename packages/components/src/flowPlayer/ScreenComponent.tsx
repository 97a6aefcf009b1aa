import type { ComponentHost } from '@millrace/runtime'
import { num, numJson } from '@millrace/values'
import { type ComponentType, createElement, type ReactNode, useContext, useEffect, useId, useState } from 'react'
import { safePicture } from '../renderer/safeAddress.ts'
import { SingleCombobox } from '../inputs/ChoiceCombobox.tsx'
import { LookupEditor, MultiLookupEditor } from '../inputs/LookupEditor.tsx'
import { objectIcon } from '../inputs/FieldEditor.tsx'
import { SliderEditor } from '../inputs/SliderEditor.tsx'
import { TextEditor } from '../inputs/TextEditor.tsx'
import { ToggleEditor } from '../inputs/ToggleEditor.tsx'
import { useLabels } from '../labels/Localized.tsx'
import { FormatsContext } from '../renderer/FormatsContext.ts'
import { FormElement, problemId } from '../slds/FormElement.tsx'
import { ScopedNotification } from '../slds/ScopedNotification.tsx'
import { ActionButton } from './ActionButton.tsx'
import { DependentPicklists } from './DependentPicklists.tsx'
import { loadProjectComponent, moduleName } from './projectComponents.ts'
import { registeredScreenComponent, type ScreenComponentProps } from './screenComponents.ts'
import { ScreenFileUpload } from './ScreenFileUpload.tsx'
import { ScreenTable } from './ScreenTable.tsx'

interface Props extends ScreenComponentProps {
  host: ComponentHost
}

/// A Lightning component on a screen: one that was registered for the page, one of Salesforce's own, or a word about what
/// is missing.
export function ScreenComponent(props: Props) {
  const name = props.field.component ?? ''
  useProjectComponent(props.host, name)
  const own = registeredScreenComponent(name)
  const standard = STANDARD[name]
  if (own)
    // What is wrong with it is told here: it need not know how.
    return (
      <div className={`slds-form-element ${props.problem ? 'slds-has-error' : ''}`}>
        {createElement(own, props)}
        {props.problem && (
          <div className="slds-form-element__help" role="alert">
            {props.problem}
          </div>
        )}
      </div>
    )
  // It is the same for a name as long as the page is open.
  if (standard) return createElement(standard, props)
  return <Unregistered name={name} attributes={props.attributes} />
}

/// Looks for the project's module of a component that the page does not know, and renders again when it is there.
function useProjectComponent(host: ComponentHost, name: string): void {
  const [, setLoaded] = useState('')
  useEffect(() => {
    if (name === '' || STANDARD[name] || registeredScreenComponent(name)) return
    let isWanted = true
    loadProjectComponent(host, name).then(
      () => isWanted && setLoaded(name),
      () => undefined,
    )
    return () => {
      isWanted = false
    }
  }, [host, name])
}

/// What stands in the place of a component that nobody has registered: how to, and what it would be given.
function Unregistered({ name, attributes }: { name: string; attributes: Props['attributes'] }) {
  const labels = useLabels()
  const given = Object.keys(attributes)
  return (
    <ScopedNotification variant="warning">
      {labels.notRegistered(`"${name}"`)} {labels.registerModule(`screenComponents/${moduleName(name)}.js`)}
      {given.length > 0 && <span className="slds-text-color_weak"> ({given.join(', ')})</span>}
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
const textGroup = (
  parts: readonly (readonly [attribute: string, label: string, options?: string])[],
  shown?: string,
  /// Those that are shown where the screen does not say which.
  usual?: readonly string[],
) =>
  function TextGroup({ field, attributes, problem, onChange }: Props) {
    const id = useId()
    const labels = useLabels()
    const list = shown === undefined ? '' : textOf(attributes[shown])
    const wanted = parts.filter(([attribute]) =>
      list === '' ? !usual || usual.includes(attribute) : list.includes(attribute),
    )
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
          {wanted.map(([attribute, label, options]) => {
            const editor = { id: `${id}-${attribute}`, readOnly: field.readOnly, disabled: field.disabled }
            const choices = choicesOf(options === undefined ? null : attributes[options])
            const value = textOf(attributes[attribute])
            return (
              <div key={attribute}>
                <label className="slds-form-element__label" htmlFor={editor.id}>
                  {field.required && (
                    <abbr className="slds-required" title={labels.required}>
                      {'* '}
                    </abbr>
                  )}
                  {label}
                </label>
                {choices.length > 0 ? (
                  <SingleCombobox
                    {...editor}
                    choices={choices}
                    isSearchable={choices.length > 10}
                    value={value || null}
                    onChange={chosen => onChange({ [attribute]: chosen })}
                  />
                ) : (
                  <TextEditor {...editor} value={value} onChange={text => onChange({ [attribute]: text })} />
                )}
              </div>
            )
          })}
        </div>
      </FormElement>
    )
  }

/// Choices of a part: "IN, USA", or a list of texts or of `{label, value}`.
function choicesOf(options: unknown): readonly { value: string; label: string }[] {
  const list: readonly unknown[] =
    typeof options === 'string' ? options.split(',') : Array.isArray(options) ? options : []
  return list.flatMap(one => {
    if (typeof one === 'string') return one.trim() === '' ? [] : [{ value: one.trim(), label: one.trim() }]
    if (typeof one !== 'object' || one === null) return []
    const { value, label } = one as { value?: unknown; label?: unknown }
    return typeof value === 'string' ? [{ value, label: typeof label === 'string' ? label : value }] : []
  })
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

/// A picture at an address, or a static resource of the project.
function Picture({ field, attributes }: Props) {
  const name = textOf(attributes['imageName'])
  const source = /[/.]/.test(name) ? safePicture(name) : `/millrace/v1/staticResources/${encodeURIComponent(name)}`
  const [isMissing, setMissing] = useState(false)
  const labels = useLabels()
  if (name === '') return null
  if (!source || isMissing)
    return <ScopedNotification variant="info">{labels.notAvailable(`"${name}"`)}</ScopedNotification>
  const align = textOf(attributes['horizontalAlignment']).toLowerCase()
  return (
    <div className={`millrace-flow-picture ${ALIGNED.has(align) ? `slds-text-align_${align}` : ''}`}>
      <img
        src={source}
        alt={textOf(attributes['imageAlt']) || field.label}
        style={{ width: sizeOf(attributes['imageWidth']), height: sizeOf(attributes['imageHeight']) }}
        onError={() => setMissing(true)}
      />
    </div>
  )
}

const ALIGNED = new Set(['left', 'center', 'right'])

/// "200", "200px" or "50%".
function sizeOf(value: unknown): string | undefined {
  const text = String(value ?? '').trim()
  if (/^\d+(\.\d+)?$/.test(text)) return `${text}px`
  return /^\d+(\.\d+)?(px|%|rem|em|vw|vh)$/.test(text) ? text : undefined
}

const STANDARD: Readonly<Record<string, ComponentType<Props>>> = {
  'flowruntime:email': textInput('email'),
  'flowruntime:phone': textInput('tel'),
  'flowruntime:url': textInput('url'),
  'flowruntime:toggle': Toggle,
  'flowruntime:slider': Slider,
  'flowruntime:name': textGroup(
    [
      ['salutation', 'Salutation', 'salutationOptions'],
      ['firstName', 'First Name'],
      ['middleName', 'Middle Name'],
      ['lastName', 'Last Name'],
      ['suffix', 'Suffix'],
      ['informalName', 'Informal Name'],
    ],
    'fieldsToDisplayList',
    ['salutation', 'firstName', 'lastName'],
  ),
  'flowruntime:address': textGroup([
    ['street', 'Street'],
    ['city', 'City'],
    ['province', 'State/Province', 'inputProvinceOptions'],
    ['postalCode', 'Zip/Postal Code'],
    ['country', 'Country', 'inputCountryOptions'],
  ]),
  'flowruntime:lookup': Lookup,
  'flowruntime:datatable': ScreenTable,
  'flowruntime:image': Picture,
  'flowruntime:actionButtonField': ActionButton,
  'flowruntime:dependentPicklists': DependentPicklists,
  'forceContent:fileUpload': ScreenFileUpload,
}
