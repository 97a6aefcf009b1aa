import type { ComponentHost } from '@millrace/runtime'
import { DateTimeValue } from '@millrace/values'
import { useCallback, useEffect, useState } from 'react'
import { useLabels } from '../../labels/Localized.tsx'
import { Button } from '../../slds/Button.tsx'
import { ButtonIcon } from '../../slds/ButtonIcon.tsx'
import { EmptyState } from '../../slds/EmptyState.tsx'
import { Modal } from '../../slds/Modal.tsx'
import { getJson, send } from '../api.ts'
import { usePageLabels } from '../labels/pageLabels.ts'
import { openPath } from '../location.ts'
import { pathOf } from '../pagePath.ts'
import './shell.css'

interface Notification {
  readonly id: string
  readonly title: string | null
  readonly body: string | null
  readonly targetId: string | null
  /// A PageReference, as JSON.
  readonly targetPageRef: string | null
  readonly createdAt: string
  readonly isRead: boolean
}

/// The bell: what flows told the user by custom notifications, and how many of them are not read yet. New ones come by
/// themselves.
export default function NotificationBell({ host }: { host: ComponentHost }) {
  const { notifications: title } = useLabels()
  const labels = usePageLabels(host.locale)
  const [notifications, setNotifications] = useState<readonly Notification[]>([])
  const [isOpen, setOpen] = useState(false)
  const load = useCallback(
    () =>
      getJson<{ notifications: readonly Notification[] }>('/millrace/v1/notifications?limit=50').then(
        answer => setNotifications(answer.notifications),
        // A server that is away has nothing new to tell.
        () => undefined,
      ),
    [],
  )
  useEffect(() => {
    void load()
    return host.watchRecords?.(['CustomNotification'], () => void load())
  }, [host, load])
  const unread = notifications.filter(({ isRead }) => !isRead)
  const markRead = async (some: readonly Notification[]) => {
    const headers = { 'Content-Type': 'application/json' }
    const body = JSON.stringify({ ids: some.map(({ id }) => id) })
    await send('/millrace/v1/notifications/read', { method: 'POST', headers, body }).catch(() => undefined)
    await load()
  }
  const open = (one: Notification) => {
    setOpen(false)
    if (!one.isRead) void markRead([one])
    const path = targetOf(one)
    if (path) openPath(path)
  }
  const name = unread.length > 0 ? `${title} (${unread.length} ${labels.unread})` : title
  return (
    <span className="millrace-bell">
      <ButtonIcon
        iconName="utility:notification"
        assistiveText={name}
        variant="container"
        onClick={() => setOpen(true)}
      />
      {unread.length > 0 && (
        <span className="millrace-bell-count" aria-hidden="true">
          {unread.length > 99 ? '99+' : unread.length}
        </span>
      )}
      {isOpen && (
        <Modal
          title={title}
          size="small"
          onClose={() => setOpen(false)}
          footer={unread.length > 0 && <Button label={labels.markAllRead} onClick={() => void markRead(unread)} />}
        >
          {notifications.length === 0 && <EmptyState iconName="utility:notification" title={labels.noNotifications} />}
          <ul className="millrace-notifications">
            {notifications.map(one => (
              <li key={one.id} className={one.isRead ? undefined : 'is-unread'}>
                <button type="button" className="slds-button_reset" onClick={() => open(one)}>
                  {!one.isRead && <span className="slds-assistive-text">{labels.unread}: </span>}
                  {one.title && <strong>{one.title}</strong>}
                  <span>{one.body}</span>
                  <span className="slds-text-body_small slds-text-color_weak">{momentText(one.createdAt, host)}</span>
                </button>
              </li>
            ))}
          </ul>
        </Modal>
      )}
    </span>
  )
}

function momentText(text: string, { locale, timeZone }: ComponentHost): string {
  const options = { dateStyle: 'medium', timeStyle: 'short', timeZone } as const
  const ms = DateTimeValue.parse(text)?.ms
  return ms === undefined ? '' : new Intl.DateTimeFormat(locale.replaceAll('_', '-'), options).format(ms)
}

/// Where a notification leads: to its record, or to the page that it names.
function targetOf({ targetId, targetPageRef }: Notification): string | undefined {
  if (targetId && /^[A-Za-z0-9]{15,18}$/.test(targetId)) return `/lightning/r/${targetId}/view`
  try {
    const { type = '', attributes = {} } = JSON.parse(targetPageRef ?? '') as PageReference
    const { recordId, objectApiName, apiName, url } = attributes
    if (type === 'standard__recordPage' && recordId) return pathOf({ type: 'recordPage', recordId, actionName: 'view' })
    if (type === 'standard__objectPage' && objectApiName)
      return pathOf({ type: 'objectPage', objectApiName, actionName: 'list' })
    if (type === 'standard__navItemPage' && apiName) return pathOf({ type: 'page', pageApiName: apiName })
    return type === 'standard__webPage' && url?.startsWith('/') && !url.startsWith('//') ? url : undefined
  } catch {
    return undefined
  }
}

interface PageReference {
  readonly type?: string
  readonly attributes?: Readonly<Record<string, string | undefined>>
}
