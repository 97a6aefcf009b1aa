import type { DynamicComponent, Interaction, Resource } from '@millrace/metadata'
import { type ComponentHost, type ComponentState, openDynamicComponent, type Screen } from '@millrace/runtime'
import { RecordValue, toJson } from '@millrace/values'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ExampleServer, exampleServer } from '../../../scripts/exampleServer.ts'

// The interactions that read and write records, from a Dynamic Component to PostgreSQL.

const API = '/services/data/v62.0'
let server: ExampleServer
let accountId: string
let ids: string[]

beforeAll(async () => {
  server = await exampleServer()
})

afterAll(() => server?.close())

beforeEach(async () => {
  for (const object of ['Contact', 'Account'])
    for (const { Id } of await query(`SELECT Id FROM ${object}`)) await remove(object, String(Id))
  accountId = await create('Account', { Name: 'Mill Street', AnnualRevenue: 1000 })
  ids = []
  for (const LastName of ['Ng', 'Okafor', 'Park'])
    ids.push(await create('Contact', { LastName, AccountId: accountId, Status__c: 'New' }))
})

async function create(object: string, fields: object): Promise<string> {
  const { json } = await server.send({ method: 'POST', url: `${API}/sobjects/${object}`, payload: fields })
  return (json as { id: string }).id
}

const remove = (object: string, id: string) => server.send({ method: 'DELETE', url: `${API}/sobjects/${object}/${id}` })

async function query(soql: string): Promise<Record<string, unknown>[]> {
  const { json } = await server.send(`${API}/query?q=${encodeURIComponent(soql)}`)
  return (json as { records: Record<string, unknown>[] }).records.map(({ attributes: _, ...fields }) => fields)
}

const names = async (where = ''): Promise<unknown[]> =>
  (await query(`SELECT LastName FROM Contact ${where} ORDER BY LastName`)).map(({ LastName }) => LastName)

const resources: readonly Resource[] = [
  {
    type: 'query',
    apiName: 'AllContacts',
    objectApiName: 'Contact',
    fields: ['LastName', 'Status__c', 'Account.Name', 'CreatedDate'],
    orderBy: [{ field: 'LastName' }],
  },
  { type: 'variable', apiName: 'contact', dataType: 'Record', objectApiName: 'Contact' },
  { type: 'variable', apiName: 'people', dataType: 'Record', objectApiName: 'Contact', isCollection: true },
  { type: 'variable', apiName: 'id', dataType: 'Text' },
  { type: 'variable', apiName: 'ids', dataType: 'Text', isCollection: true },
  { type: 'variable', apiName: 'count', dataType: 'Number' },
  { type: 'variable', apiName: 'name', dataType: 'Text', defaultValue: 'Quaye' },
]

const definition = (go: readonly Interaction[]): DynamicComponent => ({
  apiName: 'Test',
  label: 'Test',
  targetObject: 'Account',
  resources,
  components: [
    {
      type: 'DataTable',
      apiName: 'Contacts',
      attributes: { records: '{!AllContacts}', columns: [{ fieldName: 'LastName', label: 'Name' }] },
    },
    { type: 'Button', apiName: 'Go', attributes: { label: 'Go' }, interactions: { click: go } },
  ],
})

interface Ran {
  readonly state: ComponentState
  readonly status: string
  readonly error: { readonly code: string; readonly message: string; readonly fields?: readonly string[] } | undefined
  readonly questions: string[]
}

/// Opens the component, lets [prepare] do something with it and clicks Go.
async function run(
  go: readonly Interaction[],
  prepare: (state: ComponentState) => void = () => {},
  isConfirmed = true,
): Promise<Ran> {
  const questions: string[] = []
  const state = openDynamicComponent(definition(go), host(questions, isConfirmed))
  await state.load()
  prepare(state)
  const { status, error } = await state.trigger('Go', 'click')
  return { state, status, error, questions }
}

function host(questions: string[], isConfirmed: boolean): ComponentHost {
  const unused = (): never => {
    throw new Error('This test has no such thing.')
  }
  const screen: Screen = {
    async confirm({ title }) {
      questions.push(title)
      return isConfirmed
    },
    alert: unused,
    prompt: unused,
    openComponent: unused,
    close: unused,
    copy: unused,
    download: unused,
    print: unused,
    focus: unused,
  }
  return {
    async fetch(path, { method = 'GET', headers, body } = {}) {
      const request: InjectOptions = { method, url: path, headers: { ...headers }, ...(body ? { payload: body } : {}) }
      const answer = await server.send(request)
      return {
        status: answer.status,
        header: name => String(answer.headers[name.toLowerCase()] ?? '') || null,
        json: async () => answer.json,
      }
    },
    now: () => Date.now(),
    newKey: () => crypto.randomUUID(),
    after: () => () => {},
    navigate: () => {},
    showToast: () => {},
    screen,
    user: {},
    organization: {},
    permissions: [],
    formFactor: 'Large',
    recordId: accountId,
    locale: 'en_US',
    timeZone: 'UTC',
  }
}

