import { ApiFailure, getJson, postJson, send } from '@millrace/components'
import type { ComponentProblem } from '@millrace/runtime'

const BASE = '/millrace/v1/builder/components'
const pathOf = (apiName: string) => `${BASE}/${encodeURIComponent(apiName)}`

/// A line of the list of components.
export interface ComponentSummary {
  readonly apiName: string
  readonly label: string
  readonly description: string
  readonly targetObject: string | null
  readonly status: ComponentStatus
  /// Below the folder dynamicComponents; "" for its top.
  readonly folder: string
  readonly file: string
  readonly versions: number
  /// ISO 8601.
  readonly changedAt: string | null
  readonly errors: number
  readonly usedBy: readonly { readonly kind: 'page' | 'component'; readonly name: string; readonly label: string }[]
}

export type ComponentStatus = 'Active' | 'Draft' | 'Archived'

export interface VersionSummary {
  readonly number: number
  readonly hash: string
  readonly savedBy: string | null
  readonly createdAt: number
  readonly savedAt: number
}

export interface OpenVersion {
  readonly number: number
  readonly hash: string
  readonly text: string
}

/// A component with its versions, and what the person typed the last time and did not save.
export interface OpenComponentFile {
  readonly apiName: string
  readonly file: string
  readonly status: ComponentStatus
  readonly versions: readonly VersionSummary[]
  readonly inFile: number
  readonly current: OpenVersion
  readonly draft: {
    readonly number: number
    readonly basedOn: string
    readonly text: string
    readonly savedAt: number
  } | null
}

/// Somebody else saved the version meanwhile.
export class ChangedMeanwhile extends Error {
  readonly theirs: OpenVersion | null

  constructor(message: string, theirs: OpenVersion | null) {
    super(message)
    this.theirs = theirs
  }
}

export const listComponents = () => getJson<{ components: readonly ComponentSummary[] }>(BASE)

export const openComponentFile = (apiName: string) => getJson<OpenComponentFile>(pathOf(apiName))

export const readVersion = (apiName: string, number: number) =>
  getJson<OpenVersion>(`${pathOf(apiName)}/versions/${number}`)

export const createComponent = (text: string, folder = '') => postJson<OpenComponentFile>(BASE, { text, folder })

export const saveAsNewVersion = (apiName: string, text: string) =>
  postJson<VersionSummary>(`${pathOf(apiName)}/versions`, { text })

/// Throws `ChangedMeanwhile` when the version is not what [basedOn] is the hash of any more.
export async function saveVersion(
  apiName: string,
  number: number,
  basedOn: string,
  text: string,
): Promise<VersionSummary> {
  return readAnswer(await sendJson('PUT', `${pathOf(apiName)}/versions/${number}`, { text, basedOn }))
}

export const activateVersion = (apiName: string, number: number) =>
  sendOnly('POST', `${pathOf(apiName)}/versions/${number}/activate`)

export const deactivateComponent = (apiName: string, status: 'Draft' | 'Archived') =>
  sendOnly('POST', `${pathOf(apiName)}/deactivate`, { status })

export const deleteComponent = async (apiName: string): Promise<{ file: string; number: number }> =>
  readAnswer(await send(pathOf(apiName), { method: 'DELETE' }))

export const restoreComponent = (apiName: string, deleted: { file: string; number: number }) =>
  sendOnly('POST', `${pathOf(apiName)}/restore`, deleted)

export const renameComponent = (apiName: string, newName: string, label: string) =>
  postJson<OpenComponentFile>(`${pathOf(apiName)}/rename`, { apiName: newName, label })

export const keepDraft = (apiName: string, draft: { number: number; basedOn: string; text: string }) =>
  sendOnly('PUT', `${pathOf(apiName)}/draft`, draft)

export const dropDraft = (apiName: string) => sendOnly('DELETE', `${pathOf(apiName)}/draft`)

export const checkText = (apiName: string, text: string) =>
  postJson<{ problems: readonly ComponentProblem[] }>(`${pathOf(apiName)}/check`, { text })

const sendJson = (method: string, path: string, body?: object) =>
  send(path, {
    method,
    ...(body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  })

async function sendOnly(method: string, path: string, body?: object): Promise<void> {
  await readAnswer(await sendJson(method, path, body))
}

async function readAnswer<T>(response: Response): Promise<T> {
  const text = await response.text()
  if (response.ok) return (text === '' ? undefined : JSON.parse(text)) as T
  const [problem] = errorsIn(text)
  const message = problem?.message ?? `The server answered ${response.status}.`
  if (problem?.errorCode === 'CHANGED_MEANWHILE') throw new ChangedMeanwhile(message, problem.details ?? null)
  throw new ApiFailure(response.status, message)
}

interface ErrorAnswer {
  readonly message: string
  readonly errorCode: string
  readonly details?: OpenVersion
}

function errorsIn(text: string): ErrorAnswer[] {
  try {
    const answer: unknown = JSON.parse(text)
    return Array.isArray(answer) ? (answer as ErrorAnswer[]) : []
  } catch {
    return []
  }
}
