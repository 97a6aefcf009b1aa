import type { Flow, FlowElement, FlowScreen } from '@millrace/metadata'
import type { Resource } from '../pickers/resources.ts'
import { flowValueType, typeOf, type ValueType } from '../pickers/valueTypes.ts'
import { kindOf } from './canvas/elementKinds.ts'
import { extensionOutputs } from './screens/extensionComponents.ts'
import { kindOfField } from './screens/screenParts.ts'
import { placedFields } from './screens/screenPlaces.ts'

/// What of the project a flow's elements may give: the outputs of subflows and actions.
export interface FlowSurroundings {
  readonly flows: readonly FlowSummary[]
  readonly actions: readonly ActionSummary[]
  /// Record-triggered flows have {!$Record}.
  readonly recordObject?: string | null
}

export interface FlowParameter {
  readonly name: string
  readonly dataType: string
  readonly isCollection: boolean
  readonly objectType: string | null
}

export interface FlowSummary {
  readonly apiName: string
  readonly label: string
  readonly processType: string
  readonly inputs: readonly FlowParameter[]
  readonly outputs: readonly FlowParameter[]
}

export interface ActionSummary {
  readonly type: string
  readonly name: string
  readonly label: string
  readonly inputs: readonly ActionParameter[]
  readonly outputs: readonly ActionParameter[]
}

export interface ActionParameter {
  readonly name: string
  /// In words: "Text", "Text collection", "Contact".
  readonly type: string
  readonly required?: boolean
}

const TEXT = typeOf('Text')

/// Everything a reference in [flow] can begin with.
export function flowResources(flow: Flow, around: FlowSurroundings): Resource[] {
  const variables = flow.variables.map(variable =>
    resource(
      variable.name,
      'Variables',
      flowValueType(variable.dataType, variable.isCollection, variable.objectType),
      'utility:variable',
      true,
    ),
  )
  const types = new Map(variables.map(({ name, type }) => [name.toLowerCase(), type]))
  const elements = flow.elements.flatMap(element => outputsOf(element, flow, around, types))
  return [
    ...variables,
    ...flow.constants.map(({ name, dataType }) =>
      resource(name, 'Constants', flowValueType(dataType, false, null), 'utility:pin'),
    ),
    ...flow.formulas.map(({ name, dataType }) =>
      resource(name, 'Formulas', flowValueType(dataType, false, null), 'utility:formula'),
    ),
    ...flow.textTemplates.map(({ name }) => resource(name, 'Text Templates', TEXT, 'utility:text_template')),
    ...flow.stages.map(({ name }) => resource(name, 'Stages', TEXT, 'utility:steps')),
    ...[...flow.choices, ...flow.dynamicChoiceSets].map(({ name, dataType }) =>
      resource(name, 'Choices', flowValueType(dataType, false, null), 'utility:list'),
    ),
    ...elements,
    ...flow.elements.flatMap(element => (element.kind === 'screens' ? screenResources(element) : [])),
    ...globals(around),
  ]
}

const resource = (name: string, group: string, type: ValueType, iconName?: string, isWritable?: boolean): Resource => ({
  name,
  label: name,
  group,
  type,
  iconName,
  isWritable,
})

/// What an element's name stands for where another element uses it.
function outputsOf(
  element: FlowElement,
  flow: Flow,
  around: FlowSurroundings,
  types: Map<string, ValueType>,
): Resource[] {
  const named = (type: ValueType, more: Partial<Resource> = {}): Resource[] => {
    types.set(element.name.toLowerCase(), type)
    return [{ name: element.name, label: labelled(element), group: 'Element Outputs', type, ...more }]
  }
  switch (element.kind) {
    case 'recordLookups':
      return element.storeOutputAutomatically
        ? named(typeOf('Record', !element.getFirstRecordOnly, element.object), { isWritable: true })
        : []
    case 'recordCreates':
      return element.storeOutputAutomatically ? named(TEXT, { label: `${labelled(element)} (new Id)` }) : []
    case 'loops': {
      const type = typeOfName(element.collectionReference, flow, types)
      return element.assignNextValueToReference || !type
        ? []
        : named({ ...type, isCollection: false }, { label: `Current Item of ${element.label}`, isWritable: true })
    }
    case 'collectionProcessors': {
      const type = typeOfName(element.collectionReference, flow, types)
      if (!type || /sort/i.test(element.collectionProcessorType)) return []
      const item = element.assignNextValueToReference
      return [
        ...named(type),
        // Flow Builder declares it as a variable; where it did not, it is one all the same.
        ...(item && !types.has(item.toLowerCase())
          ? [
              {
                ...resource(item, 'Element Outputs', { ...type, isCollection: false }),
                label: `Current Item of ${element.label}`,
              },
            ]
          : []),
      ]
    }
    case 'subflows': {
      const called = around.flows.find(({ apiName }) => apiName === element.flowName)
      if (!element.storeOutputAutomatically || !called) return []
      const members = called.outputs.map(output => ({
        name: output.name,
        type: flowValueType(output.dataType, output.isCollection, output.objectType),
      }))
      return named(typeOf('Any'), { members })
    }
    case 'actionCalls': {
      const action = around.actions.find(({ type, name }) => type === element.actionType && name === element.actionName)
      if (!element.storeOutputAutomatically || !action) return []
      return named(typeOf('Any'), {
        members: action.outputs.map(({ name, type }) => ({ name, type: typeInWords(type) })),
      })
    }
    case 'transforms':
      return named(flowValueType(element.dataType, element.isCollection, element.objectType))
    case 'decisions':
      return element.rules.map(rule => ({
        ...resource(rule.name, 'Outcomes', typeOf('Boolean')),
        label: `${rule.label} (outcome of ${element.label})`,
      }))
    default:
      return []
  }
}

