import type { ChildProcess } from 'node:child_process'
import { closeSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Binaries } from './binaries.ts'
import { findBinaries } from './binaries.ts'
import { initializeData } from './dataFolder.ts'
import type { Home } from './home.ts'
import { prepareHome } from './home.ts'
import type { PidFile } from './pidFile.ts'
import { isAlive, livePid, readPidFile, removeForeignPidFile } from './pidFile.ts'
import { holdOpen, isInUse, isWatched, startServerProcess } from './serverProcess.ts'
import { logEnd, logSince, openLog } from './serverLog.ts'
import { isCode } from './systemError.ts'

export interface EmbeddedOptions {
  /// The project's folder for the database, such as `.millrace/postgres`; made when missing.
  readonly dataDir: string
  /// False: changes may be lost when the computer fails. For tests; true when not given.
  readonly durable?: boolean
  /// Hears what takes a while.
  readonly log?: (message: string) => void
}

/// A PostgreSQL server that runs as long as some process uses it.
export interface EmbeddedPostgres {
  /// `postgres://…` of the project's database.
  readonly url: string
  /// False when another process had started it before.
  readonly started: boolean
  /// Ends our use of it. When nobody else uses it, the server has stopped when this returns.
  stop(): Promise<void>
}

/// How long a start may take, recovery after a crash included.
const longestStartMs = 120_000
const user = 'millrace'
const databaseName = 'millrace'

/// Starts the PostgreSQL that comes with Millrace on the data in [options.dataDir], or joins the one that already
/// runs there. It listens on a socket in a folder that only its own account can enter, never on the network.
///
/// The server stops when the last process using it has stopped it, exited or died. After a crash of any of them
/// the next start finds out what is left and recovers.
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const home = prepareHome(options.dataDir)
  const binaries = findBinaries(home.account)
  const giveUpAt = Date.now() + longestStartMs
  while (Date.now() < giveUpAt) {
    const joined = await joinRunning(home, giveUpAt)
    if (joined) return joined
    const pid = livePid(home.data)
    if (pid !== null) {
      await untilJoinable(home, pid)
      continue
    }
    const started = await startNew(home, binaries, options, giveUpAt)
    if (started) return started
  }
  throw new Error(
    `PostgreSQL in "${home.folder}" was not ready after ${longestStartMs / 1000} seconds.\n${logEnd(home.log)}`,
  )
}

/// The server that runs already; null when there is none (any more).
async function joinRunning(home: Home, giveUpAt: number): Promise<EmbeddedPostgres | null> {
  const leave = holdOpen(home)
  if (!leave) return null
  while (isWatched(home) && Date.now() < giveUpAt) {
    const file = readPidFile(home.data)
    if (file?.status === 'ready' && (await takesConnections(home, file))) return running(home, file, leave, false)
    await pause(5)
  }
  leave()
  return null
}

/// False for a server that is about to stop because its last user left just before we came.
async function takesConnections(home: Home, file: PidFile): Promise<boolean> {
  try {
    // Whoever started it may not have come to that yet.
    await createDatabase(home)
    return isWatched(home)
  } catch (error) {
    if (isWatched(home) && livePid(home.data) === file.pid) throw error
    return false
  }
}

/// Waits for a server that starts or stops right now. One that does neither has lost the processes around it: nobody
/// can join it and nobody would stop it, so that is done here.
async function untilJoinable(home: Home, pid: number): Promise<void> {
  const patience = Date.now() + 3000
  while (Date.now() < patience) {
    await pause(10)
    if (isWatched(home) || livePid(home.data) !== pid) return
  }
  process.kill(pid, 'SIGINT')
  await untilGone(pid)
}

/// Starts a server; null when another process was faster.
async function startNew(
  home: Home,
  binaries: Binaries,
  options: EmbeddedOptions,
  giveUpAt: number,
): Promise<EmbeddedPostgres | null> {
  const durable = options.durable !== false
  initializeData(home, binaries, durable, options.log)
  removeForeignPidFile(home.data)
  const { log, size } = openLog(home)
  const server = await startServerProcess(home, [binaries.postgres, ...serverOptions(home, durable)], log)
  closeSync(log)
  while (isRunning(server.child) && Date.now() < giveUpAt) {
    const file = readPidFile(home.data)
    if (file?.pid === server.pid) {
      server.publish()
      if (file.status === 'ready') return firstUse(home, running(home, file, server.leave, true))
    }
    await pause(5)
  }
  server.leave()
  // Another server has the data folder, or parts of a killed one are still on their way out.
  if (/lock file "postmaster.pid"|pre-existing shared memory/.test(logSince(home.log, size))) return null
  throw new Error(`PostgreSQL in "${home.folder}" did not start.\n${logEnd(home.log)}`)
}

async function firstUse(home: Home, server: EmbeddedPostgres): Promise<EmbeddedPostgres> {
  try {
    await createDatabase(home)
    return server
  } catch (error) {
    await server.stop()
    throw error
  }
}

function running(home: Home, file: PidFile, leave: () => void, started: boolean): EmbeddedPostgres {
  let stopping: Promise<void> | null = null
  return {
    url: urlOf(home, databaseName),
    started,
    stop() {
      stopping ??= (async () => {
        leave()
        if (!isInUse(home)) await untilGone(file.pid)
      })()
      return stopping
    },
  }
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null
}

async function untilGone(pid: number): Promise<void> {
  while (isAlive(pid)) await pause(5)
}

function urlOf({ socketDir }: Home, database: string): string {
  return `postgres://${user}@/${database}?host=${encodeURIComponent(socketDir)}`
}

/// Connects once: the proof that the server answers, and the project's database when this is its first start.
async function createDatabase(home: Home): Promise<void> {
  const client = new pg.Client(urlOf(home, databaseName))
  try {
    await client.connect()
    return
  } catch (error) {
    if (!isCode(error, '3D000')) throw error
  } finally {
    await client.end()
  }
  const first = new pg.Client(urlOf(home, 'postgres'))
  await first.connect()
  try {
    await first.query(`CREATE DATABASE ${databaseName}`)
  } catch (error) {
    // Another process has made it, or is making it.
    if (!isCode(error, '42P04') && !isCode(error, '23505')) throw error
  } finally {
    await first.end()
  }
}

/// Made for one project on one computer: little memory, few processes.
function serverOptions(home: Home, durable: boolean): string[] {
  const settings = {
    listen_addresses: '',
    unix_socket_directories: home.socketDir,
    unix_socket_permissions: '0700',
    port: 5432,
    max_connections: 200,
    shared_buffers: '64MB',
    max_wal_size: '512MB',
    wal_level: 'minimal',
    max_wal_senders: 0,
    io_method: 'sync',
    random_page_cost: 1.1,
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    ...(!durable && { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' }),
  }
  return ['-D', home.data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}
