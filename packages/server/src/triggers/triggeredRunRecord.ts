import type { RunRecord } from '@millrace/database'
import { outputsJson } from '../flowAnswer.ts'
import { faultOf } from '../flowRun.ts'
import { versionOf } from '../project.ts'
import type { TriggeredRun } from './recordTriggers.ts'

/// What is kept of a run that records started. It has no inputs: the flow sees the whole record, whoever may see the run.
export const triggeredRunRecord = (
  { id, flow, trigger, startedAt, outcome }: TriggeredRun,
  userId: string,
  endedAt: number,
): RunRecord => ({
  id,
  flow: flow.apiName,
  version: versionOf(flow),
  userId,
  state: outcome.failed ? 'failed' : 'finished',
  inputs: [],
  outputs: outcome.failed ? null : outcome.interviews.map(({ outputs }) => outputsJson(outputs)),
  fault: faultOf(outcome),
  trace: outcome.interviews.map(({ guid, trace }) => ({ guid, trace })),
  usage: outcome.usage,
  startedAt,
  endedAt,
  trigger,
})
