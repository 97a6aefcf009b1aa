import { DateTimeValue, type DateValue } from '@millrace/values'
import { useRef, useState } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { Floating } from '../slds/Floating.tsx'
import { IconDrawing } from '../slds/Icon.tsx'
import { type EditorProps, inputAttributes } from './EditorProps.ts'
import { dateHint, dateText, readDate } from './localeDates.ts'
import { MonthGrid } from './MonthGrid.tsx'

export interface DateEditorProps extends EditorProps<DateValue | null> {
  locale: string
  timeZone: string
  min?: DateValue
  max?: DateValue
  /// What was typed and is no date; null when it is one again.
  onUnreadable?: (text: string | null) => void
  /// What `onUnreadable` told last: shown until it is corrected.
  unreadable?: string
}

/// A day, typed as the locale writes it or chosen from a calendar (button, or Alt+Down).
export function DateEditor({ locale, timeZone, min, max, onUnreadable, unreadable = '', ...editor }: DateEditorProps) {
  const [draft, setDraft] = useState<string>()
  const [isOpen, setOpen] = useState(false)
  const labels = useLabels()
  const box = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const { value, onChange, onCommit } = editor
  const isFixed = editor.disabled === true || editor.readOnly === true

  const type = (text: string) => {
    setDraft(text)
    const read = text.trim() === '' ? null : readDate(text, locale)
    onUnreadable?.(read === undefined ? text : null)
    onChange(read ?? null)
  }
  const select = (date: DateValue) => {
    setDraft(undefined)
    onUnreadable?.(null)
    onChange(date)
    onCommit?.()
    close()
  }
  const close = () => {
    setOpen(false)
    input.current?.focus()
  }
  return (
    <div
      ref={box}
      className="slds-input-has-icon slds-input-has-icon_right millrace-date-input"
      onBlur={event => {
        // To the button or the calendar is not away.
        if (!isOpen && !event.currentTarget.contains(event.relatedTarget)) editor.onBlur?.()
      }}
    >
      <input
        {...inputAttributes(editor)}
        ref={input}
        type="text"
        autoComplete="off"
        className="slds-input"
        placeholder={editor.placeholder || dateHint(locale)}
        value={draft ?? (value ? dateText(value, locale) : unreadable)}
        // An editor in a cell takes the focus when it opens.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={editor.autoFocus}
        onChange={event => type(event.target.value)}
        onKeyDown={event => {
          if (event.key === 'Enter') onCommit?.()
          if (event.key !== 'ArrowDown' || isFixed) return
          event.preventDefault()
          setOpen(true)
        }}
        onFocus={editor.onFocus}
        onBlur={() => setDraft(undefined)}
      />
      <button
        type="button"
        className="slds-button slds-button_icon slds-input__icon slds-input__icon_right"
        title={labels.chooseDate}
        disabled={isFixed}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <IconDrawing name="utility:event" className="slds-button__icon" />
        <span className="slds-assistive-text">{labels.chooseDate}</span>
      </button>
      {isOpen && (
        <Floating
          anchor={box}
          onLeave={() => {
            setOpen(false)
            editor.onBlur?.()
          }}
        >
          <MonthGrid
            locale={locale}
            selected={value}
            today={todayIn(timeZone)}
            min={min}
            max={max}
            onSelect={select}
            onClose={close}
          />
        </Floating>
      )}
    </div>
  )
}

/// The day it is now where the user is.
export const todayIn = (timeZone: string): DateValue => new DateTimeValue(Date.now()).dateIn(timeZone)
