import { type DateTimeValue, type DateValue, TimeValue } from '@millrace/values'
import { useState } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { DateEditor } from './DateEditor.tsx'
import type { EditorProps } from './EditorProps.ts'
import { instantOf } from './localeDates.ts'
import { TimeEditor } from './TimeEditor.tsx'

export interface DateTimeEditorProps extends EditorProps<DateTimeValue | null> {
  locale: string
  timeZone: string
  min?: DateValue
  max?: DateValue
  onUnreadable?: (text: string | null) => void
  /// What `onUnreadable` told last: shown until it is corrected.
  unreadable?: string
}

/// An instant, as a day and a time on the clocks of the user's time zone.
export function DateTimeEditor({
  locale,
  timeZone,
  min,
  max,
  onUnreadable,
  unreadable,
  value,
  ...editor
}: DateTimeEditorProps) {
  const labels = useLabels()
  // A day without a time is no instant yet: it waits here.
  const [day, setDay] = useState<DateValue | null>(null)
  const [time, setTime] = useState<TimeValue | null>(null)
  const [part, setPart] = useState<'date' | 'time'>()
  // Both make a value; without one, somebody else has taken it away.
  const isCleared = value === null && day !== null && time !== null
  const date = value?.dateIn(timeZone) ?? (isCleared ? null : day)
  const clock = value?.timeIn(timeZone) ?? (isCleared ? null : time)
  const change = (nextDate: DateValue | null, nextClock: TimeValue | null) => {
    setDay(nextDate)
    setTime(nextClock)
    editor.onChange(nextDate && nextClock ? instantOf(nextDate, nextClock, timeZone) : null)
  }
  // Which part it is that cannot be read, so that it shows what was typed.
  const tell = (told: 'date' | 'time') => (text: string | null) => {
    setPart(told)
    onUnreadable?.(text)
  }
  const name = editor.assistiveLabel
  return (
    <div className="millrace-date-time">
      <DateEditor
        {...editor}
        value={date}
        locale={locale}
        timeZone={timeZone}
        min={min}
        max={max}
        assistiveLabel={name ? labels.dateOf(name) : undefined}
        // A day chosen first begins at noon: early enough to change, and the same day in most time zones.
        onChange={next => change(next, next ? (clock ?? new TimeValue(12 * 3_600_000)) : null)}
        onUnreadable={tell('date')}
        unreadable={part === 'date' ? unreadable : undefined}
      />
      <TimeEditor
        {...editor}
        id={`${editor.id}-time`}
        autoFocus={false}
        value={clock}
        locale={locale}
        placeholder={labels.time}
        assistiveLabel={name ? labels.timeOf(name) : labels.time}
        onChange={next => change(date, next)}
        onUnreadable={tell('time')}
        unreadable={part === 'time' ? unreadable : undefined}
      />
    </div>
  )
}
