import { TimeValue } from '@millrace/values'
import { Combobox } from './Combobox.tsx'
import type { EditorProps } from './EditorProps.ts'
import { readTime, timeText } from './localeDates.ts'

export interface TimeEditorProps extends EditorProps<TimeValue | null> {
  locale: string
  /// Minutes between the times offered.
  interval?: number
  min?: TimeValue
  max?: TimeValue
  /// What was typed and is no time; null when it is one again.
  onUnreadable?: (text: string | null) => void
  /// What `onUnreadable` told last: shown until it is corrected.
  unreadable?: string
}

/// A time of day, typed as the locale writes it or chosen from a list.
export function TimeEditor({
  locale,
  interval = 15,
  min,
  max,
  onUnreadable,
  unreadable = '',
  ...editor
}: TimeEditorProps) {
  const { value, onChange, onCommit } = editor
  const choices = timesEvery(interval)
    .filter(({ ms }) => ms >= (min?.ms ?? 0) && ms <= (max?.ms ?? Infinity))
    .map(time => ({ value: String(time.ms), label: timeText(time, locale) }))
  const take = (time: TimeValue | null, text?: string) => {
    onUnreadable?.(text ?? null)
    onChange(time)
  }
  return (
    <Combobox
      {...editor}
      iconName={undefined}
      text={value ? timeText(value, locale) : unreadable}
      chosen={new Set(value ? [String(value.ms)] : [])}
      offer={{ status: 'ready', choices }}
      onType={text => {
        const read = text.trim() === '' ? null : readTime(text, locale)
        take(read ?? null, read === undefined ? text : undefined)
      }}
      onChoose={choice => {
        take(new TimeValue(Number(choice.value)))
        onCommit?.()
      }}
      onClear={editor.required ? undefined : () => take(null)}
    />
  )
}

function timesEvery(minutes: number): TimeValue[] {
  const step = Math.max(1, Math.floor(minutes)) * 60_000
  return Array.from({ length: Math.ceil(86_400_000 / step) }, (_, i) => new TimeValue(i * step))
}
