import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase, type Database } from '../server/connection.ts'
import { startEmbeddedPostgres } from '../server/embedded.ts'

/// An empty database for one run of a test or a trial: it is gone when it is closed. All share one embedded server
/// below the system's folder for temporary files, which runs while one of them is open; it keeps nothing safe.
export async function openScratchDatabase(log?: (message: string) => void): Promise<Database> {
  const dataDir = join(tmpdir(), `millrace-scratch-${process.getuid?.() ?? 'user'}`)
  const server = await startEmbeddedPostgres({ dataDir, durable: false, log })
  const name = `scratch_${randomBytes(8).toString('hex')}`
  const administration = await openDatabase({ url: server.url, connections: 1 })
  try {
    if (server.started) await dropForgotten(administration)
    await administration.query(`create database ${name}`)
    const database = await openDatabase({ url: server.url.replace(/^([^?]*\/)[^/?]*/, `$1${name}`) })
    return closingWith(database, async () => {
      await administration.query(`drop database if exists ${name} with (force)`)
      await administration.close()
      await server.stop()
    })
  } catch (error) {
    await administration.close()
    await server.stop()
    throw error
  }
}

/// What runs left behind that were killed: scratch databases to which nobody is connected.
async function dropForgotten(administration: Database): Promise<void> {
  const { rows } = await administration.query<{ name: string }>(
    `select datname as name from pg_database
     where starts_with(datname, 'scratch_') and datname not in (select datname from pg_stat_activity where datname is not null)`,
  )
  for (const { name } of rows) await administration.query(`drop database if exists ${name}`)
}

/// [database], which after closing does [afterwards] as well.
const closingWith = (database: Database, afterwards: () => Promise<void>): Database => ({
  url: database.url,
  query: statement => database.query(statement),
  begin: options => database.begin(options),
  transaction: (work, options) => database.transaction(work, options),
  listen: (channel, heard) => database.listen(channel, heard),
  notify: (channel, payload) => database.notify(channel, payload),
  async close() {
    await database.close()
    await afterwards()
  },
})
