import { join } from 'node:path'
import { createServer, openOrg, type Org } from '@millrace/server'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { answerOf } from '../../../../scripts/exampleServer.ts'
import { freshDatabase, type FreshDatabase } from '../../../../scripts/freshDatabase.ts'

const SAMPLE = join(import.meta.dirname, '../../samples/messages')
const API = '/services/data/v62.0'

let fresh: FreshDatabase
let org: Org
let app: FastifyInstance
let token: string
let uma: string
let ben: string
let boardId: string
let contactId: string

beforeAll(async () => {
  fresh = await freshDatabase()
  org = await openOrg({ folder: SAMPLE, openDatabase: async () => fresh.database })
  app = await createServer({ org })
  token = await org.credentials.issue('token', org.administratorId)
  const boss = await create('UserRole', { Name: 'Boss', DeveloperName: 'Boss' })
  const aide = await create('UserRole', { Name: 'Aide', ParentRoleId: boss })
  uma = await create('User', {
    LastName: 'Oh',
    Username: 'uma@example.com',
    Email: 'uma@example.com',
    UserRoleId: boss,
  })
  ben = await create('User', { LastName: 'Poe', Username: 'ben', Email: 'ben@example.com', UserRoleId: aide })
  const team = await create('Group', { Name: 'Team', DeveloperName: 'Team' })
  const inner = await create('Group', { Name: 'Inner' })
  boardId = await create('Group', { Name: 'Board', DeveloperName: 'Board', Type: 'Queue', Email: 'board@example.com' })
  await create('GroupMember', { GroupId: team, UserOrGroupId: inner })
  await create('GroupMember', { GroupId: team, UserOrGroupId: boardId })
  await create('GroupMember', { GroupId: inner, UserOrGroupId: ben })
  await create('GroupMember', { GroupId: inner, UserOrGroupId: team })
  await update('User', org.administratorId, { ManagerId: uma })
})

afterAll(async () => {
  await app?.close()
  await org?.close()
  await fresh?.drop()
})

beforeEach(async () => {
  await fresh.database.query('delete from millrace.outbox')
  const accountId = await create('Account', { Name: 'Acme & Sons', OwnerId: uma })
  const chief = await create('Contact', { LastName: 'Lee', Email: 'lee@example.com' })
  contactId = await create('Contact', {
    FirstName: 'Ada <b>',
    LastName: 'Ng',
    Email: 'ada@example.com',
    Birthdate: '1990-02-03',
    AccountId: accountId,
    ReportsToId: chief,
  })
})

async function send(method: 'GET' | 'POST' | 'PATCH', url: string, payload?: object): Promise<unknown> {
  const { json, status, text } = answerOf(
    await app.inject({ method, url, payload, headers: { authorization: `Bearer ${token}` } }),
  )
  if (status >= 400 && !url.includes('/actions/')) throw new Error(text)
  return json
}

async function create(object: string, fields: object): Promise<string> {
  return ((await send('POST', `${API}/sobjects/${object}`, fields)) as { id: string }).id
}

const update = (object: string, id: string, fields: object) => send('PATCH', `${API}/sobjects/${object}/${id}`, fields)

async function query(soql: string): Promise<Record<string, unknown>[]> {
  const { records } = (await send('GET', `${API}/query?q=${encodeURIComponent(soql)}`)) as {
    records: Record<string, unknown>[]
  }
  return records.map(({ attributes: _, ...fields }) => fields)
}

async function act(
  path: string,
  inputs: object,
): Promise<{ outputs: Record<string, unknown> | null; error: string | null }> {
  const [one] = (await send('POST', `${API}/actions/${path}`, { inputs: [inputs] })) as {
    outputValues: Record<string, unknown> | null
    errors: { message: string }[] | null
  }[]
  return { outputs: one!.outputValues, error: one!.errors?.[0]?.message ?? null }
}

const outbox = async () =>
  ((await send('GET', '/millrace/v1/outbox')) as { messages: Record<string, unknown>[] }).messages

