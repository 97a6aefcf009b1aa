import type { ComponentHost, HostRequest } from '@millrace/runtime'

/// How many records one request may name, as in Salesforce.
const MOST = 200

/// Gives the records [ids] to another owner, all or none of each 200. Throws an `Error` that says why not.
export async function changeOwner(
  host: ComponentHost,
  objectApiName: string,
  ids: readonly string[],
  ownerId: string,
): Promise<void> {
  for (const some of parts(ids)) {
    const records = some.map(id => ({ attributes: { type: objectApiName }, id, OwnerId: ownerId }))
    const body = JSON.stringify({ allOrNone: true, records })
    await send(host, '', { method: 'PATCH', headers: { 'Content-Type': 'application/json' }, body })
  }
}

/// Deletes the records [ids], all or none of each 200. Throws an `Error` that says why not.
export async function deleteAll(host: ComponentHost, ids: readonly string[]): Promise<void> {
  for (const some of parts(ids)) await send(host, `?ids=${some.join(',')}&allOrNone=true`, { method: 'DELETE' })
}

const parts = (ids: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(ids.length / MOST) }, (_, i) => ids.slice(i * MOST, (i + 1) * MOST))

interface Outcome {
  readonly success?: boolean
  readonly message?: string
  readonly errors?: readonly { readonly message: string; readonly statusCode: string }[]
}

async function send(host: ComponentHost, rest: string, request: HostRequest): Promise<void> {
  const { apiVersion = 'v62.0' } = host
  const response = await host.fetch(`/services/data/${apiVersion}/composite/sobjects${rest}`, request)
  const answer = (await response.json()) as readonly Outcome[]
  if (response.status >= 400) throw new Error(answer[0]?.message ?? `The server answered ${response.status}.`)
  const errors = answer.flatMap(one => (one.success === false ? (one.errors ?? []) : []))
  // The others were only taken back because of this one.
  const why = errors.find(({ statusCode }) => statusCode !== 'ALL_OR_NONE_OPERATION_ROLLED_BACK') ?? errors[0]
  if (why) throw new Error(why.message)
}
