import { buildSchema, type Schema } from '@millrace/database'
import { type Flow, parseFlow, parseObject } from '@millrace/metadata'
import { DateTimeValue, type Json, num, RecordValue, toJson, type Value } from '@millrace/values'
import { describe, expect, it } from 'vitest'
import { isAwaited } from './awaitedEvent.ts'
import { checkFlow, compileFlow } from './compile.ts'
import type { FlowHost, FlowProject, InterviewOutcome, Occurrence, PausedInterview, RunOutcome } from './host.ts'
import { MemoryStore } from './memoryStore.ts'
import { resumeInterview, runInterviews } from './run.ts'

const NOW = Date.UTC(2026, 0, 31, 10)
const HOUR = 3_600_000
const DAY = 24 * HOUR

function flowOf(apiName: string, body: string): Flow {
  const { flow, diagnostics } = parseFlow(
    `<Flow xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>62.0</apiVersion><label>${apiName}</label>
     <processType>AutoLaunchedFlow</processType><status>Active</status>${body}</Flow>`,
    `${apiName}.flow-meta.xml`,
  )
  expect(diagnostics).toEqual([])
  return flow!
}

const objectFile = (fields: string) =>
  `<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"><label>Shipped</label><pluralLabel>Shipped</pluralLabel>
   <eventType>HighVolume</eventType>${fields}</CustomObject>`
const field = (name: string, type: string) =>
  `<fields><fullName>${name}</fullName><label>${name}</label><type>${type}</type><length>80</length><precision>18</precision><scale>2</scale></fields>`
const shipped = parseObject(objectFile(field('Order__c', 'Text') + field('Amount__c', 'Number')), 'Shipped__e.object')
const schema = buildSchema([shipped.definition!])

const projectOf = (flows: readonly Flow[], schemaNow: Schema = schema): FlowProject => ({
  schema: schemaNow,
  flow: name => flows.find(flow => flow.apiName === name),
  flowNames: flows.map(flow => flow.apiName),
  label: () => undefined,
  customPermissions: new Set(),
  lenient: false,
})

interface World {
  readonly now?: number
  readonly store?: MemoryStore
  readonly timeZone?: string
}

const hostOf = ({ now = NOW, store = new MemoryStore(), timeZone = 'UTC' }: World): FlowHost => ({
  store,
  now: () => now,
  newGuid: () => 'guid',
  timeZone,
  locale: 'en_US',
  globals: { User: {}, Profile: {}, UserRole: {}, Organization: {} },
  hasPermission: () => false,
  trace: 'values',
})

function begin(flows: readonly Flow[], inputs: Record<string, Value> = {}, world: World = {}): Promise<RunOutcome> {
  const project = projectOf(flows)
  for (const flow of flows) expect(checkFlow(flow, project).filter(one => one.severity === 'error')).toEqual([])
  const program = compileFlow(flows[0]!, project)
  return Promise.resolve(runInterviews(program, [new Map(Object.entries(inputs))], hostOf(world)))
}

/// Resumes from what JSON keeps, in a project of its own.
async function goOn(
  { pause }: InterviewOutcome,
  occurrence: Occurrence,
  world: World = { now: NOW + DAY },
  schemaNow: Schema = schema,
): Promise<InterviewOutcome> {
  const state = JSON.parse(JSON.stringify(pause!.state)) as PausedInterview
  const flows = pause!.flows.map(({ source, file }) => parseFlow(source, file).flow!)
  const project = projectOf(flows, schemaNow)
  const programs = flows.map(flow => compileFlow(flow, project))
  return (await resumeInterview(state, programs, occurrence, hostOf(world))).interviews[0]!
}

const outputsOf = ({ outputs }: InterviewOutcome): Record<string, Json> =>
  Object.fromEntries([...outputs].map(([name, value]) => [name, toJson(value)]))

