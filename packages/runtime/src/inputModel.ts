import type { Component } from '@millrace/metadata'
import type { Value } from '@millrace/values'
import type { ComponentState } from './componentState.ts'
import { allComponents } from './references.ts'
import { asValue } from './resolved.ts'
import { soleReference } from './templates.ts'

/// An input without its looks: what it holds, and what a person can do with it.
export interface InputModel {
  readonly value: Value
  /// Why the value is not right, whether that is shown or not; "" when it is.
  readonly problem: string
  /// The same once it is to be shown.
  readonly reported: string
  /// Refused while the input is disabled or read-only.
  change(value: Value): void
  /// What was typed is no value; null when it is one again.
  holdUnreadable(text: string | null): void
  /// The value is meant: Enter was pressed, an option chosen, the field left after a change.
  commit(): void
  focus(): void
  /// Leaves the field: from now on its problem is shown.
  blur(): void
}

/// The input [apiName] as it is now.
export function inputModel(state: ComponentState, apiName: string): InputModel {
  const value = asValue(state.attribute(apiName, 'value'))
  const problem = String(state.attribute(apiName, 'validationMessage') ?? '')
  const isFixed = state.attribute(apiName, 'disabled') === true || state.attribute(apiName, 'readOnly') === true
  const reported = state.attribute(apiName, 'isReported') === true ? problem : ''
  return {
    value,
    problem,
    reported,
    change(next) {
      if (isFixed) return
      state.setAttribute(apiName, 'value', next)
      const variable = boundVariable(state, apiName)
      if (variable !== undefined) state.setVariable(variable, next)
      void state.trigger(apiName, 'change', { detail: { value: next } })
    },
    holdUnreadable: text => state.setAttribute(apiName, 'unreadableText', text),
    commit() {
      const now = asValue(state.attribute(apiName, 'value'))
      void state.trigger(apiName, 'commit', { detail: { value: now } })
    },
    focus: () => void state.trigger(apiName, 'focus'),
    blur() {
      state.setAttribute(apiName, 'isReported', true)
      void state.trigger(apiName, 'blur')
    },
  }
}

/// The variable that the value is mapped from, when edits are written back to it.
function boundVariable(state: ComponentState, apiName: string): string | undefined {
  if (state.attribute(apiName, 'writeBack') !== true) return undefined
  const component = allComponents(state.definition.components).find(one => one.apiName === apiName)
  const value = component?.attributes?.['value']
  return typeof value === 'string' ? soleReference(value) : undefined
}

/// Shows the problems of every input in [apiNames], of all when there are none; answers the inputs that have one.
export function reportInputs(state: ComponentState, apiNames?: readonly string[]): string[] {
  const all = inputsOf(state, state.definition.components)
  const wanted = apiNames ? all.filter(name => apiNames.some(one => one.toLowerCase() === name.toLowerCase())) : all
  for (const name of wanted) state.setAttribute(name, 'isReported', true)
  return wanted.filter(name => state.attribute(name, 'isValid') === false)
}

/// The inputs among the components, those left out that are not shown.
function inputsOf(state: ComponentState, components: readonly Component[]): string[] {
  return components
    .filter(({ apiName }) => state.isVisible(apiName))
    .flatMap(({ apiName, children = {} }) => [
      ...(state.declaration(apiName)?.stateAttributes.some(({ name }) => name === 'isReported') ? [apiName] : []),
      ...Object.values(children).flatMap(inside => inputsOf(state, inside)),
    ])
}
