import { isInput } from '../inputModel.ts'
import type { InteractionDeclaration } from '../interaction.ts'
import { checkInputNames, inputNames, INPUTS } from './checkInputs.ts'

/// Reset Inputs: gives inputs back the values they began with, without complaints: an empty form for the next record. An
/// input that writes back to a variable has the variable's value.
export const resetInputs: InteractionDeclaration = {
  type: 'resetInputs',
  label: 'Reset Inputs',
  help: 'Gives inputs back the values they began with, and hides what was wrong with them.',
  properties: [{ ...INPUTS, help: 'API names of inputs: ["FirstName", "Email"]. Empty: all.' }],
  run(context) {
    const names = inputNames(context)
    const inputs = context.scope.components.filter(
      ({ apiName, type }) => isInput(type) && (names.size === 0 || names.has(apiName.toLowerCase())),
    )
    for (const { apiName, attributes = {} } of inputs) {
      context.setAttribute(apiName, 'value', context.resolve(attributes['value'] ?? null))
      context.setAttribute(apiName, 'unreadableText', null)
      context.setAttribute(apiName, 'isReported', false)
    }
  },
  check: checkInputNames,
}
