import { type ComponentHost, describedObject, fieldValue, recordsOfQuery, updateRecord } from '@millrace/runtime'
import { DateTimeValue, DateValue, mergeText, type RecordValue, zoneOffsetMs } from '@millrace/values'
import { useCallback, useEffect, useState } from 'react'
import { dateText } from '../../inputs/localeDates.ts'
import { Button } from '../../slds/Button.tsx'
import { Card } from '../../slds/Card.tsx'
import { Checkbox } from '../../slds/Checkbox.tsx'
import { Icon } from '../../slds/Icon.tsx'
import { ScopedNotification } from '../../slds/ScopedNotification.tsx'
import { Spinner } from '../../slds/Spinner.tsx'
import { RecordFormDialog } from '../shell/RecordFormDialog.tsx'
import type { PageLabels } from '../labels/en.ts'
import { usePageLabels } from '../labels/pageLabels.ts'
import { Link } from '../Link.tsx'
import '../shell/shell.css'

/// A task or an event of the page's record.
interface Activity {
  readonly id: string
  readonly objectApiName: 'Task' | 'Event'
  readonly subject: string
  readonly who: string
  readonly description: string
  /// As its user reads it; empty for none.
  readonly when: string
  /// For sorting; null for none.
  readonly at: number | null
  readonly isCall: boolean
  readonly isDone: boolean
  readonly isOverdue: boolean
}

interface NewActivity {
  readonly objectApiName: 'Task' | 'Event'
  readonly title: string
  readonly defaults: Readonly<Record<string, string>>
  readonly fields: readonly string[]
}

/// Activities: what is to be done about the record and what was, with its tasks and events; new ones, and calls to log.
export default function ActivityPanel({ host }: { host: ComponentHost }) {
  const labels = usePageLabels(host.locale)
  const [activities, setActivities] = useState<readonly Activity[] | string>()
  const [made, setMade] = useState<NewActivity>()
  const load = useCallback(() => readActivities(host), [host])
  const refresh = useCallback(
    () =>
      load().then(setActivities, (error: unknown) =>
        setActivities(error instanceof Error ? error.message : String(error)),
      ),
    [load],
  )
  useEffect(() => {
    void refresh()
    return host.watchRecords?.(['Task', 'Event'], () => void refresh())
  }, [host, refresh])
  const close = useCallback(
    (savedId?: string) => {
      setMade(undefined)
      if (savedId !== undefined) void refresh()
    },
    [refresh],
  )
  const finish = async ({ id }: Activity) => {
    try {
      await updateRecord(host, 'Task', id, new Map([['Status', 'Completed']]))
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      host.showToast({ title: labels.notDone, message, variant: 'error', mode: 'sticky' })
    }
    await refresh()
  }
  if (!host.recordId) return <ScopedNotification variant="info">{labels.needsRecord}</ScopedNotification>
  const known = typeof activities === 'object' ? activities : []
  return (
    <Card title={labels.activity} iconName="standard:timesheet_entry">
      <div className="millrace-button-row slds-m-bottom_small">
        {newActivities(host, labels).map(one => (
          <Button key={one.title} label={one.title} onClick={() => setMade(one)} />
        ))}
      </div>
      {activities === undefined && <Spinner label={labels.activity} size="small" />}
      {typeof activities === 'string' && <ScopedNotification variant="error">{activities}</ScopedNotification>}
      {typeof activities === 'object' && (
        <>
          <Activities
            title={labels.upcoming}
            emptyText={labels.noUpcoming}
            activities={known.filter(({ isDone }) => !isDone).toSorted((a, b) => order(a.at, b.at))}
            labels={labels}
            onFinish={one => void finish(one)}
          />
          <Activities
            title={labels.past}
            emptyText={labels.noPast}
            activities={known.filter(({ isDone }) => isDone).toSorted((a, b) => order(b.at, a.at))}
            labels={labels}
          />
        </>
      )}
      {made && <RecordFormDialog action="new" {...made} host={host} onClose={close} />}
    </Card>
  )
}

// What has no date stands last.
const order = (a: number | null, b: number | null): number =>
  a === null || b === null ? Number(a === null) - Number(b === null) : a - b

interface ActivitiesProps {
  title: string
  emptyText: string
  activities: readonly Activity[]
  labels: PageLabels
  onFinish?: (activity: Activity) => void
}

