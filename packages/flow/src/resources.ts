import type {
  FlowChoice,
  FlowElement,
  FlowFormula,
  FlowScreenAction,
  FlowScreenField,
  FlowTextTemplate,
  FlowVariable,
  Located,
} from '@millrace/metadata'
import { ANY, apexOf, BOOLEAN, type DataType, TEXT, type Value, recordOf } from '@millrace/values'
import type { Compilation } from './compilation.ts'
import { elementKinds } from './elements/index.ts'
import type { ElementOutput } from './elements/kind.ts'
import { constant, type Expression } from './expression.ts'
import { flowType } from './flowTypes.ts'
import { stageValue } from './globals.ts'
import type { Interview } from './interview.ts'
import { readChoice } from './screens/choices.ts'
import { choiceMembers, chosenValue } from './screens/chosen.ts'
import { componentMembers } from './screens/components.ts'
import { REPEATER_MEMBERS } from './screens/repeaterMembers.ts'
import { SCREEN_ACTION_MEMBERS } from './screens/screenActionMembers.ts'
import { isChoiceComponent, isInput, screenFieldsOf, takesSeveral } from './screens/screenFields.ts'
import { compileTemplate } from './template.ts'
import { triggerOf } from './triggerKind.ts'

/// A name of the flow that has a value: a variable, a constant, a formula, an element's automatic output, a loop's
/// current item, an outcome. All share one set of names.
export interface Resource {
  readonly name: string
  readonly kind: 'variable' | 'constant' | 'formula' | 'textTemplate' | 'output' | 'outcome' | 'element'
  readonly type: DataType
  /// Where an interview holds it; -1 when it is worked out on reading.
  readonly slot: number
  readonly isAssignable: boolean
  /// Decimals a Number keeps when it is stored; null where nothing is rounded.
  readonly scale: number | null
  /// Outputs by lower-case name, of an element that has several.
  readonly members: ReadonlyMap<string, { readonly name: string; readonly type: DataType }> | null
  /// Of a choice: where an interview holds whether it was selected.
  readonly selectedSlot?: number
  readonly expression: (compilation: Compilation) => Expression
}

/// The resources of a flow by lower-case name. Reports names that are used twice.
///
/// # duplicate-name
/// Two elements or resources of the flow have the same API name. Upper and lower case make no difference.
///
/// References would mean one of them by chance. Give one another name, also where it is referred to.
export function declareResources(compilation: Compilation): Map<string, Resource> {
  const { flow } = compilation
  const resources = new Map<string, Resource>()
  const declare = (resource: Resource, at: Located): void => {
    const key = resource.name.toLowerCase()
    if (resources.has(key))
      compilation.report(
        'duplicate-name',
        `The name "${resource.name}" is used twice. Names are unique in a flow, ignoring case.`,
        at,
        'name',
      )
    else resources.set(key, resource)
  }
  for (const variable of flow.variables) declare(variableResource(variable, compilation), variable)
  for (const item of flow.constants)
    declare(
      computed(item, 'constant', typeOf(item, compilation), () => compilation.value(item.value)),
      item,
    )
  for (const formula of flow.formulas) declare(formulaResource(formula, compilation), formula)
  for (const template of flow.textTemplates) declare(templateResource(template, compilation), template)
  for (const stage of flow.stages)
    declare(
      computed(stage, 'constant', TEXT, () => constant(TEXT, stageValue(flow, stage))),
      stage,
    )
  for (const choice of flow.choices) declare(choiceResource(choice, compilation), choice)
  for (const set of flow.dynamicChoiceSets) {
    const selectedSlot = compilation.newSlot(`${set.name}#selected`)
    const type = flowType(set) ?? TEXT
    declare({ ...held(set.name, 'constant', type, compilation.newSlot(set.name)), selectedSlot }, set)
  }
  for (const field of screenFieldsOf(flow.elements)) {
    const resource = field.name === '' ? null : screenFieldResource(field, compilation)
    if (resource) declare(resource, field)
  }
  for (const element of flow.elements) {
    declare(elementResource(element, compilation), element)
    if (element.kind === 'screens')
      for (const action of element.actions) declare(screenActionResource(action, compilation), action)
    if (element.kind === 'decisions')
      for (const rule of element.rules)
        declare(held(rule.name, 'outcome', BOOLEAN, compilation.newSlot(rule.name)), rule)
    if (element.kind === 'waits')
      for (const event of element.waitEvents)
        if (event.name) declare(held(event.name, 'outcome', BOOLEAN, compilation.newSlot(event.name)), event)
  }
  const object = triggerOf(flow)?.object
  if (flow.start && object) {
    const type = recordOf(compilation.project.schema.object(object)?.apiName ?? object)
    declare(held('$Record', 'variable', type, compilation.newSlot('$Record'), { isAssignable: true }), flow.start)
    declare(held('$Record__Prior', 'variable', type, compilation.newSlot('$Record__Prior')), flow.start)
  }
  return resources
}

function held(
  name: string,
  kind: Resource['kind'],
  type: DataType,
  slot: number,
  more: Partial<Pick<Resource, 'isAssignable' | 'scale' | 'members'>> = {},
): Resource {
  const expression: Expression = { type, read: interview => interview.slots[slot]! }
  return {
    name,
    kind,
    type,
    slot,
    isAssignable: false,
    scale: null,
    members: null,
    expression: () => expression,
    ...more,
  }
}

