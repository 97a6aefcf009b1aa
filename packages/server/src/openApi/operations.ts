import type { SchemaName } from './schemas.ts'

/// What the document says of one route. Path parameters and refusals are the same everywhere: see `openApi.ts`.
export interface Operation {
  /// One sentence.
  readonly does: string
  /// Parameters after the `?`, each with what it means.
  readonly query?: Readonly<Record<string, string>>
  readonly body?: SchemaName
  /// The media type of the body, where it is not JSON.
  readonly bodyType?: string
  readonly answer?: SchemaName
  /// The media type of the answer, where it is not JSON.
  readonly answerType?: string
  /// The status of an answer without a body (204), or of one that says something was made (201).
  readonly status?: 201 | 202 | 204 | 303
  /// Nobody needs to be signed in.
  readonly isOpen?: boolean
}

/// A group of routes, as the page shows them.
export interface Section {
  readonly name: string
  readonly about: string
  readonly operations: Readonly<Record<string, Operation>>
}

const DATA = '/services/data/v:version'
const MILLRACE = '/millrace/v1'

const fields = { fields: 'Names of fields, separated by commas; all that the user may read when not given.' }
const allOrNone = { allOrNone: '"true": when one record fails, none is saved. "false" when not given.' }
const jobPage = {
  locator: 'Where the page begins, from the header `Sforce-Locator`.',
  maxRecords: 'Records in a page.',
}
const csv = { answer: 'Csv', answerType: 'text/csv' } as const

const signingIn: Section = {
  name: 'Sign-in',
  about: 'OAuth 2 as Salesforce has it, and the SOAP sign-in of older client libraries.',
  operations: {
    'GET /services/oauth2/authorize': {
      does: 'Asks the user in front of the browser whether a program may act for them; leads back with a code.',
      query: {
        response_type: '"code".',
        client_id: "The connected app's consumer key.",
        redirect_uri: 'Where the browser is sent with the code.',
        code_challenge: 'PKCE: the SHA-256 of the verifier, base64url.',
        code_challenge_method: '"S256".',
        state: 'Comes back as it is.',
        scope: 'Such as "api refresh_token".',
      },
      answer: 'Html',
      answerType: 'text/html',
      isOpen: true,
    },
    'POST /services/oauth2/authorize': { does: "Takes the user's answer to that question.", status: 303, isOpen: true },
    'POST /services/oauth2/token': {
      does: 'Exchanges a code, a refresh token, client credentials, a JWT, or a user name and password for an access token.',
      body: 'TokenRequest',
      bodyType: 'application/x-www-form-urlencoded',
      answer: 'Token',
      isOpen: true,
    },
    'POST /services/oauth2/revoke': {
      does: 'Ends a token.',
      body: 'TokenNamed',
      bodyType: 'application/x-www-form-urlencoded',
      isOpen: true,
    },
    'GET /services/oauth2/revoke': { does: 'Ends a token.', query: { token: 'The token.' }, isOpen: true },
    'POST /services/oauth2/introspect': {
      does: 'Says whether a token is good and whose it is.',
      body: 'TokenNamed',
      bodyType: 'application/x-www-form-urlencoded',
      answer: 'Introspection',
      isOpen: true,
    },
    'GET /services/oauth2/userinfo': { does: 'Who is signed in.', answer: 'Identity' },
    'GET /id/:organization/:user': { does: 'Who is signed in, at the address that a token names.', answer: 'Identity' },
    'POST /services/Soap/u/:version': {
      does: 'SOAP `login` and `logout` (partner).',
      body: 'Xml',
      bodyType: 'text/xml',
      answer: 'Xml',
      answerType: 'text/xml',
      isOpen: true,
    },
    'POST /services/Soap/u/:version/:organization': {
      does: 'The same at the address that a login names.',
      body: 'Xml',
      bodyType: 'text/xml',
      answer: 'Xml',
      answerType: 'text/xml',
      isOpen: true,
    },
    'POST /services/Soap/c/:version': {
      does: 'SOAP `login` and `logout` (enterprise).',
      body: 'Xml',
      bodyType: 'text/xml',
      answer: 'Xml',
      answerType: 'text/xml',
      isOpen: true,
    },
    'GET /sign-in': {
      does: 'The page that asks for name and password; with the code of a sign-in link it signs in.',
      query: { code: 'The code of a link that `millrace sign-in` prints.', to: 'Where to go then.' },
      answer: 'Html',
      answerType: 'text/html',
      isOpen: true,
    },
    'POST /sign-in': {
      does: 'Signs the browser in.',
      body: 'SignIn',
      bodyType: 'application/x-www-form-urlencoded',
      status: 303,
      isOpen: true,
    },
  },
}

