import type { FlowCollectionProcessor } from '@millrace/metadata'
import { ANY, BOOLEAN, compareValues, RecordValue, type Value } from '@millrace/values'
import type { Compilation } from '../compilation.ts'
import { compileConditions, type Predicate } from '../conditions.ts'
import type { Interview, Node } from '../interview.ts'
import { findReference } from '../references.ts'
import { kept as keptValue } from '../traceText.ts'
import { compileItemVariable } from './itemVariable.ts'
import type { ElementKind } from './kind.ts'

/// Collection Filter: a new collection of the items that meet the conditions; the source stays as it is.
/// Collection Sort: puts the source itself in order and cuts it to the limit.
///
/// Source: Salesforce Help, "Flow Element: Collection Filter" and "Flow Element: Collection Sort".
export const collectionProcessors: ElementKind<FlowCollectionProcessor> = {
  label: 'Collection Filter, Collection Sort',

  outputOf(element, compilation) {
    if (element.collectionProcessorType !== 'FilterCollectionProcessor') return null
    const collection = findReference(element.collectionReference, compilation)
    return { type: typeof collection === 'string' ? ANY : collection.type }
  },

  compile(element, node, compilation) {
    switch (element.collectionProcessorType) {
      case 'FilterCollectionProcessor':
        return compileFilter(element, node, compilation)
      case 'SortCollectionProcessor':
        return compileSort(element, node, compilation)
      default:
        compilation.report(
          'element-not-supported',
          `${compilation.here} is a ${element.collectionProcessorType}, which runs only in recommendation strategies.`,
          element,
          'collectionProcessorType',
        )
    }
  },
}

function compileFilter(element: FlowCollectionProcessor, node: Node, compilation: Compilation): void {
  const collection = compilation.reference(element.collectionReference, element, 'collectionReference')
  const { slot } = compilation.resource(element.name)!
  const item = compileItemVariable(element, collection, compilation)
  const isMet = filterCondition(element, compilation)
  const next = compilation.next(element.connector)
  node.step = interview => {
    const source = collection.read(interview)
    const kept: Value[] = []
    for (const one of Array.isArray(source) ? source : []) {
      item?.write(interview, one)
      if (isMet(interview)) kept.push(one)
    }
    item?.write(interview, null)
    interview.slots[slot] = kept
    noteResult(element, source, kept, interview)
    return next
  }
}

/// As an assignment: from the collection that was there to the one that is.
function noteResult(element: FlowCollectionProcessor, source: Value, result: Value[], interview: Interview): void {
  const isSort = element.collectionProcessorType === 'SortCollectionProcessor'
  const words = {
    reference: isSort ? element.collectionReference : element.name,
    operator: 'Assign',
    operand: `{!${element.collectionReference}}`,
  }
  if (interview.trace.level === 'values')
    interview.trace.assigned(words, isSort ? keptValue(source) : null, keptValue(source), keptValue(result))
}

function filterCondition(element: FlowCollectionProcessor, compilation: Compilation): Predicate {
  if (!element.conditionLogic?.toLowerCase().startsWith('formula'))
    return compileConditions(element.conditions, element.conditionLogic, element, compilation)
  const formula = compilation.formula(element.formula ?? '', element, BOOLEAN, 'formula')
  return (interview: Interview) => formula.read(interview) === true
}

function compileSort(element: FlowCollectionProcessor, node: Node, compilation: Compilation): void {
  const collection = compilation.target(element.collectionReference, element, 'collectionReference')
  const compare = comparator(element, collection?.type, compilation)
  const next = compilation.next(element.connector)
  node.step = interview => {
    const source = collection?.read(interview)
    if (Array.isArray(source)) {
      const sorted = source.toSorted((a, b) => compare(a, b, interview.timeZone))
      const limited = element.limit === null ? sorted : sorted.slice(0, element.limit)
      collection!.write(interview, limited)
      noteResult(element, source, limited, interview)
    }
    return next
  }
}

type Compare = (a: Value, b: Value, timeZone: string) => number

/// Blanks go last whatever the order, or first where the option says so.
function comparator(
  element: FlowCollectionProcessor,
  type: { readonly kind: string } | undefined,
  compilation: Compilation,
): Compare {
  const item = type && 'of' in type ? (type as { of: { kind: string; object?: string } }).of : undefined
  const object = item?.object ? compilation.project.schema.object(item.object) : undefined
  const keys = element.sortOptions.map(option => {
    const field =
      object && option.sortField ? compilation.field(object, option.sortField, option, 'sortField') : undefined
    const name = field?.apiName ?? option.sortField
    if (object && field) compilation.noteRead(object.apiName, field.apiName)
    return {
      name,
      sign: option.sortOrder === 'Desc' ? -1 : 1,
      blankSign: option.doesPutEmptyStringAndNullFirst ? -1 : 1,
    }
  })
  return (a, b, timeZone) => {
    for (const { name, sign, blankSign } of keys) {
      const [x, y] = [sortValue(a, name), sortValue(b, name)]
      const [xBlank, yBlank] = [isBlank(x), isBlank(y)]
      if (xBlank || yBlank) {
        if (xBlank !== yBlank) return xBlank ? blankSign : -blankSign
        continue
      }
      const order = compareValues(x, y, timeZone) ?? 0
      if (order !== 0) return sign * order
    }
    return 0
  }
}

const sortValue = (value: Value, name: string | null): Value =>
  value instanceof RecordValue ? (name ? value.get(name) : value.id) : value
const isBlank = (value: Value): boolean => value === null || value === ''
