import {
  ApiFailure,
  Badge,
  Button,
  Card,
  EmptyState,
  Link,
  type PageRouteProps,
  postJson,
  useJson,
} from '@millrace/components'
import { useState } from 'react'
import type { DiagnosticAnswer, FlowAnswer } from './answers.ts'
import { Loading, NotLoaded, SetupPage } from './SetupPage.tsx'

/// The project's flows: what they are, what is wrong with them, and whether they are active.
export default function FlowsPage({ version, showToast }: PageRouteProps) {
  const [changes, setChanges] = useState(0)
  const answer = useJson<{ flows: readonly FlowAnswer[] }>('/millrace/v1/flows', version + changes)

  const setStatus = async (flow: FlowAnswer, status: 'Active' | 'Draft') => {
    try {
      await postJson(`/millrace/v1/flows/${encodeURIComponent(flow.apiName)}/status`, { status })
      const verb = status === 'Active' ? 'activated' : 'deactivated'
      showToast({ title: `"${flow.label}" was ${verb}.`, variant: 'success', mode: 'dismissible' })
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      showToast({ title: `"${flow.label}" was not changed`, message: error.message, variant: 'error', mode: 'sticky' })
    }
    setChanges(changes => changes + 1)
  }

  return (
    <SetupPage title="Flows">
      {answer.status === 'loading' && <Loading what="the flows" />}
      {answer.status === 'error' && <NotLoaded what="The flows" failure={answer.failure} />}
      {answer.status === 'ready' && <FlowTable flows={answer.data.flows} setStatus={setStatus} />}
    </SetupPage>
  )
}

interface FlowTableProps {
  flows: readonly FlowAnswer[]
  setStatus: (flow: FlowAnswer, status: 'Active' | 'Draft') => Promise<void>
}

function FlowTable({ flows, setStatus }: FlowTableProps) {
  return (
    <Card title="Flows of this project" iconName="standard:flow" caption={`${flows.length} in all`} padded={false}>
      {flows.length === 0 ? (
        <EmptyState title="This project has no flows yet.">
          A file under flows makes one, for example flows/Set_Status.flow-meta.xml.
        </EmptyState>
      ) : (
        <div className="millrace-wide">
          <table
            className="slds-table slds-table_bordered slds-table_cell-buffer slds-max-medium-table_stacked-horizontal"
            aria-label="Flows"
          >
            <thead>
              <tr>
                <th scope="col">Label</th>
                <th scope="col">API Name</th>
                <th scope="col">Type</th>
                <th scope="col">Status</th>
                <th scope="col">Problems</th>
                <th scope="col">
                  <span className="slds-assistive-text">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {flows.map(flow => (
                <FlowRow key={flow.apiName} flow={flow} setStatus={setStatus} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  )
}

function FlowRow({ flow, setStatus }: { flow: FlowAnswer; setStatus: FlowTableProps['setStatus'] }) {
  const [isBusy, setBusy] = useState(false)
  const isActive = flow.status === 'Active'
  const change = () => {
    setBusy(true)
    void setStatus(flow, isActive ? 'Draft' : 'Active').finally(() => setBusy(false))
  }
  return (
    <tr>
      <th scope="row" data-label="Label" className="slds-cell-wrap">
        {flow.label}
        {flow.reason && <p className="slds-text-body_small slds-text-color_weak">{flow.reason}</p>}
      </th>
      <td data-label="API Name">
        <Link href={`/setup/runs?flow=${encodeURIComponent(flow.apiName)}`} title={`Runs of ${flow.apiName}`}>
          {flow.apiName}
        </Link>
      </td>
      <td data-label="Type">{processTypes[flow.processType] ?? flow.processType}</td>
      <td data-label="Status">
        <Badge label={flow.status} variant={isActive ? 'success' : 'default'} />
      </td>
      <td data-label="Problems" className="slds-cell-wrap">
        <Diagnostics diagnostics={flow.diagnostics} />
      </td>
      <td className="slds-text-align_right">
        <Button label={isActive ? 'Deactivate' : 'Activate'} busy={isBusy} onClick={change} />
      </td>
    </tr>
  )
}

function Diagnostics({ diagnostics }: { diagnostics: readonly DiagnosticAnswer[] }) {
  if (diagnostics.length === 0) return 'None'
  return (
    <details>
      <summary>{counted(diagnostics)}</summary>
      <ul className="slds-list_dotted">
        {diagnostics.map(({ file, line, column, message }, index) => (
          <li key={index}>
            {message}{' '}
            <span className="slds-text-color_weak">
              {file}:{line}:{column}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}

function counted(diagnostics: readonly DiagnosticAnswer[]): string {
  const count = (severity: string, word: string) => {
    const number = diagnostics.filter(diagnostic => diagnostic.severity === severity).length
    return number === 0 ? [] : [`${number} ${word}${number === 1 ? '' : 's'}`]
  }
  return [...count('error', 'error'), ...count('warning', 'warning'), ...count('info', 'remark')].join(', ')
}

const processTypes: Readonly<Record<string, string>> = {
  AutoLaunchedFlow: 'Autolaunched flow',
  Flow: 'Screen flow',
}
