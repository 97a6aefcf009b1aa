import type { ComponentHost } from '@millrace/runtime'
import { DateTimeValue, DateValue, isNum, num, numJson, TimeValue, type Value } from '@millrace/values'
import { type ReactNode, useContext, useId } from 'react'
import { CheckboxEditor } from '../inputs/CheckboxEditor.tsx'
import { MultiCombobox, SingleCombobox } from '../inputs/ChoiceCombobox.tsx'
import { CheckboxGroupEditor, RadioGroupEditor } from '../inputs/ChoiceEditors.tsx'
import { DateEditor } from '../inputs/DateEditor.tsx'
import { DateTimeEditor } from '../inputs/DateTimeEditor.tsx'
import type { EditorState } from '../inputs/EditorProps.ts'
import { objectIcon } from '../inputs/FieldEditor.tsx'
import { LookupEditor } from '../inputs/LookupEditor.tsx'
import { NumberEditor } from '../inputs/NumberEditor.tsx'
import { TextareaEditor } from '../inputs/TextareaEditor.tsx'
import { TextEditor } from '../inputs/TextEditor.tsx'
import { TimeEditor } from '../inputs/TimeEditor.tsx'
import { useLabels } from '../labels/Localized.tsx'
import { FormatsContext } from '../renderer/FormatsContext.ts'
import { SafeHtml } from '../renderer/SafeHtml.tsx'
import { FormElement, problemId } from '../slds/FormElement.tsx'
import { ScopedNotification } from '../slds/ScopedNotification.tsx'
import './flowPlayer.css'
import type { Screen, ScreenChoice, ScreenField } from './interview.ts'
import { Repeater } from './Repeater.tsx'
import { ScreenComponent } from './ScreenComponent.tsx'
import { ScreenFramesContext } from './ScreenFrames.ts'
import { ScreenRunningContext } from './ScreenRunning.ts'
import type { ScreenFieldsProps } from './screenFieldsProps.ts'
import { VisualPicker } from './VisualPicker.tsx'

/// The components of a screen, a section or a column, below each other.
export function ScreenFields({ fields, ...rest }: ScreenFieldsProps) {
  const frames = useContext(ScreenFramesContext)
  // Components without a name are told apart by where they stand.
  return fields.map((field, i) => {
    const view = <FieldView field={field} {...rest} />
    return (
      <div key={field.name || i} className="millrace-flow-field">
        {frames ? <frames.Field field={field}>{view}</frames.Field> : view}
      </div>
    )
  })
}

interface FieldProps extends Omit<ScreenFieldsProps, 'fields'> {
  field: ScreenField
}

function FieldView({ field, ...rest }: FieldProps) {
  const labels = useLabels()
  switch (field.kind) {
    case 'displayText':
      return <SafeHtml html={field.label} />
    case 'section':
      return <Section field={field} {...rest} />
    case 'column':
      return <Column field={field} {...rest} />
    case 'component':
      return <ComponentView field={field} {...rest} />
    case 'repeater':
      return <Repeater field={field} {...rest} show={item => <ScreenFields {...item} />} />
    case 'unavailable':
      return (
        <ScopedNotification variant="warning">{labels.notAvailable(field.component ?? field.name)}</ScopedNotification>
      )
    default:
      return <InputView field={field} {...rest} />
  }
}

function Column({ field, ...rest }: FieldProps) {
  const frames = useContext(ScreenFramesContext)
  const view = <ScreenFields fields={field.fields ?? []} {...rest} />
  return frames ? <frames.Column field={field}>{view}</frames.Column> : view
}

function Section({ field, ...rest }: FieldProps) {
  const columns = field.fields ?? []
  return (
    <section className="slds-section slds-is-open millrace-flow-section" aria-label={field.label || undefined}>
      {field.label && (
        <h4 className="slds-section__title slds-theme_shade millrace-flow-section-title">{field.label}</h4>
      )}
      <div className="millrace-flow-columns">
        {columns.map((column, i) => (
          <div key={column.name || i} style={{ gridColumn: `span ${widthOf(column, columns.length)}` }}>
            <FieldView field={column} {...rest} />
          </div>
        ))}
      </div>
    </section>
  )
}

