import { ApiFailure, getJson, postJson, send } from '@millrace/components'

const BASE = '/millrace/v1/builder/pages'
const pathOf = (apiName: string) => `${BASE}/${encodeURIComponent(apiName)}`

/// Where a page is shown: see the routes of the server.
export interface Activation {
  /// API name; null for the whole org.
  readonly app: string | null
  readonly profile: string | null
  /// `Contact.Customer`; only with a profile.
  readonly recordType?: string | null
  readonly formFactor: 'Large' | 'Small' | null
}

export interface Named {
  readonly name: string
  readonly label: string
}

/// A line of the list of pages.
export interface PageSummary {
  readonly apiName: string
  readonly label: string
  readonly description: string
  readonly type: string
  readonly objectApiName: string | null
  readonly file: string
  /// ISO 8601.
  readonly changedAt: string | null
  readonly activations: readonly Activation[]
}

export interface PageFile {
  readonly apiName: string
  readonly file: string
  readonly text: string
  readonly hash: string
}

export interface OpenPage extends PageFile {
  readonly activations: readonly Activation[]
  readonly apps: readonly Named[]
  /// Under the names that files have for them.
  readonly profiles: readonly Named[]
  /// Those of the page's object.
  readonly recordTypes: readonly Named[]
  /// The newest first; the first is what the file holds.
  readonly versions: readonly PageVersion[]
  /// What this person has typed and not saved.
  readonly draft: { readonly text: string; readonly savedAt: number } | null
}

export interface PageVersion {
  readonly number: number
  readonly hash: string
  /// Id of a user; null: the file was changed by other means.
  readonly savedBy: string | null
  /// Milliseconds since 1970.
  readonly savedAt: number
}

/// What somebody else saved meanwhile.
export interface TheirPage {
  readonly hash: string
  readonly text: string
}

export const openPage = (apiName: string) => getJson<OpenPage>(pathOf(apiName))

export const createPage = (apiName: string, text: string) => postJson<PageFile>(BASE, { apiName, text })

export const renamePage = (apiName: string, newName: string, label: string) =>
  postJson<PageFile>(`${pathOf(apiName)}/rename`, { apiName: newName, label })

export async function deletePage(apiName: string): Promise<{ readonly file: string; readonly text: string }> {
  return (await answered(await send(pathOf(apiName), { method: 'DELETE' }))) as { file: string; text: string }
}

export const restorePage = (apiName: string, deleted: object) => postJson(`${pathOf(apiName)}/restore`, deleted)

/// The saved file, or what somebody else saved since [basedOn] was opened.
export async function savePage(
  apiName: string,
  basedOn: string,
  text: string,
): Promise<{ readonly saved: PageFile } | { readonly theirs: TheirPage }> {
  const response = await put(pathOf(apiName), { text, basedOn })
  if (response.status !== 409) return { saved: (await answered(response)) as PageFile }
  const [{ details }] = (await response.json()) as [{ details: TheirPage }]
  return { theirs: details }
}

export const pageVersion = (apiName: string, number: number) =>
  getJson<{ readonly text: string }>(`${pathOf(apiName)}/versions/${number}`)

/// Keeps what was typed since [basedOn], until it is saved or, with null, given up.
export const keepPageDraft = (apiName: string, basedOn: string, text: string | null): Promise<unknown> =>
  put(`${pathOf(apiName)}/draft`, { basedOn, text })

export async function activatePage(
  apiName: string,
  activations: readonly Activation[],
): Promise<readonly Activation[]> {
  const response = await put(`${pathOf(apiName)}/activations`, { activations })
  return ((await answered(response)) as { activations: readonly Activation[] }).activations
}

const put = (path: string, body: object): Promise<Response> =>
  send(path, { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })

async function answered(response: Response): Promise<unknown> {
  const answer: unknown = await response.json().catch(() => undefined)
  if (response.ok) return answer
  const [first] = Array.isArray(answer) ? (answer as { message?: string }[]) : []
  throw new ApiFailure(response.status, first?.message ?? `The server answered ${response.status}.`)
}
