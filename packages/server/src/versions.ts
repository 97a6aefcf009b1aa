import {
  addVersion,
  findVersion,
  listVersions,
  replaceVersion,
  type Database,
  type Version,
  type Versioned,
  type VersionSummary,
} from '@millrace/database'
import { createHash } from 'node:crypto'

/// The versions of one flow or Dynamic Component, by number, with the one that the folder's file holds.
export interface VersionList {
  /// The newest first.
  readonly versions: readonly VersionSummary[]
  /// The number of the version in the file; null when there is no file.
  readonly inFile: number | null
}

/// How a text is told from another.
export const textHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)

/// The versions of [of], whose file in the folder holds [fileText] now. A file that was changed by other means than a
/// builder becomes a new version here.
export async function versionsOf(database: Database, of: Versioned, fileText: string | null): Promise<VersionList> {
  const versions = await listVersions(database, of)
  if (fileText === null) return { versions, inFile: null }
  const hash = textHash(fileText)
  const known = versions.find(version => version.hash === hash)
  if (known) return { versions, inFile: known.number }
  const added = await addVersion(database, of, { text: fileText, hash, userId: null })
  return { versions: [added, ...versions], inFile: added.number }
}

/// The outcome of saving over a version: `changed` holds what somebody else saved meanwhile.
export type SaveOutcome = { readonly saved: VersionSummary } | { readonly changed: Version | null }

/// Saves [text] as version [number], when that still is what [basedOn] is the hash of.
export async function saveVersion(
  database: Database,
  of: Versioned,
  { number, basedOn, text, userId }: { number: number; basedOn: string; text: string; userId: string },
): Promise<SaveOutcome> {
  const saved = await replaceVersion(database, of, number, basedOn, { text, hash: textHash(text), userId })
  return saved ? { saved } : { changed: await findVersion(database, of, number) }
}
