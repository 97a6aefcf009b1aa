import {
  compileFlow,
  type FlowHost,
  type FlowProject,
  type InterviewOutcome,
  MemoryStore,
  resumeInterview,
  runInterviews,
  type ScreenDescription,
  type ScreenFieldDescription,
} from '@millrace/flow'
import type { FilterValues, RecordQuery } from '@millrace/database'
import type { Flow } from '@millrace/metadata'
import { RecordValue, type Value } from '@millrace/values'

/// A store in which whatever is looked for is found: where there is no such record yet, one is made.
export class ObligingStore extends MemoryStore {
  override find(query: RecordQuery, valuesPerRun: readonly FilterValues[]): RecordValue[][] {
    return super.find(query, valuesPerRun).map(records => (records.length > 0 ? records : [this.#made(query)]))
  }

  #made({ object, fields }: RecordQuery): RecordValue {
    const made = RecordValue.from(object, { Name: 'Ada Ng' })
    this.insert([made], { allOrNone: true, mode: 'system' })
    for (const field of fields) if (!field.includes('.') && !made.shape.names.includes(field)) made.put(field, null)
    return made
  }
}

/// How a walk through the screens of a flow ended.
export interface WalkEnd {
  readonly end: 'finished' | 'failed' | 'stuck' | 'endless' | 'waits'
  /// Screens that were shown.
  readonly screens: number
  /// Why it did not finish.
  readonly reason: string
}

const MOST_SCREENS = 60

/// Starts [flow] and walks to its end: fills in what is required, takes the first choice everywhere, and goes on.
export async function walkThrough(
  flow: Flow,
  project: FlowProject,
  host: FlowHost,
  inputs: ReadonlyMap<string, Value> = new Map(),
): Promise<WalkEnd> {
  const started = await runInterviews(compileFlow(flow, project), [inputs], host)
  let outcome = started.interviews[0]!
  for (let screens = 0; ; screens++) {
    const end = endOf(outcome)
    if (end) return { ...end, screens }
    if (screens >= MOST_SCREENS) return { end: 'endless', screens, reason: outcome.pause!.element }
    const next = await leaveScreen(outcome, project, host)
    if (typeof next === 'string') return { end: 'stuck', screens: screens + 1, reason: next }
    outcome = next
  }
}

function endOf({ fault, pause }: InterviewOutcome): Pick<WalkEnd, 'end' | 'reason'> | null {
  if (fault) return { end: 'failed', reason: `${fault.elementType ?? 'flow'} ${fault.code}: ${fault.message}` }
  if (!pause) return { end: 'finished', reason: '' }
  return pause.screen ? null : { end: 'waits', reason: pause.element }
}

/// Tries a few ways to fill the screen in; the messages of the last where none is taken.
async function leaveScreen(
  { pause }: InterviewOutcome,
  project: FlowProject,
  host: FlowHost,
): Promise<InterviewOutcome | string> {
  const { state, flows, element } = pause!
  const programs = flows.map(flow => compileFlow(flow, project))
  let screen = pause!.screen!
  for (const text of TEXTS) {
    const input = { action: 'next', values: valuesFor(screen, text) } as const
    const { interviews } = await resumeInterview(state, programs, { position: -1, screen: input }, host)
    const outcome = interviews[0]!
    const after = outcome.pause?.screen
    if (!after || outcome.pause?.element !== element || after.errors.length === 0) return outcome
    // What was typed may have shown more.
    screen = after
  }
  return screen.errors.map(({ field, message }) => `${screen.name}.${field}: ${message}`).join(' ')
}

/// What is typed in texts, until one is taken.
const TEXTS = ['Ada Ng', 'Ada Ng', '1234567890', 'ada@example.com', 'https://example.com', 'DELETE'] as const

const valuesFor = (screen: ScreenDescription, text: string): Record<string, unknown> =>
  screen.localAction ? {} : valuesIn(screen.fields, text)

function valuesIn(fields: readonly ScreenFieldDescription[], text: string): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const field of fields) {
    const value = valueFor(field, text)
    if (value !== undefined) values[field.name] = value
    for (const { input } of field.choices ?? []) if (input?.required) values[input.name] = text
    Object.assign(values, valuesIn(field.fields ?? [], text))
  }
  return values
}

function valueFor(field: ScreenFieldDescription, text: string): unknown {
  if (field.readOnly || field.disabled) return undefined
  const first = field.choices?.[0]?.value
  switch (field.kind) {
    case 'picklist':
    case 'radio':
    case 'choiceLookup':
      return first
    case 'checkboxes':
    case 'multiPicklist':
      return first === undefined ? undefined : [first]
    case 'visualPicker':
      return first !== undefined && field.multiple ? [first] : first
    case 'repeater':
      return field.items!.map(({ key, fields }) => ({ key, values: valuesIn(fields, text) }))
    case 'component':
      return componentValue(field, text)
    default:
      return field.required ? (TYPED[field.kind] ?? text.slice(0, field.maxLength)) : undefined
  }
}

const TYPED: Readonly<Record<string, unknown>> = {
  email: 'ada@example.com',
  phone: '+1 415 555 0100',
  url: 'https://example.com',
  number: 1,
  currency: 1,
  percent: 1,
  date: '2026-02-15',
  dateTime: '2026-02-15T10:00:00.000Z',
  time: '10:00:00.000Z',
  checkbox: true,
  lookup: '001000000000001AAA',
}

function componentValue({ component, attributes = {}, picklists = [] }: ScreenFieldDescription, text: string): unknown {
  switch (component) {
    case 'flowruntime:email':
    case 'flowruntime:phone':
    case 'flowruntime:url':
      return { value: TYPED[component.replace('flowruntime:', '')] }
    case 'flowruntime:name':
      return { firstName: 'Ada', lastName: 'Ng' }
    case 'flowruntime:address':
      return { street: '1 Main St', city: 'Oslo', province: 'Oslo', postalCode: '0150', country: 'Norway' }
    case 'flowruntime:lookup':
      return { recordId: TYPED['lookup'], recordIds: [TYPED['lookup']], recordName: text }
    case 'flowruntime:datatable':
      return Array.isArray(attributes['tableData']) && attributes['tableData'].length > 0
        ? { selectedRows: [0] }
        : undefined
    case 'forceContent:fileUpload':
      return { contentDocIds: ['069000000000001AAA'], contentVersionIds: ['068000000000001AAA'] }
    case 'flowruntime:dependentPicklists':
      return chosenDown(picklists)
    default:
      return undefined
  }
}

/// The first choice of each picklist that goes with the one above.
function chosenDown(picklists: NonNullable<ScreenFieldDescription['picklists']>): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  let above = ''
  for (const { attribute, choices } of picklists) {
    const choice = choices.find(({ goesWith }) => !goesWith || goesWith.includes(above))
    values[attribute] = choice?.value ?? null
    above = String(choice?.value ?? '')
  }
  return values
}
