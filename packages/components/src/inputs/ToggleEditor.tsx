import { useLabels } from '../labels/Localized.tsx'
import type { EditorProps } from './EditorProps.ts'

export interface ToggleEditorProps extends EditorProps<boolean> {
  label: string
  hideLabel?: boolean
  /// Under the switch.
  activeText?: string
  inactiveText?: string
}

/// A switch that is on or off.
export function ToggleEditor({ label, hideLabel, activeText, inactiveText, ...editor }: ToggleEditorProps) {
  const labels = useLabels()
  const { id, value, onChange, onCommit, required } = editor
  return (
    <label className="slds-checkbox_toggle slds-grid" htmlFor={id}>
      <span className={hideLabel ? 'slds-assistive-text' : 'slds-form-element__label slds-m-bottom_none'}>
        {required && (
          <abbr className="slds-required" title={labels.required}>
            {'* '}
          </abbr>
        )}
        {label}
      </span>
      <input
        id={id}
        type="checkbox"
        role="switch"
        aria-checked={value}
        checked={value}
        disabled={editor.disabled || editor.readOnly}
        aria-describedby={editor.describedBy}
        aria-invalid={editor.hasProblem || undefined}
        onChange={event => {
          onChange(event.target.checked)
          onCommit?.()
        }}
        onFocus={editor.onFocus}
        onBlur={editor.onBlur}
      />
      <span className="slds-checkbox_faux_container" aria-hidden="true">
        <span className="slds-checkbox_faux" />
        <span className="slds-checkbox_on">{activeText ?? labels.active}</span>
        <span className="slds-checkbox_off">{inactiveText ?? labels.inactive}</span>
      </span>
    </label>
  )
}
