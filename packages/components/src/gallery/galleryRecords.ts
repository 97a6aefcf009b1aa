import type { HostRequest } from '@millrace/runtime'

// The part of the gallery's server that keeps single records: accounts to look up, contacts and events to change, files.

export type RecordJson = Record<string, unknown> & { Id: string }

/// What the server answers to a request about single records; undefined when it is none of them.
export interface RecordAnswer {
  readonly status: number
  readonly body: unknown
}

export class GalleryRecords {
  readonly #contacts: readonly RecordJson[]
  readonly #accounts = accountNames.map((name, i) => accountRecord(name, i))
  readonly #events = eventRecords()
  #created = 0

  constructor(contacts: readonly RecordJson[]) {
    this.#contacts = contacts
  }

  answer(path: string, request: HostRequest): RecordAnswer | undefined {
    const [, object = '', id] = /\/sobjects\/(\w+)(?:\/(\w+))?$/.exec(path) ?? []
    if (id === 'describe') return describes[object] ? ok(describes[object]) : undefined
    if (object && request.method === 'POST') return this.#create(object, request.body ?? '{}')
    if (object && id && request.method === 'PATCH') return this.#change(object, id, request.body ?? '{}')
    const soql = decodeURIComponent(/\/query\?q=(.*)$/.exec(path)?.[1] ?? '')
    const from = / FROM (\w+)/.exec(soql)?.[1]
    if (from === 'Account') return this.#find(this.#accounts, soql)
    if (from === 'Event') return this.#find(this.#events, soql)
    const wanted = / WHERE Id = '(\w+)'/.exec(soql)?.[1]
    if (from === 'Contact' && wanted) return this.#find(this.#contacts, soql)
    return undefined
  }

  #recordsOf(object: string): readonly RecordJson[] {
    return object === 'Contact' ? this.#contacts : object === 'Event' ? this.#events : this.#accounts
  }

  // As much of WHERE as lookups and record pages write.
  #find(records: readonly RecordJson[], soql: string): RecordAnswer {
    const like = [...soql.matchAll(/LIKE '%(.*?)%'/g)].map(match => match[1]!.toLowerCase())
    const ids = / WHERE Id (?:=|IN) \(?([^)]*)\)?/.exec(soql)?.[1]
    const limit = Number(/ LIMIT (\d+)/.exec(soql)?.[1] ?? 200)
    const found = records.filter(
      ({ Id, Name }) =>
        like.every(part => String(Name).toLowerCase().includes(part)) && (ids === undefined || ids.includes(Id)),
    )
    const shown = found.slice(0, limit).map(record => ({ ...record }))
    return ok({ totalSize: found.length, done: true, records: shown })
  }

  #create(object: string, body: string): RecordAnswer {
    const fields: Record<string, unknown> = JSON.parse(body)
    const problem = problemOf(object, fields)
    if (problem) return problem
    this.#created++
    return { status: 201, body: { id: `068${String(this.#created).padStart(12, '0')}AAA`, success: true, errors: [] } }
  }

  #change(object: string, id: string, body: string): RecordAnswer {
    const record = this.#recordsOf(object).find(({ Id }) => Id === id)
    const fields: Record<string, unknown> = JSON.parse(body)
    const problem = problemOf(object, fields)
    if (problem) return problem
    if (!record) return { status: 404, body: [{ errorCode: 'NOT_FOUND', message: 'There is no such record.' }] }
    Object.assign(record, fields)
    if ('FirstName' in fields || 'LastName' in fields)
      record['Name'] = [record['FirstName'], record['LastName']].filter(Boolean).join(' ')
    return { status: 204, body: null }
  }
}

const ok = (body: unknown): RecordAnswer => ({ status: 200, body })

/// A validation rule of the gallery: an e-mail address of example.org is refused.
function problemOf(object: string, fields: Record<string, unknown>): RecordAnswer | undefined {
  if (object !== 'Contact' || !String(fields['Email'] ?? '').endsWith('@example.org')) return undefined
  const error = {
    errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
    message: 'Addresses of example.org are not taken.',
    fields: ['Email'],
  }
  return { status: 400, body: [error] }
}

const accountNames = [
  'Northwind Traders',
  'Blue Yonder',
  'Alpine Ski House',
  'Fourth Coffee',
  'Northern Light Books',
  'Contoso',
  'Fabrikam',
]

const accountRecord = (name: string, i: number): RecordJson => ({
  attributes: { type: 'Account' },
  Id: `00100000000000${i + 1}AAA`,
  Name: name,
  ParentId: i % 3 === 0 ? null : `00100000000000${i - (i % 3) + 1}AAA`,
  Industry: ['Retail', 'Energy', 'Media'][i % 3],
})

