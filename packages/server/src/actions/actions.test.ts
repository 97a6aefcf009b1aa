import { createServer as createHttpServer, type Server } from 'node:http'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer, openOrg, type Org } from '@millrace/server'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { answerOf, type Answer } from '../../../../scripts/exampleServer.ts'
import { freshDatabase, type FreshDatabase } from '../../../../scripts/freshDatabase.ts'

const SAMPLE = join(import.meta.dirname, '../../samples/actions')
const FLOWS = 'force-app/main/default/flows'
const API = '/services/data/v62.0'

let folder: string
let fresh: FreshDatabase
let org: Org
let app: FastifyInstance
let token: string
let web: Server
let webPort: number
let webRequests: string[]
let mail: SMTPServer
let mails: { from: string; to: string[]; text: string }[]
/// What the mail server says to the next messages, and then yes.
let mailAnswers: (Error & { responseCode?: number })[]
let contactId: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-actions-'))
  await cp(SAMPLE, folder, { recursive: true })
  web = await webServer()
  webPort = (web.address() as AddressInfo).port
  mail = mailServer()
  const smtpUrl = `smtp://127.0.0.1:${await listening(mail)}`
  await writeFile(
    join(folder, 'force-app/main/default/namedCredentials/Weather.namedCredential-meta.xml'),
    `<NamedCredential xmlns="http://soap.sforce.com/2006/04/metadata"><label>Weather</label><endpoint>http://127.0.0.1:${webPort}/weather</endpoint></NamedCredential>`,
  )
  await mkdir(join(folder, 'force-app/main/default/permissionsets'), { recursive: true })
  await writeFile(
    join(folder, 'force-app/main/default/permissionsets/Weather_User.permissionset-meta.xml'),
    `<PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata"><label>Weather</label><userPermissions><enabled>true</enabled><name>RunFlow</name></userPermissions><externalCredentialPrincipalAccesses><enabled>true</enabled><externalCredentialPrincipal>Weather-Standard</externalCredentialPrincipal></externalCredentialPrincipalAccesses></PermissionSet>`,
  )
  await configure({ allow: ['127.0.0.1'], allowPrivate: ['127.0.0.1'] })
  fresh = await freshDatabase()
  org = await openOrg({ folder, openDatabase: async () => fresh.database, smtpUrl, delivers: true })
  app = await createServer({ org })
  token = await org.credentials.issue('token', org.administratorId)
})

afterAll(async () => {
  await app?.close()
  await org?.close()
  await fresh?.drop()
  web?.close()
  await new Promise<void>(resolve => mail.close(resolve))
  await rm(folder, { recursive: true })
})

beforeEach(async () => {
  // What the test before had sent is there before this one begins.
  await until(async () => {
    const { rowCount } = await fresh.database.query('select from millrace.outbox where next_attempt_at is not null')
    return rowCount === 0
  })
  mails = []
  mailAnswers = []
  webRequests = []
  await fresh.database.query('delete from millrace.outbox')
  contactId = await create('Contact', { LastName: 'Ng', Email: 'ada@example.com' })
})

async function webServer(): Promise<Server> {
  const server = createHttpServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', part => parts.push(part))
    request.on('end', () => {
      webRequests.push(`${request.method} ${request.url} ${Buffer.concat(parts)}`.trim())
      if (request.url?.endsWith('/moved')) response.writeHead(302, { location: '/weather/elsewhere' }).end()
      else if (request.url?.endsWith('/large')) response.end(Buffer.alloc(7 * 1024 * 1024))
      else if (request.url?.endsWith('/slow')) setTimeout(() => response.end('late'), 3000).unref()
      else if (request.url?.endsWith('/broken')) request.socket.destroy()
      else response.writeHead(200, { 'content-type': 'application/json' }).end('{"sky":"clear"}')
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return server
}

const mailServer = () =>
  new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, session, callback) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const answer = mailAnswers.shift()
        if (answer) return callback(answer)
        const { mailFrom, rcptTo } = session.envelope
        mails.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(one => one.address),
          text: Buffer.concat(parts).toString('utf8').replaceAll('\r\n', '\n'),
        })
        return callback()
      })
    },
  })

const listening = (server: SMTPServer): Promise<number> =>
  new Promise(resolve => {
    const listener = server.listen(0, '127.0.0.1', () => resolve((listener.address() as AddressInfo).port))
  })

const configure = (callouts: object) =>
  writeFile(join(folder, 'millrace.json'), JSON.stringify({ callouts, email: { from: 'office@example.com' } }))

async function send(request: InjectOptions | string): Promise<Answer> {
  const { headers, ...rest } = typeof request === 'string' ? { url: request } : request
  return answerOf(await app.inject({ ...rest, headers: { authorization: `Bearer ${token}`, ...headers } }))
}

async function create(object: string, fields: object): Promise<string> {
  const { json } = await send({ method: 'POST', url: `${API}/sobjects/${object}`, payload: fields })
  return (json as { id: string }).id
}

