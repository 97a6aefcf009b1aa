import type { Schema } from '@millrace/database'
import { isAwaited, type FlowProgram, type Occurrence, type Pause, type RunOutcome } from '@millrace/flow'
import type { Flow, Scenario, ScenarioExpectations, ScenarioRecord, ScenarioStep } from '@millrace/metadata'
import { fieldLookupOf } from '@millrace/server'
import { DateTimeValue, didYouMean, fromJson, isMisfit, recordOf, RecordValue } from '@millrace/values'
import { CommandError } from '../commandError.ts'
import { resolveReferences, type NamedRecord } from './references.ts'

/// A flow that a scenario runs, at times it says.
export interface ScenarioPlay {
  run(now: number): Promise<RunOutcome>
  resume(
    state: Pause['state'],
    programs: readonly FlowProgram[],
    occurrence: Occurrence,
    now: number,
  ): Promise<RunOutcome>
}

/// What came of a step.
export interface StepEnd {
  /// As messages name it: `steps[0]`.
  readonly title: string
  readonly outcomes: readonly RunOutcome[]
  /// Why the step could not be done.
  readonly problems: readonly string[]
  readonly expect: ScenarioExpectations
}

export interface StepWorld {
  readonly play: ScenarioPlay
  /// What the flow has done before the first step.
  readonly outcome: RunOutcome
  readonly now: number
  readonly programOf: (flow: Flow) => FlowProgram
  readonly named: ReadonlyMap<string, NamedRecord>
  readonly schema: Schema
}

/// Does the steps, one after the other: each lets the waiting flow go on.
export async function* scenarioSteps({ steps = [] }: Scenario, world: StepWorld): AsyncIterable<StepEnd> {
  let { outcome, now } = world
  for (const [i, step] of steps.entries()) {
    const end: { outcomes: RunOutcome[]; problems: string[] } = { outcomes: [], problems: [] }
    for (;;) {
      const { pause } = outcome.interviews[0]!
      const coming = pause ? nextOf(step, pause, now, world) : null
      if (typeof coming === 'string') end.problems.push(`steps[${i}]: ${coming}`)
      else if (!pause && end.outcomes.length === 0) end.problems.push(`steps[${i}]: the flow does not wait any more.`)
      if (!pause || !coming || typeof coming === 'string') break
      now = coming.now
      const programs = pause.flows.map(world.programOf)
      outcome = await world.play.resume(pause.state, programs, coming.occurrence, now)
      end.outcomes.push(outcome)
      if (step.advanceTo === undefined) break
    }
    if (step.advanceTo !== undefined) now = Math.max(now, momentOf(step.advanceTo))
    yield { title: `steps[${i}]`, ...end, expect: step.expect ?? {} }
  }
}

interface Coming {
  readonly occurrence: Occurrence
  readonly now: number
}

/// The event that the step brings; null when none is due, a sentence when there is no such event.
function nextOf(step: ScenarioStep, { events, element }: Pause, now: number, world: StepWorld): Coming | string | null {
  const byTime = events
    .flatMap(({ position, resumeAt }) => (resumeAt === null ? [] : [{ position, resumeAt }]))
    .toSorted((a, b) => a.resumeAt - b.resumeAt)
  const [first] = byTime
  if (step.advanceTo !== undefined) {
    const until = momentOf(step.advanceTo)
    return first && first.resumeAt <= until
      ? { occurrence: { position: first.position }, now: Math.max(now, first.resumeAt) }
      : null
  }
  if (step.publish !== undefined) {
    const record = publishedRecord(step.publish, world)
    const awaited = events.find(event => isAwaited(event, record))
    return awaited ? { occurrence: { position: awaited.position, record }, now } : null
  }
  if (step.resume === undefined) return 'says neither "advanceTo" nor "resume" nor "publish".'
  const names = events.map(({ name }) => name)
  const named = step.resume === true ? (first ?? events[0]) : events.find(({ name }) => name === step.resume)
  if (named) return { occurrence: { position: named.position }, now }
  return `"${element}" waits for no event "${step.resume}".${didYouMean(String(step.resume), names)} It waits for ${names.join(', ')}.`
}

function publishedRecord(publish: Readonly<Record<string, ScenarioRecord>>, { named, schema }: StepWorld): RecordValue {
  const [[object, fields] = ['', {}]] = Object.entries(publish)
  const known = schema.object(object)
  if (!known) throw new CommandError(`publish: there is no object "${object}".`)
  const json = resolveReferences({ ...fields }, named)
  const record = fromJson(json, recordOf(known.apiName), fieldLookupOf(schema))
  if (record instanceof RecordValue) return record
  throw new CommandError(`publish.${object}${isMisfit(record) ? `${record.path} ${record.message}` : ' is no record'}.`)
}

function momentOf(text: string): number {
  const moment = DateTimeValue.parse(text)
  if (moment) return moment.ms
  throw new CommandError(`advanceTo: "${text}" is no date/time, such as 2026-01-15T10:00:00Z.`)
}
