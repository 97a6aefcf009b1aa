import {
  recordStore,
  type Org as DeployedOrg,
  type RecordAutomation,
  type RecordStore,
  type Tx,
  type UserContext,
} from '@millrace/database'
import type { FlowHost, FlowProject } from '@millrace/flow'
import type { Flow } from '@millrace/metadata'
import type { Caller } from '../caller.ts'
import { flowHost } from '../flowRun.ts'
import type { RunningProject } from '../project.ts'
import { RecordTriggers, TriggeredFlows, type TriggerWorld } from './recordTriggers.ts'

/// In what the flows of records run that [caller] saves.
export interface TriggerContext {
  readonly tx: Tx
  readonly caller: Caller
  readonly user: UserContext
  readonly deployed: DeployedOrg
  readonly flows: TriggeredFlows
  /// Wraps the stores in which the flows save.
  readonly announce?: (store: RecordStore) => RecordStore
  /// The actions that a flow may call; without it there are none.
  readonly openActions?: (run: {
    readonly tx: Tx
    readonly store: FlowHost['store']
    readonly runId: string | null
    readonly flow: string
  }) => FlowHost['action']
  /// Hear of runs, and keep what begins later.
  readonly record?: TriggerWorld['record']
  readonly startLater?: TriggerWorld['startLater']
}

/// What starts the flows of records; undefined where the project has none.
export function recordTriggers(context: TriggerContext): RecordAutomation | undefined {
  const { tx, caller, user, deployed, flows, openActions, announce = store => store, record, startLater } = context
  if (flows.isEmpty) return undefined
  return new RecordTriggers({
    flows,
    openStore: automation => announce(recordStore(tx, deployed, user, automation)),
    host: (store, flow, runId) => {
      // Where nobody keeps the run, what its actions do belongs to none.
      const action = openActions?.({ tx, store, runId: record ? runId : null, flow: flow.apiName })
      return flowHost({ caller, store, trace: record ? 'path' : 'off', action, now: () => user.now() })
    },
    record,
    startLater,
  })
}

const byProject = new WeakMap<RunningProject, TriggeredFlows>()

/// The flows of [project] that records start, if they are active and whole.
export function triggeredFlowsOf(project: RunningProject): TriggeredFlows {
  let flows = byProject.get(project)
  if (!flows) {
    const whole = project.flows.filter(
      ({ diagnostics, isLastGood }) => isLastGood || !diagnostics.some(({ severity }) => severity === 'error'),
    )
    flows = activeTriggeredFlows(
      whole.map(({ flow }) => flow),
      project.flowProject,
    )
    byProject.set(project, flows)
  }
  return flows
}

export const activeTriggeredFlows = (flows: readonly Flow[], flowProject: FlowProject): TriggeredFlows =>
  new TriggeredFlows(
    flows.filter(({ status }) => status === 'Active'),
    flowProject,
  )
