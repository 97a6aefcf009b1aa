import { apiNameOf } from './fileName.ts'
import { type Parsed, parseDefinition } from './xml/parseDefinition.ts'

/// Which page layout users with a profile see. Source: Metadata API Developer Guide, "Profile", ProfileLayoutAssignment.
export interface LayoutAssignment {
  /// As metadata files name it: Admin.
  readonly profile: string
  /// `Contact-Contact Layout`
  readonly layout: string
  /// `Contact.Customer`; null for records without a record type.
  readonly recordType: string | null
}

/// Reads what `X.profile-meta.xml` says of page layouts.
export const parseLayoutAssignments = (source: string, file: string): Parsed<readonly LayoutAssignment[]> =>
  parseDefinition(source, file, 'Profile', (xml, read) =>
    read.list(xml, 'layoutAssignments', assignment => ({
      profile: decoded(apiNameOf(file)),
      layout: decoded(read.word(assignment, 'layout') ?? ''),
      recordType: read.word(assignment, 'recordType'),
    })),
  )

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
