import type { Database, Listener, QueryResult, Row, Statement, Tx } from '@millrace/database'
import { nestedTransaction } from '../nestedTransaction.ts'

/// A database in which nothing lasts: every transaction of whoever uses it happens within [outer], one after the other,
/// and is gone when that is rolled back.
export class HeldDatabase implements Database {
  readonly url = ''
  readonly #outer: Tx
  #last: Promise<void> = Promise.resolve()

  constructor(outer: Tx) {
    this.#outer = outer
  }

  query<R = Row>(statement: Statement | string): Promise<QueryResult<R>> {
    return this.transaction(tx => tx.query<R>(statement))
  }

  async begin(): Promise<Tx> {
    const before = this.#last
    let done = (): void => {}
    this.#last = new Promise(resolve => {
      done = resolve
    })
    await before
    const inner = nestedTransaction(this.#outer)
    const tasks: (() => void)[] = []
    return {
      ...inner,
      onCommit: task => void tasks.push(task),
      commit: async () => {
        await inner.commit()
        done()
        for (const task of tasks) task()
      },
      rollback: async () => {
        await inner.rollback()
        done()
      },
    }
  }

  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const tx = await this.begin()
    try {
      const result = await work(tx)
      await tx.commit()
      return result
    } catch (error) {
      await tx.rollback()
      throw error
    }
  }

  /// Nothing is committed, so nobody is ever told.
  async listen(): Promise<Listener> {
    return { isOpen: true, close: async () => {} }
  }

  async notify(): Promise<void> {}

  /// Whoever opened [outer] closes it.
  async close(): Promise<void> {
    await this.#last
  }
}
