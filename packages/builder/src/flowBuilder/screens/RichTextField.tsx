import { Checkbox, LazyRichTextEditor } from '@millrace/components'
import { useEffect, useId, useRef, useState } from 'react'
import { TextField } from '../../pickers/fields.tsx'
import { ResourcePicker } from '../../pickers/ResourcePicker.tsx'
import { useFlowEdit } from '../editContext.ts'

interface RichTextFieldProps {
  label: string
  value: string
  onCommit(html: string): void
}

/// Text with formats and merge fields, told when the field is left. What the editor cannot show (pictures, tables, formats
/// that it does not have) is edited as HTML, so that it is not lost.
export function RichTextField({ label, value, onCommit }: RichTextFieldProps) {
  const { resources, newResource } = useFlowEdit()
  const id = useId()
  const [asHtml, setAsHtml] = useState(() => !isPlainRichText(value))
  const [draft, setDraft] = useState<string | null>(null)
  const latest = useRef({ draft, value, onCommit })
  useEffect(() => {
    latest.current = { draft, value, onCommit }
  })
  // What is being typed counts also when something else is selected.
  useEffect(
    () => () => {
      const { draft, value, onCommit } = latest.current
      if (draft !== null && draft !== value) onCommit(draft)
    },
    [],
  )
  const commit = () => {
    if (draft !== null && draft !== value) onCommit(draft)
    setDraft(null)
  }
  return (
    <div className="screen-rich-text">
      {asHtml ? (
        <TextField label={label} multiline rows={8} value={value} onCommit={onCommit} />
      ) : (
        <div className="slds-form-element">
          <label className="slds-form-element__label" htmlFor={id}>
            {label}
          </label>
          <LazyRichTextEditor
            id={id}
            assistiveLabel={label}
            value={draft ?? value}
            onChange={setDraft}
            onBlur={commit}
          />
        </div>
      )}
      <ResourcePicker
        label={`Insert a resource into ${label}`}
        value=""
        wanted={null}
        resources={resources}
        onNewResource={newResource}
        onChange={path => {
          if (path) onCommit(withResource(draft ?? value, path))
          setDraft(null)
        }}
      />
      <Checkbox label="Edit as HTML" checked={asHtml} onChange={setAsHtml} />
    </div>
  )
}

/// At the end of the last paragraph.
function withResource(html: string, path: string): string {
  const merge = `{!${path}}`
  return /<\/\w+>\s*$/.test(html) ? html.replace(/(<\/\w+>\s*)$/, `${merge}$1`) : html + merge
}

/// Whether the rich text editor keeps all of [html].
const isPlainRichText = (html: string): boolean =>
  !/<(?!\/?(p|br|strong|b|em|i|u|s|a|ul|ol|li|h2|h3|blockquote|span)\b)[a-z]/i.test(html) &&
  !/\sstyle="(?!(?:\s*(?:color|background-color|text-align)\s*:[^;"]*;?)*\s*")/i.test(html)
