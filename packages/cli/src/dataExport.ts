import { nextSoqlPage, RecordStoreError, runSoqlPage, type SoqlResult } from '@millrace/database'
import { csvLine, queryColumnsOf, recordCells, recordJson, userContext, type Org } from '@millrace/server'
import type { Json, RecordValue } from '@millrace/values'
import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { CommandError } from './commandError.ts'
import type { DatabaseOptions } from './credentials.ts'
import { orgOf } from './orgOf.ts'
import { requireProject } from './projectRoot.ts'

export interface DataExportOptions extends DatabaseOptions {
  readonly project: string
  readonly query: string
  readonly output: string
}

const PAGE = 2000

/// `millrace data export`: writes what a query finds to a file, a page at a time: CSV when its name ends so, else JSON in the
/// shape of `sf data export tree`, with references between the records.
export async function dataExport({ project, database, query, output }: DataExportOptions): Promise<void> {
  const org = await orgOf({ folder: requireProject(project), databaseUrl: database })
  try {
    const pages = pagesOf(org, query)
    // A query that is wrong leaves the file as it was.
    const first = (await pages.next()).value as RecordValue[]
    const columns = output.endsWith('.csv') ? queryColumnsOf(query, org.project.schema) : null
    const file = createWriteStream(output)
    await once(file, 'open')
    const all = followedBy(first, pages)
    const count = await (columns ? writeCsv(all, columns, file) : writeTree(all, file))
    file.end()
    await once(file, 'finish')
    process.stdout.write(`${count} records written to ${output}.\n`)
  } catch (error) {
    if (error instanceof RecordStoreError) throw new CommandError(error.message.trim())
    const isAboutFile = error instanceof Error && 'syscall' in error
    throw isAboutFile ? new CommandError(`"${output}" cannot be written: ${error.message}.`) : error
  } finally {
    await org.close()
  }
}

async function* pagesOf(org: Org, soql: string): AsyncGenerator<RecordValue[]> {
  const { deployed, schema } = org.project
  const options = { user: userContext(await org.caller(org.administratorId), schema), mode: 'user' } as const
  let page: SoqlResult = await runSoqlPage(org.database, soql, deployed, PAGE, options)
  for (let count = page.records.length; ; count += page.records.length) {
    yield page.records
    if (page.next === undefined) return
    progress(count, page.totalSize)
    page = await nextSoqlPage(org.database, page.next, deployed, options)
  }
}

async function* followedBy<T>(first: T, rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield first
  yield* rest
}

function progress(count: number, total: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${count} of ${total} `)
}

/// Waits where the disk is slower than the database.
async function write(file: WriteStream, text: string): Promise<void> {
  if (!file.write(text)) await once(file, 'drain')
}

type Pages = AsyncIterable<readonly RecordValue[]>

async function writeCsv(pages: Pages, columns: readonly string[], file: WriteStream): Promise<number> {
  await write(file, `${csvLine(columns)}\n`)
  let count = 0
  for await (const records of pages) {
    count += records.length
    await write(file, records.map(record => `${csvLine(recordCells(record, columns))}\n`).join(''))
  }
  return count
}

async function writeTree(pages: Pages, file: WriteStream): Promise<number> {
  let count = 0
  await write(file, '{\n  "records": [')
  for await (const records of pages)
    for (const record of records) {
      const json = withReferences(recordJson(record, ''), `${record.objectName}Ref${count + 1}`)
      await write(file, `${count++ ? ',' : ''}\n    ${JSON.stringify(json)}`)
    }
  await write(file, '\n  ]\n}\n')
  return count
}

/// A record as a file states it: with a name of its own instead of an Id and an address. Parents are left out, children stay.
function withReferences(json: Json, referenceId: string): Json {
  const { attributes, ...fields } = json as { [key: string]: Json }
  const { type = '' } = attributes as { type?: string }
  const entries = Object.entries(fields).flatMap(([name, value]): [string, Json][] => {
    if (name === 'Id') return []
    if (typeof value !== 'object' || value === null) return [[name, value]]
    const children = (value as { records?: Json[] }).records
    if (!children) return []
    return [[name, { records: children.map((child, i) => withReferences(child, `${referenceId}_${name}${i + 1}`)) }]]
  })
  return { attributes: { type, referenceId }, ...Object.fromEntries(entries) }
}
