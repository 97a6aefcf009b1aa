import { type EditorProps, inputAttributes } from './EditorProps.ts'

export interface TextareaEditorProps extends EditorProps<string> {
  maxLength?: number
  rows?: number
}

/// Text of several lines. Ctrl+Enter commits, since Enter begins a line.
export function TextareaEditor({ maxLength, rows = 3, ...editor }: TextareaEditorProps) {
  return (
    <textarea
      {...inputAttributes(editor)}
      className="slds-textarea"
      value={editor.value}
      maxLength={maxLength}
      rows={rows}
      // An editor in a cell takes the focus when it opens.
      // oxlint-disable-next-line jsx-a11y/no-autofocus
      autoFocus={editor.autoFocus}
      onChange={event => editor.onChange(event.target.value)}
      onKeyDown={event => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && editor.onCommit?.()}
      onFocus={editor.onFocus}
      onBlur={editor.onBlur}
    />
  )
}
