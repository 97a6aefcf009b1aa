import { Badge, Button, Card, EmptyState, Link, type PageRouteProps, Select, useJson } from '@millrace/components'
import { useState } from 'react'
import type { OutboxMessage } from './answers.ts'
import { moment } from './moments.ts'
import { Loading, NotLoaded, SetupPage } from './SetupPage.tsx'
import { stateName } from './StateBadge.tsx'
import { useUserNames } from './useUserNames.ts'

/// What flows had for the world outside: e-mails, posts, notifications, whether they were sent or only recorded.
export default function OutboxPage({ session, version }: PageRouteProps) {
  const [reloads, setReloads] = useState(0)
  const [flow, setFlow] = useState('')
  const [state, setState] = useState('')
  const answer = useJson<{ messages: readonly OutboxMessage[] }>('/millrace/v1/outbox?limit=200', version + reloads)
  const messages = answer.status === 'ready' ? answer.data.messages : []
  const flows = [...new Set(messages.map(message => message.flow ?? ''))].filter(Boolean).toSorted()
  const shown = messages.filter(message => (!state || message.state === state) && (!flow || message.flow === flow))

  return (
    <SetupPage
      title="Outbox"
      actions={<Button label="Refresh" iconName="utility:refresh" onClick={() => setReloads(reloads + 1)} />}
    >
      <Card padded={false}>
        <div className="millrace-filters">
          <Select
            label="Flow"
            value={flow}
            onChange={setFlow}
            options={[{ value: '', label: 'All flows' }, ...flows.map(name => ({ value: name, label: name }))]}
          />
          <Select
            label="State"
            value={state}
            onChange={setState}
            options={[
              { value: '', label: 'All states' },
              ...['recorded', 'sent', 'failed'].map(name => ({ value: name, label: stateName(name) })),
            ]}
          />
        </div>
        {answer.status === 'loading' && <Loading what="the outbox" />}
        {answer.status === 'error' && <NotLoaded what="The outbox" failure={answer.failure} />}
        {answer.status === 'ready' && shown.length === 0 && (
          <EmptyState iconName="utility:email" title="No messages to show.">
            E-mails, posts and notifications of flows are kept here. Without an SMTP server, they are recorded and not
            sent.
          </EmptyState>
        )}
        {shown.length > 0 && <MessageTable messages={shown} locale={session.locale} timeZone={session.timeZone} />}
      </Card>
    </SetupPage>
  )
}

interface MessageTableProps {
  messages: readonly OutboxMessage[]
  locale: string
  timeZone: string
}

function MessageTable({ messages, locale, timeZone }: MessageTableProps) {
  const userName = useUserNames()
  return (
    <div className="millrace-wide">
      <table
        className="slds-table slds-table_bordered slds-table_cell-buffer slds-max-medium-table_stacked-horizontal"
        aria-label="Messages"
      >
        <thead>
          <tr>
            <th scope="col">Created</th>
            <th scope="col">Kind</th>
            <th scope="col">To</th>
            <th scope="col">Message</th>
            <th scope="col">Flow</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {messages.map(message => (
            <tr key={message.id}>
              <th scope="row" data-label="Created">
                {moment(message.createdAt, locale, timeZone)}
              </th>
              <td data-label="Kind">{kinds[message.kind] ?? message.kind}</td>
              <td data-label="To" className="slds-cell-wrap">
                {message.to.map(userName).join(', ')}
              </td>
              <td data-label="Message" className="slds-cell-wrap">
                <Text message={message} />
              </td>
              <td data-label="Flow">
                {message.run ? <Link href={`/setup/runs/${message.run}`}>{message.flow}</Link> : message.flow}
              </td>
              <td data-label="State" className="slds-cell-wrap">
                <Badge label={stateName(message.state)} variant={variants[message.state]} />
                {message.error && <p className="slds-text-body_small">{message.error}</p>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/// The subject in bold, and what of the text fits a row.
function Text({ message: { subject, body } }: { message: OutboxMessage }) {
  const text = body && body.length > LONGEST_TEXT ? `${body.slice(0, LONGEST_TEXT)}…` : body
  return (
    <>
      {subject && <strong>{subject}</strong>}
      {text && <p>{text}</p>}
    </>
  )
}

const LONGEST_TEXT = 300

const kinds: Readonly<Record<string, string>> = {
  email: 'E-mail',
  emailAlert: 'E-mail alert',
  chatterPost: 'Post',
  customNotification: 'Notification',
  approvalSubmission: 'Approval',
}

const variants = { recorded: 'default', sent: 'success', failed: 'error' } as const
