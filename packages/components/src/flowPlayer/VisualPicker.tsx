import { Icon } from '../slds/Icon.tsx'

interface VisualPickerProps {
  id: string
  choices: readonly { readonly value: string; readonly label: string }[]
  chosen: readonly string[]
  multiple: boolean
  disabled: boolean
  describedBy?: string
  /// The picture of a choice, by its place.
  iconOf: (position: number) => string | null
  onChange: (chosen: readonly string[]) => void
}

/// Choices as cards, of which one or several are chosen.
export function VisualPicker({
  id,
  choices,
  chosen,
  multiple,
  disabled,
  describedBy,
  iconOf,
  onChange,
}: VisualPickerProps) {
  const toggle = (value: string, isChosen: boolean) => {
    if (!multiple) return onChange([value])
    onChange(choices.map(choice => choice.value).filter(one => (one === value ? isChosen : chosen.includes(one))))
  }
  return (
    <div className="millrace-visual-picker">
      {choices.map(({ value, label }, i) => {
        const iconName = iconOf(i)
        return (
          <div key={value} className="slds-visual-picker slds-visual-picker_medium">
            <input
              type={multiple ? 'checkbox' : 'radio'}
              id={i === 0 ? id : `${id}-${i}`}
              name={id}
              value={value}
              checked={chosen.includes(value)}
              disabled={disabled}
              aria-describedby={describedBy}
              onChange={event => toggle(value, event.target.checked)}
            />
            <label htmlFor={i === 0 ? id : `${id}-${i}`}>
              <span className="slds-visual-picker__figure slds-visual-picker__text slds-align_absolute-center">
                <span>
                  {iconName && <Icon name={iconName} size="medium" />}
                  <span className="slds-text-title">{label}</span>
                </span>
              </span>
              <span className="slds-visual-picker__text-check">
                <Icon name="utility:check" size="xx-small" />
              </span>
            </label>
          </div>
        )
      })}
    </div>
  )
}
