import type { ApexFields } from '@millrace/flow'
import type { Diagnostic, ExternalService } from '@millrace/metadata'
import { TEXT, type Json, type Value } from '@millrace/values'
import { ActionError, number, type Action, type ActionInputs } from '../action.ts'
import type { CalloutResponse } from '../callout.ts'
import { callNamedCredential, onceEach } from '../namedCredentialCallout.ts'
import { readApiDocument } from './apiDocument.ts'
import { ApiTypes, dataTypeOf, developerName, type ApiType } from './apiTypes.ts'
import { jsonOf, valueOf } from './apiValues.ts'
import { operationsOf, type Operation, type OperationInput, type OperationResponse } from './operations.ts'

/// What an external service brings to a project.
export interface ServiceActions {
  readonly actions: readonly Action[]
  /// The Apex-defined types that its schemas make.
  readonly apexTypes: readonly (readonly [apexClass: string, fields: ApexFields])[]
  readonly diagnostics: readonly Diagnostic[]
}

/// The active operations of [service] as actions `Service.operation`. Inputs are the operation's parameters and its body;
/// outputs are `responseCode`, one for each answer that the document describes, under its status code (`200`, `2XX`,
/// `default`; `404Exc` for those that are no success), and `defaultExc` with the text of any other. An answer of whatever
/// status is no fault; no answer is.
///
/// Source: Salesforce Help, "Operation Output Parameters" and "Apex Class Names and Developer Names".
export function serviceActions(service: ExternalService): ServiceActions {
  const document = readApiDocument(service.schema)
  if (typeof document === 'string')
    return { actions: [], apexTypes: [], diagnostics: [schemaProblem(service, document)] }
  const types = new ApiTypes(document, service.apiName)
  const basePath = (service.basePath ?? document.basePath).replace(/\/+$/, '')
  const inactive = new Set(service.inactiveOperations.map(name => name.toLowerCase()))
  const actions = operationsOf(document, types)
    .filter(({ id }) => !inactive.has(developerName(id).toLowerCase()) && !inactive.has(id.toLowerCase()))
    .map(operation => operationAction(service, operation, basePath))
  return { actions, apexTypes: types.classes, diagnostics: [] }
}

/// # external-service-schema
/// The OpenAPI document of an external service can't be read.
///
/// The service has no operations that flows could call. The document is JSON or YAML and says its version in `openapi`
/// or `swagger`.
const schemaProblem = ({ file, schemaPlace }: ExternalService, message: string): Diagnostic => ({
  severity: 'error',
  code: 'external-service-schema',
  message,
  file,
  ...schemaPlace,
})

function operationAction(service: ExternalService, operation: Operation, basePath: string): Action {
  const outputs = outputsOf(operation)
  return {
    type: 'externalService',
    name: `${service.apiName}.${operation.id}`,
    label: operation.label,
    inputs: operation.inputs.map(({ name, type, required }) => ({ name, type: dataTypeOf(type), required })),
    outputs: [number('responseCode'), ...outputs.map(({ name, type }) => ({ name, type: dataTypeOf(type) }))],

    run: (batch, context) =>
      onceEach(batch, context, async inputs => {
        if (service.namedCredential === null)
          throw new ActionError(`The external service "${service.apiName}" names no named credential.`)
        const request = requestOf(operation, inputs, basePath)
        const answer = await callNamedCredential(
          { ...request, credential: service.namedCredential, method: operation.method, timeoutSeconds: null },
          context,
        )
        return { responseCode: answer.status, ...read(answer, outputs) }
      }),
  }
}

const OTHER: OperationResponse = { status: '', name: 'defaultExc', type: { kind: 'scalar', type: TEXT } }

/// Without any answer in the document there is `default`, a text.
function outputsOf({ responses }: Operation): OperationResponse[] {
  if (responses.length === 0) return [{ ...OTHER, status: 'default', name: 'default' }]
  return responses.some(({ status }) => status === 'default') ? [...responses] : [...responses, OTHER]
}

function read({ status, body }: CalloutResponse, outputs: readonly OperationResponse[]): Record<string, Value> {
  const [exact, range] = [String(status), `${Math.floor(status / 100)}XX`]
  const found =
    [exact, range, 'default', ''].map(wanted => outputs.find(one => one.status === wanted)).find(one => one) ?? OTHER
  const values = outputs.map((one): [string, Value] => [one.name, one === found ? bodyValue(body, one.type) : null])
  return Object.fromEntries(values)
}

/// A text is the body as it is, also where it is JSON.
function bodyValue(body: string, type: ApiType): Value {
  if (body === '') return null
  if (type.kind === 'scalar' && type.type.kind === 'Text') return body
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch {
    throw new ActionError('The answer of the service is no JSON, which its schema says it is.')
  }
  return valueOf(json, type, 'the answer')
}

function requestOf(
  { path, inputs }: Operation,
  values: ActionInputs,
  basePath: string,
): { path: string; headers: Record<string, string>; body: string | null } {
  const told = inputs.map(input => ({ input, json: jsonOf(values.values.get(input.name) ?? null, input.type) }))
  const at = (place: OperationInput['place']) =>
    told.flatMap(({ input, json }) => (input.place === place && json !== undefined ? [{ input, json }] : []))
  const filled = at('path').reduce(
    (text, { input, json }) => text.replaceAll(`{${input.apiName}}`, encodeURIComponent(plain(json))),
    path,
  )
  const query = at('query').flatMap(({ input, json }) => pairs(input, json))
  const cookies = at('cookie').map(({ input, json }) => `${input.apiName}=${encodeURIComponent(plain(json))}`)
  const form = at('form').flatMap(({ input, json }) => pairs(input, json))
  const [body] = at('body')
  const content = body ? bodyText(body.json, body.input.contentType) : form.length > 0 ? formText(form) : null
  return {
    path: `${basePath}${filled}${query.length > 0 ? `?${formText(query)}` : ''}`,
    headers: {
      accept: 'application/json, */*;q=0.5',
      ...(content === null ? {} : { 'content-type': body ? body.input.contentType : FORM_TYPE }),
      ...(cookies.length > 0 ? { cookie: cookies.join('; ') } : {}),
      ...Object.fromEntries(at('header').map(({ input, json }) => [input.apiName.toLowerCase(), headerText(json)])),
    },
    body: content,
  }
}

const FORM_TYPE = 'application/x-www-form-urlencoded'

const plain = (json: Json): string => (typeof json === 'object' ? JSON.stringify(json) : String(json))

/// Line breaks would begin another header.
const headerText = (json: Json): string => plain(json).replace(/[^\t\x20-\x7e]+/g, ' ')

function pairs({ apiName, repeats }: OperationInput, json: Json): [string, string][] {
  if (!Array.isArray(json)) return [[apiName, plain(json)]]
  return repeats ? json.map(item => [apiName, plain(item)]) : [[apiName, json.map(plain).join(',')]]
}

const formText = (fields: readonly [string, string][]): string => new URLSearchParams([...fields]).toString()

function bodyText(json: Json, contentType: string): string {
  const isFields = typeof json === 'object' && json !== null && !Array.isArray(json)
  if (contentType === FORM_TYPE && isFields)
    return formText(Object.entries(json).map(([name, value]) => [name, plain(value)]))
  return typeof json === 'string' && !/json/i.test(contentType) ? json : JSON.stringify(json)
}
