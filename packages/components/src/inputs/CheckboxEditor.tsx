import { useLabels } from '../labels/Localized.tsx'
import type { EditorProps } from './EditorProps.ts'

/// A box that is checked or not, with its label behind it.
export function CheckboxEditor({ label, ...editor }: EditorProps<boolean> & { label: string }) {
  const labels = useLabels()
  const { id, value, onChange, onCommit, required } = editor
  return (
    <div className="slds-checkbox">
      <input
        id={id}
        type="checkbox"
        checked={value}
        disabled={editor.disabled || editor.readOnly}
        aria-label={editor.assistiveLabel}
        aria-describedby={editor.describedBy}
        aria-invalid={editor.hasProblem || undefined}
        // An editor in a cell takes the focus when it opens.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={editor.autoFocus}
        onChange={event => {
          onChange(event.target.checked)
          onCommit?.()
        }}
        onFocus={editor.onFocus}
        onBlur={editor.onBlur}
      />
      <label className="slds-checkbox__label" htmlFor={id}>
        <span className="slds-checkbox_faux" />
        <span className="slds-form-element__label">
          {required && (
            <abbr className="slds-required" title={labels.required}>
              {'* '}
            </abbr>
          )}
          {label}
        </span>
      </label>
    </div>
  )
}
