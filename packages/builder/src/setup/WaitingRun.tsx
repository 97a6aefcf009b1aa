import { ApiFailure, Button, deleteJson, Modal, postJson, type PageRouteProps } from '@millrace/components'
import { useState } from 'react'
import type { AwaitAnswer, RunSummary } from './answers.ts'
import { moment } from './moments.ts'
import { stateName } from './StateBadge.tsx'

/// What a run waits for, as a sentence for each event.
export function Awaits({
  awaits,
  locale,
  timeZone,
}: {
  awaits: readonly AwaitAnswer[]
  locale: string
  timeZone: string
}) {
  return awaits.map(({ element, event, resumeAt, platformEvent }, index) => (
    <p key={index}>
      {resumeAt !== null
        ? `Goes on at ${moment(resumeAt, locale, timeZone)}`
        : platformEvent !== null
          ? `Goes on when a ${platformEvent} is published`
          : 'Goes on when somebody lets it'}{' '}
      <span className="slds-text-color_weak">
        ({element}: {event})
      </span>
    </p>
  ))
}

export interface WaitingActionsProps {
  run: RunSummary
  showToast: PageRouteProps['showToast']
  /// The run is another one now.
  onChange: () => void
}

/// Lets a waiting run go on at once, or ends it after a question.
export function WaitingActions({ run, showToast, onChange }: WaitingActionsProps) {
  const [isBusy, setBusy] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const path = `/millrace/v1/runs/${run.id}`
  const hasTime = run.awaits.some(({ resumeAt }) => resumeAt !== null)

  const act = async (work: () => Promise<string>, failure: string) => {
    setBusy(true)
    try {
      showToast({ title: await work(), variant: 'success', mode: 'dismissible' })
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      showToast({ title: failure, message: error.message, variant: 'error', mode: 'sticky' })
    }
    setBusy(false)
    onChange()
  }
  const resume = () =>
    void act(async () => {
      const { state, fault } = await postJson<RunSummary>(`${path}/resume`, {})
      if (fault) throw new ApiFailure(200, fault.message)
      return `"${run.flow}" went on: ${stateName(state)}.`
    }, `"${run.flow}" went on and failed`)
  const cancel = () => {
    setAsking(false)
    void act(async () => {
      await deleteJson(path)
      return `"${run.flow}" was cancelled.`
    }, `"${run.flow}" was not cancelled`)
  }

  return (
    <>
      {hasTime && <Button label="Resume Now" busy={isBusy} onClick={resume} />}
      <Button label="Cancel Run" variant="text-destructive" disabled={isBusy} onClick={() => setAsking(true)} />
      {isAsking && (
        <Modal
          title={`Cancel the run of "${run.flow}"?`}
          isPrompt
          theme="warning"
          onClose={() => setAsking(false)}
          footer={
            <>
              <Button label="Keep Waiting" onClick={() => setAsking(false)} />
              <Button label="Cancel Run" variant="destructive" onClick={cancel} />
            </>
          }
        >
          <p>What it did before it waited stays. It will not go on.</p>
        </Modal>
      )}
    </>
  )
}
