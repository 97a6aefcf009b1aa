import { spawnSync } from 'node:child_process'
import { linkSync, readFileSync, readlinkSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { isCode } from './systemError.ts'

/// What PostgreSQL writes into `postmaster.pid`, which is also its lock on the data folder.
export interface PidFile {
  /// 0 while the server has only begun to write the file.
  readonly pid: number
  readonly port: number
  readonly status: 'starting' | 'ready' | 'stopping' | ''
  readonly text: string
}

/// The pid file in the data folder, or null when no server has it open (or left it behind).
export function readPidFile(data: string): PidFile | null {
  const text = readIfThere(join(data, 'postmaster.pid'))
  if (text === null) return null
  const lines = text.split('\n')
  const status = (lines[7] ?? '').trim()
  return { pid: Number(lines[0]), port: Number(lines[3]), status: status as PidFile['status'], text }
}

/// The pid of the server that has the data folder open, if it is alive.
export function livePid(data: string): number | null {
  const file = readPidFile(data)
  return file && isServerOf(data, file.pid) ? file.pid : null
}

/// Removes a pid file whose number now belongs to another program (after a restart of a container, say) or to a
/// dead process that nobody has collected: PostgreSQL would take either for a server. It sees by itself when there is
/// no such process.
export function removeForeignPidFile(data: string): void {
  const path = join(data, 'postmaster.pid')
  const file = readPidFile(data)
  if (!file || (file.pid > 0 ? !hasProcess(file.pid) || isServerOf(data, file.pid) : isNew(path))) return
  const aside = `${path}.${process.pid}`
  try {
    renameSync(path, aside)
  } catch (error) {
    if (isCode(error, 'ENOENT')) return
    throw error
  }
  // Between reading and renaming another start may have put its own file there.
  if (readIfThere(aside) !== file.text) linkSync(aside, path)
  rmSync(aside)
}

/// An empty file is one that a server is writing right now, or the remainder of a crash of the whole computer.
function isNew(path: string): boolean {
  const written = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
  return Date.now() - written < 10_000
}

/// Whether process [pid] runs. One that has ended and waits to be collected, which takes for ever in a container
/// whose first process does not care, does not.
export function isAlive(pid: number): boolean {
  if (!hasProcess(pid)) return false
  if (process.platform !== 'linux') return true
  const state = readIfThere(`/proc/${pid}/stat`)
  return state !== null && !/\) [ZX]/.test(state)
}

function hasProcess(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return isCode(error, 'EPERM')
  }
}

function isServerOf(data: string, pid: number): boolean {
  if (!(pid > 0) || !isAlive(pid)) return false
  if (process.platform === 'win32') return true
  if (process.platform !== 'linux') {
    return spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout.includes(data)
  }
  try {
    // A server works in its data folder.
    return readlinkSync(`/proc/${pid}/cwd`) === data
  } catch (error) {
    return isCode(error, 'EACCES')
  }
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null
    throw error
  }
}
