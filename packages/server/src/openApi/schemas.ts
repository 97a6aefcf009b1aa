/// A JSON Schema, as OpenAPI 3.1 has them.
export type Schema = Readonly<Record<string, unknown>>

const text: Schema = { type: 'string' }
const whole: Schema = { type: 'integer' }
const yesNo: Schema = { type: 'boolean' }
const time: Schema = { type: 'string', format: 'date-time' }
const id: Schema = { type: 'string', description: 'An Id of 18 characters.', examples: ['003000000000001AAA'] }
const listOf = (items: Schema): Schema => ({ type: 'array', items })
const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] })
const named = (name: SchemaName): Schema => ({ $ref: `#/components/schemas/${name}` })
const object = (properties: Readonly<Record<string, Schema>>, required: readonly string[] = []): Schema => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
})
const open = (properties: Readonly<Record<string, Schema>>, description: string): Schema => ({
  type: 'object',
  description,
  properties,
  additionalProperties: true,
})

export type SchemaName =
  | 'ActionCall'
  | 'ActionDescription'
  | 'ActionList'
  | 'ActionResults'
  | 'BatchAnswer'
  | 'BatchRequest'
  | 'CompositeAnswer'
  | 'CompositeRequest'
  | 'Csv'
  | 'DeletedRecords'
  | 'Describe'
  | 'Errors'
  | 'EventStream'
  | 'Fields'
  | 'GlobalDescribe'
  | 'GraphRequest'
  | 'Html'
  | 'Identity'
  | 'IdsAndFields'
  | 'IngestJob'
  | 'Introspection'
  | 'Job'
  | 'JobState'
  | 'Jobs'
  | 'OAuthError'
  | 'ParameterizedSearch'
  | 'QueryJob'
  | 'QueryResult'
  | 'Record'
  | 'RecordList'
  | 'Records'
  | 'SaveResult'
  | 'SaveResults'
  | 'Script'
  | 'SearchResult'
  | 'SignIn'
  | 'Token'
  | 'TokenNamed'
  | 'TokenRequest'
  | 'Tree'
  | 'TreeAnswer'
  | 'UiRecord'
  | 'UiRecordInput'
  | 'Undelete'
  | 'UpdatedRecords'
  | 'Xml'

const attributes = object({ type: text, url: text, referenceId: text }, ['type'])
const saveError = object({ statusCode: text, message: text, fields: listOf(text) })
const subrequest = object({ method: text, url: text, referenceId: text, body: {}, httpHeaders: { type: 'object' } }, [
  'method',
  'url',
  'referenceId',
])
const parameter = open(
  { name: text, label: text, type: text, required: yesNo, maxOccurs: whole },
  'An input or output.',
)

