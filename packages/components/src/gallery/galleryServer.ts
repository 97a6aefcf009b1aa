import {
  checkDynamicComponent,
  type ComponentHost,
  type HostRequest,
  type HostResponse,
  type Toast,
} from '@millrace/runtime'
import { answerSoql } from './gallerySoql.ts'
import { GalleryRecords } from './galleryRecords.ts'
import { greeting } from './paletteStories.ts'

/// What a story's server does with a request that it gets for the [nth] time (from 1): answers, stays silent, or fails
/// with a sentence.
export type Behaviour = (nth: number) => 'answer' | 'silence' | { readonly failure: string }

export interface GalleryServer {
  /// How many contacts there are.
  readonly contacts: number
  readonly onQuery?: Behaviour
  readonly onFlow?: Behaviour
}

type ContactJson = Record<string, unknown> & { Id: string; Status__c: string }

/// A host whose server is this page: contacts in a list, and one flow that sets their status.
export function galleryHost(server: GalleryServer, showToast: (toast: Toast) => void): ComponentHost {
  const contacts = Array.from({ length: server.contacts }, (_, index) => contact(index))
  const records = new GalleryRecords(contacts)
  const counts = new Map<string, number>()

  const behave = async (what: string, behaviour: Behaviour = () => 'answer', answer: () => unknown) => {
    const nth = (counts.get(what) ?? 0) + 1
    counts.set(what, nth)
    const act = behaviour(nth)
    if (act === 'silence') return new Promise<HostResponse>(() => {})
    await new Promise(resolve => setTimeout(resolve, what === 'flow' ? 400 : 30))
    if (act === 'answer') return json(200, answer())
    return json(what === 'flow' ? 400 : 500, [{ errorCode: 'UNKNOWN_EXCEPTION', message: act.failure }])
  }

  const fetch = async (path: string, request: HostRequest = {}): Promise<HostResponse> => {
    if (path.startsWith('/millrace/v1/preferences/')) return preferences(path, request)
    if (path.endsWith('/composite/sobjects') && request.method === 'PATCH')
      return json(200, changeAll(records, request.body ?? ''))
    const answer = records.answer(path, request)
    if (answer) return json(answer.status, answer.body)
    if (path.includes('/query?')) return behave('query', server.onQuery, () => queryAnswer(path, contacts))
    if (!path.includes('/actions/custom/flow/')) return json(404, [{ errorCode: 'NOT_FOUND', message: 'Not found.' }])
    if (request.method !== 'POST') return json(200, flowDescription)
    return behave('flow', server.onFlow, () => setStatus(contacts, request.body ?? ''))
  }

  return {
    fetch,
    now: () => Date.now(),
    newKey: () => crypto.randomUUID(),
    after(ms, task) {
      const timer = setTimeout(task, ms)
      return () => clearTimeout(timer)
    },
    navigate: target => showToast({ title: JSON.stringify(target), variant: 'info', mode: 'dismissible' }),
    showToast,
    openComponent: async name => {
      if (name !== greeting.apiName) throw new Error(`There is no Dynamic Component "${name}".`)
      return greeting
    },
    problemsOf: definition => checkDynamicComponent(definition),
    user: { Id: '005000000000001AAA', Name: 'Ada Ng' },
    organization: { Id: '00D000000000001AAA', Name: 'Gallery' },
    permissions: [],
    formFactor: 'Large',
    locale: 'en_US',
    timeZone: 'UTC',
  }
}

function json(status: number, body: unknown): HostResponse {
  return { status, header: () => null, json: async () => body }
}

// A query with a limit says how many match beyond it, so that stories show that too.
function queryAnswer(path: string, contacts: readonly ContactJson[]): unknown {
  const soql = decodeURIComponent(path.slice(path.indexOf('q=') + 2))
  const answer = answerSoql(soql, contacts)
  const isWhole = !/ (WHERE|ORDER BY|OFFSET|COUNT)/.test(soql)
  return isWhole ? { ...answer, totalSize: contacts.length } : answer
}