function computed(
  item: Located & { readonly name: string },
  kind: Resource['kind'],
  type: DataType,
  make: () => Expression,
): Resource {
  let made: Expression | undefined
  return {
    name: item.name,
    kind,
    type,
    slot: -1,
    isAssignable: false,
    scale: null,
    members: null,
    expression: compilation => (made ??= compilation.withoutCycle(item.name, item, make)),
  }
}

/// # unknown-data-type
/// A resource has a data type that flows do not have.
///
/// Flows have String, Number, Currency, Boolean, Date, DateTime, Time, Picklist, Multipicklist, SObject and Apex.
function typeOf(
  item: Parameters<typeof flowType>[0] & Located & { readonly name: string },
  compilation: Compilation,
): DataType {
  const type = flowType(item)
  if (type) return type
  compilation.report(
    'unknown-data-type',
    `"${item.name}" has the data type "${item.dataType}", which flows do not have.`,
    item,
    'dataType',
  )
  return ANY
}

function variableResource(variable: FlowVariable, compilation: Compilation): Resource {
  const scalesNumbers = !variable.isCollection && (variable.dataType === 'Number' || variable.dataType === 'Currency')
  return held(variable.name, 'variable', typeOf(variable, compilation), compilation.newSlot(variable.name), {
    isAssignable: true,
    scale: scalesNumbers ? variable.scale : null,
  })
}

function formulaResource(formula: FlowFormula, compilation: Compilation): Resource {
  const type = typeOf(formula, compilation)
  return computed(formula, 'formula', type, () => compilation.scaledFormula(formula, type))
}

function templateResource(template: FlowTextTemplate, compilation: Compilation): Resource {
  return computed(template, 'textTemplate', TEXT, () => compileTemplate(template.text, compilation, template, 'text'))
}

function choiceResource(choice: FlowChoice, compilation: Compilation): Resource {
  const slot = compilation.newSlot(choice.name)
  const selectedSlot = compilation.newSlot(`${choice.name}#selected`)
  const type = flowType(choice) ?? TEXT
  const resource = computed(choice, 'constant', type, () => ({ type, read: readChoice(choice, slot, compilation) }))
  return { ...resource, slot, selectedSlot }
}

/// The value of a screen component: what was typed or chosen; of a Lightning component its attributes. Sections have
/// none.
function screenFieldResource(field: FlowScreenField, compilation: Compilation): Resource | null {
  if (isInput(field)) {
    const type = takesSeveral(field) ? TEXT : typeOf(field, compilation)
    return held(field.name, 'variable', type, compilation.newSlot(field.name))
  }
  if (field.fieldType === 'DisplayText') return null
  if (isChoiceComponent(field)) return choiceComponentResource(field, compilation)
  if (field.fieldType === 'Region' || field.fieldType === 'RegionContainer') return null
  if (field.fieldType === 'Repeater')
    return held(field.name, 'output', apexOf(field.name), compilation.newSlot(field.name), {
      members: REPEATER_MEMBERS,
    })
  const members = componentMembers(field)
  const type = members ? apexOf(field.extensionName ?? '') : ANY
  return held(field.name, 'output', type, compilation.newSlot(field.name), { members })
}

const screenActionResource = ({ name, actionName }: FlowScreenAction, compilation: Compilation): Resource =>
  held(name, 'output', apexOf(actionName), compilation.newSlot(name), { members: SCREEN_ACTION_MEMBERS })

/// A choice component's name alone stands for the value that was chosen.
function choiceComponentResource(field: FlowScreenField, compilation: Compilation): Resource {
  const type = takesSeveral(field) ? TEXT : typeOf(field, compilation)
  const slot = compilation.newSlot(field.name)
  const expression: Expression = { type, read: interview => chosenValue(interview.slots[slot]!) }
  return {
    ...held(field.name, 'output', type, slot, { members: choiceMembers(type) }),
    expression: () => expression,
  }
}

/// An element's name means its automatic output where it has one, and otherwise whether it has run successfully.
/// Its type is worked out when it is asked for: a loop's item depends on a resource that may stand further down.
function elementResource(element: FlowElement, compilation: Compilation): Resource {
  const slot = compilation.newSlot(element.name)
  let known: ElementOutput | null | undefined
  const output = (): ElementOutput | null => {
    if (known !== undefined) return known
    known = null
    return (known = elementKinds.outputOf(element, compilation))
  }
  return {
    name: element.name,
    slot,
    scale: null,
    get kind() {
      return output() ? 'output' : 'element'
    },
    get type() {
      return output()?.type ?? BOOLEAN
    },
    get isAssignable() {
      return output() !== null
    },
    get members() {
      return output()?.members ?? null
    },
    expression: () => {
      const out = output()
      if (out) {
        const { type, alone } = out
        const held = (interview: Interview): Value => interview.slots[slot]!
        return { type, read: alone ? interview => alone(held(interview)) : held }
      }
      compilation.node(element.name)!.succeededSlot = slot
      return { type: BOOLEAN, read: interview => interview.slots[slot] ?? false }
    },
  }
}