/// The shapes of bodies and answers, by name.
///
/// Source: REST API Developer Guide, the bodies of each resource.
export const schemas: Readonly<Record<SchemaName, Schema>> = {
  ActionCall: {
    ...object({ inputs: listOf({ type: 'object', additionalProperties: true }) }, ['inputs']),
    examples: [{ inputs: [{ recordIds: ['003000000000001AAA'] }] }],
  },
  ActionDescription: open(
    { name: text, label: text, type: text, inputs: listOf(parameter), outputs: listOf(parameter) },
    'What an action takes and gives.',
  ),
  ActionList: object({ actions: listOf(object({ label: text, name: text, type: text, url: text })) }),
  ActionResults: listOf(
    open(
      {
        actionName: text,
        isSuccess: yesNo,
        errors: orNull(listOf(saveError)),
        outputValues: orNull({ type: 'object', additionalProperties: true }),
        millrace: { type: 'object', description: "The run's Id, and which element failed and why." },
      },
      'How one of the inputs went.',
    ),
  ),
  BatchAnswer: object({ hasErrors: yesNo, results: listOf(object({ statusCode: whole, result: {} })) }),
  BatchRequest: object(
    {
      haltOnError: yesNo,
      batchRequests: listOf(object({ method: text, url: text, richInput: {} }, ['method', 'url'])),
    },
    ['batchRequests'],
  ),
  CompositeAnswer: object({
    compositeResponse: listOf(
      object({ body: {}, httpHeaders: { type: 'object' }, httpStatusCode: whole, referenceId: text }),
    ),
  }),
  CompositeRequest: {
    ...object({ allOrNone: yesNo, compositeRequest: listOf(subrequest) }, ['compositeRequest']),
    examples: [
      {
        allOrNone: true,
        compositeRequest: [
          {
            method: 'POST',
            url: '/services/data/v62.0/sobjects/Account',
            referenceId: 'acme',
            body: { Name: 'Acme' },
          },
          {
            method: 'POST',
            url: '/services/data/v62.0/sobjects/Contact',
            referenceId: 'ada',
            body: { LastName: 'Ng', AccountId: '@{acme.id}' },
          },
        ],
      },
    ],
  },
  Csv: { type: 'string', examples: ['Id,LastName\n003000000000001AAA,Ng\n'] },
  DeletedRecords: object({
    deletedRecords: listOf(object({ id, deletedDate: time })),
    earliestDateAvailable: time,
    latestDateCovered: time,
  }),
  Describe: open(
    { name: text, label: text, fields: listOf({ type: 'object' }), childRelationships: listOf({ type: 'object' }) },
    'An object.',
  ),
  Errors: {
    ...listOf(object({ errorCode: text, message: text, fields: listOf(text) }, ['errorCode', 'message'])),
    examples: [[{ errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' }]],
  },
  EventStream: { type: 'string', description: 'Server-sent events.' },
  Fields: {
    type: 'object',
    description: 'Values by field. A relationship with an external Id stands in for the Id of its record.',
    additionalProperties: true,
    examples: [{ LastName: 'Ng', Email: 'ada@example.com' }],
  },
  GlobalDescribe: object({ encoding: text, maxBatchSize: whole, sobjects: listOf({ type: 'object' }) }),
  GraphRequest: object({ graphs: listOf(object({ graphId: text, compositeRequest: listOf(subrequest) })) }, ['graphs']),
  Html: { type: 'string' },
  Identity: open({ user_id: id, organization_id: id, preferred_username: text, name: text, email: text }, 'A user.'),
  IdsAndFields: object({ ids: listOf(id), fields: listOf(text) }, ['ids', 'fields']),
  IngestJob: {
    ...object(
      {
        object: text,
        operation: { enum: ['insert', 'update', 'upsert', 'delete', 'hardDelete'] },
        externalIdFieldName: text,
        columnDelimiter: text,
        lineEnding: { enum: ['LF', 'CRLF'] },
      },
      ['object', 'operation'],
    ),
    examples: [{ object: 'Contact', operation: 'insert', lineEnding: 'LF' }],
  },
  Introspection: open({ active: yesNo, scope: text, client_id: text, username: text, exp: whole }, 'A token.'),
  Job: open(
    {
      id: text,
      object: text,
      operation: text,
      state: { enum: ['Open', 'UploadComplete', 'InProgress', 'JobComplete', 'Failed', 'Aborted'] },
      numberRecordsProcessed: whole,
      numberRecordsFailed: whole,
    },
    'A job.',
  ),
  JobState: object({ state: { enum: ['UploadComplete', 'Aborted'] } }, ['state']),
  Jobs: object({ done: yesNo, records: listOf(named('Job')), nextRecordsUrl: orNull(text) }),
  OAuthError: object({ error: text, error_description: text }, ['error']),
  ParameterizedSearch: object(
    {
      q: text,
      in: { enum: ['ALL', 'NAME', 'EMAIL', 'PHONE', 'SIDEBAR'] },
      fields: listOf(text),
      sobjects: listOf(object({ name: text, fields: listOf(text), limit: whole }, ['name'])),
      overallLimit: whole,
    },
    ['q'],
  ),
  QueryJob: object({ operation: { enum: ['query', 'queryAll'] }, query: text }, ['operation', 'query']),
  QueryResult: object({ totalSize: whole, done: yesNo, nextRecordsUrl: text, records: listOf(named('Record')) }, [
    'totalSize',
    'done',
    'records',
  ]),
  Record: open({ attributes, Id: id }, 'A record: its fields by name.'),
  RecordList: listOf(orNull(named('Record'))),
  Records: {
    ...object({ allOrNone: yesNo, records: listOf(named('Record')) }, ['records']),
    examples: [{ allOrNone: true, records: [{ attributes: { type: 'Contact' }, LastName: 'Ng' }] }],
  },
  SaveResult: object({ id, success: yesNo, errors: listOf(saveError), created: yesNo }),
  SaveResults: listOf(named('SaveResult')),
  Script: { type: 'string' },
  SearchResult: object({ searchRecords: listOf(named('Record')) }),
  SignIn: object({ username: text, password: text, to: text }, ['username', 'password']),
  Token: open(
    { access_token: text, refresh_token: text, instance_url: text, id: text, token_type: text, issued_at: text },
    'A token.',
  ),
  TokenNamed: object({ token: text }, ['token']),
  TokenRequest: open(
    {
      grant_type: {
        enum: [
          'authorization_code',
          'refresh_token',
          'client_credentials',
          'password',
          'urn:ietf:params:oauth:grant-type:jwt-bearer',
        ],
      },
      client_id: text,
      client_secret: text,
    },
    'What a program shows to get a token; the rest depends on its grant_type.',
  ),
  Tree: {
    ...object({ records: listOf(open({ attributes }, 'A record; its child records stand by relationship name.')) }, [
      'records',
    ]),
    examples: [
      {
        records: [
          {
            attributes: { type: 'Account', referenceId: 'acme' },
            Name: 'Acme',
            Contacts: { records: [{ attributes: { type: 'Contact', referenceId: 'ada' }, LastName: 'Ng' }] },
          },
        ],
      },
    ],
  },
  TreeAnswer: object({ hasErrors: yesNo, results: listOf(object({ referenceId: text, id })) }),
  UiRecord: open({ apiName: text, id, fields: { type: 'object' } }, 'A record with values and display values.'),
  UiRecordInput: object({ apiName: text, fields: { type: 'object', additionalProperties: true } }, ['fields']),
  Undelete: object({ ids: listOf(id), allOrNone: yesNo }, ['ids']),
  UpdatedRecords: object({ ids: listOf(id), latestDateCovered: time }),
  Xml: { type: 'string' },
}
