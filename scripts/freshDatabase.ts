import { randomBytes } from 'node:crypto'
import type { Database, DatabaseOptions } from '@millrace/database'
import { openDatabase } from '@millrace/database'

export interface FreshDatabase {
  readonly url: string
  readonly database: Database
  /// Closes and removes it.
  drop(): Promise<void>
}

export interface FreshDatabaseOptions extends Pick<DatabaseOptions, 'types' | 'connections'> {
  /// Starts as a copy of what `prepare` makes instead of empty. `prepare` runs once per test run for each name.
  readonly template?: { readonly name: string; prepare(database: Database): Promise<void> }
}

/// A database of its own for one test file, on the server that `scripts/testDatabase.ts` started.
export async function freshDatabase(options: FreshDatabaseOptions = {}): Promise<FreshDatabase> {
  const name = `test_${process.env.MILLRACE_TEST_RUN}_${randomBytes(6).toString('hex')}`
  const { template, ...connection } = options
  await onServer(async server => {
    const source = template ? await templateDatabase(server, template) : 'template1'
    await server.query(`CREATE DATABASE ${name} TEMPLATE ${source}`)
  })
  const url = urlOf(name)
  const database = await openDatabase({ ...connection, url })
  return {
    url,
    database,
    async drop() {
      await database.close()
      await onServer(server => dropDatabase(server, name))
    },
  }
}

/// Removes the databases of one test run, or of all when [run] is empty.
export async function dropTestDatabases(run: string): Promise<void> {
  await onServer(async server => {
    const { rows } = await server.query<{ datname: string }>({
      text: 'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
      values: [run ? `test_${run}_` : 'test_'],
    })
    for (const { datname } of rows) await dropDatabase(server, datname)
  })
}

async function templateDatabase(
  server: Database,
  { name, prepare }: NonNullable<FreshDatabaseOptions['template']>,
): Promise<string> {
  const source = `test_${process.env.MILLRACE_TEST_RUN}_template_${name}`
  // Test files run in several processes: the first makes the template while the others wait. The lock ends with the
  // connection.
  await server.query({ text: 'SELECT pg_advisory_lock(hashtext($1))', values: [source] })
  const { rowCount } = await server.query({ text: 'SELECT FROM pg_database WHERE datname = $1', values: [source] })
  if (rowCount > 0) return source
  await server.query(`CREATE DATABASE ${source}`)
  const database = await openDatabase({ url: urlOf(source) })
  try {
    await prepare(database)
  } catch (error) {
    await database.close()
    await dropDatabase(server, source)
    throw error
  }
  await database.close()
  return source
}

async function onServer(work: (server: Database) => Promise<void>): Promise<void> {
  const server = await openDatabase({ url: serverUrl(), connections: 1 })
  try {
    await work(server)
  } finally {
    await server.close()
  }
}

async function dropDatabase(server: Database, name: string): Promise<void> {
  await server.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
}

function urlOf(database: string): string {
  // Not by `URL`: it does not know an address without a host.
  return serverUrl().replace(/^([^?]*\/)[^/?]*/, `$1${database}`)
}

function serverUrl(): string {
  const url = process.env.MILLRACE_TEST_DATABASE_URL
  if (url) return url
  throw new Error(
    'There is no test database: this runs in a vitest project with `globalSetup: scripts/testDatabase.ts`.',
  )
}
