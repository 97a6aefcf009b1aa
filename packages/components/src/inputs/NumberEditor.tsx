import { add, compareNum, negate, type Num, roundTo } from '@millrace/values'
import { useState } from 'react'
import { flushSync } from 'react-dom'
import { type EditorProps, inputAttributes } from './EditorProps.ts'
import { type NumberForm, numberText, plainNumberText, readNumber } from './localeNumbers.ts'

export interface NumberEditorProps extends EditorProps<Num | null> {
  form: NumberForm
  /// What the arrow keys add.
  step?: Num
  min?: Num
  max?: Num
  /// What was typed and is no number; null when it is one again.
  onUnreadable?: (text: string | null) => void
  /// What `onUnreadable` told last: shown until it is corrected.
  unreadable?: string
}

/// A number, a currency or a percent, exact to the last digit: shown as the locale writes it, edited without grouping.
export function NumberEditor({ form, step, min, max, onUnreadable, unreadable = '', ...editor }: NumberEditorProps) {
  // What is being typed; undefined while the value itself is shown.
  const [draft, setDraft] = useState<string>()
  const { value } = editor
  const type = (text: string) => {
    setDraft(text)
    const read = text.trim() === '' ? null : readNumber(text, form.locale)
    onUnreadable?.(read === undefined ? text : null)
    editor.onChange(
      read === undefined || read === null || form.scale === undefined ? (read ?? null) : roundTo(read, form.scale),
    )
  }
  const stepBy = (by: Num) => {
    const next = within(add(value ?? 0, by), min, max)
    setDraft(plainNumberText(next, form.locale))
    onUnreadable?.(null)
    editor.onChange(next)
  }
  return (
    <input
      {...inputAttributes(editor)}
      type="text"
      inputMode="decimal"
      autoComplete="off"
      className="slds-input"
      value={draft ?? (value === null ? unreadable : numberText(value, form))}
      // An editor in a cell takes the focus when it opens.
      // oxlint-disable-next-line jsx-a11y/no-autofocus
      autoFocus={editor.autoFocus}
      onChange={event => type(event.target.value)}
      onKeyDown={event => {
        if (event.key === 'Enter') editor.onCommit?.()
        if (editor.readOnly || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
        event.preventDefault()
        stepBy(event.key === 'ArrowUp' ? (step ?? 1) : negate(step ?? 1))
      }}
      onFocus={({ currentTarget }) => {
        // At once, so that what the browser selects is the text that is edited.
        if (draft === undefined && value !== null) flushSync(() => setDraft(plainNumberText(value, form.locale)))
        currentTarget.select()
        editor.onFocus?.()
      }}
      onBlur={() => {
        setDraft(undefined)
        editor.onBlur?.()
      }}
    />
  )
}

function within(value: Num, min?: Num, max?: Num): Num {
  if (min !== undefined && compareNum(value, min) < 0) return min
  return max !== undefined && compareNum(value, max) > 0 ? max : value
}
