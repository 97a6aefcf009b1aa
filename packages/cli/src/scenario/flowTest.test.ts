import type { InterviewOutcome } from '@millrace/flow'
import { parseFlowTest, parseProject } from '@millrace/metadata'
import { describe, expect, it } from 'vitest'
import { junitReport } from './junit.ts'
import { readFlowTest, trialFailures } from './flowTest.ts'

const project = parseProject([
  {
    path: 'Score.flow-meta.xml',
    text: `<Flow xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>62.0</apiVersion><label>Score</label>
      <actionCalls><name>Ask</name><label>Ask</label><actionName>Scorer</actionName><actionType>apex</actionType></actionCalls>
      <processType>AutoLaunchedFlow</processType><status>Active</status></Flow>`,
  },
  {
    path: 'On_Save.flow-meta.xml',
    text: `<Flow xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>62.0</apiVersion><label>On Save</label>
      <processType>AutoLaunchedFlow</processType><start><object>Contact</object><triggerType>RecordAfterSave</triggerType></start>
      <status>Active</status></Flow>`,
  },
])

function read(flow: string, points: string) {
  const { definition, diagnostics } = parseFlowTest(
    `<FlowTest xmlns="http://soap.sforce.com/2006/04/metadata"><flowApiName>${flow}</flowApiName>${points}</FlowTest>`,
    'A.flowtest-meta.xml',
  )
  expect(diagnostics).toEqual([])
  return readFlowTest(definition!, project)
}

const point = (element: string, inner: string) =>
  `<testPoints><elementApiName>${element}</elementApiName>${inner}</testPoints>`
const parameter = (name: string, type: string, value: string) =>
  `<parameters><leftValueReference>${name}</leftValueReference><type>${type}</type><value>${value}</value></parameters>`
const holds = `<assertions><conditions><leftValueReference>Ask</leftValueReference><operator>WasVisited</operator><rightValue><booleanValue>true</booleanValue></rightValue></conditions></assertions>`

describe('a flow test', () => {
  it('gives inputs of every kind', () => {
    const values = [
      ['text', '<stringValue>x</stringValue>', 'x'],
      ['number', '<numberValue>2.50</numberValue>', 2.5],
      ['flag', '<booleanValue>true</booleanValue>', true],
      ['day', '<dateValue>2026-01-15</dateValue>', '2026-01-15'],
      ['record', '<sobjectValue>{"LastName":"Ng"}</sobjectValue>', { LastName: 'Ng' }],
      ['nothing', '', null],
    ] as const
    const parameters = values.map(([name, value]) => parameter(`{!${name}}`, 'InputVariable', value))
    expect(read('Score', point('Start', parameters.join('')))).toMatchObject({
      inputs: Object.fromEntries(values.map(([name, , json]) => [name, json])),
    })
  })

  it.each([
    ['by path', point('Start', parameter('Ask.total', 'MockElementOutput', '<numberValue>4</numberValue>'))],
    ['at the element', point('Ask', parameter('total', 'MockElementOutput', '<numberValue>4</numberValue>'))],
  ])('stands in for the output of an action, %s', (_, points) => {
    expect(read('Score', points)).toMatchObject({ mocks: new Map([['Ask', new Map([['total', 4]])]]) })
  })

  it.each<[string, string, string, RegExp]>([
    ['of a flow that records start', 'On_Save', point('Finish', holds), /is started by records/],
    ['that checks in the middle', 'Score', point('Ask', holds), /only Start and Finish/],
  ])('%s is skipped', (_, flow, points, reason) => {
    expect(read(flow, points)).toEqual({ skipped: expect.stringMatching(reason) })
  })

  it('of a flow that waits fails, for its end was not looked at', () => {
    const trial = read('Score', point('Finish', holds))
    if ('skipped' in trial) throw new Error(trial.skipped)
    const pause = {
      flow: 'Score',
      element: 'A_Day',
      events: [],
      state: { guid: '', startTime: 0, executed: 0, frames: [], heap: [] },
      flows: [],
    }
    const interview: InterviewOutcome = {
      guid: '',
      status: 'Waiting',
      pause,
      outputs: new Map(),
      fault: null,
      trace: [],
      reached: new Map(),
      assertions: [],
    }
    const usage = { soqlQueries: 0, queryRows: 0, dmlStatements: 0, dmlRows: 0 }
    expect(trialFailures(trial, { failed: false, interviews: [interview], usage })[0]).toContain(
      'The flow waits at "A_Day"',
    )
  })

  it('of a flow that is not there names one that is', () => {
    expect(() => read('Scores', '')).toThrow(/Did you mean Score\?/)
  })
})

it('a JUnit report has failures, skipped tests and times, and is well-formed whatever a message holds', () => {
  const result = { path: 'a "b" <c>.json', seconds: 0.25, flows: [] }
  const report = junitReport([
    { ...result, state: 'passed', message: '' },
    { ...result, state: 'failed', message: 'expected "1" & <2>\nfound \u0001' },
    { ...result, state: 'skipped', message: 'It is started by records.' },
  ])
  expect(report).toBe(`<testsuites tests="3" failures="1" errors="0" skipped="1" time="0.750">
  <testsuite name="millrace" tests="3" failures="1" errors="0" skipped="1" time="0.750">
    <testcase name="a &quot;b&quot; &lt;c&gt;.json" classname="millrace" time="0.250"/>
    <testcase name="a &quot;b&quot; &lt;c&gt;.json" classname="millrace" time="0.250">
      <failure message="expected &quot;1&quot; &amp; &lt;2&gt;" type="failure">expected &quot;1&quot; &amp; &lt;2&gt;
found \ufffd</failure>
    </testcase>
    <testcase name="a &quot;b&quot; &lt;c&gt;.json" classname="millrace" time="0.250">
      <skipped message="It is started by records."/>
    </testcase>
  </testsuite>
</testsuites>
`)
})
