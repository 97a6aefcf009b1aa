import type { FlowTransform, FlowTransformAction } from '@millrace/metadata'
import {
  add,
  ANY,
  ApexValue,
  collectionOf,
  type DataType,
  isNum,
  type Num,
  RecordValue,
  type Value,
} from '@millrace/values'
import type { Compilation, EachItem } from '../compilation.ts'
import { copied, rounded } from '../conversion.ts'
import type { Expression } from '../expression.ts'
import { flowType } from '../flowTypes.ts'
import type { Interview } from '../interview.ts'
import type { ElementKind } from './kind.ts'

/// Transform: makes a record, an Apex-defined value, a single value or a collection of such out of other resources. An
/// item of the source collection is `Source[$EachItem]`; Sum and Count work on a whole collection. A field that gets
/// null is left out.
///
/// Source: Metadata API Developer Guide, FlowTransform; Salesforce Help, "Flow Element: Transform".
export const transforms: ElementKind<FlowTransform> = {
  label: 'Transform',

  outputOf: element => ({ type: outputType(element) }),

  compile(element, node, compilation) {
    const { slot } = compilation.resource(element.name)!
    const next = compilation.next(element.connector)
    const type = outputType(element)
    const item = type.kind === 'Collection' ? type.of : type
    const values = element.transformValues.map(value => {
      const { result, eachItem } = compilation.withEachItem(() =>
        compileValue(value.transformValueActions, item, element, compilation),
      )
      return { make: result, eachItem }
    })
    node.step = interview => {
      interview.slots[slot] = element.isCollection
        ? values.flatMap(({ make, eachItem }) => (eachItem ? forEach(eachItem, make, interview) : [make(interview)]))
        : (values[0]?.make(interview) ?? null)
      return next
    }
  },
}

const outputType = (element: FlowTransform): DataType => {
  const item = flowType({ ...element, isCollection: false }) ?? ANY
  return element.isCollection ? collectionOf(item) : item
}

type Make = (interview: Interview) => Value

function forEach({ slot, collection }: EachItem, make: Make, interview: Interview): Value[] {
  const items = collection.read(interview)
  const made = (Array.isArray(items) ? items : []).map(item => {
    interview.slots[slot] = item
    return make(interview)
  })
  interview.slots[slot] = null
  return made
}

/// One target value: of a single action without a field the value itself, else the fields put together.
function compileValue(
  actions: readonly FlowTransformAction[],
  type: DataType,
  element: FlowTransform,
  compilation: Compilation,
): Make {
  const fields = actions.map(action => compileAction(action, type, element, compilation))
  const [only] = fields
  if (only && fields.length === 1 && only.name === null) return only.read
  if (type.kind === 'Record') {
    const objectName = compilation.project.schema.object(type.object)?.apiName ?? type.object
    return interview => {
      const record = new RecordValue(objectName)
      for (const { name, read } of fields) {
        const value = read(interview)
        if (name !== null && value !== null) record.set(name, value)
      }
      return record
    }
  }
  return interview => {
    const made = new ApexValue(element.apexClass ?? '')
    for (const { name, read } of fields) {
      const value = read(interview)
      if (name !== null && value !== null) made.fields.set(name, value)
    }
    return made
  }
}

function compileAction(
  action: FlowTransformAction,
  type: DataType,
  element: FlowTransform,
  compilation: Compilation,
): { name: string | null; read: Make } {
  const value = compileSource(action, compilation)
  if (!action.outputFieldApiName) {
    const fitted = compilation.fitting(value, type, element.name, action)
    const round = type.kind === 'Number' ? rounded(element.scale) : copied
    return { name: null, read: interview => round(fitted.read(interview)) }
  }
  const object = type.kind === 'Record' ? compilation.project.schema.object(type.object) : undefined
  const field = object && compilation.field(object, action.outputFieldApiName, action, 'outputFieldApiName')
  if (!field) return { name: action.outputFieldApiName, read: value.read }
  return {
    name: field.apiName,
    read: compilation.fitting(value, field.dataType, `${object.apiName}.${field.apiName}`, action).read,
  }
}

function compileSource(action: FlowTransformAction, compilation: Compilation): Expression {
  switch (action.transformType) {
    case 'Map':
      return compilation.value(action.value)
    case 'Count':
    case 'Sum':
      return aggregate(action, compilation)
    default: {
      const message = `${compilation.here} uses ${action.transformType}, which Millrace does not run yet.`
      compilation.report('element-not-supported', message, action, 'transformType')
      return compilation.value(null)
    }
  }
}

function aggregate(action: FlowTransformAction, compilation: Compilation): Expression {
  const parameter = (name: string) => action.inputParameters.find(one => one.name === name)?.value ?? null
  const values = compilation.value(parameter('aggregationValues') ?? action.value)
  const type: DataType = { kind: 'Number' }
  if (action.transformType === 'Count') return { type, read: interview => lengthOf(values.read(interview)) }
  const fieldName = compilation.value(parameter('aggregationField')).constant
  const object =
    values.type.kind === 'Collection' && values.type.of.kind === 'Record'
      ? compilation.project.schema.object(values.type.of.object)
      : undefined
  const field =
    object && typeof fieldName === 'string'
      ? compilation.field(object, fieldName, action, 'inputParameters')
      : undefined
  if (object && field) compilation.noteRead(object.apiName, field.apiName)
  return { type, read: interview => sumOf(values.read(interview), field?.apiName ?? null) }
}

const lengthOf = (value: Value): number => (Array.isArray(value) ? value.length : 0)

function sumOf(value: Value, field: string | null): Num {
  let sum: Num = 0
  for (const item of Array.isArray(value) ? value : []) {
    const part = item instanceof RecordValue ? (field ? item.get(field) : null) : item
    if (isNum(part)) sum = add(sum, part)
  }
  return sum
}
