import { FormulaError, prepareFormula } from '@millrace/formula'
import type { Value } from '@millrace/values'
import type { FieldType, ObjectType } from '../schema.ts'
import { globalReference } from '../sql/globals.ts'
import type { RowContext } from '../sql/projection.ts'
import type { UserContext } from '../userContext.ts'

/// What an inserted record gets in a field that it does not state.
export interface FieldDefault {
  readonly field: FieldType
  value(user: UserContext): Value
}

/// The defaults of [object]: a picklist's default value, or the field's default value formula.
export function compileDefaults(object: ObjectType): FieldDefault[] {
  return object.fields.flatMap(field => {
    if (!field.createable || field.formula) return []
    const chosen = field.picklist?.values.find(value => value.isDefault && value.active)
    if (chosen) return { field, value: () => chosen.value }
    return field.defaultValueFormula === null ? [] : formulaDefault(field, field.defaultValueFormula)
  })
}

function formulaDefault(field: FieldType, expression: string): FieldDefault | [] {
  const { evaluate } = prepareFormula<RowContext>(expression, {
    kind: 'record',
    blankAsZero: false,
    reference: globalReference,
  })
  if (!evaluate) return []
  const value = (user: UserContext): Value => {
    try {
      return evaluate({ now: user.now, timeZone: user.timeZone, locale: user.locale, isNew: true, user, values: [] })
    } catch (error) {
      if (error instanceof FormulaError) return null
      throw error
    }
  }
  return { field, value }
}
