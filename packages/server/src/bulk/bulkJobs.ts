import {
  addBulkLines,
  claimBulkJob,
  countBulkRows,
  holdBulkJob,
  moveBulkJob,
  nextSoqlPage,
  readBulkUpload,
  RecordStoreError,
  runSoqlPage,
  setBulkColumns,
  type BulkJob,
  type RowResult,
} from '@millrace/database'
import { CsvError } from 'csv-parse'
import type { Org } from '../org.ts'
import { userContext } from '../userContext.ts'
import { csvLine, csvRows, DELIMITERS, inBatches } from './csv.ts'
import { BATCH_SIZE, errorText, ingestColumns, ingestRows, InvalidBatch, type Ingest } from './ingest.ts'
import { queryColumnsOf, recordCells } from './queryRows.ts'

const POLL_MS = 30_000
const QUERY_PAGE = 2000

/// Works on the bulk jobs of an org in the background, one after the other: those that were just closed, and those that a
/// server left behind. A batch of rows, what became of them, and how far the job has come are one transaction, so a
/// job that is taken over saves no row twice.
export class BulkJobs {
  readonly #org: Org
  #working: Promise<void> | null = null
  #isWanted = false
  #isStopped = false
  #timer: NodeJS.Timeout | undefined

  constructor(org: Org) {
    this.#org = org
  }

  /// Looks for jobs now, and from now on every half a minute.
  wake(): void {
    if (this.#isStopped) return
    this.#timer ??= setInterval(() => this.wake(), POLL_MS).unref()
    this.#isWanted = true
    this.#working ??= this.#work().finally(() => {
      this.#working = null
      if (this.#isWanted) this.wake()
    })
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    clearInterval(this.#timer)
    await this.#working
  }

  async #work(): Promise<void> {
    this.#isWanted = false
    // Without the database there is nothing to do; the timer asks again.
    for (let job; !this.#isStopped && (job = await claimBulkJob(this.#org.database).catch(() => null)); )
      await this.#run(job)
  }

  async #run(job: BulkJob): Promise<void> {
    const { database } = this.#org
    try {
      await (job.kind === 'ingest' ? this.#ingest(job) : this.#query(job))
      if (!this.#isStopped) await moveBulkJob(database, job.id, ['InProgress'], 'JobComplete')
    } catch (error) {
      const words = wordsOf(error)
      await moveBulkJob(database, job.id, ['InProgress'], 'Failed', words ?? 'UNKNOWN_EXCEPTION').catch(() => {})
      if (words === null) process.emitWarning(error instanceof Error ? error : String(error))
    }
  }

  async #ingest(job: BulkJob): Promise<void> {
    const { database, project } = this.#org
    const ingest = ingestOf(job, this.#org)
    const delimiter = delimiterOf(job)
    const caller = await this.#org.caller(job.userId)
    const rows = csvRows(readBulkUpload(database, job.id), delimiter)
    const header = (await rows.next()).value as string[] | undefined
    if (!header) return
    const columns = ingestColumns(header, ingest, project.schema)
    await setBulkColumns(database, job.id, header)
    let { processed, failed } = job
    for await (const batch of inBatches(after(rows, processed), BATCH_SIZE)) {
      if (this.#isStopped) return
      const done = await database.transaction(async tx => {
        if (!(await holdBulkJob(tx, job.id, processed))) return null
        const results = await ingestRows(tx, this.#org.openStore(tx, caller), ingest, columns, batch)
        const lines = resultLines(batch, results, delimiter)
        await addBulkLines(tx, job.id, 'success', processed - failed, lines.success)
        await addBulkLines(tx, job.id, 'failure', failed, lines.failure)
        await countBulkRows(tx, job.id, batch.length, lines.failure.length)
        return lines
      })
      if (!done) return
      failed += done.failure.length
      processed += batch.length
    }
  }

  async #query(job: BulkJob): Promise<void> {
    const { database, project } = this.#org
    const { deployed, schema } = project
    const user = userContext(await this.#org.caller(job.userId), schema)
    const options = { user, mode: 'user' } as const
    const soql = String(job.spec['query'])
    const columns = queryColumnsOf(soql, schema)
    await setBulkColumns(database, job.id, columns)
    const delimiter = delimiterOf(job)
    let { processed } = job
    // A job that was taken over begins again: its Ids are others now.
    if (processed > 0)
      throw new RecordStoreError('API_ERROR', 'The server that ran this query has stopped. Create the job again.')
    let page = await runSoqlPage(database, soql, deployed, QUERY_PAGE, options)
    for (;;) {
      const lines = page.records.map(record => csvLine(recordCells(record, columns), delimiter))
      const goesOn = await database.transaction(async tx => {
        if (!(await holdBulkJob(tx, job.id, processed))) return false
        await addBulkLines(tx, job.id, 'result', processed, lines)
        await countBulkRows(tx, job.id, lines.length, 0)
        return true
      })
      processed += lines.length
      if (!goesOn || page.next === undefined || this.#isStopped) return
      page = await nextSoqlPage(database, page.next, deployed, options)
    }
  }
}

/// What the job's specification says, with today's schema.
export function ingestOf({ spec }: Pick<BulkJob, 'spec'>, { project }: Org): Ingest {
  const object = project.schema.object(String(spec['object']))
  if (!object) throw new InvalidBatch(`There is no object ${String(spec['object'])} any more.`)
  return {
    object,
    operation: spec['operation'] as Ingest['operation'],
    externalIdField: (spec['externalIdFieldName'] as string | null) ?? null,
  }
}

export const delimiterOf = ({ spec }: Pick<BulkJob, 'spec'>): string =>
  DELIMITERS[String(spec['columnDelimiter'])] ?? ','

/// Without the first [count].
async function* after<T>(rows: AsyncIterable<T>, count: number): AsyncGenerator<T> {
  let seen = 0
  for await (const row of rows) if (seen++ >= count) yield row
}

function resultLines(
  rows: readonly (readonly string[])[],
  results: readonly RowResult[],
  delimiter: string,
): { success: string[]; failure: string[] } {
  const success: string[] = []
  const failure: string[] = []
  for (const [i, row] of rows.entries()) {
    const result = results[i]!
    if (result.success) success.push(csvLine([result.id ?? '', String(result.created ?? false), ...row], delimiter))
    else failure.push(csvLine([result.id ?? '', errorText(result), ...row], delimiter))
  }
  return { success, failure }
}

/// An error that says something about the job; null for a defect of ours.
function wordsOf(error: unknown): string | null {
  if (error instanceof InvalidBatch) return error.message
  if (error instanceof CsvError) return `InvalidBatch : ${error.message}`
  return error instanceof RecordStoreError ? `${error.code}: ${error.message.trim()}` : null
}
