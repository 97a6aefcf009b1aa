import { type ComponentState, fieldValue, settingsList } from '@millrace/runtime'
import { DateTimeValue, DateValue, isNum, RecordValue, type Value } from '@millrace/values'
import { useContext, useId, useState } from 'react'
import { dateText, monthText, timeText } from '../inputs/localeDates.ts'
import { useLabels } from '../labels/Localized.tsx'
import type { Formats } from '../dataTable/cellText.ts'
import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { FormatsContext } from '../renderer/FormatsContext.ts'
import { settingText } from '../renderer/settingText.ts'
import { useComponent } from '../renderer/useComponent.ts'
import { useTexts } from '../renderer/useTexts.ts'
import { Button } from '../slds/Button.tsx'
import { Card } from '../slds/Card.tsx'
import { Icon, IconDrawing } from '../slds/Icon.tsx'
import { Menu } from '../slds/Menu.tsx'
import { RecordsOrReason } from './RecordsOrReason.tsx'

export function Timeline({ state, component }: ComponentProps) {
  const { apiName } = component
  const text = useTexts(state, apiName)
  const title = text('title')
  return (
    <Card title={title} iconName={text('iconName') || undefined}>
      <RecordsOrReason state={state} apiName={apiName} what={title || apiName} emptyMessage={text('emptyMessage')}>
        {records => <Groups state={state} apiName={apiName} records={records} />}
      </RecordsOrReason>
    </Card>
  )
}

interface Entry {
  readonly record: RecordValue
  readonly at: DateValue | DateTimeValue | null
}

interface GroupsProps {
  state: ComponentState
  apiName: string
  records: readonly Value[]
}

function Groups({ state, apiName, records }: GroupsProps) {
  const formats = useContext(FormatsContext)
  const labels = useLabels()
  const text = useTexts(state, apiName)
  const most = state.attribute(apiName, 'maxItems')
  const [shownCount, setShownCount] = useState(isNum(most) ? Math.max(1, Number(most)) : 10)
  const entries = sorted(records, text('dateField'), text('direction') === 'asc' ? 1 : -1)
  const shown = entries.slice(0, shownCount)
  const groups = grouped(shown, text('groupBy'), formats, labels.noDate)
  return (
    <>
      {groups.map(({ name, entries: inside }) => (
        <section key={name} aria-label={name || undefined}>
          {name && <h3 className="slds-theme_shade millrace-section-title">{name}</h3>}
          <ul className="slds-timeline">
            {inside.map(entry => (
              <TimelineItem key={entry.record.id} state={state} apiName={apiName} entry={entry} formats={formats} />
            ))}
          </ul>
        </section>
      ))}
      {entries.length > shown.length && (
        <div className="slds-align_absolute-center slds-p-top_small">
          <Button
            label={labels.showMore(entries.length - shown.length)}
            onClick={() => setShownCount(shownCount + Math.max(10, shown.length))}
          />
        </div>
      )}
    </>
  )
}

interface TimelineItemProps {
  state: ComponentState
  apiName: string
  entry: Entry
  formats: Formats
}

