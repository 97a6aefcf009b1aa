import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { closeSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { Binaries } from './binaries.ts'
import { initializeData, removeLeftovers } from './dataFolder.ts'
import type { EmbeddedOptions, EmbeddedPostgres } from './embeddedPostgres.ts'
import type { Home } from './home.ts'
import { livePid, readPidFile } from './pidFile.ts'
import { portAddress, reachProjectDatabase } from './projectDatabase.ts'
import { logEnd, openLog } from './serverLog.ts'
import { runToEnd } from './serverProcess.ts'
import { serverArguments } from './serverSettings.ts'

/// The same as `startEmbeddedPostgres` for Windows, which has neither named pipes in folders nor sockets that a folder
/// guards: the server listens on a free port of 127.0.0.1 and asks for a password. Windows itself ends it together
/// with the process that started it; others may use it until then.
export async function startOnWindows(
  home: Home,
  binaries: Binaries,
  options: EmbeddedOptions,
  giveUpAt: number,
): Promise<EmbeddedPostgres> {
  const durable = options.durable !== false
  const password = passwordOf(home)
  removeLeftovers(home)
  initializeData(home, binaries, durable, options.log)
  const running = readPidFile(home.data)
  if (running?.status === 'ready' && livePid(home.data) !== null) {
    const address = portAddress(running.port, password)
    const isReached = await reachProjectDatabase(address).then(
      () => true,
      () => false,
    )
    if (isReached) return { url: address(), started: false, stop: () => Promise.resolve() }
  }

  const port = await freePort()
  const settings = { listen_addresses: '127.0.0.1', port, unix_socket_directories: '' }
  const { log } = openLog(home)
  const child = spawn(binaries.postgres, serverArguments(home.data, settings, durable), {
    stdio: ['ignore', log, log],
    windowsHide: true,
  })
  closeSync(log)
  const exit = once(child, 'exit')
  const stop = async () => {
    runToEnd(home, binaries.pgCtl, ['stop', '-D', home.data, '-m', 'fast'])
    await exit
  }
  while (child.exitCode === null && Date.now() < giveUpAt) {
    const file = readPidFile(home.data)
    if (file?.pid === child.pid && file?.status === 'ready') {
      child.unref()
      const address = portAddress(port, password)
      await reachProjectDatabase(address)
      return { url: address(), started: true, stop }
    }
    await pause(10)
  }
  child.kill()
  throw new Error(`PostgreSQL in "${home.folder}" did not start.\n${logEnd(home.log)}`)
}

function passwordOf({ passwordFile }: Home): string {
  if (passwordFile === null) throw new Error('Only a server on a port has a password.')
  if (!existsSync(passwordFile)) writeFileSync(passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 })
  return readFileSync(passwordFile, 'utf8')
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('A server on a port has an address.')
  return address.port
}
