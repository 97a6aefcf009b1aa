import type { MaybePromise, ObjectType, RecordQuery } from '@millrace/database'
import type { FlowWait, FlowWaitEvent } from '@millrace/metadata'
import { ANY, DateTimeValue, DateValue, mergeText, type RecordValue, TimeValue, type Value } from '@millrace/values'
import type { Compilation } from '../compilation.ts'
import { compileConditions, type Predicate } from '../conditions.ts'
import { conversion } from '../conversion.ts'
import { inTurn, mapMaybe } from '../dataStep.ts'
import { Fault } from '../fault.ts'
import type { AwaitedEvent, Occurrence } from '../host.ts'
import type { Interview, Node } from '../interview.ts'
import { packedValue, pausedState, stackOf } from '../pausedInterview.ts'
import { after, delay, momentOf, nextTimeOfDay } from '../waitTimes.ts'
import type { ElementKind } from './kind.ts'

/// Wait: pauses the run until the first of its events comes: a time, a time that a record's field tells, or a platform
/// event. An event whose conditions are not met does not count; when none is left, the default path is taken at once, and
/// so is the path of an event whose time has come already.
///
/// Source: Metadata API Developer Guide, FlowWait and FlowWaitEvent; Salesforce Help, "Flow Element: Pause".
export const waits: ElementKind<FlowWait> = {
  label: 'Wait',

  compile(element, node, compilation) {
    const events = element.waitEvents.map((event, position) => compileEvent(event, position, element, compilation))
    const fallback = compilation.next(element.defaultConnector)

    node.resume = (interview, occurrence) => {
      const event = events[occurrence.position]
      if (!event) throw new Fault('UNKNOWN_EXCEPTION', `"${element.name}" has no event ${occurrence.position + 1}.`)
      noteEvents(interview, 'resume', [event])
      event.storeOutputs(interview, occurrence)
      if (node.succeededSlot >= 0) interview.slots[node.succeededSlot] = true
      return event.next
    }

    const begin = (interview: Interview): MaybePromise<void> => {
      const applying = events.filter(event => event.applies(interview))
      if (applying.length === 0) {
        interview.node = fallback
        return undefined
      }
      return mapMaybe(
        inTurn(applying, event => event.await(interview)),
        awaited => {
          const come = firstToCome(awaited, interview.now())
          if (come) interview.node = node.resume!(interview, come)
          else pause(interview, node, awaited)
        },
      )
    }
    node.data = interviews => mapMaybe(inTurn(interviews, begin), () => undefined)
  },
}

/// The event whose time came first, of those whose time has come by [now].
export function firstToCome(events: readonly AwaitedEvent[], now: number): AwaitedEvent | undefined {
  let first: AwaitedEvent | undefined
  for (const event of events)
    if (event.resumeAt !== null && event.resumeAt <= now && event.resumeAt < (first?.resumeAt ?? Infinity))
      first = event
  return first
}

function pause(interview: Interview, { element }: Node, events: readonly AwaitedEvent[]): void {
  const flows = stackOf(interview).map(({ program }) => program.flow)
  const { apiName } = interview.program.flow
  interview.pause = { flow: apiName, element: element.name, events, state: pausedState(interview), flows }
  noteEvents(interview, 'pause', events)
}

function noteEvents(
  { trace, run }: Interview,
  phase: 'pause' | 'resume',
  events: readonly Partial<AwaitedEvent>[],
): void {
  const told = events.map(({ name, resumeAt, platformEvent }) => ({
    name,
    ...(typeof resumeAt === 'number' ? { resumeAt: new DateTimeValue(resumeAt).toString() } : {}),
    ...(platformEvent ? { platformEvent: platformEvent.object } : {}),
  }))
  trace.note('wait', { phase, events: told }, run.elapsed())
}

interface WaitEvent {
  readonly name: string
  readonly applies: Predicate
  readonly await: (interview: Interview) => MaybePromise<AwaitedEvent>
  readonly storeOutputs: (interview: Interview, occurrence: Occurrence) => void
  readonly next: Node | null
}

/// When an event of one interview comes.
type Coming = Pick<AwaitedEvent, 'resumeAt'> &
  Partial<Pick<AwaitedEvent, 'follows' | 'platformEvent'>> & {
    /// The time that the event is counted from.
    readonly base?: number | null
  }
type Come = (interview: Interview) => MaybePromise<Coming>

