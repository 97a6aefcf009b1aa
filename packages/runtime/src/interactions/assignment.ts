import { add, describeType, equalValues, isCollection, isNum, mergeText, subtract, type Value } from '@millrace/values'
import type { InteractionContext, InteractionDeclaration } from '../interaction.ts'
import { asValue } from '../resolved.ts'
import { fits, resourceType, typedValue } from '../resourceTypes.ts'
import { settingType } from '../settingValues.ts'

/// Assignment: changes a variable of the component.
export const assignment: InteractionDeclaration = {
  type: 'assignment',
  label: 'Assignment',
  help: 'Sets a variable of this component, or adds to it.',
  properties: [
    { name: 'variable', label: 'Variable', type: 'variable', required: true },
    {
      name: 'operator',
      label: 'Operator',
      type: 'choice',
      default: 'equal',
      options: [
        { value: 'equal', label: 'Equals' },
        { value: 'add', label: 'Add' },
        { value: 'subtract', label: 'Subtract' },
        { value: 'addAtStart', label: 'Add at Start' },
        { value: 'removeAll', label: 'Remove All' },
      ],
      help: 'Add sums numbers, joins text and appends to a collection; Remove All takes equal items out of one.',
    },
    { name: 'value', label: 'Value', type: 'value' },
  ],
  run(context) {
    const variable = context.scope.resource(String(context.interaction['variable']))
    if (variable?.type !== 'variable')
      return context.fail({
        code: 'unknown-variable',
        message: `there is no variable "${String(context.interaction['variable'])}".`,
      })
    const type = resourceType(variable)
    const value = typedValue(operate(context, context.readVariable(variable), type.kind === 'Collection'), type)
    if (value === undefined)
      return context.fail({
        code: 'type-mismatch',
        message: `${variable.apiName} holds ${describeType(type)}, and the value is of another type.`,
      })
    context.setVariables([{ variable, value }])
  },
  check({ interaction, scope, place, report }) {
    const variable = scope.resource(String(interaction['variable']))
    const type = settingType(interaction['value'], scope, place)
    if (variable?.type !== 'variable' || 'unknown' in type || typeof interaction['value'] === 'string') return
    const target = resourceType(variable)
    const wanted = target.kind === 'Collection' && type.kind !== 'Collection' ? target.of : target
    if (!fits(type, wanted))
      report({
        code: 'type-mismatch',
        message: `${variable.apiName} holds ${describeType(target)}, but the value is ${describeType(type)}.`,
        setting: 'value',
      })
  },
}

function operate(context: InteractionContext, before: Value, toCollection: boolean): Value {
  const value = asValue(context.setting('value'))
  const operator = context.setting('operator')
  if (toCollection) return changedCollection(isCollection(before) ? before : [], operator, value)
  switch (operator) {
    case 'add':
      if (isNum(value) && (isNum(before) || before === null)) return add(before ?? 0, value)
      return typeof before === 'string' || before === null ? (before ?? '') + mergeText(value, context.host) : value
    case 'addAtStart':
      return mergeText(value, context.host) + mergeText(before, context.host)
    case 'subtract':
      if (isNum(value) && (isNum(before) || before === null)) return subtract(before ?? 0, value)
      return context.fail({ code: 'type-mismatch', message: 'Subtract takes two numbers.' })
    default:
      return value
  }
}

function changedCollection(before: readonly Value[], operator: unknown, value: Value): Value {
  const items = isCollection(value) ? value : [value]
  switch (operator) {
    case 'add':
      return [...before, ...items]
    case 'addAtStart':
      return [...items, ...before]
    case 'subtract':
    case 'removeAll':
      return before.filter(item => !items.some(removed => equalValues(item, removed)))
    default:
      return value === null ? [] : items
  }
}
