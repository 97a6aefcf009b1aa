import {
  addVersion,
  type Draft,
  dropDraft,
  findDraft,
  findVersion,
  keepDraft,
  renameVersions,
  type Versioned,
  type VersionSummary,
} from '@millrace/database'
import { type FlexiPage, parseFlexiPage, renamePageReferences, rewriteJson, setPageTexts } from '@millrace/metadata'
import { didYouMean } from '@millrace/values'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ApiError, apiError, notFound } from '../apiError.ts'
import type { Org } from '../org.ts'
import { readProjectFile, removeProjectFile, writeProjectFile } from '../projectFileWriting.ts'
import { textHash, versionsOf } from '../versions.ts'
import { packageFolder } from './packageFolder.ts'

/// A page as a builder opens it.
export interface OpenPageFile {
  readonly apiName: string
  /// Path in the project's folder.
  readonly file: string
  readonly text: string
  /// What `save` wants to hear: the text that was opened.
  readonly hash: string
}

/// What else a builder opens: every text that was saved, and what the person has typed and not saved.
export interface PageHistory {
  /// The newest first; the first is what the file holds.
  readonly versions: readonly VersionSummary[]
  readonly draft: Draft | null
}

const pageNamed = (apiName: string): Versioned => ({ kind: 'page', apiName })

/// The Lightning pages of a project's folder, with every version that was saved. The file holds the newest.
export class PageStore {
  readonly #org: Org

  constructor(org: Org) {
    this.#org = org
  }