function compileEvent(event: FlowWaitEvent, position: number, element: FlowWait, compilation: Compilation): WaitEvent {
  const slot = event.name ? (compilation.resource(event.name)?.slot ?? -1) : -1
  const isMet = compileConditions(event.conditions, event.conditionLogic, event, compilation)
  const come = compileCome(event, element, compilation)
  // Waits with the interview: the clock and the flow's values may be others when it goes on.
  const baseSlot = compilation.newSlot()
  const name = event.name || event.label || element.name
  return {
    name,
    applies: interview => {
      const applies = isMet(interview)
      if (slot >= 0) interview.slots[slot] = applies
      return applies
    },
    await: interview =>
      mapMaybe(come(interview), ({ base = null, ...coming }) => {
        interview.slots[baseSlot] = base === null ? null : new DateTimeValue(base)
        return { position, name, follows: null, platformEvent: null, ...coming }
      }),
    storeOutputs: compileOutputs(event, baseSlot, compilation),
    next: compilation.next(event.connector),
  }
}

/// # element-not-supported
/// A Wait element waits for something that Millrace does not know of: a change of any record, an answer to a message, an
/// event of another product.
///
/// It knows of times, of the dates in a record, and of platform events. A run that would wait for anything else fails
/// there; give the element a fault path.
function compileCome(event: FlowWaitEvent, element: FlowWait, compilation: Compilation): Come {
  const { eventType } = event
  const inputs = new Map(event.inputParameters.map(item => [item.name.toLowerCase(), compilation.value(item.value)]))
  const input = (name: string, interview: Interview): Value => inputs.get(name.toLowerCase())?.read(interview) ?? null
  const zoneOf = (interview: Interview): string => element.timeZoneId ?? interview.timeZone
  if (event.resumeDate !== null || event.resumeDateReference !== null) return atDate(event, zoneOf, compilation)
  if (event.offset !== null) return afterOffset(event, event.offset, zoneOf)
  if (eventType === 'AlarmEvent') return alarm(input, zoneOf)
  if (eventType === 'DateRefAlarmEvent') return dateReference(input, compilation)
  if (eventType !== '') {
    const object = compilation.object(eventType, event, 'eventType')
    return object
      ? platformEvent(event, object, compilation)
      : unknown(`${compilation.here} waits for ${eventType}, but there is no such object.`)
  }
  const message = `${compilation.here} waits for something that Millrace does not know of.`
  compilation.report(
    'element-not-supported',
    `${message} A run that comes to wait for it fails there.`,
    element,
    'name',
    'warning',
  )
  return unknown(message)
}

const unknown =
  (message: string): Come =>
  () => {
    throw new Fault('FUNCTIONALITY_NOT_ENABLED', message)
  }

type Input = (name: string, interview: Interview) => Value
type ZoneOf = (interview: Interview) => string

const MIDNIGHT = new TimeValue(0)

/// Wait Until Date: a day, or a Date or Date/Time of the flow; a day begins at midnight or the time of day given.
function atDate(event: FlowWaitEvent, zoneOf: ZoneOf, compilation: Compilation): Come {
  const reference = event.resumeDateReference
  const date = event.resumeDate === null ? null : (DateValue.parse(event.resumeDate.slice(0, 10)) ?? null)
  const read = reference ? compilation.reference(reference, event, 'resumeDateReference').read : () => date
  const time = timeOfDay(event)
  const offset = delay(event.offset, event.offsetUnit ?? '')
  return interview => {
    const zone = zoneOf(interview)
    const value = read(interview)
    const base = momentOf(value, zone)
    // A date that is blank resumes at once.
    if (base === null) return { resumeAt: interview.now() }
    const start = time && !(value instanceof DateTimeValue) ? nextTimeOfDay(base, time, zone) : base
    return { resumeAt: after(start, offset, zone) }
  }
}

/// Wait For Amount of Time, and then until the time of day given.
function afterOffset(event: FlowWaitEvent, offset: number, zoneOf: ZoneOf): Come {
  const time = timeOfDay(event)
  const length = delay(offset, event.offsetUnit ?? '')
  return interview => {
    const zone = zoneOf(interview)
    const end = after(interview.now(), length, zone)
    return { resumeAt: time ? nextTimeOfDay(end, time, zone) : end }
  }
}

function timeOfDay({ resumeTime }: FlowWaitEvent): TimeValue | null {
  return resumeTime === null ? null : (TimeValue.parse(resumeTime) ?? MIDNIGHT)
}

