import type { FlowWait } from '@millrace/metadata'
import { DateTimeValue, DateValue, isNum, mergeText, toDecimal, type Value } from '@millrace/values'
import type { Compilation } from '../compilation.ts'
import { compileConditions, type Predicate } from '../conditions.ts'
import { Fault } from '../fault.ts'
import type { Interview, Node } from '../interview.ts'
import type { ElementKind } from './kind.ts'

/// Wait: when none of its events applies it takes the default path, and an event whose time has come is taken at once.
/// A run does not pause: an event that lies ahead, or that somebody must publish, is a fault that the fault path can
/// take.
///
/// Source: Metadata API Developer Guide, FlowWait and FlowWaitEvent; Salesforce Help, "Flow Element: Pause".
///
/// # element-not-supported
/// A Wait element would pause the run until a later time or an event.
///
/// A run that Execute Flow or the REST API starts is answered when it ends, so it does not pause. It goes on where no
/// event applies or the time has come, and fails otherwise. Give the element a fault path, or split the flow.
export const waits: ElementKind<FlowWait> = {
  label: 'Wait',

  compile(element, node, compilation) {
    compilation.report(
      'element-not-supported',
      `${compilation.here} is a Wait. A run does not pause: it fails there, unless no event applies or its time has come.`,
      element,
      'name',
      'warning',
    )
    const events = element.waitEvents.map(event => compileEvent(event, compilation))
    const fallback = compilation.next(element.defaultConnector)
    const where = compilation.here
    const proceed = (interview: Interview): Node | null => {
      const applying = events.filter(event => event.applies(interview))
      if (applying.length === 0) return fallback
      const come = applying.find(event => (event.due(interview) ?? Infinity) <= interview.now())
      if (!come)
        throw new Fault('FUNCTIONALITY_NOT_ENABLED', `${where} would pause the run, and runs do not pause here.`)
      come.resume(interview)
      return come.next
    }
    node.data = interviews => {
      for (const interview of interviews) interview.node = proceed(interview)
    }
  },
}

interface WaitEvent {
  readonly applies: Predicate
  /// When it resumes, in milliseconds; null when only somebody else can tell.
  readonly due: (interview: Interview) => number | null
  readonly resume: (interview: Interview) => void
  readonly next: Node | null
}

function compileEvent(event: FlowWait['waitEvents'][number], compilation: Compilation): WaitEvent {
  const { slot } = compilation.resource(event.name) ?? { slot: -1 }
  const isMet = compileConditions(event.conditions, event.conditionLogic, event, compilation)
  const inputs = new Map(event.inputParameters.map(item => [item.name, compilation.value(item.value)]))
  const outputs = event.outputParameters.flatMap(item => compilation.target(item.assignToReference, item) ?? [])
  const input = (name: string, interview: Interview): Value => inputs.get(name)?.read(interview) ?? null
  return {
    applies: interview => {
      const applies = isMet(interview)
      if (slot >= 0) interview.slots[slot] = applies
      return applies
    },
    due: interview => (event.eventType === 'AlarmEvent' ? dueTime(name => input(name, interview), interview) : null),
    resume: interview => {
      for (const target of outputs) target.write(interview, new DateTimeValue(interview.now()))
    },
    next: compilation.next(event.connector),
  }
}

const HOUR = 3_600_000

/// A base time that is null resumes at once.
function dueTime(input: (name: string) => Value, interview: Interview): number | null {
  const base = input('AlarmTime')
  if (base === null) return interview.now()
  const start = timeOf(base)
  if (start === null) return null
  const offset = input('TimeOffset')
  const unit = /^day/i.test(mergeText(input('TimeOffsetUnit'), interview)) ? 24 * HOUR : HOUR
  return start + (isNum(offset) ? toDecimal(offset).toNumber() : 0) * unit
}

function timeOf(value: Value): number | null {
  const time = typeof value === 'string' ? DateTimeValue.parse(value) : value
  if (time instanceof DateTimeValue) return time.ms
  return time instanceof DateValue ? DateTimeValue.startOf(time).ms : null
}