  async open(apiName: string): Promise<OpenPageFile> {
    const { file } = this.page(apiName)
    const text = await readProjectFile(this.#org.folder, file)
    if (text === null) throw notFound(`The file of the page "${apiName}" is gone.`)
    return { apiName, file, text, hash: textHash(text) }
  }

  /// The page [apiName] as the project runs it.
  page(apiName: string): FlexiPage {
    const { flexiPages } = this.#org.project
    const found = flexiPages.find(page => page.apiName === apiName)
    if (found) return found
    const names = flexiPages.map(page => page.apiName)
    throw notFound(`The project has no page "${apiName}".${didYouMean(apiName, names)}`)
  }

  async history(apiName: string, userId: string): Promise<PageHistory> {
    const { text, hash } = await this.open(apiName)
    const of = pageNamed(apiName)
    const { versions } = await versionsOf(this.#org.database, of, text)
    const draft = await findDraft(this.#org.database, of, userId)
    return { versions, draft: draft && draft.basedOn === hash && draft.text !== text ? draft : null }
  }

  /// The text of version [number].
  async version(apiName: string, number: number): Promise<{ readonly number: number; readonly text: string }> {
    const found = await findVersion(this.#org.database, pageNamed(apiName), number)
    if (!found) throw notFound(`"${apiName}" has no version ${number}.`)
    return { number, text: found.text }
  }

  /// Keeps what [userId] has typed since [basedOn], until it is saved or, with null, given up.
  async keepDraft(apiName: string, userId: string, basedOn: string, text: string | null): Promise<void> {
    const of = pageNamed(this.page(apiName).apiName)
    if (text === null) await dropDraft(this.#org.database, of, userId)
    else await keepDraft(this.#org.database, of, userId, { number: 0, basedOn, text })
  }

  /// Writes the page, as a new version. The answer 409 has `details` with what somebody else saved since [basedOn].
  async save(apiName: string, basedOn: string, text: string, userId: string): Promise<OpenPageFile> {
    requireReadable(apiName, text)
    const now = await this.open(apiName)
    const { database } = this.#org
    const of = pageNamed(apiName)
    await versionsOf(database, of, now.text)
    if (now.hash !== basedOn)
      throw new ApiError(409, {
        errorCode: 'CHANGED_MEANWHILE',
        message: `"${apiName}" was saved by somebody else since you opened it. Nothing of yours is lost.`,
        details: { hash: now.hash, text: now.text },
      })
    if (text !== now.text) await addVersion(database, of, { text, hash: textHash(text), userId })
    await dropDraft(database, of, userId)
    return this.#write(apiName, now.file, text)
  }

  /// A new page in a file of its own; [text] is its whole file.
  async create(apiName: string, text: string): Promise<OpenPageFile> {
    this.#requireFree(apiName)
    requireReadable(apiName, text)
    return this.#write(apiName, await this.#path(apiName), text)
  }

  /// Removes the file; the answer is what `restore` needs.
  async delete(apiName: string): Promise<{ readonly file: string; readonly text: string }> {
    const { file, text } = await this.open(apiName)
    await removeProjectFile(this.#org.folder, file)
    await this.#org.reload()
    return { file, text }
  }

  async restore(apiName: string, file: string, text: string): Promise<void> {
    this.#requireFree(apiName)
    requireReadable(apiName, text)
    const isPlace =
      file.endsWith(`/${apiName}.flexipage-meta.xml`) && /^\w[\w ./-]*$/.test(file) && !file.includes('..')
    if (!isPlace) throw apiError(400, 'INVALID_FILE', `"${file}" is no place for "${apiName}".`)
    await this.#write(apiName, file, text)
  }

  /// Gives a page another API name and label, and changes every tab, app and object that refers to it.
  async rename(apiName: string, newName: string, masterLabel: string): Promise<OpenPageFile> {
    const { file, text } = await this.open(apiName)
    const { folder, project } = this.#org
    const renamed = setPageTexts(text, { masterLabel })
    if (newName === apiName) return this.#write(apiName, file, renamed)
    if (newName.toLowerCase() !== apiName.toLowerCase()) this.#requireFree(newName)
    else requireName(newName)
    const files = [...project.tabs, ...project.applications, ...project.recordPages].map(one => one.file)
    for (const path of new Set(files)) {
      const source = await readProjectFile(folder, path)
      const changed = source === null ? null : renamePageReferences(source, apiName, newName)
      if (changed !== null && changed !== source) await writeProjectFile(folder, path, changed)
    }
    if (project.configuration.homePage === apiName) {
      const source = (await readProjectFile(folder, 'millrace.json')) ?? '{}'
      const settings = { ...(JSON.parse(source) as object), homePage: newName }
      await writeProjectFile(folder, 'millrace.json', rewriteJson(source, settings))
    }
    await removeProjectFile(folder, file)
    await renameVersions(this.#org.database, pageNamed(apiName), newName)
    return this.#write(newName, file.replace(/[^/]+$/, `${newName}.flexipage-meta.xml`), renamed)
  }

  /// When the file was written last, as ISO 8601.
  async changedAt({ file }: FlexiPage): Promise<string | null> {
    try {
      return (await stat(join(this.#org.folder, file))).mtime.toISOString()
    } catch {
      return null
    }
  }

  async #write(apiName: string, file: string, text: string): Promise<OpenPageFile> {
    await writeProjectFile(this.#org.folder, file, text)
    await this.#org.reload()
    return { apiName, file, text, hash: textHash(text) }
  }

  #requireFree(apiName: string): void {
    requireName(apiName)
    const isTaken = this.#org.project.flexiPages.some(page => page.apiName.toLowerCase() === apiName.toLowerCase())
    if (isTaken) throw apiError(400, 'DUPLICATE_DEVELOPER_NAME', `There is a page "${apiName}" already.`)
  }

  /// Beside the other pages.
  async #path(apiName: string): Promise<string> {
    const [first] = this.#org.project.flexiPages
    const folder = first?.file.replace(/\/[^/]+$/, '') ?? `${await packageFolder(this.#org)}/flexipages`
    return `${folder}/${apiName}.flexipage-meta.xml`
  }
}

function requireName(apiName: string): void {
  if (/^[A-Za-z](?:_?[A-Za-z0-9])*$/.test(apiName)) return
  throw apiError(
    400,
    'INVALID_NAME',
    `"${apiName}" is no API name: letters, digits and single underscores, a letter first.`,
  )
}

function requireReadable(apiName: string, text: string): void {
  const { definition, diagnostics } = parseFlexiPage(text, `${apiName}.flexipage-meta.xml`)
  const error = diagnostics.find(({ severity }) => severity === 'error')
  if (!definition || error)
    throw apiError(400, 'INVALID_FILE', `"${apiName}" cannot be saved: ${error?.message ?? 'it is no page.'}`)
}