/// A time of the flow with an offset. A time that is blank resumes at once.
function alarm(input: Input, zoneOf: ZoneOf): Come {
  return interview => {
    const zone = zoneOf(interview)
    const base = momentOf(input('AlarmTime', interview), zone)
    if (base === null) return { resumeAt: interview.now() }
    return { resumeAt: after(base, offsetOf(input, interview), zone), base }
  }
}

const offsetOf = (input: Input, interview: Interview) =>
  delay(input('TimeOffset', interview), mergeText(input('TimeOffsetUnit', interview), interview))

/// The date in a field of a record, with an offset. It is counted in the time zone of the org.
function dateReference(input: Input, compilation: Compilation): Come {
  const { schema } = compilation.project
  const queries = new Map<string, RecordQuery>()
  return interview => {
    const named = (name: string): string => mergeText(input(name, interview), interview)
    const object = schema.object(named('TimeTableColumnEnumOrId'))
    const field = object?.field(named('TimeFieldColumnEnumOrId'))
    const recordId = named('EntityObjectId')
    if (!object || !field)
      throw new Fault(
        'INVALID_FIELD',
        `There is no field ${named('TimeTableColumnEnumOrId')}.${named('TimeFieldColumnEnumOrId')} to wait for.`,
      )
    const key = `${object.apiName}.${field.apiName}`
    let query = queries.get(key)
    if (!query) queries.set(key, (query = fieldQuery(object, field.apiName)))
    return mapMaybe(interview.host.store.find(query, [{ values: [recordId] }]), ([records = []]) => {
      const [record] = records
      const zone = orgZone(interview)
      const offset = offsetOf(input, interview)
      const base = momentOf(record?.get(field.apiName) ?? null, zone)
      const follows = {
        object: object.apiName,
        field: field.apiName,
        recordId: record?.id ?? recordId,
        timeZone: zone,
        ...offset,
      }
      return { resumeAt: base === null ? interview.now() : after(base, offset, zone), follows, base }
    })
  }
}

const fieldQuery = ({ apiName }: ObjectType, field: string): RecordQuery => ({
  object: apiName,
  fields: [field],
  filters: [{ field: 'Id', operator: 'EqualTo' }],
  logic: 0,
  orderBy: null,
  limit: 1,
  mode: 'system',
})

function orgZone({ host, timeZone }: Interview): string {
  const zone = host.globals.Organization['TimeZoneSidKey']
  return typeof zone === 'string' && zone !== '' ? zone : timeZone
}

/// A platform event whose fields have the values that the input parameters state.
function platformEvent(event: FlowWaitEvent, object: ObjectType, compilation: Compilation): Come {
  const fields = event.inputParameters.flatMap(item => {
    const field = compilation.field(object, item.name, item, 'name')
    const value = compilation.value(item.value)
    return field ? [{ name: field.apiName, value: compilation.fitting(value, field.dataType, item.name, item) }] : []
  })
  return interview => ({
    resumeAt: null,
    platformEvent: {
      object: object.apiName,
      fields: fields.map(({ name, value }) => ({ name, value: packedValue(value.read(interview)) })),
    },
  })
}

/// Source: Metadata API Developer Guide, FlowWaitEventOutputParameter: "Base Time" and "Event Delivery Status" of a time,
/// "Resume Time" of a record's date.
function compileOutputs(event: FlowWaitEvent, baseSlot: number, compilation: Compilation): WaitEvent['storeOutputs'] {
  const outputs = event.outputParameters.flatMap(item => {
    const target = compilation.target(item.assignToReference, item)
    const convert = target && conversion(ANY, target.type)
    return target && convert ? [{ name: item.name, target, convert }] : []
  })
  return (interview, { record }) => {
    for (const { name, target, convert } of outputs) {
      const value = record ? ofEvent(record, name) : ofTime(name, interview.slots[baseSlot]!, interview)
      target.write(interview, convert(value, interview))
    }
  }
}

/// A field of the published event; under any other name the event itself.
function ofEvent(record: RecordValue, name: string): Value {
  const field = record.shape.names.find(one => one.toLowerCase() === name.toLowerCase())
  return field === undefined ? record : record.get(field)
}

function ofTime(name: string, base: Value, interview: Interview): Value {
  if (/status$/i.test(name)) return 'DELIVERED'
  return /^base/i.test(name) ? base : new DateTimeValue(interview.now())
}
