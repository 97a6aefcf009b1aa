import { Button, Card, EmptyState, Link, type PageRouteProps, Select, useJson } from '@millrace/components'
import { useState } from 'react'
import type { FlowAnswer, RunSummary } from './answers.ts'
import { duration, moment } from './moments.ts'
import { RunPage } from './RunPage.tsx'
import { Loading, NotLoaded, SetupPage } from './SetupPage.tsx'
import { StateBadge, stateName } from './StateBadge.tsx'
import { useUserNames } from './useUserNames.ts'

/// What ran and what is running; with a run's id behind the path, that run.
export default function RunsPage(props: PageRouteProps) {
  return props.rest ? <RunPage key={props.rest} {...props} /> : <RunList {...props} />
}

const states = ['running', 'finished', 'failed', 'cancelled', 'timed out'] as const

function RunList({ session, version }: PageRouteProps) {
  const [reloads, setReloads] = useState(0)
  const [flow, setFlow] = useState(() => new URLSearchParams(window.location.search).get('flow') ?? '')
  const [state, setState] = useState('')
  const flows = useJson<{ flows: readonly FlowAnswer[] }>('/millrace/v1/flows', version)
  const path = `/millrace/v1/runs?limit=200${flow && `&flow=${encodeURIComponent(flow)}`}`
  const answer = useJson<{ runs: readonly RunSummary[] }>(path, version + reloads)
  const flowNames = flows.status === 'ready' ? flows.data.flows.map(({ apiName }) => apiName) : [flow].filter(Boolean)
  const runs = answer.status === 'ready' ? answer.data.runs.filter(run => !state || run.state === state) : []

  return (
    <SetupPage
      title="Flow Runs"
      actions={<Button label="Refresh" iconName="utility:refresh" onClick={() => setReloads(reloads + 1)} />}
    >
      <Card padded={false}>
        <div className="millrace-filters">
          <Select
            label="Flow"
            value={flow}
            onChange={setFlow}
            options={[{ value: '', label: 'All flows' }, ...flowNames.map(name => ({ value: name, label: name }))]}
          />
          <Select
            label="State"
            value={state}
            onChange={setState}
            options={[
              { value: '', label: 'All states' },
              ...states.map(name => ({ value: name, label: stateName(name) })),
            ]}
          />
        </div>
        {answer.status === 'loading' && <Loading what="the runs" />}
        {answer.status === 'error' && <NotLoaded what="The runs" failure={answer.failure} />}
        {answer.status === 'ready' && runs.length === 0 && (
          <EmptyState iconName="utility:clock" title="No runs to show.">
            Each run of a flow is kept here, also one that failed.
          </EmptyState>
        )}
        {runs.length > 0 && <RunTable runs={runs} locale={session.locale} timeZone={session.timeZone} />}
      </Card>
    </SetupPage>
  )
}

interface RunTableProps {
  runs: readonly RunSummary[]
  locale: string
  timeZone: string
}

function RunTable({ runs, locale, timeZone }: RunTableProps) {
  const userName = useUserNames()
  return (
    <div className="millrace-wide">
      <table
        className="slds-table slds-table_bordered slds-table_cell-buffer slds-max-medium-table_stacked-horizontal"
        aria-label="Flow runs"
      >
        <thead>
          <tr>
            <th scope="col">Started</th>
            <th scope="col">Flow</th>
            <th scope="col">User</th>
            <th scope="col">State</th>
            <th scope="col">Duration</th>
            <th scope="col">Fault</th>
          </tr>
        </thead>
        <tbody>
          {runs.map(run => (
            <tr key={run.id}>
              <th scope="row" data-label="Started">
                {run.state === 'running' ? (
                  moment(run.startedAt, locale, timeZone)
                ) : (
                  <Link href={`/setup/runs/${run.id}`}>{moment(run.startedAt, locale, timeZone)}</Link>
                )}
              </th>
              <td data-label="Flow">{run.flow}</td>
              <td data-label="User">{userName(run.user)}</td>
              <td data-label="State">
                <StateBadge state={run.state} />
              </td>
              <td data-label="Duration">{duration(run.durationMs)}</td>
              <td data-label="Fault" className="slds-cell-wrap">
                {run.fault?.message}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
