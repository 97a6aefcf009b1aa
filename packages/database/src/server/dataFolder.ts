import { existsSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { EmbeddedUnavailable } from './embeddedUnavailable.ts'
import type { Home } from './home.ts'
import { isAlive } from './pidFile.ts'
import { owner } from './projectDatabase.ts'
import { runToEnd } from './serverProcess.ts'
import { isCode } from './systemError.ts'

/// Makes PostgreSQL's data folder when it is not there, and says why when the one that is there cannot be used.
export function initializeData(
  home: Home,
  binaries: Binaries,
  durable: boolean,
  log?: (message: string) => void,
): void {
  if (existsSync(home.data)) return checkData(home, binaries)
  log?.(`Setting up a database in ${home.folder} …`)
  // Made beside its place and moved there when complete, so that a killed start leaves nothing half done.
  const unfinished = `${home.data}.${process.pid}`
  const args = ['-D', unfinished, '-U', owner, '-E', 'UTF8', '--no-instructions']
  args.push('--no-locale', '--locale-provider=builtin', '--builtin-locale=C.UTF-8')
  if (home.passwordFile === null) args.push('--auth=trust')
  else args.push('--auth=scram-sha-256', `--pwfile=${home.passwordFile}`)
  if (!durable) args.push('--no-sync')
  const failure = runToEnd(home, binaries.initdb, args)
  if (failure !== null) {
    rmSync(unfinished, { recursive: true, force: true })
    throw new EmbeddedUnavailable(`The database in "${home.folder}" could not be set up.\n${failure}`)
  }
  try {
    renameSync(unfinished, home.data)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    // Another process was faster: its folder is as good.
    if (!isCode(error, 'ENOTEMPTY') && !isCode(error, 'EEXIST')) throw error
  }
}

function checkData({ data, account }: Home, binaries: Binaries): void {
  const { uid } = statSync(data)
  const us = account?.uid ?? process.getuid?.() ?? uid
  if (uid !== us) {
    throw new EmbeddedUnavailable(
      `The database in "${data}" belongs to the account number ${uid}, and this is ${us}.\n` +
        '  Start Millrace as that account, or give the folder to this one (chown -R).',
    )
  }
  const stored = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim()
  const ours = binaries.version.split('.', 1)[0]
  if (stored === ours) return
  throw new EmbeddedUnavailable(
    `The database in "${data}" was made by PostgreSQL ${stored}, and this is PostgreSQL ${ours}.\n` +
      '  Export the records with the Millrace version that made it, and import them here.',
  )
}

/// Removes what killed starts left: incomplete data folders, pipes that nobody knows. Their names end in the number of
/// the process.
export function removeLeftovers({ folder }: Home): void {
  for (const name of readdirSync(folder)) {
    const [, kind, pid] = name.match(/^(data|users)\.(\d+)/) ?? []
    // In a container every start may have the number that the killed one had, and so may we.
    const isOld = !isAlive(Number(pid)) || (kind === 'data' && Number(pid) === process.pid)
    if (kind && isOld) rmSync(join(folder, name), { recursive: true, force: true })
  }
}