const queries: Section = {
  name: 'Queries',
  about: 'SOQL and SOSL. Long answers come in pages: ask for `nextRecordsUrl` until `done`.',
  operations: {
    [`GET ${DATA}/query`]: { does: 'Runs a SOQL query.', query: { q: 'The query.' }, answer: 'QueryResult' },
    [`GET ${DATA}/query/:locator`]: { does: 'The next page of a query.', answer: 'QueryResult' },
    [`GET ${DATA}/queryAll`]: {
      does: 'Runs a SOQL query that finds deleted records too.',
      query: { q: 'The query.' },
      answer: 'QueryResult',
    },
    [`GET ${DATA}/queryAll/:locator`]: { does: 'The next page of such a query.', answer: 'QueryResult' },
    [`GET ${DATA}/search`]: { does: 'Runs a SOSL search.', query: { q: 'FIND {…} …' }, answer: 'SearchResult' },
    [`GET ${DATA}/parameterizedSearch`]: {
      does: 'Searches without SOSL.',
      query: { q: 'The words to find.', sobject: 'The object to find them in.', fields: 'Fields of what is found.' },
      answer: 'SearchResult',
    },
    [`POST ${DATA}/parameterizedSearch`]: {
      does: 'Searches without SOSL, with the parameters in the body.',
      body: 'ParameterizedSearch',
      answer: 'SearchResult',
    },
    [`GET ${DATA}/tooling/query`]: {
      does: 'Queries set-up: FlowDefinitionView, FlowVersionView, Flow, EntityDefinition and their like.',
      query: { q: 'The query.' },
      answer: 'QueryResult',
    },
  },
}

const records: Section = {
  name: 'Records',
  about: 'One record at a time, by Id or by an external Id, and what objects are like.',
  operations: {
    [`GET ${DATA}/sobjects`]: { does: 'The objects that the user may see.', answer: 'GlobalDescribe' },
    [`GET ${DATA}/sobjects/:object`]: { does: 'An object in short, and records seen last.' },
    [`GET ${DATA}/sobjects/:object/describe`]: {
      does: 'An object with its fields, child relationships and record types.',
      answer: 'Describe',
    },
    [`POST ${DATA}/sobjects/:object`]: { does: 'Makes a record.', body: 'Fields', answer: 'SaveResult', status: 201 },
    [`GET ${DATA}/sobjects/:object/:id`]: { does: 'Reads a record.', query: fields, answer: 'Record' },
    [`PATCH ${DATA}/sobjects/:object/:id`]: { does: 'Changes a record.', body: 'Fields', status: 204 },
    [`DELETE ${DATA}/sobjects/:object/:id`]: { does: 'Moves a record to the recycle bin.', status: 204 },
    [`GET ${DATA}/sobjects/:object/:field/:value`]: {
      does: 'Reads the record with this external Id.',
      query: fields,
      answer: 'Record',
    },
    [`PATCH ${DATA}/sobjects/:object/:field/:value`]: {
      does: 'Changes the record with this external Id, or makes it.',
      body: 'Fields',
      answer: 'SaveResult',
    },
    [`POST ${DATA}/sobjects/:object/:id`]: {
      does: 'Makes a record: the address `OBJECT/Id`, where an upsert by the field Id goes.',
      body: 'Fields',
      answer: 'SaveResult',
      status: 201,
    },
    [`DELETE ${DATA}/sobjects/:object/:field/:value`]: {
      does: 'Moves the record with this external Id to the recycle bin.',
      status: 204,
    },
    'POST /millrace/v1/undelete': {
      does: 'Brings up to 200 records back from the recycle bin. Salesforce has this in SOAP and Apex alone.',
      body: 'Undelete',
      answer: 'SaveResults',
    },
    [`GET ${DATA}/sobjects/:object/updated`]: {
      does: 'Ids of the records that were made or changed within a time.',
      query: { start: 'From, as ISO 8601.', end: 'To, as ISO 8601.' },
      answer: 'UpdatedRecords',
    },
    [`GET ${DATA}/sobjects/:object/deleted`]: {
      does: 'Ids of the records that were deleted within a time.',
      query: { start: 'From, as ISO 8601.', end: 'To, as ISO 8601.' },
      answer: 'DeletedRecords',
    },
  },
}

