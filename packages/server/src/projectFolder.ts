import { isProjectFile, type ProjectFile } from '@millrace/metadata'
import { existsSync, watch, type FSWatcher } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'

/// Folders that hold no sources, however large they are.
const PASSED_OVER = new Set(['node_modules', 'build'])

/// All files of a project under [folder], by path, which is relative to the folder and has forward slashes.
export async function readProjectFiles(folder: string): Promise<ProjectFile[]> {
  const paths = (await sourcePaths(folder)).toSorted()
  return Promise.all(
    paths.map(async path => ({
      path: path.split(sep).join('/'),
      text: await readFile(join(folder, path), 'utf8'),
    })),
  )
}

/// [within] is a folder's path from the project's folder: what lies above the project says nothing about its files.
async function sourcePaths(folder: string, within = ''): Promise<string[]> {
  const entries = await readdir(join(folder, within), { withFileTypes: true })
  const found = await Promise.all(
    entries.map(async entry => {
      const path = join(within, entry.name)
      if (entry.isDirectory()) return isPassedOver(entry.name) ? [] : sourcePaths(folder, path)
      return isProjectFile(path) ? [path] : []
    }),
  )
  return found.flat()
}

const isPassedOver = (name: string): boolean => name.startsWith('.') || PASSED_OVER.has(name)

/// Several changes within this time are one: an editor or a `git checkout` writes many files.
const QUIET_MS = 120
const POLL_MS = 1000

/// Calls [onChange] whenever metadata files under [folder] have changed and are quiet again. Where the operating
/// system cannot tell, it looks every second. The answer stops it.
export function watchProject(folder: string, onChange: () => void): () => void {
  let quiet: NodeJS.Timeout | undefined
  const changed = () => {
    clearTimeout(quiet)
    quiet = setTimeout(onChange, QUIET_MS)
  }
  const stopWatching = watchByEvents(folder, changed) ?? watchByPolling(folder, changed)
  return () => {
    clearTimeout(quiet)
    stopWatching()
  }
}

function watchByEvents(folder: string, changed: () => void): (() => void) | null {
  let watcher: FSWatcher
  let stopPolling: (() => void) | undefined
  try {
    watcher = watch(folder, { recursive: true }, (_, path) => {
      if (path === null || concerns(path)) changed()
    })
  } catch {
    return null
  }
  // The system ran out of watches, or the folder went away for a moment.
  watcher.on('error', () => {
    watcher.close()
    stopPolling ??= watchByPolling(folder, changed)
  })
  return () => {
    watcher.close()
    stopPolling?.()
  }
}

/// A changed folder may hold changed files.
const concerns = (path: string): boolean => {
  const parts = path.split(sep)
  return !parts.some(isPassedOver) && (isProjectFile(path) || !parts.at(-1)!.includes('.'))
}

function watchByPolling(folder: string, changed: () => void): () => void {
  let last: string | undefined
  const look = async () => {
    if (!existsSync(folder)) return
    const paths = await sourcePaths(folder)
    const stats = await Promise.all(paths.map(async path => `${path} ${(await stat(join(folder, path))).mtimeMs}`))
    const now = stats.toSorted().join('\n')
    if (last !== undefined && now !== last) changed()
    last = now
  }
  const timer = setInterval(() => void look().catch(() => {}), POLL_MS)
  return () => clearInterval(timer)
}
