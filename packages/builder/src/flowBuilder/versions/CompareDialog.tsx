import { Badge, Button, Spinner, useJson } from '@millrace/components'
import { parseFlow } from '@millrace/metadata'
import { useCallback, useMemo, useRef, useState } from 'react'
import { RadioChoice } from '../../pickers/fields.tsx'
import { NotLoaded } from '../../setup/SetupPage.tsx'
import { type CanvasView, type ElementMark, FlowCanvas } from '../canvas/FlowCanvas.tsx'
import { Dialog } from '../Dialog.tsx'
import { flowUrl } from '../flowAnswers.ts'
import { compareFlows } from './compareFlows.ts'

interface CompareProps {
  apiName: string
  /// The other version.
  number: number
  text: string
  /// What [text] is.
  title: string
  onClose(): void
}

/// Two versions of a flow, in words and on the canvas.
export default function CompareDialog({ apiName, number, text, title, onClose }: CompareProps) {
  const other = useJson<{ text: string }>(flowUrl(apiName, `/versions/${number}`), 0)
  return (
    <Dialog
      title={`Version ${number} and ${title}`}
      isLarge
      onClose={onClose}
      footer={<Button label="Close" onClick={onClose} />}
    >
      {other.status === 'loading' && <Spinner label="Loading the version" />}
      {other.status === 'error' && <NotLoaded what={`Version ${number}`} failure={other.failure} />}
      {other.status === 'ready' && (
        <Differences
          apiName={apiName}
          before={other.data.text}
          after={text}
          beforeTitle={`Version ${number}`}
          afterTitle={title}
        />
      )}
    </Dialog>
  )
}

const badges = { added: 'success', removed: 'error', changed: 'warning' } as const

interface DifferencesProps {
  readonly apiName: string
  readonly before: string
  readonly after: string
  /// What the two are.
  readonly beforeTitle: string
  readonly afterTitle: string
}

/// What [after] has different from [before].
export function Differences({ apiName, before, after, beforeTitle, afterTitle }: DifferencesProps) {
  const [selected, setSelected] = useState<readonly string[]>([])
  const [shown, setShown] = useState<'before' | 'after'>('after')
  const view = useRef<CanvasView>(null)
  const onReady = useCallback((canvas: CanvasView) => {
    view.current = canvas
  }, [])
  const read = useMemo(() => {
    const file = `${apiName}.flow-meta.xml`
    const [old, now] = [parseFlow(before, file).flow, parseFlow(after, file).flow]
    return old && now ? { old, now, differences: compareFlows(old, now) } : null
  }, [apiName, before, after])
  if (!read) return <p>One of the two cannot be read as a flow.</p>
  const { now, old, differences } = read
  if (differences.length === 0)
    return (
      <p>
        {before === after
          ? 'Both are equal, byte for byte.'
          : 'Both do the same; only places on the canvas or white space differ.'}
      </p>
    )
  const marks = new Map<string, ElementMark>(
    differences.flatMap(({ name, kind }) => (name ? [[name, kind] as const] : [])),
  )
  const show = (name: string, kind: keyof typeof badges) => {
    setSelected([name])
    if (kind === 'removed') setShown('before')
    else if (kind === 'added') setShown('after')
    // The other canvas is drawn first.
    setTimeout(() => view.current?.show(name), 50)
  }
  return (
    <div className="millrace-differences">
      <ul>
        {differences.map(({ name, kind, isElement, title, details }) => (
          <li key={`${kind} ${name}`} className="slds-m-bottom_x-small">
            <Badge label={kind} variant={badges[kind]} />{' '}
            {isElement && name ? <Button label={title} variant="base" onClick={() => show(name, kind)} /> : title}
            {details.length > 0 && (
              <ul className="slds-list_dotted">
                {details.map(detail => (
                  <li key={detail}>{detail}</li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
      <div>
        <RadioChoice
          label="The Canvas Shows"
          value={shown}
          options={[
            { value: 'after', label: afterTitle },
            { value: 'before', label: beforeTitle },
          ]}
          onChange={value => setShown(value as typeof shown)}
        />
        <div className="millrace-difference-canvas">
          <FlowCanvas
            key={shown}
            flow={shown === 'before' ? old : now}
            selected={selected}
            marks={marks}
            isReadOnly
            onSelect={setSelected}
            onOpen={() => {}}
            onAdd={() => {}}
            onReady={onReady}
          />
        </div>
      </div>
    </div>
  )
}
