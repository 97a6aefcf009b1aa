import type { ComponentHost } from '@millrace/runtime'
import { useEffect, useState } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { Button } from '../slds/Button.tsx'
import { Card } from '../slds/Card.tsx'
import { EmptyState } from '../slds/EmptyState.tsx'
import { Modal } from '../slds/Modal.tsx'
import { ScopedNotification } from '../slds/ScopedNotification.tsx'
import { Spinner } from '../slds/Spinner.tsx'
import './flowPlayer.css'
import { FlowError } from './FlowError.tsx'
import { cancelInterview, type PausedInterview, readPausedInterviews } from './interview.ts'
import { LazyFlowPlayer } from './lazyFlowPlayer.tsx'

type Read = { readonly status: 'ready'; readonly interviews: readonly PausedInterview[] } | { readonly problem: string }

/// The user's own interviews that stand at screens: to go on with, or to delete.
///
/// Source: Salesforce Help, "Resume a Paused Flow Interview".
export default function PausedInterviews({ host }: { host: ComponentHost }) {
  const labels = useLabels()
  const [read, setRead] = useState<Read>()
  const [round, setRound] = useState(0)
  const [opened, setOpened] = useState<PausedInterview>()
  const [failure, setFailure] = useState('')
  useEffect(() => {
    let isWanted = true
    readPausedInterviews(host).then(
      interviews => isWanted && setRead({ status: 'ready', interviews }),
      (error: unknown) => isWanted && setRead({ problem: error instanceof Error ? error.message : String(error) }),
    )
    return () => {
      isWanted = false
    }
  }, [host, round])
  const close = () => {
    setOpened(undefined)
    setFailure('')
    setRound(round + 1)
  }
  return (
    <Card title={labels.pausedInterviews}>
      {!read && <Spinner label={labels.loading(labels.pausedInterviews)} size="small" />}
      {read && 'problem' in read && <ScopedNotification variant="error">{read.problem}</ScopedNotification>}
      {read && 'interviews' in read && read.interviews.length === 0 && (
        <EmptyState iconName="utility:clock" title={labels.noPausedInterviews} />
      )}
      {read && 'interviews' in read && read.interviews.length > 0 && (
        <ul className="millrace-paused">
          {read.interviews.map(interview => (
            <Paused
              key={interview.guid}
              interview={interview}
              when={timeText(interview.pausedAt, host)}
              onResume={() => setOpened(interview)}
              onDelete={() => void cancelInterview(host, interview.guid).then(() => setRound(round + 1))}
            />
          ))}
        </ul>
      )}
      {opened && (
        <Modal title={opened.flowLabel} onClose={close}>
          {failure ? (
            <FlowError message={failure}>
              <Button label={labels.close} onClick={close} />
            </FlowError>
          ) : (
            <LazyFlowPlayer
              host={host}
              flow={opened.flow}
              inputs={{}}
              guid={opened.guid}
              onFinished={close}
              onPaused={close}
              onError={({ message }) => setFailure(message)}
            />
          )}
        </Modal>
      )}
    </Card>
  )
}

interface PausedProps {
  interview: PausedInterview
  when: string
  onResume: () => void
  onDelete: () => void
}

function Paused({ interview: { flowLabel, screenLabel }, when, onResume, onDelete }: PausedProps) {
  const labels = useLabels()
  return (
    <li className="millrace-paused-interview">
      <div>
        <p className="slds-text-heading_small">{flowLabel}</p>
        <p className="slds-text-color_weak">
          {screenLabel} · {labels.pausedAt(when)}
        </p>
      </div>
      <div className="millrace-button-row" role="group" aria-label={labels.actionsFor(flowLabel)}>
        <Button label={labels.resumeInterview} onClick={onResume} />
        <Button label={labels.deleteInterview} variant="base" onClick={onDelete} />
      </div>
    </li>
  )
}

const timeText = (at: string, { locale, timeZone }: ComponentHost): string =>
  new Intl.DateTimeFormat(locale.replaceAll('_', '-'), { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(
    Date.parse(at),
  )
