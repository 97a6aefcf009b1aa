import { RecordStoreError, runSoql } from '@millrace/database'
import { flowType, type ActionAnswer, type ActionParameter } from '@millrace/flow'
import { ANY, fromJson, isMisfit, RecordValue, toJson, type DataType, type Json, type Value } from '@millrace/values'
import { userContext } from '../userContext.ts'
import type { Action, ActionContext, ActionInputs } from './action.ts'

/// What a module in the folder `actions` exports by default: what an Apex class with an invocable method is to an org.
/// The file's name is the name of the class.
export interface HostAction {
  readonly label: string
  /// Instead of `apex`: the `actionType` of another kind of action that the project stands in for, such as
  /// `generatePromptResponse`.
  readonly type?: string
  /// The `actionName`, where the file's name cannot be it: `Opportunity.Create_Renewal`.
  readonly name?: string
  readonly inputs?: Readonly<Record<string, HostParameter>>
  readonly outputs?: Readonly<Record<string, HostParameter>>
  /// One item for each interview; answers as many, in the same order. Values are as in Salesforce's REST API: dates are
  /// text, records objects with their fields, Apex-defined values plain objects. What is thrown fails the element.
  run(
    inputs: readonly HostValues[],
    context: HostContext,
  ): readonly HostOutputs[] | void | Promise<readonly HostOutputs[] | void>
}

export interface HostParameter {
  /// As Flow Builder names it: `Text`, `Number`, `Currency`, `Boolean`, `Date`, `Date/Time`, `Time`, `Record`, `Apex`;
  /// or as a flow's file does: `String`, `DateTime`, `SObject`. `Any` takes everything.
  readonly type: string
  /// Of a Record: the object's API name.
  readonly object?: string
  /// Of an Apex-defined value: the name of its class.
  readonly apexClass?: string
  readonly isCollection?: boolean
  /// Of an input: the action cannot run without it.
  readonly required?: boolean
}

export type HostValues = { readonly [name: string]: Json | undefined }

/// A Date is a date/time.
export type HostOutputs = { readonly [name: string]: HostOutput }
export type HostOutput = Json | Date | undefined | readonly HostOutput[] | HostOutputs

/// What a host action can do. It works in the transaction of the run and, as Apex does, without regard to the user's
/// rights: what it changes is there when the run succeeds, and only then.
export interface HostContext {
  /// Records that a SOQL query finds; `:name` in it is `binds.name`.
  query(soql: string, binds?: HostValues): Promise<HostValues[]>
  /// The first record of [object] whose fields are as [wanted] says, with all its fields; null when there is none.
  find(object: string, wanted: HostValues): Promise<HostValues | null>
  /// Answers the new Ids. Throws when a record cannot be saved, as DML does in Apex.
  insert(object: string, records: readonly HostValues[]): Promise<string[]>
  update(object: string, records: readonly HostValues[]): Promise<void>
  delete(object: string, ids: readonly string[]): Promise<void>
  /// Fields of the running user.
  readonly user: HostValues
  /// When the run takes it to be.
  now(): Date
  log(message: string): void
  /// Aborted when the run is cancelled or takes too long.
  readonly signal: AbortSignal | undefined
}

const TYPES: Readonly<Record<string, string>> = { Text: 'String', 'Date/Time': 'DateTime', Record: 'SObject' }

/// The parameters that [stated] describes, and what is wrong with it.
export function readParameters(
  stated: Readonly<Record<string, HostParameter>>,
  where: string,
): { parameters: ActionParameter[]; problems: string[] } {
  const problems: string[] = []
  const parameters = Object.entries(stated).map(([name, parameter]): ActionParameter => {
    const { isCollection = false, required = false, object = '', apexClass = '' } = parameter
    const dataType = TYPES[parameter.type] ?? parameter.type
    const type = dataType === 'Any' ? ANY : flowType({ dataType, isCollection, objectType: object, apexClass })
    if (!type)
      problems.push(
        `${where}.${name} has the type "${parameter.type}". It is one of Text, Number, Boolean, Date, Date/Time, Time, Record, Apex and Any.`,
      )
    return { name, type: type ?? ANY, required }
  })
  return { parameters, problems }
}

/// [definition] as an action, from the file [fileName].
export function hostActionOf(
  fileName: string,
  definition: HostAction,
  inputs: readonly ActionParameter[],
  outputs: readonly ActionParameter[],
): Action {
  const { type = 'apex', name = fileName } = definition
  return {
    type,
    name,
    label: definition.label,
    inputs,
    outputs,

    async run(batch, context) {
      let answered: readonly HostOutputs[] | void
      try {
        answered = await definition.run(
          batch.map(one => inputJson(one)),
          hostContext(context),
        )
      } catch (error) {
        if (isStopped(error)) throw error
        return batch.map(() => ({ error: thrownText(name, error) }))
      }
      return answersOf(answered, batch.length, name, outputs, context)
    },
  }
}

const inputJson = ({ values }: ActionInputs): HostValues =>
  Object.fromEntries([...values].map(([name, value]) => [name, toJson(value)]))

const STOPPED = new Set(['QUERY_TIMEOUT', 'CANCELLED', 'ROLLED_BACK', 'SERVER_UNAVAILABLE'])

/// Statements that were stopped from outside end the run, whatever the action makes of them.
const isStopped = (error: unknown): boolean => error instanceof RecordStoreError && STOPPED.has(error.code)

/// `Greeter: It is too early.`, or with the name of an error class of its own instead of the action's.
function thrownText(name: string, error: unknown): string {
  if (!(error instanceof Error)) return `${name}: ${String(error)}`
  return `${error.name === 'Error' ? name : error.name}: ${error.message}`
}

