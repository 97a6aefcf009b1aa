import { createServer, openOrg, type Org } from '@millrace/server'
import type { ProjectFile } from '@millrace/metadata'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { answerOf } from '../../../../scripts/exampleServer.ts'
import { freshDatabase, type FreshDatabase } from '../../../../scripts/freshDatabase.ts'

/// A flow with this start and these elements.
const flow = (name: string, start: string, rest: string): ProjectFile => ({
  path: `flows/${name}.flow-meta.xml`,
  text: `<Flow xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>62.0</apiVersion><label>${name.replaceAll('_', ' ')}</label>
  <processType>AutoLaunchedFlow</processType><status>Active</status>${rest}<start>${start}</start></Flow>`,
})
const start = (timing: string, operation: string, first: string, more = '', object = 'Contact') =>
  `<connector><targetReference>${first}</targetReference></connector>${more}<object>${object}</object><recordTriggerType>${operation}</recordTriggerType><triggerType>${timing}</triggerType>`
const value = (tag: string, text: string) => `<value><${tag}>${text}</${tag}></value>`
const assign = (name: string, to: string, from: string, next = '') =>
  `<assignments><name>${name}</name><label>${name}</label><assignmentItems><assignToReference>${to}</assignToReference><operator>Assign</operator>${from}</assignmentItems>${next && `<connector><targetReference>${next}</targetReference></connector>`}</assignments>`
const field = (name: string, of: string) => `<inputAssignments><field>${name}</field>${of}</inputAssignments>`
const formula = (name: string, text: string) =>
  `<formulas><name>${name}</name><dataType>String</dataType><expression>${text}</expression></formulas>`
const task = (name: string, subject: string) =>
  `<recordCreates><name>${name}</name><label>${name}</label><object>Task</object>${field('Subject', subject)}${field('WhoId', value('elementReference', '$Record.Id'))}</recordCreates>`
const filter = (name: string, operator: string, of: string) =>
  `<filterLogic>and</filterLogic><filters><field>${name}</field><operator>${operator}</operator>${of}</filters>`

