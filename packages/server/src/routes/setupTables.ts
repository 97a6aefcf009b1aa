import { listSetupChanges, listWaiting, type FieldType, type FieldTypeName, type ObjectType } from '@millrace/database'
import { DateTimeValue, makeId } from '@millrace/values'
import { createHash } from 'node:crypto'
import { FlowStore } from '../flowBuilder/flowStore.ts'
import type { Org } from '../org.ts'
import type { ProjectFlow } from '../project.ts'
import { rightsOf } from '../rights.ts'
import type { SetupRow, SetupTable } from './setupQuery.ts'

/// The project's objects, fields and flows as tables that SOQL can read, as far as [userId] may see them; those of flows are
/// for administrators.
///
/// Source: Object Reference, "EntityDefinition", "FieldDefinition", "FlowDefinitionView", "FlowInterview", "FlowVersionView", "SetupAuditTrail"; Tooling API,
/// "FlowDefinition", "Flow".
export async function setupTables(org: Org, userId: string): Promise<SetupTable[]> {
  const caller = await org.caller(userId)
  const { schema, flows } = org.project
  const rights = rightsOf(caller, schema)
  const objects = schema.objects.filter(({ apiName }) => rights?.canReadObject(apiName) !== false)
  const isReadable = (object: ObjectType) => (field: FieldType) =>
    rights?.canReadField(object.apiName, field.apiName) !== false
  const tables = [
    table('EntityDefinition', ENTITY, async () => objects.map(entityRow)),
    table('FieldDefinition', FIELD, async () =>
      objects.flatMap(object => object.fields.filter(isReadable(object)).map(field => fieldRow(object, field))),
    ),
    table('FlowInterview', INTERVIEW, () => interviewRows(org, caller.isAdministrator ? null : userId)),
  ]
  if (!caller.isAdministrator) return tables
  const definitions = () => Promise.all(flows.map(flow => definitionRow(org, flow, userId)))
  const versions = async () => (await Promise.all(flows.map(flow => versionRows(org, flow, userId)))).flat()
  return [
    ...tables,
    table('FlowDefinitionView', DEFINITION, definitions),
    table('FlowDefinition', DEFINITION, definitions),
    table('FlowVersionView', VERSION, versions),
    table('Flow', VERSION, versions),
    table('SetupAuditTrail', CHANGE, () => changeRows(org)),
  ]
}

const table = (name: string, fields: string, rows: () => Promise<SetupRow[]>): SetupTable => ({
  name,
  fields: fields.trim().split(/\s+/),
  rows,
})

const ENTITY =
  'Id DurableId QualifiedApiName DeveloperName MasterLabel Label PluralLabel KeyPrefix NamespacePrefix IsCustomizable IsQueryable IsRetrieveable IsCustomSetting IsTriggerable IsSearchable InternalSharingModel'

const entityRow = (object: ObjectType): SetupRow => ({
  Id: object.apiName,
  DurableId: object.apiName,
  QualifiedApiName: object.apiName,
  DeveloperName: object.apiName.replace(/__\w+$/, ''),
  MasterLabel: object.label,
  Label: object.label,
  PluralLabel: object.labelPlural,
  KeyPrefix: object.keyPrefix,
  NamespacePrefix: null,
  IsCustomizable: true,
  IsQueryable: true,
  IsRetrieveable: true,
  IsCustomSetting: false,
  IsTriggerable: true,
  IsSearchable: true,
  InternalSharingModel: object.sharingModel ?? 'ReadWrite',
})

const FIELD =
  'Id DurableId QualifiedApiName DeveloperName MasterLabel Label DataType ValueTypeId Length Precision Scale IsNillable IsIndexed IsCalculated NamespacePrefix RelationshipName ExtraTypeInfo EntityDefinitionId EntityDefinition.QualifiedApiName EntityDefinition.DeveloperName EntityDefinition.Label'

const fieldRow = (object: ObjectType, field: FieldType): SetupRow => ({
  Id: `${object.apiName}.${field.apiName}`,
  DurableId: `${object.apiName}.${field.apiName}`,
  QualifiedApiName: field.apiName,
  DeveloperName: field.apiName.replace(/__\w+$/, ''),
  MasterLabel: field.label,
  Label: field.label,
  DataType: dataTypeText(field),
  ValueTypeId: field.type,
  Length: field.length,
  Precision: field.precision,
  Scale: field.scale,
  IsNillable: !field.required,
  IsIndexed: field.type === 'id' || field.type === 'reference' || field.externalId || field.unique,
  IsCalculated: field.formula !== null,
  NamespacePrefix: null,
  RelationshipName: field.relationshipName,
  ExtraTypeInfo: null,
  EntityDefinitionId: object.apiName,
  EntityDefinition: {
    QualifiedApiName: object.apiName,
    DeveloperName: object.apiName.replace(/__\w+$/, ''),
    Label: object.label,
  },
})

const TYPE_TEXTS: Partial<Readonly<Record<FieldTypeName, string>>> = {
  id: 'Lookup()',
  boolean: 'Checkbox',
  date: 'Date',
  datetime: 'Date/Time',
  time: 'Time',
  picklist: 'Picklist',
  multipicklist: 'Picklist (Multi-Select)',
  email: 'Email',
  phone: 'Phone',
  url: 'URL',
  address: 'Address',
  location: 'Geolocation',
}

