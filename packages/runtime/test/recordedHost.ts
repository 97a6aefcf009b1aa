import {
  checkDynamicComponent,
  type ComponentHost,
  type HostRequest,
  type HostResponse,
  type NavigationTarget,
  type Toast,
} from '../src/index.ts'

/// One recorded answer of Salesforce's REST API.
export interface Answer {
  readonly status?: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /// The answer comes when this is settled; rejecting it is a network failure.
  readonly after?: Promise<unknown>
}

/// What was asked and what was answered, by `GET /sobjects/Contact/describe`, `POST /actions/custom/flow/X` or
/// `QUERY SELECT …`, without `/services/data/v62.0`. Of a list, each answer is given once, the last one ever after.
export type Exchanges = Readonly<Record<string, Answer | readonly Answer[]>>

export interface RecordedHost extends ComponentHost {
  /// What was asked, in order: the keys of the exchanges.
  readonly requests: string[]
  readonly posts: { readonly body: unknown; readonly headers: Readonly<Record<string, string>> }[]
  readonly toasts: Toast[]
  readonly navigations: NavigationTarget[]
}

const NO_SUCH: Answer = {
  status: 404,
  body: [{ errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' }],
}

/// A host whose server is a table of recorded HTTP exchanges.
export function recordedHost(exchanges: Exchanges, page: Partial<ComponentHost> = {}): RecordedHost {
  const left = new Map(Object.entries(exchanges).map(([key, answers]) => [key, [answers].flat()]))
  const requests: string[] = []
  const posts: RecordedHost['posts'] = []
  const toasts: Toast[] = []
  const navigations: NavigationTarget[] = []
  let keys = 0

  async function fetch(path: string, request: HostRequest = {}): Promise<HostResponse> {
    const key = requestKey(path, request)
    requests.push(key)
    if (request.body !== undefined) posts.push({ body: JSON.parse(request.body), headers: request.headers ?? {} })
    const answers = left.get(key) ?? left.get(key.replace(/^QUERY .*/, 'QUERY')) ?? [NO_SUCH]
    const answer = answers.length > 1 ? answers.shift()! : answers[0]!
    await answer.after
    return response(answer)
  }

  return {
    requests,
    posts,
    toasts,
    navigations,
    fetch,
    now: () => Date.UTC(2026, 0, 15, 10),
    newKey: () => `key-${++keys}`,
    after: () => () => {},
    navigate: target => void navigations.push(target),
    showToast: toast => void toasts.push(toast),
    problemsOf: definition => checkDynamicComponent(definition),
    user: { Id: '005000000000001AAA', Name: 'Ada Ng' },
    organization: { Id: '00D000000000001AAA', Name: 'Mill Street' },
    permissions: ['Approve'],
    formFactor: 'Large',
    locale: 'en_US',
    timeZone: 'UTC',
    ...page,
  }
}

function requestKey(path: string, { method = 'GET' }: HostRequest): string {
  const short = path.replace('/services/data/v62.0', '')
  return short.startsWith('/query?q=')
    ? `QUERY ${decodeURIComponent(short.slice('/query?q='.length))}`
    : `${method} ${short}`
}

function response({ status = 200, body, headers = {} }: Answer): HostResponse {
  return {
    status,
    header: name => Object.entries(headers).find(([known]) => known.toLowerCase() === name.toLowerCase())?.[1] ?? null,
    json: () => (typeof body === 'string' ? Promise.reject(new SyntaxError('no JSON')) : Promise.resolve(body)),
  }
}

/// A promise to settle by hand.
export function later(): { readonly done: Promise<void>; resolve(): void; reject(error: Error): void } {
  let resolve = (): void => {}
  let reject = (_: Error): void => {}
  const done = new Promise<void>((resolved, rejected) => {
    resolve = resolved
    reject = rejected
  })
  return { done, resolve: () => resolve(), reject: error => reject(error) }
}

/// Lets everything that only waits for settled promises go on.
export const settled = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 0))

const field = (name: string, type: string, more: object = {}): object => ({
  name,
  label: name,
  type,
  referenceTo: [],
  relationshipName: null,
  ...more,
})

export const contactDescribe = {
  name: 'Contact',
  label: 'Contact',
  fields: [
    field('Id', 'id'),
    field('Name', 'string'),
    field('LastName', 'string'),
    field('Status__c', 'picklist'),
    field('Email', 'email'),
    field('Birthdate', 'date'),
    field('CreatedDate', 'datetime'),
    field('Score__c', 'double'),
    field('AccountId', 'reference', { referenceTo: ['Account'], relationshipName: 'Account' }),
  ],
}

export const accountDescribe = {
  name: 'Account',
  label: 'Account',
  fields: [field('Id', 'id'), field('Name', 'string'), field('AnnualRevenue', 'currency')],
  childRelationships: [{ relationshipName: 'Contacts', childSObject: 'Contact', field: 'AccountId' }],
}

/// Contact number [n] as a query answers it.
export const contact = (n: number, fields: object = {}): object => ({
  attributes: { type: 'Contact', url: `/services/data/v62.0/sobjects/Contact/${contactId(n)}` },
  Id: contactId(n),
  Name: `Contact ${n}`,
  Status__c: 'New',
  Account: {
    attributes: { type: 'Account', url: '/services/data/v62.0/sobjects/Account/001000000000001AAA' },
    Name: `Account ${n}`,
  },
  ...fields,
})

export const contactId = (n: number): string => `00300000000000${n}AAA`

export const answerOf = (...records: object[]): Answer => ({
  body: { totalSize: records.length, done: true, records },
})

/// A flow's description: `{ ContactIds: 'STRING[]' }` is a Text collection.
export function flowDescribe(
  name: string,
  inputs: Record<string, string>,
  outputs: Record<string, string> = {},
): Answer {
  const variables = (types: Record<string, string>): object[] =>
    Object.entries(types).map(([variable, type]) => ({
      name: variable,
      label: variable,
      type: type.replace('[]', '').replace(/:.*/, ''),
      sobjectType: type.includes(':') ? type.replace('[]', '').replace(/.*:/, '') : null,
      maxOccurs: type.includes('[]') ? 2000 : 1,
      required: false,
    }))
  const own = [
    { name: 'Flow__InterviewStatus', type: 'PICKLIST', maxOccurs: 1 },
    { name: 'Flow__InterviewGuid', type: 'STRING', maxOccurs: 1 },
  ]
  return {
    body: { name, label: name, type: 'FLOW', inputs: variables(inputs), outputs: [...variables(outputs), ...own] },
  }
}

export const finished = (outputValues: object = {}): Answer => ({
  body: [
    {
      actionName: 'X',
      errors: null,
      isSuccess: true,
      outputValues: { ...outputValues, Flow__InterviewGuid: 'guid', Flow__InterviewStatus: 'Finished' },
      invocationId: null,
      outcome: null,
      sortOrder: -1,
      version: 1,
    },
  ],
})

export const faulted = (message: string, more: object = {}): Answer => ({
  status: 400,
  headers: { 'Millrace-Run-Id': 'run-7' },
  body: [
    {
      actionName: 'X',
      errors: [{ statusCode: 'UNKNOWN_EXCEPTION', message, fields: [] }],
      isSuccess: false,
      outputValues: null,
      ...more,
    },
  ],
})
