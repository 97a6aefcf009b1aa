import { Button, Checkbox, DynamicComponent, Icon, Link, useJson } from '@millrace/components'
import type { DynamicComponent as Definition } from '@millrace/metadata'
import type { ComponentHost, Toast } from '@millrace/runtime'
import { useMemo, useState, useSyncExternalStore } from 'react'
import { type CanvasWidth, WIDTHS } from '../canvas/Canvas.tsx'
import { useBuilder } from '../useEditor.ts'
import { previewHost, type Viewer, viewerNamed } from './previewHost.ts'
import { type LogEntry, PreviewLog } from './previewLog.ts'

export interface PreviewProps {
  definition: Definition
  width: CanvasWidth
  showToast: (toast: Toast) => void
}

/// The component at work, as it is on the screen now, saved or not, with a drawer that tells what happens.
export function Preview({ definition, width, showToast }: PreviewProps) {
  const { host, problems } = useBuilder()
  const [recordId, setRecordId] = useState('')
  const [rollsBack, setRollsBack] = useState(true)
  const [viewer, setViewer] = useState<Viewer>()
  const log = useState(() => new PreviewLog(() => host.now()))[0]
  const shownHost = useMemo(() => {
    const record =
      definition.targetObject && recordId !== '' ? { recordId, objectApiName: definition.targetObject } : {}
    return {
      ...previewHost({ host, log, showToast, rollsBack, ...(viewer && { viewer }) }),
      ...record,
      formFactor: width,
    }
  }, [host, log, showToast, rollsBack, viewer, width, recordId, definition.targetObject])
  return (
    <div className="builder-preview-page">
      <div className="builder-preview-settings">
        <Checkbox label="Roll back what flows change" checked={rollsBack} onChange={setRollsBack} />
        <ViewerPicker host={host} onChange={setViewer} />
        {definition.targetObject && (
          <label className="slds-form-element builder-preview-record">
            <span className="slds-form-element__label">Id of the {definition.targetObject} that the page is about</span>
            <input className="slds-input" value={recordId} onChange={event => setRecordId(event.target.value.trim())} />
          </label>
        )}
      </div>
      <div className="builder-preview-stage" style={{ width: WIDTHS.find(({ name }) => name === width)!.width }}>
        <DynamicComponent definition={definition} host={shownHost} problems={problems} />
      </div>
      <LogDrawer log={log} />
    </div>
  )
}

/// Chooses whom the component is shown to.
export function ViewerPicker({
  host,
  onChange,
}: {
  host: ComponentHost
  onChange: (viewer: Viewer | undefined) => void
}) {
  const soql = 'SELECT Id, Name, Profile.Name FROM User WHERE IsActive = true ORDER BY Name LIMIT 200'
  const path = `/services/data/${host.apiVersion ?? 'v62.0'}/query?q=${encodeURIComponent(soql)}`
  const users = useJson<{ records: readonly { Id: string; Name: string; Profile: { Name: string } | null }[] }>(path, 0)
  const [failure, setFailure] = useState<string>()
  const choose = (id: string) => {
    setFailure(undefined)
    if (id === '') return onChange(undefined)
    viewerNamed(host, id).then(onChange, (error: Error) => setFailure(error.message))
  }
  const own = typeof host.user['Id'] === 'string' ? host.user['Id'] : ''
  const others = users.status === 'ready' ? users.data.records.filter(({ Id }) => Id !== own) : []
  return (
    <label className="slds-form-element builder-preview-record">
      <span className="slds-form-element__label">Preview as</span>
      <select className="slds-select" onChange={event => choose(event.target.value)}>
        <option value="">Yourself</option>
        {others.map(({ Id, Name, Profile }) => (
          <option key={Id} value={Id}>
            {Profile ? `${Name} (${Profile.Name})` : Name}
          </option>
        ))}
      </select>
      {failure && <span className="slds-text-color_error">{failure}</span>}
    </label>
  )
}

/// Every interaction, query, run, request, toast and navigation of the preview, with its time.
function LogDrawer({ log }: { log: PreviewLog }) {
  const entries = useSyncExternalStore(log.subscribe, () => log.entries)
  const [isOpen, setOpen] = useState(false)
  const count = entries.length === 1 ? '1 thing happened' : `${entries.length} things happened`
  return (
    <section className="builder-log" aria-label="Debug">
      <div className="builder-list-head">
        <button
          type="button"
          className="slds-button_reset builder-heading"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          Debug: {count}
        </button>
        {isOpen && <Button label="Clear" variant="base" onClick={() => log.clear()} />}
      </div>
      {isOpen && (
        <ol className="builder-log-list">
          {entries.length === 0 && <li className="builder-hint">Click something.</li>}
          {entries.map(entry => (
            <LogLine key={entry.id} entry={entry} />
          ))}
        </ol>
      )}
    </section>
  )
}

function LogLine({ entry }: { entry: LogEntry }) {
  const { kind, text, at, ms, failed, detail, runId, again } = entry
  return (
    <li className={failed ? 'builder-log_failed' : undefined}>
      <span className="builder-log-time">{(at / 1000).toFixed(2)} s</span>
      <Icon
        name={failed ? 'utility:error' : ICONS[kind]}
        size="xx-small"
        assistiveText={kind}
        variant={failed ? 'error' : 'default'}
      />
      <span className="builder-log-text">
        {text}
        {detail && <span className="builder-note">{detail}</span>}
      </span>
      <span className="builder-log-time">{ms === undefined ? '' : `${Math.round(ms)} ms`}</span>
      {runId && <Link href={`/setup/runs/${runId}`}>Trace</Link>}
      {again && <Button label="Run Again" variant="base" onClick={again} />}
    </li>
  )
}

const ICONS: Readonly<Record<LogEntry['kind'], string>> = {
  interaction: 'utility:touch_action',
  flow: 'utility:flow',
  query: 'utility:search',
  request: 'utility:world',
  toast: 'utility:info',
  navigate: 'utility:forward',
}