/// The type in the words of the setup pages: `Text(80)`, `Number(16, 2)`, `Lookup(Account)`.
function dataTypeText({ type, length, precision, scale, referenceTo, autoNumber, formula }: FieldType): string {
  if (autoNumber) return 'Auto Number'
  const digits = `(${Math.max(0, precision - scale)}, ${scale})`
  const name = {
    string: `Text(${length})`,
    textarea: length > 255 ? `Long Text Area(${length})` : `Text Area(${length})`,
    int: `Number(${precision || 9}, 0)`,
    double: `Number${digits}`,
    currency: `Currency${digits}`,
    percent: `Percent${digits}`,
    reference: `Lookup(${referenceTo.join(',')})`,
  }
  const text = name[type as keyof typeof name] ?? TYPE_TEXTS[type] ?? type
  return formula ? `Formula (${text.replace(/\(.*/, '')})` : text
}

const DEFINITION =
  'Id DurableId ApiName DeveloperName Label MasterLabel Description ProcessType TriggerType TriggerObjectOrEventLabel NamespacePrefix ActiveVersionId LatestVersionId VersionNumber IsActive IsOutOfDate IsTemplate RunInMode'

async function definitionRow(org: Org, flow: ProjectFlow, userId: string): Promise<SetupRow> {
  const versions = await versionRows(org, flow, userId)
  const { apiName, label, description, processType, start, runInMode } = flow.flow
  const active = versions.find(({ Status }) => Status === 'Active')
  return {
    Id: idOf('300', apiName),
    DurableId: idOf('300', apiName),
    ApiName: apiName,
    DeveloperName: apiName,
    Label: label,
    MasterLabel: label,
    Description: description,
    ProcessType: processType,
    TriggerType: start?.triggerType ?? null,
    TriggerObjectOrEventLabel: org.project.schema.object(start?.object ?? '')?.label ?? null,
    NamespacePrefix: null,
    ActiveVersionId: active?.['Id'] ?? null,
    LatestVersionId: versions[0]?.['Id'] ?? null,
    VersionNumber: active?.['VersionNumber'] ?? versions[0]?.['VersionNumber'] ?? null,
    IsActive: active !== undefined,
    IsOutOfDate: false,
    IsTemplate: false,
    RunInMode: runInMode,
  }
}

const VERSION =
  'Id DurableId FlowDefinitionViewId DefinitionId Label MasterLabel Description Status VersionNumber ApiVersion ProcessType RunInMode FlowDefinitionView.ApiName FlowDefinitionView.Label Definition.DeveloperName'

/// The newest first.
async function versionRows(org: Org, { flow }: ProjectFlow, userId: string): Promise<SetupRow[]> {
  const { apiName, label, description, processType, runInMode, apiVersion } = flow
  const { versions } = await new FlowStore(org).open(apiName, null, userId)
  return versions.map(version => ({
    Id: idOf('301', `${apiName}-${version.number}`),
    DurableId: idOf('301', `${apiName}-${version.number}`),
    FlowDefinitionViewId: idOf('300', apiName),
    DefinitionId: idOf('300', apiName),
    Label: version.label,
    MasterLabel: version.label,
    Description: description,
    Status: version.status,
    VersionNumber: version.number,
    ApiVersion: apiVersion,
    ProcessType: processType,
    RunInMode: runInMode,
    FlowDefinitionView: { ApiName: apiName, Label: label },
    Definition: { DeveloperName: apiName },
  }))
}

const INTERVIEW =
  'Id Guid Name InterviewLabel InterviewStatus CurrentElement WasPausedFromScreen OwnerId CreatedById CreatedDate'

/// Interviews that wait; those of [userId] where it is stated. One that ended is no record any more, as in an org.
async function interviewRows({ database, project }: Org, userId: string | null): Promise<SetupRow[]> {
  const waiting = await listWaiting(database, userId)
  return waiting.map(({ guid, userId, flow, element, isAtScreen, pausedAt }) => {
    const label = project.flow(flow)?.flow.label ?? flow
    return {
      Id: idOf('0Fo', guid),
      Guid: guid,
      Name: label,
      InterviewLabel: label,
      InterviewStatus: 'Paused',
      CurrentElement: element,
      WasPausedFromScreen: isAtScreen,
      OwnerId: userId,
      CreatedById: userId,
      CreatedDate: new DateTimeValue(Math.floor(pausedAt)).toString(),
    }
  })
}

const CHANGE = 'Id Action Section Display CreatedById CreatedDate'

async function changeRows({ database }: Org): Promise<SetupRow[]> {
  const changes = await listSetupChanges(database)
  return changes.map(({ id, action, section, display, userId, changedAt }) => ({
    Id: makeId('0Ym', Number(id)),
    Action: action,
    Section: section,
    Display: display,
    CreatedById: userId,
    CreatedDate: changedAt,
  }))
}

/// An Id that follows from the name, as such a row lies in no table.
const idOf = (prefix: string, name: string): string =>
  makeId(prefix, createHash('sha256').update(name).digest().readUIntBE(0, 6))
