import { useRef } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { IconDrawing } from '../slds/Icon.tsx'
import { type EditorProps, inputAttributes } from './EditorProps.ts'

export interface TextEditorProps extends EditorProps<string> {
  type?: 'text' | 'email' | 'tel' | 'url' | 'password' | 'search'
  maxLength?: number
  /// What browsers fill in by themselves: "email", "current-password".
  autoComplete?: string
  /// At the left, inside.
  iconName?: string
}

/// One line of text. A search has a button that empties it.
export function TextEditor({ type = 'text', maxLength, autoComplete, iconName, ...editor }: TextEditorProps) {
  const labels = useLabels()
  const input = useRef<HTMLInputElement>(null)
  const isSearch = type === 'search'
  const icon = iconName ?? (isSearch ? 'utility:search' : undefined)
  const clear = () => {
    editor.onChange('')
    editor.onCommit?.()
    input.current?.focus()
  }
  return (
    <div
      className={
        icon ? `slds-input-has-icon slds-input-has-icon_left${isSearch && editor.value ? '-right' : ''}` : undefined
      }
    >
      {icon && (
        <IconDrawing name={icon} className="slds-icon slds-input__icon slds-input__icon_left slds-icon-text-default" />
      )}
      <input
        {...inputAttributes(editor)}
        ref={input}
        // The browser's own cross would stand beside ours.
        type={isSearch ? 'text' : type}
        role={isSearch ? 'searchbox' : undefined}
        className="slds-input"
        value={editor.value}
        maxLength={maxLength}
        autoComplete={autoComplete ?? 'off'}
        // An editor in a cell takes the focus when it opens.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={editor.autoFocus}
        onChange={event => editor.onChange(event.target.value)}
        onKeyDown={event => {
          if (event.key === 'Enter') editor.onCommit?.()
          if (event.key === 'Escape' && isSearch && editor.value) {
            event.stopPropagation()
            clear()
          }
        }}
        onFocus={editor.onFocus}
        onBlur={editor.onBlur}
      />
      {isSearch && editor.value && !editor.readOnly && !editor.disabled && (
        <button
          type="button"
          className="slds-button slds-button_icon slds-input__icon slds-input__icon_right"
          onClick={clear}
        >
          <IconDrawing name="utility:clear" className="slds-button__icon" />
          <span className="slds-assistive-text">{labels.clear}</span>
        </button>
      )}
    </div>
  )
}
