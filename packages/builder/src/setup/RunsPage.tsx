import {
  ApiFailure,
  Button,
  Card,
  EmptyState,
  getJson,
  Link,
  type PageRouteProps,
  Select,
  useJson,
} from '@millrace/components'
import { useState } from 'react'
import type { FlowListItem } from '../flowBuilder/flowAnswers.ts'
import type { RunSummary } from './answers.ts'
import { FlowFigures } from './FlowFigures.tsx'
import { duration, moment } from './moments.ts'
import { RunPage } from './RunPage.tsx'
import { Loading, NotLoaded, SetupPage } from './SetupPage.tsx'
import { StateBadge, stateName } from './StateBadge.tsx'
import { useUserNames, useUsers } from './useUserNames.ts'
import { Awaits, WaitingActions } from './WaitingRun.tsx'

/// What ran, what is running and what waits; with a run's id behind the path, that run.
export default function RunsPage(props: PageRouteProps) {
  return props.rest ? <RunPage key={props.rest} {...props} /> : <RunList {...props} />
}

const states = ['running', 'waiting', 'finished', 'failed', 'cancelled', 'timed out'] as const

const HOUR = 3_600_000
const spans = [
  { value: '', label: 'At any time' },
  { value: String(HOUR), label: 'In the last hour' },
  { value: String(24 * HOUR), label: 'In the last 24 hours' },
  { value: String(7 * 24 * HOUR), label: 'In the last 7 days' },
]

interface RunsAnswer {
  readonly runs: readonly RunSummary[]
  readonly next: string | null
}

function RunList({ session, version, showToast }: PageRouteProps) {
  const [reloads, setReloads] = useState(0)
  const reload = () => setReloads(count => count + 1)
  const [flow, setFlow] = useState(() => new URLSearchParams(window.location.search).get('flow') ?? '')
  const [state, setState] = useState(() => new URLSearchParams(window.location.search).get('state') ?? '')
  const [user, setUser] = useState('')
  const users = useUsers()
  const [span, setSpan] = useState<{ ms: string; from: string }>({ ms: '', from: '' })
  const flows = useJson<{ flows: readonly FlowListItem[] }>('/millrace/v1/flows', version + reloads)
  const query = new URLSearchParams({
    limit: '100',
    ...(flow && { flow }),
    ...(state && { state }),
    ...(user && { user }),
    ...(span.from && { from: span.from }),
  })
  const path = `/millrace/v1/runs?${query}`
  const answer = useJson<RunsAnswer>(path, version + reloads)
  const older = useOlderRuns(path, version + reloads)
  const flowNames = flows.status === 'ready' ? flows.data.flows.map(({ apiName }) => apiName) : [flow].filter(Boolean)
  const shownFlow = flows.status === 'ready' ? flows.data.flows.find(({ apiName }) => apiName === flow) : undefined
  const runs = answer.status === 'ready' ? [...answer.data.runs, ...older.runs] : []
  const next = answer.status === 'ready' ? older.next(answer.data.next) : null
  const changeSpan = (ms: string) => setSpan({ ms, from: ms && new Date(Date.now() - Number(ms)).toISOString() })

  return (
    <SetupPage title="Flow Runs" actions={<Button label="Refresh" iconName="utility:refresh" onClick={reload} />}>
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
          <Select
            label="User"
            value={user}
            onChange={setUser}
            options={[{ value: '', label: 'All users' }, ...users.map(({ Id, Name }) => ({ value: Id, label: Name }))]}
          />
          <Select label="Started" value={span.ms} onChange={changeSpan} options={spans} />
        </div>
      </Card>
      {shownFlow && <FlowFigures flow={shownFlow} version={version + reloads} />}
      <Card padded={false}>
        {answer.status === 'loading' && <Loading what="the runs" />}
        {answer.status === 'error' && <NotLoaded what="The runs" failure={answer.failure} />}
        {answer.status === 'ready' && runs.length === 0 && (
          <EmptyState iconName="utility:clock" title="No runs to show.">
            Each run of a flow is kept here, also one that failed.
          </EmptyState>
        )}
        {runs.length > 0 && (
          <RunTable
            runs={runs}
            locale={session.locale}
            timeZone={session.timeZone}
            showToast={showToast}
            onChange={reload}
          />
        )}
        {next !== null && (
          <div className="slds-p-around_medium slds-text-align_center">
            <Button label="Show More" busy={older.isBusy} onClick={() => void older.load(next)} />
          </div>
        )}
        {older.failure && <NotLoaded what="More runs" failure={older.failure} />}
      </Card>
    </SetupPage>
  )
}

/// The pages behind the first of [path]; a new [version] starts again.
function useOlderRuns(path: string, version: number) {
  const key = `${path} ${version}`
  const [pages, setPages] = useState<{ key: string; runs: readonly RunSummary[]; next: string | null }>()
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<ApiFailure | null>(null)
  const known = pages?.key === key ? pages : null
  return {
    isBusy,
    failure,
    runs: known?.runs ?? [],
    next: (first: string | null): string | null => (known ? known.next : first),
    async load(after: string): Promise<void> {
      setBusy(true)
      setFailure(null)
      try {
        const page = await getJson<RunsAnswer>(`${path}&after=${encodeURIComponent(after)}`)
        setPages({ key, runs: [...(known?.runs ?? []), ...page.runs], next: page.next })
      } catch (error) {
        if (!(error instanceof ApiFailure)) throw error
        setFailure(error)
      }
      setBusy(false)
    },
  }
}

interface RunTableProps {
  runs: readonly RunSummary[]
  locale: string
  timeZone: string
  showToast: PageRouteProps['showToast']
  onChange: () => void
}

function RunTable({ runs, locale, timeZone, showToast, onChange }: RunTableProps) {
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
            <th scope="col">Fault, or what it waits for</th>
            <th scope="col">
              <span className="slds-assistive-text">Actions</span>
            </th>
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
              <td data-label="Fault, or what it waits for" className="slds-cell-wrap">
                {run.fault?.message}
                <Awaits awaits={run.awaits} locale={locale} timeZone={timeZone} />
              </td>
              <td className="slds-text-align_right">
                {run.state === 'waiting' && <WaitingActions run={run} showToast={showToast} onChange={onChange} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
