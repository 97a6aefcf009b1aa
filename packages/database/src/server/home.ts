import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Account } from './account.ts'
import { canEnter, serverAccount } from './account.ts'
import { rootFolder } from './binaries.ts'
import { EmbeddedUnavailable } from './embeddedUnavailable.ts'

/// Where one embedded server lives.
export interface Home {
  /// Null when the server runs as we do.
  readonly account: Account | null
  readonly folder: string
  /// PostgreSQL's own data folder.
  readonly data: string
  readonly log: string
  /// Holds the socket; only the server's account (and root) can enter it, which is what guards the database.
  readonly socketDir: string
  /// The owner's password, where the server listens on a port: on Windows.
  readonly passwordFile: string | null
  /// A pipe that every process using the server holds open; the server stops when the last one closes it.
  readonly users: string
}

const pointerFile = 'location.txt'
const socketName = '/.s.PGSQL.5432'
/// Linux allows 107 bytes, macOS 103.
const longestSocketPath = 103

/// Makes the folders for a server whose data belong to [dataDir]. Started by root under a folder that the server's
/// account cannot enter, they are elsewhere, and `location.txt` in [dataDir] says where.
export function prepareHome(dataDir: string): Home {
  mkdirSync(dataDir, { recursive: true })
  const asked = realpathSync(dataDir)
  const account = serverAccount(join(asked, 'data'))
  const folder = account ? reachableFolder(asked, account) : asked
  own(folder, account)
  return {
    account,
    folder,
    data: join(folder, 'data'),
    log: join(folder, 'postgres.log'),
    socketDir: socketDir(folder, account),
    passwordFile: process.platform === 'win32' ? join(folder, 'password.txt') : null,
    users: join(folder, 'users'),
  }
}

function reachableFolder(asked: string, account: Account): string {
  const pointer = join(asked, pointerFile)
  if (existsSync(pointer)) {
    const folder = readFileSync(pointer, 'utf8').split('\n', 1)[0] ?? ''
    // The folder changes its owner, so a project from elsewhere must not name just any.
    if (dirname(folder) !== rootFolder() || !/^project-[0-9a-f]+$/.test(basename(folder))) {
      throw new EmbeddedUnavailable(
        `"${pointer}" names "${folder}" as the folder of the database, which is none that Millrace makes.\n` +
          '  Remove the file to start with an empty database.',
      )
    }
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return folder
  }
  if (canEnter(join(asked, '..'), account)) return asked
  const folder = join(rootFolder(), `project-${hash(asked)}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  writeFileSync(
    pointer,
    `${folder}\n\nThe database of this project is in the folder above: PostgreSQL does not run as root, and the account\n` +
      'that it runs as cannot enter this folder.\n',
  )
  return folder
}

function socketDir(folder: string, account: Account | null): string {
  if (process.platform === 'win32' || Buffer.byteLength(folder + socketName) <= longestSocketPath) return folder
  const short = `/tmp/millrace-${hash(folder)}`
  mkdirSync(short, { recursive: true, mode: 0o700 })
  const { uid } = lstatSync(short)
  if (!lstatSync(short).isDirectory() || (uid !== process.getuid?.() && uid !== account?.uid)) {
    throw new EmbeddedUnavailable(
      `The database needs the folder "${short}" for its socket, but it belongs to someone else. Remove it.`,
    )
  }
  own(short, account)
  return short
}

function own(folder: string, account: Account | null): void {
  if (account) chownSync(folder, account.uid, account.gid)
  else if (lstatSync(folder).uid !== process.getuid?.()) return
  chmodSync(folder, 0o700)
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}

/// Makes a named pipe that only the server's account can open.
export function makePipe(path: string, account: Account | null): void {
  const made = spawnSync('mkfifo', ['-m', '600', path], { ...account, cwd: '/', encoding: 'utf8' })
  if (made.status === 0) return
  throw new EmbeddedUnavailable(
    `The database cannot start in "${path}": ${made.error?.message ?? made.stderr.trim()}.\n` +
      '  It needs a folder on a local disk; choose another data folder, or set DATABASE_URL.',
  )
}
