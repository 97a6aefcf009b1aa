import { useEffect, useRef, useState } from 'react'
import { type InputEditing, InputField, textOf } from '../inputs/InputField.tsx'
import { TextEditor } from '../inputs/TextEditor.tsx'
import { useLabels } from '../labels/Localized.tsx'
import type { ComponentProps } from '../renderer/ComponentProps.ts'

export function SearchInput(props: ComponentProps) {
  return <InputField {...props}>{editing => <PausingEditor {...editing} />}</InputField>
}

/// Changes the value when typing pauses, so that a query filtered by it does not run for each letter.
function PausingEditor({ model, editor, count }: InputEditing) {
  const labels = useLabels()
  const [typed, setTyped] = useState<string>()
  const latest = useRef(editor)
  useEffect(() => {
    latest.current = editor
  })
  const delay = Math.max(0, count('delay') ?? 0)
  useEffect(() => {
    if (typed === undefined) return
    const timer = setTimeout(() => {
      latest.current.onChange(typed)
      setTyped(undefined)
    }, delay)
    return () => clearTimeout(timer)
  }, [typed, delay])
  const flush = () => {
    if (typed === undefined) return
    editor.onChange(typed)
    setTyped(undefined)
  }
  return (
    <TextEditor
      {...editor}
      type="search"
      value={typed ?? textOf(model.value)}
      placeholder={editor.placeholder || labels.searchHere}
      maxLength={count('maxLength')}
      onChange={setTyped}
      onCommit={() => {
        flush()
        editor.onCommit?.()
      }}
      onBlur={() => {
        flush()
        editor.onBlur?.()
      }}
    />
  )
}