const composite: Section = {
  name: 'Composite',
  about: 'Many records, or many requests, in one.',
  operations: {
    [`POST ${DATA}/composite/sobjects`]: { does: 'Makes up to 200 records.', body: 'Records', answer: 'SaveResults' },
    [`PATCH ${DATA}/composite/sobjects`]: {
      does: 'Changes up to 200 records.',
      body: 'Records',
      answer: 'SaveResults',
    },
    [`DELETE ${DATA}/composite/sobjects`]: {
      does: 'Moves up to 200 records to the recycle bin.',
      query: { ids: 'Their Ids, separated by commas.', ...allOrNone },
      answer: 'SaveResults',
    },
    [`PATCH ${DATA}/composite/sobjects/:object/:field`]: {
      does: 'Changes or makes up to 200 records by an external Id.',
      body: 'Records',
      answer: 'SaveResults',
    },
    [`GET ${DATA}/composite/sobjects/:object`]: {
      does: 'Reads records of one object.',
      query: { ids: 'Their Ids, separated by commas.', fields: 'Names of fields, separated by commas.' },
      answer: 'RecordList',
    },
    [`POST ${DATA}/composite/sobjects/:object`]: {
      does: 'Reads records of one object, named in the body.',
      body: 'IdsAndFields',
      answer: 'RecordList',
    },
    [`GET ${DATA}/composite`]: { does: 'The composite resources.' },
    [`POST ${DATA}/composite`]: {
      does: 'Up to 25 requests, one after another; a later one may refer to the answer of an earlier one.',
      body: 'CompositeRequest',
      answer: 'CompositeAnswer',
    },
    [`POST ${DATA}/composite/graph`]: {
      does: 'Several such groups, each of them all or nothing.',
      body: 'GraphRequest',
    },
    [`POST ${DATA}/composite/batch`]: {
      does: 'Up to 25 requests that know nothing of each other.',
      body: 'BatchRequest',
      answer: 'BatchAnswer',
    },
    [`POST ${DATA}/composite/tree/:object`]: {
      does: 'Makes records with their child records, all or none.',
      body: 'Tree',
      answer: 'TreeAnswer',
      status: 201,
    },
  },
}

const actions: Section = {
  name: 'Actions and flows',
  about:
    'Runs autolaunched flows and actions: one run for each of the inputs. What a flow takes and gives is at its own address.',
  operations: {
    [`GET ${DATA}/actions`]: { does: 'The kinds of actions.' },
    [`GET ${DATA}/actions/standard`]: { does: 'The standard actions.', answer: 'ActionList' },
    [`GET ${DATA}/actions/standard/:name`]: {
      does: 'What a standard action takes and gives.',
      answer: 'ActionDescription',
    },
    [`POST ${DATA}/actions/standard/:name`]: {
      does: 'Runs a standard action.',
      body: 'ActionCall',
      answer: 'ActionResults',
    },
    [`GET ${DATA}/actions/custom`]: { does: 'The kinds of custom actions.' },
    [`GET ${DATA}/actions/custom/flow`]: { does: 'The active flows that the user may run.', answer: 'ActionList' },
    [`GET ${DATA}/actions/custom/flow/:name`]: {
      does: 'What a flow takes and gives: its variables for input and output.',
      answer: 'ActionDescription',
    },
    [`POST ${DATA}/actions/custom/flow/:name`]: {
      does: 'Runs a flow. With the header `Idempotency-Key` a request that is sent again is answered without running again.',
      body: 'ActionCall',
      answer: 'ActionResults',
    },
    ...custom('apex', 'an action of the project (`actions/*.ts`) under its Apex name'),
    ...custom('emailAlert', 'an e-mail alert'),
    ...custom('quickAction', 'a quick action'),
  },
}

