import { buildSchema } from '@millrace/database'
import { parseFlow } from '@millrace/metadata'
import { apexOf, collectionOf, NUMBER, recordOf, RecordValue, TEXT, toJson, type Value } from '@millrace/values'
import { describe, expect, it } from 'vitest'
import { checkFlow, compileFlow } from '../compile.ts'
import type { ActionDescription, FlowProject } from '../host.ts'
import { MemoryStore } from '../memoryStore.ts'
import { runInterviews } from '../run.ts'

const actions: Readonly<Record<string, ActionDescription>> = {
  Greeter: { inputs: [{ name: 'name', type: TEXT, required: true }], outputs: [{ name: 'greeting', type: TEXT }] },
  Finder: {
    inputs: [{ name: 'ids', type: collectionOf(TEXT) }],
    outputs: [{ name: 'found', type: recordOf('Contact') }],
  },
  Rater: {
    inputs: [{ name: 'amount', type: NUMBER }],
    outputs: [
      { name: 'rating', type: NUMBER },
      { name: 'details', type: apexOf('Details') },
    ],
  },
}

const project = (lenient = false): FlowProject => ({
  schema: buildSchema([]),
  flow: () => undefined,
  flowNames: [],
  label: () => undefined,
  customPermissions: new Set(),
  actions: { find: (type, name) => (type === 'apex' ? actions[name] : undefined), names: () => Object.keys(actions) },
  lenient,
})

/// A flow that calls [name] with `input=value` pairs and then stores [reference] in the variable `kept`.
function flowOf(
  name: string,
  inputs: Record<string, string>,
  reference: string,
  { type = 'apex', kept = 'String' } = {},
) {
  const parameters = Object.entries(inputs).map(
    ([input, value]) => `<inputParameters><name>${input}</name><value>${value}</value></inputParameters>`,
  )
  const { flow, diagnostics } = parseFlow(
    `<Flow xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>62.0</apiVersion><label>Test</label>
    <actionCalls><name>Call</name><label>Call it</label><actionName>${name}</actionName><actionType>${type}</actionType>
    <connector><targetReference>Keep</targetReference></connector>${parameters.join('')}<storeOutputAutomatically>true</storeOutputAutomatically></actionCalls>
    <assignments><name>Keep</name><label>Keep</label><assignmentItems><assignToReference>kept</assignToReference><operator>Assign</operator>
    <value><elementReference>${reference}</elementReference></value></assignmentItems></assignments>
    <processType>AutoLaunchedFlow</processType><start><connector><targetReference>Call</targetReference></connector></start><status>Active</status>
    <variables><name>kept</name><dataType>${kept}</dataType>${kept === 'Number' ? '<scale>2</scale>' : ''}<isOutput>true</isOutput></variables></Flow>`,
    'Test.flow-meta.xml',
  )
  expect(diagnostics).toEqual([])
  return flow!
}

const text = (value: string) => `<stringValue>${value}</stringValue>`

