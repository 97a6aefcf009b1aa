import { didYouMean } from '@millrace/values'
import type { FieldType, ObjectType, Schema } from '../schema.ts'

/// A field reached from an object over parent relationships. Over a relationship to several objects (Owner, Who, What)
/// there is one branch for each object that has the field.
export interface FieldPath {
  /// Names in the schema's spelling: `Account.Owner.Name`.
  readonly names: readonly string[]
  readonly branches: readonly FieldBranch[]
  /// The field of the first branch, which stands for all.
  readonly field: FieldType
  readonly object: ObjectType
}

/// Tells paths apart that share their names but not the objects that they lead over.
export const keyOf = ({ names, branches }: FieldPath): string =>
  `${names.join('.')} ${branches.map(({ steps }) => steps.map(step => step.to.apiName).join()).join(' ')}`

export interface FieldBranch {
  readonly steps: readonly FieldStep[]
  readonly object: ObjectType
  /// Null for `Type` behind a relationship to several objects: the name of the object that is there.
  readonly field: FieldType | null
}

export interface FieldStep {
  readonly from: ObjectType
  readonly field: FieldType
  readonly to: ObjectType
}

/// Why a path leads nowhere. `index` is the name in the path that is wrong.
export interface PathProblem {
  readonly index: number
  readonly code: 'INVALID_FIELD'
  readonly message: string
}

export const isPathProblem = (path: FieldPath | PathProblem): path is PathProblem => 'message' in path

/// Follows [names] from [object].
export function resolvePath(schema: Schema, object: ObjectType, names: readonly string[]): FieldPath | PathProblem {
  let branches: FieldBranch[] = [{ steps: [], object, field: null }]
  const spelled: string[] = []
  for (const [index, name] of names.slice(0, -1).entries()) {
    const next = branches.flatMap(branch => follow(schema, branch, name))
    if (next.length === 0) return noRelationship(branches[0]!.object, name, index)
    spelled.push(next[0]!.steps.at(-1)!.field.relationshipName!)
    branches = next
  }
  const name = names.at(-1)!
  if (branches.length > 1 && name.toLowerCase() === 'type')
    return { names: [...spelled, 'Type'], branches, field: TYPE_NAME, object: branches[0]!.object }
  const found = branches.flatMap(branch => {
    const field = branch.object.field(name)
    return field ? [{ ...branch, field }] : []
  })
  if (found.length === 0) return noColumn(branches[0]!.object, name, names.length - 1)
  const { field } = found[0]!
  return { names: [...spelled, field.apiName], branches: found, field, object: found[0]!.object }
}

function follow(schema: Schema, branch: FieldBranch, name: string): FieldBranch[] {
  const field = branch.object.parentRelationship(name)
  if (!field) return []
  return field.referenceTo.flatMap(target => {
    const to = schema.object(target)
    return to ? [{ steps: [...branch.steps, { from: branch.object, field, to }], object: to, field: null }] : []
  })
}

/// `Owner.Type` is "User" or "Queue", other `X.Type` the API name of the object.
export function typeNameOf(branch: FieldBranch): string {
  const isQueue = branch.object.apiName === 'Group' && branch.steps.at(-1)!.field.apiName === 'OwnerId'
  return isQueue ? 'Queue' : branch.object.apiName
}

const TYPE_NAME: FieldType = Object.freeze({
  apiName: 'Type',
  label: 'Type',
  type: 'string' as const,
  dataType: Object.freeze({ kind: 'Text' as const }),
  isCustom: false,
  length: 40,
  precision: 0,
  scale: 0,
  required: false,
  unique: false,
  externalId: false,
  caseSensitive: false,
  createable: false,
  updateable: false,
  autoNumber: null,
  formula: null,
  defaultValueFormula: null,
  picklist: null,
  referenceTo: [],
  relationshipName: null,
  cascadeDelete: false,
  restrictedDelete: false,
  nameField: false,
  compoundOf: null,
  inlineHelpText: null,
})

/// Salesforce's sentence for a field that is not there, and what was probably meant.
export function noColumn(object: ObjectType, name: string, index = 0): PathProblem {
  const near = didYouMean(
    name,
    object.fields.map(field => field.apiName),
  )
  return {
    index,
    code: 'INVALID_FIELD',
    message: `No such column '${name}' on entity '${object.apiName}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.${near}`,
  }
}

function noRelationship(object: ObjectType, name: string, index: number): PathProblem {
  const near = didYouMean(
    name,
    object.fields.flatMap(field => field.relationshipName ?? []),
  )
  return {
    index,
    code: 'INVALID_FIELD',
    message: `Didn't understand relationship '${name}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.${near}`,
  }
}