function eventRecords(): RecordJson[] {
  const days = [2, 2, 2, 2, 5, 9, 13, 13, 14, 20, 27]
  return days.map((day, i) => ({
    attributes: { type: 'Event' },
    Id: `00U${String(i).padStart(12, '0')}AAA`,
    Subject: ['Call Ada Ng', 'Review', 'Demo for Blue Yonder', 'Planning'][i % 4],
    StartDateTime: `2026-01-${String(day).padStart(2, '0')}T${String(8 + (i % 6)).padStart(2, '0')}:00:00.000+0000`,
    EndDateTime: `2026-01-${String(day).padStart(2, '0')}T${String(9 + (i % 6)).padStart(2, '0')}:30:00.000+0000`,
    Location: ['Room 1', 'Online'][i % 2],
    IsAllDayEvent: i === 5,
  }))
}

const field = (name: string, type: string, more: Record<string, unknown> = {}) => ({
  name,
  label: name
    .replace('__c', '')
    .replaceAll('_', ' ')
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' '),
  type,
  createable: true,
  updateable: true,
  nillable: true,
  ...more,
})

const readOnly = { createable: false, updateable: false }

const picklist = (values: readonly string[], validFor: readonly string[] = []) => ({
  picklistValues: values.map((value, i) => ({
    value,
    label: value,
    active: true,
    ...(validFor[i] ? { validFor: validFor[i] } : {}),
  })),
})

const object = (name: string, label: string, fields: readonly object[]) => ({
  name,
  label,
  labelPlural: `${label}s`,
  createable: true,
  updateable: true,
  fields,
})

/// The objects of the gallery, as the describe resource answers.
export const describes: Readonly<Record<string, unknown>> = {
  Account: object('Account', 'Account', [
    field('Id', 'id', readOnly),
    field('Name', 'string', { nameField: true, nillable: false, length: 255 }),
    field('Industry', 'picklist', picklist(['Retail', 'Energy', 'Media'])),
    field('ParentId', 'reference', { relationshipName: 'Parent', referenceTo: ['Account'] }),
  ]),
  Event: object('Event', 'Event', [
    field('Id', 'id', readOnly),
    field('Subject', 'string', { nameField: true }),
    field('StartDateTime', 'datetime'),
    field('EndDateTime', 'datetime'),
    field('IsAllDayEvent', 'boolean'),
    field('Location', 'string'),
  ]),
  Contact: object('Contact', 'Contact', [
    field('Id', 'id', readOnly),
    field('Name', 'string', { nameField: true, ...readOnly }),
    field('FirstName', 'string', { length: 40, compoundFieldName: 'Name' }),
    field('LastName', 'string', { length: 80, nillable: false, compoundFieldName: 'Name' }),
    field('AccountId', 'reference', { relationshipName: 'Account', referenceTo: ['Account'], label: 'Account ID' }),
    field('RelatedId__c', 'reference', {
      relationshipName: 'Related__r',
      referenceTo: ['Account', 'Event'],
      label: 'Related To ID',
    }),
    // "A" is the first controlling value, Base64 with the highest bit first: New, Working, Active, Inactive.
    field('Status__c', 'picklist', picklist(['New', 'Working', 'Active', 'Inactive'])),
    field('Reason__c', 'picklist', {
      ...picklist(
        ['Just met', 'In talks', 'Customer', 'Moved away', 'Unknown'],
        ['gAAA', 'QAAA', 'IAAA', 'EAAA', '8AAA'],
      ),
      controllerName: 'Status__c',
      dependentPicklist: true,
    }),
    field('Email', 'email', { length: 80, inlineHelpText: 'Where the newsletter goes.' }),
    field('Phone', 'phone', { length: 40 }),
    field('Website__c', 'url', { length: 255 }),
    field('Score__c', 'double', { scale: 3 }),
    field('Revenue__c', 'currency', { scale: 2 }),
    field('Discount__c', 'percent', { scale: 0 }),
    field('Birthdate', 'date'),
    field('LastActivity__c', 'datetime'),
    field('Is_Vip__c', 'boolean', { nillable: false }),
    field('Notes__c', 'textarea', { length: 1000 }),
    field('Bio__c', 'textarea', { length: 5000, htmlFormatted: true, sortable: false, filterable: false }),
    field('Photo__c', 'string', { length: 255 }),
    field('Stars__c', 'double', { scale: 0 }),
    field('Currency__c', 'string', { length: 3 }),
  ]),
}
