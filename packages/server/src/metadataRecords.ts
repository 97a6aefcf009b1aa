import {
  readSetting,
  storeMetadataRecords,
  writeSetting,
  type MetadataRecord,
  type MetadataRecords,
  type ObjectType,
  type Org as DeployedOrg,
  type Queryable,
  type Schema,
} from '@millrace/database'
import { storedText } from '@millrace/flow'
import type { CustomMetadataRecord, Project } from '@millrace/metadata'
import { RecordValue, type Value } from '@millrace/values'
import { createHash } from 'node:crypto'
import { systemContext } from './userContext.ts'

/// What of a project's files is there as records too.
export type MetadataSources = Pick<
  Project,
  | 'customMetadata'
  | 'emailTemplates'
  | 'notificationTypes'
  | 'approvalProcesses'
  | 'objects'
  | 'permissionSetGroups'
  | 'customPermissions'
>

const SETTING = 'metadata-records'

/// Stores the records that files state: of custom metadata types, e-mail templates,
/// notification types, approval processes, record types, permission set groups and custom permissions. Nothing is
/// done when neither the files nor the types have changed since.
export async function saveMetadataRecords(
  database: Queryable,
  deployed: DeployedOrg,
  sources: MetadataSources,
  userId: string,
): Promise<void> {
  const types = deployed.schema.objects.filter(({ apiName }) => /__mdt$/i.test(apiName))
  const hash = hashOf(types, sources)
  if ((await readSetting(database, SETTING)) === hash) return
  const stated = [
    ...types.map(type => customMetadata(type, sources)),
    standardRecords('EmailTemplate', sources.emailTemplates.map(emailTemplate)),
    standardRecords('CustomNotificationType', sources.notificationTypes.map(notificationType)),
    standardRecords('ProcessDefinition', sources.approvalProcesses.map(processDefinition)),
    recordTypes(deployed.schema, sources),
    standardRecords('PermissionSetGroup', sources.permissionSetGroups.map(permissionSetGroup)),
    standardRecords('CustomPermission', sources.customPermissions.map(customPermission)),
  ]
  await storeMetadataRecords(database, deployed, systemContext(userId), stated)
  await writeSetting(database, SETTING, hash)
}

function hashOf(types: readonly ObjectType[], sources: MetadataSources): string {
  const records = sources.customMetadata.map(({ values, ...record }) => [record, [...values]])
  const fields = types.map(type => [type.apiName, type.fields.map(({ apiName, type }) => [apiName, type])])
  const recordTypes = sources.objects.map(({ apiName, recordTypes }) => [
    apiName,
    recordTypes.map(({ fullName, label, active, description }) => [fullName, label, active, description]),
  ])
  const { emailTemplates, notificationTypes, approvalProcesses, permissionSetGroups } = sources
  const permissions = [permissionSetGroups, sources.customPermissions.map(customPermission)]
  const all = [records, fields, emailTemplates, notificationTypes, approvalProcesses, recordTypes, permissions]
  return createHash('sha256').update(JSON.stringify(all)).digest('base64url')
}

/// Source: Metadata API Developer Guide, "CustomMetadata"; Object Reference, "Custom Metadata Type__mdt".
function customMetadata(type: ObjectType, sources: MetadataSources): MetadataRecords {
  const stated = new Map<string, CustomMetadataRecord>()
  for (const record of sources.customMetadata)
    if (record.type.toLowerCase() === type.apiName.toLowerCase()) stated.set(record.developerName.toLowerCase(), record)
  const records = [...stated.values()].map(record => metadataRecord(type, record))
  return { object: type.apiName, key: ['DeveloperName'], records, isComplete: true }
}

function metadataRecord(type: ObjectType, { developerName, label, values }: CustomMetadataRecord): MetadataRecord {
  const record = RecordValue.from(type.apiName, {
    DeveloperName: developerName,
    QualifiedApiName: developerName,
    MasterLabel: label,
    Label: label,
    Language: 'en_US',
  })
  const lookups: MetadataRecord['lookups'][number][] = []
  for (const [name, text] of values) {
    const field = type.field(name)
    const [object] = field?.referenceTo ?? []
    if (object !== undefined && text !== null) lookups.push({ field: field!.apiName, object, key: text })
    else if (field) record.set(field.apiName, storedText(text, field.dataType))
  }
  return { record, lookups }
}

/// People may have made others.
function standardRecords(object: string, fields: readonly Readonly<Record<string, Value>>[]): MetadataRecords {
  const records = fields.map(one => ({ record: RecordValue.from(object, one), lookups: [] }))
  return { object, key: ['DeveloperName'], records, isComplete: false }
}

/// Two objects may have record types of the same name.
function recordTypes(schema: Schema, { objects }: MetadataSources): MetadataRecords {
  const records = objects.flatMap(({ apiName, recordTypes }) =>
    recordTypes.map(({ fullName, label, active, description }) => ({
      record: RecordValue.from('RecordType', {
        Name: label,
        DeveloperName: fullName,
        SobjectType: schema.object(apiName)?.apiName ?? apiName,
        Description: description,
        IsActive: active,
      }),
      lookups: [],
    })),
  )
  return { object: 'RecordType', key: ['SobjectType', 'DeveloperName'], records, isComplete: false }
}

const emailTemplate = (template: Project['emailTemplates'][number]): Readonly<Record<string, Value>> => ({
  Name: template.label,
  DeveloperName: template.developerName,
  TemplateType: template.type,
  Subject: template.subject,
  Body: template.text,
  HtmlValue: template.html,
  Description: template.description,
  IsActive: template.isActive,
})

const notificationType = (type: Project['notificationTypes'][number]): Readonly<Record<string, Value>> => ({
  CustomNotifTypeName: type.label,
  DeveloperName: type.developerName,
  MasterLabel: type.label,
  Description: type.description,
  Desktop: type.desktop,
  Mobile: type.mobile,
})

const processDefinition = (process: Project['approvalProcesses'][number]): Readonly<Record<string, Value>> => ({
  Name: process.label,
  DeveloperName: process.developerName,
  TableEnumOrId: process.object,
  Type: 'Approval',
  State: process.active ? 'Active' : 'Inactive',
})

const permissionSetGroup = (group: Project['permissionSetGroups'][number]): Readonly<Record<string, Value>> => ({
  DeveloperName: group.apiName,
  MasterLabel: group.label,
  Description: group.description,
  Status: 'Updated',
})

const customPermission = (permission: Project['customPermissions'][number]): Readonly<Record<string, Value>> => ({
  DeveloperName: permission.apiName,
  MasterLabel: permission.label,
  Description: permission.description,
})
