import { type ComponentHost, describeScreenFlow, type FlowDescription } from '@millrace/runtime'
import type { DataType, Json } from '@millrace/values'
import { useEffect, useState } from 'react'
import { FlowError } from '../../flowPlayer/FlowError.tsx'
import { LazyFlowPlayer } from '../../flowPlayer/lazyFlowPlayer.tsx'
import { useLabels } from '../../labels/Localized.tsx'
import { Button } from '../../slds/Button.tsx'
import { Card } from '../../slds/Card.tsx'
import { ScopedNotification } from '../../slds/ScopedNotification.tsx'
import { openPath } from '../location.ts'
import { MessagePage } from '../MessagePage.tsx'
import { PageSpinner } from '../PageSpinner.tsx'

interface FlowPageProps {
  flow: string
  host: ComponentHost
}

type Opened = { readonly described: FlowDescription } | { readonly problem: string }

/// A screen flow by its address, as in Salesforce: `/flow/Follow_Up?recordId=…&retURL=/lightning/page/home`. Its inputs are
/// parameters of the address; a finished one goes to `retURL`, and without one begins again.
///
/// Source: Salesforce Help, "Distribute a Flow with Its URL"; "Set Flow Finish Behavior with a Flow URL".
export default function FlowPage({ flow, host }: FlowPageProps) {
  const labels = useLabels()
  const [opened, setOpened] = useState<Opened>()
  useEffect(() => {
    let isWanted = true
    describeScreenFlow(host, flow).then(
      described => isWanted && setOpened({ described }),
      (error: unknown) => isWanted && setOpened({ problem: error instanceof Error ? error.message : String(error) }),
    )
    return () => {
      isWanted = false
    }
  }, [host, flow])
  if (!opened) return <PageSpinner label={labels.loadingFlow} />
  if ('problem' in opened)
    return (
      <MessagePage title={labels.noSuchFlow} iconName="utility:search">
        <p>{opened.problem}</p>
      </MessagePage>
    )
  return <Running flow={flow} host={host} described={opened.described} />
}

function Running({ flow, host, described }: FlowPageProps & { described: FlowDescription }) {
  const labels = useLabels()
  const [round, setRound] = useState(0)
  const [ended, setEnded] = useState<{ readonly failure: string } | { readonly paused: string }>()
  const parameters = new URLSearchParams(window.location.search)
  const again = () => {
    setEnded(undefined)
    setRound(round + 1)
  }
  const leave = () => {
    const target = returnPath(parameters.get('retURL'))
    if (target === null) again()
    else openPath(target)
  }
  useEffect(() => {
    document.title = `${described.label} | Millrace`
  }, [described.label])
  return (
    <div className="millrace-flow-page">
      <Card title={described.label}>
        <div className="slds-p-bottom_medium">
          {ended && 'failure' in ended ? (
            <FlowError message={ended.failure}>
              <Button label={labels.tryAgain} onClick={again} />
            </FlowError>
          ) : ended ? (
            <ScopedNotification variant="info">{ended.paused}</ScopedNotification>
          ) : (
            <LazyFlowPlayer
              key={round}
              host={host}
              flow={flow}
              inputs={inputsOf(described, parameters)}
              onFinished={leave}
              onPaused={({ screen }) => setEnded({ paused: screen?.pausedText || labels.flowPaused })}
              onError={({ message }) => setEnded({ failure: message })}
            />
          )}
        </div>
      </Card>
    </div>
  )
}

/// A place of this server: an address elsewhere is not gone to.
function returnPath(retURL: string | null): string | null {
  if (!retURL) return null
  try {
    const { origin, pathname, search } = new URL(retURL, window.location.origin)
    return origin === window.location.origin ? pathname + search : null
  } catch {
    return null
  }
}

/// The parameters of the address that are inputs of the flow, in the types that they have there.
function inputsOf({ inputs }: FlowDescription, parameters: URLSearchParams): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    inputs.flatMap(({ name, type }) => {
      const texts = parameters.getAll(name)
      if (texts.length === 0) return []
      if (type.kind === 'Collection') return [[name, texts.map(text => inputOf(text, type.of))]]
      return [[name, inputOf(texts[0]!, type)]]
    }),
  )
}

function inputOf(text: string, { kind }: DataType): Json {
  if (kind === 'Boolean') return text === 'true' || text === '1'
  if (kind === 'Number' && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text)
  return text
}
