import {
  addVersion,
  dropDraft,
  findDraft,
  findVersion,
  keepDraft,
  listVersions,
  renameVersions,
  replaceVersion,
  type Draft,
  type Versioned,
  type VersionSummary,
} from '@millrace/database'
import { type DynamicComponent, parseDynamicComponent, rewriteJson } from '@millrace/metadata'
import { didYouMean } from '@millrace/values'
import { ApiError, apiError, notFound } from '../apiError.ts'
import type { Org } from '../org.ts'
import { readProjectFile, removeProjectFile, writeProjectFile } from '../projectFileWriting.ts'
import { saveVersion, textHash, versionsOf } from '../versions.ts'
import { componentErrors } from './problems.ts'
import { renamedFiles } from './rename.ts'

/// A version with its text.
export interface OpenVersion {
  readonly number: number
  readonly hash: string
  readonly text: string
}

/// A component as a builder opens it.
export interface OpenComponentFile {
  readonly apiName: string
  /// Path in the project's folder.
  readonly file: string
  readonly status: ComponentStatus
  readonly versions: readonly VersionSummary[]
  /// The version that the file holds.
  readonly inFile: number
  /// The newest version, which is what people go on with.
  readonly current: OpenVersion
  /// What the person has typed and not saved.
  readonly draft: Draft | null
}

export type ComponentStatus = 'Active' | 'Draft' | 'Archived'

const componentNamed = (apiName: string): Versioned => ({ kind: 'component', apiName })

/// The Dynamic Components of a project's folder, with all their versions. The file holds the active version; while
/// none is active, the newest.
export class ComponentStore {
  readonly #org: Org

  constructor(org: Org) {
    this.#org = org
  }

  async open(apiName: string, userId: string): Promise<OpenComponentFile> {
    const { file, text } = await this.#read(apiName)
    const { database } = this.#org
    const of = componentNamed(apiName)
    const { versions, inFile } = await versionsOf(database, of, text)
    const newest = versions[0]!
    const current = newest.number === inFile ? text : (await this.version(apiName, newest.number)).text
    return {
      apiName,
      file,
      status: statusOf(text, file),
      versions,
      inFile: inFile!,
      current: { number: newest.number, hash: newest.hash, text: current },
      draft: await findDraft(database, of, userId),
    }
  }

