import type { Queryable } from '../server/statement.ts'

/// What has versions.
export type VersionedKind = 'flow' | 'component' | 'page'

/// One version of a flow, Dynamic Component or Lightning page, without its text.
export interface VersionSummary {
  /// From 1.
  readonly number: number
  /// Of the text, so that a change by somebody else is seen.
  readonly hash: string
  /// Null: the file in the folder was changed by other means.
  readonly savedBy: string | null
  /// Milliseconds since 1970.
  readonly createdAt: number
  readonly savedAt: number
}

export interface Version extends VersionSummary {
  readonly text: string
}

/// What a version belongs to.
export interface Versioned {
  readonly kind: VersionedKind
  readonly apiName: string
}

export interface VersionText {
  readonly text: string
  readonly hash: string
  readonly userId: string | null
}

const SUMMARY = `number, hash, saved_by as "savedBy",
  (extract(epoch from created_at) * 1000)::float8 as "createdAt",
  (extract(epoch from saved_at) * 1000)::float8 as "savedAt"`

/// All versions, the newest first.
export async function listVersions(database: Queryable, { kind, apiName }: Versioned): Promise<VersionSummary[]> {
  const { rows } = await database.query<VersionSummary>({
    text: `select ${SUMMARY} from millrace.versions where kind = $1 and api_name = $2 order by versions.number desc`,
    values: [kind, apiName],
  })
  return rows
}

export async function findVersion(database: Queryable, of: Versioned, number: number): Promise<Version | null> {
  const { rows } = await database.query<Version>({
    text: `select ${SUMMARY}, text from millrace.versions where kind = $1 and api_name = $2 and versions.number = $3`,
    values: [of.kind, of.apiName, number],
  })
  return rows[0] ?? null
}

/// Adds a version with the next number.
export async function addVersion(database: Queryable, of: Versioned, version: VersionText): Promise<VersionSummary> {
  const { rows } = await database.query<VersionSummary>({
    text: `insert into millrace.versions (kind, api_name, number, text, hash, saved_by)
           values ($1, $2, (select coalesce(max(number), 0) + 1 from millrace.versions where kind = $1 and api_name = $2),
             $3, $4, $5)
           returning ${SUMMARY}`,
    values: [of.kind, of.apiName, version.text, version.hash, version.userId],
  })
  return rows[0]!
}

/// Puts a new text in the place of the one whose hash is [basedOn]; null when the version has another one by now.
export async function replaceVersion(
  database: Queryable,
  of: Versioned,
  number: number,
  basedOn: string,
  version: VersionText,
): Promise<VersionSummary | null> {
  const { rows } = await database.query<VersionSummary>({
    text: `update millrace.versions set text = $5, hash = $6, saved_by = $7, saved_at = now()
           where kind = $1 and api_name = $2 and number = $3 and hash = $4
           returning ${SUMMARY}`,
    values: [of.kind, of.apiName, number, basedOn, version.text, version.hash, version.userId],
  })
  return rows[0] ?? null
}

/// Gives the versions to [newName]; they go with a flow or component that is renamed.
export async function renameVersions(database: Queryable, of: Versioned, newName: string): Promise<void> {
  await database.query({
    text: 'update millrace.versions set api_name = $3 where kind = $1 and api_name = $2',
    values: [of.kind, of.apiName, newName],
  })
}
