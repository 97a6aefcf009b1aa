import { asValue, type ComponentState } from '@millrace/runtime'
import { type CSSProperties, type KeyboardEvent, useContext } from 'react'
import { timeText } from '../inputs/localeDates.ts'
import { FormatsContext } from '../renderer/FormatsContext.ts'
import { useComponent } from '../renderer/useComponent.ts'
import { useTexts } from '../renderer/useTexts.ts'
import type { CalendarEvent } from './calendarEvents.ts'

export interface EventBoxProps {
  state: ComponentState
  apiName: string
  event: CalendarEvent
  tabIndex?: number
  style?: CSSProperties
  /// With its description, where there is room.
  isLarge?: boolean
  canMove: boolean
  onClick: (event: CalendarEvent) => void
  /// Alt and an arrow key.
  onMove: (event: CalendarEvent, key: MoveKey) => void
}

export type MoveKey = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown'

/// An event in a calendar: a button that is also dragged.
export function EventBox({ state, apiName, event, tabIndex, style, isLarge, canMove, onClick, onMove }: EventBoxProps) {
  const own = state.item(apiName, event.record, event.key)
  useComponent(own, apiName)
  const text = useTexts(own, apiName)
  const { locale, timeZone } = useContext(FormatsContext)
  const [label, description] = [text('itemLabel'), text('itemDescription')]
  const color = colorOf(asValue(own.attribute(apiName, 'itemColor')))
  const time = event.isAllDay ? '' : timeText(event.start.timeIn(timeZone), locale)
  const press = (pressed: KeyboardEvent) => {
    const key = (['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'] as const).find(arrow => arrow === pressed.key)
    if (!key) return
    // Without Alt, arrows are the calendar's own.
    if (!pressed.altKey || !canMove) return
    pressed.preventDefault()
    pressed.stopPropagation()
    onMove(event, key)
  }
  return (
    <button
      type="button"
      className={`slds-button_reset millrace-event ${event.isAllDay ? 'is-all-day' : ''} ${isLarge ? 'is-large' : ''}`}
      style={{ ...style, ...(color ? { '--millrace-event-color': color } : {}) } as CSSProperties}
      tabIndex={tabIndex}
      title={[time, label, description].filter(Boolean).join(' · ')}
      data-event={event.key}
      draggable={canMove}
      aria-describedby={canMove ? `${apiName}-move` : undefined}
      onDragStart={dragged => {
        dragged.dataTransfer.setData('text/plain', event.key)
        dragged.dataTransfer.effectAllowed = 'move'
      }}
      onKeyDown={press}
      onClick={clicked => {
        clicked.stopPropagation()
        onClick(event)
      }}
    >
      {time && <span className="millrace-event-time">{time} </span>}
      <span className="millrace-event-label">{label}</span>
      {isLarge && description && <span className="millrace-event-description">{description}</span>}
    </button>
  )
}

/// A colour that is one: a word, or with #.
const colorOf = (value: unknown): string | undefined =>
  typeof value === 'string' && /^(#[0-9a-f]{3,8}|[a-z]+)$/i.test(value) ? value : undefined
