import { useId } from 'react'

export interface RadioProps {
  label: string
  /// Radios of one name exclude each other.
  name: string
  checked: boolean
  tabIndex?: number
  onSelect: () => void
}

/// A radio button whose label is read out but not shown, as in a table that allows one row.
export function Radio({ label, name, checked, tabIndex, onSelect }: RadioProps) {
  const id = useId()
  return (
    <span className="slds-radio">
      <input type="radio" id={id} name={name} checked={checked} tabIndex={tabIndex} onChange={onSelect} />
      <label className="slds-radio__label" htmlFor={id}>
        <span className="slds-radio_faux" />
        <span className="slds-assistive-text">{label}</span>
      </label>
    </span>
  )
}