const start = (name: string) => `<start><connector><targetReference>${name}</targetReference></connector></start>`
const to = (name: string, tag = 'connector') => `<${tag}><targetReference>${name}</targetReference></${tag}>`
const reference = (path: string) => `<elementReference>${path}</elementReference>`
const text = (value: string) => `<stringValue>${value}</stringValue>`
const number = (value: number) => `<numberValue>${value}</numberValue>`
const LIST = '<isCollection>true</isCollection>'
const variable = (name: string, type: string, more = '') =>
  `<variables><name>${name}</name><dataType>${type}</dataType><isInput>true</isInput><isOutput>true</isOutput>${more}</variables>`
const ofObject = (name: string) => `<objectType>${name}</objectType>`
const item = (target: string, operator: string, value: string) =>
  `<assignmentItems><assignToReference>${target}</assignToReference><operator>${operator}</operator><value>${value}</value></assignmentItems>`
const assign = (name: string, items: string, next = '') =>
  `<assignments><name>${name}</name><label>${name}</label>${items}${next && to(next)}</assignments>`
const parameter = (name: string, value: string) =>
  `<inputParameters><name>${name}</name><value>${value}</value></inputParameters>`
const result = (name: string, target: string) =>
  `<outputParameters><assignToReference>${target}</assignToReference><name>${name}</name></outputParameters>`
const event = (name: string, body: string, next = 'Resumed') =>
  `<waitEvents>${name && `<name>${name}</name>`}<label>${name || 'el_0'}</label>${next && to(next)}${body}</waitEvents>`
const wait = (events: string, more = '') => `<waits><name>Pause</name><label>Pause</label>${more}${events}</waits>`
const alarm = (amount: number, unit: string, time = reference('$Flow.CurrentDateTime')) =>
  `<eventType>AlarmEvent</eventType>${parameter('AlarmTime', time)}${parameter('TimeOffset', number(amount))}${parameter('TimeOffsetUnit', text(unit))}`
const resumed = assign('Resumed', item('told', 'Add', text('resumed ')))

const waiting = (events: string, more = '') =>
  flowOf(
    'Waiting',
    `${start('Pause')}${wait(events, more)}${resumed}${variable('told', 'String')}${variable('day', 'Date')}${variable('moment', 'DateTime')}
     ${variable('opportunityId', 'String')}${variable('order', 'String')}${variable('amount', 'Number', '<scale>2</scale>')}
     ${variable('shipped', 'SObject', ofObject('Shipped__e'))}`,
  )

const at = (outcome: RunOutcome) =>
  outcome.interviews[0]!.pause?.events.map(({ resumeAt }) => resumeAt && new DateTimeValue(resumeAt).toString())