function Activities({ title, emptyText, activities, labels, onFinish }: ActivitiesProps) {
  return (
    <section aria-label={title}>
      <h3 className="slds-theme_shade millrace-section-title">{title}</h3>
      {activities.length === 0 && <p className="slds-text-color_weak slds-p-vertical_x-small">{emptyText}</p>}
      <ul className="slds-timeline">
        {activities.map(activity => (
          <li key={activity.id} className="slds-media millrace-activity">
            <div className="slds-media__figure">
              <Icon
                name={
                  activity.isCall
                    ? 'standard:log_a_call'
                    : activity.objectApiName === 'Event'
                      ? 'standard:event'
                      : 'standard:task'
                }
                size="small"
              />
            </div>
            <div className="slds-media__body">
              <div className="millrace-activity-head">
                {onFinish && activity.objectApiName === 'Task' && (
                  <Checkbox
                    label={labels.markDone(activity.subject)}
                    hideLabel
                    checked={false}
                    onChange={() => onFinish(activity)}
                  />
                )}
                <Link href={`/lightning/r/${activity.objectApiName}/${activity.id}/view`} className="slds-truncate">
                  {activity.subject}
                </Link>
                <span className={activity.isOverdue ? 'slds-text-color_error' : 'slds-text-color_weak'}>
                  {activity.when || labels.noDueDate}
                </span>
              </div>
              {activity.who && <p className="slds-text-body_small slds-text-color_weak">{activity.who}</p>}
              {activity.description && <p className="millrace-text millrace-activity-text">{activity.description}</p>}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

const PEOPLE = new Set(['Contact', 'Lead'])

const lookupOf = ({ objectApiName = '' }: ComponentHost): 'WhoId' | 'WhatId' =>
  PEOPLE.has(objectApiName) ? 'WhoId' : 'WhatId'

const ABOUT = ['WhoId', 'WhatId', 'Description']
const TASK_FIELDS = ['Subject', 'ActivityDate', 'Status', 'Priority', ...ABOUT]
const CALL_FIELDS = ['Subject', 'ActivityDate', ...ABOUT]
const EVENT_FIELDS = ['Subject', 'Location', 'StartDateTime', 'EndDateTime', ...ABOUT]

function newActivities(host: ComponentHost, labels: PageLabels): readonly NewActivity[] {
  const about = { [lookupOf(host)]: host.recordId ?? '' }
  const today = todayOf(host).toString()
  const call = { Subject: labels.callSubject, Status: 'Completed', TaskSubtype: 'Call', ActivityDate: today }
  return [
    { objectApiName: 'Task', title: labels.newTask, defaults: about, fields: TASK_FIELDS },
    { objectApiName: 'Task', title: labels.logACall, defaults: { ...about, ...call }, fields: CALL_FIELDS },
    { objectApiName: 'Event', title: labels.newEvent, defaults: about, fields: EVENT_FIELDS },
  ]
}

const todayOf = ({ now, timeZone }: ComponentHost): DateValue => new DateTimeValue(now()).dateIn(timeZone)

/// The latest of both objects that the user may see.
async function readActivities(host: ComponentHost): Promise<readonly Activity[]> {
  const read = async (objectApiName: 'Task' | 'Event', fields: string, by: string) => {
    if (!(await describedObject(host, objectApiName))) return []
    const { records } = await recordsOfQuery(
      host,
      `SELECT ${fields} FROM ${objectApiName} WHERE ${lookupOf(host)} = '${host.recordId?.replaceAll(/[^A-Za-z0-9]/g, '')}' ORDER BY ${by} DESC NULLS LAST LIMIT 50`,
    )
    return records
  }
  const [tasks, events] = await Promise.all([
    read('Task', 'Subject, Description, ActivityDate, Status, IsClosed, TaskSubtype, Owner.Name', 'ActivityDate'),
    read('Event', 'Subject, Description, StartDateTime, ActivityDate, EndDateTime, Owner.Name', 'StartDateTime'),
  ])
  return [...tasks.map(record => taskOf(record, host)), ...events.map(record => eventOf(record, host))]
}

function taskOf(record: RecordValue, host: ComponentHost): Activity {
  const date = fieldValue(record, 'ActivityDate')
  const isDone = fieldValue(record, 'IsClosed') === true || fieldValue(record, 'Status') === 'Completed'
  const day = date instanceof DateValue ? date : null
  return {
    ...told(record, host, 'Task'),
    when: day ? dateText(day, host.locale) : '',
    at: day && startOf(day, host),
    isCall: fieldValue(record, 'TaskSubtype') === 'Call',
    isDone,
    isOverdue: !isDone && day !== null && day.epochDay < todayOf(host).epochDay,
  }
}

function eventOf(record: RecordValue, host: ComponentHost): Activity {
  const [start, end, day] = ['StartDateTime', 'EndDateTime', 'ActivityDate'].map(name => fieldValue(record, name))
  const at = start instanceof DateTimeValue ? start.ms : day instanceof DateValue ? startOf(day, host) : null
  const until = end instanceof DateTimeValue ? end.ms : at
  const options = { dateStyle: 'medium', timeStyle: 'short', timeZone: host.timeZone } as const
  const format = new Intl.DateTimeFormat(host.locale.replaceAll('_', '-'), options)
  return {
    ...told(record, host, 'Event'),
    when: start instanceof DateTimeValue ? format.format(start.ms) : '',
    at,
    isCall: false,
    isDone: until !== null && until < host.now(),
    isOverdue: false,
  }
}

const startOf = (day: DateValue, { timeZone }: ComponentHost): number => {
  const ms = day.epochDay * 86_400_000
  return ms - zoneOffsetMs(timeZone, ms)
}

const told = (record: RecordValue, host: ComponentHost, objectApiName: 'Task' | 'Event') => {
  const text = (name: string) => mergeText(fieldValue(record, name), host)
  return {
    id: record.id ?? '',
    objectApiName,
    subject: text('Subject') || objectApiName,
    who: text('Owner.Name'),
    description: text('Description'),
  }
}
