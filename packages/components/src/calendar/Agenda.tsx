import { fullDateText } from '../inputs/localeDates.ts'
import { days } from '../inputs/MonthGrid.tsx'
import { useLabels } from '../labels/Localized.tsx'
import { EmptyState } from '../slds/EmptyState.tsx'
import { eventsOn } from './calendarEvents.ts'
import { EventBox } from './EventBox.tsx'
import type { CalendarViewProps } from './MonthView.tsx'

/// So many days an agenda looks ahead.
export const AGENDA_DAYS = 30

/// The days that have events, one below the other.
export function Agenda({
  state,
  apiName,
  events,
  date,
  today,
  locale,
  canMove,
  count = AGENDA_DAYS,
  ...on
}: CalendarViewProps & { count?: number }) {
  const labels = useLabels()
  const filled = days(date, count).flatMap(day => {
    const inside = eventsOn(events, day)
    return inside.length > 0 ? [{ day, inside }] : []
  })
  if (filled.length === 0) return <EmptyState iconName="utility:event" title={labels.noEvents(count)} />
  return (
    <ul className="millrace-agenda">
      {filled.map(({ day, inside }) => (
        <li key={day.epochDay} data-day={day.toString()}>
          <h3 className={day.epochDay === today.epochDay ? 'is-today' : ''}>{fullDateText(day, locale)}</h3>
          <ul>
            {inside.map(event => (
              <li key={event.key}>
                <EventBox
                  state={state}
                  apiName={apiName}
                  event={event}
                  isLarge
                  canMove={canMove}
                  onClick={on.onItemClick}
                  onMove={(moved, key) =>
                    on.onItemMove(moved, { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 }[key], 0)
                  }
                />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}
