import { DataImportError, importData, type ObjectType } from '@millrace/database'
import {
  BATCH_SIZE,
  csvRows,
  errorText,
  inBatches,
  ingestColumns,
  ingestRows,
  InvalidBatch,
  systemContext,
  type Ingest,
  type Org,
} from '@millrace/server'
import { didYouMean } from '@millrace/values'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { CommandError } from './commandError.ts'
import type { DatabaseOptions } from './credentials.ts'
import { orgOf } from './orgOf.ts'
import { requireProject } from './projectRoot.ts'

export interface DataImportOptions extends DatabaseOptions {
  readonly project: string
  readonly object?: string
  readonly externalId?: string
}

/// `millrace data import`: stores the records of files: CSV, one object a file, row by row with all rules; or JSON in the shape
/// of `sf data export tree`, or a plan of such files, as they state it.
export async function dataImport(files: readonly string[], options: DataImportOptions): Promise<void> {
  const org = await orgOf({ folder: requireProject(options.project), databaseUrl: options.database })
  try {
    const tables = files.filter(file => file.endsWith('.csv'))
    for (const file of tables) await importCsv(org, file, options)
    const trees = files.filter(file => !file.endsWith('.csv'))
    if (trees.length > 0) await importTrees(org, trees)
  } catch (error) {
    if (error instanceof DataImportError || error instanceof InvalidBatch) throw new CommandError(error.message)
    const isAboutFile = error instanceof Error && 'syscall' in error
    throw isAboutFile ? new CommandError(`A file cannot be read: ${error.message}.`) : error
  } finally {
    await org.close()
  }
}

async function importTrees(org: Org, paths: readonly string[]): Promise<void> {
  const files = await Promise.all(paths.map(async path => ({ path, text: await readFile(path, 'utf8') })))
  const planned = files.flatMap(({ path, text }) => plannedFiles(text).map(name => join(dirname(path), name)))
  const more = await Promise.all(
    planned.filter(path => !paths.includes(path)).map(async path => ({ path, text: await readFile(path, 'utf8') })),
  )
  const user = systemContext(org.administratorId)
  const ids = await org.database.transaction(tx => importData(tx, org.project.deployed, user, [...files, ...more]))
  process.stdout.write(`${ids?.size ?? 0} records with references loaded.\n`)
}

/// The files that a plan names; none when the text is no plan.
function plannedFiles(text: string): string[] {
  try {
    const json: unknown = JSON.parse(text)
    if (!Array.isArray(json)) return []
    return json.flatMap((step: { files?: string[] } | null) => step?.files ?? [])
  } catch {
    return []
  }
}

/// A batch of rows is a transaction: what was loaded before a mistake stays, and each row that was not is told.
async function importCsv(org: Org, file: string, { object: name, externalId }: DataImportOptions): Promise<void> {
  const object = objectNamed(org, name ?? file.replace(/^.*[\\/]/, '').replace(/\.csv$/, ''), file)
  const rows = csvRows(createReadStream(file))
  const header = ((await rows.next()).value as string[] | undefined) ?? []
  const ingest: Ingest = {
    object,
    operation: externalId === undefined ? 'insert' : 'upsert',
    externalIdField: externalId === undefined ? null : keyOf(object, externalId),
  }
  const columns = ingestColumns(header, ingest, org.project.schema)
  const caller = await org.caller(org.administratorId)
  let line = 1
  let failed = 0
  for await (const batch of inBatches(rows, BATCH_SIZE)) {
    const results = await org.database.transaction(tx =>
      ingestRows(tx, org.openStore(tx, caller), ingest, columns, batch),
    )
    for (const [i, result] of results.entries()) {
      if (result.success) continue
      failed++
      process.stderr.write(`${file}, record ${line + i}: ${errorText(result)}\n`)
    }
    line += batch.length
    if (process.stderr.isTTY) process.stderr.write(`\r${line - 1} `)
  }
  process.stdout.write(`${file}: ${line - 1 - failed} of ${line - 1} records of ${object.apiName} loaded.\n`)
  if (failed > 0) process.exitCode = 1
}

function objectNamed(org: Org, name: string, file: string): ObjectType {
  const { schema } = org.project
  const object = schema.object(name)
  if (object) return object
  const names = schema.objects.map(({ apiName }) => apiName)
  throw new CommandError(
    `${file}: there is no object "${name}".${didYouMean(name, names)} Say of which object the rows are: --object Contact.`,
  )
}

function keyOf(object: ObjectType, name: string): string {
  const field = object.field(name)
  if (field && (field.type === 'id' || field.externalId || field.unique)) return field.apiName
  const keys = object.fields.filter(({ externalId, unique }) => externalId || unique).map(({ apiName }) => apiName)
  throw new CommandError(`"${name}" is no external Id of ${object.apiName}; it has ${keys.join(', ') || 'none'}.`)
}
