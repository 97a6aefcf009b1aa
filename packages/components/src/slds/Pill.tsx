import { useLabels } from '../labels/Localized.tsx'
import { Icon, IconDrawing } from './Icon.tsx'

export interface PillProps {
  label: string
  iconName?: string
  /// Absent: it cannot be taken away.
  onRemove?: () => void
}

/// Something that was chosen, with a cross to take it away again.
export function Pill({ label, iconName, onRemove }: PillProps) {
  const labels = useLabels()
  return (
    <span className="slds-pill">
      {iconName && <Icon name={iconName} size="x-small" className="slds-pill__icon_container" />}
      <span className="slds-pill__label" title={label}>
        {label}
      </span>
      {onRemove && (
        <button
          type="button"
          className="slds-button slds-button_icon slds-pill__remove"
          title={labels.removeWhat(label)}
          onClick={onRemove}
        >
          <IconDrawing name="utility:close" className="slds-button__icon" />
          <span className="slds-assistive-text">{labels.removeWhat(label)}</span>
        </button>
      )}
    </span>
  )
}
