import { asValue, type ComponentState, settingsList } from '@millrace/runtime'
import type { Value } from '@millrace/values'
import { createContext, useContext, useEffect, useMemo, useState } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { HostContext } from '../renderer/HostContext.ts'
import { NestedViewContext } from '../renderer/NestedViewContext.ts'
import { settingText } from '../renderer/settingText.ts'
import type { Variables } from '../renderer/useInputsAndOutputs.ts'
import { useTexts } from '../renderer/useTexts.ts'
import { ScopedNotification } from '../slds/ScopedNotification.tsx'
import { Spinner } from '../slds/Spinner.tsx'

/// API names of the Dynamic Components around: one that contains itself would never end.
const AroundContext = createContext<readonly string[]>([])

export function NestedComponent({ state, component }: ComponentProps) {
  const { apiName } = component
  const name = useTexts(state, apiName)('componentApiName')
  const around = [...useContext(AroundContext), state.definition.apiName.toLowerCase()]
  const host = useContext(HostContext)
  const show = useContext(NestedViewContext)
  const labels = useLabels()
  const loaded = useDefinition(name)
  const inputs = useInputs(state, apiName)
  if (around.includes(name.toLowerCase()))
    return <ScopedNotification variant="warning">{labels.nestedTooDeep(name)}</ScopedNotification>
  if (!loaded || !host)
    return (
      <div className="millrace-loading-page">
        <Spinner label={labels.loading(name)} />
      </div>
    )
  if ('failure' in loaded)
    return (
      <ScopedNotification variant="error">
        {labels.couldNotBeLoaded(`"${name}"`)} {loaded.failure}
      </ScopedNotification>
    )
  const output = (changed: string, value: Value) => {
    for (const mapping of settingsList(state.attribute(apiName, 'outputs')))
      if (settingText(mapping, 'name').toLowerCase() === changed.toLowerCase())
        state.setVariable(settingText(mapping, 'resourceName'), value)
    void state.trigger(apiName, 'outputChange', { detail: { name: changed } })
  }
  return (
    <AroundContext value={around}>
      {show({ definition: loaded.definition, host, inputs, onOutput: output })}
    </AroundContext>
  )
}

type Definition = ComponentState['definition']
type LoadedDefinition = { readonly definition: Definition } | { readonly failure: string }

/// The definition of the Dynamic Component [name]; undefined while it is on its way.
function useDefinition(name: string): LoadedDefinition | undefined {
  const host = useContext(HostContext)
  const [answer, setAnswer] = useState<{ name: string; loaded: LoadedDefinition }>()
  useEffect(() => {
    let isWanted = true
    const show = (loaded: LoadedDefinition) => isWanted && setAnswer({ name, loaded })
    const opened = host?.openComponent?.(name) ?? Promise.reject(new Error('There are no others where this one runs.'))
    opened.then(
      definition => show({ definition }),
      (error: unknown) => show({ failure: error instanceof Error ? error.message : String(error) }),
    )
    return () => {
      isWanted = false
    }
  }, [host, name])
  return answer?.name === name ? answer.loaded : undefined
}

/// What is mapped to its inputs: the same object for as long as nothing in it has changed.
function useInputs(state: ComponentState, apiName: string): Variables {
  const attribute = state.attribute(apiName, 'inputs')
  return useMemo(
    () =>
      Object.fromEntries(
        settingsList(attribute).map(input => [settingText(input, 'name'), asValue(input['value'] ?? null)]),
      ),
    [attribute],
  )
}
