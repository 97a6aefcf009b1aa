import { Badge, Button, Spinner, useJson } from '@millrace/components'
import { parseFlow } from '@millrace/metadata'
import { useMemo, useState } from 'react'
import { NotLoaded } from '../../setup/SetupPage.tsx'
import { type ElementMark, FlowCanvas } from '../canvas/FlowCanvas.tsx'
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
      {other.status === 'ready' && <Differences apiName={apiName} before={other.data.text} after={text} />}
    </Dialog>
  )
}

const badges = { added: 'success', removed: 'error', changed: 'warning' } as const

/// What [after] has different from [before].
export function Differences({ apiName, before, after }: { apiName: string; before: string; after: string }) {
  const [selected, setSelected] = useState<readonly string[]>([])
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
  return (
    <div className="millrace-differences">
      <ul>
        {differences.map(({ name, kind, title, details }) => (
          <li key={`${kind} ${name}`} className="slds-m-bottom_x-small">
            <Badge label={kind} variant={badges[kind]} /> {title}
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
      <div className="millrace-difference-canvas">
        <FlowCanvas
          flow={
            differences.some(({ kind, isElement }) => kind === 'removed' && isElement) &&
            now.elements.length < old.elements.length
              ? old
              : now
          }
          selected={selected}
          marks={marks}
          isReadOnly
          onSelect={setSelected}
          onOpen={() => {}}
          onAdd={() => {}}
        />
      </div>
    </div>
  )
}