/// The three routes of a kind of custom action.
function custom(type: string, what: string): Record<string, Operation> {
  const base = `${DATA}/actions/custom/${type}`
  return {
    [`GET ${base}`]: { does: `The actions of the kind ${type}.`, answer: 'ActionList' },
    [`GET ${base}/:name`]: { does: `What ${what} takes and gives.`, answer: 'ActionDescription' },
    [`POST ${base}/:name`]: { does: `Runs ${what}.`, body: 'ActionCall', answer: 'ActionResults' },
  }
}

const userInterface: Section = {
  name: 'User Interface API',
  about: 'What a form for a record needs: the object, the layout, values of picklists, records with display values.',
  operations: {
    [`GET ${DATA}/ui-api/object-info`]: { does: 'The objects that the user may see.' },
    [`GET ${DATA}/ui-api/object-info/:object`]: { does: 'An object with its fields.' },
    [`GET ${DATA}/ui-api/object-info/batch/:object`]: { does: 'Several objects, separated by commas.' },
    [`GET ${DATA}/ui-api/object-info/:object/picklist-values/:recordType`]: {
      does: 'The values of all picklists for a record type.',
    },
    [`GET ${DATA}/ui-api/object-info/:object/picklist-values/:recordType/:field`]: {
      does: 'The values of one picklist for a record type, with what they depend on.',
    },
    [`GET ${DATA}/ui-api/layout/:object`]: {
      does: 'The page layout of an object.',
      query: {
        layoutType: '"Full" or "Compact".',
        mode: '"View", "Edit" or "Create".',
        recordTypeId: 'A record type.',
      },
    },
    [`GET ${DATA}/ui-api/records/:id`]: {
      does: 'A record with values and display values.',
      query: {
        fields: 'OBJECT.FIELD, separated by commas.',
        optionalFields: 'Those that may be missing.',
        layoutTypes: 'Instead of fields.',
      },
      answer: 'UiRecord',
    },
    [`GET ${DATA}/ui-api/records/batch/:id`]: {
      does: 'Several records, their Ids separated by commas.',
      query: { fields: 'OBJECT.FIELD, separated by commas.', optionalFields: 'Those that may be missing.' },
    },
    [`POST ${DATA}/ui-api/records`]: {
      does: 'Makes a record.',
      body: 'UiRecordInput',
      answer: 'UiRecord',
      status: 201,
    },
    [`PATCH ${DATA}/ui-api/records/:id`]: { does: 'Changes a record.', body: 'UiRecordInput', answer: 'UiRecord' },
    [`DELETE ${DATA}/ui-api/records/:id`]: { does: 'Moves a record to the recycle bin.', status: 204 },
    [`GET ${DATA}/ui-api/record-ui/:id`]: {
      does: 'Records with their objects and layouts.',
      query: { layoutTypes: '"Full" or "Compact".', modes: '"View", "Edit" or "Create".' },
    },
    [`GET ${DATA}/ui-api/record-defaults/create/:object`]: { does: 'What a new record begins with.' },
    [`GET ${DATA}/ui-api/lookups/:object/:field`]: {
      does: 'Records that a lookup field may take.',
      query: { q: 'What was typed.', searchType: '"Recent", "TypeAhead" or "Search".', page: '', pageSize: '' },
    },
    [`GET ${DATA}/ui-api/lookups/:object/:field/:target`]: {
      does: 'The same, of one object.',
      query: { q: 'What was typed.', searchType: '"Recent", "TypeAhead" or "Search".', page: '', pageSize: '' },
    },
  },
}

