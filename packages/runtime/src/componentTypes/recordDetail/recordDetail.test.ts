import { describe, expect, it } from 'vitest'
import { load } from '../../../test/component.ts'
import { picklistChoices, recordDetailWork } from '../../index.ts'

const id = '003000000000001AAA'
const field = (name: string, type: string, more = {}) => ({
  name,
  label: name,
  type,
  createable: true,
  updateable: true,
  nillable: true,
  ...more,
})
const values = (...all: [string, string?][]) =>
  all.map(([value, validFor]) => ({ value, label: value, active: true, ...(validFor ? { validFor } : {}) }))

const describeContact = {
  body: {
    name: 'Person__c',
    label: 'Person',
    createable: true,
    updateable: true,
    fields: [
      field('Id', 'id', { createable: false, updateable: false }),
      field('Name', 'string', { nameField: true, createable: false, updateable: false }),
      field('FirstName', 'string', { compoundFieldName: 'Name' }),
      field('LastName', 'string', { compoundFieldName: 'Name', nillable: false }),
      field('Status__c', 'picklist', { picklistValues: values(['New'], ['Old']) }),
      field('Reason__c', 'picklist', {
        controllerName: 'Status__c',
        picklistValues: values(['Young', 'gAAA'], ['Aged', 'QAAA']),
      }),
      field('CreatedDate', 'datetime', { createable: false, updateable: false }),
    ],
  },
}
const record = { Id: id, Name: 'Ada Ng', FirstName: 'Ada', LastName: 'Ng', Status__c: 'New', Reason__c: 'Young' }
const answer = (fields: object) => ({
  body: { totalSize: 1, done: true, records: [{ attributes: { type: 'Person__c' }, ...fields }] },
})

async function open(attributes: object, exchanges: object = {}, interactions: object = {}) {
  const loaded = await load(
    {
      resources: [{ type: 'variable', apiName: 'seen', dataType: 'Text' }],
      components: [
        {
          type: 'RecordDetail',
          apiName: 'Detail',
          attributes: { objectApiName: 'Person__c', recordId: id, ...attributes },
          interactions: {
            saved: [{ type: 'assignment', variable: 'seen', value: 'saved {!$Event.recordId}' }],
            ...interactions,
          },
        },
      ],
    },
    {
      'GET /sobjects/Person__c/describe': describeContact,
      QUERY: answer(record),
      ...exchanges,
    },
  )
  const work = recordDetailWork(loaded.state, 'Detail')!
  const shown = () => work.sections.flatMap(section => section.fields.map(({ description }) => description.name))
  return { ...loaded, work, shown }
}

