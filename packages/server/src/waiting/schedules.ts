import {
  flowSchedules,
  keepFlowSchedules,
  lockDueSchedule,
  moveFlowSchedule,
  saveFlowSchedule,
  type FlowScheduleRow,
} from '@millrace/database'
import { compileFlow, isScheduled, nextStart, scheduledRecords, triggerOf } from '@millrace/flow'
import type { Flow, FlowSchedule } from '@millrace/metadata'
import { orgZone, type Caller } from '../caller.ts'
import { flowHost } from '../flowRun.ts'
import { hasErrors, type RunningProject } from '../project.ts'
import { keepStarts } from './keepStarts.ts'
import type { ResumptionWorld } from './resumptionWorld.ts'

/// Flows that start on a schedule. When the time of one has come, an interview for each of its records is to begin at
/// once; what came due while no server ran begins once, at the next start.
///
/// Source: Salesforce Help, "Schedule-Triggered Flow".
export class Schedules {
  readonly #world: ResumptionWorld

  constructor(world: ResumptionWorld) {
    this.#world = world
  }

  /// Lets begin what is due. Answers when the next schedule is, in milliseconds since 1970; null when none is.
  async startDue(): Promise<number | null> {
    const { database, project, now } = this.#world
    const flows = scheduledFlows(project())
    const known = await flowSchedules(database)
    if (flows.length === 0 && known.length === 0) return null
    const caller = await this.#world.caller(this.#world.administratorId)
    await this.#note(flows, known, orgZone(caller))
    while (await this.#startNext(flows, caller));
    const next = (await flowSchedules(database)).flatMap(({ nextAt }) => nextAt ?? [])
    return next.length === 0 ? null : Math.max(Math.min(...next), now())
  }

  /// Brings what is kept to what the files say.
  async #note(flows: readonly Flow[], known: readonly FlowScheduleRow[], zone: string): Promise<void> {
    const { database, now } = this.#world
    for (const flow of flows) {
      const { startDate, startTime, frequency } = scheduleOf(flow)
      const schedule = [frequency, startDate, startTime].join(' ')
      if (known.some(row => row.flow === flow.apiName && row.schedule === schedule)) continue
      const nextAt = frequency === 'OnActivate' ? now() : nextStart(scheduleOf(flow), now(), zone)
      await saveFlowSchedule(database, { flow: flow.apiName, schedule, nextAt })
    }
    const names = flows.map(({ apiName }) => apiName)
    if (known.some(({ flow }) => !names.includes(flow))) await keepFlowSchedules(database, names)
  }

  #startNext(flows: readonly Flow[], caller: Caller): Promise<boolean> {
    const { database, project, now, openStore } = this.#world
    return database.transaction(async tx => {
      const due = await lockDueSchedule(tx, now())
      if (!due) return false
      const flow = flows.find(({ apiName }) => apiName === due.flow)
      await moveFlowSchedule(tx, due.flow, flow ? nextStart(scheduleOf(flow), now(), orgZone(caller)) : null)
      if (!flow) return true
      const host = flowHost({ caller, store: openStore(tx, caller, project()), trace: 'off', now })
      const ids = await scheduledRecords(compileFlow(flow, project().flowProject), host)
      await keepStarts(
        tx,
        {
          flow,
          path: '',
          event: 'Scheduled',
          userId: caller.userId,
          trigger: { type: 'Scheduled', object: triggerOf(flow)?.object ?? null },
          starts: (ids ?? ['']).map(recordId => ({ recordId, resumeAt: now(), follows: null, prior: null })),
        },
        now(),
      )
      return true
    })
  }
}

/// The active flows of [project] that start on a schedule and have no errors.
const scheduledFlows = (project: RunningProject): Flow[] =>
  project.flows
    .filter(({ diagnostics, isLastGood }) => isLastGood || !hasErrors(diagnostics))
    .map(({ flow }) => flow)
    .filter(flow => flow.status === 'Active' && isScheduled(flow))

const NEVER = { startDate: null, startTime: null, frequency: null }

const scheduleOf = ({ start }: Flow): Omit<FlowSchedule, 'xml'> => start?.schedule ?? NEVER