describe('when the time of a Wait comes', () => {
  const berlin = '<timeZoneId>Europe/Berlin</timeZoneId>'
  it.each<[fact: string, body: string, more: string, expected: string]>([
    ['hours after now', alarm(3, 'Hours'), '', '2026-01-31T13:00:00.000Z'],
    ['days after now', alarm(2, 'Days'), '', '2026-02-02T10:00:00.000Z'],
    ['a month after the 31st', alarm(1, 'Months'), '', '2026-02-28T10:00:00.000Z'],
    ['before a moment that lies ahead', alarm(-1, 'Hours', reference('moment')), '', '2026-02-10T11:00:00.000Z'],
    ['a day, at its midnight', alarm(0, 'Hours', reference('day')), '', '2026-02-11T00:00:00.000Z'],
    ['a day, in the time zone of the element', alarm(0, 'Hours', reference('day')), berlin, '2026-02-10T23:00:00.000Z'],
    ['an amount of time', '<offset>1</offset><offsetUnit>Days</offsetUnit>', '', '2026-02-01T10:00:00.000Z'],
    ['an amount of time in weeks', '<offset>2</offset><offsetUnit>Weeks</offsetUnit>', '', '2026-02-14T10:00:00.000Z'],
    [
      'an amount of time, then until a time of day',
      '<offset>1</offset><offsetUnit>Days</offsetUnit><resumeTime>09:30:00.000Z</resumeTime>',
      berlin,
      '2026-02-02T08:30:00.000Z',
    ],
    [
      'a date',
      '<resumeDate>2026-02-03</resumeDate><resumeTime>08:00:00.000Z</resumeTime>',
      '',
      '2026-02-03T08:00:00.000Z',
    ],
    ['a date of the flow', '<resumeDateReference>day</resumeDateReference>', '', '2026-02-11T00:00:00.000Z'],
    [
      'a date/time of the flow',
      '<resumeDateReference>moment</resumeDateReference>',
      berlin,
      '2026-02-10T12:00:00.000Z',
    ],
  ])('%s', async (_fact, body, more, expected) => {
    const inputs = {
      day: DateTimeValue.parse('2026-02-11T00:00:00Z')!.dateIn('UTC'),
      moment: DateTimeValue.parse('2026-02-10T12:00:00Z')!,
    }
    expect(at(await begin([waiting(event('Time', body), more)], inputs))).toEqual([expected])
  })

  const close = (id: string) =>
    `<eventType>DateRefAlarmEvent</eventType>${parameter('TimeTableColumnEnumOrId', text('Opportunity'))}${parameter('TimeFieldColumnEnumOrId', text('CloseDate'))}
     ${parameter('EntityObjectId', reference(id))}${parameter('TimeOffset', number(-2))}${parameter('TimeOffsetUnit', text('Days'))}`

  it('follows the date in a record', async () => {
    const store = new MemoryStore(() => '006')
    const day = DateTimeValue.parse('2026-03-01T00:00:00Z')!.dateIn('UTC')
    const record = RecordValue.from('Opportunity', { Name: 'Big', CloseDate: day })
    store.insert([record], { allOrNone: true, mode: 'system' })
    const outcome = await begin(
      [waiting(event('Close', close('opportunityId')))],
      { opportunityId: record.id },
      { store },
    )
    expect(outcome.interviews[0]!.pause!.events).toMatchObject([
      {
        resumeAt: Date.UTC(2026, 1, 27),
        follows: {
          object: 'Opportunity',
          field: 'CloseDate',
          recordId: record.id,
          months: 0,
          milliseconds: -2 * DAY,
          timeZone: 'UTC',
        },
      },
    ])
  })

  it('goes on at once where the record has no date', async () => {
    const outcome = await begin([waiting(event('Close', close('opportunityId')))], {
      opportunityId: '006000000000001AAA',
    })
    expect(outputsOf(outcome.interviews[0]!)['told']).toBe('resumed ')
  })

  it('takes the event that came first, of those that have come', async () => {
    const flow = flowOf(
      'First',
      `${start('Pause')}${wait(event('A', alarm(-1, 'Hours'), 'Set_A') + event('B', alarm(-2, 'Hours'), 'Set_B'))}
       ${assign('Set_A', item('told', 'Assign', text('A')))}${assign('Set_B', item('told', 'Assign', text('B')))}${variable('told', 'String')}`,
    )
    expect(outputsOf((await begin([flow])).interviews[0]!)['told']).toBe('B')
  })
})

