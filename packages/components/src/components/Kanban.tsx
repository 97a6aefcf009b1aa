import {
  aggregateNamed,
  aggregateOf,
  asValue,
  type ComponentState,
  describedObject,
  fieldValue,
  type ObjectDescription,
  type Option,
  optionsNamed,
  settingsList,
  updateRecord,
} from '@millrace/runtime'
import { ApexValue, RecordValue, type Value } from '@millrace/values'
import { type DragEvent, type KeyboardEvent, useContext, useEffect, useRef, useState } from 'react'
import type { Formats } from '../dataTable/cellText.ts'
import { fieldText } from '../inputs/FieldOutput.tsx'
import { numberText } from '../inputs/localeNumbers.ts'
import { useLabels } from '../labels/Localized.tsx'
import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { FormatsContext } from '../renderer/FormatsContext.ts'
import { HostContext } from '../renderer/HostContext.ts'
import { settingText } from '../renderer/settingText.ts'
import { useComponent } from '../renderer/useComponent.ts'
import { useTexts } from '../renderer/useTexts.ts'
import { Card } from '../slds/Card.tsx'
import { Icon } from '../slds/Icon.tsx'
import { Menu } from '../slds/Menu.tsx'
import { RecordsOrReason } from './RecordsOrReason.tsx'

export function Kanban({ state, component }: ComponentProps) {
  const { apiName } = component
  const text = useTexts(state, apiName)
  const title = text('title')
  return (
    <Card title={title} iconName={text('iconName') || undefined} padded={false}>
      <RecordsOrReason state={state} apiName={apiName} what={title || apiName} emptyMessage={text('emptyMessage')}>
        {records => <Board state={state} apiName={apiName} records={records} />}
      </RecordsOrReason>
    </Card>
  )
}

/// A card that is being moved with the keyboard: which one, and over which column.
interface Held {
  readonly id: string
  readonly column: string
}

interface BoardProps {
  state: ComponentState
  apiName: string
  records: readonly Value[]
}

