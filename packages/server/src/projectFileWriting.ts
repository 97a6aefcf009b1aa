import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/// The text of a file of the project, or null when there is none.
export async function readProjectFile(folder: string, path: string): Promise<string | null> {
  try {
    return await readFile(join(folder, path), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/// Puts a file in place at once: who reads it meanwhile gets the old text or the new one, never half of it.
export async function writeProjectFile(folder: string, path: string, text: string): Promise<void> {
  const target = join(folder, path)
  const beside = `${target}.${process.pid}.tmp`
  await mkdir(dirname(target), { recursive: true })
  await writeFile(beside, text)
  await rename(beside, target)
}

export const removeProjectFile = (folder: string, path: string): Promise<void> =>
  rm(join(folder, path), { force: true })
