import type { ApprovalProcess } from '@millrace/metadata'
import { RecordValue, type Value } from '@millrace/values'
import {
  ActionError,
  flag,
  forEachInput,
  text,
  texts,
  type Action,
  type ActionContext,
  type ActionInputs,
  type ActionMessage,
} from './action.ts'
import { enter, firstThatFits } from './approvals.ts'
import { findBy, objectOfId } from './records.ts'

/// Submit for Approval: the record enters the first active approval process of its object whose criteria it meets, or the
/// one that is named. A ProcessInstance says so, and a ProcessInstanceWorkitem for each of those who are asked; locks,
/// field updates and what comes after an approval are not done here. Of an object without approval processes in the
/// project's files, the outbox records what was submitted and to whom.
///
/// Source: Actions Developer Guide, "Submit for Approval Actions"; Object Reference, "ProcessInstance".
export const submit = (processes: readonly ApprovalProcess[]): Action => ({
  type: 'submit',
  name: 'submit',
  label: 'Submit for Approval',
  inputs: [
    text('objectId', true),
    text('comment'),
    texts('nextApproverIds'),
    text('processDefinitionNameOrId'),
    text('submitterId'),
    flag('skipEntryCriteria'),
  ],
  outputs: [texts('actorIds'), text('entityId'), text('instanceId'), text('instanceStatus'), texts('newWorkItemIds')],

  async run(inputs, context) {
    const messages: ActionMessage[] = []
    const answers = await forEachInput(inputs, async one => {
      const submission = await submitted(one, processes, context)
      const { entityId, actorIds, instanceId, instanceStatus, newWorkItemIds } = submission
      messages.push({
        kind: 'approvalSubmission',
        to: actorIds,
        subject: submission.process ?? one.text('processDefinitionNameOrId'),
        body: one.text('comment'),
        relatedId: entityId,
        detail: { submitterId: submission.submitterId, ...(instanceId ? { instanceId, instanceStatus } : {}) },
      })
      return { actorIds: [...actorIds], entityId, instanceId, instanceStatus, newWorkItemIds: [...newWorkItemIds] }
    })
    await context.record(messages)
    return answers
  },
})

interface Submission {
  readonly process: string | null
  readonly entityId: string
  readonly submitterId: string
  readonly actorIds: readonly string[]
  readonly instanceId: string | null
  readonly instanceStatus: string
  readonly newWorkItemIds: readonly string[]
}

async function submitted(
  inputs: ActionInputs,
  processes: readonly ApprovalProcess[],
  context: ActionContext,
): Promise<Submission> {
  const entityId = inputs.required('objectId')
  const submitterId = inputs.text('submitterId') ?? context.caller.userId
  const chosen = inputs.texts('nextApproverIds')
  const object = objectOfId(context, entityId)
  const own = object ? processes.filter(one => one.active && one.object === object.apiName) : []
  if (!object || own.length === 0) {
    const instance = { instanceId: null, instanceStatus: 'Pending', newWorkItemIds: [] }
    return { process: null, entityId, submitterId, actorIds: chosen, ...instance }
  }
  if (await isUnderWay(entityId, context))
    throw new ActionError('ALREADY_IN_PROCESS: The record is already submitted for approval.')
  const candidates = await named(own, inputs.text('processDefinitionNameOrId'), context)
  const process = inputs.flag('skipEntryCriteria')
    ? candidates[0]
    : await firstThatFits(candidates, object, entityId, context)
  if (!process) throw new ActionError('NO_APPLICABLE_PROCESS: No applicable approval process was found.')
  const { status, actorIds } = await enter(process, object, entityId, submitterId, chosen, context)
  const definition = await findBy(context, 'ProcessDefinition', 'DeveloperName', process.developerName, [])
  const [instanceId] = await insert(context, 'ProcessInstance', [
    {
      ProcessDefinitionId: definition?.id ?? null,
      TargetObjectId: entityId,
      Status: status,
      SubmittedById: submitterId,
      LastActorId: submitterId,
    },
  ])
  const actor = { ProcessInstanceId: instanceId!, OriginalActorId: submitterId, ActorId: submitterId }
  await insert(context, 'ProcessInstanceStep', [{ ...actor, StepStatus: 'Started', Comments: inputs.text('comment') }])
  const newWorkItemIds = await insert(
    context,
    'ProcessInstanceWorkitem',
    actorIds.map(id => ({ ProcessInstanceId: instanceId!, OriginalActorId: id, ActorId: id })),
  )
  const instance = { instanceId: instanceId!, instanceStatus: status, newWorkItemIds }
  return { process: process.developerName, entityId, submitterId, actorIds, ...instance }
}

async function isUnderWay(entityId: string, { store }: ActionContext): Promise<boolean> {
  const filters = [
    { field: 'TargetObjectId', operator: 'EqualTo' },
    { field: 'Status', operator: 'EqualTo' },
  ] as const
  const [found] = await store.find(
    { object: 'ProcessInstance', fields: [], filters, logic: { and: [0, 1] }, orderBy: null, limit: 1, mode: 'system' },
    [{ values: [entityId, 'Pending'] }],
  )
  return (found ?? []).length > 0
}

/// Those of [processes] that [nameOrId] names; all when it is null.
async function named(
  processes: readonly ApprovalProcess[],
  nameOrId: string | null,
  context: ActionContext,
): Promise<readonly ApprovalProcess[]> {
  if (nameOrId === null) return processes
  const isId = objectOfId(context, nameOrId)?.apiName === 'ProcessDefinition'
  const record = isId ? await findBy(context, 'ProcessDefinition', 'Id', nameOrId, ['DeveloperName']) : undefined
  const name = record?.get('DeveloperName') ?? nameOrId
  return processes.filter(process => process.developerName === name)
}

async function insert(
  { store }: ActionContext,
  object: string,
  records: readonly Readonly<Record<string, Value>>[],
): Promise<string[]> {
  if (records.length === 0) return []
  const rows = await store.insert(
    records.map(fields => RecordValue.from(object, fields)),
    { allOrNone: true, mode: 'system' },
  )
  const [error] = rows.flatMap(row => row.errors)
  if (error) throw new ActionError(`${error.statusCode}: ${error.message}`)
  return rows.map(row => row.id!)
}
