import type { FilterValues, ObjectType, RecordFilter, RecordFilterOperator } from '@millrace/database'
import type { FlowRecordFilter, Located } from '@millrace/metadata'
import { BOOLEAN, collectionOf, type DataType, didYouMean } from '@millrace/values'
import type { Compilation } from './compilation.ts'
import { conditionOperators } from './conditionOperators.ts'
import type { Expression } from './expression.ts'
import type { Interview } from './interview.ts'
import { type Logic, parseLogic } from './logic.ts'
import { traceText, valueText } from './traceText.ts'

/// The filters of a data element: their static part for the query, and what reads their values in an interview.
export interface Filters {
  readonly filters: readonly RecordFilter[]
  readonly logic: Logic | null
  readonly valuesOf: (interview: Interview) => FilterValues
  /// The filters with the values that `valuesOf` read, for a trace.
  readonly explain: (values: FilterValues) => Readonly<Record<string, unknown>>
}

/// The operators of filters, by their names in the file.
export const filterOperators: readonly RecordFilterOperator[] = [
  'EqualTo',
  'NotEqualTo',
  'GreaterThan',
  'GreaterThanOrEqualTo',
  'LessThan',
  'LessThanOrEqualTo',
  'Contains',
  'StartsWith',
  'EndsWith',
  'IsNull',
  'In',
  'NotIn',
]

/// The filters of a Get, Update or Delete Records element on [object].
///
/// Source: Metadata API Developer Guide, FlowRecordFilter; Salesforce Help, "Flow Operators in Data Elements".
export function compileFilters(
  element: Located & { readonly filters: readonly FlowRecordFilter[]; readonly filterLogic: string | null },
  object: ObjectType,
  compilation: Compilation,
): Filters {
  const compiled = element.filters.map(filter => compileFilter(filter, object, compilation))
  const logic = filterLogic(
    element,
    compiled.map(one => one.filter),
    compilation,
  )
  const values = compiled.map(one => one.value)
  return {
    filters: compiled.map(one => one.filter),
    logic,
    valuesOf: interview => ({ values: values.map(value => value.read(interview)) }),
    explain: ({ values }) => ({
      filters: compiled.map(({ filter, words }, i) => ({
        field: filter.field,
        operator: words.operator,
        right: words.right,
        value: traceText(values[i] ?? null),
      })),
      ...(element.filterLogic && compiled.length > 1 ? { filterLogic: element.filterLogic } : {}),
    }),
  }
}

/// # unknown-operator
/// A filter has no operator, or one that filters do not have.
///
/// The operators are listed in docs/reference/flow-elements.md.
function compileFilter(
  filter: FlowRecordFilter,
  object: ObjectType,
  compilation: Compilation,
): { filter: RecordFilter; value: Expression; words: { operator: string; right: string } } {
  const field = compilation.field(object, filter.field, filter)
  const operator = filterOperators.find(one => one === filter.operator)
  if (!operator)
    compilation.report(
      'unknown-operator',
      `${compilation.here}: there is no filter operator "${filter.operator}".${didYouMean(filter.operator, filterOperators)}`,
      filter,
      'operator',
    )
  const value = compilation.value(filter.value)
  const fieldName = field?.apiName ?? filter.field
  const wanted = field && wantedType(field.dataType, operator)
  const fitted =
    wanted && (filter.value ?? undefined)
      ? compilation.fitting(value, wanted, `${object.apiName}.${fieldName}`, filter)
      : value
  return {
    filter: { field: fieldName, operator: operator ?? 'EqualTo' },
    value: fitted,
    words: { operator: conditionOperators[filter.operator]?.words ?? filter.operator, right: valueText(filter.value) },
  }
}

function wantedType(type: DataType, operator: RecordFilterOperator | undefined): DataType {
  if (operator === 'IsNull') return BOOLEAN
  return operator === 'In' || operator === 'NotIn' ? collectionOf(type) : type
}

/// Without a filterLogic, equals filters on one field are joined by OR and the rest by AND.
///
/// Source: Salesforce Help, "Flow Element: Get Records" (filters on the same field).
///
/// # condition-logic
/// A filter logic such as `1 AND (2 OR 3)` can't be read, or names a filter that is not there.
///
/// Filters are numbered from 1, in the order of the file. AND and OR side by side need parentheses around what goes
/// together.
function filterLogic(
  element: Located & { readonly filterLogic: string | null },
  filters: readonly RecordFilter[],
  compilation: Compilation,
): Logic | null {
  if (filters.length === 0) return null
  if (element.filterLogic) {
    const logic = parseLogic(element.filterLogic, filters.length)
    if (typeof logic !== 'string') return logic
    compilation.report('condition-logic', `${compilation.here}: ${logic}`, element, 'filterLogic')
    return null
  }
  const groups = new Map<string, number[]>()
  filters.forEach(({ field, operator }, i) => {
    const key = operator === 'EqualTo' ? field : `${i}`
    groups.set(key, [...(groups.get(key) ?? []), i])
  })
  return { and: [...groups.values()].map(group => (group.length === 1 ? group[0]! : { or: group })) }
}