describe('Record Detail by record type', () => {
  const type = '012000000000001AAA'
  const typedContact = {
    body: {
      ...describeContact.body,
      fields: [...describeContact.body.fields, field('RecordTypeId', 'reference', { referenceTo: ['RecordType'] })],
    },
  }
  const offered = {
    body: { picklistFieldValues: { Status__c: { values: [{ value: 'Old', label: 'Old', validFor: [] }] } } },
  }
  const recordType = { attributes: { type: 'RecordType' }, DeveloperName: 'Member' }
  const exchanges = {
    'GET /sobjects/Person__c/describe': typedContact,
    QUERY: answer({ ...record, RecordTypeId: type, RecordType: recordType }),
    [`GET /ui-api/object-info/Person__c/picklist-values/${type}`]: offered,
  }
  const choicesOf = (work: Awaited<ReturnType<typeof open>>['work'], name: string) => {
    const { object } = work.state.read()
    const described = object?.fields.find(one => one.name === name)
    return object && described && picklistChoices(object, described, 'Old').map(({ value }) => value)
  }

  it('offers the picklist values that the record type has, and what depends on them', async () => {
    const { work } = await open({ mode: 'edit' }, exchanges)
    expect(choicesOf(work, 'Status__c')).toEqual(['Old'])
    expect(choicesOf(work, 'Reason__c')).toEqual(['Aged'])
  })

  it('offers all of them where nothing is known of record types', async () => {
    const { work } = await open({ mode: 'edit' })
    expect(choicesOf(work, 'Status__c')).toEqual(['New', 'Old'])
  })

  it('shows the page layout of the project', async () => {
    const layout = {
      sections: [
        { label: 'Who', columns: 1, fields: ['Name'], required: [], readOnly: [] },
        {
          label: 'State',
          columns: 2,
          fields: ['Status__c', 'Reason__c'],
          required: ['Reason__c'],
          readOnly: ['Status__c'],
        },
      ],
    }
    const { work } = await open(
      { mode: 'edit', usePageLayout: true },
      { ...exchanges, 'GET /millrace/v1/record-layout/Person__c?recordType=Member': { body: layout } },
    )
    expect(work.sections.map(({ label, columns }) => [label, columns])).toEqual([
      ['Who', 1],
      ['State', 2],
    ])
    const fields = work.sections.flatMap(section => section.fields)
    expect(fields.map(one => [one.description.name, one.isEditable, one.isRequired])).toEqual([
      ['FirstName', true, false],
      ['LastName', true, true],
      ['Status__c', false, false],
      ['Reason__c', true, true],
    ])
  })

  it('shows the page layout of an org', async () => {
    const item = (apiName: string, more = {}) => ({
      layoutComponents: [{ apiName, componentType: 'Field' }],
      required: false,
      editableForNew: true,
      editableForUpdate: true,
      ...more,
    })
    const rows = [
      {
        layoutItems: [
          item('Status__c', { required: true }),
          item('CreatedDate', { editableForNew: false, editableForUpdate: false }),
        ],
      },
    ]
    const { work } = await open(
      { usePageLayout: true },
      {
        ...exchanges,
        [`GET /ui-api/layout/Person__c?layoutType=Full&mode=View&recordTypeId=${type}`]: {
          body: { sections: [{ heading: 'State', useHeading: true, columns: 2, layoutRows: rows }] },
        },
      },
    )
    expect(
      work.sections.map(({ label, fields }) => [label, fields.map(({ description }) => description.name)]),
    ).toEqual([['State', ['Status__c', 'CreatedDate']]])
    expect(work.sections[0]?.fields[0]?.isRequired).toBe(true)
  })

  it('shows the fields that are given, whatever the page layout says', async () => {
    const { shown } = await open({ usePageLayout: true, fields: ['Status__c'] }, exchanges)
    expect(shown()).toEqual(['Status__c'])
  })
})

