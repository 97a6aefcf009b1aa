import type { DateValue } from '@millrace/values'
import { type CSSProperties, type MouseEvent, type ReactNode, useEffect, useRef } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { fullDateText, hourText, weekdayText } from '../inputs/localeDates.ts'
import { type CalendarEvent, eventsOn } from './calendarEvents.ts'
import { EventBox, type MoveKey } from './EventBox.tsx'
import type { CalendarViewProps } from './MonthView.tsx'

export interface TimeGridProps extends CalendarViewProps {
  shown: readonly DateValue[]
  firstHour: number
  lastHour: number
}

/// So tall is an hour, in rem.
const HOUR = 3

/// Days beside each other, each with its hours from top to bottom.
export function TimeGrid({ state, apiName, events, shown, today, locale, canMove, ...on }: TimeGridProps) {
  const labels = useLabels()
  const scroller = useRef<HTMLDivElement>(null)
  const { firstHour, lastHour } = on
  const hours = Array.from({ length: 24 }, (_, hour) => hour)
  useEffect(() => {
    const place = scroller.current
    if (place) place.scrollTop = (place.scrollHeight / 24) * firstHour
  }, [firstHour])
  const move = (event: CalendarEvent, key: MoveKey) =>
    on.onItemMove(
      event,
      { ArrowLeft: -1, ArrowRight: 1, ArrowUp: 0, ArrowDown: 0 }[key],
      { ArrowLeft: 0, ArrowRight: 0, ArrowUp: -30, ArrowDown: 30 }[key],
    )
  const box = { state, apiName, canMove, onClick: on.onItemClick, onMove: move }
  const columns = { '--millrace-days': shown.length } as CSSProperties
  return (
    <div className="millrace-time-grid" style={columns}>
      <div className="millrace-time-head">
        <span />
        {shown.map(day => (
          <button
            key={day.epochDay}
            type="button"
            className={`slds-button_reset millrace-time-day ${day.epochDay === today.epochDay ? 'is-today' : ''}`}
            onClick={() => on.onOpenDay(day)}
          >
            <span className="slds-assistive-text">{fullDateText(day, locale)}</span>
            <span aria-hidden="true">
              {weekdayText(day, locale, 'short')} <strong>{day.day}</strong>
            </span>
          </button>
        ))}
      </div>
      <div className="millrace-time-head millrace-time-all-day">
        <span className="slds-text-body_small slds-text-color_weak">{labels.allDay}</span>
        {shown.map(day => (
          <div key={day.epochDay}>
            {eventsOn(events, day)
              .filter(({ isAllDay }) => isAllDay)
              .map(event => (
                <EventBox key={event.key} {...box} event={event} />
              ))}
          </div>
        ))}
      </div>
      <div
        ref={scroller}
        className="millrace-time-scroller"
        style={{ maxHeight: `${(lastHour - firstHour) * HOUR}rem` }}
        // It scrolls, so that the keyboard must reach it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="region"
        aria-label={labels.hours}
      >
        <div className="millrace-time-body" style={{ height: `${24 * HOUR}rem` }}>
          <div className="millrace-hours" aria-hidden="true">
            {hours.map(hour => (
              <span key={hour} style={{ top: `${hour * HOUR}rem` }}>
                {hour > 0 && hourText(hour, locale)}
              </span>
            ))}
          </div>
          {shown.map(day => (
            <Day
              key={day.epochDay}
              {...on}
              day={day}
              label={fullDateText(day, locale)}
              events={events}
              canMove={canMove}
            >
              {placed(
                eventsOn(events, day).filter(({ isAllDay }) => !isAllDay),
                day,
              ).map(({ event, style }) => (
                <EventBox key={event.key} {...box} event={event} style={style} isLarge />
              ))}
            </Day>
          ))}
        </div>
      </div>
    </div>
  )
}

interface DayProps extends Pick<CalendarViewProps, 'onDateClick' | 'onItemMove' | 'events' | 'canMove'> {
  day: DateValue
  label: string
  children: ReactNode
}

function Day({ day, label, events, canMove, children, onDateClick, onItemMove }: DayProps) {
  const minuteAt = (event: MouseEvent) => {
    const { top, height } = event.currentTarget.getBoundingClientRect()
    return Math.floor(((event.clientY - top) / height) * 48) * 30
  }
  return (
    // A click in the empty day is for the pointer; the month view has the same for the keyboard.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <section
      aria-label={label}
      className="millrace-time-column"
      data-day={day.toString()}
      onClick={event => onDateClick(day, minuteAt(event))}
      onDragOver={event => canMove && event.preventDefault()}
      onDrop={event => {
        event.preventDefault()
        const dropped = events.find(({ key }) => key === event.dataTransfer.getData('text/plain'))
        if (!dropped) return
        const minutes = dropped.isAllDay ? 0 : minuteAt(event) - Math.floor(dropped.startMinute / 30) * 30
        onItemMove(dropped, day.epochDay - dropped.firstDay.epochDay, minutes)
      }}
    >
      {children}
    </section>
  )
}

/// Where each event stands: from its start to its end, those at the same time beside each other.
function placed(events: readonly CalendarEvent[], day: DateValue): { event: CalendarEvent; style: CSSProperties }[] {
  const spans = events.map(event => {
    const from = event.firstDay.epochDay < day.epochDay ? 0 : event.startMinute
    const to = event.lastDay.epochDay > day.epochDay || event.endMinute === 0 ? 1440 : event.endMinute
    // Half an hour at least, so that it can be read.
    return { event, from, to: Math.max(to, from + 30) }
  })
  const lanes: number[] = []
  const laned = spans.map(span => {
    let lane = lanes.findIndex(end => end <= span.from)
    if (lane < 0) lane = lanes.length
    lanes[lane] = span.to
    return { ...span, lane }
  })
  return laned.map(({ event, from, to, lane }) => {
    const beside = laned.filter(other => other.from < to && from < other.to)
    const count = Math.max(...beside.map(other => other.lane)) + 1
    return {
      event,
      style: {
        top: `${(from / 60) * HOUR}rem`,
        height: `${((to - from) / 60) * HOUR}rem`,
        insetInlineStart: `${(lane / count) * 100}%`,
        width: `${100 / count}%`,
      },
    }
  })
}
