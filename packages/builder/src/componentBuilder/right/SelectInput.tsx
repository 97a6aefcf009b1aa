export interface SelectInputProps {
  id: string
  value: string
  options: readonly { readonly value: string; readonly label: string }[]
  onChange: (value: string) => void
  /// The entry that stands for no value.
  none?: string
  /// The value that counts when there is none.
  otherwise?: string
  label?: string
}

/// A list to choose one value from; a value that is not among them stays, and is marked.
export function SelectInput({ id, value, options, onChange, none, otherwise, label }: SelectInputProps) {
  const isKnown = value === '' || options.some(option => option.value === value)
  return (
    <div className="slds-select_container">
      <select
        id={id}
        className="slds-select"
        aria-label={label}
        value={value === '' ? (otherwise ?? '') : value}
        onChange={event => onChange(event.target.value === otherwise ? '' : event.target.value)}
      >
        {none !== undefined && <option value="">{none}</option>}
        {!isKnown && <option value={value}>{value} (not known)</option>}
        {options.map(option => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}
