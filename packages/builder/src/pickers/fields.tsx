import { type ReactNode, useEffect, useId, useRef, useState } from 'react'

export interface TextFieldProps {
  readonly label: string
  readonly hideLabel?: boolean
  readonly value: string
  /// The field was left, or Enter was pressed, with another text.
  onCommit(value: string): void
  readonly multiline?: boolean
  readonly rows?: number
  readonly required?: boolean
  readonly error?: string | null
  readonly help?: ReactNode
  readonly placeholder?: string
  readonly disabled?: boolean
  /// Has the focus, with its text selected, when this is another number than before.
  readonly focusAt?: number
  readonly type?: 'text' | 'number' | 'date' | 'datetime-local' | 'time'
}

/// A field that tells its text when it is left, and not at every key.
export function TextField(props: TextFieldProps) {
  const { label, hideLabel, value, onCommit, multiline, required, error, help, placeholder, disabled, focusAt } = props
  const id = useId()
  const [draft, setDraft] = useState<string | null>(null)
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  useEffect(() => {
    if (focusAt !== undefined) field.current?.select()
  }, [focusAt])
  const commit = () => {
    setDraft(null)
    if (draft !== null && draft !== value) onCommit(draft)
  }
  const shared = {
    id,
    ref: field,
    value: draft ?? value,
    placeholder,
    disabled,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': error ? `${id}-error` : undefined,
    onBlur: commit,
  }
  return (
    <div className={`slds-form-element ${error ? 'slds-has-error' : ''}`}>
      <label className={`slds-form-element__label ${hideLabel ? 'slds-assistive-text' : ''}`} htmlFor={id}>
        {required && (
          <abbr className="slds-required" title="required">
            *{' '}
          </abbr>
        )}
        {label}
      </label>
      <div className="slds-form-element__control">
        {multiline ? (
          <textarea
            {...shared}
            className="slds-textarea"
            rows={props.rows ?? 3}
            onChange={event => setDraft(event.target.value)}
          />
        ) : (
          <input
            {...shared}
            type={props.type ?? 'text'}
            className="slds-input"
            autoComplete="off"
            onChange={event => setDraft(event.target.value)}
            onKeyDown={event => {
              if (event.key === 'Enter') commit()
            }}
          />
        )}
      </div>
      {help && <div className="slds-form-element__help millrace-help">{help}</div>}
      {error && (
        <div className="slds-form-element__help" id={`${id}-error`}>
          {error}
        </div>
      )}
    </div>
  )
}

/// A heading with the fields that belong together.
export function FieldGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="millrace-field-group" aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  )
}

/// One of a few, side by side below each other.
export function RadioChoice<T extends string>(props: {
  label: string
  value: T
  options: readonly { readonly value: T; readonly label: string }[]
  onChange(value: T): void
}) {
  const { label, value, options, onChange } = props
  const name = useId()
  return (
    <fieldset className="slds-form-element">
      <legend className="slds-form-element__legend slds-form-element__label">{label}</legend>
      <div className="slds-form-element__control">
        {options.map(option => (
          <span key={option.value} className="slds-radio">
            <input
              type="radio"
              id={`${name}-${option.value}`}
              name={name}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <label className="slds-radio__label" htmlFor={`${name}-${option.value}`}>
              <span className="slds-radio_faux" />
              <span className="slds-form-element__label">{option.label}</span>
            </label>
          </span>
        ))}
      </div>
    </fieldset>
  )
}
