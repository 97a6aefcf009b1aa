import type { ComponentHost } from '@millrace/runtime'
import { useEffect, useState } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { Button } from '../slds/Button.tsx'
import { ScopedNotification } from '../slds/ScopedNotification.tsx'
import { Spinner } from '../slds/Spinner.tsx'
import type { Done, Screen } from './interview.ts'
import { loadProjectComponent, moduleName } from './projectComponents.ts'
import { registeredLocalAction } from './screenComponents.ts'

interface LocalActionRunProps {
  host: ComponentHost
  action: NonNullable<Screen['localAction']>
  busy: boolean
  onDone: (done: Done) => void
}

/// Runs the local action that an interview stands at. Where there is none of that name, says so, and the person goes on.
export function LocalActionRun({ host, action, busy, onDone }: LocalActionRunProps) {
  const labels = useLabels()
  const [isMissing, setMissing] = useState(false)
  useEffect(() => {
    let isWanted = true
    const run = async (): Promise<void> => {
      await loadProjectComponent(host, action.name)
      const invoke = registeredLocalAction(action.name)
      if (!isWanted) return
      if (!invoke) return setMissing(true)
      const outputs = await invoke(action.attributes, host)
      if (isWanted) onDone({ values: outputs ?? {} })
    }
    run().catch((error: unknown) => {
      if (isWanted) onDone({ values: {}, error: error instanceof Error ? error.message : String(error) })
    })
    return () => {
      isWanted = false
    }
    // It runs once: another one is another component.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [])
  if (!isMissing)
    return (
      <div className="millrace-loading-page">
        <Spinner label={labels.loadingFlow} />
      </div>
    )
  return (
    <>
      <ScopedNotification variant="warning">
        {labels.runsLocalAction(`"${action.name}"`)}{' '}
        {labels.registerModule(`screenComponents/${moduleName(action.name)}.js`)}
      </ScopedNotification>
      <div className="millrace-flow-footer">
        <div className="millrace-flow-buttons">
          <Button label={labels.next} variant="brand" busy={busy} onClick={() => onDone({ values: {} })} />
        </div>
      </div>
    </>
  )
}
