import { evaluateFormulas, type ObjectType, type RecordFilter, type RecordQuery } from '@millrace/database'
import { parseLogic, storedText } from '@millrace/flow'
import type { ApprovalCriteria, ApprovalProcess, ApprovalStep } from '@millrace/metadata'
import type { RecordValue, Value } from '@millrace/values'
import { userContext } from '../userContext.ts'
import { ActionError, type ActionContext } from './action.ts'
import { findBy, ownName, withoutOwnName } from './records.ts'

/// Where a submitted record goes in its approval process.
export interface Entry {
  readonly status: 'Pending' | 'Approved' | 'Rejected'
  /// The users and queues that are asked.
  readonly actorIds: readonly string[]
}

/// The first of [processes] that the record [id] may enter; undefined when there is none.
export async function firstThatFits(
  processes: readonly ApprovalProcess[],
  object: ObjectType,
  id: string,
  context: ActionContext,
): Promise<ApprovalProcess | undefined> {
  for (const process of processes) if (await meets(process.entryCriteria, object, id, context)) return process
  return undefined
}

/// Follows the steps of [process] up to the first that asks somebody. [chosen] are those that the submitter names.
///
/// Source: Salesforce Help, "Approval Steps"; Metadata API Developer Guide, "ApprovalProcess" (ifCriteriaNotMet).
export async function enter(
  process: ApprovalProcess,
  object: ObjectType,
  id: string,
  submitterId: string,
  chosen: readonly string[],
  context: ActionContext,
): Promise<Entry> {
  for (const step of process.steps) {
    if (await meets(step.entryCriteria, object, id, context))
      return { status: 'Pending', actorIds: await approversOf(step, object, id, submitterId, chosen, context) }
    if (step.ifCriteriaNotMet === 'RejectRecord') return { status: 'Rejected', actorIds: [] }
    if (step.ifCriteriaNotMet !== 'GotoNextStep') break
  }
  return { status: 'Approved', actorIds: [] }
}

const OPERATORS: Readonly<Record<string, RecordFilter['operator']>> = {
  equals: 'EqualTo',
  notEqual: 'NotEqualTo',
  lessThan: 'LessThan',
  lessOrEqual: 'LessThanOrEqualTo',
  greaterThan: 'GreaterThan',
  greaterOrEqual: 'GreaterThanOrEqualTo',
  contains: 'Contains',
  notContain: 'Contains',
  startsWith: 'StartsWith',
  includes: 'Contains',
  excludes: 'Contains',
}

async function meets(
  criteria: ApprovalCriteria | null,
  object: ObjectType,
  id: string,
  context: ActionContext,
): Promise<boolean> {
  if (!criteria) return true
  if (criteria.formula !== null) return meetsFormula(criteria.formula, object, id, context)
  return criteria.items.length === 0 || meetsItems(criteria, object, id, context)
}

async function meetsFormula(formula: string, object: ObjectType, id: string, context: ActionContext): Promise<boolean> {
  const user = userContext(context.caller, context.deployed.schema)
  const [found] = await evaluateFormulas(context.tx, context.deployed, user, object, id, [formula], ownName(object))
  if (!found || 'problem' in found)
    throw new ActionError(
      `The criteria of an approval process of ${object.apiName} cannot be worked out: ${found?.problem}`,
    )
  return found.value === true
}

/// Comparisons are the filters of a query for the record. Several values of one, behind commas, are alternatives.
async function meetsItems(
  { items, booleanFilter }: ApprovalCriteria,
  object: ObjectType,
  id: string,
  context: ActionContext,
): Promise<boolean> {
  const filters: RecordFilter[] = [{ field: 'Id', operator: 'EqualTo' }]
  const values: Value[] = [id]
  const parts = items.map(({ field: path, operation, value }) => {
    const field = object.field(withoutOwnName(path, object.apiName))
    const operator = OPERATORS[operation]
    if (!field || !operator)
      throw new ActionError(
        `The criteria of an approval process compare ${path} (${operation}), which is not done here.`,
      )
    const positions = (value ?? '').split(',').map(text => {
      values.push(storedText(text.trim(), field.dataType))
      return filters.push({ field: field.apiName, operator }) - 1
    })
    const any = { or: positions }
    const isNegative = operation === 'notContain' || operation === 'excludes'
    return isNegative ? { not: any } : operation === 'notEqual' ? { and: positions } : any
  })
  const logic = parseLogic(booleanFilter, parts.length)
  if (typeof logic === 'string') throw new ActionError(logic)
  const query: RecordQuery = {
    object: object.apiName,
    fields: [],
    filters,
    logic: { and: [0, placed(logic, parts)] },
    orderBy: null,
    limit: 1,
    mode: 'system',
  }
  const [found] = await context.store.find(query, [{ values }])
  return (found ?? []).length > 0
}

type Logic = NonNullable<RecordQuery['logic']>

/// [logic] with each position replaced by its part.
function placed(logic: Logic, parts: readonly Logic[]): Logic {
  if (typeof logic === 'number') return parts[logic]!
  if ('not' in logic) return { not: placed(logic.not, parts) }
  if ('and' in logic) return { and: logic.and.map(part => placed(part, parts)) }
  return { or: logic.or.map(part => placed(part, parts)) }
}

async function approversOf(
  { approvers }: ApprovalStep,
  object: ObjectType,
  id: string,
  submitterId: string,
  chosen: readonly string[],
  context: ActionContext,
): Promise<string[]> {
  const found: string[] = []
  for (const { type, name } of approvers) found.push(...(await approverIds(type, name ?? '')))
  return [...new Set(found)]

  async function approverIds(type: string, name: string): Promise<readonly string[]> {
    if (type === 'user') return idOf(await findBy(context, 'User', 'Username', name, []), `a user "${name}"`)
    if (type === 'queue') return idOf(await findBy(context, 'Group', 'DeveloperName', name, []), `a queue "${name}"`)
    if (type === 'userHierarchyField') return lookup('User', submitterId, name)
    if (type === 'relatedUserField') return lookup(object.apiName, id, name)
    if (chosen.length > 0) return chosen
    throw new ActionError(
      'REQUIRED_FIELD_MISSING: The approval process asks for the next approver: set nextApproverIds.',
    )
  }

  /// `Manager` and `ManagerId` are the same field.
  async function lookup(objectName: string, recordId: string, name: string): Promise<string[]> {
    const known = context.deployed.schema.object(objectName)
    const field = known?.field(name)?.apiName ?? known?.parentRelationship(name)?.apiName ?? name
    const value = (await findBy(context, objectName, 'Id', recordId, [field]))?.get(field)
    if (typeof value === 'string') return [value]
    throw new ActionError(`MANAGER_NOT_DEFINED: ${objectName}.${field} names nobody to approve.`)
  }
}

function idOf(record: RecordValue | undefined, what: string): string[] {
  if (record) return [record.id!]
  throw new ActionError(`INVALID_CROSS_REFERENCE_KEY: The approval process asks ${what}, who is not there.`)
}
