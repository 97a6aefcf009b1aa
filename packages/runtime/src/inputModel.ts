import type { Component } from '@millrace/metadata'
import type { Value } from '@millrace/values'
import type { ComponentState, Resolved } from './componentState.ts'
import { componentType } from './componentTypes/index.ts'
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
  /// What was typed and is no value, which the problem is about.
  readonly unreadable: string | undefined
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
  const unreadable = state.attribute(apiName, 'unreadableText')
  return {
    value,
    problem,
    reported,
    unreadable: typeof unreadable === 'string' ? unreadable : undefined,
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

/// The components among which `reportInputs` looks for inputs.
export interface Inputs {
  readonly components: readonly Component[]
  isShown(component: Component): boolean
  attribute(apiName: string, name: string): Resolved
  setAttribute(apiName: string, name: string, value: Resolved): void
}

/// An input that does not hold what it should.
export interface InputProblem {
  readonly apiName: string
  readonly label: string
  readonly message: string
}

/// Shows the problems of the inputs in [names] (in small letters), of all when there are none, and answers them. Inputs that are not
/// shown have no problem: nobody could correct it.
export function reportInputs(inputs: Inputs, names: ReadonlySet<string>): InputProblem[] {
  const wanted = shownInputs(inputs, inputs.components).filter(
    name => names.size === 0 || names.has(name.toLowerCase()),
  )
  return wanted.flatMap(apiName => {
    inputs.setAttribute(apiName, 'isReported', true)
    const message = inputs.attribute(apiName, 'validationMessage')
    if (typeof message !== 'string' || message === '') return []
    return [{ apiName, label: String(inputs.attribute(apiName, 'label') || apiName), message }]
  })
}

function shownInputs(inputs: Inputs, components: readonly Component[]): string[] {
  return components
    .filter(component => inputs.isShown(component))
    .flatMap(({ apiName, type, children = {} }) => [
      ...(isInput(type) ? [apiName] : []),
      ...Object.values(children).flatMap(inside => shownInputs(inputs, inside)),
    ])
}

/// Whether components of this type hold a value that a person edits.
export const isInput = (type: string): boolean =>
  componentType(type)?.stateAttributes.some(({ name }) => name === 'isReported') === true
