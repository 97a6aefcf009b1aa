import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyExample, millrace, startMillrace } from '../../../scripts/millraceCommand.ts'

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

  it.each<[fact: string, args: string[], message: RegExp]>([
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

describe('millrace test', () => {
  it('passes the scenarios of the example', async () => {
    const report = join(example.folder, 'report.xml')
    const { code, stdout } = await millrace('test', example.folder, '--json', '--junit', report)
    const { passed, failed, results } = JSON.parse(stdout)
    expect([code, failed, passed === results.length, passed > 3]).toEqual([0, 0, true, true])
    expect(readFileSync(report, 'utf8')).toContain(`<testsuites tests="${passed}" failures="0">`)
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
    expect(message).toMatch(/Last steps:[\s\S]*Set_Status[\s\S]*Count_Contacts/)
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

describe('millrace start', () => {
  it('serves a project until Ctrl-C; tokens and queries work beside it and without it', async () => {
    const started = await startMillrace(example.folder)
    const { origin } = new URL(started.signInLink)
    expect(started.output().match(/Millrace is ready/g)).toHaveLength(1)
    const signIn = await fetch(started.signInLink, { redirect: 'manual' })
    expect(signIn.status).toBe(303)

    const { stdout: token } = await millrace('token', example.folder)
    const headers = { authorization: `Bearer ${token.trim()}` }
    const query = `${origin}/services/data/v62.0/query?q=SELECT+COUNT()+FROM+Contact`
    expect(await (await fetch(query, { headers })).json()).toMatchObject({ totalSize: 200 })

    const taken = await millrace('start', example.folder, '--port', new URL(origin).port)
    expect([taken.code, taken.output]).toEqual([1, expect.stringMatching(/^Port \d+ on 127\.0\.0\.1 is taken/)])

    expect(await started.stop()).toBe(0)
    expect((await millrace('query', 'SELECT COUNT() FROM Contact', '--project', example.folder)).stdout).toBe(
      '200 records.\n',
    )
    const again = await startMillrace(example.folder)
    const { port } = new URL(again.signInLink)
    expect((await fetch(`http://127.0.0.1:${port}/services/data/v62.0`, { headers })).status).toBe(200)
    expect(await again.stop()).toBe(0)
  })

  it('names a folder that is no project', async () => {
    const { code, output } = await millrace('start', tmpdir())
    expect([code, output]).toEqual([1, expect.stringContaining('is no Salesforce DX folder')])
  })

  it('names a port that is in use before anything else', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise(resolve => other.once('listening', resolve))
    const { port } = other.address() as AddressInfo
    const { code, output } = await millrace('start', example.folder, '--port', String(port))
    expect([code, output]).toEqual([1, expect.stringContaining(`millrace start --port ${port + 1}`)])
    other.close()
  })
})
