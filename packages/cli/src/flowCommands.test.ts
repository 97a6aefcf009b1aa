import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyExample, millrace } from '../../../scripts/millraceCommand.ts'

const FLOW = 'force-app/main/default/flows/Set_Contact_Status_Active.flow-meta.xml'
let example: ReturnType<typeof copyExample>

beforeAll(() => {
  example = copyExample('contact-status')
})
afterAll(() => example.remove())

describe('millrace flow check', () => {
  it('finds nothing wrong with the example', async () => {
    const { code, stdout } = await millrace('flow', 'check', example.folder)
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^2 flows checked: 0 errors, 0 warnings\.$/m)])
  })

  it('shows the place of an error, and exits with 1', async () => {
    const broken = copyExample('contact-status')
    const file = join(broken.folder, FLOW)
    writeFileSync(file, readFileSync(file, 'utf8').replace('<field>Status__c<', '<field>Statuss__c<'))
    const { code, stdout } = await millrace('flow', 'check', file)
    expect(code).toBe(1)
    expect(stdout).toMatch(/Set_Contact_Status_Active\.flow-meta\.xml:\d+:\d+ {2}error {2}unknown-field/)
    expect(stdout).toContain('Did you mean Status__c?')
    expect(stdout).toContain('<field>Statuss__c</field>')
    expect(stdout).toContain('^^^^')
    const json = await millrace('flow', 'check', file, '--json')
    expect(JSON.parse(json.stdout)).toMatchObject({
      files: [
        {
          ok: false,
          processType: 'AutoLaunchedFlow',
          diagnostics: expect.arrayContaining([
            {
              severity: 'error',
              code: 'unknown-field',
              message: expect.any(String),
              element: 'Set_Status',
              line: 78,
              column: 20,
            },
          ]),
        },
      ],
    })
    broken.remove()
  })

  it('checks a file outside of a project, and takes unknown custom fields when lenient', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'millrace-'))
    cpSync(join(example.folder, FLOW), join(folder, 'Set_Contact_Status_Active.flow-meta.xml'))
    expect((await millrace('flow', 'check', folder)).code).toBe(1)
    const { code, stdout } = await millrace('flow', 'check', folder, '--lenient')
    expect([code, stdout]).toEqual([0, expect.stringContaining('warning')])
    rmSync(folder, { recursive: true })
  })

  it('says so when there is nothing to check', async () => {
    const { code, output } = await millrace('flow', 'check', join(example.folder, 'data'))
    expect([code, output]).toEqual([1, expect.stringContaining('There are no flow files')])
  })
})

describe('millrace flow run', () => {
  it('runs a flow on a scratch database with the data of the example', async () => {
    const inputs = '{"ContactIds":[]}'
    const args = ['--project', example.folder, '--inputs', inputs, '--json']
    const { code, stdout } = await millrace('flow', 'run', 'Set_Contact_Status_Active', ...args)
    expect(code).toBe(0)
    const result = JSON.parse(stdout)
    expect(result).toMatchObject({
      actionName: 'Set_Contact_Status_Active',
      isSuccess: true,
      outputValues: { updatedCount: 0, Flow__InterviewStatus: 'Finished' },
    })
    expect(result.trace.map(({ element }: { element: string }) => element)).toContain('Count_Contacts')
  })

  it('tells a run as a story, or as a debug log', async () => {
    const args = ['flow', 'run', 'Set_Contact_Status_Active', '--project', example.folder]
    const ids = '{"ContactIds":["003000000000001AAA"]}'
    const { stdout: story } = await millrace(...args, '--inputs', ids, '--trace')
    expect(story).toMatch(/started Set Contact Status Active \(Set_Contact_Status_Active\), API version 62$/m)
    // Behind it stands how long it took, unless that was less than a millisecond.
    expect(story).toMatch(/GET RECORDS: Get Contacts \(Get_Contacts\)( \([\d.]+ ms\))?$/m)
    expect(story).toContain('    Id In {!ContactIds} ([003000000000001AAA])\n')
    expect(story).toContain('  SOQL queries: 1, in all 1 out of 100\n')
    expect(story).toMatch(/^Finished after \d+ ms\.$/m)
    const { stdout: log } = await millrace(...args, '--inputs', ids, '--trace=log')
    expect(log).toMatch(/^\d\d:\d\d:\d\d\.\d{3} \(\d+\)\|FLOW_START_INTERVIEWS_BEGIN\|1$/m)
    expect(log).toMatch(/\|FLOW_BULK_ELEMENT_BEGIN\|FlowRecordLookup\|Get_Contacts$/m)
  })

  it.each<[fact: string, args: string[], message: RegExp]>([
    ['a form of the trace', ['Set_Contact_Status_Active', '--trace=tale'], /--trace is "story" or "log"/],
    ['a misspelled flow', ['Set_Contact_Status_Activ'], /Did you mean Set_Contact_Status_Active\?/],
    ['a misspelled input', ['Set_Contact_Status_Active', '--inputs', '{"ContactId":[]}'], /Did you mean ContactIds\?/],
    ['inputs that are no JSON', ['Set_Contact_Status_Active', '--inputs', '{'], /--inputs is no JSON/],
    ['a file that is not there', ['flows/Nothing.flow-meta.xml'], /There is no file/],
  ])('names %s', async (_, args, message) => {
    const { code, output } = await millrace('flow', 'run', ...args, '--project', example.folder)
    expect(output).toMatch(message)
    expect([code, output.includes('    at ')]).toEqual([1, false])
  })
})