async function query(soql: string): Promise<Record<string, unknown>[]> {
  const { json } = await send(`${API}/query?q=${encodeURIComponent(soql)}`)
  return (json as { records: Record<string, unknown>[] }).records.map(({ attributes: _, ...fields }) => fields)
}

const outbox = async (search = '') =>
  ((await send(`/millrace/v1/outbox${search}`)).json as { messages: Record<string, unknown>[] }).messages

/// `x` is text, `{x}` a reference, other values are themselves.
function valueXml(value: string | number | boolean): string {
  if (typeof value === 'number') return `<numberValue>${value}</numberValue>`
  if (typeof value === 'boolean') return `<booleanValue>${value}</booleanValue>`
  return /^\{[$\w][^}]*\}$/.test(value)
    ? `<elementReference>${value.slice(1, -1)}</elementReference>`
    : `<stringValue>${value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</stringValue>`
}

interface Step {
  readonly action: string
  readonly inputs?: Readonly<Record<string, string | number | boolean>>
}

const action = (step: string, inputs: Step['inputs'] = {}): Step => ({ action: step, inputs })

/// A flow that runs [step] (`TYPE NAME`), keeps what its name alone stands for in `result`, and fails afterwards where
/// it is to. With a fault path, the fault's message goes into `fault`.
function flowXml(step: Step, { fails = false, handled = false, result = '' } = {}): string {
  const [type, name = type] = step.action.split(' ')
  const inputs = Object.entries(step.inputs ?? {}).map(
    ([input, value]) => `<inputParameters><name>${input}</name><value>${valueXml(value)}</value></inputParameters>`,
  )
  const to = (tag: string, target: string) => `<${tag}><targetReference>${target}</targetReference></${tag}>`
  const assign = (element: string, target: string, value: string, next: string) =>
    `<assignments><name>${element}</name><label>${element}</label><assignmentItems><assignToReference>${target}</assignToReference><operator>Assign</operator><value>${value}</value></assignmentItems>${next}</assignments>`
  const variable = (one: string, more: string) =>
    `<variables><name>${one}</name><dataType>String</dataType>${more}</variables>`
  return `<?xml version="1.0" encoding="UTF-8"?>
<Flow xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>62.0</apiVersion><label>Trial</label>
<actionCalls><name>Act</name><label>Act</label><actionName>${name}</actionName><actionType>${type}</actionType>
${to('connector', 'Keep')}${handled ? to('faultConnector', 'Keep_Fault') : ''}${inputs.join('')}<storeOutputAutomatically>true</storeOutputAutomatically></actionCalls>
${result ? assign('Keep', 'result', valueXml(`{${result}}`), fails ? to('connector', 'Break') : '') : assign('Keep', 'result', valueXml('done'), fails ? to('connector', 'Break') : '')}
${handled ? assign('Keep_Fault', 'fault', valueXml('{$Flow.FaultMessage}'), '') : ''}
${fails ? '<recordCreates><name>Break</name><label>Break</label><object>Contact</object></recordCreates>' : ''}
<processType>AutoLaunchedFlow</processType><start>${to('connector', 'Act')}</start><status>Active</status>
${variable('contactId', '<isInput>true</isInput>')}${variable('addresses', '<isCollection>true</isCollection><isInput>true</isInput>')}
${variable('result', '<isOutput>true</isOutput>')}${variable('fault', '<isOutput>true</isOutput>')}</Flow>`
}

interface Ran {
  readonly status: number
  readonly outputs: Record<string, unknown> | null
  readonly fault: string | null
  readonly runId: string
}

async function run(xml: string, inputs: object[] = [{ contactId }]): Promise<Ran> {
  await writeFile(join(folder, FLOWS, 'Trial.flow-meta.xml'), xml)
  await org.reload()
  const { status, json, headers, text } = await send({
    method: 'POST',
    url: `${API}/actions/custom/flow/Trial`,
    payload: { inputs },
  })
  if (status === 404) throw new Error(text)
  const [first] = json as { outputValues: Record<string, unknown> | null; millrace?: { faultMessage: string } }[]
  const runId = String(headers['millrace-run-id'])
  return { status, outputs: first!.outputValues, fault: first!.millrace?.faultMessage ?? null, runId }
}