const field = (name: string, value: unknown) => ({ name, value })
const select =
  (...indexes: number[]) =>
  (state: ComponentState) =>
    state.setAttribute(
      'Contacts',
      'SelectedRowsKeyValue',
      indexes.map(index => ids[index]!),
    )

describe('Create Record', () => {
  it('takes fields typed in and stores the Id', async () => {
    const { state, status } = await run([
      {
        type: 'createRecord',
        objectApiName: 'Contact',
        fields: [
          field('lastname', '{!name}'),
          field('AccountId', '{!$Component.RecordId}'),
          field('Do_Not_Contact__c', 'true'),
        ],
        idVariable: 'id',
      },
    ])
    expect(status).toBe('finished')
    expect(
      await query("SELECT Id, LastName, AccountId, Do_Not_Contact__c FROM Contact WHERE LastName = 'Quaye'"),
    ).toEqual([{ Id: state.value('id'), LastName: 'Quaye', AccountId: accountId, Do_Not_Contact__c: true }])
  })

  it('takes a record variable that Assignment has filled', async () => {
    const { status } = await run([
      {
        type: 'assignment',
        variable: 'contact.LastName',
        value: 'Rossi',
        assignments: [{ variable: 'contact.Status__c', value: 'Active' }],
      },
      { type: 'createRecord', source: 'record', record: '{!contact}' },
    ])
    expect([status, await names("WHERE Status__c = 'Active'")]).toEqual(['finished', ['Rossi']])
  })

  it('takes several, all or none', async () => {
    const several = (state: ComponentState) =>
      state.setVariable(
        'people',
        ['Ueda', 'Varga'].map(LastName => RecordValue.from('Contact', { LastName })),
      )
    const interaction = { type: 'createRecord', source: 'record', record: '{!people}', idVariable: 'ids' }
    const { state } = await run([interaction], several)
    expect((state.value('ids') as unknown[]).length).toBe(2)
    const { error } = await run([interaction], state =>
      state.setVariable('people', [
        RecordValue.from('Contact', { LastName: 'Weiss' }),
        RecordValue.from('Contact', { FirstName: 'Bo' }),
      ]),
    )
    expect(error).toEqual({
      code: 'REQUIRED_FIELD_MISSING',
      message: expect.stringMatching(/^Create Record "Go": .*LastName.* Record 2 of 2; none was saved\.$/),
      fields: ['LastName'],
    })
    expect(await names()).toEqual(['Ng', 'Okafor', 'Park', 'Ueda', 'Varga'])
  })

  it('tells what Salesforce tells of a record that cannot be saved', async () => {
    const { error } = await run([
      { type: 'createRecord', objectApiName: 'Contact', fields: [field('Email', 'a@example.com')] },
    ])
    expect(error?.code).toBe('REQUIRED_FIELD_MISSING')
    expect(error?.fields).toEqual(['LastName'])
    expect((await run([{ type: 'createRecord', objectApiName: 'Contakt', fields: [] }])).error?.message).toContain(
      'Contakt',
    )
    expect((await run([{ type: 'createRecord', source: 'record', record: '{!contact}' }])).error?.code).toBe(
      'blank-setting',
    )
    expect((await run([{ type: 'createRecord', source: 'record', record: '{!name}' }])).error?.code).toBe(
      'not-a-record',
    )
  })
})