const files: ProjectFile[] = [
  {
    path: 'objects/Order_Placed__e/Order_Placed__e.object-meta.xml',
    text: '<CustomObject><label>Order Placed</label><pluralLabel>Orders Placed</pluralLabel><eventType>HighVolume</eventType></CustomObject>',
  },
  {
    path: 'objects/Order_Placed__e/fields/Number__c.field-meta.xml',
    text: '<CustomField><fullName>Number__c</fullName><label>Number</label><type>Text</type><length>20</length></CustomField>',
  },
  flow(
    'On_Order',
    `<connector><targetReference>Note</targetReference></connector><filterLogic>and</filterLogic><filters><field>Number__c</field><operator>StartsWith</operator>${value('stringValue', 'A')}</filters><object>Order_Placed__e</object><triggerType>PlatformEvent</triggerType>`,
    `<recordCreates><name>Note</name><label>Note</label><object>Task</object>${field('Subject', value('elementReference', '$Record.Number__c'))}</recordCreates>`,
  ),
  // Before the save: a field is set, without a statement of its own.
  flow(
    'Set_Department',
    start('RecordBeforeSave', 'CreateAndUpdate', 'Set', filter('Title', 'EqualTo', value('stringValue', 'Dr'))),
    `<recordUpdates><name>Set</name><label>Set</label>${field('Department', value('elementReference', 'Shout'))}<inputReference>$Record</inputReference></recordUpdates>${formula('Shout', 'UPPER({!$Record.LastName})')}`,
  ),
  flow(
    'Refuse',
    start('RecordBeforeSave', 'CreateAndUpdate', 'No', filter('LastName', 'StartsWith', value('stringValue', 'Bad'))),
    '<customErrors><name>No</name><label>No</label><customErrorMessages><errorMessage>{!$Record.LastName} is not wanted.</errorMessage><isFieldError>true</isFieldError><fieldSelection>LastName</fieldSelection></customErrorMessages></customErrors>',
  ),
  // After the save: only when it comes to meet the condition.
  flow(
    'Note_Doctor',
    start(
      'RecordAfterSave',
      'CreateAndUpdate',
      'Note',
      `<doesRequireRecordChangedToMeetCriteria>true</doesRequireRecordChangedToMeetCriteria>${filter('Title', 'EqualTo', value('stringValue', 'Dr'))}`,
    ),
    `${task('Note', value('elementReference', 'Text'))}${formula('Text', '&quot;Dr &quot; &amp; {!$Record.LastName} &amp; IF(ISNEW(), &quot;, new&quot;, &quot;, was &quot; &amp; PRIORVALUE({!$Record.LastName}))')}`,
  ),
  flow(
    'Note_Renaming',
    start('RecordAfterSave', 'Update', 'Note', filter('LastName', 'IsChanged', value('booleanValue', 'true'))),
    task('Note', value('stringValue', 'renamed')),
  ),
  flow(
    'Note_By_Formula',
    start(
      'RecordAfterSave',
      'CreateAndUpdate',
      'Note',
      '<filterFormula>AND(NOT(ISNEW()), ISCHANGED({!$Record.Phone}), PRIORVALUE({!$Record.Phone}) = &quot;1&quot;)</filterFormula>',
    ),
    task('Note', value('stringValue', 'phone')),
  ),
  // Changes the record that started it, which starts the others but not itself.
  flow(
    'Complete',
    start('RecordAfterSave', 'Update', 'Set', filter('Fax', 'EqualTo', value('stringValue', 'now'))),
    `<recordUpdates><name>Set</name><label>Set</label>${field('Title', value('stringValue', 'Dr'))}<inputReference>$Record</inputReference></recordUpdates>`,
  ),
  flow(
    'Fail',
    start('RecordAfterSave', 'Create', 'Add', filter('Fax', 'EqualTo', value('stringValue', 'fail'))),
    '<recordCreates><name>Add</name><label>Add</label><object>Account</object></recordCreates>',
  ),
  flow(
    'Farewell',
    start('RecordBeforeDelete', 'Delete', 'Note', filter('Title', 'EqualTo', value('stringValue', 'Dr'))),
    `<recordCreates><name>Note</name><label>Note</label><object>Task</object>${field('Subject', value('elementReference', '$Record.LastName'))}</recordCreates>`,
  ),
  // Each lead makes another, without end.
  flow(
    'Chain',
    start('RecordAfterSave', 'Create', 'Next', '', 'Lead'),
    `<recordCreates><name>Next</name><label>Next</label><object>Lead</object>${field('LastName', value('stringValue', 'x'))}${field('Company', value('stringValue', 'x'))}</recordCreates>`,
  ),
  flow(
    'First',
    `${start('RecordBeforeSave', 'Create', 'Set', '', 'Case')}`,
    `<triggerOrder>1</triggerOrder>${assign('Set', '$Record.Subject', value('stringValue', 'first'))}`,
  ),
  flow(
    'Append',
    start('RecordBeforeSave', 'Create', 'Set', '', 'Case'),
    `${assign('Set', '$Record.Subject', value('elementReference', 'More'))}${formula('More', '{!$Record.Subject} &amp; &quot; second&quot;')}`,
  ),
  flow(
    'Last',
    start('RecordBeforeSave', 'Create', 'Set', '', 'Case'),
    `<triggerOrder>1500</triggerOrder>${assign('Set', '$Record.Subject', value('elementReference', 'More'))}${formula('More', '{!$Record.Subject} &amp; &quot; last&quot;')}`,
  ),
]

let fresh: FreshDatabase
let org: Org
let app: FastifyInstance
let token: string

beforeAll(async () => {
  fresh = await freshDatabase()
  org = await openOrg({ folder: '/nowhere', readFiles: async () => files, openDatabase: async () => fresh.database })
  app = await createServer({ org })
  token = await org.credentials.issue('token', org.administratorId)
})
afterAll(async () => {
  await app?.close()
  await org?.close()
  await fresh?.drop()
})
beforeEach(() => fresh.database.query('delete from org."Contact"; delete from org."Task"; delete from org."Lead"'))

async function send(method: 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object) {
  const headers = { authorization: `Bearer ${token}` }
  return answerOf(await app.inject({ method, url: `/services/data/v62.0${url}`, headers, payload }))
}

async function create(fields: Record<string, string>, object = 'Contact') {
  const { json } = await send('POST', `/sobjects/${object}`, fields)
  return json as { id: string; success: boolean } & { errorCode: string; message: string; fields?: string[] }[]
}

const update = (id: string, fields: Record<string, string>) => send('PATCH', `/sobjects/Contact/${id}`, fields)

async function texts(sql: string): Promise<string[]> {
  const { rows } = await fresh.database.query<{ text: string }>(sql)
  return rows.map(({ text }) => text)
}
const subjects = () => texts('select "Subject" as text from org."Task" order by "Subject"')

