import '../builderIcons.ts'
import {
  ApiFailure,
  Badge,
  Button,
  ButtonIcon,
  Card,
  EmptyState,
  getJson,
  Link,
  Menu,
  openPath,
  type PageRouteProps,
  useJson,
} from '@millrace/components'
import type { Diagnostic } from '@millrace/metadata'
import { lazy, useState } from 'react'
import { type FlowListItem, flowUrl, typeLabel } from '../flowBuilder/flowAnswers.ts'
import { NewFlowDialog } from '../flowBuilder/NewFlowDialog.tsx'
import { sendJson } from '../flowBuilder/sending.ts'
import { duration, moment } from './moments.ts'
import { Loading, NotLoaded, SetupPage } from './SetupPage.tsx'

const FlowBuilder = lazy(() => import('../flowBuilder/FlowBuilder.tsx'))

/// The project's flows; with a flow's name behind the path, Flow Builder.
export default function FlowsPage(props: PageRouteProps) {
  return props.rest ? <FlowBuilder key={props.rest} {...props} /> : <FlowList {...props} />
}

function FlowList({ version, session, showToast }: PageRouteProps) {
  const [changes, setChanges] = useState(0)
  const [isNew, setNew] = useState<{ readonly text?: string; readonly label?: string } | null>(null)
  const [search, setSearch] = useState('')
  const [deleted, setDeleted] = useState<{
    readonly flow: FlowListItem
    readonly file: string
    readonly number: number
  } | null>(null)
  const answer = useJson<{ flows: readonly FlowListItem[] }>('/millrace/v1/flows', version + changes)
  const changed = () => setChanges(changes => changes + 1)

  const doing = async (what: string, done: string, work: () => Promise<unknown>) => {
    try {
      await work()
      if (done) showToast({ title: done, variant: 'success', mode: 'dismissible' })
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      showToast({ title: what, message: error.message, variant: 'error', mode: 'sticky' })
    }
    changed()
  }

  const act = async (flow: FlowListItem, action: string) => {
    const { apiName, label } = flow
    switch (action) {
      case 'open':
        return openPath(`/setup/flows/${encodeURIComponent(apiName)}`)
      case 'activate':
        return doing(`"${label}" was not activated`, `"${label}" was activated.`, () =>
          sendJson('POST', flowUrl(apiName, '/status'), { status: 'Active' }),
        )
      case 'deactivate':
        return doing(`"${label}" was not deactivated`, `"${label}" was deactivated.`, () =>
          sendJson('POST', flowUrl(apiName, '/status'), { status: 'Draft' }),
        )
      case 'clone':
      case 'export':
        return doing(`"${label}" could not be read`, '', async () => {
          const { current } = await getJson<{ current: { text: string } }>(flowUrl(apiName))
          if (action === 'clone') setNew({ text: current.text, label: `Copy of ${label}` })
          else download(`${apiName}.flow-meta.xml`, current.text)
        })
      case 'delete':
        return doing(`"${label}" was not deleted`, '', async () => {
          const gone = await sendJson<{ file: string; number: number }>('DELETE', flowUrl(apiName))
          setDeleted({ flow, ...gone })
        })
    }
  }

  const undoDelete = () =>
    doing('The flow was not restored', `"${deleted!.flow.label}" is there again.`, async () => {
      await sendJson('POST', flowUrl(deleted!.flow.apiName, '/restore'), {
        file: deleted!.file,
        number: deleted!.number,
      })
      setDeleted(null)
    })

  const importFile = async (file: File) => {
    const text = await file.text()
    const apiName = file.name.replace(/\.flow(-meta\.xml)?$/, '').replace(/-\d+$/, '')
    const isThere = answer.status === 'ready' && answer.data.flows.some(flow => flow.apiName === apiName)
    const done = isThere
      ? `"${apiName}" was imported as a new version, which is a draft.`
      : `"${apiName}" was imported as a draft.`
    await doing(`"${file.name}" was not imported`, done, () =>
      isThere
        ? sendJson('POST', flowUrl(apiName, '/versions'), { text })
        : sendJson('POST', '/millrace/v1/flows', { apiName, text }),
    )
  }

  return (
    <SetupPage
      title="Flows"
      actions={
        <div className="millrace-button-row">
          <ImportButton onFile={file => void importFile(file)} />
          <Button label="New Flow" variant="brand" onClick={() => setNew({})} />
        </div>
      }
    >
      {deleted && (
        <div className="millrace-builder-note" role="status">
          "{deleted.flow.label}" was deleted. <Button label="Undo" onClick={() => void undoDelete()} />
        </div>
      )}
      {answer.status === 'loading' && <Loading what="the flows" />}
      {answer.status === 'error' && <NotLoaded what="The flows" failure={answer.failure} />}
      {answer.status === 'ready' && (
        <Card
          title="Flows of this project"
          iconName="standard:flow"
          caption={`${answer.data.flows.length} in all`}
          padded={false}
        >
          {answer.data.flows.length === 0 ? (
            <EmptyState title="This project has no flows yet.">
              New Flow makes the first, or put a file under flows.
            </EmptyState>
          ) : (
            <>
              <div className="millrace-filters">
                <input
                  type="search"
                  className="slds-input"
                  aria-label="Search flows"
                  placeholder="Search flows…"
                  value={search}
                  onChange={event => setSearch(event.target.value)}
                />
              </div>
              <FlowTable
                flows={answer.data.flows.filter(({ label, apiName }) =>
                  `${label} ${apiName}`.toLowerCase().includes(search.toLowerCase()),
                )}
                act={act}
                locale={session.locale}
                timeZone={session.timeZone}
              />
            </>
          )}
        </Card>
      )}
      {isNew && (
        <NewFlowDialog
          from={isNew}
          onClose={() => setNew(null)}
          onMade={apiName => openPath(`/setup/flows/${encodeURIComponent(apiName)}`)}
        />
      )}
    </SetupPage>
  )
}

