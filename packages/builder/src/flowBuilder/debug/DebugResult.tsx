import { ApiFailure, Button, type PageRouteProps, ScopedNotification } from '@millrace/components'
import type { Flow } from '@millrace/metadata'
import { FieldGroup } from '../../pickers/fields.tsx'
import { flowUrl } from '../flowAnswers.ts'
import { sendJson } from '../sending.ts'
import type { DebugAnswer, Usage } from './debugAnswers.ts'
import { type DebugStep, timesOf } from './debugSteps.ts'

interface ResultProps extends Pick<PageRouteProps, 'showToast'> {
  readonly answer: DebugAnswer
  readonly flow: Flow
  readonly inputs: Readonly<Record<string, unknown>>
  /// It can be run again from its inputs alone.
  readonly canBeTest: boolean
}

/// How a run ended.
export function Result({ answer, flow, inputs, canBeTest, showToast }: ResultProps) {
  const { state, fault, outputs, durationMs, isKept, recordFields } = answer
  const saveTest = async () => {
    try {
      const { path } = await sendJson<{ path: string }>('POST', flowUrl(flow.apiName, '/tests'), {
        inputs,
        outputs: fault ? null : outputs,
        fault: fault ? { element: fault.element, message: fault.message } : null,
      })
      showToast({ title: 'The run was saved as a test.', message: path, variant: 'success', mode: 'dismissible' })
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      showToast({ title: 'The test was not saved', message: error.message, variant: 'error', mode: 'sticky' })
    }
  }
  return (
    <FieldGroup title="Result">
      {fault ? (
        <ScopedNotification variant="error">
          <strong>{fault.message}</strong>
          {fault.element && ` At the element ${fault.element}.`} {fault.code}
        </ScopedNotification>
      ) : (
        <p>
          {stateWords[state] ?? state}
          {state === 'not started' ? '' : ` in ${durationMs} ms.`} {isKept === false && 'Nothing was changed.'}
          {isKept === true && 'The changes were kept.'}
        </p>
      )}
      {recordFields && Object.keys(recordFields).length > 0 && (
        <table className="slds-table slds-table_bordered millrace-debug-values" aria-label="Fields set on the record">
          <thead>
            <tr>
              <th scope="col">Field Set on the Record</th>
              <th scope="col">Value</th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(recordFields).map(([name, value]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{typeof value === 'string' ? value : JSON.stringify(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {canBeTest && <Button label="Save as Scenario Test" iconName="utility:save" onClick={() => void saveTest()} />}
    </FieldGroup>
  )
}

const stateWords: Readonly<Record<string, string>> = {
  finished: 'Finished',
  waiting: 'Waits. So far it ran',
  'not started': 'The record does not meet the entry conditions, so the flow was not started.',
}

const LIMITS = [
  { name: 'soqlQueries', label: 'SOQL queries', most: '100' },
  { name: 'queryRows', label: 'Query rows', most: '50,000' },
  { name: 'dmlStatements', label: 'DML statements', most: '150' },
  { name: 'dmlRows', label: 'DML rows', most: '10,000' },
]

/// What came out, which limits were used, and how long each element took.
export function Outcome({
  answer: { usage, transactions, outputs },
  steps,
}: {
  answer: DebugAnswer
  steps: readonly DebugStep[]
}) {
  const used: readonly Usage[] = transactions ?? (usage ? [usage] : [])
  const times = timesOf(steps)
  return (
    <>
      <FieldGroup title="Outputs">
        {/* A long text scrolls, so the keyboard must reach it. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <pre className="millrace-json" tabIndex={0} aria-label="Outputs">
          {JSON.stringify(outputs, null, 2)}
        </pre>
      </FieldGroup>
      {used.length > 0 && (
        <FieldGroup title="Limits">
          <table className="slds-table slds-table_bordered millrace-debug-values" aria-label="Limits">
            <thead>
              <tr>
                <th scope="col">Limit</th>
                {used.map((_, i) => (
                  <th key={i} scope="col">
                    {used.length === 1 ? 'Used' : `Transaction ${i + 1}`}
                  </th>
                ))}
                <th scope="col">Of</th>
              </tr>
            </thead>
            <tbody>
              {LIMITS.map(({ name, label, most }) => (
                <tr key={name}>
                  <th scope="row">{label}</th>
                  {used.map((usage, i) => (
                    <td key={i}>{usage[name] ?? 0}</td>
                  ))}
                  <td>{most}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </FieldGroup>
      )}
      {times.length > 0 && (
        <FieldGroup title="Time per Element">
          <table className="slds-table slds-table_bordered millrace-debug-values" aria-label="Time per element">
            <thead>
              <tr>
                <th scope="col">Element</th>
                <th scope="col">Times</th>
                <th scope="col">Milliseconds</th>
              </tr>
            </thead>
            <tbody>
              {times.map(({ element, count, ms }) => (
                <tr key={element}>
                  <th scope="row">{element}</th>
                  <td>{count}</td>
                  <td>{ms}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </FieldGroup>
      )}
    </>
  )
}
