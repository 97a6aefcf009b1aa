import type { ChainOutcome, ComponentHost, ComponentState } from '@millrace/runtime'
import type { Value } from '@millrace/values'
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { Formats } from '../dataTable/cellText.ts'
import { directionOf, Localized, useLabels } from '../labels/Localized.tsx'
import { Button } from '../slds/Button.tsx'
import { ScopedNotification } from '../slds/ScopedNotification.tsx'
import { Spinner } from '../slds/Spinner.tsx'
import { Components } from './Components.tsx'
import { FocusKeeper } from './FocusKeeper.tsx'
import { FormatsContext } from './FormatsContext.ts'
import { HostContext } from './HostContext.ts'
import { NestedViewContext, type NestedViewProps } from './NestedViewContext.ts'
import { Problems, type Problem } from './Problems.tsx'
import { useInputsAndOutputs, type Variables } from './useInputsAndOutputs.ts'
import { useOpened } from './useOpened.ts'
import { useViews } from './useViews.ts'

export interface DynamicComponentProps {
  definition: ComponentState['definition']
  host: ComponentHost
  /// What is wrong with the definition, by someone who knows the objects and flows; else what it shows by itself.
  problems?: readonly Problem[]
  /// ISO code of the organisation's currency.
  currency?: string
  /// Its variables that are available for input, by API name.
  inputs?: Variables
  /// API names of the objects that it reads, where they are known beforehand.
  objects?: readonly string[]
  /// Told when a variable that is available for output has another value.
  onOutput?: (name: string, value: Value) => void
  /// Told which state is shown, also when it is another one.
  onOpened?: (state: ComponentState) => void
}

/// A Dynamic Component at work. A new [definition] of the same name takes over what the user did with the old one,
/// such as the selection.
export function DynamicComponent({ definition, host, problems, currency = 'USD', ...links }: DynamicComponentProps) {
  const [attempt, setAttempt] = useState(0)
  const { state, outcome } = useOpened(definition, host, attempt, links.inputs, links.objects)
  useInputsAndOutputs(state, links.inputs, links.onOutput)
  const { onOpened } = links
  useEffect(() => {
    if (state) onOpened?.(state)
  }, [state, onOpened])
  const { locale, timeZone } = host
  const formats = useMemo<Formats>(() => ({ locale, timeZone, currency }), [locale, timeZone, currency])
  return (
    <FormatsContext value={formats}>
      <HostContext value={host}>
        <NestedViewContext value={showNested}>
          <Localized locale={locale}>
            <FocusKeeper
              className="millrace-component"
              data-dynamic-component={definition.apiName}
              dir={directionOf(locale)}
            >
              {state && (
                <Opened state={state} problems={problems} outcome={outcome} onRetry={() => setAttempt(attempt + 1)} />
              )}
            </FocusKeeper>
          </Localized>
        </NestedViewContext>
      </HostContext>
    </FormatsContext>
  )
}

const showNested = (props: NestedViewProps) => <DynamicComponent {...props} />

interface OpenedProps {
  state: ComponentState
  problems: readonly Problem[] | undefined
  outcome: ChainOutcome | undefined
  onRetry: () => void
}

function Opened({ state, problems, outcome, onRetry }: OpenedProps) {
  const labels = useLabels()
  const hasViews = useViews(state.definition)
  const phase = usePhase(state)
  return (
    <>
      <Problems
        of={state.definition.label || state.definition.apiName}
        problems={[...(problems ?? state.problems), ...state.inputProblems]}
      />
      {outcome?.status === 'failed' && (
        <ScopedNotification
          variant="error"
          action={<Button label={labels.tryAgain} iconName="utility:refresh" onClick={onRetry} />}
        >
          {outcome.error?.message}
        </ScopedNotification>
      )}
      {phase === 'loading' || !hasViews ? (
        <div className="millrace-loading-page">
          <Spinner label={labels.loading(state.definition.label)} />
        </div>
      ) : (
        <Components state={state} components={state.definition.components} />
      )}
    </>
  )
}

function usePhase(state: ComponentState): ComponentState['phase'] {
  const subscribe = useCallback((listener: () => void) => state.subscribe(undefined, listener), [state])
  return useSyncExternalStore(subscribe, () => state.phase)
}
