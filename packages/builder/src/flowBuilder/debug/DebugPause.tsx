import { Button, LazyFlowPlayer } from '@millrace/components'
import type { ComponentHost, HostResponse } from '@millrace/runtime'
import { useMemo } from 'react'
import { FieldGroup } from '../../pickers/fields.tsx'
import { useHandler } from '../../pickers/useHandler.ts'
import { useFlowEdit } from '../editContext.ts'
import type { DebugAnswer, DebugOccurrence, DebugPause as Pause } from './debugAnswers.ts'

interface WaitProps {
  readonly pause: Pause
  readonly locale: string
  readonly isBusy: boolean
  onGoOn(occurrence: DebugOccurrence): void
}

/// A debug run that stands at a Wait: each of its events may come, now or at its time.
export function DebugWait({ pause, locale, isBusy, onGoOn }: WaitProps) {
  return (
    <FieldGroup title={`Waits at ${pause.element}`}>
      {pause.events.map(({ position, name, resumeAt, platformEvent }) => (
        <div key={position} className="slds-m-bottom_x-small">
          <p>
            <strong>{name}</strong>{' '}
            {resumeAt
              ? `at ${new Date(resumeAt).toLocaleString(locale.replace('_', '-'))}`
              : platformEvent
                ? `when a ${platformEvent} is published`
                : ''}
          </p>
          <div className="millrace-button-row">
            <Button
              label={`Resume Now${pause.events.length > 1 ? ` by ${name}` : ''}`}
              busy={isBusy}
              onClick={() => onGoOn({ event: position, at: 'now' })}
            />
            {resumeAt && (
              <Button
                label={`Resume at Its Time${pause.events.length > 1 ? ` by ${name}` : ''}`}
                busy={isBusy}
                onClick={() => onGoOn({ event: position, at: 'its time' })}
              />
            )}
          </div>
        </div>
      ))}
      <p className="slds-text-color_weak">
        What is waited for comes at once: at its time, the flow's clock is set forward to it.
      </p>
    </FieldGroup>
  )
}

interface ScreensProps {
  readonly flow: string
  readonly answer: DebugAnswer
  /// Runs the flow with [occurrence] behind what came so far. What is only looked at is not kept.
  goOn(occurrence: DebugOccurrence, isKept: boolean): Promise<DebugAnswer>
}

/// The screens of a debug run, in the player that people see them in.
export function DebugScreens({ flow, answer, goOn }: ScreensProps) {
  const { host } = useFlowEdit()
  const latest = useHandler(() => answer)
  const goOnNow = useHandler(goOn)
  const debugHost = useMemo((): ComponentHost => {
    const fetch: ComponentHost['fetch'] = async (path, request) => {
      if (!path.startsWith(INTERVIEWS)) return host.fetch(path, request)
      const action = /\/([a-z]+)$/.exec(path.slice(INTERVIEWS.length))?.[1]
      if (request?.method !== 'POST' || action === undefined) return answered(flow, latest())
      const { values = {}, source, error } = JSON.parse(request.body ?? '{}') as Record<string, unknown>
      const isLook = action === 'refresh' || action === 'pause'
      const screen = {
        action: isLook ? 'refresh' : action,
        values,
        ...(source ? { source } : {}),
        ...(error ? { error } : {}),
      }
      return answered(flow, await goOnNow({ screen }, !isLook))
    }
    return Object.create(Object.prototype, {
      ...Object.getOwnPropertyDescriptors(host),
      fetch: { value: fetch, enumerable: true },
    }) as ComponentHost
  }, [host, flow, latest, goOnNow])
  return (
    <FieldGroup title="Screen">
      <div className="millrace-debug-screen">
        <LazyFlowPlayer
          host={debugHost}
          flow={flow}
          inputs={NO_INPUTS}
          onFinished={nothing}
          onError={nothing}
          onPaused={nothing}
        />
      </div>
    </FieldGroup>
  )
}

const INTERVIEWS = '/millrace/v1/interviews'
const NO_INPUTS = {}
// The panel itself shows how it ended.
const nothing = () => {}

/// The answer as the player expects one of the server.
function answered(flow: string, { state, pause, outputs, fault }: DebugAnswer): HostResponse {
  const status = state === 'failed' ? 'Error' : state === 'finished' ? 'Finished' : 'Waiting'
  const interview = { guid: 'debug', runId: '', flow, status, screen: pause?.screen ?? null, outputs, fault }
  return { status: 200, header: () => null, json: () => Promise.resolve(interview) }
}