const widthOf = ({ width }: ScreenField, count: number): number => width ?? Math.max(1, Math.floor(12 / count))

const problemOf = (errors: Screen['errors'], name: string): string =>
  errors.find(({ field }) => field === name)?.message ?? ''

function ComponentView({ field, typed, errors, onChange, host }: FieldProps) {
  const { navigate, validate } = useContext(ScreenRunningContext)
  const own = typed[field.name]
  const set = typeof own === 'object' && own !== null ? (own as Record<string, unknown>) : {}
  return (
    <ScreenComponent
      host={host}
      field={field}
      attributes={{ ...field.attributes, ...set }}
      problem={problemOf(errors, field.name)}
      onChange={outputs => onChange(field.name, { ...set, ...outputs })}
      onNavigate={navigate}
      onValidate={check => validate(field.name, check)}
    />
  )
}

const GROUPS = new Set(['radio', 'checkboxes', 'dateTime', 'visualPicker'])

function InputView({ field, typed, errors, onChange, host }: FieldProps) {
  const id = useId()
  const problem = problemOf(errors, field.name)
  const value = Object.hasOwn(typed, field.name) ? typed[field.name] : field.value
  const state: EditorState = {
    id,
    required: field.required,
    disabled: field.disabled,
    readOnly: field.readOnly,
    describedBy: problem ? problemId(id) : undefined,
    hasProblem: problem !== '',
  }
  const isCheckbox = field.kind === 'checkbox'
  return (
    <>
      <FormElement
        id={id}
        label={isCheckbox ? '' : field.label}
        required={field.required && !isCheckbox}
        help={field.helpText}
        problem={problem}
        isGroup={GROUPS.has(field.kind)}
      >
        <Editor field={field} state={state} value={value} host={host} onChange={next => onChange(field.name, next)} />
      </FormElement>
      {chosenOf(field, value).map(
        ({ input }) =>
          input && <ChoiceInput key={input.name} input={input} typed={typed} errors={errors} onChange={onChange} />,
      )}
    </>
  )
}

interface ChoiceInputProps extends Pick<FieldProps, 'typed' | 'errors' | 'onChange'> {
  input: NonNullable<ScreenChoice['input']>
}

/// What is typed to go with a choice.
function ChoiceInput({ input, typed, errors, onChange }: ChoiceInputProps) {
  const id = useId()
  const problem = problemOf(errors, input.name)
  const value = Object.hasOwn(typed, input.name) ? typed[input.name] : input.value
  return (
    <div className="slds-m-top_x-small slds-p-left_large">
      <FormElement id={id} label={input.label} required={input.required} problem={problem}>
        <TextEditor
          id={id}
          value={typeof value === 'string' ? value : ''}
          required={input.required}
          hasProblem={problem !== ''}
          describedBy={problem ? problemId(id) : undefined}
          onChange={text => onChange(input.name, text)}
        />
      </FormElement>
    </div>
  )
}

const keyOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? null))

function chosenOf({ choices = [] }: ScreenField, value: unknown): readonly ScreenChoice[] {
  const keys = new Set((Array.isArray(value) ? value : [value]).map(keyOf))
  return choices.filter(choice => choice.input && keys.has(keyOf(choice.value)))
}

interface EditorViewProps {
  field: ScreenField
  state: EditorState
  value: unknown
  host: ComponentHost
  onChange: (value: unknown) => void
}