/// Each record by itself: those that are refused leave the others alone.
function changeAll(records: GalleryRecords, body: string): unknown {
  const changed: readonly { Id: string; attributes: { type: string } }[] = JSON.parse(body).records
  return changed.map(({ Id: id, attributes, ...fields }) => {
    const path = `/sobjects/${attributes.type}/${id}`
    const { status, body } = records.answer(path, { method: 'PATCH', body: JSON.stringify(fields) })!
    const problems = body as readonly { errorCode: string; message: string; fields?: readonly string[] }[] | null
    const errors = (problems ?? []).map(({ errorCode: statusCode, message, fields = [] }) => ({
      statusCode,
      message,
      fields,
    }))
    return { id, success: status === 204, errors }
  })
}

/// Kept as long as the page.
const layouts = new Map<string, unknown>()

function preferences(path: string, { method, body }: HostRequest): HostResponse {
  if (method === 'PUT') layouts.set(path, JSON.parse(body ?? '{}'))
  return json(200, layouts.get(path) ?? {})
}

function setStatus(contacts: readonly ContactJson[], body: string): unknown {
  const ids: readonly string[] = JSON.parse(body).inputs[0].ContactIds
  for (const record of contacts) if (ids.includes(record.Id)) record.Status__c = 'Active'
  return [
    {
      actionName: 'Set_Contact_Status_Active',
      errors: null,
      isSuccess: true,
      outputValues: { updatedCount: ids.length, Flow__InterviewStatus: 'Finished' },
    },
  ]
}

const firstNames = ['Ada', 'Bo', 'Chidi', 'Dana', 'Eun', 'Farid', 'Grace']
const lastNames = ['Ng', 'Okafor', 'Lindqvist', 'Moreau', 'Park', 'Rossi', 'Santos', 'Tanaka', 'Ueda', 'Varga', 'Weiss']
const accounts = ['Northwind Traders', 'Blue Yonder', 'Alpine Ski House', 'Fourth Coffee']

function contact(index: number): ContactJson {
  const name = `${firstNames[index % firstNames.length]} ${lastNames[index % lastNames.length]} ${index + 1}`
  return {
    attributes: { type: 'Contact' },
    Id: `003${String(index).padStart(12, '0')}AAA`,
    Name: name,
    FirstName: name.split(' ')[0],
    LastName: name.split(' ').slice(1).join(' '),
    AccountId: index % 6 === 5 ? null : `00100000000000${(index % 4) + 1}AAA`,
    Status__c: ['New', 'Working', 'Active', 'Inactive'][index % 4]!,
    Email: `${name.toLowerCase().replaceAll(' ', '.')}@example.com`,
    Phone: `+1 (415) 555-01${String(index % 100).padStart(2, '0')}`,
    Website__c: index % 3 === 0 ? 'javascript:alert(1)' : `www.example.com/${index}`,
    Score__c: index * 1.125,
    Revenue__c: index * 1234.5,
    Discount__c: (index * 7) % 100,
    Birthdate: `19${60 + (index % 40)}-0${1 + (index % 9)}-15`,
    LastActivity__c: `2026-01-${String(1 + (index % 28)).padStart(2, '0')}T10:30:00.000+0000`,
    Is_Vip__c: index % 5 === 0,
    Bio__c: `<p>Likes <b>${['tea', 'walks', 'chess'][index % 3]}</b>, and <em>long</em> letters to <a href="https://example.com">friends</a>.</p><script>alert(1)</script>`,
    Photo__c: '/slds/icons/standard/contact.svg',
    Stars__c: index % 6,
    Currency__c: ['USD', 'EUR', 'JPY'][index % 3],
    Account: index % 6 === 5 ? null : { attributes: { type: 'Account' }, Id: '001', Name: accounts[index % 4] },
  }
}

const flowDescription = {
  name: 'Set_Contact_Status_Active',
  label: 'Set Contact Status Active',
  inputs: [{ name: 'ContactIds', type: 'STRING', maxOccurs: 2000, required: false }],
  outputs: [{ name: 'updatedCount', type: 'DOUBLE', maxOccurs: 1 }],
}
