import type { Json } from '@millrace/values'
import type { Queryable } from '../server/statement.ts'

export type BulkJobState = 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted'
export type BulkJobKind = 'ingest' | 'query'

/// A job that changes or reads many records in the background.
export interface BulkJob {
  readonly id: string
  readonly kind: BulkJobKind
  readonly userId: string
  readonly state: BulkJobState
  /// What the request that made it said.
  readonly spec: { readonly [key: string]: Json }
  readonly processed: number
  readonly failed: number
  readonly error: string | null
  /// The names of the columns, once they are known.
  readonly columns: readonly string[]
  /// ISO 8601.
  readonly createdAt: string
  readonly modifiedAt: string
}

/// `success`, `failure`: rows of an ingest job with what became of them; `result`: rows that a query found.
export type BulkList = 'success' | 'failure' | 'result'

const COLUMNS = `id, kind, user_id as "userId", state, spec, processed, failed, error, columns,
  to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+0000"') as "createdAt",
  to_char(modified_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+0000"') as "modifiedAt"`

/// How long a server that works on a job may be silent before another takes the job over.
const CLAIM = "interval '60 seconds'"

export async function addBulkJob(
  database: Queryable,
  { id, kind, userId, state, spec }: Pick<BulkJob, 'id' | 'kind' | 'userId' | 'state' | 'spec'>,
): Promise<BulkJob> {
  const { rows } = await database.query<BulkJob>({
    text: `insert into millrace.bulk_jobs (id, kind, user_id, state, spec) values ($1, $2, $3, $4, $5) returning ${COLUMNS}`,
    values: [id, kind, userId, state, JSON.stringify(spec)],
  })
  return rows[0]!
}

export async function findBulkJob(database: Queryable, kind: BulkJobKind, id: string): Promise<BulkJob | null> {
  const { rows } = await database.query<BulkJob>({
    text: `select ${COLUMNS} from millrace.bulk_jobs where id = $1 and kind = $2`,
    values: [id, kind],
  })
  return rows[0] ?? null
}

/// The newest first; those of [userId], or all when it is null.
export async function listBulkJobs(database: Queryable, kind: BulkJobKind, userId: string | null): Promise<BulkJob[]> {
  const { rows } = await database.query<BulkJob>({
    text: `select ${COLUMNS} from millrace.bulk_jobs where kind = $1 and ($2::text is null or user_id = $2)
           order by created_at desc limit 1000`,
    values: [kind, userId],
  })
  return rows
}

/// Moves a job on from one of the states [from]; null when it is in none of them.
export async function moveBulkJob(
  database: Queryable,
  id: string,
  from: readonly BulkJobState[],
  to: BulkJobState,
  error: string | null = null,
): Promise<BulkJob | null> {
  const { rows } = await database.query<BulkJob>({
    text: `update millrace.bulk_jobs set state = $3, error = coalesce($4, error), modified_at = now()
           where id = $1 and state = any($2) returning ${COLUMNS}`,
    values: [id, from, to, error],
  })
  return rows[0] ?? null
}

export async function deleteBulkJob(database: Queryable, id: string): Promise<void> {
  await database.query({ text: 'delete from millrace.bulk_jobs where id = $1', values: [id] })
}

/// The oldest job that waits, or whose server is gone: it is the caller's from now on.
export async function claimBulkJob(database: Queryable): Promise<BulkJob | null> {
  const { rows } = await database.query<BulkJob>(
    `update millrace.bulk_jobs set state = 'InProgress', claimed_until = now() + ${CLAIM}, modified_at = now()
     where id = (
       select id from millrace.bulk_jobs
       where state = 'UploadComplete' or (state = 'InProgress' and claimed_until < now())
       order by created_at limit 1 for update skip locked
     ) returning ${COLUMNS}`,
  )
  return rows[0] ?? null
}

/// Holds the job until the end of the transaction; null when it is not in progress any more or somebody else has gone on.
export async function holdBulkJob(tx: Queryable, id: string, processed: number): Promise<boolean> {
  const { rows } = await tx.query({
    text: "select 1 from millrace.bulk_jobs where id = $1 and state = 'InProgress' and processed = $2 for update",
    values: [id, processed],
  })
  return rows.length > 0
}

export async function setBulkColumns(database: Queryable, id: string, columns: readonly string[]): Promise<void> {
  await database.query({ text: 'update millrace.bulk_jobs set columns = $2 where id = $1', values: [id, columns] })
}

/// Counts rows that are done, and keeps the job claimed.
export async function countBulkRows(tx: Queryable, id: string, processed: number, failed: number): Promise<void> {
  await tx.query({
    text: `update millrace.bulk_jobs set processed = processed + $2, failed = failed + $3, modified_at = now(),
             claimed_until = now() + ${CLAIM} where id = $1`,
    values: [id, processed, failed],
  })
}

/// Adds a piece of the data that is uploaded.
export async function addBulkUpload(tx: Queryable, id: string, position: number, data: Buffer): Promise<void> {
  await tx.query({
    text: 'insert into millrace.bulk_uploads (job_id, position, data) values ($1, $2, $3)',
    values: [id, position, data],
  })
}

/// The uploaded data piece by piece.
export async function* readBulkUpload(database: Queryable, id: string): AsyncGenerator<Buffer> {
  for (let position = 0; ; position++) {
    const { rows } = await database.query<{ data: Buffer }>({
      text: 'select data from millrace.bulk_uploads where job_id = $1 and position = $2',
      values: [id, position],
    })
    if (!rows[0]) return
    yield rows[0].data
  }
}

/// Adds lines of CSV to a list of the job; [position] is the number of the first in the list, from 0.
export async function addBulkLines(
  tx: Queryable,
  id: string,
  list: BulkList,
  position: number,
  lines: readonly string[],
): Promise<void> {
  if (lines.length === 0) return
  await tx.query({
    text: 'insert into millrace.bulk_lines (job_id, list, position, lines) values ($1, $2, $3, $4)',
    values: [id, list, position, lines],
  })
}

/// At most [most] lines of a list from [start] on, a stretch at a time.
export async function* readBulkLines(
  database: Queryable,
  id: string,
  list: BulkList,
  start = 0,
  most = Number.POSITIVE_INFINITY,
): AsyncGenerator<readonly string[]> {
  let next = start
  while (next < start + most) {
    const { rows } = await database.query<{ position: number; lines: string[] }>({
      text: `select position, lines from millrace.bulk_lines
             where job_id = $1 and list = $2 and position <= $3 and position + cardinality(lines) > $3
             order by position limit 1`,
      values: [id, list, next],
    })
    const [row] = rows
    if (!row) return
    const lines = row.lines.slice(next - row.position, next - row.position + (start + most - next))
    yield lines
    next += lines.length
  }
}
