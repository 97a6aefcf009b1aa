import { DateValue } from '@millrace/values'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { ButtonIcon } from '../slds/ButtonIcon.tsx'
import { addMonths, fullDateText, monthName, monthText, startOfWeek, weekdayText } from './localeDates.ts'

export interface MonthGridProps {
  locale: string
  selected: DateValue | null
  today: DateValue
  min?: DateValue
  max?: DateValue
  onSelect: (date: DateValue) => void
  onClose: () => void
}

/// A month to choose a day from, as the ARIA pattern "date picker dialog" has it: arrow keys go by day and week, Page Up
/// and Page Down by month, with Shift by year, Home and End to the ends of the week.
export function MonthGrid({ locale, selected, today, min, max, onSelect, onClose }: MonthGridProps) {
  const [focused, setFocused] = useState(() => within(selected ?? today, min, max))
  const grid = useRef<HTMLTableElement>(null)
  // The grid takes the focus when it opens and keeps it, unless it is in the buttons above.
  const hasFocus = useRef(true)
  const headingId = useId()
  const labels = useLabels()
  useEffect(() => {
    if (hasFocus.current) grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()
  }, [focused])

  const show = (date: DateValue, takesFocus: boolean) => {
    hasFocus.current = takesFocus
    setFocused(within(date, min, max))
  }
  const press = (event: KeyboardEvent) => {
    const days = daysOf(event, getComputedStyle(event.currentTarget).direction === 'rtl')
    const months = { PageUp: -1, PageDown: 1 }[event.key]
    const monday = startOfWeek(focused, locale)
    if (days !== undefined) show(focused.addDays(days), true)
    else if (months !== undefined) show(addMonths(focused, event.shiftKey ? months * 12 : months), true)
    else if (event.key === 'Home') show(monday, true)
    else if (event.key === 'End') show(monday.addDays(6), true)
    else if (event.key === 'Enter' || event.key === ' ') onSelect(focused)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  const first = startOfWeek(focused.addDays(1 - focused.day), locale)
  const years = yearsAround(focused.year, min, max)
  return (
    // Escape works wherever in the dialog the focus is.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      role="dialog"
      aria-label={labels.chooseDate}
      className="slds-datepicker slds-dropdown millrace-datepicker"
      onKeyDown={event => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
    >
      <div className="slds-datepicker__filter slds-grid">
        <div className="slds-datepicker__filter_month slds-grid slds-grid_align-spread slds-grow">
          <div className="slds-align-middle">
            <ButtonIcon
              iconName="utility:left"
              assistiveText={labels.previousMonth}
              variant="container"
              onClick={() => show(addMonths(focused, -1), false)}
            />
          </div>
          <h2 id={headingId} className="slds-align-middle" aria-live="polite">
            {monthName(focused, locale)}
            <span className="slds-assistive-text"> {focused.year}</span>
          </h2>
          <div className="slds-align-middle">
            <ButtonIcon
              iconName="utility:right"
              assistiveText={labels.nextMonth}
              variant="container"
              onClick={() => show(addMonths(focused, 1), false)}
            />
          </div>
        </div>
        <div className="slds-shrink-none">
          <div className="slds-select_container">
            <select
              aria-label={labels.year}
              className="slds-select"
              value={focused.year}
              onChange={event => show(addMonths(focused, (Number(event.target.value) - focused.year) * 12), false)}
            >
              {years.map(year => (
                <option key={year}>{year}</option>
              ))}
            </select>
          </div>
        </div>
      </div>
      {/* The keys are those of the days, one of which has the focus. */}
      <table
        ref={grid}
        // A table is what the ARIA pattern makes a grid of.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role
        role="grid"
        aria-label={monthText(focused, locale)}
        className="slds-datepicker__month"
        onKeyDown={press}
      >
        <thead>
          <tr>
            {days(first, 7).map(day => (
              <th key={day.epochDay} scope="col">
                <abbr title={weekdayText(day, locale, 'long')}>{weekdayText(day, locale, 'short')}</abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[0, 1, 2, 3, 4, 5].map(week => (
            <tr key={week}>
              {days(first.addDays(week * 7), 7).map(day => {
                const isOut = isBefore(day, min) || isAfter(day, max)
                const isSelected = day.epochDay === selected?.epochDay
                const look = [
                  day.month === focused.month ? '' : 'slds-day_adjacent-month',
                  day.epochDay === today.epochDay ? 'slds-is-today' : '',
                  isSelected ? 'slds-is-selected' : '',
                  isOut ? 'slds-disabled-text' : '',
                ]
                return (
                  <td
                    key={day.epochDay}
                    className={look.join(' ')}
                    tabIndex={day.epochDay === focused.epochDay ? 0 : -1}
                    aria-selected={isSelected}
                    aria-disabled={isOut || undefined}
                    aria-current={day.epochDay === today.epochDay ? 'date' : undefined}
                    aria-label={fullDateText(day, locale)}
                    onClick={() => !isOut && onSelect(day)}
                  >
                    <span className="slds-day">{day.day}</span>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {!isBefore(today, min) && !isAfter(today, max) && (
        <button
          type="button"
          className="slds-button slds-align_absolute-center slds-text-link"
          onClick={() => onSelect(today)}
        >
          {labels.today}
        </button>
      )}
    </div>
  )
}

const isBefore = (day: DateValue, limit?: DateValue): boolean => limit !== undefined && day.epochDay < limit.epochDay
const isAfter = (day: DateValue, limit?: DateValue): boolean => limit !== undefined && day.epochDay > limit.epochDay

const within = (day: DateValue, min?: DateValue, max?: DateValue): DateValue =>
  isBefore(day, min) ? min! : isAfter(day, max) ? max! : day

export const days = (first: DateValue, count: number): DateValue[] =>
  Array.from({ length: count }, (_, i) => first.addDays(i))

function daysOf({ key }: KeyboardEvent, isRightToLeft: boolean): number | undefined {
  const forward = isRightToLeft ? -1 : 1
  return { ArrowLeft: -forward, ArrowRight: forward, ArrowUp: -7, ArrowDown: 7 }[key]
}

function yearsAround(year: number, min?: DateValue, max?: DateValue): number[] {
  const first = Math.max(1, min?.year ?? year - 100)
  const last = Math.min(9999, max?.year ?? year + 100)
  return Array.from({ length: Math.max(1, last - first + 1) }, (_, i) => first + i)
}