/// What people typed and chose on a screen, and what its Lightning components give.
function screenResources({ label, fields }: FlowScreen): Resource[] {
  return placedFields(fields).flatMap(({ field }): Resource[] => {
    const { name, fieldType, dataType, storeOutputAutomatically } = field
    const made = (type: ValueType, more: Partial<Resource> = {}): Resource => ({
      ...resource(name, `Screen: ${label}`, type, kindOfField(field).iconName),
      ...more,
    })
    if (name === '') return []
    if (fieldType === 'Repeater') return [made(typeOf('Any'), { members: REPEATED })]
    if (fieldType === 'ComponentInstance')
      return storeOutputAutomatically ? [made(typeOf('Any'), { members: extensionOutputs(field) })] : []
    if (fieldType === 'LargeTextArea' || fieldType === 'PasswordField') return [made(TEXT)]
    return HOLDS_A_VALUE.test(fieldType) ? [made(flowValueType(dataType, false, null))] : []
  })
}

const HOLDS_A_VALUE =
  /^(InputField|DropdownBox|RadioButtons|RadioButtonGroup|MultiSelectCheckboxes|MultiSelectPicklist|ComponentChoice|ComponentMultiChoice)$/

const REPEATED = ['AllItems', 'AddedItems', 'RemovedItems', 'PrepopulatedItems'].map(name => ({
  name,
  type: typeOf('Any', true),
}))

const labelled = (element: FlowElement): string => `${element.label} (${kindOf(element).label})`

function typeOfName(path: string, flow: Flow, types: ReadonlyMap<string, ValueType>): ValueType | undefined {
  const known = types.get(path.toLowerCase())
  if (known) return known
  // An element that stands further down in the file.
  const element = flow.elements.find(({ name }) => name.toLowerCase() === path.toLowerCase())
  return element?.kind === 'recordLookups' ? typeOf('Record', !element.getFirstRecordOnly, element.object) : undefined
}

/// The type that an action's description names in words.
export function typeInWords(words: string): ValueType {
  const isCollection = / collection$/i.test(words)
  const one = words.replace(/ collection$/i, '').replace(/ \(.*\)$/, '')
  const kinds = {
    text: 'Text',
    number: 'Number',
    boolean: 'Boolean',
    date: 'Date',
    'date/time': 'DateTime',
    time: 'Time',
    picklist: 'Text',
    any: 'Any',
  } as const
  const kind = kinds[one.toLowerCase() as keyof typeof kinds]
  return kind ? typeOf(kind, isCollection) : typeOf('Record', isCollection, /^record$/i.test(one) ? null : one)
}

const member = (name: string, kind: ValueType['kind'] = 'Text', object: string | null = null) => ({
  name,
  type: typeOf(kind, false, object),
})

function globals({ recordObject }: FlowSurroundings): Resource[] {
  const group = 'Global Variables'
  const record = (name: string, object: string): Resource => resource(name, group, typeOf('Record', false, object))
  const some = (name: string, members: Resource['members']): Resource => ({
    ...resource(name, group, typeOf('Any')),
    members,
  })
  return [
    ...(recordObject ? [record('$Record', recordObject), record('$Record__Prior', recordObject)] : []),
    some('$Flow', [
      member('CurrentDate', 'Date'),
      member('CurrentDateTime', 'DateTime'),
      member('FaultMessage'),
      member('InterviewGuid'),
      member('InterviewStartTime', 'DateTime'),
      member('CurrentRecord'),
    ]),
    record('$User', 'User'),
    record('$Profile', 'Profile'),
    record('$UserRole', 'UserRole'),
    record('$Organization', 'Organization'),
    some('$GlobalConstant', [member('True', 'Boolean'), member('False', 'Boolean'), member('EmptyString')]),
    some('$Api', [member('Session_ID'), member('Partner_Server_URL_620'), member('Enterprise_Server_URL_620')]),
    some('$System', [member('OriginDateTime', 'DateTime')]),
    some('$Client', [member('FormFactor')]),
    some('$Label', []),
    some('$Setup', []),
    some('$Permission', []),
  ]
}
