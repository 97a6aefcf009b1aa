import { createServer as createHttpServer, type IncomingHttpHeaders, type Server } from 'node:http'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSchema } from '@millrace/database'
import { checkFlow } from '@millrace/flow'
import { parseExternalService, parseProject } from '@millrace/metadata'
import { createServer, flowProjectOf, openOrg, readProjectFiles, type Org } from '@millrace/server'
import { describeType } from '@millrace/values'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerOf } from '../../../../../scripts/exampleServer.ts'
import { freshDatabase, type FreshDatabase } from '../../../../../scripts/freshDatabase.ts'
import { serviceActions } from './externalService.ts'

const SAMPLE = join(import.meta.dirname, '../../../samples/externalService')

function registered(schema: string, more = '') {
  const xml = `<ExternalServiceRegistration>${more}<namedCredential>S</namedCredential><schema><![CDATA[${schema}]]></schema></ExternalServiceRegistration>`
  return serviceActions(parseExternalService(xml, 'S.externalServiceRegistration-meta.xml').definition!)
}

/// `op(in*: Type) → out: Type`, a line per action.
const signatures = ({ actions }: ReturnType<typeof registered>): string[] =>
  actions.map(({ name, inputs, outputs }) => {
    const told = (one: (typeof inputs)[number]) => `${one.name}${one.required ? '*' : ''}: ${describeType(one.type)}`
    return `${name}(${inputs.map(told).join(', ')}) → ${outputs.map(told).join(', ')}`
  })

const fieldsOf = ({ apexTypes }: ReturnType<typeof registered>): Record<string, string[]> =>
  Object.fromEntries(
    apexTypes.map(([name, fields]) => [
      name,
      [...fields.values()].map(one => `${one.name}: ${describeType(one.type)}`),
    ]),
  )

const operation = (text: string) => `{"openapi":"3.0.1","paths":{"/a/{id}":{"get":{${text}}}}}`