describe('Record Detail', () => {
  it('shows what people can fill in, the name first; while editing, the parts of the name', async () => {
    const { work, shown } = await open({})
    expect(shown()).toEqual(['Name', 'Status__c', 'Reason__c'])
    work.edit()
    expect(shown()).toEqual(['FirstName', 'LastName', 'Status__c', 'Reason__c'])
  })

  it('shows the fields and sections asked for', async () => {
    const { work, shown } = await open({
      sections: [
        { label: 'Who', fields: ['Name'], columns: 1 },
        { label: 'When', fields: ['CreatedDate', 'Gone__c'] },
      ],
    })
    expect(work.sections.map(({ label, columns }) => [label, columns])).toEqual([
      ['Who', 1],
      ['When', 2],
    ])
    expect(shown()).toEqual(['Name', 'CreatedDate'])
  })

  it('saves what was changed, reads the record again and tells so', async () => {
    const { work, host, state } = await open(
      {},
      {
        // The table's, the record's, and the record's again.
        QUERY: [answer(record), answer(record), answer({ ...record, LastName: 'Okafor' })],
        [`PATCH /sobjects/Person__c/${id}`]: { status: 204 },
      },
    )
    work.edit()
    work.change('LastName', 'Okafor')
    work.change('FirstName', 'Bo')
    work.change('FirstName', 'Ada')
    expect(await work.save()).toBe(true)
    expect(host.posts.map(({ body }) => body)).toEqual([{ LastName: 'Okafor' }])
    expect(state.value('{!Detail.Record.LastName}')).toBe('Okafor')
    expect(state.value('{!Detail.IsEditing}')).toBe(false)
    expect(state.value('{!seen}')).toBe(`saved ${id}`)
  })

  it('sends nothing while a required field is blank', async () => {
    const { work, host } = await open({ requiredFields: ['Reason__c'] })
    work.edit()
    work.change('LastName', ' ')
    work.change('Reason__c', null)
    expect(await work.save()).toBe(false)
    expect([...work.state.read().problems]).toEqual([
      ['LastName', 'Complete this field.'],
      ['Reason__c', 'Complete this field.'],
    ])
    expect(host.posts).toEqual([])
  })

  it('blanks a dependent picklist whose value no longer goes with the controlling one', async () => {
    const { work, state } = await open({})
    work.edit()
    work.change('Status__c', 'Old')
    expect(work.valueOf('Reason__c')).toBe(null)
    expect(state.value('{!Detail.EditedRecord.Status__c}')).toBe('Old')
    expect(state.value('{!Detail.HasChanges}')).toBe(true)
  })

  it("shows Salesforce's errors at their fields, others above", async () => {
    const refused = (fields: string[]) => ({
      status: 400,
      body: [{ errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'Not that name.', fields }],
    })
    const { work } = await open(
      {},
      { [`PATCH /sobjects/Person__c/${id}`]: [refused(['LastName']), refused([]), refused(['Hidden__c'])] },
    )
    work.edit()
    work.change('LastName', 'X')
    await work.save()
    expect([...work.state.read().problems]).toEqual([['LastName', 'Not that name.']])
    for (let attempt = 0; attempt < 2; attempt++) {
      await work.save()
      expect(work.state.read()).toMatchObject({ failure: 'Not that name.', isSaving: false, isEditing: true })
    }
  })

  it('cancels: what was typed is gone', async () => {
    const { work } = await open({})
    work.edit()
    work.change('LastName', 'X')
    work.cancel()
    expect(work.valueOf('LastName')).toBe('Ng')
    expect(work.state.read().isEditing).toBe(false)
  })

  it('creates a record with default values', async () => {
    const { work, host, state } = await open(
      { mode: 'create', defaultValues: { Status__c: 'New', Gone__c: 1 } },
      { 'POST /sobjects/Person__c': { status: 201, body: { id, success: true, errors: [] } } },
    )
    work.change('LastName', 'Ng')
    await work.save()
    expect(host.posts[0]?.body).toEqual({ Status__c: 'New', LastName: 'Ng' })
    expect(state.value('{!seen}')).toBe(`saved ${id}`)
    // Ready for the next one.
    expect(work.valueOf('LastName')).toBe(null)
    expect(work.valueOf('Status__c')).toBe('New')
  })

  it('cannot be edited by who may not, nor where it is read-only', async () => {
    const mayNot = { body: { ...describeContact.body, updateable: false } }
    expect((await open({}, { 'GET /sobjects/Person__c/describe': mayNot })).work.canEdit).toBe(false)
    expect((await open({ mode: 'readOnly' })).work.canEdit).toBe(false)
  })

  const nothing: [string, object, object, string][] = [
    ['no record chosen', { recordId: '{!seen}' }, {}, 'blank'],
    ['no such record', {}, { QUERY: { body: { totalSize: 0, done: true, records: [] } } }, 'missing'],
    ['no such object', { objectApiName: 'Gone__c' }, {}, 'error'],
    ['a query that fails', {}, { QUERY: { status: 500, body: [{ errorCode: 'X', message: 'Y' }] } }, 'error'],
  ]
  for (const [name, attributes, exchanges, status] of nothing)
    it(`says so: ${name}`, async () => {
      const { work } = await open(attributes, exchanges)
      expect(work.state.read().status).toBe(status)
    })

  it('reads another record when its Id is another one, and what was typed is gone', async () => {
    const { state, host, work } = await open({ recordId: '{!seen}' })
    state.setVariable('seen', id)
    await new Promise(resolve => setTimeout(resolve, 20))
    expect(work.state.read().status).toBe('ready')
    expect(host.requests.filter(request => request.includes(`Id = '${id}'`)).length).toBe(1)
  })
})
