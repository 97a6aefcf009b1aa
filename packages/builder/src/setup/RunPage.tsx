import {
  ApiFailure,
  Button,
  Card,
  openPath,
  type PageRouteProps,
  ScopedNotification,
  send,
  useJson,
} from '@millrace/components'
import { type ReactNode, useState } from 'react'
import type { RunAnswer, TraceEvent, TriggerAnswer } from './answers.ts'
import { duration, moment } from './moments.ts'
import { Loading, NotLoaded, SetupPage } from './SetupPage.tsx'
import { StateBadge } from './StateBadge.tsx'
import { traceLines } from './traceLines.ts'
import { useUserNames } from './useUserNames.ts'
import { Awaits, WaitingActions } from './WaitingRun.tsx'

/// One run: what went in, what happened, what came out.
export function RunPage({ rest, session, version, showToast }: PageRouteProps) {
  const [changes, setChanges] = useState(0)
  const answer = useJson<RunAnswer>(`/millrace/v1/runs/${encodeURIComponent(rest)}`, version + changes)
  const back = (
    <>
      {answer.status === 'ready' && answer.data.state === 'waiting' && (
        <WaitingActions run={answer.data} showToast={showToast} onChange={() => setChanges(count => count + 1)} />
      )}
      {answer.status === 'ready' && canRunAgain(answer.data) && <RunAgain run={answer.data} showToast={showToast} />}
      {answer.status === 'ready' && (
        <Button
          label="Open in Debugger"
          iconName="utility:bug"
          onClick={() =>
            openPath(`/setup/flows/${encodeURIComponent(answer.data.flow)}?run=${encodeURIComponent(rest)}`)
          }
        />
      )}
      <Button label="All Runs" iconName="utility:back" onClick={() => openPath('/setup/runs')} />
    </>
  )
  return (
    <SetupPage title={answer.status === 'ready' ? `Run of ${answer.data.flow}` : 'Run'} actions={back}>
      {answer.status === 'loading' && <Loading what="the run" />}
      {answer.status === 'error' && <NotLoaded what="The run" failure={answer.failure} />}
      {answer.status === 'ready' && <Run run={answer.data} locale={session.locale} timeZone={session.timeZone} />}
    </SetupPage>
  )
}

/// What was recorded as a secret is not known any more.
const canRunAgain = ({ inputs, state, trigger }: RunAnswer): boolean =>
  !trigger && Array.isArray(inputs) && state !== 'running' && !JSON.stringify(inputs).includes('••••••••')

/// Runs the flow as it is now with the inputs of [run], and shows the new run.
function RunAgain({ run, showToast }: { run: RunAnswer; showToast: PageRouteProps['showToast'] }) {
  const [isBusy, setBusy] = useState(false)
  const again = async () => {
    setBusy(true)
    try {
      const response = await send(`/services/data/v62.0/actions/custom/flow/${encodeURIComponent(run.flow)}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ inputs: run.inputs }),
      })
      const id = response.headers.get('millrace-run-id')
      if (id) return openPath(`/setup/runs/${id}`)
      const [first] = (await response.json()) as readonly { readonly message?: string }[]
      throw new ApiFailure(response.status, first?.message ?? `The server answered ${response.status}.`)
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      showToast({ title: `"${run.flow}" was not run again`, message: error.message, variant: 'error', mode: 'sticky' })
    }
    setBusy(false)
  }
  return <Button label="Run Again" iconName="utility:refresh" busy={isBusy} onClick={() => void again()} />
}

function Run({ run, locale, timeZone }: { run: RunAnswer; locale: string; timeZone: string }) {
  const userName = useUserNames()
  const { inputs, outputs, trace, usage, fault, awaits } = run
  const hasWaited = (trace ?? []).some(({ trace }) => trace.some(({ kind }) => kind === 'wait'))
  return (
    <>
      {fault && (
        <ScopedNotification variant="error">
          <p>
            <strong>{fault.message}</strong>
          </p>
          <p>
            {fault.element ? `At the element ${fault.element}. ` : ''}
            {fault.code}. {hasWaited ? 'What it did before it waited stays.' : 'No record was changed.'}
          </p>
        </ScopedNotification>
      )}
      {awaits.length > 0 && (
        <ScopedNotification variant="info">
          <Awaits awaits={awaits} locale={locale} timeZone={timeZone} />
        </ScopedNotification>
      )}
      <Card>
        <dl className="millrace-facts">
          <Fact name="State">
            <StateBadge state={run.state} />
          </Fact>
          <Fact name="User">{userName(run.user)}</Fact>
          {run.trigger && <Fact name="Started by">{startedBy(run.trigger)}</Fact>}
          {run.trigger && run.trigger.recordIds.length > 0 && (
            <Fact name="Records">{recordList(run.trigger.recordIds)}</Fact>
          )}
          <Fact name="Started">{moment(run.startedAt, locale, timeZone)}</Fact>
          <Fact name="Duration">{duration(run.durationMs)}</Fact>
          {usage && <Fact name="Queries">{`${usage['soqlQueries']} (${usage['queryRows']} rows)`}</Fact>}
          {usage && <Fact name="Changes">{`${usage['dmlStatements']} (${usage['dmlRows']} rows)`}</Fact>}
        </dl>
      </Card>
      {(trace ?? []).map(({ guid, trace }, index) => (
        <Card
          key={guid}
          title={(run.trace ?? []).length > 1 ? `What happened, interview ${index + 1}` : 'What happened'}
        >
          <Trace events={trace} />
        </Card>
      ))}
      <Json title="Inputs" value={inputs} />
      <Json title="Outputs" value={outputs} />
    </>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="slds-text-title slds-text-color_weak">{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Trace({ events }: { events: readonly TraceEvent[] }) {
  if (events.length === 0) return <p>Nothing was recorded.</p>
  return (
    <ol className="millrace-trace">
      {traceLines(events).map(({ text, isDetail, isFault, t }, index) => (
        <li key={index} className={`${isDetail ? 'is-detail' : ''} ${isFault ? 'slds-text-color_error' : ''}`}>
          {text} {t !== undefined && <span className="slds-text-color_weak">{duration(t)}</span>}
        </li>
      ))}
    </ol>
  )
}

function Json({ title, value }: { title: string; value: unknown }) {
  return (
    <Card title={title}>
      {/* A long text scrolls, so the keyboard must reach it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className="millrace-json" tabIndex={0} aria-label={title}>
        {value === null ? 'None' : JSON.stringify(value, null, 2)}
      </pre>
    </Card>
  )
}

/// `Contact, created: the path Two_Days_Later`
function startedBy({ type, object, operation, path }: TriggerAnswer): string {
  if (type === 'Scheduled') return object ? `Schedule, for ${object}` : 'Schedule'
  const what = operation ? `${object}, ${OPERATIONS[operation]}` : `${object}`
  return path === undefined ? what : `${what}: ${path ? `the path ${path}` : 'right after the commit'}`
}

const OPERATIONS = { create: 'created', update: 'updated', delete: 'deleted' } as const

/// The first ten, and how many there are besides.
const recordList = (ids: readonly string[]): string =>
  ids.slice(0, 10).join(', ') + (ids.length > 10 ? ` and ${ids.length - 10} more` : '')