async function until<T>(look: () => Promise<T | false> | T | false): Promise<T> {
  for (let tries = 0; tries < 200; tries++) {
    const found = await look()
    if (found !== false) return found
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  throw new Error('It did not come to pass.')
}

describe('what an action leaves in the outbox', () => {
  const email = { emailSubject: 'Hi', emailBody: 'There' }
  it.each<[fact: string, step: Step, expected: Record<string, unknown>]>([
    [
      'an e-mail to addresses in a text',
      action('emailSimple', { ...email, emailAddresses: 'a@example.com, b@example.com' }),
      { kind: 'email', to: ['a@example.com', 'b@example.com'], subject: 'Hi', body: 'There', flow: 'Trial' },
    ],
    [
      'an e-mail to a contact, as HTML, with a copy',
      action('emailSimple', {
        ...email,
        recipientId: '{contactId}',
        sendRichBody: true,
        ccRecipientAddressList: 'c@example.com',
      }),
      { to: ['ada@example.com'], detail: expect.objectContaining({ isHtml: true, cc: ['c@example.com'] }) },
    ],
    [
      'an e-mail to a collection of addresses, from another sender',
      action('emailSimple', {
        ...email,
        emailAddressesArray: '{addresses}',
        senderType: 'OrgWideEmailAddress',
        senderAddress: 'team@example.com',
      }),
      { to: ['x@example.com', 'y@example.com'], detail: expect.objectContaining({ from: 'team@example.com' }) },
    ],
    [
      'an e-mail alert with its record',
      action('emailAlert Contact.Welcome', { SObjectRowId: '{contactId}' }),
      { kind: 'emailAlert', subject: 'Contact.Welcome', to: [] },
    ],
    [
      'a post with its feed item',
      action('chatterPost', { text: 'Well done', subjectNameOrId: '{contactId}' }),
      { kind: 'chatterPost', body: 'Well done', detail: expect.objectContaining({ visibility: 'AllUsers' }) },
    ],
    [
      'a notification',
      action('customNotificationAction', {
        recipientIds: '{contactId}',
        title: 'New',
        body: 'Look',
        targetId: '{contactId}',
      }),
      { kind: 'customNotification', subject: 'New', body: 'Look' },
    ],
    [
      'a submission for approval',
      action('submit', { objectId: '{contactId}', comment: 'Please' }),
      { kind: 'approvalSubmission', body: 'Please' },
    ],
  ])('%s', async (_, step, expected) => {
    const { status, runId } = await run(flowXml(step), [{ contactId, addresses: ['x@example.com', 'y@example.com'] }])
    expect(status).toBe(200)
    const messages = await outbox()
    expect(messages).toHaveLength(1)
    expect(messages[0]).toMatchObject({ ...expected, run: runId, user: org.administratorId })
    expect(await outbox(`?run=${runId}&flow=Trial&limit=1`)).toEqual(
      messages.map(message => ({ ...message, state: expect.any(String), attempts: expect.any(Number) })),
    )
    expect(await outbox('?flow=Other')).toEqual([])
  })

  it.each<[fact: string, step: Step, message: string]>([
    ['nobody to write to', action('emailSimple', email), 'The e-mail has no recipient'],
    [
      'no address',
      action('emailSimple', { ...email, emailAddresses: 'ada' }),
      'INVALID_EMAIL_ADDRESS: "ada" is no e-mail address.',
    ],
    [
      'no subject',
      action('emailSimple', { emailBody: 'x', emailAddresses: 'a@example.com' }),
      'Missing required input parameter: emailSubject.',
    ],
    [
      'a recipient who is no person',
      action('emailSimple', { ...email, recipientId: '001000000000001AAA' }),
      'takes the Id of a contact',
    ],
    [
      'a record that is not there',
      action('chatterPost', { text: 'x', subjectNameOrId: 'Nobody' }),
      'There is no record, user or group "Nobody" to post to.',
    ],
    [
      'an unknown visibility',
      action('chatterPost', { text: 'x', subjectNameOrId: '{contactId}', visibility: 'Me' }),
      'visibility is allUsers or internalUsers, not "Me".',
    ],
    [
      'no recipients',
      action('customNotificationAction', { recipientIds: '{addresses}', body: 'x' }),
      'Missing required input parameter: recipientIds.',
    ],
  ])('nothing for %s, which is a fault', async (_, step, message) => {
    const unhandled = await run(flowXml(step))
    expect(unhandled).toMatchObject({ status: 400, fault: expect.stringContaining(message) })
    const handled = await run(flowXml(step, { handled: true }))
    expect(handled).toMatchObject({ status: 200, outputs: { fault: expect.stringContaining(message), result: null } })
    expect(await outbox()).toEqual([])
  })

  it('nothing when the run fails afterwards', async () => {
    const step = action('emailSimple', { ...email, emailAddresses: 'a@example.com' })
    const { status } = await run(flowXml(step, { fails: true }))
    expect(status).toBe(400)
    expect(await outbox()).toEqual([])
    // A message that is sent after it shows that the first one is not only late.
    await run(flowXml(action('emailSimple', { ...email, emailSubject: 'Second', emailAddresses: 'a@example.com' })))
    await until(() => mails.length > 0 && mails)
    expect(mails.map(({ text }) => /^Subject: (.*)$/m.exec(text)?.[1])).toEqual(['Second'])
  })

  it('one e-mail for each interview, with one statement', async () => {
    const others = [await create('Contact', { LastName: 'Roth', Email: 'roth@example.com' }), contactId]
    const step = action('emailSimple', { ...email, recipientId: '{contactId}' })
    await run(
      flowXml(step),
      others.map(id => ({ contactId: id })),
    )
    expect((await outbox()).map(({ to }) => to)).toEqual([['ada@example.com'], ['roth@example.com']])
  })

  it('the good interviews of a request, when another takes its fault path', async () => {
    const without = await create('Contact', { LastName: 'Roth' })
    const step = action('emailSimple', { ...email, recipientId: '{contactId}' })
    const { status } = await run(flowXml(step, { handled: true }), [{ contactId: without }, { contactId }])
    expect(status).toBe(200)
    expect((await outbox()).map(({ to }) => to)).toEqual([['ada@example.com']])
  })
})

describe('records that actions make', () => {
  it.each<[step: Step, soql: string, expected: object]>([
    [
      action('quickAction NewTask', { Subject: 'Call', contextId: '{contactId}' }),
      'SELECT Subject, Who.Name, Status FROM Task WHERE Id = ',
      { Subject: 'Call', Who: expect.objectContaining({ Name: 'Ng' }), Status: 'Not Started' },
    ],
    [
      action('quickAction LogACall', { contextId: '{contactId}' }),
      'SELECT Subject, Status, TaskSubtype FROM Task WHERE Id = ',
      { Subject: 'Call', Status: 'Completed', TaskSubtype: 'Call' },
    ],
    [
      action('quickAction NewCase', { Subject: 'Broken', contextId: '{contactId}' }),
      'SELECT Subject, Contact.LastName FROM Case WHERE Id = ',
      { Subject: 'Broken', Contact: expect.objectContaining({ LastName: 'Ng' }) },
    ],
    [
      action('chatterPost', { text: 'Well done', subjectNameOrId: '{contactId}' }),
      'SELECT Body, Visibility FROM FeedItem WHERE Id = ',
      { Body: 'Well done', Visibility: 'AllUsers' },
    ],
  ])('%s', async (step, soql, expected) => {
    const { outputs } = await run(flowXml(step, { result: 'Act' }))
    expect(await query(`${soql}'${outputs?.['result']}'`)).toEqual([expected])
  })

  it('a task from a post, with its text', async () => {
    const feedItemId = await create('FeedItem', { ParentId: contactId, Body: 'Please call' })
    const step = action('quickAction FeedItem.NewTaskFromFeedItem', {
      contextId: '{contactId}',
      Subject: 'From a post',
    })
    const { outputs } = await run(flowXml(step, { result: 'Act.id' }), [{ contactId: feedItemId }])
    expect(await query(`SELECT Description, WhoId FROM Task WHERE Id = '${outputs?.['result']}'`)).toEqual([
      { Description: 'Please call', WhoId: contactId },
    ])
  })

  it('nothing when a rule is broken', async () => {
    const before = (await query('SELECT COUNT() FROM Task')).length
    const step = action('quickAction NewContact', { FirstName: 'Ada' })
    const { fault } = await run(flowXml(step))
    expect(fault).toContain('REQUIRED_FIELD_MISSING')
    expect((await query('SELECT COUNT() FROM Task')).length).toBe(before)
  })
})

describe('actions of the project', () => {
  it('read and change records in the transaction of the run', async () => {
    await create('Case', { ContactId: contactId, Priority: 'High' })
    const { json } = await send({
      method: 'POST',
      url: `${API}/actions/custom/flow/Rate_Contact`,
      payload: { inputs: [{ contactId }] },
    })
    const username = (await query(`SELECT Username FROM User WHERE Id = '${org.administratorId}'`))[0]!['Username']
    expect(json).toMatchObject([{ outputValues: { rating: 11, lastName: 'Ng', ratedBy: username } }])
    expect(await query(`SELECT Description FROM Contact WHERE Id = '${contactId}'`)).toEqual([
      { Description: 'Rated 11' },
    ])
    expect(await query(`SELECT Subject FROM Task WHERE WhoId = '${contactId}'`)).toEqual([{ Subject: 'Call back' }])
  })

  it('leave nothing when the run fails', async () => {
    const { status } = await run(flowXml(action('apex ContactRater', { contactId: '{contactId}' }), { fails: true }))
    expect(status).toBe(400)
    expect(await query(`SELECT Description FROM Contact WHERE Id = '${contactId}'`)).toEqual([{ Description: null }])
  })

  it.each<[fact: string, step: Step, outputs: Record<string, unknown>]>([
    [
      'answer one output under the name of the element',
      action('apex Greeter', { name: 'Ada' }),
      { result: 'Hello Ada' },
    ],
    [
      'fail by throwing',
      action('apex Greeter', { name: 'Nobody' }),
      { fault: 'An Apex error occurred: Greeter: There is nobody to greet.' },
    ],
    [
      'fail by breaking a rule',
      action('apex Saver'),
      {
        fault:
          'An Apex error occurred: System.DmlException: Insert failed. First exception on row 0; first error: REQUIRED_FIELD_MISSING, Required fields are missing: [LastName]: [LastName]',
      },
    ],
  ])('%s', async (_, step, outputs) => {
    const result = step.action === 'apex Greeter' ? 'Act' : ''
    expect((await run(flowXml(step, { handled: true, result }))).outputs).toMatchObject(outputs)
  })

  it.each([
    ['{}', 'run() must answer a list with one item for each of its 1 inputs, but answered no list.'],
    ['[]', 'run() must answer a list with one item for each of its 1 inputs, but answered a list of 0.'],
    ['[3]', 'run() must answer an object with the outputs for each input, but answered 3.'],
    ['[{"count":"3"}]', 'the output count takes a Number, but got "3" (Text).'],
    ['[{"names":["a",1]}]', 'the output names[1] takes a Text, but got 1 (Number).'],
    ['[{"sum":1}]', 'run() answered the output sum, which is not declared. Declared: count, names.'],
  ])('fail by answering %s', async (answer, message) => {
    const { outputs } = await run(flowXml(action('apex Careless', { answer }), { handled: true }))
    expect(outputs?.['fault']).toBe(`An Apex error occurred: Careless: ${message}`)
  })

  it.each(['js', 'ts'])(
    'are loaded anew when their .%s changes, and complained about when it is broken',
    async ending => {
      const greet = (greeting: string) =>
        `export default { label: 'Greet', inputs: { name: { type: 'Text' } }, outputs: { greeting: { type: 'Text' } }, run: batch => batch.map(({ name }) => ({ greeting: '${greeting} ' + name })) }`
      const file = join(folder, `actions/Welcomer.${ending}`)
      const step = flowXml(action('apex Welcomer', { name: 'Ada' }), { handled: true, result: 'Act' })
      await writeFile(file, greet('Welcome'))
      expect((await run(step)).outputs).toMatchObject({ result: 'Welcome Ada' })
      await writeFile(file, greet('Be welcome'))
      expect((await run(step)).outputs).toMatchObject({ result: 'Be welcome Ada' })
      for (const broken of ['export default {', 'export default 3', greet('x').replaceAll("'Text'", "'Words'")]) {
        await writeFile(file, broken)
        expect((await run(step)).outputs?.['fault']).toContain('The action "Welcomer" (apex) is not available here.')
        expect(org.project.diagnostics).toContainEqual(
          expect.objectContaining({ code: 'broken-action', file: `actions/Welcomer.${ending}` }),
        )
      }
      await rm(file)
    },
  )

  it('that do not end are stopped with the run, whatever their fault path', async () => {
    const file = join(folder, 'actions/Sleeper.js')
    await writeFile(file, `export default { label: 'Sleep', run: () => new Promise(() => {}) }`)
    const end = run(flowXml(action('apex Sleeper'), { handled: true }))
    const id = await until(async () => {
      const { json } = await send('/millrace/v1/runs?flow=Trial')
      return (
        (json as { runs: { id: string; state: string }[] }).runs.find(({ state }) => state === 'running')?.id ?? false
      )
    })
    await send({ method: 'DELETE', url: `/millrace/v1/runs/${id}` })
    expect(await end).toMatchObject({ status: 400, fault: 'The run was cancelled.' })
    await rm(file)
  })
})

describe('callouts', () => {
  const call = (inputs: Step['inputs']) =>
    flowXml(action('httpCallout Weather', inputs), { handled: true, result: 'Act.body' })

  it.each<[inputs: Record<string, string>, request: string]>([
    [{}, 'GET /weather'],
    [{ path: '/today?city=Bern' }, 'GET /weather/today?city=Bern'],
    [{ path: 'days', method: 'post', body: '{"n":1}' }, 'POST /weather/days {"n":1}'],
    [{ path: '/moved', method: 'DELETE' }, 'DELETE /weather/moved'],
  ])('%o', async (inputs, request) => {
    const { status } = await run(call(inputs))
    expect([status, webRequests]).toEqual([200, [request]])
  })

  it('give the answer to the flow', async () => {
    expect((await run(call({}))).outputs).toMatchObject({ result: '{"sky":"clear"}' })
  })

  it.each<[fact: string, inputs: Record<string, string | number>, message: string]>([
    ['an answer that is too large', { path: '/large' }, 'the answer is larger than 6 MB.'],
    ['an answer that is too late', { path: '/slow', timeout: 0.2 }, 'no answer within 0.2 seconds.'],
    ['no answer', { path: '/broken' }, 'socket hang up.'],
    ['an unknown method', { method: 'LOOK' }, 'method is one of GET, POST, PUT, PATCH, DELETE, HEAD, not "LOOK".'],
    ['another host in the path', { path: '@evil.example.com' }, ''],
  ])('take the fault path for %s', async (_, inputs, message) => {
    const { outputs } = await run(call(inputs))
    if (message) expect(outputs?.['fault']).toContain(message)
    else expect(webRequests).toEqual(['GET /weather/@evil.example.com'])
  })

  it.each([
    [{}, 'Unauthorized endpoint: 127.0.0.1:'],
    [{ allow: ['api.example.com'] }, 'Unauthorized endpoint: 127.0.0.1:'],
    [{ allow: ['127.0.0.1'] }, '127.0.0.1 lies in a private network.'],
  ])('are not made when millrace.json says %o', async (callouts, message) => {
    await configure(callouts)
    expect((await run(call({}))).outputs?.['fault']).toContain(message)
    expect(webRequests).toEqual([])
    await configure({ allow: ['127.0.0.1'], allowPrivate: ['127.0.0.1'] })
  })

  it('are made as before while millrace.json cannot be read', async () => {
    await org.reload()
    await writeFile(join(folder, 'millrace.json'), '{ "callouts": ')
    expect((await run(call({}))).status).toBe(200)
    expect(webRequests).toEqual(['GET /weather'])
    expect(org.project.diagnostics).toContainEqual(
      expect.objectContaining({ severity: 'error', file: 'millrace.json' }),
    )
    await configure({ allow: ['127.0.0.1'], allowPrivate: ['127.0.0.1'] })
  })

  it('are made once for each interview, also when one of them fails', async () => {
    const xml = flowXml(action('httpCallout Weather', { path: '{contactId}', timeout: 0.5 }), { handled: true })
    await run(xml, [{ contactId: '/one' }, { contactId: '/broken' }, { contactId: '/one' }])
    expect(webRequests).toEqual(['GET /weather/one', 'GET /weather/broken', 'GET /weather/one'])
  })
})

describe('callouts of pages', () => {
  const call = async (payload: object, as = token) =>
    send({
      method: 'POST',
      url: '/millrace/v1/callouts',
      payload: { namedCredential: 'Weather', ...payload },
      headers: { authorization: `Bearer ${as}` },
    })

  it.each<[payload: object, request: string]>([
    [{}, 'GET /weather'],
    [{ path: '/today?city=Bern', headers: { 'X-Day': 'Monday' } }, 'GET /weather/today?city=Bern'],
    [{ path: 'days', method: 'POST', body: '{"n":1}' }, 'POST /weather/days {"n":1}'],
    [{ path: '@evil.example.com' }, 'GET /weather/@evil.example.com'],
  ])('%o', async (payload, request) => {
    const { status, json } = await call(payload)
    expect([status, webRequests]).toEqual([200, [request]])
    expect(json).toEqual({ statusCode: 200, contentType: 'application/json', body: '{"sky":"clear"}' })
  })

  it('answer other statuses too, and do not follow redirects', async () => {
    expect((await call({ path: '/moved' })).json).toMatchObject({ statusCode: 302, body: '' })
    expect(webRequests).toEqual(['GET /weather/moved'])
  })

  it.each<[fact: string, payload: object, status: number, message: string]>([
    ['a credential that is not there', { namedCredential: 'Wether' }, 404, 'Did you mean Weather?'],
    ['an answer that is too late', { path: '/slow', timeout: 0.2 }, 400, 'no answer within 0.2 seconds.'],
    ['an answer that is too large', { path: '/large' }, 400, 'the answer is larger than 6 MB.'],
    ['an unknown method', { method: 'LOOK' }, 400, 'method'],
    ['a path out of the endpoint', { path: '/../admin' }, 400, 'The path "/../admin" leads out of the endpoint'],
    ['one that is written otherwise', { path: '/%2e%2e/admin' }, 400, 'leads out of the endpoint'],
    [
      'a header of the connection',
      { headers: { Host: 'evil.example.com' } },
      400,
      '"Host" cannot be sent as a header.',
    ],
    ['a header that is none', { headers: { 'X-A': 'a\r\nX-B: b' } }, 400, '"X-A" cannot be sent as a header.'],
  ])('refuse %s', async (_, payload, status, message) => {
    const answer = await call(payload)
    const [problem] = answer.json as { message: string }[]
    expect([answer.status, problem?.message]).toEqual([status, expect.stringContaining(message)])
  })

  it('go to no host that millrace.json does not allow', async () => {
    await configure({ allow: ['api.example.com'] })
    await org.reload()
    expect(await call({})).toMatchObject({ status: 400, text: expect.stringContaining('Unauthorized endpoint') })
    expect(webRequests).toEqual([])
    await configure({ allow: ['127.0.0.1'], allowPrivate: ['127.0.0.1'] })
    await org.reload()
  })

  it('need access to the credential', async () => {
    const [profile] = await query(`SELECT Id FROM Profile WHERE Name != 'System Administrator' LIMIT 1`)
    const userId = await create('User', {
      LastName: 'Okafor',
      Username: 'bo@example.com',
      Email: 'bo@example.com',
      Alias: 'bo',
      ProfileId: profile?.['Id'],
      IsActive: true,
    })
    const bo = await org.credentials.issue('token', userId)
    expect(await call({}, bo)).toMatchObject({ status: 403, text: expect.stringContaining('You may not call') })
    expect(webRequests).toEqual([])
    const [set] = await query(`SELECT Id FROM PermissionSet WHERE Name = 'Weather_User'`)
    await create('PermissionSetAssignment', { AssigneeId: userId, PermissionSetId: set?.['Id'] })
    await org.reload()
    expect((await call({}, bo)).status).toBe(200)
  })
})

describe('e-mails', () => {
  const sendOne = (inputs: Step['inputs'] = {}) =>
    run(
      flowXml(
        action('emailSimple', {
          emailSubject: 'Grüezi',
          emailBody: 'Line 1',
          emailAddresses: 'a@example.com',
          senderType: 'DefaultWorkflowUser',
          ...inputs,
        }),
      ),
    )
  const settled = (state: string) =>
    until(async () => {
      const [message] = await outbox()
      return message?.['state'] === state && message
    })

  it('are sent after the commit', async () => {
    await sendOne({ sendRichBody: true, emailBody: '<b>Hello</b>' })
    await settled('sent')
    expect(mails).toHaveLength(1)
    expect(mails[0]).toMatchObject({ from: 'office@example.com', to: ['a@example.com'] })
    expect(mails[0]!.text).toMatch(/^Content-Type: text\/html/m)
    expect(mails[0]!.text).toContain('<b>Hello</b>')
  })

  it('are refused for good', async () => {
    mailAnswers = [Object.assign(new Error('No such mailbox'), { responseCode: 550 })]
    await sendOne()
    expect(await settled('failed')).toMatchObject({ attempts: 1, error: expect.stringContaining('No such mailbox') })
  })

  it('are tried again when the server has no time', async () => {
    mailAnswers = [Object.assign(new Error('Later'), { responseCode: 451 })]
    await sendOne()
    await until(async () => ((await outbox())[0]?.['error'] ? true : false))
    expect((await outbox())[0]).toMatchObject({ state: 'recorded', attempts: 1 })
    await fresh.database.query('update millrace.outbox set next_attempt_at = now()')
    await run(flowXml(action('emailSimple', { emailSubject: 'x', emailBody: 'x', emailAddresses: 'b@example.com' })))
    await until(async () => (await outbox()).every(({ state }) => state === 'sent'))
    expect(mails).toHaveLength(2)
  })
})

describe('actions over REST', () => {
  const post = (path: string, inputs: object[]) =>
    send({ method: 'POST', url: `${API}/actions/${path}`, payload: { inputs } })

  it('are listed', async () => {
    const names = async (path: string) =>
      ((await send(`${API}/actions/${path}`)).json as { actions: { name: string }[] }).actions.map(({ name }) => name)
    expect(await names('standard')).toEqual(['emailSimple', 'chatterPost', 'customNotificationAction', 'submit'])
    expect(await names('custom/apex')).toEqual(['Careless', 'ContactRater', 'Greeter', 'Saver'])
    expect(await names('custom/quickAction')).toContain('LogACall')
    expect(await names('custom/flow')).toContain('Rate_Contact')
  })

  it('are described', async () => {
    expect((await send(`${API}/actions/custom/apex/Greeter`)).json).toMatchObject({
      label: 'Greet',
      type: 'APEX',
      standard: false,
      inputs: [{ name: 'name', type: 'STRING', required: true, maxOccurs: 1 }],
      outputs: [{ name: 'greeting', type: 'STRING' }],
    })
    expect((await send(`${API}/actions/standard/emailSimple`)).json).toMatchObject({
      standard: true,
      type: 'EMAILSIMPLE',
    })
  })

  it.each<[path: string, inputs: object[], status: number, body: unknown]>([
    [
      'custom/apex/Greeter',
      [{ name: 'Ada' }, { name: 'Bo' }],
      200,
      [
        { actionName: 'Greeter', errors: null, isSuccess: true, outputValues: { greeting: 'Hello Ada' } },
        { actionName: 'Greeter', isSuccess: true, outputValues: { greeting: 'Hello Bo' } },
      ],
    ],
    [
      'custom/apex/Greeter',
      [{ name: 'Nobody' }],
      400,
      [
        {
          isSuccess: false,
          errors: [{ statusCode: 'UNKNOWN_EXCEPTION', message: 'Greeter: There is nobody to greet.' }],
          outputValues: null,
        },
      ],
    ],
    [
      'custom/apex/Greeter',
      [{}],
      400,
      [{ errorCode: 'INVALID_API_INPUT', message: 'Missing required input parameter: name.' }],
    ],
    [
      'custom/apex/Greeter',
      [{ nme: 'x', name: 'x' }],
      400,
      [{ message: 'The action "Greeter" has no input "nme". Did you mean name?' }],
    ],
    ['custom/apex/Greeter', [{ name: 1 }], 400, [{ message: 'name takes a Text, but got 1 (Number).' }]],
    [
      'custom/apex/Greter',
      [{}],
      404,
      [{ errorCode: 'NOT_FOUND', message: expect.stringContaining('Did you mean Greeter?') }],
    ],
    [
      'standard/emailSimple',
      [{ emailSubject: 'a', emailBody: 'b', emailAddresses: 'c@example.com' }],
      200,
      [{ actionName: 'emailSimple', isSuccess: true, outputValues: null }],
    ],
    ['standard/nothing', [{}], 404, [{ errorCode: 'NOT_FOUND' }]],
  ])('POST %s %o', async (path, inputs, status, body) => {
    const answer = await post(path, inputs)
    expect(answer.json).toMatchObject(body as object[])
    expect(answer.status).toBe(status)
  })

  it('undo everything when one input fails', async () => {
    const email = { emailSubject: 'a', emailBody: 'b', emailAddresses: 'c@example.com' }
    const { status, json } = await post('standard/emailSimple', [email, { ...email, emailAddresses: 'nobody' }])
    expect(status).toBe(400)
    expect((json as { errors: { statusCode: string }[] }[]).map(({ errors }) => errors[0]!.statusCode)).toEqual([
      'ALL_OR_NONE_OPERATION_ROLLED_BACK',
      'UNKNOWN_EXCEPTION',
    ])
    expect(await outbox()).toEqual([])
  })

  it('are run by those whom a permission set lets', async () => {
    const ProfileId = await create('Profile', { Name: 'Standard User' })
    const Username = 'lee@millrace.example'
    const AssigneeId = await create('User', { LastName: 'Lee', Username, Email: Username, ProfileId })
    const authorization = `Bearer ${await org.credentials.issue('token', AssigneeId)}`
    await post('standard/submit', [{ objectId: contactId }])
    const statuses = async () => {
      const email = { emailSubject: 'a', emailBody: 'b', emailAddresses: 'c@example.com' }
      const requests: [path: string, input: object][] = [
        ['custom/apex/Greeter', { name: 'Ada' }],
        ['custom/apex/Saver', { lastName: 'x' }],
        ['standard/emailSimple', email],
        ['standard/customNotificationAction', { recipientIds: [AssigneeId], body: 'x' }],
        ['standard/submit', { objectId: contactId }],
      ]
      const answers = requests.map(([path, input]) =>
        send({
          method: 'POST',
          url: `${API}/actions/${path}`,
          headers: { authorization },
          payload: { inputs: [input] },
        }),
      )
      return (await Promise.all(answers)).map(({ status }) => status)
    }
    expect(await statuses()).toEqual([403, 403, 403, 403, 200])
    const [permissionSet] = await query("SELECT Id FROM PermissionSet WHERE Name = 'Greeters'")
    await create('PermissionSetAssignment', { AssigneeId, PermissionSetId: permissionSet!['Id'] })
    await org.reload()
    expect(await statuses()).toEqual([200, 403, 200, 403, 200])
    const mine = await send({ url: '/millrace/v1/outbox', headers: { authorization } })
    expect(new Set((mine.json as { messages: { user: string }[] }).messages.map(({ user }) => user))).toEqual(
      new Set([AssigneeId]),
    )
  })

  it('of Apex are called by flows for those who have access to the class, and in system context for all', async () => {
    const ProfileId = await create('Profile', { Name: 'Flow User' })
    const Username = 'kit@millrace.example'
    const AssigneeId = await create('User', { LastName: 'Kit', Username, Email: Username, ProfileId })
    const [runsFlows] = await query("SELECT Id FROM PermissionSet WHERE Name = 'Weather_User'")
    await create('PermissionSetAssignment', { AssigneeId, PermissionSetId: runsFlows!['Id'] })
    const authorization = `Bearer ${await org.credentials.issue('token', AssigneeId)}`
    const callGreeter = async (runInMode: string) => {
      const xml = flowXml(action('apex Greeter', { name: 'Ada' }))
      const mode = `<runInMode>${runInMode}</runInMode><start>`
      await writeFile(join(folder, FLOWS, 'Trial.flow-meta.xml'), xml.replace('<start>', mode))
      await org.reload()
      const url = `${API}/actions/custom/flow/Trial`
      const { json } = await send({ method: 'POST', url, headers: { authorization }, payload: { inputs: [{}] } })
      const [first] = json as [{ isSuccess: boolean; millrace?: { faultMessage: string } }]
      return first.millrace?.faultMessage ?? first.isSuccess
    }
    expect(await callGreeter('DefaultMode')).toContain(
      'You do not have access to the Apex class named \'Greeter\', which the flow "Trial" calls.',
    )
    expect(await callGreeter('SystemModeWithSharing')).toBe(true)
    const [mayGreet] = await query("SELECT Id FROM PermissionSet WHERE Name = 'Greeters'")
    await create('PermissionSetAssignment', { AssigneeId, PermissionSetId: mayGreet!['Id'] })
    expect(await callGreeter('DefaultMode')).toBe(true)
  })

  it.each([['?limit=0'], ['?limit=x'], ['?run=1']])('GET /millrace/v1/outbox%s is refused', async search => {
    expect((await send(`/millrace/v1/outbox${search}`)).status).toBe(400)
  })
})
