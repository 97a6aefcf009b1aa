import { FormElement } from '@millrace/components'
import { useId } from 'react'

export interface TextInputProps {
  label: string
  required?: boolean
  /// Whether the dialog begins with it.
  isFirst?: boolean
  type?: 'text' | 'number'
  value: string
  onChange: (value: string) => void
}

/// A labelled field of a dialog that tells every key.
export function TextInput({ label, required, isFirst, type = 'text', value, onChange }: TextInputProps) {
  const id = useId()
  return (
    <FormElement id={id} label={label} required={required}>
      <input
        id={id}
        className="slds-input"
        type={type}
        data-autofocus={isFirst ? '' : undefined}
        value={value}
        onChange={event => onChange(event.target.value)}
      />
    </FormElement>
  )
}
