import type { ComponentState } from '@millrace/runtime'
import type { DateValue } from '@millrace/values'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { addMonths, fullDateText, monthText, startOfWeek, weekdayText } from '../inputs/localeDates.ts'
import { days } from '../inputs/MonthGrid.tsx'
import { type CalendarEvent, eventsOn } from './calendarEvents.ts'
import { EventBox, type MoveKey } from './EventBox.tsx'

export interface CalendarViewProps {
  state: ComponentState
  apiName: string
  events: readonly CalendarEvent[]
  /// The day in focus.
  date: DateValue
  today: DateValue
  locale: string
  canMove: boolean
  onDate: (date: DateValue) => void
  /// A day, or a minute of it, was clicked.
  onDateClick: (date: DateValue, minute?: number) => void
  onOpenDay: (date: DateValue) => void
  onItemClick: (event: CalendarEvent) => void
  onItemMove: (event: CalendarEvent, days: number, minutes: number) => void
}

const MOST = 3

/// Six weeks of days. Arrow keys go from day to day, Page Up and Page Down from month to month; Enter clicks the day, and
/// Tab goes into its events.
export function MonthView({ state, apiName, events, date, today, locale, canMove, ...on }: CalendarViewProps) {
  const labels = useLabels()
  const grid = useRef<HTMLTableElement>(null)
  const hasFocus = useRef(false)
  useEffect(() => {
    if (hasFocus.current) grid.current?.querySelector<HTMLElement>('td[tabindex="0"]')?.focus()
    hasFocus.current = false
  }, [date])
  const first = startOfWeek(date.addDays(1 - date.day), locale)
  const go = (next: DateValue) => {
    hasFocus.current = true
    on.onDate(next)
  }
  const press = (event: KeyboardEvent) => {
    if (!(event.target instanceof HTMLTableCellElement)) return
    const forward = getComputedStyle(event.currentTarget).direction === 'rtl' ? -1 : 1
    const step = { ArrowLeft: -forward, ArrowRight: forward, ArrowUp: -7, ArrowDown: 7 }[event.key]
    const months = { PageUp: -1, PageDown: 1 }[event.key]
    if (step !== undefined) go(date.addDays(step))
    else if (months !== undefined) go(addMonths(date, months))
    else if (event.key === 'Home') go(startOfWeek(date, locale))
    else if (event.key === 'End') go(startOfWeek(date, locale).addDays(6))
    else if (event.key === 'Enter' || event.key === ' ') on.onDateClick(date)
    else return
    event.preventDefault()
  }
  const move = (event: CalendarEvent, key: MoveKey) =>
    on.onItemMove(event, { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[key], 0)
  return (
    // A table is what the ARIA pattern makes a grid of.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role
    <table ref={grid} role="grid" aria-label={monthText(date, locale)} className="millrace-month" onKeyDown={press}>
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
              const inside = eventsOn(events, day)
              const isFocused = day.epochDay === date.epochDay
              const isToday = day.epochDay === today.epochDay
              const look = `${day.month === date.month ? '' : 'is-adjacent'} ${isToday ? 'is-today' : ''}`
              return (
                <td
                  key={day.epochDay}
                  tabIndex={isFocused ? 0 : -1}
                  aria-selected={isFocused}
                  aria-current={isToday ? 'date' : undefined}
                  data-day={day.toString()}
                  className={look}
                  onClick={() => {
                    on.onDate(day)
                    on.onDateClick(day)
                  }}
                  onDragOver={dragged => canMove && dragged.preventDefault()}
                  onDrop={dropped => {
                    dropped.preventDefault()
                    const event = events.find(({ key }) => key === dropped.dataTransfer.getData('text/plain'))
                    if (event) on.onItemMove(event, day.epochDay - event.firstDay.epochDay, 0)
                  }}
                >
                  <span className="slds-assistive-text">
                    {fullDateText(day, locale)}, {inside.length === 1 ? '1 event' : `${inside.length} events`}
                  </span>
                  <span className="millrace-day-number" aria-hidden="true">
                    {day.day}
                  </span>
                  {inside.slice(0, inside.length > MOST ? MOST - 1 : MOST).map(event => (
                    <EventBox
                      key={event.key}
                      state={state}
                      apiName={apiName}
                      event={event}
                      tabIndex={isFocused ? 0 : -1}
                      canMove={canMove}
                      onClick={on.onItemClick}
                      onMove={move}
                    />
                  ))}
                  {inside.length > MOST && (
                    <button
                      type="button"
                      tabIndex={isFocused ? 0 : -1}
                      className="slds-button_reset slds-text-link millrace-more"
                      onClick={clicked => {
                        clicked.stopPropagation()
                        on.onOpenDay(day)
                      }}
                    >
                      {labels.plusMore(inside.length - MOST + 1)}
                    </button>
                  )}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
