import type { ObjectType } from '@millrace/database'
import type { FlowFieldAssignment, FlowValue } from '@millrace/metadata'
import type { Compilation } from '../compilation.ts'
import type { Expression } from '../expression.ts'

/// A field and the value an element sets it to.
export interface FieldValue {
  readonly name: string
  readonly value: Expression
  /// As it stands in the file.
  readonly source: FlowValue | null
}

/// The field values of a Create or Update Records element, each made to fit its field.
export function compileFieldValues(
  assignments: readonly FlowFieldAssignment[],
  object: ObjectType,
  compilation: Compilation,
): FieldValue[] {
  return assignments.map(item => {
    const field = compilation.field(object, item.field, item)
    const value = compilation.value(item.value)
    if (!field) return { name: item.field, value, source: item.value }
    return {
      name: field.apiName,
      value: compilation.fitting(value, field.dataType, `${object.apiName}.${field.apiName}`, item),
      source: item.value,
    }
  })
}