function answersOf(
  answered: unknown,
  count: number,
  name: string,
  outputs: readonly ActionParameter[],
  context: ActionContext,
): ActionAnswer[] {
  const nothing = answered === undefined || answered === null
  if (!(nothing && outputs.length === 0) && !(Array.isArray(answered) && answered.length === count)) {
    const what = Array.isArray(answered) ? `a list of ${answered.length}` : 'no list'
    const error = `${name}: run() must answer a list with one item for each of its ${count} inputs, but answered ${what}.`
    return Array.from({ length: count }, () => ({ error }))
  }
  return Array.from({ length: count }, (_, i) => answerOf(nothing ? {} : answered[i], name, outputs, context))
}

/// One item of what run() answered, checked against the outputs that the action declares.
function answerOf(
  item: unknown,
  name: string,
  outputs: readonly ActionParameter[],
  { fieldLookup }: ActionContext,
): ActionAnswer {
  if (typeof item !== 'object' || item === null || Array.isArray(item))
    return {
      error: `${name}: run() must answer an object with the outputs for each input, but answered ${show(item)}.`,
    }
  const values = new Map<string, Value>()
  for (const [key, json] of Object.entries(item)) {
    const output = outputs.find(one => one.name === key)
    if (!output) {
      const declared = outputs.map(one => one.name).join(', ') || 'none'
      return { error: `${name}: run() answered the output ${key}, which is not declared. Declared: ${declared}.` }
    }
    const value = fromJson(plain(json), output.type, fieldLookup)
    if (isMisfit(value)) return { error: `${name}: the output ${key}${value.path} ${value.message}.` }
    values.set(key, value)
  }
  return { outputs: new Map(outputs.map(output => [output.name, values.get(output.name) ?? null])) }
}

const show = (value: unknown): string => JSON.stringify(value) ?? 'nothing'

/// JSON of what a function gave: a Date is a date/time.
const plain = (value: unknown): Json => JSON.parse(JSON.stringify(value ?? null)) as Json

function hostContext(context: ActionContext): HostContext {
  const { call, caller, deployed, tx, store, fieldLookup, now, log, signal } = context
  const user = { ...userContext(caller, deployed.schema), now }
  const options = { allOrNone: true, mode: 'system' } as const
  const query = async (soql: string, binds: HostValues = {}) => {
    const values = Object.fromEntries(
      Object.entries(binds).map(([name, json]) => [name, valueOf(json, ANY, `:${name}`, context)]),
    )
    const { records } = await runSoql(tx, soql, deployed, { user, binds: values, mode: 'system' })
    call.counter?.query(records.length)
    return records.map(recordJson)
  }
  return {
    query,
    async find(object, wanted) {
      const known = deployed.schema.object(object)
      if (!known) throw new Error(`There is no object ${object}.`)
      const records = await store.find(
        {
          object: known.apiName,
          fields: known.fields.map(field => field.apiName),
          filters: Object.keys(wanted).map(field => ({ field, operator: 'EqualTo' })),
          logic: Object.keys(wanted).length ? { and: Object.keys(wanted).map((_, i) => i) } : null,
          orderBy: null,
          limit: 1,
          mode: 'system',
        },
        [
          {
            values: Object.entries(wanted).map(([name, json]) =>
              valueOf(json, fieldLookup(object, name)?.type ?? ANY, `${object}.${name}`, context),
            ),
          },
        ],
      )
      const [record] = records[0] ?? []
      return record ? recordJson(record) : null
    },
    async insert(object, records) {
      const rows = await store.insert(recordsOf(object, records, context), options)
      throwFirst('Insert', rows)
      return rows.map(row => row.id!)
    },
    async update(object, records) {
      throwFirst('Update', await store.update(recordsOf(object, records, context), options))
    },
    async delete(object, ids) {
      throwFirst('Delete', await store.delete(object, ids, options))
    },
    user: Object.fromEntries(Object.entries(caller.globals.User).map(([name, value]) => [name, toJson(value)])),
    now: () => new Date(now()),
    log,
    signal,
  }
}

const recordJson = (record: RecordValue): HostValues => toJson(record) as { [name: string]: Json }

function valueOf(json: Json | undefined, type: DataType, what: string, { fieldLookup }: ActionContext): Value {
  const value = fromJson(plain(json), type, fieldLookup)
  if (isMisfit(value)) throw new Error(`${what}${value.path} ${value.message}.`)
  return value
}

function recordsOf(object: string, records: readonly HostValues[], context: ActionContext): RecordValue[] {
  const known = context.deployed.schema.object(object)
  if (!known) throw new Error(`There is no object ${object}.`)
  return records.map(
    record =>
      valueOf(
        { ...(plain(record) as object) },
        { kind: 'Record', object: known.apiName },
        object,
        context,
      ) as RecordValue,
  )
}

/// In the words of Apex, and under the name of its exception.
function throwFirst(
  verb: string,
  rows: readonly {
    readonly success: boolean
    readonly errors: readonly { statusCode: string; message: string; fields: readonly string[] }[]
  }[],
): void {
  const row = rows.findIndex(
    ({ success, errors }) => !success && errors[0]?.statusCode !== 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
  )
  const error = rows[row]?.errors[0]
  if (!error) return
  const { statusCode, message, fields } = error
  const text = `${verb} failed. First exception on row ${row}; first error: ${statusCode}, ${message}: [${fields.join(', ')}]`
  throw Object.assign(new Error(text), { name: 'System.DmlException' })
}
