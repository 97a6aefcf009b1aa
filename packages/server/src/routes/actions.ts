import type { ActionAnswer, ActionParameter } from '@millrace/flow'
import {
  didYouMean,
  fromJson,
  isMisfit,
  type DataType,
  type FieldLookup,
  type Json,
  type Value,
} from '@millrace/values'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Action } from '../actions/action.ts'
import { ApiError, apiError, notFound, type ApiProblem } from '../apiError.ts'
import { mayRunAction } from '../caller.ts'
import { outputsJson } from '../flowAnswer.ts'
import type { Org } from '../org.ts'
import type { RunningProject } from '../project.ts'
import { invocableInputs } from './invocableInputs.ts'
import { versionUrl } from './versions.ts'

type ActionRequest = FastifyRequest<{ Params: { version: string; type?: string; name: string } }>

/// Kinds of actions that stand under `/actions/custom`. Standard ones are kinds of their own; callouts are for flows.
const CUSTOM = ['apex', 'emailAlert', 'quickAction']

/// `/actions/standard` and `/actions/custom/TYPE`: lists, describes and runs the actions that flows call too. A request
/// is one transaction: when one of its inputs fails, nothing of it stays.
///
/// Source: REST API Developer Guide, "Invocable Actions Standard" and "Invocable Actions Custom".
export function actionRoutes(app: FastifyInstance, org: Org): void {
  const base = '/services/data/v:version/actions'

  app.get(base, async request => ({
    standard: `${versionUrl(request)}/actions/standard`,
    custom: `${versionUrl(request)}/actions/custom`,
  }))

  app.get(`${base}/custom`, async request =>
    Object.fromEntries([...CUSTOM, 'flow'].map(type => [type, `${versionUrl(request)}/actions/custom/${type}`])),
  )

  const listed = (request: FastifyRequest, path: string, actions: readonly Action[]) => ({
    actions: actions.map(({ label, name, type }) => ({
      label,
      name,
      type: type.toUpperCase(),
      url: `${versionUrl(request)}/actions/${path}/${name}`,
    })),
  })

  app.get(`${base}/standard`, async request => listed(request, 'standard', standardActions(org.project)))

  for (const type of CUSTOM)
    app.get(`${base}/custom/${type}`, async request =>
      listed(
        request,
        `custom/${type}`,
        org.project.actions.all.filter(action => action.type === type),
      ),
    )

  const describe = (typeOf: (name: string) => string) => async (request: ActionRequest) =>
    describeAction(findAction(org.project, typeOf(request.params.name), request.params.name))

  const run =
    (typeOf: (name: string) => string) => async (request: ActionRequest, reply: { status(code: number): unknown }) => {
      const { name, version } = request.params
      const { project } = org
      const action = findAction(project, typeOf(name), name)
      const caller = await org.caller(request.userId)
      if (!mayRunAction(caller, action)) throw noRight(action)
      const inputs = readInputs(action, invocableInputs(request.body), project.fieldLookup)
      const answers = await org.runAction(action, inputs, caller, project)
      const results = answers.map(answer => resultJson(name, answer, answers, version))
      if (answers.some(isFailure)) reply.status(400)
      return results
    }

  app.get(
    `${base}/standard/:name`,
    describe(name => name),
  )
  app.post(
    `${base}/standard/:name`,
    run(name => name),
  )
  for (const type of CUSTOM) {
    app.get(
      `${base}/custom/${type}/:name`,
      describe(() => type),
    )
    app.post(
      `${base}/custom/${type}/:name`,
      run(() => type),
    )
  }
}

const standardActions = ({ actions }: RunningProject): Action[] => actions.all.filter(({ type, name }) => type === name)

function findAction({ actions }: RunningProject, type: string, name: string): Action {
  const action = actions.find(type, name)
  if (action) return action
  throw notFound(`There is no action "${name}".${didYouMean(name, actions.names(type))}`)
}

