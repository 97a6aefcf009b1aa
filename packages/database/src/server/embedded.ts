import type { ChildProcess } from 'node:child_process'
import { closeSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { Binaries } from './binaries.ts'
import { findBinaries } from './binaries.ts'
import { initializeData, removeLeftovers } from './dataFolder.ts'
import type { EmbeddedOptions, EmbeddedPostgres } from './embeddedPostgres.ts'
import { EmbeddedUnavailable } from './embeddedUnavailable.ts'
import type { Home } from './home.ts'
import { prepareHome } from './home.ts'
import type { PidFile } from './pidFile.ts'
import { isAlive, livePid, readPidFile, removeForeignPidFile } from './pidFile.ts'
import { reachProjectDatabase, socketAddress } from './projectDatabase.ts'
import { isWatched, joinServerProcess, startServerProcess } from './serverProcess.ts'
import { logEnd, logSince, openLog } from './serverLog.ts'
import { serverArguments } from './serverSettings.ts'
import { startOnWindows } from './windowsServer.ts'

/// How long a start may take, recovery after a crash included.
const longestStartMs = 120_000

/// Starts the PostgreSQL that comes with Millrace on the data in [options.dataDir], or joins the one that already
/// runs there. It listens on a socket in a folder that only its own account can enter, never on the network.
///
/// The server stops when the last process using it has stopped it, exited or died. After a crash of any of them
/// the next start finds out what is left and recovers.
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const home = prepareHome(options.dataDir)
  const binaries = findBinaries(home.account)
  const giveUpAt = Date.now() + longestStartMs
  if (process.platform === 'win32') return startOnWindows(home, binaries, options, giveUpAt)
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
  throw new EmbeddedUnavailable(
    `PostgreSQL in "${home.folder}" was not ready after ${longestStartMs / 1000} seconds.\n${logEnd(home.log)}`,
  )
}

/// The server that runs already; null when there is none (any more).
async function joinRunning(home: Home, giveUpAt: number): Promise<EmbeddedPostgres | null> {
  const leave = await joinServerProcess(home)
  if (!leave) return null
  while (livePid(home.data) !== null && Date.now() < giveUpAt) {
    const file = readPidFile(home.data)
    // Whoever started it may not have come to making the database yet.
    if (file?.status === 'ready') return firstUse(home, running(home, file, leave, false))
    await pause(5)
  }
  leave()
  return null
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
  removeLeftovers(home)
  initializeData(home, binaries, durable, options.log)
  removeForeignPidFile(home.data)
  const { log, size } = openLog(home)
  const settings = {
    listen_addresses: '',
    unix_socket_directories: home.socketDir,
    unix_socket_permissions: '0700',
    port: 5432,
  }
  const command = [binaries.postgres, ...serverArguments(home.data, settings, durable)]
  const server = await startServerProcess(home, command, log)
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
  if (/lock file "postmaster.pid"|pre-existing shared memory/.test(logSince(home.log, size))) {
    await pause(20 + 60 * Math.random())
    return null
  }
  throw new EmbeddedUnavailable(`PostgreSQL in "${home.folder}" did not start.\n${logEnd(home.log)}`)
}

async function firstUse(home: Home, server: EmbeddedPostgres): Promise<EmbeddedPostgres> {
  try {
    await reachProjectDatabase(socketAddress(home.socketDir))
    return server
  } catch (error) {
    await server.stop()
    throw error
  }
}

function running(home: Home, file: PidFile, leave: () => void, started: boolean): EmbeddedPostgres {
  let stopping: Promise<void> | null = null
  return {
    url: socketAddress(home.socketDir)(),
    started,
    stop() {
      stopping ??= (async () => {
        leave()
        if (!(await isStillUsed(home))) await untilGone(file.pid)
      })()
      return stopping
    },
  }
}

/// Whether others hold the server open. The watcher of one that nobody holds open goes away at once; looking at the
/// other end of the pipe would tell without waiting, but whoever joins meanwhile would take us for the watcher.
async function isStillUsed(home: Home): Promise<boolean> {
  const patience = Date.now() + 100
  while (isWatched(home)) {
    if (Date.now() > patience) return true
    await pause(5)
  }
  return false
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null
}

async function untilGone(pid: number): Promise<void> {
  while (isAlive(pid)) await pause(5)
}
