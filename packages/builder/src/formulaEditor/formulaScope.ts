import type { FormulaContext, FormulaScope } from '@millrace/formula'
import {
  ANY,
  BOOLEAN,
  collectionOf,
  type DataType,
  DATE,
  DATETIME,
  NUMBER,
  recordOf,
  TEXT,
  TIME,
} from '@millrace/values'
import { type Resource, typeOfPath } from '../pickers/resources.ts'
import type { Schema } from '../pickers/schema.tsx'
import type { ValueType } from '../pickers/valueTypes.ts'

const KINDS: Readonly<Record<ValueType['kind'], DataType>> = {
  Text: TEXT,
  Number: NUMBER,
  Boolean: BOOLEAN,
  Date: DATE,
  DateTime: DATETIME,
  Time: TIME,
  Record: ANY,
  Apex: ANY,
  Any: ANY,
}

/// The type of the formula language that a picker's type is.
export function formulaType({ kind, isCollection, object }: ValueType): DataType {
  const one = kind === 'Record' && object ? recordOf(object) : KINDS[kind]
  return isCollection ? collectionOf(one) : one
}

/// What a formula among [resources] may refer to, for its check; nothing can be evaluated with it.
export function checkScope(
  resources: readonly Resource[],
  schema: Schema,
  kind: FormulaScope<FormulaContext>['kind'],
): FormulaScope<FormulaContext> {
  return {
    kind,
    blankAsZero: false,
    reference(path) {
      const type = typeOfPath(path, resources, schema) ?? openEnded(path, resources, schema)
      return type && { type: formulaType(type), read: () => null }
    },
  }
}

/// Paths into what is not known here or is still loading: the server's check knows them.
function openEnded(path: string, resources: readonly Resource[], schema: Schema): ValueType | undefined {
  const [first = '', ...rest] = path.split('.')
  const root = resources.find(({ name }) => name.toLowerCase() === first.toLowerCase())
  if (!root || rest.length === 0) return undefined
  const isOpen =
    root.members?.length === 0 ||
    (root.type.kind === 'Record' && (rest.length > 1 || !root.type.object || !schema.object(root.type.object)))
  return isOpen ? { kind: 'Any', isCollection: false, object: null } : undefined
}