const bulk: Section = {
  name: 'Bulk API 2.0',
  about: 'Any number of records, in and out, as CSV.',
  operations: {
    [`POST ${DATA}/jobs/ingest`]: { does: 'Opens a job that takes records in.', body: 'IngestJob', answer: 'Job' },
    [`GET ${DATA}/jobs/ingest`]: { does: 'The jobs that take records in.', answer: 'Jobs' },
    [`GET ${DATA}/jobs/ingest/:id`]: { does: 'A job, and how far it is.', answer: 'Job' },
    [`PUT ${DATA}/jobs/ingest/:id/batches`]: {
      does: 'Uploads the records.',
      body: 'Csv',
      bodyType: 'text/csv',
      status: 201,
    },
    [`PATCH ${DATA}/jobs/ingest/:id`]: {
      does: 'Closes the upload ("UploadComplete") so that the job begins, or gives up ("Aborted").',
      body: 'JobState',
      answer: 'Job',
    },
    [`DELETE ${DATA}/jobs/ingest/:id`]: { does: 'Forgets a job that has ended.', status: 204 },
    [`GET ${DATA}/jobs/ingest/:id/successfulResults`]: { does: 'The records that were saved.', ...csv },
    [`GET ${DATA}/jobs/ingest/:id/failedResults`]: { does: 'The records that were not, with the reason.', ...csv },
    [`GET ${DATA}/jobs/ingest/:id/unprocessedrecords`]: { does: 'The records that were not reached.', ...csv },
    [`POST ${DATA}/jobs/query`]: { does: 'Opens a job that runs a query.', body: 'QueryJob', answer: 'Job' },
    [`GET ${DATA}/jobs/query`]: { does: 'The jobs that run queries.', answer: 'Jobs' },
    [`GET ${DATA}/jobs/query/:id`]: { does: 'A job, and how far it is.', answer: 'Job' },
    [`PATCH ${DATA}/jobs/query/:id`]: { does: 'Gives up ("Aborted").', body: 'JobState', answer: 'Job' },
    [`DELETE ${DATA}/jobs/query/:id`]: { does: 'Forgets a job that has ended.', status: 204 },
    [`GET ${DATA}/jobs/query/:id/results`]: { does: 'What the query found.', query: jobPage, ...csv },
  },
}

const organization: Section = {
  name: 'The org',
  about: 'Versions and limits.',
  operations: {
    'GET /services/data': { does: 'The versions of the API.', isOpen: true },
    'GET /services/data/v:version': { does: 'The resources of a version.' },
    'GET /millrace/v1/openapi.json': { does: 'This document.', isOpen: true },
    [`GET ${DATA}/limits`]: { does: 'Limits and what is left of them.' },
  },
}

const pages: Section = {
  name: 'Pages',
  about: "What the pages of a project are made of. These are Millrace's own; the names before them are Salesforce's.",
  operations: {
    [`GET ${MILLRACE}/session`]: { does: 'The user, their rights, language and time zone.' },
    [`DELETE ${MILLRACE}/session`]: { does: 'Signs out.' },
    [`PUT ${MILLRACE}/session/locale`]: { does: "Sets the user's language." },
    [`POST ${MILLRACE}/session/user`]: { does: 'Logs an administrator in as somebody else.' },
    [`GET ${MILLRACE}/apps`]: { does: 'The apps that the user may open, with their tabs.' },
    [`GET ${MILLRACE}/pages`]: { does: 'The Lightning pages of the project.' },
    [`GET ${MILLRACE}/pages/:name`]: { does: 'A Lightning page with its regions.' },
    [`GET ${MILLRACE}/active-page`]: {
      does: 'The page that is active for an object or for home.',
      query: { object: 'The object; home when not given.', app: 'The app.', formFactor: '"Large" or "Small".' },
    },
    [`GET ${MILLRACE}/components/:name`]: { does: 'A Dynamic Component, as it runs.' },
    [`GET ${MILLRACE}/record-layout/:object`]: { does: 'The layout, compact layout and path of an object.' },
    [`GET ${MILLRACE}/list-views/:object`]: { does: 'The list views that the user may see, and which is pinned.' },
    [`POST ${MILLRACE}/list-views/:object`]: { does: 'Saves a new list view.' },
    [`PUT ${MILLRACE}/list-views/:object/:name`]: { does: "Changes a list view that is the user's." },
    [`DELETE ${MILLRACE}/list-views/:object/:name`]: { does: "Deletes a list view that is the user's." },
    [`PUT ${MILLRACE}/list-views/:object/:name/pin`]: { does: 'Makes a list view the one that opens.' },
    [`GET ${MILLRACE}/notifications`]: { does: 'What flows told the user.', query: { limit: 'How many at most.' } },
    [`POST ${MILLRACE}/notifications/read`]: { does: 'Marks some of it as read.' },
    [`GET ${MILLRACE}/preferences/:name`]: { does: 'What the user chose of a table or a page.' },
    [`PUT ${MILLRACE}/preferences/:name`]: { does: 'Keeps what the user chose.' },
    [`GET ${MILLRACE}/events`]: {
      does: 'Tells of changes as server-sent events, as long as it is open.',
      answer: 'EventStream',
      answerType: 'text/event-stream',
    },
    [`POST ${MILLRACE}/callouts`]: {
      does: 'Calls a web service that the project allows, for an HTTP interaction.',
    },
    [`GET ${MILLRACE}/actions`]: { does: 'The actions that flows and components can use.' },
  },
}