describe('what a document says of an operation', () => {
  it.each<[fact: string, schema: string, signature: string]>([
    [
      'the answer to an operation that describes none is a text',
      operation('"operationId":"read"'),
      'S.read() → responseCode: Number, default: Text',
    ],
    [
      'without operationId, method and path are its name',
      operation('"responses":{"default":{}}'),
      'S.get_a_id() → responseCode: Number, default: Text',
    ],
    [
      'parameters have their types, and names without signs',
      operation(
        '"operationId":"read","parameters":[{"name":"id","in":"path","schema":{"type":"integer"}},{"name":"X-Key","in":"header","required":true,"schema":{"type":"string"}},{"name":"on","in":"query","schema":{"type":"string","format":"date"}},{"name":"at","in":"query","schema":{"type":"string","format":"date-time"}},{"name":"flags","in":"query","schema":{"type":"array","items":{"type":"boolean"}}}]',
      ),
      'S.read(id*: Number, Xx2dKey*: Text, on: Date, at: Date/Time, flags: Boolean collection) → responseCode: Number, default: Text',
    ],
    [
      'answers are called by their status, those that are no success with Exc behind it',
      operation(
        '"operationId":"read","responses":{"200":{"content":{"text/plain":{"schema":{"type":"string"}}}},"4xx":{"content":{"application/json":{"schema":{"type":"array","items":{"type":"number"}}}}}}',
      ),
      'S.read() → responseCode: Number, 200: Text, 4XXExc: Number collection, defaultExc: Text',
    ],
    [
      'version 2: the body has its own name, fields of a form are inputs',
      '{"swagger":"2.0","basePath":"/v1","paths":{"/a":{"post":{"operationId":"add","parameters":[{"name":"entry","in":"body","schema":{"type":"object","properties":{"n":{"type":"number"}}}}]},"put":{"operationId":"set","parameters":[{"name":"n","in":"formData","type":"number","required":true}],"responses":{"204":{"description":"done"}}}}}}',
      'S.set(n*: Number) → responseCode: Number, 204: Text, defaultExc: Text|S.add(entry: ExternalService__S_add_IN_entry (Apex-defined)) → responseCode: Number, default: Text',
    ],
    [
      'YAML',
      'openapi: 3.1.0\npaths:\n  /x:\n    head:\n      operationId: look\n      responses: { "200": { content: { application/json: { schema: { type: [integer, "null"] } } } } }',
      'S.look() → responseCode: Number, 200: Number, defaultExc: Text',
    ],
  ])('%s', (_, schema, expected) => {
    expect(signatures(registered(schema)).join('|')).toBe(expected)
  })

  it('makes Apex-defined types, also of schemas that contain each other and of such as are put together', () => {
    const service = registered(`openapi: 3.0.0
paths:
  /a:
    post:
      operationId: do it
      requestBody: { content: { application/json: { schema: { type: object, properties: { in-line: { type: object, properties: { x: { type: number } } } } } } } }
      responses: { default: { content: { application/json: { schema: { $ref: "#/components/schemas/Tree" } } } } }
components:
  schemas:
    Base: { type: object, properties: { id: { type: string } } }
    Tree:
      allOf:
        - $ref: "#/components/schemas/Base"
        - { type: object, properties: { children: { type: array, items: { $ref: "#/components/schemas/Tree" } }, free: { type: object }, loop: { $ref: "#/components/schemas/Loop" } } }
    Loop: { $ref: "#/components/schemas/Loop" }
`)
    expect(fieldsOf(service)).toEqual({
      ExternalService__S_dox20it_IN_body: ['inx2dline: ExternalService__S_dox20it_IN_body_inx2dline (Apex-defined)'],
      ExternalService__S_dox20it_IN_body_inx2dline: ['x: Number'],
      ExternalService__S_Tree: [
        'id: Text',
        'children: ExternalService__S_Tree (Apex-defined) collection',
        'free: Any',
        'loop: Any',
      ],
    })
  })

  it('operations that are switched off are no actions', () => {
    const off = '<operations><active>false</active><name>readx5fone</name></operations>'
    expect(signatures(registered(operation('"operationId":"Read_One"'), off))).toEqual([])
  })

  it.each([
    ['{"openapi": ', 'The schema is neither JSON nor YAML: '],
    ['a: [', 'The schema is neither JSON nor YAML: '],
    ['{}', 'The schema is no OpenAPI document: it has neither "openapi" nor "swagger".'],
    ['"text"', 'The schema is no OpenAPI document'],
    [`a: &a [x]\nb: &b [${'*a,'.repeat(60)}]\nc: [${'*b,'.repeat(60)}]`, 'The schema is neither JSON nor YAML: '],
  ])('%s is no document', (schema, message) => {
    const { actions, diagnostics } = registered(schema)
    expect(actions).toEqual([])
    expect(diagnostics).toEqual([
      expect.objectContaining({ code: 'external-service-schema', message: expect.stringContaining(message), line: 1 }),
    ])
  })

  it.each([
    '{"openapi":"3.0.0"}',
    '{"openapi":"3.0.0","paths":[1]}',
    '{"openapi":"3.0.0","paths":{"/a":null,"/b":{"get":7},"/c":{"$ref":"#/paths/~1c"},"/d":{"get":{"parameters":[null,{},{"name":"x"}],"responses":{"200":null},"requestBody":{"$ref":"nowhere"}}}}}',
  ])('%s is read as far as it goes', schema => {
    expect(registered(schema).diagnostics).toEqual([])
  })
})

describe('the check of a flow', () => {
  const file = 'force-app/main/default/flows/Place_Order.flow-meta.xml'
  it.each<[fact: string, from: string, to: string, code: string, message: string]>([
    [
      'knows the fields that are set',
      'order.customerx5fname',
      'order.customername',
      'not-assignable',
      'ExternalService__OrderService_Order has no field "customername". Did you mean customerx5fname?',
    ],
    ['and those further in', 'order.address.city', 'order.address.town', 'not-assignable', 'has no field "town"'],
    [
      'knows the fields of outputs',
      'Place.201.id',
      'Place.201.ids',
      'unknown-reference',
      'ExternalService__OrderService_Order has no field "ids"',
    ],
    [
      'knows the outputs',
      'Place.422Exc.reason',
      'Place.404Exc.reason',
      'unknown-reference',
      'Place has no output "404Exc"',
    ],
    [
      'knows types',
      '<numberValue>201.0</numberValue>',
      '<dateValue>2026-01-01</dateValue>',
      'condition-operator',
      'the left side is a Number',
    ],
    [
      'knows what a body takes',
      '<elementReference>order</elementReference>',
      '<elementReference>line</elementReference>',
      'type-mismatch',
      'ExternalService__OrderService_Order (Apex-defined)',
    ],
    ['knows the inputs', '<name>tag</name>', '<name>tags</name>', 'unknown-action-input', 'Did you mean tag?'],
    [
      'knows the operations',
      'OrderService.placeOrder',
      'OrderService.placeOrders',
      'unknown-action',
      'Did you mean OrderService.placeOrder?',
    ],
  ])('%s', async (_, from, to, code, message) => {
    const files = await readProjectFiles(SAMPLE)
    const project = parseProject(
      files.map(one => (one.path === file ? { ...one, text: one.text.replace(from, to) } : one)),
    )
    const diagnostics = checkFlow(project.flows[0]!, flowProjectOf(project, buildSchema([])))
    expect(diagnostics).toContainEqual(expect.objectContaining({ code, message: expect.stringContaining(message) }))
  })
})

