import {
  addVersion,
  dropDraft,
  findDraft,
  findVersion,
  keepDraft,
  listVersions,
  replaceVersion,
  type Draft,
  type Versioned,
  type VersionSummary,
} from '@millrace/database'
import { checkFlow, type FlowProject } from '@millrace/flow'
import { parseFlow, patchFlow, type Diagnostic, type Flow } from '@millrace/metadata'
import { ApiError, apiError, notFound } from '../apiError.ts'
import type { Org } from '../org.ts'
import { hasErrors, type RunningProject } from '../project.ts'
import { readProjectFile, removeProjectFile, writeProjectFile } from '../projectFileWriting.ts'
import { saveVersion, textHash, versionsOf } from '../versions.ts'
import { usesOfFlow, type FlowUse } from './uses.ts'

/// A version with its text.
export interface OpenFlowVersion {
  readonly number: number
  readonly hash: string
  readonly text: string
}

export type FlowVersionSummary = VersionSummary & { readonly status: FlowStatus; readonly label: string }

/// A flow as a builder opens it.
export interface OpenFlowFile {
  readonly apiName: string
  /// Path in the project's folder.
  readonly file: string
  readonly versions: readonly FlowVersionSummary[]
  /// The version that the file holds.
  readonly inFile: number
  /// The version that was asked for; else the one in the file.
  readonly current: OpenFlowVersion
  /// What the person has typed and not saved.
  readonly draft: Draft | null
  readonly usedBy: readonly FlowUse[]
}

export type FlowStatus = Flow['status']

const flowNamed = (apiName: string): Versioned => ({ kind: 'flow', apiName })

/// The flows of a project's folder, with all their versions. The file holds the active version; while none is active,
/// the one saved last.
export class FlowStore {
  readonly #org: Org

  constructor(org: Org) {
    this.#org = org
  }

  async open(apiName: string, number: number | null, userId: string): Promise<OpenFlowFile> {
    const { file, text } = await this.#read(apiName)
    const { database, project } = this.#org
    const of = flowNamed(apiName)
    const { versions, inFile } = await versionsOf(database, of, text)
    const texts = await Promise.all(
      versions.map(async version =>
        version.number === inFile ? text : ((await findVersion(database, of, version.number))?.text ?? ''),
      ),
    )
    const wanted = number ?? inFile!
    const at = versions.findIndex(version => version.number === wanted)
    if (at < 0) throw notFound(`"${apiName}" has no version ${wanted}.`)
    return {
      apiName,
      file,
      versions: versions.map((version, i) => summaryOf(version, texts[i]!, file, version.number === inFile)),
      inFile: inFile!,
      current: { number: wanted, hash: versions[at]!.hash, text: texts[at]! },
      draft: await findDraft(database, of, userId),
      usedBy: usesOfFlow(project, apiName),
    }
  }

