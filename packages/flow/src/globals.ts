import type { CustomMetadataRecord, Flow, FlowStage } from '@millrace/metadata'
import {
  ANY,
  BOOLEAN,
  collectionOf,
  type DataType,
  DATE,
  DATETIME,
  DateTimeValue,
  didYouMean,
  TEXT,
  type Value,
} from '@millrace/values'
import type { Compilation } from './compilation.ts'
import { constant, type Expression, type Target } from './expression.ts'
import type { Interview } from './interview.ts'
import { storedText } from './literals.ts'

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

/// Globals that assignments set: the interview holds them as it holds variables.
const STATE: Readonly<Record<string, { name: string; type: DataType }>> = {
  currentrecord: { name: 'CurrentRecord', type: TEXT },
  currentstage: { name: 'CurrentStage', type: TEXT },
  activestages: { name: 'ActiveStages', type: collectionOf(TEXT) },
}

const FLOW_NAMES = [...Object.values(FLOW_GLOBALS), ...Object.values(STATE)].map(one => one.name)

/// The globals of a flow; with the names they have where these are the same everywhere, else with what they hold.
export const flowGlobals: Readonly<Record<string, readonly string[] | string>> = {
  $Flow: FLOW_NAMES,
  $GlobalConstant: ['EmptyString', 'True', 'False'],
  $User: 'fields of the running user',
  $Profile: "fields of the running user's profile",
  $UserRole: "fields of the running user's role",
  $Organization: 'fields of the org',
  $Label: 'custom labels',
  $Permission: 'whether the running user has a custom permission',
  $Setup: 'fields of hierarchy custom settings',
  $CustomMetadata: 'fields of custom metadata records',
  $Api: 'addresses of the SOAP API',
  $System: ['OriginDateTime'],
  $Client: ['FormFactor'],
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
        stateTarget(name, compilation) ??
        `$Flow has no "${name}".${didYouMean(name, FLOW_NAMES)}`
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
    case '$setup':
      return customSetting(rest, compilation)
    case '$custommetadata':
      return customMetadata(rest, compilation)
    case '$api':
      return api(name)
    case '$system':
      return name.toLowerCase() === 'origindatetime'
        ? constant(DATETIME, new DateTimeValue(Date.UTC(1900, 0, 1)))
        : `$System has no "${name}". It has OriginDateTime.`
    case '$client':
      return name.toLowerCase() === 'formfactor'
        ? { type: TEXT, read: ({ host }) => host.formFactor ?? 'Large' }
        : `$Client has no "${name}". It has FormFactor.`
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

/// {!$Flow.CurrentStage}, {!$Flow.ActiveStages} and {!$Flow.CurrentRecord} as something to read and to assign to;
/// undefined for other names.
export function stateTarget(name: string, compilation: Compilation): Target | undefined {
  const state = STATE[name.toLowerCase()]
  if (!state) return undefined
  const slot = compilation.stateSlot(state.name)
  return {
    type: state.type,
    slot,
    read: interview => interview.slots[slot]!,
    write: (interview, value) => {
      interview.slots[slot] = value
    },
  }
}

/// The value of a stage, and what {!$Flow.CurrentStage} and {!$Flow.ActiveStages} start with: the active stages in
/// their order, and the first of them.
///
/// Source: Metadata API Developer Guide, FlowStage.
export const stageValue = (flow: Flow, stage: FlowStage): string => `${flow.apiName}:${stage.name}`

export function initialState(name: string, flow: Flow): Value {
  const active = flow.stages
    .filter(stage => stage.isActive)
    .toSorted((a, b) => a.stageOrder - b.stageOrder)
    .map(stage => stageValue(flow, stage))
  if (name === 'ActiveStages') return active
  return name === 'CurrentStage' ? (active[0] ?? null) : null
}

/// A field of a hierarchy custom setting, as it is for the running user. `prepareRun` has loaded it.
function customSetting(
  [objectName = '', fieldName = '']: readonly string[],
  compilation: Compilation,
): Expression | string {
  const { schema, lenient } = compilation.project
  const object = schema.object(objectName)
  const field = object?.field(fieldName)
  if (object && field) {
    compilation.noteSetting(object.apiName, field.apiName)
    const read = (interview: Interview): Value => interview.run.settings.get(object.apiName)?.get(field.apiName) ?? null
    return { type: field.dataType, read, isPercent: field.type === 'percent' }
  }
  if (lenient) return { type: ANY, read: () => null }
  if (!object) return `there is no custom setting "${objectName}".`
  return `the custom setting ${object.apiName} has no field "${fieldName}".${didYouMean(
    fieldName,
    object.fields.map(one => one.apiName),
  )}`
}

function customMetadata(
  [typeName = '', recordName = '', fieldName = '']: readonly string[],
  compilation: Compilation,
): Expression | string {
  const { schema, lenient, customMetadata } = compilation.project
  const record = customMetadata?.(typeName, recordName)
  const field = schema.object(typeName)?.field(fieldName)
  if (record && field) return constant(field.dataType, storedText(valueOf(record, field.apiName), field.dataType))
  if (lenient) return { type: ANY, read: () => null }
  if (!schema.object(typeName)) return `there is no custom metadata type "${typeName}".`
  if (!field) return `${typeName} has no field "${fieldName}".`
  return `the custom metadata type ${typeName} has no record "${recordName}".`
}

function valueOf(record: CustomMetadataRecord, field: string): string | null {
  if (field === 'DeveloperName') return record.developerName
  if (field === 'MasterLabel' || field === 'Label') return record.label
  return record.values.get(field) ?? null
}

/// The addresses of the SOAP API, from which flows take the server's address. A run has no session Id.
function api(name: string): Expression | string {
  if (/^Session_ID$/i.test(name)) return constant(TEXT, null)
  const [, kind, version] = /^(Enterprise|Partner)_Server_URL_(\d+)$/i.exec(name) ?? []
  if (!kind || !version) return `$Api has no "${name}".`
  const path = `/services/Soap/${kind.toLowerCase() === 'partner' ? 'u' : 'c'}/${version.slice(0, -1)}.${version.slice(-1)}`
  return {
    type: TEXT,
    read: ({ host }) => (host.serverUrl ? `${host.serverUrl}${path}/${textOf(host.globals.Organization['Id'])}` : null),
  }
}

const textOf = (value: Value | undefined): string => (typeof value === 'string' ? value : '')