const noRight = ({ type, name, userPermission }: Action): ApiError =>
  apiError(
    403,
    'INSUFFICIENT_ACCESS',
    type === 'apex'
      ? `You may not run the action "${name}". A permission set with the class among its Apex Class Access gives the right.`
      : `You may not run the action "${name}". A permission set with the permission "${userPermission}" gives the right.`,
  )

/// Inputs by exact name and of the declared type, as those of a flow.
function readInputs(
  { name: actionName, inputs }: Action,
  json: readonly Readonly<Record<string, Json>>[],
  field: FieldLookup,
): ReadonlyMap<string, Value>[] {
  const problems: ApiProblem[] = []
  const problem = (index: number, name: string, message: string) =>
    problems.push({
      message: json.length > 1 ? `Input ${index + 1}: ${message}` : message,
      errorCode: 'INVALID_API_INPUT',
      fields: [name],
    })
  const read = json.map((given, index) => {
    const values = new Map<string, Value>()
    for (const [name, item] of Object.entries(given)) {
      const input = inputs.find(one => one.name === name)
      const value = input && fromJson(item, input.type, field)
      if (value === undefined)
        problem(
          index,
          name,
          `The action "${actionName}" has no input "${name}".${didYouMean(
            name,
            inputs.map(one => one.name),
          )}`,
        )
      else if (isMisfit(value)) problem(index, name, `${name}${value.path} ${value.message}.`)
      else values.set(name, value)
    }
    for (const { name, required } of inputs)
      if (required && given[name] == null) problem(index, name, `Missing required input parameter: ${name}.`)
    return values
  })
  if (problems.length) throw new ApiError(400, ...problems)
  return read
}

const isFailure = (answer: ActionAnswer): boolean => 'error' in answer

function resultJson(actionName: string, answer: ActionAnswer, all: readonly ActionAnswer[], version: string): object {
  const failed = all.find(isFailure)
  const newer = Number(version) >= 62
  const rest = newer ? { sortOrder: -1, version: 1 } : {}
  const before = { actionName, ...(newer && { invocationId: null }) }
  if ('outputs' in answer && !failed) {
    const outputValues = answer.outputs.size ? outputsJson(answer.outputs, version) : null
    return { ...before, errors: null, isSuccess: true, outputValues, ...rest }
  }
  const error =
    'error' in answer
      ? { statusCode: 'UNKNOWN_EXCEPTION', message: answer.error, fields: [] }
      : {
          statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
          message: 'Another input of the same request failed, so this one was rolled back too.',
          fields: [],
        }
  return { ...before, errors: [error], isSuccess: false, outputValues: null, ...rest }
}

const REST_TYPES: Readonly<Partial<Record<DataType['kind'], string>>> = {
  Number: 'DOUBLE',
  Boolean: 'BOOLEAN',
  Date: 'DATE',
  DateTime: 'DATETIME',
  Time: 'TIME',
  Picklist: 'PICKLIST',
  Multipicklist: 'MULTIPICKLIST',
  Record: 'SOBJECT',
  Apex: 'APEX',
}

/// Source: Actions Developer Guide, describe results.
const describeAction = ({ type, name, label, inputs, outputs }: Action): object => ({
  actionVersion: null,
  category: null,
  description: null,
  inputs: inputs.map(input => ({ ...describeParameter(input), required: input.required ?? false })),
  label,
  name,
  outputs: outputs.map(describeParameter),
  standard: !CUSTOM.includes(type),
  targetEntityName: null,
  type: type.toUpperCase(),
})

function describeParameter({ name, type }: ActionParameter): object {
  const item = type.kind === 'Collection' ? type.of : type
  return {
    apexClass: item.kind === 'Apex' ? item.apexClass : null,
    byteLength: 0,
    description: null,
    label: name,
    maxOccurs: type.kind === 'Collection' ? 2000 : 1,
    name,
    picklistValues: null,
    sobjectType: item.kind === 'Record' ? item.object : null,
    type: REST_TYPES[item.kind] ?? 'STRING',
  }
}
