/// What every editor of a value is given. An editor knows its value and no component, record or server.
export interface EditorProps<T> extends EditorState {
  value: T
  onChange: (value: T) => void
}

/// The part of it that is the same for values of every kind.
export interface EditorState {
  id: string
  /// The value is meant: Enter was pressed, an option chosen, or the field left after a change.
  onCommit?: () => void
  onFocus?: () => void
  onBlur?: () => void
  placeholder?: string
  disabled?: boolean
  readOnly?: boolean
  required?: boolean
  /// The name for screen readers, where no label stands beside it.
  assistiveLabel?: string
  /// The message under it, while there is one.
  describedBy?: string
  hasProblem?: boolean
  autoFocus?: boolean
}

/// The attributes that an editor's HTML input takes as they are.
export function inputAttributes(editor: EditorState) {
  return {
    id: editor.id,
    placeholder: editor.placeholder || undefined,
    disabled: editor.disabled,
    readOnly: editor.readOnly,
    'aria-required': editor.required || undefined,
    'aria-label': editor.assistiveLabel,
    'aria-describedby': editor.describedBy,
    'aria-invalid': editor.hasProblem || undefined,
  }
}