describe('calling a service', () => {
  let folder: string
  let fresh: FreshDatabase
  let org: Org
  let app: FastifyInstance
  let token: string
  let web: Server
  let answer: { status: number; body: string }
  let requests: { line: string; headers: IncomingHttpHeaders; body: string }[] = []

  beforeAll(async () => {
    web = createHttpServer((request, response) => {
      const parts: Buffer[] = []
      request.on('data', part => parts.push(part))
      request.on('end', () => {
        const { method, url, headers } = request
        requests.push({ line: `${method} ${url}`, headers, body: Buffer.concat(parts).toString() })
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body)
      })
    })
    await new Promise<void>(resolve => web.listen(0, '127.0.0.1', resolve))
    folder = await mkdtemp(join(tmpdir(), 'millrace-services-'))
    await cp(SAMPLE, folder, { recursive: true })
    await writeFile(
      join(folder, 'force-app/main/default/namedCredentials/Orders.namedCredential-meta.xml'),
      `<NamedCredential><label>Orders</label><endpoint>http://127.0.0.1:${(web.address() as AddressInfo).port}/shop</endpoint></NamedCredential>`,
    )
    await allow(['127.0.0.1'])
    fresh = await freshDatabase()
    org = await openOrg({ folder, openDatabase: async () => fresh.database })
    app = await createServer({ org })
    token = await org.credentials.issue('token', org.administratorId)
  })

  afterAll(async () => {
    await app?.close()
    await org?.close()
    await fresh?.drop()
    web?.close()
    await rm(folder, { recursive: true })
  })

  const allow = (hosts: string[]) =>
    writeFile(join(folder, 'millrace.json'), JSON.stringify({ callouts: { allow: hosts, allowPrivate: hosts } }))

  async function place(inputs: object[] = [{ customer: 'Ada Ng', tags: ['a&b', 'c'] }]) {
    requests = []
    const { json } = answerOf(
      await app.inject({
        method: 'POST',
        url: '/services/data/v62.0/actions/custom/flow/Place_Order',
        headers: { authorization: `Bearer ${token}` },
        payload: { inputs },
      }),
    )
    return (json as { outputValues: Record<string, unknown> }[]).map(({ outputValues }) => outputValues)
  }

  it('sends what the document says, in the names of the service', async () => {
    answer = { status: 201, body: '{"id":"o1","total":"12.345","lines":[{"sku":"A1"}],"unknown":1}' }
    expect(await place()).toMatchObject([{ orderId: 'o1', total: 12.35, reason: null }])
    const [{ line, headers, body }] = requests as [(typeof requests)[0]]
    expect(line).toBe('POST /shop/v2/orders?tag=a%26b&tag=c')
    expect(headers).toMatchObject({ 'x-request-id': 'Ada Ng-1', 'content-type': 'application/json' })
    expect(JSON.parse(body)).toEqual({
      customer_name: 'Ada Ng',
      placed_on: '2026-01-15',
      lines: [{ sku: 'A1', quantity: 2 }],
      address: { city: 'Leith' },
    })
  })

  it.each<[fact: string, status: number, body: string, reason: string]>([
    ['a described refusal is an output', 422, '{"reason":"Sold out"}', '422: Sold out'],
    ['any other is a text', 503, 'Later', '503: Later'],
    [
      'an answer of another shape fails',
      201,
      '[]',
      'The answer does not fit the schema of the service: the answer is not an object.',
    ],
    [
      'so does a value of another type',
      201,
      '{"total":"much"}',
      'The answer does not fit the schema of the service: the answer.total is not a Number.',
    ],
    ['and what is no JSON', 201, 'oh', 'The answer of the service is no JSON, which its schema says it is.'],
  ])('%s', async (_, status, body, reason) => {
    answer = { status, body }
    expect(await place()).toMatchObject([{ orderId: null, reason }])
  })

  it('calls once for each interview', async () => {
    answer = { status: 201, body: '{"id":"o1"}' }
    expect(await place([{ customer: 'Ada' }, { customer: 'Bea' }])).toMatchObject([
      { orderId: 'o1' },
      { orderId: 'o1' },
    ])
    expect(requests.map(({ headers }) => headers['x-request-id'])).toEqual(['Ada-1', 'Bea-1'])
  })

  it('calls no host that is not allowed', async () => {
    await allow([])
    await org.reload()
    expect((await place())[0]!['reason']).toContain('Unauthorized endpoint: 127.0.0.1')
    expect(requests).toEqual([])
  })
})