function Editor({ field, state, value, host, onChange }: EditorViewProps): ReactNode {
  const { locale, timeZone, currency } = useContext(FormatsContext)
  const text = typeof value === 'string' ? value : ''
  const json = (next: Value) => onChange(isNum(next) ? numJson(next) : next === null ? null : String(next))
  // What cannot be read is sent as it was typed, so that the answer says what is wrong with it.
  const unreadable = (typed: string | null) => typed !== null && onChange(typed)
  const choices = (field.choices ?? []).map(choice => ({ value: keyOf(choice.value), label: choice.label }))
  const valueOf = (key: string | null) => field.choices?.find(choice => keyOf(choice.value) === key)?.value ?? null
  const keys = (Array.isArray(value) ? value : []).map(keyOf)
  switch (field.kind) {
    case 'longText':
      return <TextareaEditor {...state} value={text} maxLength={field.maxLength} onChange={onChange} />
    case 'number':
    case 'currency':
    case 'percent':
      return (
        <NumberEditor
          {...state}
          value={typeof value === 'number' ? num(value) : null}
          form={{ format: field.kind, locale, currency, scale: field.scale ?? 0 }}
          onChange={json}
          onUnreadable={unreadable}
          unreadable={text}
        />
      )
    case 'date':
      return (
        <DateEditor
          {...state}
          value={DateValue.parse(text) ?? null}
          locale={locale}
          timeZone={timeZone}
          onChange={json}
          onUnreadable={unreadable}
        />
      )
    case 'dateTime':
      return (
        <DateTimeEditor
          {...state}
          assistiveLabel={field.label}
          value={DateTimeValue.parse(text) ?? null}
          locale={locale}
          timeZone={timeZone}
          onChange={json}
          onUnreadable={unreadable}
        />
      )
    case 'time':
      return (
        <TimeEditor
          {...state}
          value={TimeValue.parse(text) ?? null}
          locale={locale}
          onChange={json}
          onUnreadable={unreadable}
        />
      )
    case 'checkbox':
      return <CheckboxEditor {...state} label={field.label} value={value === true} onChange={onChange} />
    case 'picklist':
      return (
        <SingleCombobox
          {...state}
          value={value === null || value === '' ? null : keyOf(value)}
          choices={choices}
          isSearchable={choices.length > 10}
          onChange={key => onChange(valueOf(key))}
        />
      )
    case 'radio':
      return (
        <RadioGroupEditor
          {...state}
          value={value === null ? null : keyOf(value)}
          choices={choices}
          onChange={key => onChange(valueOf(key))}
        />
      )
    case 'checkboxes':
      return (
        <CheckboxGroupEditor {...state} value={keys} choices={choices} onChange={next => onChange(next.map(valueOf))} />
      )
    case 'choiceLookup':
      return (
        <SingleCombobox
          {...state}
          value={value === null || value === '' ? null : keyOf(value)}
          choices={choices}
          placeholder={
            typeof field.attributes?.['placeholder'] === 'string' ? field.attributes['placeholder'] : undefined
          }
          isSearchable
          onChange={key => onChange(valueOf(key))}
        />
      )
    case 'visualPicker':
      return (
        <VisualPicker
          {...state}
          disabled={field.disabled || field.readOnly}
          choices={choices}
          chosen={field.multiple ? keys : value === null || value === '' ? [] : [keyOf(value)]}
          multiple={field.multiple === true}
          iconOf={i => iconOf(field, i)}
          onChange={next => onChange(field.multiple ? next.map(valueOf) : valueOf(next[0] ?? null))}
        />
      )
    case 'multiPicklist':
      return (
        <MultiCombobox
          {...state}
          value={keys}
          choices={choices}
          isSearchable={choices.length > 10}
          onChange={next => onChange(next.map(valueOf))}
        />
      )
    case 'lookup': {
      const objectApiName = field.referenceTo?.[0] ?? ''
      const search = { objectApiName, iconName: objectIcon(objectApiName) }
      return <LookupEditor {...state} host={host} search={search} value={text || null} onChange={onChange} />
    }
    default:
      return (
        <TextEditor
          {...state}
          type={TEXT_TYPES[field.kind] ?? 'text'}
          value={text}
          maxLength={field.maxLength}
          onChange={onChange}
        />
      )
  }
}

/// The icons of a visual picker come as one list for all choices.
function iconOf({ attributes }: ScreenField, position: number): string | null {
  const icons = attributes?.['icons'] ?? attributes?.['choiceIcons']
  const icon = Array.isArray(icons) ? icons[position] : null
  return typeof icon === 'string' && icon.includes(':') ? icon : null
}

const TEXT_TYPES: Readonly<Record<string, 'email' | 'tel' | 'url' | 'password'>> = {
  email: 'email',
  phone: 'tel',
  url: 'url',
  password: 'password',
}