function download(name: string, text: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/xml' }))
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}

function ImportButton({ onFile }: { onFile: (file: File) => void }) {
  return (
    <label className="slds-button slds-button_neutral">
      Import
      <input
        type="file"
        accept=".xml,.flow"
        className="slds-assistive-text"
        onChange={event => {
          const [file] = event.target.files ?? []
          event.target.value = ''
          if (file) onFile(file)
        }}
      />
    </label>
  )
}

interface FlowTableProps {
  flows: readonly FlowListItem[]
  act: (flow: FlowListItem, action: string) => Promise<void> | void
  locale: string
  timeZone: string
}

function FlowTable({ flows, ...rest }: FlowTableProps) {
  if (flows.length === 0)
    return <EmptyState title="No flow is called like that.">Search for a part of its label or API name.</EmptyState>
  return (
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
            <th scope="col">Versions</th>
            <th scope="col">Used By</th>
            <th scope="col">Runs</th>
            <th scope="col">Problems</th>
            <th scope="col">
              <span className="slds-assistive-text">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {flows.map(flow => (
            <FlowRow key={flow.apiName} flow={flow} {...rest} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function FlowRow({ flow, act, locale, timeZone }: Omit<FlowTableProps, 'flows'> & { flow: FlowListItem }) {
  const [isBusy, setBusy] = useState(false)
  const isActive = flow.status === 'Active'
  const toggle = () => {
    setBusy(true)
    void Promise.resolve(act(flow, isActive ? 'deactivate' : 'activate')).finally(() => setBusy(false))
  }
  const { runs } = flow
  return (
    <tr>
      <th scope="row" data-label="Label" className="slds-cell-wrap">
        <Link href={`/setup/flows/${encodeURIComponent(flow.apiName)}`}>{flow.label}</Link>
        {flow.reason && <p className="slds-text-body_small slds-text-color_weak">{flow.reason}</p>}
      </th>
      <td data-label="API Name" className="slds-cell-wrap millrace-flow-name">
        {flow.apiName}
        {flow.changedAt && (
          <p className="slds-text-body_small slds-text-color_weak">
            changed {moment(flow.changedAt, locale, timeZone)}
          </p>
        )}
      </td>
      <td data-label="Type" className="slds-cell-wrap">
        {typeLabel(flow)}
      </td>
      <td data-label="Status">
        <Badge label={flow.status} variant={isActive ? 'success' : 'default'} />
      </td>
      <td data-label="Versions">{flow.versions}</td>
      <td data-label="Used By" className="slds-cell-wrap">
        {flow.usedBy.length === 0 ? 'Nothing' : flow.usedBy.map(({ label }) => label).join(', ')}
      </td>
      <td data-label="Runs" className="slds-cell-wrap">
        {runs ? (
          <>
            <Link href={`/setup/runs?flow=${encodeURIComponent(flow.apiName)}`} title={`Runs of ${flow.apiName}`}>
              {runs.count}
            </Link>
            {runs.failed > 0 && (
              <>
                {', '}
                <Link href={`/setup/runs?flow=${encodeURIComponent(flow.apiName)}&state=failed`}>
                  {runs.failed} failed
                </Link>
              </>
            )}
            <p className="slds-text-body_small slds-text-color_weak">
              last {moment(new Date(runs.lastStartedAt).toISOString(), locale, timeZone)}, half within{' '}
              {duration(runs.p50)}, 95 of 100 within {duration(runs.p95)}
            </p>
          </>
        ) : (
          'None yet'
        )}
      </td>
      <td data-label="Problems" className="slds-cell-wrap">
        <Diagnostics diagnostics={flow.diagnostics} />
      </td>
      <td className="slds-text-align_right">
        <div className="millrace-button-row millrace-row-actions">
          <Button label={isActive ? 'Deactivate' : 'Activate'} busy={isBusy} onClick={toggle} />
          {isBusy ? (
            <ButtonIcon
              iconName="utility:down"
              assistiveText={`Actions of ${flow.label}`}
              variant="border-filled"
              disabled
            />
          ) : (
            <Menu
              button={{ iconName: 'utility:down', assistiveText: `Actions of ${flow.label}`, variant: 'border-filled' }}
              items={[
                { name: 'open', label: 'Open in Flow Builder' },
                { name: 'clone', label: 'Clone' },
                { name: 'export', label: 'Export' },
                { name: 'delete', label: isActive ? 'Delete (deactivate it first)' : 'Delete', disabled: isActive },
              ]}
              onSelect={action => void act(flow, action)}
            />
          )}
        </div>
      </td>
    </tr>
  )
}

function Diagnostics({ diagnostics }: { diagnostics: readonly Diagnostic[] }) {
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

function counted(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: string, word: string) => {
    const number = diagnostics.filter(diagnostic => diagnostic.severity === severity).length
    return number === 0 ? [] : [`${number} ${word}${number === 1 ? '' : 's'}`]
  }
  return [...count('error', 'error'), ...count('warning', 'warning'), ...count('info', 'remark')].join(', ')
}