describe('a paused interview', () => {
  it.each<[name: string, target: string, expected: Json]>([
    ['Base Time', 'moment', '2026-02-10T12:00:00.000+0000'],
    ['Event Delivery Status', 'told', 'DELIVERED'],
    ['Resume Time', 'moment', '2026-02-11T12:00:00.000+0000'],
  ])('goes on with the %s of the time it waited for', async (name, target, expected) => {
    const body = alarm(1, 'Days', reference('moment')) + result(name, target)
    const moment = DateTimeValue.parse('2026-02-10T12:00:00Z')!
    const flow = flowOf(
      'Times',
      `${start('Pause')}${wait(event('Time', body, ''))}${variable('told', 'String')}${variable('moment', 'DateTime')}`,
    )
    const { interviews } = await begin([flow], { moment })
    const after = await goOn(interviews[0]!, { position: 0 }, { now: moment.ms + DAY })
    expect(outputsOf(after)[target]).toBe(expected)
  })

  it('is waiting, with its outputs as they are', async () => {
    const { failed, interviews } = await begin([waiting(event('Time', alarm(1, 'Hours')))], { told: 'so far ' })
    expect([failed, interviews[0]!.status, interviews[0]!.pause!.element]).toEqual([false, 'Waiting', 'Pause'])
    expect(outputsOf(interviews[0]!)['told']).toBe('so far ')
  })

  it('goes on with the values of every type, where they were shared and changed', async () => {
    const flow = flowOf(
      'Values',
      `${start('Share')}${assign('Share', item('people', 'Add', reference('person')) + item('person.Title', 'Assign', text('Lead')), 'Pause')}
       ${wait(event('Time', alarm(1, 'Hours')))}${resumed}${variable('told', 'String')}${variable('n', 'Number', '<scale>2</scale>')}${variable('yes', 'Boolean')}
       ${variable('day', 'Date')}${variable('moment', 'DateTime')}${variable('clock', 'Time')}${variable('texts', 'String', LIST)}
       ${variable('person', 'SObject', ofObject('Contact'))}${variable('people', 'SObject', LIST + ofObject('Contact'))}`,
    )
    const moment = DateTimeValue.parse('2026-02-10T12:00:00Z')!
    const account = RecordValue.from('Account', { Name: 'Acme' })
    const person = new RecordValue('Contact')
    person.put('LastName', 'Ng')
    person.put('Account', account)
    const { interviews } = await begin([flow], {
      n: num('1.25'),
      yes: true,
      day: moment.dateIn('UTC'),
      moment,
      clock: moment.timeIn('UTC'),
      texts: ['a', 'b'],
      person,
    })
    const after = await goOn(interviews[0]!, { position: 0 })
    expect(outputsOf(after)).toEqual({ ...outputsOf(interviews[0]!), told: 'resumed ' })
    const [record] = after.outputs.get('people') as RecordValue[]
    expect([after.status, [...(after.outputs.get('person') as RecordValue).changed.names]]).toEqual([
      'Finished',
      ['Title'],
    ])
    expect(record!.get('Account')).toMatchObject({ objectName: 'Account' })
  })

  const loop = `<loops><name>Each</name><label>Each</label><collectionReference>people</collectionReference><iterationOrder>Asc</iterationOrder>
    ${to('Pause', 'nextValueConnector')}</loops>`

  it('goes on in the round of the loop it was in, with the item of the collection', async () => {
    const flow = flowOf(
      'Rounds',
      `${start('Each')}${loop}${wait(event('Time', alarm(1, 'Hours'), 'Set'))}${assign('Set', item('Each.Title', 'Assign', text('seen')), 'Each')}
       ${variable('people', 'SObject', LIST + ofObject('Contact'))}`,
    )
    const people = ['Ng', 'Lin'].map(LastName => RecordValue.from('Contact', { LastName }))
    const first = await begin([flow], { people })
    const second = await goOn(first.interviews[0]!, { position: 0 }, { now: NOW + HOUR })
    expect([second.status, second.pause!.events[0]!.resumeAt]).toEqual(['Waiting', NOW + 2 * HOUR])
    const third = await goOn(second, { position: 0 }, { now: NOW + 2 * HOUR })
    expect(third.outputs.get('people')).toMatchObject([{ values: ['Ng', 'seen'] }, { values: ['Lin', 'seen'] }])
  })

  it('goes on in a subflow and comes back from it', async () => {
    const inner = flowOf(
      'Inner',
      `${start('Pause')}${wait(event('Time', alarm(1, 'Hours'), 'Set'))}${assign('Set', item('count', 'Add', number(1)))}${variable('count', 'Number')}`,
    )
    const outer = flowOf(
      'Outer',
      `${start('Call')}<subflows><name>Call</name><label>Call</label><flowName>Inner</flowName>${to('Set')}
       <inputAssignments><name>count</name><value>${number(41)}</value></inputAssignments>
       <outputAssignments><name>count</name><assignToReference>total</assignToReference></outputAssignments></subflows>
       ${assign('Set', item('told', 'Assign', reference('$Flow.InterviewStartTime')))}${variable('total', 'Number')}${variable('told', 'DateTime')}`,
    )
    const { interviews } = await begin([outer, inner])
    expect(interviews[0]!.pause!).toMatchObject({ flow: 'Inner', element: 'Pause' })
    const after = await goOn(interviews[0]!, { position: 0 })
    expect([after.guid, outputsOf(after)]).toEqual(['guid', { total: 42, told: '2026-01-31T10:00:00.000+0000' }])
  })

  it('is found its values where the schema has other fields now', async () => {
    const more = parseObject(objectFile(field('Order__c', 'Text')), 'Shipped__e.object').definition!
    const { interviews } = await begin([waiting(event('Time', alarm(1, 'Hours')))], { told: 'so ' })
    const after = await goOn(interviews[0]!, { position: 0 }, {}, buildSchema([more]))
    expect(outputsOf(after)['told']).toBe('so resumed ')
  })

  it('that is too large is a fault', async () => {
    const texts = Array.from({ length: 1000 }, () => 'x'.repeat(1000))
    const flow = flowOf(
      'Large',
      `${start('Pause')}${wait(event('Time', alarm(1, 'Hours')))}${resumed}${variable('told', 'String')}${variable('texts', 'String', LIST)}`,
    )
    const { interviews } = await begin([flow], { texts })
    expect(interviews[0]!.fault!.message).toMatch(/Too many bytes of a paused interview: 100\d{4}$/)
  })

  it('whose flow has no such element any more fails', async () => {
    const { interviews } = await begin([waiting(event('Time', alarm(1, 'Hours')))])
    const state = { ...interviews[0]!.pause!.state, frames: [{ element: 'Gone', faultMessage: null, slots: {} }] }
    const { fault } = await goOn({ ...interviews[0]!, pause: { ...interviews[0]!.pause!, state } }, { position: 0 })
    expect(fault!.message).toBe('The flow "Waiting" does not wait there any more.')
  })

  it('leaves the other interviews of its request alone', async () => {
    const flow = waiting(
      event(
        'Time',
        `<conditions><leftValueReference>amount</leftValueReference><operator>EqualTo</operator><rightValue>${number(1)}</rightValue></conditions>${alarm(1, 'Hours')}`,
      ),
      to('Resumed', 'defaultConnector'),
    )
    const program = compileFlow(flow, projectOf([flow]))
    const inputs = [new Map([['amount', 1]]), new Map([['amount', 2]])]
    const { interviews } = await runInterviews(program, inputs, hostOf({}))
    expect(interviews.map(({ status }) => status)).toEqual(['Waiting', 'Finished'])
  })
})

describe('a platform event', () => {
  const flow = waiting(
    event(
      'Order_Shipped',
      `<eventType>Shipped__e</eventType>${parameter('Order__c', reference('order'))}${result('Amount__c', 'amount')}${result('Shipped__e', 'shipped')}`,
    ),
  )
  const published = (fields: Record<string, Value>) => RecordValue.from('Shipped__e', fields)

  it.each<[fact: string, fields: Record<string, Value>, comes: boolean]>([
    ['with the value, in other letters', { Order__c: 'a-1' }, true],
    ['with another value', { Order__c: 'A-2' }, false],
    ['without a value', {}, false],
  ])('%s', async (_fact, fields, comes) => {
    const [interview] = (await begin([flow], { order: 'A-1' })).interviews
    expect(isAwaited(interview!.pause!.events[0]!, published(fields))).toBe(comes)
  })

  it('brings its fields and itself', async () => {
    const [interview] = (await begin([flow], { order: 'A-1' })).interviews
    const record = published({ Order__c: 'A-1', Amount__c: num('12.50') })
    const after = await goOn(interview!, { position: 0, record })
    expect(outputsOf(after)).toMatchObject({ told: 'resumed ', amount: 12.5, shipped: { Order__c: 'A-1' } })
  })
})
