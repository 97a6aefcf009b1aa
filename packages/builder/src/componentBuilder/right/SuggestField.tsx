import { useId } from 'react'

export interface SuggestFieldProps {
  id: string
  value: string
  suggestions: readonly string[]
  placeholder?: string
  onChange: (value: string) => void
}

/// A text field that offers known names while one types.
export function SuggestField({ id, value, suggestions, placeholder, onChange }: SuggestFieldProps) {
  const list = useId()
  return (
    <>
      <input
        id={id}
        className="slds-input"
        list={list}
        value={value}
        placeholder={placeholder}
        autoComplete="off"
        onChange={event => onChange(event.target.value)}
      />
      <datalist id={list}>
        {suggestions.map(name => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </datalist>
    </>
  )
}
