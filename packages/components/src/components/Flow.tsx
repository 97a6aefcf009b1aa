import { asValue, describeScreenFlow, settingsList } from '@millrace/runtime'
import { ANY, fromJson, isMisfit, type Json, toJson } from '@millrace/values'
import { useContext, useState } from 'react'
import { FlowError } from '../flowPlayer/FlowError.tsx'
import { LazyFlowPlayer } from '../flowPlayer/lazyFlowPlayer.tsx'
import { useLabels } from '../labels/Localized.tsx'
import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { HostContext } from '../renderer/HostContext.ts'
import { settingText } from '../renderer/settingText.ts'
import { useTexts } from '../renderer/useTexts.ts'
import { Button } from '../slds/Button.tsx'
import { ScopedNotification } from '../slds/ScopedNotification.tsx'

interface Ended {
  readonly status: 'finished' | 'paused' | 'error'
  readonly message: string
  /// Of a paused one.
  readonly guid?: string
}

/// A screen flow on the page. It starts again when it has finished, unless that is turned off.
export function Flow({ state, component }: ComponentProps) {
  const { apiName } = component
  const flow = useTexts(state, apiName)('flowApiName')
  const host = useContext(HostContext)
  const labels = useLabels()
  const [ended, setEnded] = useState<Ended>()
  const [resumed, setResumed] = useState<string>()
  const [round, setRound] = useState(0)
  const inputs: Record<string, Json> = Object.fromEntries(
    settingsList(state.attribute(apiName, 'inputs')).map(input => [
      settingText(input, 'name'),
      toJson(asValue(input['value'] ?? null)),
    ]),
  )
  const again = () => {
    setResumed(ended?.guid)
    setEnded(undefined)
    setRound(round + 1)
  }
  const tell = (event: string, detail: Readonly<Record<string, string>>) =>
    void state.trigger(apiName, event, { detail })
  const finish = async (outputs: Readonly<Record<string, Json>>) => {
    const described = host && (await describeScreenFlow(host, flow).catch(() => undefined))
    for (const mapping of settingsList(state.attribute(apiName, 'outputs'))) {
      const name = settingText(mapping, 'name')
      const type = described?.outputs.find(output => output.name === name)?.type ?? ANY
      const value =
        name in outputs ? fromJson(outputs[name], type, (_, field) => ({ name: field, type: ANY })) : undefined
      if (value !== undefined && !isMisfit(value)) state.setVariable(settingText(mapping, 'resourceName'), value)
    }
    tell('finished', {})
    if (state.attribute(apiName, 'restarts') === false) setEnded({ status: 'finished', message: labels.flowFinished })
    else again()
  }
  if (!host || flow === '') return null
  if (ended?.status === 'error')
    return (
      <FlowError message={ended.message}>
        <Button label={labels.tryAgain} onClick={again} />
      </FlowError>
    )
  if (ended)
    return (
      <ScopedNotification
        variant={ended.status === 'finished' ? 'success' : 'info'}
        action={<Button label={labels[ended.status === 'paused' ? 'resumeInterview' : 'startAgain']} onClick={again} />}
      >
        {ended.message}
      </ScopedNotification>
    )
  return (
    <LazyFlowPlayer
      key={`${flow} ${round} ${JSON.stringify(inputs)}`}
      host={host}
      flow={flow}
      inputs={inputs}
      guid={resumed}
      onStarted={({ guid }) => tell('started', { guid })}
      onFinished={({ outputs }) => void finish(outputs)}
      onPaused={({ guid, screen }) => {
        tell('paused', { guid })
        setEnded({ status: 'paused', message: screen?.pausedText || labels.flowPaused, guid })
      }}
      onError={({ message }) => {
        tell('error', { message })
        setEnded({ status: 'error', message })
      }}
    />
  )
}
