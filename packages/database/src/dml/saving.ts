import type { RecordAutomation } from '../automation.ts'
import { limitsOf } from '../access/views.ts'
import type { Org } from '../org.ts'
import type { CompiledQuery } from '../query/recordQuery.ts'
import type { RecordQuery, RowError, SaveOptions } from '../recordStore.ts'
import type { FieldType, ObjectType } from '../schema.ts'
import type { Tx } from '../server/transaction.ts'
import { noColumn } from '../sql/paths.ts'
import type { UserContext } from '../userContext.ts'
import { rowError, type Row } from './row.ts'

/// What every change of records needs.
export interface Saving {
  readonly tx: Tx
  readonly org: Org
  readonly user: UserContext
  readonly mode: SaveOptions['mode']
  /// Absent: nothing else happens.
  readonly automation?: RecordAutomation
}

/// The compiled form of [query] for the user.
export const compiledQuery = ({ org, user }: Saving, query: RecordQuery): CompiledQuery =>
  org.query(query, limitsOf(user, query.mode))

/// The user's rights where they count, null where everything is allowed.
export const rightsOf = ({ user, mode }: Saving) => (mode === 'user' ? (user.rights ?? null) : null)

/// The field [name] of [object]; none where the user may not know of it.
export function readableField(saving: Saving, object: ObjectType, name: string): FieldType | undefined {
  const field = object.field(name)
  const isHidden = field && rightsOf(saving)?.canReadField(object.apiName, field.apiName) === false
  return isHidden ? undefined : field
}

/// A field that is not there, or that the user may not know of: then in the words of the REST API, which looks first.
export function unknownField(object: ObjectType, name: string): RowError {
  const isHidden = object.field(name) !== undefined
  if (isHidden)
    return rowError('INVALID_FIELD', `No such column '${name}' on sobject of type ${object.apiName}`, [name])
  const { code, message } = noColumn(object, name)
  return rowError(code, message, [name])
}

/// Of a field that is not there nothing else is said, so that one that the user may not know of looks the same.
export function onlyUnknown(row: Row): void {
  const unknown = row.errors.find(({ statusCode }) => statusCode === 'INVALID_FIELD')
  if (unknown) row.errors = [unknown]
}
