import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { copyExample, millrace, startCommand, startMillrace } from '../../../scripts/millraceCommand.ts'

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
    expect(story).toContain('GET RECORDS: Get Contacts (Get_Contacts) (')
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

describe('millrace test with Salesforce flow tests', () => {
  const point = (element: string, inner: string) =>
    `<testPoints><elementApiName>${element}</elementApiName>${inner}</testPoints>`
  const assertion = (reference: string, operator: string, value: string, message: string) =>
    `<assertions><conditions><leftValueReference>${reference}</leftValueReference><operator>${operator}</operator><rightValue>${value}</rightValue></conditions><errorMessage>${message}</errorMessage></assertions>`
  const parameter = (name: string, type: string, value: string) =>
    `<parameters><leftValueReference>${name}</leftValueReference><type>${type}</type><value>${value}</value></parameters>`
  const noIds = parameter(
    'ContactIds',
    'InputVariable',
    '<collectionElements><stringValue>003000000000001AAA</stringValue></collectionElements>',
  )

  async function testOne(
    ...points: string[]
  ): Promise<{ code: number | null; ok: boolean; skipped?: boolean; message: string }> {
    const file = join(example.folder, 'flowtests', 'A_Test.flowtest-meta.xml')
    mkdirSync(join(example.folder, 'flowtests'), { recursive: true })
    writeFileSync(
      file,
      `<?xml version="1.0" encoding="UTF-8"?><FlowTest xmlns="http://soap.sforce.com/2006/04/metadata"><flowApiName>Set_Contact_Status_Active</flowApiName><label>A</label>${points.join('')}</FlowTest>`,
    )
    const { code, stdout } = await millrace('test', file, '--json')
    rmSync(join(example.folder, 'flowtests'), { recursive: true })
    return { code, ...JSON.parse(stdout).results[0] }
  }

  it('passes one whose assertions hold', async () => {
    const result = await testOne(
      point(
        'Start',
        noIds + assertion('ContactIds', 'IsEmpty', '<booleanValue>false</booleanValue>', 'Ids are given.'),
      ),
      point(
        'Finish',
        assertion('updatedCount', 'EqualTo', '<numberValue>0.0</numberValue>', 'None is counted.') +
          assertion('Set_Status', 'WasVisited', '<booleanValue>true</booleanValue>', 'It updates.') +
          assertion('Get_Contacts', 'IsEmpty', '<booleanValue>true</booleanValue>', 'It finds none.'),
      ),
    )
    expect(result).toMatchObject({ code: 0, ok: true, message: '' })
  })

  it('says what does not hold, with both sides and the last steps', async () => {
    const result = await testOne(
      point('Start', noIds),
      point('Finish', assertion('updatedCount', 'GreaterThan', '<numberValue>1</numberValue>', 'Both are counted.')),
    )
    expect(result).toMatchObject({ code: 1, ok: false })
    expect(result.message).toMatch(
      /^Both are counted\.\n {2}\{!updatedCount\} \(0\) Greater than 1: false\nLast steps:\n[\s\S]*Count_Contacts/,
    )
  })

  it.each<[what: string, point: string, reason: RegExp]>([
    [
      'a triggering record',
      parameter('$Record', 'InputTriggeringRecordInitial', '<sobjectValue>{}</sobjectValue>'),
      /InputTriggeringRecordInitial/,
    ],
    [
      'an output of something else than an action',
      parameter('Get_Contacts.Id', 'MockElementOutput', '<stringValue>x</stringValue>'),
      /only actions/,
    ],
  ])('skips one with %s, and says why', async (_, inner, reason) => {
    const result = await testOne(point('Start', inner))
    expect(result).toMatchObject({ code: 0, ok: true, skipped: true, message: expect.stringMatching(reason) })
  })

  it('names what the flow does not have', async () => {
    const result = await testOne(
      point('Start', parameter('ContactId', 'InputVariable', '<stringValue>x</stringValue>')),
    )
    expect(result).toMatchObject({ code: 1, ok: false, message: expect.stringContaining('Did you mean ContactIds?') })
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
    expect(running.output()).toContain('5 passed, 0 failed.')

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
