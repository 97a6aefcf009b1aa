import type { VariableResource } from '@millrace/metadata'
import { type DataType, describeType, isCollection, parseNum, type Value } from '@millrace/values'
import type { PropertyDeclaration } from '../declaration.ts'
import type { InteractionCheck, InteractionContext, InteractionDeclaration } from '../interaction.ts'
import { isObject } from '../objectDescription.ts'
import { asValue } from '../resolved.ts'
import { fits, typedValue } from '../resourceTypes.ts'
import { settingType } from '../settingValues.ts'
import {
  ASSIGNMENT_OPERATORS,
  assignmentOperator,
  isUnfit,
  type OperandKind,
  VALUELESS,
} from './assignmentOperators.ts'
import { assignmentTarget, type AssignmentTarget, valueAt, withValueAt } from './assignmentTarget.ts'
import { optionsOf } from './settings.ts'

const labels = Object.fromEntries(Object.entries(ASSIGNMENT_OPERATORS).map(([name, { label }]) => [name, label]))

const ONE: readonly PropertyDeclaration[] = [
  {
    name: 'variable',
    label: 'Variable',
    type: 'target',
    help: 'A variable, a field of a record variable (contact.Status__c), or a place in a JSON variable (data.items[0].name).',
  },
  {
    name: 'operator',
    label: 'Operator',
    type: 'choice',
    default: 'equal',
    options: optionsOf(labels),
    help: 'Add sums numbers, joins text, moves dates by days and appends to a collection; the Remove operators work on text and collections.',
  },
  { name: 'value', label: 'Value', type: 'value' },
]

/// Assignment: changes variables of the component, also a field of a record or a place in JSON. Several are one change:
/// each sees what those before it made, and who watches is told once.
export const assignment: InteractionDeclaration = {
  type: 'assignment',
  label: 'Assignment',
  help: 'Sets variables of this component, or adds to them or takes away from them.',
  properties: [
    ...ONE,
    {
      name: 'assignments',
      label: 'Further assignments',
      type: 'list',
      items: ONE.map(property => (property.name === 'variable' ? { ...property, required: true } : property)),
      help: 'They are done in order and seen as one change.',
    },
  ],
  run(context) {
    const changed = new Map<string, { variable: VariableResource; value: Value }>()
    for (const one of assignmentsOf(context.interaction)) {
      const target = assignmentTarget(String(one.raw['variable'] ?? ''), context.scope)
      if (typeof target === 'string') return context.fail({ code: 'unknown-variable', message: target })
      const { variable } = target
      const whole = changed.get(variable.apiName)?.value ?? context.readVariable(variable)
      changed.set(variable.apiName, { variable, value: assigned(context, target, whole, one.raw) })
    }
    context.setVariables([...changed.values()])
  },
  check(checking) {
    const all = assignmentsOf(checking.interaction)
    if (all.length === 0)
      checking.report({ code: 'missing-setting', message: '"variable" (Variable) is not set.', setting: 'variable' })
    for (const one of all) checkOne(checking, one)
  },
}

interface OneAssignment {
  readonly raw: Readonly<Record<string, unknown>>
  /// Where it stands in the interaction: "" or `assignments[0].`.
  readonly path: string
}

function assignmentsOf(interaction: Readonly<Record<string, unknown>>): OneAssignment[] {
  const { assignments } = interaction
  const listed = Array.isArray(assignments) ? assignments : []
  return [
    ...(interaction['variable'] === undefined ? [] : [{ raw: interaction, path: '' }]),
    ...listed.flatMap((raw: unknown, i) => (isObject(raw) ? [{ raw, path: `assignments[${i}].` }] : [])),
  ]
}

const operatorName = (raw: OneAssignment['raw']): string => String(raw['operator'] ?? 'equal')

function assigned(
  context: InteractionContext,
  { variable, path, type }: AssignmentTarget,
  whole: Value,
  raw: OneAssignment['raw'],
): Value {
  const name = operatorName(raw)
  const operator =
    assignmentOperator(name) ?? context.fail({ code: 'setting-value', message: `there is no operator "${name}".` })
  const before = valueAt(whole, path)
  const value = asValue(context.resolve(raw['value'] ?? null))
  const after = operator.apply(before, written(value, type), kindOf(type, before), context.host)
  if (isUnfit(after)) return context.fail({ code: 'type-mismatch', message: `${variable.apiName}: ${after.unfit}` })
  const typed = typedValue(after, type)
  if (typed === undefined)
    return context.fail({
      code: 'type-mismatch',
      message: `${[variable.apiName, ...path].join('.')} holds ${describeType(type)}, and the value is of another type.`,
    })
  return withValueAt(whole, path, typed, path.length > 0 ? rootType(variable, context) : type)
}

/// Numbers may be typed in as text, as property panels write them.
const written = (value: Value, type: DataType): Value =>
  type.kind === 'Number' && typeof value === 'string' ? (parseNum(value) ?? value) : value

function rootType(variable: VariableResource, context: InteractionContext): DataType {
  const target = assignmentTarget(variable.apiName, context.scope)
  return typeof target === 'string' ? { kind: 'Any' } : target.type
}

function kindOf(type: DataType, before: Value): OperandKind {
  switch (type.kind) {
    case 'Text':
    case 'Picklist':
    case 'Multipicklist':
      return 'Text'
    case 'Number':
    case 'Boolean':
    case 'Date':
    case 'DateTime':
    case 'Collection':
      return type.kind
    default:
      return isCollection(before) ? 'Collection' : 'Other'
  }
}

/// # assignment-operator
/// An assignment has an operator that is not for the type of its variable.
///
/// The message says what the operator is for. Subtract, for example, has no meaning for text.
function checkOne({ scope, place, report }: InteractionCheck, { raw, path }: OneAssignment): void {
  const target = assignmentTarget(String(raw['variable'] ?? ''), scope)
  if (typeof target === 'string')
    return report({ code: 'unknown-variable', message: target, setting: `${path}variable` })
  const name = operatorName(raw)
  const operator = assignmentOperator(name)
  if (!operator) return
  const kind = kindOf(target.type, null)
  const held = `${[target.variable.apiName, ...target.path].join('.')} holds ${describeType(target.type)}`
  if (operator.on && target.type.kind !== 'Any' && !operator.on.includes(kind))
    return report({
      code: 'assignment-operator',
      message: `${held}, but "${operator.label}" is for ${operator.on.filter(one => one !== 'Other').join(', ')}.`,
      setting: `${path}operator`,
    })
  const type = settingType(raw['value'], scope, place)
  if ((name !== 'equal' && name !== 'add') || VALUELESS.includes(name) || 'unknown' in type) return
  if (typeof raw['value'] === 'string' && !raw['value'].startsWith('{!')) return
  if (kind === 'Date' || kind === 'DateTime' || (name === 'add' && kind === 'Text')) return
  const wanted = target.type.kind === 'Collection' && type.kind !== 'Collection' ? target.type.of : target.type
  if (!fits(type, wanted))
    report({
      code: 'type-mismatch',
      message: `${held}, but the value is ${describeType(type)}.`,
      setting: `${path}value`,
    })
}