function TimelineItem({ state, apiName, entry, formats }: TimelineItemProps) {
  const { record, at } = entry
  const own = state.item(apiName, record, record.id ?? '')
  useComponent(own, apiName)
  const labels = useLabels()
  const text = useTexts(own, apiName)
  const [isOpen, setOpen] = useState(false)
  const detailsId = useId()
  const [label, description, details] = [text('itemLabel'), text('itemDescription'), text('itemDetails')]
  const iconName = text('itemIconName') || 'standard:task'
  const actions = settingsList(state.attribute(apiName, 'actions'))
  const isClickable = state.attribute(apiName, 'clickable') === true
  const click = () => {
    state.setAttribute(apiName, 'ClickedItem', record)
    void own.trigger(apiName, 'itemClick', { row: record })
  }
  const act = (targetName: string) => {
    state.setAttribute(apiName, 'ClickedItem', record)
    void own.trigger(apiName, 'actionClick', { row: record, targetName })
  }
  return (
    <li>
      <div className={`slds-timeline__item_expandable millrace-timeline-item ${isOpen ? 'slds-is-open' : ''}`}>
        <div className="slds-media">
          <div className="slds-media__figure">
            {details ? (
              <button
                type="button"
                className="slds-button slds-button_icon"
                aria-expanded={isOpen}
                aria-controls={detailsId}
                title={`${isOpen ? labels.hide : labels.show}: ${label}`}
                onClick={() => setOpen(!isOpen)}
              >
                <IconDrawing name="utility:switch" className="slds-button__icon slds-timeline__details-action-icon" />
                <span className="slds-assistive-text">
                  {isOpen ? labels.hide : labels.show}: {label}
                </span>
              </button>
            ) : (
              <span className="millrace-timeline-space" />
            )}
            <Icon name={iconName} size="small" className="slds-timeline__icon" />
          </div>
          <div className="slds-media__body">
            <div className="slds-grid slds-grid_align-spread slds-timeline__trigger millrace-timeline-head">
              {isClickable ? (
                <button type="button" className="slds-button_reset slds-text-link millrace-item-label" onClick={click}>
                  {label}
                </button>
              ) : (
                <p className="millrace-item-label">{label}</p>
              )}
              <span className="slds-timeline__actions_inline millrace-timeline-side">
                <span className="slds-timeline__date">{at && momentText(at, formats)}</span>
                {actions.length > 0 && (
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
                    onSelect={act}
                  />
                )}
              </span>
            </div>
            {description && <p className="millrace-text">{description}</p>}
            {details && (
              <div id={detailsId} hidden={!isOpen} className="slds-box slds-theme_shade slds-m-top_x-small">
                <p className="millrace-error-text">{details}</p>
              </div>
            )}
          </div>
        </div>
      </div>
    </li>
  )
}

function sorted(records: readonly Value[], field: string, sign: 1 | -1): Entry[] {
  const entries = records.flatMap(record =>
    record instanceof RecordValue ? [{ record, at: momentOf(fieldValue(record, field)) }] : [],
  )
  return entries.sort((a, b) => {
    // What has no date stands last.
    if (!a.at || !b.at) return Number(!a.at) - Number(!b.at)
    return sign * (msOf(a.at) - msOf(b.at))
  })
}

const momentOf = (value: Value): DateValue | DateTimeValue | null =>
  value instanceof DateValue || value instanceof DateTimeValue ? value : null

const msOf = (at: DateValue | DateTimeValue): number => (at instanceof DateValue ? at.epochDay * 86_400_000 : at.ms)

const dayOf = (at: DateValue | DateTimeValue, timeZone: string): DateValue =>
  at instanceof DateValue ? at : at.dateIn(timeZone)

function momentText(at: DateValue | DateTimeValue, { locale, timeZone }: Formats): string {
  const day = dateText(dayOf(at, timeZone), locale)
  return at instanceof DateValue ? day : `${day}, ${timeText(at.timeIn(timeZone), locale)}`
}

function grouped(
  entries: readonly Entry[],
  by: string,
  formats: Formats,
  noDate: string,
): { name: string; entries: Entry[] }[] {
  const groups: { name: string; entries: Entry[] }[] = []
  for (const entry of entries) {
    const name = entry.at
      ? groupName(dayOf(entry.at, formats.timeZone), by, formats.locale)
      : by === 'none'
        ? ''
        : noDate
    const last = groups.at(-1)
    if (last?.name === name) last.entries.push(entry)
    else groups.push({ name, entries: [entry] })
  }
  return groups
}

function groupName(day: DateValue, by: string, locale: string): string {
  if (by === 'day') return dateText(day, locale)
  if (by === 'month') return monthText(day, locale)
  return by === 'year' ? String(day.year) : ''
}
