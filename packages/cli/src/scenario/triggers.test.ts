import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openScenarioRunner, type ScenarioRunner } from './runner.ts'

const flow = (label: string, start: string, rest: string) =>
  `<Flow xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>62.0</apiVersion><label>${label}</label><processType>AutoLaunchedFlow</processType><status>Active</status>${rest}<start>${start}</start></Flow>`
const first = (name: string) => `<connector><targetReference>${name}</targetReference></connector>`
const field = (name: string, value: string) =>
  `<inputAssignments><field>${name}</field><value>${value}</value></inputAssignments>`
const create = (object: string, fields: string) =>
  `<recordCreates><name>Add</name><label>Add</label><object>${object}</object>${fields}</recordCreates>`
const text = (value: string) => `<stringValue>${value}</stringValue>`

const flows: Readonly<Record<string, string>> = {
  Add_Contact: flow('Add Contact', first('Add'), create('Contact', field('LastName', text('Ng')))),
  Welcome: flow(
    'Welcome',
    `${first('Add')}<object>Contact</object><recordTriggerType>Create</recordTriggerType><triggerType>RecordAfterSave</triggerType>`,
    create('Task', field('Subject', '<elementReference>$Record.LastName</elementReference>')),
  ),
}

describe('flows that records start, in a scenario', () => {
  let runner: ScenarioRunner
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'millrace-triggers-'))
    await mkdir(join(folder, 'flows'))
    for (const [name, source] of Object.entries(flows))
      await writeFile(join(folder, 'flows', `${name}.flow-meta.xml`), source)
    runner = await openScenarioRunner(folder)
  })
  afterAll(async () => {
    await runner?.close()
    await rm(folder, { recursive: true })
  })

  async function failures(tasks: readonly object[]): Promise<readonly string[]> {
    const path = join(folder, 'adds.scenario.json')
    const scenario = {
      flow: 'Add_Contact',
      records: { Contact: [{ LastName: 'Stated' }] },
      expect: { records: { Task: tasks }, fault: null },
    }
    await writeFile(path, JSON.stringify(scenario))
    return (await runner.run(path)).failures
  }

  it('are started by what the flow saves, and not by the records that it finds', async () => {
    expect(await failures([{ Subject: 'Ng' }])).toEqual([])
    expect(await failures([{ Subject: 'Stated' }])).not.toEqual([])
  })
})
