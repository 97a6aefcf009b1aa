import { Button, LazyFlowPlayer, type PageRouteProps, ScopedNotification, Spinner, useJson } from '@millrace/components'
import { type Flow, parseFlow } from '@millrace/metadata'
import type { ComponentHost } from '@millrace/runtime'
import type { Json } from '@millrace/values'
import { useEffect, useMemo, useState } from 'react'
import { NotLoaded } from '../../setup/SetupPage.tsx'
import { flowUrl, type OpenFlowFile } from '../flowAnswers.ts'
import './screenEditor.css'

/// Runs the screen flow whose name is behind the path as the version `?version=N` was saved, active or not. Other words
/// behind the question mark are its inputs: `&recordId=003…`.
///
/// Source: Salesforce Help, "Set Flow Input Variables with the Flow URL".
export default function RunFlowPage({ rest: apiName, host }: PageRouteProps) {
  const asked = useMemo(() => new URLSearchParams(window.location.search), [])
  const version = asked.get('version')
  const file = useJson<OpenFlowFile>(flowUrl(apiName, version ? `?version=${version}` : ''), 0)
  useEffect(() => {
    document.title = `${apiName} | Run Flow`
  }, [apiName])
  if (file.status === 'loading') return <Spinner label="Loading the flow" />
  if (file.status === 'error') return <NotLoaded what="The flow" failure={file.failure} />
  const { flow } = parseFlow(file.data.current.text, file.data.file)
  if (!flow) return <ScopedNotification variant="error">{apiName} cannot be read.</ScopedNotification>
  return <Run flow={flow} number={file.data.current.number} asked={asked} host={host} />
}

interface RunProps {
  readonly flow: Flow
  readonly number: number
  readonly asked: URLSearchParams
  readonly host: ComponentHost
}

type End =
  | { readonly kind: 'finished'; readonly runId: string; readonly outputs: Readonly<Record<string, Json>> }
  | { readonly kind: 'paused'; readonly runId: string }
  | { readonly kind: 'failed'; readonly runId?: string; readonly message: string }

function Run({ flow, number, asked, host }: RunProps) {
  const [end, setEnd] = useState<End | null>(null)
  const [count, setCount] = useState(0)
  const versioned = useMemo(() => hostOfVersion(host, flow.apiName, number), [host, flow, number])
  const inputs = useMemo(() => inputsOf(flow, asked), [flow, asked])
  return (
    <div className="slds-card screen-run">
      <header className="slds-p-around_medium">
        <h1 className="slds-text-heading_medium">{flow.label}</h1>
        <p className="slds-text-color_weak">Version {number}. What it changes stays.</p>
      </header>
      <div className="slds-p-around_medium">
        {end ? (
          <>
            <EndNote end={end} />
            <Button
              label="Run Again"
              onClick={() => {
                setEnd(null)
                setCount(count + 1)
              }}
            />
          </>
        ) : (
          <LazyFlowPlayer
            key={count}
            host={versioned}
            flow={flow.apiName}
            inputs={inputs}
            onFinished={({ runId, outputs }) => setEnd({ kind: 'finished', runId, outputs })}
            onPaused={({ runId }) => setEnd({ kind: 'paused', runId })}
            onError={({ message, runId }) => setEnd({ kind: 'failed', message, ...(runId && { runId }) })}
          />
        )}
      </div>
    </div>
  )
}

function EndNote({ end }: { end: End }) {
  const trace = end.runId && <a href={`/setup/runs/${encodeURIComponent(end.runId)}`}>Look at the run</a>
  if (end.kind === 'failed')
    return (
      <ScopedNotification variant="error">
        {end.message} {trace}
      </ScopedNotification>
    )
  const outputs = end.kind === 'finished' ? Object.entries(end.outputs) : []
  return (
    <>
      <ScopedNotification variant="success">
        {end.kind === 'finished' ? 'The flow has finished.' : 'The flow is paused.'} {trace}
      </ScopedNotification>
      <dl className="slds-m-vertical_small">
        {outputs.map(([name, value]) => (
          <div key={name}>
            <dt className="slds-text-color_weak">{name}</dt>
            <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

/// Starts the flow in this version; what follows is an interview like any other.
function hostOfVersion(host: ComponentHost, apiName: string, number: number): ComponentHost {
  return {
    ...host,
    fetch(path, request) {
      if (path !== '/millrace/v1/interviews' || request?.method !== 'POST') return host.fetch(path, request)
      const { inputs, formFactor } = JSON.parse(request.body ?? '{}') as Readonly<Record<string, Json>>
      const body = JSON.stringify({ inputs, formFactor })
      return host.fetch(flowUrl(apiName, `/versions/${number}/interviews`), { ...request, body })
    },
  }
}

function inputsOf(flow: Flow, asked: URLSearchParams): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    flow.variables.flatMap(({ name, isInput, isCollection, dataType }) => {
      const texts = asked.getAll(name)
      if (!isInput || texts.length === 0) return []
      const values = texts.map(text => typed(text, dataType))
      return [[name, isCollection ? values : values[0]!]]
    }),
  )
}

function typed(text: string, dataType: string): Json {
  if (dataType === 'Number' || dataType === 'Currency') return Number(text)
  return dataType === 'Boolean' ? text === 'true' : text
}
