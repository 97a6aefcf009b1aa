import type { ChainOutcome, ComponentHost, ComponentState } from '@millrace/runtime'
import { useMemo, useState } from 'react'
import type { Formats } from '../dataTable/cellText.ts'
import { Button } from '../slds/Button.tsx'
import { ScopedNotification } from '../slds/ScopedNotification.tsx'
import { Spinner } from '../slds/Spinner.tsx'
import { Components } from './Components.tsx'
import { FormatsContext } from './FormatsContext.ts'
import { Problems, type Problem } from './Problems.tsx'
import { useComponent } from './useComponent.ts'
import { useOpened } from './useOpened.ts'

export interface DynamicComponentProps {
  definition: ComponentState['definition']
  host: ComponentHost
  /// What is wrong with the definition, by someone who knows the objects and flows; else what it shows by itself.
  problems?: readonly Problem[]
  /// ISO code of the organisation's currency.
  currency?: string
}

/// A Dynamic Component at work. A new [definition] of the same name takes over what the user did with the old one,
/// such as the selection.
export function DynamicComponent({ definition, host, problems, currency = 'USD' }: DynamicComponentProps) {
  const [attempt, setAttempt] = useState(0)
  const { state, outcome } = useOpened(definition, host, attempt)
  const { locale, timeZone } = host
  const formats = useMemo<Formats>(() => ({ locale, timeZone, currency }), [locale, timeZone, currency])
  return (
    <FormatsContext value={formats}>
      <div className="millrace-component" data-dynamic-component={definition.apiName}>
        {state && (
          <Opened state={state} problems={problems} outcome={outcome} onRetry={() => setAttempt(attempt + 1)} />
        )}
      </div>
    </FormatsContext>
  )
}

interface OpenedProps {
  state: ComponentState
  problems: readonly Problem[] | undefined
  outcome: ChainOutcome | undefined
  onRetry: () => void
}

function Opened({ state, problems, outcome, onRetry }: OpenedProps) {
  useComponent(state)
  return (
    <>
      <Problems of={state.definition.label || state.definition.apiName} problems={problems ?? state.problems} />
      {outcome?.status === 'failed' && (
        <ScopedNotification
          variant="error"
          action={<Button label="Try Again" iconName="utility:refresh" onClick={onRetry} />}
        >
          {outcome.error?.message}
        </ScopedNotification>
      )}
      {state.phase === 'loading' ? (
        <div className="millrace-loading-page">
          <Spinner label={`Loading ${state.definition.label}`} />
        </div>
      ) : (
        <Components state={state} components={state.definition.components} />
      )}
    </>
  )
}
