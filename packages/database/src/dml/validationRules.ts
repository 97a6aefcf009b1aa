import { FormulaError } from '@millrace/formula'
import type { Value } from '@millrace/values'
import type { RowError } from '../recordStore.ts'
import type { ObjectType, Schema, ValidationRule } from '../schema.ts'
import { From } from '../sql/from.ts'
import { Projection, type RowContext } from '../sql/projection.ts'
import type { UserContext } from '../userContext.ts'
import { rowError } from './row.ts'

/// The active validation rules of an object and the columns that they read.
export interface CompiledRules {
  readonly isEmpty: boolean
  /// SQL of the columns that the rules read, over `from`.
  readonly columns: readonly string[]
  readonly from: From
  /// The rules read fields of parents, which a RETURNING clause cannot reach.
  readonly readsParents: boolean
  /// The rules ask what was there before: ISCHANGED, PRIORVALUE.
  readonly readsPrior: boolean
  /// What the rules say of a saved row. [prior] is its row before the save, null for a new one.
  check(row: readonly unknown[], prior: readonly unknown[] | null, isNew: boolean, user: UserContext): RowError[]
}

/// Compiles the active rules of [object]. A rule whose formula has errors refuses every save with a message that says
/// which rule it is and why.
export function compileRules(object: ObjectType, schema: Schema): CompiledRules {
  const from = new From(object)
  const projection = new Projection(schema, from)
  const rules = object.validationRules.filter(rule => rule.active).map(rule => compileRule(rule, projection))
  const { columns } = projection
  return {
    isEmpty: rules.length === 0,
    columns,
    from,
    readsParents: columns.some(column => !column.startsWith(`${from.alias}.`)),
    readsPrior: object.validationRules.some(
      rule => rule.active && /\b(ISCHANGED|PRIORVALUE)\s*\(/i.test(rule.errorConditionFormula),
    ),
    check: (row, prior, isNew, user) => {
      const context: RowContext = {
        now: user.now,
        timeZone: user.timeZone,
        locale: user.locale,
        isNew,
        user,
        values: projection.values(row, user),
        priorValues: prior ? projection.values(prior, user) : undefined,
      }
      return rules.flatMap(rule => rule(context) ?? [])
    },
  }
}

function compileRule(rule: ValidationRule, projection: Projection): (context: RowContext) => RowError | null {
  const fields = rule.errorDisplayField ? [rule.errorDisplayField] : []
  const broken = (why: string): RowError =>
    rowError(
      'FIELD_CUSTOM_VALIDATION_EXCEPTION',
      `The validation rule ${rule.fullName} cannot be worked out: ${why}`,
      fields,
    )
  const { evaluate, errors } = projection.prepare(rule.errorConditionFormula, false)
  if (!evaluate) return () => broken(errors.map(error => error.message).join(' '))
  const failed = rowError('FIELD_CUSTOM_VALIDATION_EXCEPTION', rule.errorMessage, fields)
  return context => {
    try {
      const value: Value = evaluate(context)
      return value === true ? failed : null
    } catch (error) {
      if (error instanceof FormulaError) return broken(error.message)
      throw error
    }
  }
}
