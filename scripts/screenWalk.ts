import {
  compileFlow,
  type FlowHost,
  type FlowProject,
  type InterviewOutcome,
  MemoryStore,
  resumeInterview,
  runInterviews,
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

/// Starts [flow] and walks to its end: fills in what is required, takes the first choice everywhere, and goes on. A screen
/// that it comes to again, such as a menu, is left with the next choice.
export async function walkThrough(
  flow: Flow,
  project: FlowProject,
  host: FlowHost,
  inputs: ReadonlyMap<string, Value> = new Map(),
): Promise<WalkEnd> {
  const started = await runInterviews(compileFlow(flow, project), [inputs], host)
  let outcome = started.interviews[0]!
  const visits = new Map<string, number>()
  for (let screens = 0; ; screens++) {
    const end = endOf(outcome)
    if (end) return { ...end, screens }
    const { element } = outcome.pause!
    if (screens >= MOST_SCREENS) return { end: 'endless', screens, reason: element }
    const visit = visits.get(element) ?? 0
    visits.set(element, visit + 1)
    const next = await leaveScreen(outcome, visit, project, host)
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
  visit: number,
  project: FlowProject,
  host: FlowHost,
): Promise<InterviewOutcome | string> {
  const { state, flows, element } = pause!
  const programs = flows.map(flow => compileFlow(flow, project))
  let screen = pause!.screen!
  for (const attempt of TEXTS.keys()) {
    const text = TEXTS[(attempt + visit) % TEXTS.length]!
    const typed: Typed = { text, visit, isChecked: attempt > 1 || visit > 0 }
    const input = { action: 'next', values: screen.localAction ? {} : valuesIn(screen.fields, typed) } as const
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
const TEXTS = ['Ada Ng', 'Ada Ng', '1234567890', '12345678901234', 'ada@example.com', 'https://example.com', 'DELETE']

/// How a screen is filled in.
interface Typed {
  readonly text: string
  /// How often it was left before.
  readonly visit: number
  /// Whether checkboxes are ticked.
  readonly isChecked: boolean
}

function valuesIn(fields: readonly ScreenFieldDescription[], typed: Typed): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const field of fields) {
    const value = valueFor(field, typed)
    if (value !== undefined) values[field.name] = value
    for (const { input } of field.choices ?? []) if (input?.required) values[input.name] = typed.text
    Object.assign(values, valuesIn(field.fields ?? [], typed))
  }
  return values
}

function valueFor(field: ScreenFieldDescription, typed: Typed): unknown {
  const { text, visit, isChecked } = typed
  if (field.readOnly || field.disabled) return undefined
  const first = field.choices?.[visit % field.choices.length]?.value
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
      return field.items!.map(({ key, fields }) => ({ key, values: valuesIn(fields, typed) }))
    case 'checkbox':
      return isChecked ? true : undefined
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