function Board({ state, apiName, records }: BoardProps) {
  const labels = useLabels()
  const host = useContext(HostContext)
  const formats = useContext(FormatsContext)
  const text = useTexts(state, apiName)
  const board = useRef<HTMLDivElement>(null)
  const [held, setHeld] = useState<Held>()
  const [over, setOver] = useState<string>()
  const [said, setSaid] = useState('')
  const field = text('groupBy')
  const cards = records.filter(record => record instanceof RecordValue)
  const object = useObject(cards[0]?.objectName)
  const columns = columnsOf(state, apiName, object, field, cards)
  const moved = movedItems(state, apiName)
  const columnOf = (record: RecordValue): string => {
    const value = moved.get(record.id ?? '') ?? fieldValue(record, field)
    return typeof value === 'string' ? value : ''
  }
  const canMove = state.attribute(apiName, 'allowMove') === true
  const labelOf = (value: string) => columns.find(column => column.value === value)?.label ?? value

  const hold = (id: string, value: string | undefined) => {
    const next = new Map(movedItems(state, apiName))
    if (value === undefined) next.delete(id)
    else next.set(id, value)
    state.setAttribute(apiName, 'MovedItems', Object.fromEntries(next))
  }
  const move = async (record: RecordValue, value: string) => {
    const { id } = record
    const previousValue = columnOf(record)
    if (id === null || value === previousValue || !host) return
    hold(id, value)
    setSaid(labels.movedTo(labelOf(value)))
    const changed = record.copy()
    changed.set(field, value)
    const isSaved = state.attribute(apiName, 'saveMoves') === true
    try {
      if (isSaved) await updateRecord(host, record.objectName, id, new Map([[field, value]]))
    } catch (error) {
      hold(id, undefined)
      const message = error instanceof Error ? error.message : String(error)
      setSaid(labels.backIn(labelOf(previousValue), message))
      return host.showToast({ title: labels.cardNotMoved, message, variant: 'error', mode: 'sticky' })
    }
    await state.trigger(apiName, 'change', { row: changed, detail: { value, previousValue } })
    // What the records now say is shown: a move that nobody saved goes back. A query that fails says so itself.
    if (isSaved && state.queryOf(apiName)) await state.refreshAllQueries().catch(() => {})
    if (state.queryOf(apiName)) hold(id, undefined)
  }

  const press = (event: KeyboardEvent, record: RecordValue) => {
    const { id } = record
    if (id === null || event.target !== event.currentTarget) return
    const { key } = event
    const forward = getComputedStyle(event.currentTarget).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
    const step = key === forward ? 1 : key === 'ArrowLeft' || key === 'ArrowRight' ? -1 : 0
    if (held?.id === id && step !== 0) {
      const at = columns.findIndex(({ value }) => value === held.column)
      const next = columns[at + step]
      if (next) setHeld({ id, column: next.value })
      if (next) setSaid(labels.overColumn(next.label))
    } else if (held?.id === id && (key === ' ' || key === 'Enter')) {
      setHeld(undefined)
      void move(record, held.column).then(() => focusCard(board.current, id))
    } else if (held?.id === id && (key === 'Escape' || key === 'Tab')) {
      setHeld(undefined)
      setSaid(labels.notMoved)
      if (key === 'Tab') return
    } else if (key === ' ' && canMove) {
      setHeld({ id, column: columnOf(record) })
      setSaid(labels.pickedUp(cardLabel(event.currentTarget), labelOf(columnOf(record))))
    } else if (key === 'Enter') click(record)
    else if (!moveFocus(board.current, event.currentTarget, key, step)) return
    event.preventDefault()
  }
  const click = (record: RecordValue) => {
    state.setAttribute(apiName, 'ClickedItem', record)
    void state.trigger(apiName, 'itemClick', { row: record })
  }
  const drop = (event: DragEvent, column: string) => {
    event.preventDefault()
    setOver(undefined)
    const id = event.dataTransfer.getData('text/plain')
    const record = cards.find(card => card.id === id)
    if (record) void move(record, column)
  }

  // One card is reached with Tab, the others with arrow keys.
  const first = columns.flatMap(({ value }) => cards.filter(card => columnOf(card) === value))[0]
  return (
    <div ref={board} className="millrace-kanban">
      <p id={`${apiName}-keys`} className="slds-assistive-text">
        {canMove ? labels.cardKeysMove : labels.cardKeys}
      </p>
      <div className="slds-assistive-text" role="status">
        {said}
      </div>
      {columns.map(column => {
        const inside = cards.filter(card => columnOf(card) === column.value)
        const isOver = over === column.value || held?.column === column.value
        return (
          // Dropping is for the pointer; the cards have keys.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
          <section
            key={column.value}
            aria-label={column.label}
            data-column={column.value}
            className={`millrace-kanban-column ${isOver ? 'is-over' : ''}`}
            onDragOver={event => {
              if (!canMove) return
              event.preventDefault()
              if (over !== column.value) setOver(column.value)
            }}
            onDragLeave={event => {
              if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(undefined)
            }}
            onDrop={event => drop(event, column.value)}
          >
            <header className="millrace-kanban-header">
              <h3 className="slds-truncate" title={column.label}>
                {column.label}
              </h3>
              <Summary state={state} apiName={apiName} records={inside} object={object} formats={formats} />
            </header>
            <ul className="millrace-kanban-cards" aria-label={column.label}>
              {inside.map(record => {
                return (
                  <KanbanCard
                    key={record.id}
                    state={state}
                    apiName={apiName}
                    record={record}
                    object={object}
                    formats={formats}
                    tabIndex={record === first ? 0 : -1}
                    canMove={canMove}
                    isHeld={held?.id === record.id}
                    onPress={event => press(event, record)}
                    onClick={() => click(record)}
                  />
                )
              })}
            </ul>
          </section>
        )
      })}
    </div>
  )
}

interface KanbanCardProps {
  state: ComponentState
  apiName: string
  record: RecordValue
  object: ObjectDescription | undefined
  formats: Formats
  tabIndex: number
  canMove: boolean
  isHeld: boolean
  onPress: (event: KeyboardEvent) => void
  onClick: () => void
}

function KanbanCard({ state, apiName, record, object, formats, ...card }: KanbanCardProps) {
  const own = state.item(apiName, record, record.id ?? '')
  useComponent(own, apiName)
  const labels = useLabels()
  const text = useTexts(own, apiName)
  const [label, description, iconName] = [text('itemLabel'), text('itemDescription'), text('itemIconName')]
  const listed = asValue(state.attribute(apiName, 'cardFields'))
  const names = Array.isArray(listed) ? listed.filter(name => typeof name === 'string') : []
  const actions = settingsList(state.attribute(apiName, 'actions'))
  return (
    // A card is picked up as a whole; what one can do with it is told by its keys.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-noninteractive-tabindex
    <li
      tabIndex={card.tabIndex}
      data-card={record.id}
      data-label={label}
      aria-describedby={`${apiName}-keys`}
      className={`millrace-kanban-card ${card.isHeld ? 'is-held' : ''} ${card.canMove ? 'is-movable' : ''}`}
      draggable={card.canMove}
      onDragStart={event => {
        event.dataTransfer.setData('text/plain', record.id ?? '')
        event.dataTransfer.effectAllowed = 'move'
      }}
      onKeyDown={card.onPress}
      onClick={card.onClick}
    >
      <div className="millrace-kanban-title">
        {iconName && <Icon name={iconName} size="x-small" />}
        <p className="millrace-item-label">{label}</p>
        {actions.length > 0 && (
          // The menu is not the card: what is pressed there must not reach it.
          // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events
          <span onClick={event => event.stopPropagation()}>
            <Menu
              button={{
                iconName: 'utility:down',
                assistiveText: labels.actionsFor(label),
                variant: 'border-filled',
                size: 'x-small',
              }}
              items={actions.map(action => ({
                name: settingText(action, 'name'),
                label: settingText(action, 'label'),
                iconName: settingText(action, 'iconName') || undefined,
                disabled: action['disabled'] === true,
              }))}
              onSelect={targetName => void own.trigger(apiName, 'actionClick', { row: record, targetName })}
            />
          </span>
        )}
      </div>
      {description && <p className="slds-text-body_small slds-text-color_weak">{description}</p>}
      {names.map(name => {
        const field = object?.fields.find(candidate => candidate.name === name)
        const value = field && fieldText(field, fieldValue(record, name), formats)
        return (
          field &&
          value && (
            <p key={name} className="slds-text-body_small slds-truncate" title={`${field.label}: ${value}`}>
              {value}
            </p>
          )
        )
      })}
    </li>
  )
}

