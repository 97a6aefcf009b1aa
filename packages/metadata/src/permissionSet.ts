import { apiNameOf } from './fileName.ts'
import type { XmlElement } from './xml/element.ts'
import { type Parsed, parseDefinition } from './xml/parseDefinition.ts'
import type { XmlReader } from './xml/reader.ts'

/// What the users it is given to may do. Source: Metadata API Developer Guide, "PermissionSet".
export interface PermissionSet {
  readonly file: string
  readonly apiName: string
  readonly label: string
  readonly description: string | null
  readonly objectPermissions: readonly ObjectPermission[]
  readonly fieldPermissions: readonly FieldPermission[]
  readonly flowAccesses: readonly { readonly flow: string; readonly enabled: boolean }[]
  readonly classAccesses: readonly { readonly apexClass: string; readonly enabled: boolean }[]
  /// Who may call out by way of a named credential: `Weather-Standard` for the credential Weather.
  readonly externalCredentialPrincipalAccesses: readonly { readonly name: string; readonly enabled: boolean }[]
  readonly customPermissions: readonly { readonly name: string; readonly enabled: boolean }[]
  readonly userPermissions: readonly { readonly name: string; readonly enabled: boolean }[]
  readonly recordTypeVisibilities: readonly RecordTypeVisibility[]
}

export interface RecordTypeVisibility {
  /// `Contact.Customer`
  readonly recordType: string
  readonly visible: boolean
  /// Whether new records are of it. Only profiles say so.
  readonly isDefault: boolean
}

export interface ObjectPermission {
  readonly object: string
  readonly allowCreate: boolean
  readonly allowRead: boolean
  readonly allowEdit: boolean
  readonly allowDelete: boolean
  readonly viewAllRecords: boolean
  readonly modifyAllRecords: boolean
}

export interface FieldPermission {
  /// `Contact.Status__c`
  readonly field: string
  readonly readable: boolean
  readonly editable: boolean
}

/// Reads `X.permissionset-meta.xml`.
///
/// # missing-external-credential-principal
/// A permission set gives access to the principal of an external credential and does not say to which.
///
/// Add `<externalCredentialPrincipal>`, such as `Weather-Standard` for the named credential Weather.
export const parsePermissionSet = (source: string, file: string): Parsed<PermissionSet> =>
  parseDefinition(source, file, 'PermissionSet', readPermissions)

/// Reads `X.mutingpermissionset-meta.xml`: what is enabled there is taken away.
export const parseMutingPermissionSet = (source: string, file: string): Parsed<PermissionSet> =>
  parseDefinition(source, file, 'MutingPermissionSet', readPermissions)

/// The permissions in a permission set or a profile.
export function readPermissions(xml: XmlElement, read: XmlReader): PermissionSet {
  const apiName = apiNameOf(read.report.file)
  const named = (tag: string) =>
    read.list(xml, tag, item => ({ name: read.required(item, 'name'), enabled: read.flag(item, 'enabled', false) }))
  return {
    file: read.report.file,
    apiName,
    label: read.text(xml, 'label') ?? apiName,
    description: read.text(xml, 'description'),
    objectPermissions: read.list(xml, 'objectPermissions', item => ({
      object: read.required(item, 'object'),
      allowCreate: read.flag(item, 'allowCreate', false),
      allowRead: read.flag(item, 'allowRead', false),
      allowEdit: read.flag(item, 'allowEdit', false),
      allowDelete: read.flag(item, 'allowDelete', false),
      viewAllRecords: read.flag(item, 'viewAllRecords', false),
      modifyAllRecords: read.flag(item, 'modifyAllRecords', false),
    })),
    fieldPermissions: read.list(xml, 'fieldPermissions', item => ({
      field: read.required(item, 'field'),
      readable: read.flag(item, 'readable', false),
      editable: read.flag(item, 'editable', false),
    })),
    flowAccesses: read.list(xml, 'flowAccesses', item => ({
      flow: read.required(item, 'flow'),
      enabled: read.flag(item, 'enabled', false),
    })),
    classAccesses: read.list(xml, 'classAccesses', item => ({
      apexClass: read.required(item, 'apexClass'),
      enabled: read.flag(item, 'enabled', false),
    })),
    externalCredentialPrincipalAccesses: read.list(xml, 'externalCredentialPrincipalAccesses', item => ({
      name: read.required(item, 'externalCredentialPrincipal'),
      enabled: read.flag(item, 'enabled', false),
    })),
    customPermissions: named('customPermissions'),
    userPermissions: named('userPermissions'),
    recordTypeVisibilities: read.list(xml, 'recordTypeVisibilities', item => ({
      recordType: read.word(item, 'recordType') ?? '',
      visible: read.flag(item, 'visible', false),
      isDefault: read.flag(item, 'default', false),
    })),
  }
}
