import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyExample, millrace } from '../../../scripts/millraceCommand.ts'

let example: ReturnType<typeof copyExample>

beforeAll(() => {
  example = copyExample('contact-status')
})
afterAll(() => example.remove())

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
