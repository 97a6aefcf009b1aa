import { apiNameOf } from './fileName.ts'
import type { XmlElement } from './xml/element.ts'
import type { XmlReader } from './xml/reader.ts'

/// Which page layout users with a profile see. Source: Metadata API Developer Guide, "Profile", ProfileLayoutAssignment.
export interface LayoutAssignment {
  /// As metadata files name it: Admin.
  readonly profile: string
  /// `Contact-Contact Layout`
  readonly layout: string
  /// `Contact.Customer`; null for records without a record type.
  readonly recordType: string | null
}

/// Reads what a profile says of page layouts.
export const readLayoutAssignments = (xml: XmlElement, read: XmlReader): readonly LayoutAssignment[] =>
  read.list(xml, 'layoutAssignments', assignment => ({
    profile: decodedName(apiNameOf(read.report.file)),
    layout: decodedName(read.word(assignment, 'layout') ?? ''),
    recordType: read.word(assignment, 'recordType'),
  }))

/// A name as files have it, with `%3A` for a colon.
export function decodedName(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
