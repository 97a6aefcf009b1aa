import { parseFlow } from '@millrace/metadata'
import { expect, it } from 'vitest'
import { debugSteps, eventLines, recordsOf, timesOf, type TraceEvent, wayTaken } from './debugSteps.ts'

const flow = parseFlow(
  `<Flow><variables><name>total</name><dataType>Number</dataType><value><numberValue>0.0</numberValue></value></variables></Flow>`,
  'F.flow-meta.xml',
).flow!

const at = (element: string, elementType: string) => ({ flow: 'F', element, elementType })

const trace: TraceEvent[] = [
  { kind: 'start', flow: 'F', element: null, elementType: null, t: 0, detail: { inputs: { ids: '[a, b]' } } },
  { kind: 'element', ...at('Find', 'recordLookups'), t: 1, detail: { label: 'Find Contacts' } },
  {
    kind: 'query',
    ...at('Find', 'recordLookups'),
    t: 5,
    detail: { object: 'Contact', rows: 2, first: 'Ada', records: [{ Id: 'a' }, { Id: 'b' }] },
  },
  { kind: 'element', ...at('Count', 'assignments') },
  {
    kind: 'assign',
    ...at('Count', 'assignments'),
    detail: {
      reference: 'total',
      operator: 'AssignCount',
      operand: '{!Find}',
      value: '[2 items]',
      before: '0',
      after: '2',
    },
  },
  { kind: 'fault', ...at('Count', 'assignments'), detail: { message: 'No.', handled: true } },
  {
    kind: 'end',
    flow: 'F',
    element: null,
    elementType: null,
    t: 6,
    detail: { status: 'Finished', outputs: { total: '2' } },
  },
]

const steps = debugSteps(trace, flow)

it('makes a step of each element', () => {
  expect(steps.map(({ title, took, isFault }) => [title, took, isFault])).toEqual([
    ['Start F', 1, false],
    ['Find Contacts', 4, false],
    ['Count', null, true],
    ['End: Finished', 0, false],
  ])
})

it('knows every value behind each step, and what the step changed', () => {
  expect(steps.map(({ values }) => values.get('total'))).toEqual(['0', '0', '2', '2'])
  expect([...steps[2]!.changed]).toEqual(['total', '$Flow.FaultMessage'])
  expect(steps[1]!.values.get('Find')).toBe('2 records, the first Ada')
  expect(steps[0]!.values.get('ids')).toBe('[a, b]')
})

it('tells what a step did in words', () => {
  expect(steps.flatMap(({ events }) => events.flatMap(eventLines))).toEqual([
    'Query on Contact: 2 records',
    '{!total} AssignCount {!Find} ([2 items])',
    '0 → 2',
    'Fault, handled by the fault path: No.',
  ])
  expect(recordsOf(steps[1]!.events[0]!)).toEqual([{ Id: 'a' }, { Id: 'b' }])
})

it('adds up how long each element took', () => {
  const [find] = timesOf(debugSteps([...trace, ...trace.slice(1, 3)], flow))
  expect(find).toEqual({ element: 'Find', count: 2, ms: 8 })
})

it.each([
  ['Yes', { tag: 'connector', part: { tag: 'rules', position: 0 } }],
  [null, { tag: 'defaultConnector', part: null }],
])('knows the way of the outcome %s', (outcome, place) => {
  const asking = parseFlow(
    '<Flow><decisions><name>Ask</name><rules><name>Yes</name></rules></decisions></Flow>',
    'F.flow-meta.xml',
  ).flow!
  const events: TraceEvent[] = [
    { kind: 'element', ...at('Ask', 'decisions') },
    { kind: 'rule', ...at('Ask', 'decisions'), detail: { outcome, label: 'Yes' } },
  ]
  expect(wayTaken(debugSteps(events, asking)[0]!, asking)).toMatchObject(place)
})