describe('an e-mail alert', () => {
  it('fills its template and finds its recipients', async () => {
    expect(await act('custom/emailAlert/Contact.Welcome', { SObjectRowId: contactId })).toMatchObject({ error: null })
    expect(await outbox()).toMatchObject([
      {
        kind: 'emailAlert',
        to: ['ada@example.com', 'admin@millrace.example'],
        subject: 'Welcome Ada <b>',
        body: '<p>Hello Ada &lt;b&gt; of Acme &amp; Sons, born 2/3/1990</p>',
        detail: {
          alert: 'Contact.Welcome',
          template: 'Welcome/Hello',
          isHtml: true,
          text: 'Hello Ada <b> of Acme & Sons',
          from: 'admin@millrace.example',
          cc: ['office@example.com'],
          unresolved: ['partnerUser nobody'],
        },
      },
    ])
  })

  it('goes to the people of groups, queues and roles, each once', async () => {
    await act('custom/emailAlert/Contact.Groups', { SObjectRowId: contactId })
    const [message] = await outbox()
    expect([...(message!['to'] as string[])].toSorted()).toEqual([
      'ben@example.com',
      'board@example.com',
      'lee@example.com',
      'uma@example.com',
    ])
    expect(message).toMatchObject({
      subject: 'From Ng',
      body: 'Dear friend of ours, messages has no lead and {!nothing(1.',
      detail: { isHtml: false },
    })
  })

  it.each([
    ['Contact.Lost', 'The e-mail alert "Contact.Lost" uses the template "Welcome/Gone", which is not there.'],
    ['Contact.Welcome', 'There is no object whose records have Ids such as "x".', 'x'],
  ])('%s fails: %s', async (name, message, id = contactId) => {
    expect((await act(`custom/emailAlert/${name}`, { SObjectRowId: id })).error).toBe(message)
    expect(await outbox()).toEqual([])
  })

  it('a template may be sent by Send Email too', async () => {
    const [{ Id }] = (await query("SELECT Id FROM EmailTemplate WHERE DeveloperName = 'Plain'")) as [{ Id: string }]
    await act('standard/emailSimple', { emailTemplateId: Id, recipientId: contactId })
    expect(await outbox()).toMatchObject([
      { kind: 'email', to: ['ada@example.com'], subject: 'From Ng', body: expect.stringContaining('Dear friend') },
    ])
  })

  it('a Lightning template has fields of the recipient, the sender and the record', async () => {
    const [{ Id }] = (await query("SELECT Id FROM EmailTemplate WHERE DeveloperName = 'Greeting'")) as [{ Id: string }]
    const [{ AccountId }] = (await query(`SELECT AccountId FROM Contact WHERE Id = '${contactId}'`)) as [
      { AccountId: string },
    ]
    await act('standard/emailSimple', { emailTemplateId: Id, recipientId: contactId, relatedRecordId: AccountId })
    expect(await outbox()).toMatchObject([
      {
        to: ['ada@example.com'],
        subject: 'About Acme & Sons',
        body: '<p>Dear Ada &lt;b&gt;, Ada Ng of messages writes about Acme &amp; Sons.</p>',
      },
    ])
  })
})

