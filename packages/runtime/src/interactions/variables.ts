import type { VariableResource } from '@millrace/metadata'
import { describeType, type Value } from '@millrace/values'
import type { InteractionContext } from '../interaction.ts'
import { resourceType, typedValue } from '../resourceTypes.ts'
import { nameSetting } from './settings.ts'

/// The variable that the setting [name] names; undefined when it names none because it is not set.
export function variableSetting(context: InteractionContext, name: string): VariableResource | undefined {
  const apiName = nameSetting(context, name)
  return apiName === '' ? undefined : variableNamed(context, apiName)
}

export function variableNamed(context: InteractionContext, apiName: string): VariableResource {
  const resource = context.scope.resource(apiName)
  if (resource?.type === 'variable') return resource
  return context.fail({ code: 'unknown-variable', message: `there is no variable "${apiName}".` })
}

/// Stores [value] in the variable that the setting [name] names; does nothing when it is not set.
export function storeIn(context: InteractionContext, name: string, value: Value): void {
  const variable = variableSetting(context, name)
  if (variable) context.setVariables([{ variable, value: typedFor(context, variable, value) }])
}

/// [value] as [variable] can hold it; the interaction fails when it cannot.
export function typedFor(context: InteractionContext, variable: VariableResource, value: Value): Value {
  const type = resourceType(variable)
  const given = value === null && type.kind === 'Collection' ? [] : value
  const typed = typedValue(given, type)
  if (typed !== undefined) return typed
  return context.fail({
    code: 'type-mismatch',
    message: `the variable ${variable.apiName} holds ${describeType(type)}, and the value is of another type.`,
  })
}
