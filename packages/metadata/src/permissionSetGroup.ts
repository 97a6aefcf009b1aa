import { apiNameOf } from './fileName.ts'
import { type Parsed, parseDefinition } from './xml/parseDefinition.ts'

/// Permission sets that are assigned together. Source: Metadata API Developer Guide, "PermissionSetGroup".
export interface PermissionSetGroup {
  readonly file: string
  readonly apiName: string
  readonly label: string
  readonly description: string | null
  /// API names.
  readonly permissionSets: readonly string[]
  /// What is taken away from them, by API name.
  readonly mutingPermissionSets: readonly string[]
}

/// Reads `X.permissionsetgroup-meta.xml`.
export const parsePermissionSetGroup = (source: string, file: string): Parsed<PermissionSetGroup> =>
  parseDefinition(source, file, 'PermissionSetGroup', (xml, read) => ({
    file,
    apiName: apiNameOf(file),
    label: read.text(xml, 'label') ?? apiNameOf(file),
    description: read.text(xml, 'description'),
    permissionSets: read.words(xml, 'permissionSets'),
    mutingPermissionSets: read.words(xml, 'mutingPermissionSets'),
  }))