describe('an Action element', () => {
  it.each<[fact: string, flow: ReturnType<typeof flowOf>, found: string[]]>([
    ['is right', flowOf('Greeter', { name: text('Ada') }, 'Call.greeting'), []],
    ['gives its only output under its name', flowOf('Greeter', { name: text('Ada') }, 'Call'), []],
    ['gives fields of its only output, a record', flowOf('Finder', {}, 'Call.LastName'), []],
    ['gives fields of a named output', flowOf('Rater', {}, 'Call.details.by'), []],
    ['makes a collection of one value', flowOf('Finder', { ids: text('003') }, 'Call.LastName'), []],
    [
      'calls a class that is not there',
      flowOf('Greter', {}, 'Call.x'),
      [
        'warning unknown-action "Call it" calls the Apex class "Greter", which is not available here. Did you mean Greeter?',
      ],
    ],
    [
      'calls another kind of action that is not there',
      flowOf('x', {}, 'Call.x', { type: 'slackPost' }),
      [
        'warning unknown-action "Call it" calls the action "x" (slackPost), which is not available here. Millrace has no such action. Call a host action in its place, or take its fault path.',
      ],
    ],
    [
      'calls an action of another product',
      flowOf('routeWork', {}, 'Call.x', { type: 'routeWork' }),
      [
        'warning unknown-action "Call it" calls the action "routeWork" (routeWork), which is not available here. It belongs to Omni-Channel, which is not part of Millrace. Call a host action in its place, or take its fault path.',
      ],
    ],
    [
      'calls a quick action whose file is not there',
      flowOf('Case.Escalate', {}, 'Call.x', { type: 'quickAction' }),
      [
        'warning unknown-action "Call it" calls the action "Case.Escalate" (quickAction), which is not available here. Its file would be quickActions/Case.Escalate.quickAction-meta.xml.',
      ],
    ],
    [
      'sets an input that is not there, and not the one that must be',
      flowOf('Greeter', { nme: text('Ada') }, 'Call'),
      [
        'error missing-action-input "Call it": "Greeter" needs the input name, which is not set.',
        'error unknown-action-input "Call it" sets nme, but "Greeter" has no such input. Did you mean name?',
      ],
    ],
    [
      'sets an input to a value of another type',
      flowOf('Rater', { amount: text('much') }, 'Call.rating', { kept: 'Number' }),
      ['error type-mismatch "Call it": amount takes a Number, but the value is a Text.'],
    ],
    [
      'gives an output that is not there',
      flowOf('Rater', {}, 'Call.ratng', { kept: 'Number' }),
      ['error unknown-reference "Keep" refers to {!Call.ratng}, but Call has no output "ratng". Did you mean rating?'],
    ],
    [
      'gives an output of another type',
      flowOf('Greeter', { name: text('Ada') }, 'Call', { kept: 'Number' }),
      ['error assignment-operator'],
    ],
    [
      'runs a flow as an action',
      flowOf('Other', {}, 'Call.x', { type: 'flow' }),
      [
        'error action-not-allowed "Call it" runs the flow "Other" as an action. A flow runs another flow with a Subflow element.',
      ],
    ],
  ])('%s', (_, flow, expected) => {
    const found = checkFlow(flow, project())
      .filter(({ severity }) => severity !== 'info')
      .map(({ severity, code, message }) => `${severity} ${code} ${message}`)
    expect(found).toHaveLength(expected.length)
    for (const [i, start] of expected.entries()) expect(found[i]).toContain(start)
  })

  it('that does not fit its action is a warning in lenient mode', () => {
    const found = checkFlow(flowOf('Greeter', { nme: text('Ada') }, 'Call'), project(true))
    expect(found.filter(({ code }) => code.includes('action')).map(({ severity }) => severity)).toEqual([
      'warning',
      'warning',
    ])
  })

  const contact = RecordValue.from('Contact', { LastName: 'Ng' })
  it.each<[name: string, reference: string, outputs: Record<string, Value>, kept: Value]>([
    ['Greeter', 'Call', { greeting: 'Hello' }, 'Hello'],
    ['Greeter', 'Call.greeting', { greeting: 'Hello' }, 'Hello'],
    ['Finder', 'Call.LastName', { found: contact }, 'Ng'],
    ['Finder', 'Call.found.LastName', { found: contact }, 'Ng'],
    ['Unknown', 'Call', { only: 'one' }, 'one'],
    ['Unknown', 'Call.only', { only: 'one' }, 'one'],
    ['Unknown', 'Call.second', { only: 'one', second: 'two' }, 'two'],
  ])('%s: {!%s} of %o', async (name, reference, outputs, kept) => {
    const calls: unknown[] = []
    const outcome = await runInterviews(compileFlow(flowOf(name, {}, reference), project()), [new Map()], {
      store: new MemoryStore(),
      now: () => 0,
      newGuid: () => 'guid',
      timeZone: 'UTC',
      locale: 'en_US',
      globals: { User: {}, Profile: {}, UserRole: {}, Organization: {} },
      hasPermission: () => false,
      trace: 'path',
      action(call, inputs) {
        calls.push(call)
        return inputs.map(() => ({ outputs: new Map(Object.entries(outputs)) }))
      },
    })
    expect(toJson(outcome.interviews[0]!.outputs.get('kept')!)).toBe(kept)
    expect(calls).toMatchObject([{ type: 'apex', name, flow: 'Test', element: 'Call', mode: 'user' }])
  })
})