interface SummaryProps {
  state: ComponentState
  apiName: string
  records: readonly RecordValue[]
  object: ObjectDescription | undefined
  formats: Formats
}

function Summary({ state, apiName, records, object, formats }: SummaryProps) {
  const kind = state.attribute(apiName, 'summarize')
  const aggregate = aggregateNamed(kind)
  const name = state.attribute(apiName, 'summaryField')
  if (!aggregate) return null
  const field = object?.fields.find(candidate => candidate.name === name)
  const total = aggregate !== 'count' && typeof name === 'string' ? aggregateOf(records, aggregate, name) : null
  const { locale, currency } = formats
  return (
    <span className="millrace-kanban-summary">
      {total !== null && (field ? fieldText(field, total, formats) : numberText(total, { locale, currency }))}{' '}
      <span className="slds-badge">
        {records.length}
        <span className="slds-assistive-text"> {records.length === 1 ? 'card' : 'cards'}</span>
      </span>
    </span>
  )
}

/// The object of the records, once the server has said what it is.
function useObject(name: string | undefined): ObjectDescription | undefined {
  const host = useContext(HostContext)
  const [object, setObject] = useState<ObjectDescription>()
  useEffect(() => {
    if (!host || !name) return
    let isWanted = true
    void describedObject(host, name).then(found => isWanted && setObject(found))
    return () => {
      isWanted = false
    }
  }, [host, name])
  return object?.name === name ? object : undefined
}

/// The columns asked for, else the picklist's values; then those that records have besides.
function columnsOf(
  state: ComponentState,
  apiName: string,
  object: ObjectDescription | undefined,
  field: string,
  cards: readonly RecordValue[],
): readonly Option[] {
  const asked = optionsNamed(asValue(state.attribute(apiName, 'columns')))
  if (asked.length > 0) return asked
  const values = object?.fields.find(({ name }) => name.toLowerCase() === field.toLowerCase())?.picklistValues ?? []
  const known = new Set(values.map(({ value }) => value))
  const others = new Set(
    cards.map(card => fieldValue(card, field)).filter(value => value === null || !known.has(String(value))),
  )
  return [
    ...values.map(({ value, label }) => ({ value, label })),
    ...[...others].map(value => ({ value: String(value ?? ''), label: String(value ?? '') || '(blank)' })),
  ]
}

function movedItems(state: ComponentState, apiName: string): ReadonlyMap<string, Value> {
  const held = asValue(state.attribute(apiName, 'MovedItems'))
  return held instanceof ApexValue ? held.fields : new Map()
}

const cardLabel = (card: EventTarget & Element): string => card.getAttribute('data-label') ?? ''

function focusCard(board: HTMLElement | null, id: string): void {
  board?.querySelector<HTMLElement>(`[data-card="${id}"]`)?.focus()
}

/// Up and down in a column, left and right to the card at the same height. False when there is none.
function moveFocus(board: HTMLElement | null, card: Element, key: string, step: number): boolean {
  const column = card.closest('[data-column]')
  const inside = [...(column?.querySelectorAll<HTMLElement>('[data-card]') ?? [])]
  const at = inside.indexOf(card as HTMLElement)
  const vertical = { ArrowDown: 1, ArrowUp: -1 }[key]
  if (vertical) {
    inside[at + vertical]?.focus()
    return inside[at + vertical] !== undefined
  }
  if (step === 0) return false
  const columns = [...(board?.querySelectorAll('[data-column]') ?? [])]
  for (let i = columns.indexOf(column!) + step; columns[i]; i += step) {
    const cards = [...columns[i]!.querySelectorAll<HTMLElement>('[data-card]')]
    const beside = cards[Math.min(at, cards.length - 1)]
    if (beside) {
      beside.focus()
      return true
    }
  }
  return false
}
