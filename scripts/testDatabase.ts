import { createHash, randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '@millrace/database'
import { dropTestDatabases } from './freshDatabase.ts'

/// Starts one PostgreSQL for all test files that need one; `freshDatabase` gives each its own database on it.
/// `MILLRACE_TEST_DATABASE_URL` names a server to use instead, as a user who may create databases.
///
/// Test runs of one working copy share the server when they overlap, and its folder when they follow each other.
export default async function startTestDatabase(): Promise<(() => Promise<void>) | undefined> {
  // The second project of the same run.
  if (process.env.MILLRACE_TEST_RUN) return undefined
  const run = randomBytes(4).toString('hex')
  process.env.MILLRACE_TEST_RUN = run
  if (process.env.MILLRACE_TEST_DATABASE_URL) return () => dropTestDatabases(run)

  const workingCopy = createHash('sha256')
    .update(import.meta.url)
    .digest('hex')
    .slice(0, 8)
  const dataDir = join(tmpdir(), `millrace-tests-${process.getuid?.() ?? ''}-${workingCopy}`)
  const server = await startEmbeddedPostgres({ dataDir, durable: false })
  process.env.MILLRACE_TEST_DATABASE_URL = server.url
  // What killed runs left behind.
  if (server.started) await dropTestDatabases('')
  return async () => {
    await dropTestDatabases(run)
    await server.stop()
  }
}
