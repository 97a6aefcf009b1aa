import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { EmbeddedUnavailable } from './embeddedUnavailable.ts'

/// A user of the operating system by numbers.
export interface Account {
  readonly uid: number
  readonly gid: number
}

/// The account to run PostgreSQL as: null means as we are, which is possible for everybody but root. For root it is
/// the owner of the data in [dataDir], if there is any, else `nobody`, else whichever account the system lets us become.
export function serverAccount(dataDir: string): Account | null {
  if (process.getuid?.() !== 0) return null
  const owner = statSync(dataDir, { throwIfNoEntry: false })
  // initdb looks its own name up, so the account has to be one that the system knows.
  const known = knownAccounts()
  const candidates = [...known.filter(({ uid }) => uid === owner?.uid), ...known]
  const account = candidates.find(canBecome)
  if (account) return account
  throw new EmbeddedUnavailable(
    'PostgreSQL does not run as root, and this system has no other account to run it as.\n' +
      '  Start Millrace as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.',
  )
}

/// Every account but root, `nobody` first.
function knownAccounts(): Account[] {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  const accounts = lines.map(line => line.split(':')).filter(fields => Number(fields[2]) > 0)
  accounts.sort((a, b) => Number(b[0] === 'nobody') - Number(a[0] === 'nobody'))
  return accounts.map(fields => ({ uid: Number(fields[2]), gid: Number(fields[3]) }))
}

/// In a container not every number has a meaning.
function canBecome({ uid, gid }: Account): boolean {
  return spawnSync('/bin/sh', ['-c', ':'], { uid, gid, cwd: '/', stdio: 'ignore' }).status === 0
}

/// Whether [account] can enter [folder], asked of the system itself: modes alone do not tell (ACLs, mounts).
export function canEnter(folder: string, { uid, gid }: Account): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { uid, gid, cwd: '/', stdio: 'ignore' }).status === 0
}
