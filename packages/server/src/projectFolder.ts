import { isProjectFile, type ProjectFile } from '@millrace/metadata'
import { watch, type FSWatcher } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join, sep } from 'node:path'

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

/// Paths of the files under [folder], those of a project when [isSource] does not say which. [within] is a folder's path
/// from the project's folder: what lies above the project says nothing about its files.
export async function sourcePaths(folder: string, isSource = isProjectFile, within = ''): Promise<string[]> {
  const entries = await readdir(join(folder, within), { withFileTypes: true })
  const found = await Promise.all(
    entries.map(async entry => {
      const path = join(within, entry.name)
      if (entry.isDirectory()) return isPassedOver(entry.name) ? [] : sourcePaths(folder, isSource, path)
      return isSource(path) ? [path] : []
    }),
  )
  return found.flat()
}

const isPassedOver = (name: string): boolean => name.startsWith('.') || PASSED_OVER.has(name)

/// Several changes within this time are one: an editor or a `git checkout` writes many files.
const QUIET_MS = 120
const POLL_MS = 1000

/// Calls [onChange] whenever files of the project under [folder] have changed and are quiet again. Where the operating
/// system cannot tell, it looks every second. The answer stops it. [isSource] tells by their paths which files are
/// meant when those that a project is read from are not.
export function watchProject(folder: string, onChange: () => void, isSource = isProjectFile): () => void {
  let quiet: NodeJS.Timeout | undefined
  const changed = () => {
    clearTimeout(quiet)
    quiet = setTimeout(onChange, QUIET_MS)
  }
  const watch = new FolderWatch(folder, changed, isSource)
  return () => {
    clearTimeout(quiet)
    watch.close()
  }
}

/// Watches each folder of a project by itself. Node's own recursive watching loses a file on Linux when an editor puts
/// a new one in its place.
class FolderWatch {
  readonly #folder: string
  readonly #changed: () => void
  readonly #isSource: (path: string) => boolean
  readonly #watchers = new Map<string, FSWatcher>()
  #polling: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(folder: string, changed: () => void, isSource: (path: string) => boolean) {
    this.#folder = folder
    this.#changed = changed
    this.#isSource = isSource
    void this.#follow()
  }

  close(): void {
    this.#isClosed = true
    clearInterval(this.#polling)
    for (const watcher of this.#watchers.values()) watcher.close()
    this.#watchers.clear()
  }

  /// Watches the folders that are there now. Answers whether some are new.
  async #follow(): Promise<boolean> {
    const folders = new Set(await foldersIn(this.#folder).catch(() => []))
    if (this.#isClosed || this.#polling) return false
    for (const [path, watcher] of this.#watchers) {
      if (folders.has(path)) continue
      watcher.close()
      this.#watchers.delete(path)
    }
    const added = [...folders].filter(path => !this.#watchers.has(path))
    try {
      for (const path of added) this.#watch(path)
    } catch {
      this.#poll()
    }
    return added.length > 0
  }

  #watch(path: string): void {
    const watcher = watch(path, (_, name) => {
      if (name !== null && isPassedOver(name)) return
      if (name === null || this.#isSource(join(basename(path), name))) this.#changed()
      // What was written into a new folder before it was watched counts too.
      else void this.#follow().then(isNew => isNew && this.#changed())
    })
    watcher.on('error', () => void this.#follow())
    this.#watchers.set(path, watcher)
  }

  /// The system has no watches left.
  #poll(): void {
    for (const watcher of this.#watchers.values()) watcher.close()
    this.#watchers.clear()
    let last: string | undefined
    const look = async () => {
      const paths = await sourcePaths(this.#folder, this.#isSource)
      const times = await Promise.all(paths.map(async path => (await stat(join(this.#folder, path))).mtimeMs))
      const now = JSON.stringify([paths, times])
      if (last !== undefined && now !== last) this.#changed()
      last = now
    }
    // A file that goes while it is looked at: the next look sees that it is gone.
    this.#polling = setInterval(() => void look().catch(() => {}), POLL_MS)
  }
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const inner = entries.filter(entry => entry.isDirectory() && !isPassedOver(entry.name))
  const found = await Promise.all(inner.map(({ name }) => foldersIn(join(folder, name))))
  return [folder, ...found.flat()]
}
