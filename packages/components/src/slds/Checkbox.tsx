import { useEffect, useId, useRef } from 'react'

export interface CheckboxProps {
  label: string
  checked: boolean
  /// Some of what it stands for is checked.
  indeterminate?: boolean
  disabled?: boolean
  /// The label is read out but not shown.
  hideLabel?: boolean
  tabIndex?: number
  /// [isRange]: the Shift key was held.
  onChange: (checked: boolean, isRange: boolean) => void
}

export function Checkbox({
  label,
  checked,
  indeterminate = false,
  disabled,
  hideLabel,
  tabIndex,
  onChange,
}: CheckboxProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  // The click that a label passes on to its input says nothing of keys.
  const isRange = useRef(false)
  useEffect(() => {
    if (input.current) input.current.indeterminate = indeterminate
  }, [indeterminate])
  return (
    <span className="slds-checkbox">
      <input
        ref={input}
        type="checkbox"
        id={id}
        checked={checked}
        disabled={disabled}
        tabIndex={tabIndex}
        onChange={event => {
          onChange(event.target.checked, isRange.current)
          isRange.current = false
        }}
      />
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- It only looks on. */}
      <label
        className="slds-checkbox__label"
        htmlFor={id}
        onClick={event => {
          isRange.current = event.shiftKey
        }}
      >
        <span className="slds-checkbox_faux" />
        <span className={hideLabel ? 'slds-assistive-text' : 'slds-form-element__label'}>{label}</span>
      </label>
    </span>
  )
}
