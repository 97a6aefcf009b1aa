import type { ChildProcess } from 'node:child_process'
import { spawn, spawnSync } from 'node:child_process'
import { closeSync, constants, openSync, readSync, renameSync, rmSync } from 'node:fs'
import type { Home } from './home.ts'
import { makePipe } from './home.ts'
import { isCode } from './systemError.ts'

/// A server that this process has started.
export interface ServerProcess {
  readonly pid: number
  readonly child: ChildProcess
  /// Lets other processes find and share the server.
  publish(): void
  /// Ends our use of it.
  leave(): void
}

// The shell stays beside the server and watches the pipe on its standard input. Nobody writes to it: it ends when the
// last process that holds it open has closed it or died, however it died, and then the server is told to stop.
const watch = `
exec 3<&0
"$@" </dev/null >&2 3<&- &
server=$!
echo $server
exec >&2
{ read -r nothing <&3; kill -INT $server; } &
watcher=$!
exec 3<&-
wait $server
status=$?
kill $watcher 2>/dev/null
exit $status`

/// Starts [command] as the home's account, in a session of its own so that Ctrl+C reaches only us.
export async function startServerProcess(home: Home, command: readonly string[], log: number): Promise<ServerProcess> {
  const pipe = `${home.users}.${process.pid}.${++pipes}`
  // A killed start may have left one of this name.
  rmSync(pipe, { force: true })
  makePipe(pipe, home.account)
  const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK)
  const writer = openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK)
  const child = spawn('/bin/sh', ['-c', watch, 'sh', ...command], {
    ...home.account,
    cwd: '/',
    env: serverEnvironment(),
    detached: true,
    stdio: [reader, 'pipe', log],
  })
  closeSync(reader)
  let path = pipe
  const leave = () => {
    closeSync(writer)
    if (path === pipe) rmSync(pipe, { force: true })
  }
  try {
    const pid = await firstLine(child)
    child.unref()
    return {
      pid: Number(pid),
      child,
      publish() {
        if (path === home.users) return
        renameSync(pipe, home.users)
        path = home.users
      },
      leave,
    }
  } catch (error) {
    leave()
    throw error
  }
}

let pipes = 0

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', () => reject(new Error('The shell that starts PostgreSQL ended at once.')))
    child.stdout?.once('data', (data: Buffer) => {
      child.stdout?.destroy()
      resolve(data.toString())
    })
  })
}

/// Holds the running server of [home] open; null when there is none. The answer ends our use of it.
export function holdOpen(home: Home): (() => void) | null {
  try {
    const writer = openSync(home.users, constants.O_WRONLY | constants.O_NONBLOCK)
    return () => closeSync(writer)
  } catch (error) {
    // ENXIO: nobody watches this pipe any more.
    if (isCode(error, 'ENXIO') || isCode(error, 'ENOENT')) return null
    throw error
  }
}

/// Whether the server of [home] still has its watcher, and so will not stop while someone holds it open.
export function isWatched(home: Home): boolean {
  const leave = holdOpen(home)
  leave?.()
  return leave !== null
}

/// Whether some process still holds the server of [home] open.
export function isInUse(home: Home): boolean {
  let reader: number
  try {
    reader = openSync(home.users, constants.O_RDONLY | constants.O_NONBLOCK)
  } catch (error) {
    if (isCode(error, 'ENOENT')) return false
    throw error
  }
  try {
    return readSync(reader, Buffer.alloc(1)) > 0
  } catch (error) {
    if (isCode(error, 'EAGAIN')) return true
    throw error
  } finally {
    closeSync(reader)
  }
}

/// Runs a program of PostgreSQL to its end and answers what it printed when it failed, else null.
export function runToEnd(home: Home, program: string, args: readonly string[]): string | null {
  const { status, error, stdout, stderr } = spawnSync(program, args, {
    ...home.account,
    cwd: home.folder,
    env: serverEnvironment(),
    encoding: 'utf8',
  })
  return status === 0 ? null : (error?.message ?? `${stdout}${stderr}`.trim())
}

/// Without PGDATA, PGPORT and the like, which PostgreSQL would obey, and with messages in English.
export function serverEnvironment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG|NODE_)/i.test(name))
  return { ...Object.fromEntries(inherited), LC_ALL: 'C' }
}
