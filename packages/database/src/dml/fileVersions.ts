import { quoted, type Parameter } from '../sql/columns.ts'
import { tableOf } from '../sql/from.ts'
import { insertStatement, type NewRecord } from './insertStatement.ts'
import type { Row } from './row.ts'
import type { Saving } from './saving.ts'

/// Sets what Salesforce sets of new ContentVersion records, before they are written: extension and size, the document of
/// each that names none, and the link to the record it was first published at. A further version of a document becomes
/// its latest.
///
/// Source: Object Reference, "ContentVersion", "ContentDocument", "ContentDocumentLink".
export async function keepFiles(saving: Saving, versions: readonly Row[]): Promise<void> {
  for (const { parameters } of versions) {
    const extension = extensionOf(parameters.get('PathOnClient'))
    parameters.set('FileExtension', extension)
    parameters.set('FileType', extension?.toUpperCase() ?? null)
    parameters.set('ContentSize', sizeOf(parameters.get('VersionData')))
    parameters.set('IsLatest', true)
  }
  // As stated: a row that is written a second time has a document that was rolled back.
  const [further, first] = [versions.filter(hasDocument), versions.filter(row => !hasDocument(row))]
  await addDocuments(saving, first)
  await supersede(saving, further)
  await addLinks(saving, first)
}

const hasDocument = ({ record }: Row): boolean => record.get('ContentDocumentId') !== null

async function addDocuments(saving: Saving, versions: readonly Row[]): Promise<void> {
  const ids = await insertAll(saving, 'ContentDocument', versions, ({ id, parameters }) => ({
    LatestPublishedVersionId: id,
    OwnerId: parameters.get('OwnerId') ?? saving.user.userId,
    ...picked(parameters, ['Title', 'Description', 'FileExtension', 'FileType', 'ContentSize']),
  }))
  for (const [i, { parameters }] of versions.entries()) {
    parameters.set('ContentDocumentId', ids[i]!)
    parameters.set('VersionNumber', '1')
  }
}

async function addLinks(saving: Saving, versions: readonly Row[]): Promise<void> {
  const placed = versions.filter(({ parameters }) => parameters.get('FirstPublishLocationId'))
  await insertAll(saving, 'ContentDocumentLink', placed, ({ parameters }) => ({
    ContentDocumentId: parameters.get('ContentDocumentId') ?? null,
    LinkedEntityId: parameters.get('FirstPublishLocationId') ?? null,
    ShareType: 'V',
    Visibility: 'AllUsers',
  }))
}

/// The versions before these are no longer the latest of their documents.
async function supersede({ tx, org }: Saving, versions: readonly Row[]): Promise<void> {
  const [version, document] = [org.schema.object('ContentVersion'), org.schema.object('ContentDocument')]
  if (!version || !document) return
  for (const { id, parameters } of versions) {
    const documentId = parameters.get('ContentDocumentId')
    const { rows } = await tx.query<{ count: string }>({
      text: `with earlier as (update ${tableOf(version)} set ${quoted('IsLatest')} = false where ${quoted('ContentDocumentId')} = $1 returning 1) select count(*) as count from earlier`,
      values: [documentId],
    })
    parameters.set('VersionNumber', String(Number(rows[0]?.count ?? 0) + 1))
    await tx.query({
      text: `update ${tableOf(document)} set ${quoted('LatestPublishedVersionId')} = $2, ${quoted('ContentSize')} = $3 where ${quoted('Id')} = $1`,
      values: [documentId, id, parameters.get('ContentSize') ?? null],
    })
  }
}

/// Inserts a record of [objectName] for each of [rows] and answers their Ids.
async function insertAll(
  { tx, org, user }: Saving,
  objectName: string,
  rows: readonly Row[],
  fieldsOf: (row: Row) => Readonly<Record<string, Parameter>>,
): Promise<readonly string[]> {
  const object = org.schema.object(objectName)
  if (!object || rows.length === 0) return []
  const ids = await org.ids.take(tx, object.keyPrefix, rows.length)
  const records = rows.map((row, i): NewRecord => ({ id: ids[i]!, parameters: new Map(Object.entries(fieldsOf(row))) }))
  await tx.query(insertStatement(org.schema, object, records, user))
  return ids
}

function picked(parameters: Row['parameters'], names: readonly string[]): Record<string, Parameter> {
  return Object.fromEntries(names.map(name => [name, parameters.get(name) ?? null]))
}

const extensionOf = (path: Parameter | undefined): string | null =>
  (typeof path === 'string' && /\.([^./\\]+)$/.exec(path)?.[1]) || null

/// How many bytes a text in Base64 stands for.
function sizeOf(base64: Parameter | undefined): number {
  if (typeof base64 !== 'string') return 0
  const text = base64.replace(/\s/g, '')
  return Math.floor((text.length * 3) / 4) - (/=*$/.exec(text)?.[0].length ?? 0)
}
