import { makeId } from '@millrace/values'
import type { Queryable } from './server/statement.ts'

/// How many serial numbers one call of the sequence reserves: the sequence's increment.
export const ID_BLOCK = 1000

/// New record Ids of one org. Serial numbers come in blocks from a sequence of the database, so most inserts need no
/// round trip for them, and any number of servers share one database. Numbers left over when a server ends are lost.
export class IdAllocator {
  #next = 0
  #end = 0

  /// [count] new Ids of 18 characters with [keyPrefix].
  async take(queryable: Queryable, keyPrefix: string, count: number): Promise<string[]> {
    const ids: string[] = []
    for (;;) {
      while (ids.length < count && this.#next < this.#end) ids.push(makeId(keyPrefix, this.#next++))
      if (ids.length === count) return ids
      for (const start of await reserve(queryable, Math.ceil((count - ids.length) / ID_BLOCK))) {
        // A whole block for this call is used at once; the last one is kept for the next calls.
        for (let serial = this.#next; serial < this.#end && ids.length < count; serial = ++this.#next)
          ids.push(makeId(keyPrefix, serial))
        this.#next = start
        this.#end = start + ID_BLOCK
      }
    }
  }
}

/// The first numbers of [blocks] new blocks.
async function reserve(queryable: Queryable, blocks: number): Promise<number[]> {
  const { rows } = await queryable.query<[string]>({
    text: `select nextval('millrace.record_serial') from generate_series(1, $1::integer)`,
    values: [blocks],
    rowMode: 'array',
  })
  return rows.map(([start]) => Number(start))
}