  async version(apiName: string, number: number): Promise<OpenFlowVersion> {
    const found = await findVersion(this.#org.database, flowNamed(apiName), number)
    if (!found) throw notFound(`"${apiName}" has no version ${number}.`)
    return { number, hash: found.hash, text: found.text }
  }

  /// Saves over version [number]. An active version is not saved over, as in Flow Builder. The answer 409 carries what
  /// somebody else has saved meanwhile.
  async save(apiName: string, number: number, basedOn: string, text: string, userId: string): Promise<VersionSummary> {
    const flow = requireReadable(apiName, text)
    const { text: fileText, file } = await this.#read(apiName)
    const { database } = this.#org
    const of = flowNamed(apiName)
    const { inFile } = await versionsOf(database, of, fileText)
    if (inFile === number && statusOf(fileText, file) === 'Active')
      throw apiError(
        422,
        'FLOW_IS_ACTIVE',
        `Version ${number} of "${apiName}" is active, so it runs as it is. Save your changes as a new version.`,
      )
    const saved = flow.status === 'Active' ? patchFlow(flow, { status: 'Draft' }) : text
    const outcome = await saveVersion(database, of, { number, basedOn, text: saved, userId })
    if ('changed' in outcome) throw changedMeanwhile(apiName, number, outcome.changed)
    if (inFile === number) await this.#write(file, saved)
    await dropDraft(database, of, userId)
    return outcome.saved
  }

  /// Saves as a new version, which is a draft. The active one keeps running; without one the new one is in the file.
  async saveAsNew(apiName: string, text: string, userId: string): Promise<VersionSummary> {
    const flow = requireReadable(apiName, text)
    const { file, text: fileText } = await this.#read(apiName)
    const { database } = this.#org
    const of = flowNamed(apiName)
    await versionsOf(database, of, fileText)
    const saved = patchFlow(flow, { status: 'Draft' })
    const version = await addVersion(database, of, { text: saved, hash: textHash(saved), userId })
    if (statusOf(fileText, file) !== 'Active') await this.#write(file, saved)
    await dropDraft(database, of, userId)
    return version
  }

  /// Makes version [number] the one that runs, unless it has errors. The one that was active is Obsolete from now on.
  async activate(apiName: string, number: number, userId: string): Promise<void> {
    const { file, text: fileText } = await this.#read(apiName)
    const { database, project } = this.#org
    const of = flowNamed(apiName)
    const { inFile } = await versionsOf(database, of, fileText)
    const version = await this.version(apiName, number)
    requireNoErrors(apiName, number, version.text, project)
    if (inFile !== number && statusOf(fileText, file) === 'Active')
      await this.#keep(apiName, { number: inFile!, hash: textHash(fileText), text: fileText }, 'Obsolete', userId)
    await this.#write(file, await this.#keep(apiName, version, 'Active', userId))
  }

  /// Stops the flow: nobody can start it until a version is active again.
  async deactivate(apiName: string, status: 'Draft' | 'Obsolete', userId: string): Promise<void> {
    const { file, text } = await this.#read(apiName)
    const { inFile } = await versionsOf(this.#org.database, flowNamed(apiName), text)
    await this.#write(file, await this.#keep(apiName, { number: inFile!, hash: textHash(text), text }, status, userId))
  }

  /// Writes a version's status into its text.
  async #keep(apiName: string, version: OpenFlowVersion, status: FlowStatus, userId: string): Promise<string> {
    const { flow } = parseFlow(version.text, `${apiName}.flow-meta.xml`)
    if (!flow)
      throw apiError(409, 'INVALID_FILE', `Version ${version.number} of "${apiName}" cannot be read. Mend it first.`)
    const text = patchFlow(flow, { status })
    const saved = { text, hash: textHash(text), userId }
    await replaceVersion(this.#org.database, flowNamed(apiName), version.number, version.hash, saved)
    return text
  }

  /// A new flow, as a draft in a file of its own. [text] is its whole file.
  async create(apiName: string, text: string, userId: string): Promise<OpenFlowFile> {
    if (!/^[A-Za-z](?:_?[A-Za-z0-9])*$/.test(apiName) || apiName.length > 80)
      throw apiError(
        400,
        'INVALID_NAME',
        `"${apiName}" is no API name: letters, digits and single underscores, a letter first, at most 80.`,
      )
    const flow = requireReadable(apiName, text)
    const taken = this.#org.project.flows.find(other => other.flow.apiName.toLowerCase() === apiName.toLowerCase())
    if (taken) throw apiError(400, 'DUPLICATE_DEVELOPER_NAME', `There is a flow "${taken.flow.apiName}" already.`)
    const draft = flow.status === 'Draft' ? text : patchFlow(flow, { status: 'Draft' })
    await this.#write(`${await this.#folder()}/${apiName}.flow-meta.xml`, draft)
    return this.open(apiName, null, userId)
  }

  /// Removes the file. The versions stay, so that `restore` brings it back.
  async delete(apiName: string): Promise<{ readonly file: string; readonly number: number }> {
    const { file, text } = await this.#read(apiName)
    if (statusOf(text, file) === 'Active')
      throw apiError(422, 'FLOW_IS_ACTIVE', `"${apiName}" is active. Deactivate it before you delete it.`)
    const { inFile } = await versionsOf(this.#org.database, flowNamed(apiName), text)
    await removeProjectFile(this.#org.folder, file)
    await this.#org.reload()
    return { file, number: inFile! }
  }

  /// Brings back what `delete` removed.
  async restore(apiName: string, file: string, number: number): Promise<void> {
    if (this.#org.project.flow(apiName))
      throw apiError(400, 'DUPLICATE_DEVELOPER_NAME', `There is a flow "${apiName}" again.`)
    if (!isFlowPath(file, apiName)) throw apiError(400, 'INVALID_FILE', `"${file}" is no place for "${apiName}".`)
    await this.#write(file, (await this.version(apiName, number)).text)
  }

  async keepDraft(apiName: string, userId: string, draft: Omit<Draft, 'savedAt'>): Promise<void> {
    await keepDraft(this.#org.database, flowNamed(apiName), userId, draft)
  }

  async dropDraft(apiName: string, userId: string): Promise<void> {
    await dropDraft(this.#org.database, flowNamed(apiName), userId)
  }

  /// How many versions a flow has been saved in; 1 for one that no builder has touched.
  async versionCount(apiName: string): Promise<number> {
    return Math.max(1, (await listVersions(this.#org.database, flowNamed(apiName))).length)
  }

  async #read(apiName: string): Promise<{ file: string; text: string }> {
    const { folder, project } = this.#org
    const found = project.flow(apiName)
    const text = found && (await readProjectFile(folder, found.flow.file))
    if (found && text !== null && text !== undefined) return { file: found.flow.file, text }
    throw notFound(project.whyNoFlow(apiName))
  }

  async #write(file: string, text: string): Promise<void> {
    await writeProjectFile(this.#org.folder, file, text)
    await this.#org.reload()
  }

  /// Where new flows go: beside the others.
  async #folder(): Promise<string> {
    const [first] = this.#org.project.flows
    if (first) return first.flow.file.replace(/\/?[^/]+$/, '') || '.'
    const text = await readProjectFile(this.#org.folder, 'sfdx-project.json')
    return `${/"path"\s*:\s*"([\w./-]+)"/.exec(text ?? '')?.[1] ?? 'force-app'}/main/default/flows`
  }
}

/// [text] checked as the flow [apiName] of [project], in place of the one that is there.
export function checkText(
  apiName: string,
  text: string,
  project: RunningProject,
): { flow: Flow | null; flowProject: FlowProject; diagnostics: Diagnostic[] } {
  const { flow, diagnostics } = parseFlow(text, `${apiName}.flow-meta.xml`)
  const { flowProject } = project
  const own: FlowProject = { ...flowProject, flow: name => (name === apiName && flow ? flow : flowProject.flow(name)) }
  return { flow, flowProject: own, diagnostics: [...diagnostics, ...(flow ? checkFlow(flow, own) : [])] }
}

const summaryOf = (version: VersionSummary, text: string, file: string, isInFile: boolean): FlowVersionSummary => {
  const { flow } = parseFlow(text, file)
  const status = flow?.status ?? 'InvalidDraft'
  // Only the file's version can be the active one.
  return { ...version, status: !isInFile && status === 'Active' ? 'Obsolete' : status, label: flow?.label ?? '' }
}

const statusOf = (text: string, file: string): FlowStatus => parseFlow(text, file).flow?.status ?? 'InvalidDraft'

function requireReadable(apiName: string, text: string): Flow {
  const { flow, diagnostics } = parseFlow(text, `${apiName}.flow-meta.xml`)
  if (flow) return flow
  throw apiError(400, 'INVALID_FILE', `"${apiName}" cannot be saved: ${diagnostics[0]?.message ?? 'it is no flow.'}`)
}

function requireNoErrors(apiName: string, number: number, text: string, project: RunningProject): void {
  const { diagnostics } = checkText(apiName, text, project)
  if (!hasErrors(diagnostics)) return
  const [first, ...others] = diagnostics.filter(({ severity }) => severity === 'error')
  const more =
    others.length === 0
      ? ''
      : ` ${others.length === 1 ? 'There is one more error' : `There are ${others.length} more errors`}.`
  throw apiError(
    422,
    'FLOW_HAS_ERRORS',
    `Version ${number} of "${apiName}" cannot be activated: ${first!.message}${more} A draft may have errors.`,
  )
}

const isFlowPath = (file: string, apiName: string): boolean =>
  [`${apiName}.flow-meta.xml`, `${apiName}.flow`].includes(file.split('/').at(-1)!) &&
  /^[\w][\w ./-]*$/.test(file) &&
  !file.includes('..')

const changedMeanwhile = (apiName: string, number: number, changed: OpenFlowVersion | null): ApiError =>
  new ApiError(409, {
    errorCode: 'CHANGED_MEANWHILE',
    message: changed
      ? `Version ${number} of "${apiName}" was saved by somebody else since you opened it. Nothing of yours is lost.`
      : `Version ${number} of "${apiName}" is gone.`,
    ...(changed && { details: { number: changed.number, hash: changed.hash, text: changed.text } }),
  })