describe('flows that records start', () => {
  it('have no problem that a check reports', () => {
    expect(org.project.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it('set fields before the save', async () => {
    const { id } = await create({ LastName: 'Ng', Title: 'dr' })
    expect(await texts(`select "Department" as text from org."Contact"`)).toEqual(['NG'])
    await update(id, { LastName: 'Lee' })
    expect(await texts(`select "Department" as text from org."Contact"`)).toEqual(['LEE'])
  })

  it('refuse a record with an error on a field', async () => {
    expect(await create({ LastName: 'Bad One' })).toEqual([
      { errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'Bad One is not wanted.', fields: ['LastName'] },
    ])
    expect(await texts('select "LastName" as text from org."Contact"')).toEqual([])
  })

  it('run when a record comes to meet the condition, and know what it was', async () => {
    const { id } = await create({ LastName: 'Ng' })
    expect(await subjects()).toEqual([])
    await update(id, { Title: 'Dr' })
    await update(id, { Phone: '1' })
    expect(await subjects()).toEqual(['Dr Ng, was Ng'])
    await update(id, { LastName: 'Lee' })
    await update(id, { Phone: '2' })
    expect(await subjects()).toEqual(['Dr Ng, was Ng', 'phone', 'renamed'])
    await create({ LastName: 'New', Title: 'Dr' })
    expect(await subjects()).toContain('Dr New, new')
  })

  it('may change the record that started them', async () => {
    const { id } = await create({ LastName: 'Ng' })
    expect((await update(id, { Fax: 'now' })).status).toBe(204)
    expect(await texts(`select "Title" || ' ' || "Department" as text from org."Contact"`)).toEqual(['Dr NG'])
    expect(await subjects()).toEqual(['Dr Ng, was Ng'])
  })

  it('that fail refuse the record, and undo all that was done', async () => {
    const [error] = await create({ LastName: 'Ng', Fax: 'fail', Title: 'Dr' })
    expect(error!.errorCode).toBe('CANNOT_EXECUTE_FLOW_TRIGGER')
    expect(error!.message).toMatch(
      /^We can't save this record because the “Fail” process failed\. Give your Salesforce admin these details\. This error occurred when the flow tried to create records: REQUIRED_FIELD_MISSING: Required fields are missing: \[Name\]/,
    )
    expect([...(await subjects()), ...(await texts('select "Id" as text from org."Contact"'))]).toEqual([])
  })

  it('take many records together, and of those that may be saved in part the good ones stay', async () => {
    const records = ['A', 'Bad', 'C', 'D'].map(LastName => ({
      attributes: { type: 'Contact' },
      LastName,
      Title: 'Dr',
      ...(LastName === 'D' ? { Fax: 'fail' } : {}),
    }))
    const { json } = await send('POST', '/composite/sobjects', { allOrNone: false, records })
    expect(
      (json as { success: boolean; errors: { statusCode: string }[] }[]).map(
        one => one.errors[0]?.statusCode ?? one.success,
      ),
    ).toEqual([true, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', true, 'CANNOT_EXECUTE_FLOW_TRIGGER'])
    expect(await texts('select "LastName" || "Department" as text from org."Contact" order by 1')).toEqual(['AA', 'CC'])
    expect(await subjects()).toEqual(['Dr A, new', 'Dr C, new'])
  })

  it('run before a delete', async () => {
    const { id } = await create({ LastName: 'Ng', Title: 'Dr' })
    await send('DELETE', `/sobjects/Contact/${id}`)
    expect(await subjects()).toContain('Ng')
  })

  it('that go on without end are stopped', async () => {
    const [error] = await create({ LastName: 'x', Company: 'x' }, 'Lead')
    expect(error!.message).toContain('Maximum trigger depth exceeded')
    expect(await texts('select "Id" as text from org."Lead"')).toEqual([])
  })

  it('run in their order', async () => {
    await create({ Subject: 'none' }, 'Case')
    expect(await texts('select "Subject" as text from org."Case"')).toEqual(['first second last'])
  })

  it('are started by platform events too, once for each', async () => {
    await create({ Number__c: 'A1' }, 'Order_Placed__e')
    await create({ Number__c: 'B1' }, 'Order_Placed__e')
    await org.waiting.wake()
    await org.waiting.wake()
    expect(await subjects()).toEqual(['A1'])
  })
})
