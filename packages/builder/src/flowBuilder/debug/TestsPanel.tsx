import { ApiFailure, Badge, Button, ScopedNotification, Spinner, useJson } from '@millrace/components'
import { useState } from 'react'
import { NotLoaded } from '../../setup/SetupPage.tsx'
import type { ElementMark } from '../canvas/FlowCanvas.tsx'
import { END } from '../canvas/layout.ts'
import { useFlowEdit } from '../editContext.ts'
import { flowUrl } from '../flowAnswers.ts'
import { sendJson } from '../sending.ts'

interface TestResult {
  readonly path: string
  readonly state: 'passed' | 'failed' | 'skipped'
  readonly message: string
  readonly seconds: number
}

/// The scenarios and flow tests of the flow: run together, with what they reach painted on the canvas.
export default function TestsPanel({ onMarks }: { onMarks(marks: ReadonlyMap<string, ElementMark>): void }) {
  const { flow, open } = useFlowEdit()
  const list = useJson<{ tests: readonly { path: string }[] }>(flowUrl(flow.apiName, '/tests'), 0)
  const [isRunning, setRunning] = useState(false)
  const [results, setResults] = useState<readonly TestResult[]>([])
  const [missed, setMissed] = useState<readonly string[] | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const run = async () => {
    setRunning(true)
    setFailure(null)
    try {
      const done = await sendJson<{ results: readonly TestResult[]; reached: readonly string[] }>(
        'POST',
        flowUrl(flow.apiName, '/tests/run'),
        {},
      )
      setResults(done.results)
      const marks = new Map<string, ElementMark>(
        flow.elements.map(({ name }) => [name, done.reached.includes(name) ? 'visited' : 'missed']),
      )
      if (done.reached.length > 0) marks.set(END, 'visited')
      onMarks(marks)
      setMissed(flow.elements.flatMap(({ name }) => (done.reached.includes(name) ? [] : [name])))
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      setFailure(error.message)
    } finally {
      setRunning(false)
    }
  }
  const resultOf = (path: string) => results.find(result => result.path === path)
  return (
    <>
      <div className="millrace-panel-head">
        <h2>Tests</h2>
      </div>
      {list.status === 'loading' && <Spinner label="Loading the tests" />}
      {list.status === 'error' && <NotLoaded what="The tests" failure={list.failure} />}
      {list.status === 'ready' && list.data.tests.length === 0 && (
        <p>This flow has no tests yet. Debug it and choose "Save as Scenario Test".</p>
      )}
      {list.status === 'ready' && list.data.tests.length > 0 && (
        <>
          <Button label="Run All" variant="brand" iconName="utility:play" busy={isRunning} onClick={() => void run()} />
          <p className="slds-text-color_weak">
            Tests run the version in the project's folder, on a database of their own.
          </p>
          <ul>
            {list.data.tests.map(({ path }) => {
              const result = resultOf(path)
              return (
                <li key={path} className="slds-m-top_x-small">
                  {result && (
                    <Badge
                      label={result.state}
                      variant={result.state === 'passed' ? 'success' : result.state === 'failed' ? 'error' : 'default'}
                    />
                  )}{' '}
                  {path}
                  {result?.message && <pre className="millrace-json">{result.message}</pre>}
                </li>
              )
            })}
          </ul>
        </>
      )}
      {failure && <ScopedNotification variant="error">{failure}</ScopedNotification>}
      {missed && (
        <p className="slds-m-top_small">
          {flow.elements.length - missed.length} of {flow.elements.length} elements were reached.{' '}
          {missed.map(name => (
            <Button key={name} label={name} variant="base" onClick={() => open(name)} />
          ))}
        </p>
      )}
    </>
  )
}
