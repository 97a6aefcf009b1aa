import { isJsonObject } from './subrequests.ts'

/// A reference to something that no earlier subrequest answered.
export class UnknownReference extends Error {
  constructor(reference: string, referenceId: string) {
    super(`Invalid reference specified. No value for ${reference} found in ${referenceId}`)
    this.name = 'UnknownReference'
  }
}

const REFERENCE = /@\{([^{}]+)\}/g

/// A subrequest's [url] and [body] with each `@{referenceId.field}` replaced by what [answers] hold there; fields may be
/// nested and lists indexed: `@{refQuery.records[0].Id}`. A text that is nothing but a reference takes the value as
/// it is. Throws `UnknownReference`.
///
/// Source: REST API Developer Guide, "Composite", "Reference IDs".
export function resolveReferences(
  { url, body }: { readonly url: string; readonly body: unknown },
  answers: ReadonlyMap<string, unknown>,
): { url: string; body: unknown } {
  const valueOf = (reference: string): unknown => lookUp(reference.trim(), answers)
  const resolve = (json: unknown): unknown => {
    if (typeof json === 'string') return resolveText(json, valueOf)
    if (Array.isArray(json)) return json.map(resolve)
    if (!isJsonObject(json)) return json
    return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, resolve(value)]))
  }
  return {
    url: url.replaceAll(REFERENCE, (_, reference: string) => encodeURIComponent(String(valueOf(reference)))),
    body: resolve(body),
  }
}

function resolveText(text: string, valueOf: (reference: string) => unknown): unknown {
  const whole = /^@\{([^{}]+)\}$/.exec(text)?.[1]
  if (whole !== undefined) return valueOf(whole)
  return text.replaceAll(REFERENCE, (_, reference: string) => String(valueOf(reference)))
}

function lookUp(reference: string, answers: ReadonlyMap<string, unknown>): unknown {
  const [referenceId = '', ...path] = reference.split(/[.[\]]+/).filter(part => part !== '')
  let value: unknown = answers.get(referenceId)
  for (const part of path) value = memberOf(value, part)
  if (value === undefined || value === null) throw new UnknownReference(reference, referenceId)
  return value
}

/// Field names ignore case, as everywhere: an insert answers `id`, a query `Id`.
function memberOf(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return /^\d+$/.test(name) ? value[Number(name)] : undefined
  if (!isJsonObject(value)) return undefined
  if (Object.hasOwn(value, name)) return value[name]
  const spelled = Object.keys(value).find(key => key.toLowerCase() === name.toLowerCase())
  return spelled === undefined ? undefined : value[spelled]
}