const runs: Section = {
  name: 'Runs and interviews',
  about: 'What flows did, what they wait for, and the screens of screen flows.',
  operations: {
    [`GET ${MILLRACE}/runs`]: {
      does: 'Runs, newest first.',
      query: {
        flow: 'API name of a flow.',
        state: 'How they ended, or "running" or "waiting".',
        from: 'Started at this time or later, as ISO 8601.',
        to: 'Started before this time.',
        limit: 'How many at most.',
        after: 'The `next` of the page before.',
      },
    },
    [`GET ${MILLRACE}/runs/:id`]: { does: 'A run with its trace, inputs and outputs.' },
    [`GET ${MILLRACE}/runs/:id/progress`]: {
      does: 'How far a run is that goes on.',
    },
    [`POST ${MILLRACE}/runs/:id/resume`]: { does: 'Resumes a flow that waits.' },
    [`DELETE ${MILLRACE}/runs/:id`]: { does: 'Stops a run.' },
    [`GET ${MILLRACE}/screenComponents`]: { does: "The project's own components and local actions of screens." },
    [`GET ${MILLRACE}/screenComponents/:name`]: {
      does: 'The module of one.',
      answer: 'Script',
      answerType: 'text/javascript',
    },
    [`GET ${MILLRACE}/staticResources/:name`]: { does: 'The file of a static resource.' },
    [`GET ${MILLRACE}/screenFlows/:name`]: { does: 'What a screen flow takes and gives.' },
    [`GET ${MILLRACE}/interviews`]: { does: "The user's paused interviews." },
    [`POST ${MILLRACE}/interviews`]: { does: 'Starts a screen flow.' },
    [`GET ${MILLRACE}/interviews/:guid`]: { does: 'The screen that an interview is at.' },
    [`POST ${MILLRACE}/interviews/:guid/next`]: { does: 'Next or Finish.' },
    [`POST ${MILLRACE}/interviews/:guid/back`]: { does: 'Previous.' },
    [`POST ${MILLRACE}/interviews/:guid/refresh`]: {
      does: 'Works out what depends on what was typed.',
    },
    [`POST ${MILLRACE}/interviews/:guid/pause`]: { does: 'Pause.' },
    [`POST ${MILLRACE}/interviews/:guid/run`]: { does: 'Runs the flow of a screen action.' },
    [`DELETE ${MILLRACE}/interviews/:guid`]: { does: 'Ends an interview before its end.' },
    [`GET ${MILLRACE}/outbox`]: {
      does: 'E-mails, notifications and posts that flows sent.',
      query: { flow: 'API name of a flow.', run: 'Id of a run.', limit: 'How many at most.' },
    },
  },
}

