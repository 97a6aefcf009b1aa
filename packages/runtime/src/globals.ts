import {
  ANY,
  BOOLEAN,
  collectionOf,
  type DataType,
  DATE,
  DATETIME,
  DateTimeValue,
  didYouMean,
  fromJson,
  isMisfit,
  NULL,
  TEXT,
  type Value,
} from '@millrace/values'
import type { InteractionError } from './componentState.ts'
import type { Evaluation } from './evaluation.ts'
import { flowRunMembers } from './flowRunState.ts'
import type { ComponentHost, JsonFields } from './host.ts'
import { fieldLookup, fieldNamed, type ObjectLookup } from './objectDescription.ts'

/// A global variable's value, `{!$User.Id}`: its type, and how to read it.
export interface GlobalReference {
  readonly type: DataType
  read(evaluation: Evaluation): Value
}

/// Finds what stands behind `$Category.rest`; a sentence when there is nothing. [rest] are the path's other names.
type Category = (rest: readonly string[], objects: ObjectLookup) => GlobalReference | string

/// `$Query`, `$Row`, `$Item`, `$Event` and `$Component.Record` depend on where they stand: see references.ts.
export function findGlobal(category: string, rest: readonly string[], objects: ObjectLookup): GlobalReference | string {
  const find = CATEGORIES.get(category.toLowerCase())
  if (find) return find(rest, objects)
  return `There is no global variable ${category}.${didYouMean(category, GLOBAL_CATEGORIES)}`
}

export const GLOBAL_CATEGORIES = [
  '$Component',
  '$Error',
  '$Event',
  '$Flow',
  '$GlobalConstant',
  '$Item',
  '$Organization',
  '$Permission',
  '$Profile',
  '$Query',
  '$Row',
  '$System',
  '$User',
  '$UserRole',
]

const constant = (type: DataType, value: Value): GlobalReference => ({ type, read: () => value })
const ofHost = (type: DataType, read: (host: ComponentHost) => Value): GlobalReference => ({
  type,
  read: ({ readable }) => read(readable.host),
})

const CONSTANTS: Readonly<Record<string, GlobalReference>> = {
  EmptyString: constant(TEXT, ''),
  True: constant(BOOLEAN, true),
  False: constant(BOOLEAN, false),
  Null: constant(NULL, null),
  'FormFactor.Phone': constant(TEXT, 'Small'),
  'FormFactor.Tablet': constant(TEXT, 'Medium'),
  'FormFactor.Desktop': constant(TEXT, 'Large'),
  'Flow.Status.Started': constant(TEXT, 'STARTED'),
  'Flow.Status.Paused': constant(TEXT, 'PAUSED'),
  'Flow.Status.Finished': constant(TEXT, 'FINISHED'),
  'Flow.Status.Error': constant(TEXT, 'ERROR'),
}

const COMPONENT: Readonly<Record<string, GlobalReference>> = {
  RecordId: ofHost(TEXT, host => host.recordId ?? null),
  ObjectApiName: ofHost(TEXT, host => host.objectApiName ?? null),
  FormFactor: { type: TEXT, read: ({ readable }) => readable.formFactor() },
  CurrentDate: ofHost(DATE, host => new DateTimeValue(host.now()).dateIn(host.timeZone)),
  CurrentDateTime: ofHost(DATETIME, host => new DateTimeValue(host.now())),
  Guid: { type: TEXT, read: ({ readable }) => readable.guid() },
}

const SYSTEM: Readonly<Record<string, GlobalReference>> = {
  OriginDateTime: constant(DATETIME, DateTimeValue.parse('1900-01-01T00:00:00Z')!),
}

const ofError = (type: DataType, read: (error: InteractionError) => Value | undefined): GlobalReference => ({
  type,
  read: ({ error }) => (error && read(error)) ?? null,
})

const ERROR: Readonly<Record<string, GlobalReference>> = {
  message: ofError(TEXT, error => error.message),
  code: ofError(TEXT, error => error.code),
  element: ofError(TEXT, error => error.element),
  flow: ofError(TEXT, error => error.flow),
  runId: ofError(TEXT, error => error.runId),
  fields: ofError(collectionOf(TEXT), error => [...(error.fields ?? [])]),
}

const FLOW: Readonly<Record<string, GlobalReference>> = Object.fromEntries(
  Object.entries(flowRunMembers).map(([name, { type, read }]) => [
    name,
    {
      type,
      read: ({ readable }: Evaluation): Value => {
        const run = readable.flowRun()
        return run ? read(run) : null
      },
    },
  ]),
)

const CATEGORIES = new Map<string, Category>([
  ['$globalconstant', oneOf('$GlobalConstant', CONSTANTS)],
  ['$component', oneOf('$Component', COMPONENT)],
  ['$system', oneOf('$System', SYSTEM)],
  ['$error', oneOf('$Error', ERROR)],
  ['$flow', oneOf('$Flow', FLOW)],
  ['$user', fieldsOf('$User', 'User', host => host.user)],
  ['$organization', fieldsOf('$Organization', 'Organization', host => host.organization)],
  ['$profile', fieldsOf('$Profile', 'Profile', host => host.profile ?? {})],
  ['$userrole', fieldsOf('$UserRole', 'UserRole', host => host.userRole ?? {})],
  ['$permission', permission],
])

function oneOf(category: string, members: Readonly<Record<string, GlobalReference>>): Category {
  const byName = new Map(Object.entries(members).map(([name, member]) => [name.toLowerCase(), member]))
  return rest => {
    const name = rest.join('.')
    return (
      byName.get(name.toLowerCase()) ??
      `${category} has no ${name || 'value of its own'}. It has ${Object.keys(members).join(', ')}.${didYouMean(name, Object.keys(members))}`
    )
  }
}

function fieldsOf(category: string, objectName: string, fields: (host: ComponentHost) => JsonFields): Category {
  return (rest, objects) => {
    const [name = ''] = rest
    if (rest.length !== 1) return `${category} is followed by one field: ${category}.Id.`
    const object = objects(objectName)
    const field = object && fieldNamed(object, name)
    if (object && !field)
      return `${objectName} has no field ${name}.${didYouMean(
        name,
        object.fields.map(candidate => candidate.name),
      )}`
    const type = field?.type ?? ANY
    return ofHost(type, host => jsonField(fields(host), name, type, objects))
  }
}

function jsonField(fields: JsonFields, name: string, type: DataType, objects: ObjectLookup): Value {
  const spelled = Object.keys(fields).find(candidate => candidate.toLowerCase() === name.toLowerCase())
  if (spelled === undefined) return null
  const value = fromJson(fields[spelled], type, fieldLookup(objects))
  return isMisfit(value) ? null : value
}

function permission(rest: readonly string[]): GlobalReference | string {
  const [name = ''] = rest
  if (rest.length !== 1) return '$Permission is followed by the API name of a custom permission: $Permission.Approve.'
  return ofHost(BOOLEAN, host => host.permissions.some(held => held.toLowerCase() === name.toLowerCase()))
}
