import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { copyExample, millrace, startCommand } from '../../../scripts/millraceCommand.ts'

let example: ReturnType<typeof copyExample>

beforeAll(() => {
  example = copyExample('contact-status')
})
afterAll(() => example.remove())

describe('millrace test', () => {
  it('passes the scenarios of the example', async () => {
    const report = join(example.folder, 'report.xml')
    const { code, stdout } = await millrace('test', example.folder, '--json', '--junit', report)
    const { passed, failed, results } = JSON.parse(stdout)
    expect([code, failed, passed === results.length, passed > 3]).toEqual([0, 0, true, true])
    expect(readFileSync(report, 'utf8')).toContain(`<testsuites tests="${passed}" failures="0" errors="0" skipped="0"`)
  })

  it('says what was expected, what was found, and the last steps', async () => {
    const file = join(example.folder, 'wrong.scenario.json')
    const scenario = {
      flow: 'Set_Contact_Status_Active',
      objects: { Contact: { Level__c: 'Number(4,0)' }, Team__c: { Size__c: 'Number' } },
      records: {
        Account: [{ $id: 'mill', Name: 'Alder Mill' }],
        Contact: [
          { $id: 'ng', LastName: 'Ng', Status__c: 'New', Level__c: 3, AccountId: { $ref: 'mill' } },
          { $id: 'lee', LastName: 'Lee' },
        ],
        Team__c: [{ Size__c: 2 }],
      },
      inputs: { ContactIds: [{ $ref: 'ng' }] },
      expect: {
        outputs: { updatedCount: 2 },
        asserts: [{ var: 'updatedCount', op: 'isNull' }, { op: 'noFault' }],
        records: {
          Contact: [
            { $id: 'ng', Status__c: 'Active', Level__c: 3, AccountId: { $ref: 'mill' } },
            { $id: 'lee', Status__c: 'Active' },
            { $new: true, LastName: 'Roth' },
          ],
        },
        counts: { Contact: 2, Team__c: 2 },
        absent: ['lee'],
        fault: { element: 'Set_Status' },
      },
    }
    writeFileSync(file, JSON.stringify(scenario))
    const { code, stdout } = await millrace('test', file, '--json')
    const [{ ok, message }] = JSON.parse(stdout).results
    expect([code, ok]).toEqual([1, false])
    expect(message.split('\nLast steps:')[0].split('\n')).toEqual([
      'Expected a fault {"element":"Set_Status"}, but there was none.',
      'output updatedCount: expected 2, found 1.',
      'updatedCount isNull: found 1.',
      expect.stringMatching(/^Contact lee: expected \{"Status__c":"Active"\}, found \{.*"Status__c":null/),
      expect.stringMatching(/^Contact: expected a record \{"LastName":"Roth"\}, found \[\]\.$/),
      'Team__c: expected 2 records, found 1.',
      'Contact lee: expected it to be gone, but it is still there.',
    ])
    expect(message).toMatch(/Last steps:[\s\S]*UPDATE RECORDS: Set Status[\s\S]*1 record updated[\s\S]*Count_Contacts/)
    expect(message).toContain('{!updatedCount} Equals Count {!Get_Contacts} ([1 item])')
    rmSync(file)
  })

  it('refuses a scenario with a member that nothing reads', async () => {
    const file = join(example.folder, 'typo.scenario.json')
    writeFileSync(file, '{ "flow": "Set_Contact_Status_Active", "expects": {} }')
    const { code, stdout } = await millrace('test', file)
    expect([code, stdout]).toEqual([1, expect.stringContaining('"expects"')])
    rmSync(file)
  })
})

describe('millrace test --coverage', () => {
  it('tells which elements no test reached', async () => {
    const one = join(example.folder, 'tests/one-contact.scenario.json')
    const { stdout } = await millrace('test', one, '--coverage')
    expect(stdout).toMatch(/^Mark_Do_Not_Contact +1 +0 +0 {2}Mark_Contacts$/m)
    expect(stdout).toMatch(/^Set_Contact_Status_Active +3 +3 +100$/m)
    const json = JSON.parse((await millrace('test', one, '--coverage', '--json')).stdout)
    expect(json.coverage).toContainEqual({
      flow: 'Mark_Do_Not_Contact',
      elements: 1,
      executed: 0,
      percentage: 0,
      notReached: ['Mark_Contacts'],
    })
  })
})

describe('millrace test --watch', () => {
  it('runs again what a changed file touches, until Ctrl-C', async () => {
    const copy = copyExample('contact-status')
    const running = startCommand('test', copy.folder, '--watch')
    onTestFinished(async () => {
      await running.stop()
      copy.remove()
    })
    const tests = (stem: string) => join(copy.folder, 'tests', `${stem}.scenario.json`)
    await running.until(/Waiting for changes/)
    expect(running.output()).toContain('7 passed, 0 failed.')

    const scenario = readFileSync(tests('no-contact'), 'utf8')
    writeFileSync(tests('no-contact'), `${scenario}\n`)
    await running.until(/1 passed, 0 failed\./)
    const flow = join(copy.folder, 'force-app/main/default/flows/Mark_Do_Not_Contact.flow-meta.xml')
    writeFileSync(flow, readFileSync(flow, 'utf8').replace('>Blocked<', '>New<'))
    await running.until(/0 passed, 1 failed\./)
    expect(running.output().match(/✗ .*/g)).toEqual([`✗ ${tests('mark-do-not-contact')}`])
    expect(await running.stop()).toBe(0)
  })
})
