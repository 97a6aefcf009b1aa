import { asValue, type ComponentState, type Option, optionsOf, picklistOptions } from '@millrace/runtime'
import type { Value } from '@millrace/values'
import { useContext, useEffect, useState } from 'react'
import { HostContext } from '../renderer/HostContext.ts'

export interface Choices {
  readonly choices: readonly Option[]
  readonly isLoading: boolean
}

/// What an input offers: its options, its records, or the values of its picklist field, which the server is asked for.
/// [isOffered] is told the values of a controlled picklist when they have come.
export function useChoices(
  state: ComponentState,
  apiName: string,
  isOffered: (values: readonly string[]) => void,
): Choices {
  const host = useContext(HostContext)
  const attribute = (name: string) => state.attribute(apiName, name)
  const field = attribute('source') === 'picklist' ? asValue(attribute('picklistField')) : null
  const controlling = controllingValue(asValue(attribute('controllingValue')))
  const isControlled = attribute('controllingValue') !== null
  const [asked, setAsked] = useState<{ readonly key: string; readonly options: readonly Option[] }>()
  const key = `${String(field)} ${String(controlling)}`
  useEffect(() => {
    if (typeof field !== 'string' || !host) return
    let isWanted = true
    void picklistOptions(host, field, controlling).then(options => {
      if (!isWanted) return
      setAsked({ key: `${field} ${String(controlling)}`, options: options ?? [] })
      if (isControlled && options) isOffered(options.map(({ value }) => value))
    })
    return () => {
      isWanted = false
    }
    // What is done with the answer is that of the newest render in any case.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [host, field, controlling])
  if (field === null) return { choices: optionsOf(attribute), isLoading: false }
  return { choices: asked?.key === key ? asked.options : [], isLoading: asked?.key !== key }
}

const controllingValue = (value: Value): string | boolean | null =>
  typeof value === 'string' || typeof value === 'boolean' ? value : null
