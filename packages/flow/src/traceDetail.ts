import type { TraceEvent } from './host.ts'

/// Reads the details of events, which may come from a file or a database and then be of an older or newer kind: what
/// is not there, or is something else, reads as absent.
export class TraceDetail {
  readonly #detail: Readonly<Record<string, unknown>>

  constructor(detail: TraceEvent['detail'] | unknown) {
    this.#detail = typeof detail === 'object' && detail !== null ? (detail as Record<string, unknown>) : {}
  }

  has(name: string): boolean {
    return this.#detail[name] !== undefined && this.#detail[name] !== null
  }

  /// As text; "" when absent.
  text(name: string): string {
    const value = this.#detail[name]
    if (typeof value === 'string') return value
    return value === undefined || value === null
      ? ''
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value)
  }

  number(name: string): number | undefined {
    const value = this.#detail[name]
    return typeof value === 'number' ? value : undefined
  }

  is(name: string): boolean {
    return this.#detail[name] === true
  }

  part(name: string): TraceDetail {
    return new TraceDetail(this.#detail[name])
  }

  list(name: string): TraceDetail[] {
    const value = this.#detail[name]
    return Array.isArray(value) ? value.map(item => new TraceDetail(item)) : []
  }

  /// Texts of a list, such as Ids.
  texts(name: string): string[] {
    const value = this.#detail[name]
    return Array.isArray(value) ? value.map(item => (typeof item === 'string' ? item : JSON.stringify(item))) : []
  }

  /// The texts by name, such as a flow's inputs.
  entries(name: string): [string, string][] {
    const part = this.part(name)
    return Object.keys(part.#detail).map(key => [key, part.text(key)])
  }
}

/// A limit of the transaction: its name in the trace, and in Salesforce's words.
export const TRACE_LIMITS = [
  ['soqlQueries', 'SOQL queries'],
  ['queryRows', 'SOQL query rows'],
  ['dmlStatements', 'DML statements'],
  ['dmlRows', 'DML rows'],
] as const

/// How much of the limits the events have used so far.
export class LimitReader {
  #limits = new TraceDetail(undefined)
  #used = new TraceDetail(undefined)

  start(detail: TraceDetail): void {
    this.#limits = detail.part('limits')
  }

  /// What has been used since the last time, for each limit that has been: its words, by how much, the total, and how
  /// much is allowed.
  use(detail: TraceDetail): { words: string; by: number; total: number; allowed: number | undefined }[] {
    if (!detail.has('usage')) return []
    const [before, now] = [this.#used, detail.part('usage')]
    this.#used = now
    return this.#listed(now)
      .map(use => ({ ...use, by: use.total - (before.number(use.name) ?? 0) }))
      .filter(use => use.by > 0)
  }

  /// All that has been used.
  total(detail: TraceDetail): { words: string; total: number; allowed: number | undefined }[] {
    return this.#listed(detail.part('usage'))
  }

  #listed(usage: TraceDetail) {
    return TRACE_LIMITS.map(([name, words]) => ({
      name,
      words,
      total: usage.number(name) ?? 0,
      allowed: this.#limits.number(name),
    }))
  }
}