const builders: Section = {
  name: 'Builders',
  about: "Set-up of flows, components and pages, as Millrace's builders use it. It changes with them.",
  operations: {
    [`GET ${MILLRACE}/flows`]: { does: 'The flows of the project.' },
    [`POST ${MILLRACE}/flows`]: { does: 'Makes a flow, or imports one.' },
    [`GET ${MILLRACE}/flows/:name`]: { does: 'A flow with its versions and its draft.' },
    [`DELETE ${MILLRACE}/flows/:name`]: { does: 'Deletes a flow.' },
    [`POST ${MILLRACE}/flows/:name/restore`]: { does: 'Brings a deleted flow back.' },
    [`POST ${MILLRACE}/flows/:name/status`]: { does: 'Activates or deactivates a flow.' },
    [`POST ${MILLRACE}/flows/:name/versions`]: { does: 'Saves a new version.' },
    [`GET ${MILLRACE}/flows/:name/versions/:number`]: { does: 'A version.' },
    [`PUT ${MILLRACE}/flows/:name/versions/:number`]: { does: 'Saves over a version.' },
    [`PUT ${MILLRACE}/flows/:name/draft`]: { does: "Keeps the user's unsaved changes." },
    [`DELETE ${MILLRACE}/flows/:name/draft`]: { does: 'Gives them up.' },
    [`POST ${MILLRACE}/flows/:name/check`]: { does: 'What the check finds in a text of the flow.' },
    [`POST ${MILLRACE}/flows/:name/debug`]: { does: 'Runs a text of the flow and takes everything back.' },
    [`GET ${MILLRACE}/flows/:name/figures`]: { does: 'How often a flow ran, how it ended and how long it took.' },
    [`POST ${MILLRACE}/flows/:name/versions/:number/interviews`]: {
      does: 'Starts a version of a screen flow to try it.',
    },
    [`GET ${MILLRACE}/flows/:name/tests`]: { does: 'The tests of a flow.' },
    [`POST ${MILLRACE}/flows/:name/tests`]: { does: 'Saves a debug run as a test.' },
    [`POST ${MILLRACE}/flows/:name/tests/run`]: { does: 'Runs the tests of a flow.' },
    [`POST ${MILLRACE}/builder/objects`]: { does: 'Makes an object.' },
    [`POST ${MILLRACE}/builder/objects/:name/fields`]: { does: 'Makes a field.' },
    ...builder('components', 'Dynamic Component'),
    [`POST ${MILLRACE}/builder/components/:name/deactivate`]: {
      does: 'Takes the active version out of use.',
    },
    [`GET ${MILLRACE}/builder/components/:name/versions/:number`]: { does: 'A version.' },
    [`PUT ${MILLRACE}/builder/components/:name/versions/:number`]: { does: 'Saves over a version.' },
    [`POST ${MILLRACE}/builder/components/:name/versions`]: {
      does: 'Saves a new version.',
    },
    [`POST ${MILLRACE}/builder/components/:name/versions/:number/activate`]: { does: 'Activates a version.' },
    [`PUT ${MILLRACE}/builder/components/:name/draft`]: { does: "Keeps the user's unsaved changes." },
    [`DELETE ${MILLRACE}/builder/components/:name/draft`]: { does: 'Gives them up.' },
    [`POST ${MILLRACE}/builder/components/:name/check`]: { does: 'What the check finds in a component.' },
    ...builder('pages', 'Lightning page'),
    [`PUT ${MILLRACE}/builder/pages/:name`]: { does: 'Saves a page.' },
    [`GET ${MILLRACE}/builder/pages/:name/versions/:number`]: { does: 'A version of a page.' },
    [`PUT ${MILLRACE}/builder/pages/:name/draft`]: { does: "Keeps the user's unsaved changes." },
    [`PUT ${MILLRACE}/builder/pages/:name/activations`]: {
      does: 'Where a page is active.',
    },
    [`GET ${MILLRACE}/builder/flows/:name`]: { does: 'What a flow takes and gives, for Execute Flow.' },
    [`POST ${MILLRACE}/builder/flows/:name/try`]: { does: 'Runs a flow and takes everything back.' },
  },
}

/// What both builders of the project's own files do.
function builder(area: string, what: string): Record<string, Operation> {
  const base = `${MILLRACE}/builder/${area}`
  return {
    [`GET ${base}`]: { does: `Every ${what} of the project.` },
    [`POST ${base}`]: { does: `Makes a ${what}.` },
    [`GET ${base}/:name`]: { does: `A ${what}, to edit.` },
    [`DELETE ${base}/:name`]: { does: `Deletes a ${what}.` },
    [`POST ${base}/:name/restore`]: { does: `Brings a deleted ${what} back.` },
    [`POST ${base}/:name/rename`]: { does: `Renames a ${what}.` },
  }
}

export const sections: readonly Section[] = [
  signingIn,
  queries,
  records,
  composite,
  actions,
  userInterface,
  bulk,
  organization,
  pages,
  runs,
  builders,
]
