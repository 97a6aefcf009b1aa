import type { ChildProcess } from 'node:child_process'
import { spawn, spawnSync } from 'node:child_process'
import { closeSync, constants, existsSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
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

// The shell stays beside the server and watches the pipe on its standard input. Who joins writes the name of a file,
// and the shell makes it as its answer. The pipe ends when the last process that holds it open has closed it or died,
// however it died, and then the server is told to stop.
const watch = `
exec 3<&0
"$@" </dev/null >&2 3<&- &
server=$!
echo $server
exec >&2
{ while IFS= read -r answer <&3; do : >"$answer"; done; exec 3<&-; while kill -INT $server; do sleep 1; done; } 2>/dev/null &
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

/// Holds the running server of [home] open; null when there is none, or none for long: its last user has just left.
/// The answer ends our use of it.
export async function joinServerProcess(home: Home): Promise<(() => void) | null> {
  const writer = openPipe(home)
  if (writer === null) return null
  const answer = `${home.users}.${process.pid}.${++pipes}`
  try {
    // Only an answer proves that the watcher had not yet seen the end of the pipe when we opened it.
    writeSync(writer, `${answer}\n`)
    while (isWatched(home)) {
      if (existsSync(answer)) return () => closeSync(writer)
      await pause(2)
    }
  } catch (error) {
    if (!isCode(error, 'EPIPE')) throw error
  } finally {
    rmSync(answer, { force: true })
  }
  closeSync(writer)
  return null
}

/// Whether the server of [home] still has its watcher.
export function isWatched(home: Home): boolean {
  const writer = openPipe(home)
  if (writer !== null) closeSync(writer)
  return writer !== null
}

function openPipe(home: Home): number | null {
  try {
    return openSync(home.users, constants.O_WRONLY | constants.O_NONBLOCK)
  } catch (error) {
    // ENXIO: nobody watches this pipe any more.
    if (isCode(error, 'ENXIO') || isCode(error, 'ENOENT')) return null
    throw error
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