  async version(apiName: string, number: number): Promise<OpenVersion> {
    const found = await findVersion(this.#org.database, componentNamed(apiName), number)
    if (!found) throw notFound(`"${apiName}" has no version ${number}.`)
    return { number, hash: found.hash, text: found.text }
  }

  /// Saves over version [number]. The answer 409 carries what somebody else has saved meanwhile; an active version
  /// with errors is refused with 422, as it runs.
  async save(apiName: string, number: number, basedOn: string, text: string, userId: string): Promise<VersionSummary> {
    this.#requireReadable(apiName, text)
    const { file, text: fileText } = await this.#read(apiName)
    const { database } = this.#org
    const of = componentNamed(apiName)
    const { inFile } = await versionsOf(database, of, fileText)
    const isRunning = inFile === number && statusOf(fileText, file) === 'Active'
    if (isRunning) this.#requireNoErrors(apiName, number, text)
    const outcome = await saveVersion(database, of, { number, basedOn, text, userId })
    if ('changed' in outcome) throw changedMeanwhile(apiName, number, outcome.changed)
    if (inFile === number) await this.#write(file, text)
    await dropDraft(database, of, userId)
    return outcome.saved
  }

  /// Saves as a new version. It is a draft; the active one keeps running.
  async saveAsNew(apiName: string, text: string, userId: string): Promise<VersionSummary> {
    this.#requireReadable(apiName, text)
    const { file, text: fileText } = await this.#read(apiName)
    const { database } = this.#org
    const of = componentNamed(apiName)
    await versionsOf(database, of, fileText)
    const isActive = statusOf(fileText, file) === 'Active'
    const saved = isActive ? text : withStatus(text, 'Draft')
    const version = await addVersion(database, of, { text: saved, hash: textHash(saved), userId })
    if (!isActive) await this.#write(file, saved)
    await dropDraft(database, of, userId)
    return version
  }

  /// Makes version [number] the one that runs, unless it has errors.
  async activate(apiName: string, number: number, userId: string): Promise<void> {
    const { file, text: fileText } = await this.#read(apiName)
    const of = componentNamed(apiName)
    await versionsOf(this.#org.database, of, fileText)
    const version = await this.version(apiName, number)
    this.#requireNoErrors(apiName, number, version.text)
    await this.#setStatus(apiName, file, version, 'Active', userId)
  }

  /// Stops the component: pages show that it is not active.
  async deactivate(apiName: string, status: 'Draft' | 'Archived', userId: string): Promise<void> {
    const { file, text } = await this.#read(apiName)
    const { inFile } = await versionsOf(this.#org.database, componentNamed(apiName), text)
    await this.#setStatus(apiName, file, { number: inFile!, hash: textHash(text), text }, status, userId)
  }

  /// A new component, as a draft in a file of its own. [text] is its whole file.
  async create(text: string, folder: string, userId: string): Promise<OpenComponentFile> {
    const named = parseDynamicComponent(text, 'New.dynamicComponent.json').component
    const { apiName } = named ?? { apiName: '' }
    const problems = parseDynamicComponent(text, `${apiName}.dynamicComponent.json`).diagnostics
    if (!named || problems.length > 0)
      throw apiError(400, 'INVALID_FILE', problems[0]?.message ?? 'The new component cannot be read.')
    if (this.#find(apiName))
      throw apiError(400, 'DUPLICATE_DEVELOPER_NAME', `There is a component "${apiName}" already.`)
    const path = `${await this.#folder(folder)}/${apiName}.dynamicComponent.json`
    await this.#write(path, withStatus(text, 'Draft'))
    return this.open(apiName, userId)
  }

  /// Removes the file. The versions stay, so that `restore` brings it back.
  async delete(apiName: string): Promise<{ readonly file: string; readonly number: number }> {
    const { file, text } = await this.#read(apiName)
    const { inFile } = await versionsOf(this.#org.database, componentNamed(apiName), text)
    await removeProjectFile(this.#org.folder, file)
    await this.#org.reload()
    return { file, number: inFile! }
  }

  /// Brings back what `delete` removed.
  async restore(apiName: string, file: string, number: number): Promise<void> {
    if (this.#find(apiName)) throw apiError(400, 'DUPLICATE_DEVELOPER_NAME', `There is a component "${apiName}" again.`)
    if (!isComponentPath(file, apiName)) throw apiError(400, 'INVALID_FILE', `"${file}" is no place for "${apiName}".`)
    await this.#write(file, (await this.version(apiName, number)).text)
  }

  /// Gives a component another API name and label, and changes every file that refers to it.
  async rename(apiName: string, newName: string, label: string, userId: string): Promise<OpenComponentFile> {
    const { file, text } = await this.#read(apiName)
    const { folder, database, project } = this.#org
    if (!/^[A-Za-z](?:_?[A-Za-z0-9])*$/.test(newName))
      throw apiError(
        400,
        'INVALID_NAME',
        `"${newName}" is no API name: letters, digits and single underscores, a letter first.`,
      )
    const isOther = newName.toLowerCase() !== apiName.toLowerCase()
    if (isOther && this.#find(newName))
      throw apiError(400, 'DUPLICATE_DEVELOPER_NAME', `There is a component "${newName}" already.`)
    const of = componentNamed(apiName)
    await versionsOf(database, of, text)
    const renamed = rewriteJson(text, { ...(JSON.parse(text) as object), apiName: newName, label })
    const path = file.replace(/[^/]+$/, `${newName}.dynamicComponent.json`)
    for (const other of await renamedFiles(project, apiName, newName, path => readProjectFile(folder, path)))
      if (other.path !== file) await writeProjectFile(folder, other.path, other.text)
    await removeProjectFile(folder, file)
    await renameVersions(database, of, newName)
    await this.#keepAs(newName, textHash(text), renamed, userId)
    await this.#write(path, renamed)
    return this.open(newName, userId)
  }

  async keepDraft(apiName: string, userId: string, draft: Omit<Draft, 'savedAt'>): Promise<void> {
    await keepDraft(this.#org.database, componentNamed(apiName), userId, draft)
  }

  async dropDraft(apiName: string, userId: string): Promise<void> {
    await dropDraft(this.#org.database, componentNamed(apiName), userId)
  }

  /// How many versions a component has been saved in; 1 for one that no builder has touched.
  async versionCount(apiName: string): Promise<number> {
    return Math.max(1, (await listVersions(this.#org.database, componentNamed(apiName))).length)
  }

  async #setStatus(
    apiName: string,
    file: string,
    version: OpenVersion,
    status: ComponentStatus,
    userId: string,
  ): Promise<void> {
    const text = withStatus(version.text, status)
    const of = componentNamed(apiName)
    await replaceVersion(this.#org.database, of, version.number, version.hash, { text, hash: textHash(text), userId })
    await this.#write(file, text)
  }

  async #keepAs(apiName: string, hash: string, text: string, userId: string): Promise<void> {
    const of = componentNamed(apiName)
    const version = (await listVersions(this.#org.database, of)).find(version => version.hash === hash)
    const saved = { text, hash: textHash(text), userId }
    if (version) await replaceVersion(this.#org.database, of, version.number, hash, saved)
  }

  async #read(apiName: string): Promise<{ file: string; text: string }> {
    const found = this.#find(apiName)
    const text = found && (await readProjectFile(this.#org.folder, found.file))
    if (found && text !== null && text !== undefined) return { file: found.file, text }
    const names = this.#org.project.dynamicComponents.map(({ component }) => component.apiName)
    throw notFound(`The project has no Dynamic Component "${apiName}".${didYouMean(apiName, names)}`)
  }

  #find(apiName: string) {
    return this.#org.project.dynamicComponents.find(
      ({ component }) => component.apiName.toLowerCase() === apiName.toLowerCase(),
    )
  }

  async #write(file: string, text: string): Promise<void> {
    await writeProjectFile(this.#org.folder, file, text)
    await this.#org.reload()
  }

  /// Where new components go: beside the others, in the folder that is asked for.
  async #folder(folder: string): Promise<string> {
    const [first] = this.#org.project.dynamicComponents
    const base = first?.file.replace(/(^|\/)dynamicComponents\/.*$/, '$1dynamicComponents')
    const inside = folder.split('/').filter(part => /^[\w -]+$/.test(part))
    return [base ?? (await this.#packageFolder()), ...inside].join('/')
  }

  async #packageFolder(): Promise<string> {
    const text = await readProjectFile(this.#org.folder, 'sfdx-project.json')
    const path = /"path"\s*:\s*"([\w./-]+)"/.exec(text ?? '')?.[1] ?? 'force-app'
    return `${path}/main/default/dynamicComponents`
  }

  #requireReadable(apiName: string, text: string): void {
    const { component, diagnostics } = parseDynamicComponent(text, `${apiName}.dynamicComponent.json`)
    if (!component)
      throw apiError(
        400,
        'INVALID_FILE',
        `"${apiName}" cannot be saved: ${diagnostics[0]?.message ?? 'it is no component.'}`,
      )
  }

  #requireNoErrors(apiName: string, number: number, text: string): void {
    const [first, ...others] = componentErrors(apiName, text, this.#org.project)
    if (!first) return
    const more =
      others.length === 0
        ? ''
        : ` There ${others.length === 1 ? 'is one more error' : `are ${others.length} more errors`}.`
    throw apiError(
      422,
      'COMPONENT_HAS_ERRORS',
      `Version ${number} of "${apiName}" cannot be active: ${first}${more} Save it as a new version: a draft may have errors.`,
    )
  }
}

/// The component that [text] holds, as far as it can be read.
const componentIn = (text: string, file: string): DynamicComponent | null => parseDynamicComponent(text, file).component

const statusOf = (text: string, file: string): ComponentStatus => componentIn(text, file)?.status ?? 'Active'

/// [text] with another status and no other change. An active component says nothing of it.
function withStatus(text: string, status: ComponentStatus): string {
  const entries = Object.entries(JSON.parse(text) as object).filter(([name]) => name !== 'status')
  if (status !== 'Active') entries.splice(entries.findIndex(([name]) => name === 'label') + 1, 0, ['status', status])
  return rewriteJson(text, Object.fromEntries(entries))
}

const isComponentPath = (file: string, apiName: string): boolean =>
  file.endsWith(`/${apiName}.dynamicComponent.json`) && /^[\w][\w ./-]*$/.test(file) && !file.includes('..')

const changedMeanwhile = (apiName: string, number: number, changed: OpenVersion | null): ApiError =>
  new ApiError(409, {
    errorCode: 'CHANGED_MEANWHILE',
    message: changed
      ? `Version ${number} of "${apiName}" was saved by somebody else since you opened it. Nothing of yours is lost.`
      : `Version ${number} of "${apiName}" is gone.`,
    ...(changed && { details: { number: changed.number, hash: changed.hash, text: changed.text } }),
  })
