import {
  ANY,
  BOOLEAN,
  type DataType,
  DATE,
  DATETIME,
  DateTimeValue,
  didYouMean,
  TEXT,
  type Value,
} from '@millrace/values'
import type { Compilation } from './compilation.ts'
import { constant, type Expression } from './expression.ts'
import type { Interview } from './interview.ts'

const FLOW_GLOBALS: Readonly<Record<string, { name: string; type: DataType; read: (interview: Interview) => Value }>> =
  {
    currentdate: {
      name: 'CurrentDate',
      type: DATE,
      read: interview => new DateTimeValue(interview.now()).dateIn(interview.timeZone),
    },
    currentdatetime: { name: 'CurrentDateTime', type: DATETIME, read: interview => new DateTimeValue(interview.now()) },
    interviewstarttime: {
      name: 'InterviewStartTime',
      type: DATETIME,
      read: interview => new DateTimeValue(interview.startTime),
    },
    interviewguid: { name: 'InterviewGuid', type: TEXT, read: interview => interview.guid },
    currentrecord: { name: 'CurrentRecord', type: TEXT, read: () => null },
    faultmessage: { name: 'FaultMessage', type: TEXT, read: interview => interview.faultMessage },
  }

const CONSTANTS: Readonly<Record<string, Expression>> = {
  emptystring: constant(TEXT, ''),
  true: constant(BOOLEAN, true),
  false: constant(BOOLEAN, false),
}

const RECORD_GLOBALS = {
  $user: 'User',
  $profile: 'Profile',
  $userrole: 'UserRole',
  $organization: 'Organization',
} as const

/// The globals of a flow; with the names they have where these are the same everywhere, else with what they hold.
export const flowGlobals: Readonly<Record<string, readonly string[] | string>> = {
  $Flow: Object.values(FLOW_GLOBALS).map(one => one.name),
  $GlobalConstant: ['EmptyString', 'True', 'False'],
  $User: 'fields of the running user',
  $Profile: "fields of the running user's profile",
  $UserRole: "fields of the running user's role",
  $Organization: 'fields of the org',
  $Label: 'custom labels',
  $Permission: 'whether the running user has a custom permission',
}

/// A global such as `$Flow.CurrentDate`, `$User.Email` or `$Label.Greeting`, or the rest of a sentence that says why
/// there is none.
///
/// Source: Salesforce Help, "Flow Resource: Global Variables" and "System Variables in Flows".
export function globalReference(first: string, rest: readonly string[], compilation: Compilation): Expression | string {
  const name = rest[0] ?? ''
  switch (first.toLowerCase()) {
    case '$flow':
      return (
        FLOW_GLOBALS[name.toLowerCase()] ??
        `$Flow has no "${name}".${didYouMean(
          name,
          Object.values(FLOW_GLOBALS).map(one => one.name),
        )}`
      )
    case '$globalconstant':
      return CONSTANTS[name.toLowerCase()] ?? `$GlobalConstant has no "${name}". It has EmptyString, True and False.`
    case '$label':
      return label(rest, compilation)
    case '$permission':
      return { type: BOOLEAN, read: interview => interview.host.hasPermission(name) }
    case '$user':
    case '$profile':
    case '$userrole':
    case '$organization':
      return recordGlobal(first.toLowerCase() as keyof typeof RECORD_GLOBALS, name, compilation)
    case '$record':
    case '$record__prior':
      return `${first} exists only in a flow that a record starts, and this flow has no trigger. It may have been lost when the flow was retrieved with an old API version.`
    default:
      return compilation.project.lenient
        ? { type: ANY, read: () => null }
        : `there is no global ${first} here.${didYouMean(first, Object.keys(flowGlobals))}`
  }
}

function label(rest: readonly string[], compilation: Compilation): Expression | string {
  const name = rest.join('.')
  const text = compilation.project.label(name)
  if (text !== undefined) return constant(TEXT, text)
  return compilation.project.lenient ? constant(TEXT, name) : `there is no custom label "${name}".`
}

function recordGlobal(first: keyof typeof RECORD_GLOBALS, name: string, compilation: Compilation): Expression | string {
  const objectName = RECORD_GLOBALS[first]
  const object = compilation.project.schema.object(objectName)
  const field = object?.field(name)
  if (!field && object && !compilation.project.lenient)
    return `$${objectName} has no field "${name}".${didYouMean(
      name,
      object.fields.map(one => one.apiName),
    )}`
  const fieldName = field?.apiName ?? name
  return {
    type: field?.dataType ?? TEXT,
    read: interview => interview.host.globals[objectName][fieldName] ?? null,
  }
}
