import { decodedName, type LayoutAssignment, readLayoutAssignments } from './layoutAssignment.ts'
import { type PermissionSet, readPermissions } from './permissionSet.ts'
import { type Parsed, parseDefinition } from './xml/parseDefinition.ts'

/// What the users with a profile may do, and which page layouts they see. Source: Metadata API Developer Guide, "Profile".
export interface Profile {
  /// As metadata files name it: Admin.
  readonly name: string
  readonly permissions: PermissionSet
  readonly layoutAssignments: readonly LayoutAssignment[]
}

/// Reads `X.profile-meta.xml`.
export const parseProfile = (source: string, file: string): Parsed<Profile> =>
  parseDefinition(source, file, 'Profile', (xml, read) => {
    const permissions = readPermissions(xml, read)
    return {
      name: decodedName(permissions.apiName),
      permissions,
      layoutAssignments: readLayoutAssignments(xml, read),
    }
  })