describe('Update Record', () => {
  it('changes the fields typed in, in every selected row, and nothing else', async () => {
    const { status } = await run(
      [{ type: 'updateRecord', record: '{!Contacts.SelectedRows}', fields: [field('Status__c', 'Active')] }],
      select(0, 2),
    )
    expect([status, await names("WHERE Status__c = 'Active'")]).toEqual(['finished', ['Ng', 'Park']])
  })

  it('changes the records of several Ids', async () => {
    const several = { source: 'fields', objectApiName: 'Contact', recordId: '{!Contacts.SelectedRowsKeyValue}' }
    await run([{ type: 'updateRecord', ...several, fields: [field('Status__c', 'Active')] }], select(1, 2))
    expect(await names("WHERE Status__c = 'Active'")).toEqual(['Okafor', 'Park'])
    await run([{ type: 'deleteRecord', ...several }], select(0, 1))
    expect(await names()).toEqual(['Park'])
  })

  it('saves what was changed in a record variable', async () => {
    const { status } = await run(
      [
        { type: 'assignment', variable: 'contact', value: '{!Contacts.FirstSelectedRow}' },
        { type: 'assignment', variable: 'contact.LastName', value: 'Nguyen' },
        { type: 'updateRecord', record: '{!contact}' },
      ],
      select(0),
    )
    expect([status, await names()]).toEqual(['finished', ['Nguyen', 'Okafor', 'Park']])
  })

  it("changes the page's record, and one by its Id", async () => {
    const { error } = await run([
      { type: 'updateRecord', source: 'pageRecord', fields: [field('AnnualRevenue', '2500')] },
      {
        type: 'updateRecord',
        source: 'fields',
        objectApiName: 'Contact',
        recordId: '{!AllContacts.FirstRecord.Id}',
        fields: [field('Status__c', 'Active')],
      },
    ])
    expect(error).toBe(undefined)
    expect(await query('SELECT AnnualRevenue FROM Account')).toEqual([{ AnnualRevenue: 2500 }])
    expect(await names("WHERE Status__c = 'Active'")).toEqual(['Ng'])
  })

  it('saves none when a rule forbids one, or the others where that is wanted', async () => {
    await run(
      [{ type: 'updateRecord', record: '{!Contacts.SelectedRows}', fields: [field('Do_Not_Contact__c', true)] }],
      select(1),
    )
    const activate = (allOrNone: boolean) =>
      run([{ type: 'updateRecord', record: '{!AllContacts}', fields: [field('Status__c', 'Active')], allOrNone }])
    const { error } = await activate(true)
    expect(error?.code).toBe('FIELD_CUSTOM_VALIDATION_EXCEPTION')
    expect(error?.message).toMatch(/cannot be Active\..* Record 2 of 3; none was saved\.$/)
    expect(await names("WHERE Status__c = 'Active'")).toEqual([])
    expect((await activate(false)).error?.message).toMatch(/Record 2 of 3; 2 were saved\.$/)
    expect(await names("WHERE Status__c = 'Active'")).toEqual(['Ng', 'Park'])
  })

  it('needs an Id', async () => {
    const { error } = await run([
      { type: 'assignment', variable: 'contact.LastName', value: 'X' },
      { type: 'updateRecord', record: '{!contact}' },
    ])
    expect(error?.code).toBe('MISSING_ARGUMENT')
  })
})

describe('Upsert Record', () => {
  it('updates what has an Id and creates what has none', async () => {
    const upsert = { type: 'upsertRecord', record: '{!contact}', idVariable: 'id' }
    const named = (value: string) => ({ type: 'assignment', variable: 'contact.LastName', value })
    const { state } = await run([
      named('Tanaka'),
      upsert,
      { type: 'assignment', variable: 'contact.Id', value: '{!id}' },
      named('Tanaka-Weiss'),
      upsert,
    ])
    expect([state.value('contact.Id'), await names()]).toEqual([
      state.value('id'),
      ['Ng', 'Okafor', 'Park', 'Tanaka-Weiss'],
    ])
  })

  it('tells of a field that is no external Id', async () => {
    const { error } = await run([
      {
        type: 'upsertRecord',
        source: 'fields',
        objectApiName: 'Contact',
        externalIdField: 'Email',
        fields: [field('Email', 'a@example.com'), field('LastName', 'X')],
      },
    ])
    expect(error?.message).toMatch(/Email/)
    expect(
      (
        await run([
          { type: 'upsertRecord', source: 'fields', objectApiName: 'Contact', externalIdField: 'Email', fields: [] },
        ])
      ).error?.code,
    ).toBe('MISSING_ARGUMENT')
  })
})

describe('Delete Record', () => {
  it('deletes rows, and the record of the page', async () => {
    await run([{ type: 'deleteRecord', record: '{!Contacts.SelectedRows}' }], select(0, 1))
    expect(await names()).toEqual(['Park'])
    await run([
      { type: 'deleteRecord', source: 'fields', objectApiName: 'Contact', recordId: '{!AllContacts.FirstRecord.Id}' },
      { type: 'deleteRecord', source: 'pageRecord' },
    ])
    expect([await names(), await query('SELECT Id FROM Account')]).toEqual([[], []])
  })
})

describe('Delete Selected Records', () => {
  const interaction = { type: 'deleteSelectedRecords', component: 'Contacts', countVariable: 'count' }

  it('asks with their number, deletes them and shows the rest', async () => {
    const { state, questions } = await run([interaction], select(0, 1))
    expect([questions, await names(), toJson(state.value('count'))]).toEqual([['Delete 2 records?'], ['Park'], 2])
    expect([state.value('Contacts.SelectedRowsCount'), state.query('AllContacts').totalSize]).toEqual([0, 1])
  })

  it('does nothing after a no, nor without a selection', async () => {
    expect((await run([interaction], select(0), false)).questions).toEqual(['Delete 1 record?'])
    const { error, questions } = await run([interaction])
    expect([error?.code, questions, (await names()).length]).toEqual(['nothing-selected', [], 3])
  })
})

