import { asValue, type ComponentState, optionsNamed } from '@millrace/runtime'
import { DateValue, isNum, TimeValue, type Value } from '@millrace/values'
import { useContext, useState } from 'react'
import { Agenda, AGENDA_DAYS } from '../calendar/Agenda.tsx'
import { type CalendarEvent, calendarEvents, moved } from '../calendar/calendarEvents.ts'
import { MonthView } from '../calendar/MonthView.tsx'
import { TimeGrid } from '../calendar/TimeGrid.tsx'
import { useLabels } from '../labels/Localized.tsx'
import { todayIn } from '../inputs/DateEditor.tsx'
import {
  addMonths,
  dateText,
  fullDateText,
  instantOf,
  monthText,
  startOfWeek,
  timeText,
} from '../inputs/localeDates.ts'
import { days } from '../inputs/MonthGrid.tsx'
import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { FormatsContext } from '../renderer/FormatsContext.ts'
import { useTexts } from '../renderer/useTexts.ts'
import { Button } from '../slds/Button.tsx'
import { ButtonIcon } from '../slds/ButtonIcon.tsx'
import { Card } from '../slds/Card.tsx'
import { RecordsOrReason } from './RecordsOrReason.tsx'

export function Calendar({ state, component }: ComponentProps) {
  const { apiName } = component
  const text = useTexts(state, apiName)
  const title = text('title')
  const held = asValue(state.attribute(apiName, 'records'))
  const records = Array.isArray(held) ? held : []
  const query = state.queryOf(apiName)
  const isWaiting = query?.status === 'loading' || (query?.status === 'error' && records.length === 0)
  return (
    <Card title={title} iconName={text('iconName') || undefined}>
      {isWaiting ? (
        <RecordsOrReason state={state} apiName={apiName} what={title || apiName} emptyMessage="">
          {() => null}
        </RecordsOrReason>
      ) : (
        // An empty calendar is still one.
        <Views state={state} apiName={apiName} records={records} />
      )}
    </Card>
  )
}

type View = 'month' | 'week' | 'day' | 'agenda'

interface ViewsProps {
  state: ComponentState
  apiName: string
  records: readonly Value[]
}

function Views({ state, apiName, records }: ViewsProps) {
  const { locale, timeZone } = useContext(FormatsContext)
  const [said, setSaid] = useState('')
  const labels = useLabels()
  const today = todayIn(timeZone)
  const view = viewNamed(state.attribute(apiName, 'view')) ?? 'month'
  const chosen = asValue(state.attribute(apiName, 'selectedDate'))
  const date = chosen instanceof DateValue ? chosen : today
  const canMove = state.attribute(apiName, 'allowMove') === true
  const events = calendarEvents(state, apiName, records, timeZone)
  const offered = optionsNamed(asValue(state.attribute(apiName, 'views'))).flatMap(
    ({ value }) => viewNamed(value) ?? [],
  )
  const hour = (name: string, otherwise: number) => {
    const value = state.attribute(apiName, name)
    return isNum(value) ? Math.min(24, Math.max(0, Math.floor(Number(value)))) : otherwise
  }

  const show = (nextView: View, nextDate: DateValue) => {
    state.setAttribute(apiName, 'view', nextView)
    state.setAttribute(apiName, 'selectedDate', nextDate)
    const shown = shownDays(nextView, nextDate, locale)
    if (nextView === view && shown[0]!.epochDay === shownDays(view, date, locale)[0]!.epochDay) return
    const detail = { view: nextView, firstDate: shown[0]!, lastDate: shown.at(-1)! }
    void state.trigger(apiName, 'viewChange', { detail })
  }
  const step = (by: 1 | -1) => {
    if (view === 'month') show(view, addMonths(date, by))
    else show(view, date.addDays(by * { week: 7, day: 1, agenda: AGENDA_DAYS }[view]))
  }
  const click = (event: CalendarEvent) => {
    state.setAttribute(apiName, 'ClickedItem', event.record)
    void state.trigger(apiName, 'itemClick', { row: event.record })
  }
  const clickDate = (day: DateValue, minute = 0) => {
    const start = instantOf(day, new TimeValue(minute * 60_000), timeZone)
    void state.trigger(apiName, 'dateClick', { detail: { date: day, start } })
  }
  const move = (event: CalendarEvent, byDays: number, byMinutes: number) => {
    if (!canMove || (byDays === 0 && byMinutes === 0)) return
    const detail = moved(event, byDays, byMinutes, timeZone)
    const time = event.isAllDay ? '' : ` ${timeText(detail.start.timeIn(timeZone), locale)}`
    setSaid(labels.movedTo(`${fullDateText(detail.startDate, locale)}${time}`))
    void state.trigger(apiName, 'itemMove', { row: event.record, detail })
  }
  const props = {
    state,
    apiName,
    events,
    date,
    today,
    locale,
    canMove,
    onDate: (day: DateValue) => show(view, day),
    onDateClick: clickDate,
    onOpenDay: (day: DateValue) => show('day', day),
    onItemClick: click,
    onItemMove: move,
  }
  return (
    <div className="millrace-calendar">
      <div className="millrace-calendar-head">
        <div className="millrace-button-row">
          <Button label={labels.today} onClick={() => show(view, today)} />
          <ButtonIcon
            iconName="utility:chevronleft"
            assistiveText={labels.previous}
            variant="border"
            onClick={() => step(-1)}
          />
          <ButtonIcon
            iconName="utility:chevronright"
            assistiveText={labels.next}
            variant="border"
            onClick={() => step(1)}
          />
        </div>
        <h3 className="slds-text-heading_small" aria-live="polite">
          {heading(view, date, locale)}
        </h3>
        {offered.length > 1 && (
          <div className="slds-button-group" role="group" aria-label={labels.view}>
            {offered.map(name => (
              <button
                key={name}
                type="button"
                className={`slds-button slds-button_${name === view ? 'brand' : 'neutral'}`}
                aria-pressed={name === view}
                onClick={() => show(name, date)}
              >
                {labels[name]}
              </button>
            ))}
          </div>
        )}
      </div>
      <p id={`${apiName}-move`} className="slds-assistive-text">
        {labels.moveWithArrows}
      </p>
      <div className="slds-assistive-text" role="status">
        {said}
      </div>
      {view === 'month' && (
        <>
          <MonthView {...props} />
          {/* On a phone, where the month has no room for words. */}
          <div className="millrace-month-day">
            <Agenda {...props} count={1} />
          </div>
        </>
      )}
      {(view === 'week' || view === 'day') && (
        <TimeGrid
          {...props}
          shown={shownDays(view, date, locale)}
          firstHour={hour('firstHour', 7)}
          lastHour={Math.max(hour('lastHour', 20), hour('firstHour', 7) + 4)}
        />
      )}
      {view === 'agenda' && <Agenda {...props} />}
    </div>
  )
}

const viewNamed = (name: unknown): View | undefined =>
  (['month', 'week', 'day', 'agenda'] as const).find(view => view === name)

/// The days that a view shows.
function shownDays(view: View, date: DateValue, locale: string): DateValue[] {
  if (view === 'month') return days(startOfWeek(date.addDays(1 - date.day), locale), 42)
  if (view === 'week') return days(startOfWeek(date, locale), 7)
  return days(date, view === 'day' ? 1 : AGENDA_DAYS)
}

function heading(view: View, date: DateValue, locale: string): string {
  if (view === 'month') return monthText(date, locale)
  if (view === 'day') return fullDateText(date, locale)
  const shown = shownDays(view, date, locale)
  return `${dateText(shown[0]!, locale)} – ${dateText(shown.at(-1)!, locale)}`
}