describe('a submission for approval', () => {
  it.each<[title: string, inputs: object, status: string, actors: () => string[], process: string]>([
    ['Chief Clerk', {}, 'Pending', () => [uma, boardId], 'B_Chiefs'],
    ['Clerk', {}, 'Pending', () => [org.administratorId], 'C_Formula'],
    ['Guest', {}, 'Rejected', () => [], 'D_Rejects'],
    ['Aide', { nextApproverIds: ['005000000000001AAA'] }, 'Pending', () => ['005000000000001AAA'], 'E_Adhoc'],
    [
      'Nobody',
      { processDefinitionNameOrId: 'C_Formula', skipEntryCriteria: true },
      'Pending',
      () => [org.administratorId],
      'C_Formula',
    ],
  ])('of a %s %j is %s', async (title, inputs, status, actors, process) => {
    await update('Contact', contactId, { Title: title })
    const all = { objectId: contactId, comment: 'Please', ...inputs }
    if ('nextApproverIds' in all) Object.assign(all, { nextApproverIds: [ben] })
    const expected = title === 'Aide' ? [ben] : actors()
    const { outputs, error } = await act('standard/submit', all)
    expect(error).toBeNull()
    expect(outputs).toMatchObject({ actorIds: expected, entityId: contactId, instanceStatus: status })
    expect(outputs!['newWorkItemIds']).toHaveLength(expected.length)
    expect(
      await query(
        `SELECT Status, ProcessDefinition.DeveloperName FROM ProcessInstance WHERE TargetObjectId = '${contactId}'`,
      ),
    ).toEqual([{ Status: status, ProcessDefinition: expect.objectContaining({ DeveloperName: process }) }])
    const id = outputs!['instanceId']
    expect(await query(`SELECT ActorId FROM ProcessInstanceWorkitem WHERE ProcessInstanceId = '${id}'`)).toEqual(
      expected.map(ActorId => ({ ActorId })),
    )
    expect(
      await query(`SELECT StepStatus, Comments FROM ProcessInstanceStep WHERE ProcessInstanceId = '${id}'`),
    ).toEqual([{ StepStatus: 'Started', Comments: 'Please' }])
    expect(await outbox()).toMatchObject([
      { kind: 'approvalSubmission', to: expected, subject: process, body: 'Please' },
    ])
  })

  it.each<[fact: string, title: string, inputs: object, message: string]>([
    ['no process', 'Nobody', {}, 'NO_APPLICABLE_PROCESS: No applicable approval process was found.'],
    ['one that is off', 'Aide', { processDefinitionNameOrId: 'A_Off' }, 'NO_APPLICABLE_PROCESS'],
    ['nobody chosen', 'Aide', {}, 'REQUIRED_FIELD_MISSING: The approval process asks for the next approver'],
  ])('fails for %s', async (_, title, inputs, message) => {
    await update('Contact', contactId, { Title: title })
    expect((await act('standard/submit', { objectId: contactId, ...inputs })).error).toContain(message)
    expect(await outbox()).toEqual([])
  })

  it('is not made twice', async () => {
    await update('Contact', contactId, { Title: 'Clerk' })
    await act('standard/submit', { objectId: contactId })
    expect((await act('standard/submit', { objectId: contactId })).error).toBe(
      'ALREADY_IN_PROCESS: The record is already submitted for approval.',
    )
  })
})

describe('a quick action of a file', () => {
  it('makes a record with its fields set before; inputs go before them', async () => {
    const { outputs } = await act('custom/quickAction/Contact.Log_Visit', {
      contextId: contactId,
      Status: 'In Progress',
    })
    const [day] = await query(`SELECT Subject, Status, WhoId, ActivityDate FROM Task WHERE Id = '${outputs!['id']}'`)
    expect(day).toEqual({
      Subject: 'Visit to Ng of Acme & Sons',
      Status: 'In Progress',
      WhoId: contactId,
      ActivityDate: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
    })
  })

  it('changes the record it is about', async () => {
    await update('Contact', contactId, { Title: 'Clerk' })
    await act('custom/quickAction/Contact.Promote', { contextId: contactId, Department: 'Board' })
    expect(await query(`SELECT Title, Department FROM Contact WHERE Id = '${contactId}'`)).toEqual([
      { Title: 'Chief Clerk', Department: 'Board' },
    ])
  })

  it('goes before one of every org that has the same name', async () => {
    const { outputs } = await act('custom/quickAction/NewTask', {})
    expect(await query(`SELECT Subject FROM Task WHERE Id = '${outputs!['id']}'`)).toEqual([{ Subject: 'Ours' }])
  })

  it('that opens something on the screen is none for flows', () => {
    expect(org.project.actions.find('quickAction', 'Contact.Show')).toBeUndefined()
  })
})

it('a notification says of which type it is', async () => {
  const [{ Id }] = (await query('SELECT Id FROM CustomNotificationType')) as [{ Id: string }]
  await act('standard/customNotificationAction', { customNotifTypeId: Id, recipientIds: [uma], title: 'A', body: 'B' })
  expect(await outbox()).toMatchObject([{ detail: { type: 'News', desktop: true, mobile: false } }])
})
