import { useId } from 'react'

export interface SelectProps {
  label: string
  value: string
  options: readonly { readonly value: string; readonly label: string }[]
  onChange: (value: string) => void
}

/// A field with a list to choose one value from.
export function Select({ label, value, options, onChange }: SelectProps) {
  const id = useId()
  return (
    <div className="slds-form-element">
      <label className="slds-form-element__label" htmlFor={id}>
        {label}
      </label>
      <div className="slds-form-element__control">
        <div className="slds-select_container">
          <select id={id} className="slds-select" value={value} onChange={event => onChange(event.target.value)}>
            {options.map(option => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
        </div>
      </div>
    </div>
  )
}