describe('Save Inline Edits', () => {
  const draft = (index: number, fields: Record<string, string | boolean>) => {
    const record = RecordValue.from('Contact', fields)
    record.put('Id', ids[index]!)
    return record
  }
  const drafts =
    (...records: RecordValue[]) =>
    (state: ComponentState) =>
      state.setAttribute('Contacts', 'DraftValues', records)

  it('saves the rows and empties the drafts', async () => {
    const { state, status } = await run(
      [{ type: 'saveInlineEdits', component: 'Contacts', countVariable: 'count' }],
      drafts(draft(0, { LastName: 'Nguyen' }), draft(2, { Status__c: 'Active' })),
    )
    expect([status, await names(), toJson(state.value('count'))]).toEqual(['finished', ['Nguyen', 'Okafor', 'Park'], 2])
    expect([state.value('Contacts.DraftValues'), state.attribute('Contacts', 'CellErrors')]).toEqual([[], []])
    expect(state.query('AllContacts').records.map(record => record.get('LastName'))).toEqual([
      'Nguyen',
      'Okafor',
      'Park',
    ])
  })

  it('keeps the rows that cannot be saved, with the reason in their cell', async () => {
    const { state, error } = await run(
      [{ type: 'saveInlineEdits', component: 'Contacts' }],
      drafts(
        draft(0, { LastName: '' }),
        draft(1, { Status__c: 'Active', Do_Not_Contact__c: true }),
        draft(2, { LastName: 'Parker' }),
      ),
    )
    expect(error?.message).toMatch(/^Save Inline Edits "Go": 2 rows were not saved: /)
    expect(await names()).toEqual(['Ng', 'Okafor', 'Parker'])
    expect((state.value('Contacts.DraftValues') as RecordValue[]).map(({ id }) => id)).toEqual([ids[0], ids[1]])
    expect(state.attribute('Contacts', 'CellErrors')).toMatchObject([
      { recordId: ids[0], fieldName: 'LastName', code: 'REQUIRED_FIELD_MISSING' },
      { recordId: ids[1], message: expect.stringContaining('cannot be Active.') },
    ])
  })

  it('saves none where all or none is wanted', async () => {
    const { state } = await run(
      [{ type: 'saveInlineEdits', component: 'Contacts', allOrNone: true }],
      drafts(draft(0, { LastName: '' }), draft(2, { LastName: 'Parker' })),
    )
    expect(await names()).toEqual(['Ng', 'Okafor', 'Park'])
    expect((state.value('Contacts.DraftValues') as RecordValue[]).length).toBe(2)
    expect(state.attribute('Contacts', 'CellErrors')).toHaveLength(1)
  })
})

describe('Get Records', () => {
  const getRecords = (more: object): Interaction => ({
    type: 'getRecords',
    objectApiName: 'Contact',
    fields: ['LastName', 'Account.Name'],
    orderBy: [{ field: 'LastName', direction: 'desc' }],
    countVariable: 'count',
    ...more,
  })

  it('stores the first, all, or what a filter finds', async () => {
    const first = await run([getRecords({ variable: 'contact' })])
    expect([first.state.value('contact.LastName'), first.state.value('contact.Account.Name')]).toEqual([
      'Park',
      'Mill Street',
    ])
    const all = await run([getRecords({ variable: 'people', limit: 2 })])
    expect([
      (all.state.value('people') as RecordValue[]).map(one => one.get('LastName')),
      all.state.value('count'),
    ]).toEqual([['Park', 'Okafor'], 2])
    const some = await run(
      [
        getRecords({
          variable: 'people',
          filter: {
            and: [
              { field: 'Id', operator: 'in', value: '{!Contacts.SelectedRowsKeyValue}' },
              { field: 'Status__c', operator: 'eq', value: 'New' },
            ],
          },
        }),
      ],
      select(0),
    )
    expect((some.state.value('people') as RecordValue[]).map(one => one.get('LastName'))).toEqual(['Ng'])
    const none = await run([
      getRecords({ variable: 'contact', filter: { field: 'LastName', operator: 'eq', value: "O'Neil" } }),
    ])
    expect([none.state.value('contact'), none.state.value('count')]).toEqual([null, 0])
  })

  it('tells what the server tells', async () => {
    expect((await run([getRecords({ fields: ['Lastnaem'], variable: 'contact' })])).error?.code).toBe('INVALID_FIELD')
  })
})

describe('Refresh Query', () => {
  it('reads one query again', async () => {
    const { state } = await run([
      { type: 'createRecord', objectApiName: 'Contact', fields: [field('LastName', 'Zola')] },
      { type: 'refreshQuery', query: 'allcontacts' },
    ])
    expect(state.query('AllContacts').totalSize).toBe(4)
    expect((await run([{ type: 'refreshQuery', query: 'Nothing' }])).error?.code).toBe('unknown-query')
  })
})
