import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openScenarioRunner, type ScenarioRunner } from './runner.ts'

const value = (name: string, xml: string) =>
  `<inputParameters><name>${name}</name><value>${xml}</value></inputParameters>`
const target = (name: string, tag = 'connector') => `<${tag}><targetReference>${name}</targetReference></${tag}>`
const alarm = (name: string, hours: number) =>
  `<waitEvents><name>${name}</name><label>${name}</label>${target(`Note_${name}`)}<eventType>AlarmEvent</eventType>
   ${value('AlarmTime', '<elementReference>$Flow.CurrentDateTime</elementReference>')}${value('TimeOffset', `<numberValue>${hours}</numberValue>`)}${value('TimeOffsetUnit', '<stringValue>Hours</stringValue>')}</waitEvents>`
const note = (name: string, text: string, next = '') =>
  `<assignments><name>Note_${name}</name><label>${name}</label>${next && target(next)}<assignmentItems><assignToReference>told</assignToReference><operator>Add</operator>
   <value><stringValue>${text}</stringValue></value></assignmentItems></assignments>`

// Waits an hour, and then two hours or for a shipping.
const flow = `<?xml version="1.0" encoding="UTF-8"?><Flow xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>62.0</apiVersion>
  ${note('Soon', 'soon ', 'Second')}${note('Late', 'late')}${note('Sent', 'sent {!order}')}
  <label>Steps</label><processType>AutoLaunchedFlow</processType><start>${target('First')}</start><status>Active</status>
  <variables><name>told</name><dataType>String</dataType><isOutput>true</isOutput></variables>
  <variables><name>order</name><dataType>String</dataType><isInput>true</isInput></variables>
  <waits><name>First</name><label>First</label>${alarm('Soon', 1)}</waits>
  <waits><name>Second</name><label>Second</label>${alarm('Late', 2)}
    <waitEvents><name>Sent</name><label>Sent</label>${target('Note_Sent')}<eventType>Shipped__e</eventType>${value('Order__c', '<elementReference>order</elementReference>')}</waitEvents></waits></Flow>`

describe('the steps of a scenario', () => {
  let runner: ScenarioRunner
  let folder: string
  beforeAll(async () => {
    runner = await openScenarioRunner(null)
    folder = await mkdtemp(join(tmpdir(), 'millrace-steps-'))
    await writeFile(join(folder, 'Steps.flow-meta.xml'), flow)
  })
  afterAll(async () => {
    await runner?.close()
    await rm(folder, { recursive: true })
  })

  async function failures(steps: readonly object[]): Promise<readonly string[]> {
    const path = join(folder, 'steps.scenario.json')
    const scenario = {
      flow: './Steps.flow-meta.xml',
      context: { now: '2026-01-15T10:00:00Z' },
      objects: { Shipped__e: { Order__c: 'Text(40)' } },
      inputs: { order: 'A-1' },
      expect: { status: 'Waiting', outputs: { told: null } },
      steps,
    }
    await writeFile(path, JSON.stringify(scenario))
    return (await runner.run(path)).failures.map(failure => failure.split('\n', 1)[0]!)
  }

  const waits = { status: 'Waiting', outputs: { told: 'soon ' } }
  it.each<[fact: string, steps: object[], failures: string[]]>([
    [
      'move the clock to the next Wait and on',
      [
        { advanceTo: '2026-01-15T11:00:00Z', expect: waits },
        { advanceTo: '2026-01-15T13:00:00Z', expect: { status: 'Finished', outputs: { told: 'soon late' } } },
      ],
      [],
    ],
    [
      'move the clock over several Waits at once',
      [{ advanceTo: '2026-02-01T00:00:00Z', expect: { status: 'Finished', outputs: { told: 'soon late' } } }],
      [],
    ],
    ['move the clock, but not far enough', [{ advanceTo: '2026-01-15T12:59:59Z', expect: waits }], []],
    [
      'bring an event by its name',
      [{ resume: 'Soon' }, { resume: 'Late', expect: { outputs: { told: 'soon late' } } }],
      [],
    ],
    [
      'publish a platform event',
      [
        { resume: true },
        { publish: { Shipped__e: { Order__c: 'B-1' } }, expect: waits },
        { publish: { Shipped__e: { Order__c: 'a-1' } }, expect: { outputs: { told: 'soon sent A-1' } } },
      ],
      [],
    ],
    [
      'name an event that is not there',
      [{ resume: 'Son' }],
      ['steps[0]: "First" waits for no event "Son". Did you mean Soon? It waits for Soon.'],
    ],
    [
      'go on after the end',
      [{ resume: true }, { resume: true }, { resume: true }],
      ['steps[2]: the flow does not wait any more.'],
    ],
    [
      'expect something else',
      [{ resume: true, expect: { status: 'Finished' } }],
      ['steps[0]: status: expected Finished, found Waiting.', 'steps[0]: Last steps:'],
    ],
    ['say nothing', [{}], ['steps[0]: says neither "advanceTo" nor "resume" nor "publish".']],
    ['publish what there is not', [{ publish: { Shiped__e: {} } }], ['publish: there is no object "Shiped__e".']],
  ])('%s', async (_fact, steps, expected) => {
    expect(await failures(steps)).toEqual(expected)
  })
})
