import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { FreshDatabase } from '../../../../scripts/freshDatabase.ts'
import { freshDatabase } from '../../../../scripts/freshDatabase.ts'
import type { Database } from './connection.ts'
import { openDatabase } from './connection.ts'
import type { Tx, TxOptions } from './transaction.ts'

let fresh: FreshDatabase
beforeAll(async () => {
  fresh = await freshDatabase()
})
afterAll(() => fresh.drop())

describe('types', () => {
  const cases: [sql: string, value: unknown][] = [
    ["date '2026-03-29'", '2026-03-29'],
    ["timestamptz '2026-03-29 02:30:00+02'", '2026-03-29 00:30:00+00'],
    ['12345678901234567890.10::numeric', '12345678901234567890.10'],
    ['9007199254740993::int8', '9007199254740993'],
    ['7::int4', 7],
    ['true', true],
    ['ARRAY[1.10, 2]::numeric[]', ['1.10', '2']],
    ["ARRAY['2026-01-31'::date]", ['2026-01-31']],
    ['\'{"a": [1]}\'::jsonb', { a: [1] }],
    ['NULL::numeric', null],
  ]
  it.each(cases)('%s', async (sql, value) => {
    const { rows } = await fresh.database.query({ text: `SELECT ${sql}`, rowMode: 'array' })
    expect(rows).toEqual([[value]])
  })
})

describe('a transaction', () => {
  const names = async (): Promise<string[]> => {
    const { rows } = await fresh.database.query<{ name: string }>('SELECT name FROM person ORDER BY name')
    return rows.map(row => row.name)
  }
  const add = (tx: Tx, name: string) => tx.query({ text: 'INSERT INTO person VALUES ($1)', values: [name] })

  beforeEach(async () => {
    await fresh.database.query('DROP TABLE IF EXISTS person; CREATE TABLE person (name text PRIMARY KEY)')
  })

  it('keeps its changes when the work returns', async () => {
    expect(await fresh.database.transaction(async tx => (await add(tx, 'Ada')).rowCount)).toBe(1)
    expect(await names()).toEqual(['Ada'])
  })

  it('undoes them when the work throws', async () => {
    const work = fresh.database.transaction(async tx => {
      await add(tx, 'Ada')
      throw new Error('No.')
    })
    await expect(work).rejects.toThrow('No.')
    expect(await names()).toEqual([])
  })

  it('is not open to others before its commit', async () => {
    const tx = await fresh.database.begin()
    await add(tx, 'Ada')
    expect(await names()).toEqual([])
    await tx.commit()
    expect(await names()).toEqual(['Ada'])
  })

  it('costs nothing without a statement', async () => {
    const tx = await fresh.database.begin()
    tx.savepoint().release()
    await tx.commit()
  })

  const savepoints: [title: string, work: (tx: Tx) => Promise<unknown>, kept: string[]][] = [
    [
      'a savepoint undoes what came after it',
      async tx => {
        await add(tx, 'Ada')
        const savepoint = tx.savepoint()
        await add(tx, 'Ben')
        savepoint.rollback()
        await add(tx, 'Cleo')
      },
      ['Ada', 'Cleo'],
    ],
    [
      'a failed statement is undone with its savepoint',
      async tx => {
        await add(tx, 'Ada')
        const savepoint = tx.savepoint()
        await expect(add(tx, 'Ada')).rejects.toMatchObject({ code: '23505' })
        savepoint.rollback()
      },
      ['Ada'],
    ],
    [
      'a released savepoint keeps everything',
      async tx => {
        const outer = tx.savepoint()
        await add(tx, 'Ada')
        const inner = tx.savepoint()
        await add(tx, 'Ben')
        inner.release()
        outer.release()
      },
      ['Ada', 'Ben'],
    ],
    [
      'an outer savepoint undoes inner ones',
      async tx => {
        await add(tx, 'Ada')
        const outer = tx.savepoint()
        await add(tx, 'Ben')
        tx.savepoint()
        await add(tx, 'Cleo')
        outer.rollback()
      },
      ['Ada'],
    ],
    [
      'savepoints without a statement between them cancel out',
      async tx => {
        await add(tx, 'Ada')
        const outer = tx.savepoint()
        tx.savepoint().rollback()
        tx.savepoint()
        outer.rollback()
        await add(tx, 'Ben')
      },
      ['Ada', 'Ben'],
    ],
    [
      'a restart undoes everything and goes on',
      async tx => {
        await add(tx, 'Ada')
        const savepoint = tx.savepoint()
        await add(tx, 'Ben')
        tx.restart()
        savepoint.rollback()
        await add(tx, 'Cleo')
      },
      ['Cleo'],
    ],
    [
      'statements that are not awaited run in order',
      tx => Promise.all([add(tx, 'Ada'), tx.query("UPDATE person SET name = 'Ben'"), add(tx, 'Ada')]),
      ['Ada', 'Ben'],
    ],
  ]
  it.each(savepoints)('%s', async (_, work, kept) => {
    await fresh.database.transaction(work)
    expect(await names()).toEqual(kept)
  })

  it('says so when the commit comes after a failed statement', async () => {
    const tx = await fresh.database.begin()
    await add(tx, 'Ada')
    await expect(add(tx, 'Ada')).rejects.toMatchObject({ code: '23505' })
    await expect(tx.commit()).rejects.toMatchObject({ code: 'ROLLED_BACK' })
    expect(await names()).toEqual([])
  })

  it('refuses statements after its end', async () => {
    const tx = await fresh.database.begin()
    await add(tx, 'Ada')
    await tx.rollback()
    await tx.rollback()
    await expect(add(tx, 'Ben')).rejects.toThrow(/has ended/)
    await expect(tx.commit()).rejects.toThrow(/has ended/)
  })

  it('prepares a named statement once for each connection', async () => {
    await fresh.database.transaction(async tx => {
      for (const n of [1, 2, 3]) await tx.query({ name: 'plus_one', text: 'SELECT $1::int + 1', values: [n] })
      const { rows } = await tx.query(
        "SELECT generic_plans + custom_plans AS runs FROM pg_prepared_statements WHERE name = 'plus_one'",
      )
      expect(rows).toEqual([{ runs: '3' }])
    })
  })

  const stops: [title: string, options: () => TxOptions, code: string][] = [
    ['a cancel', () => ({ signal: cancelAfter(100) }), 'CANCELLED'],
    ['a signal that runs out of time', () => ({ signal: AbortSignal.timeout(100) }), 'QUERY_TIMEOUT'],
    ['its own limit', () => ({ timeoutMs: 100 }), 'QUERY_TIMEOUT'],
    ['a cancel before it began', () => ({ signal: AbortSignal.abort() }), 'CANCELLED'],
  ]
  it.each(stops)('%s stops the statement and undoes everything', async (_, options, code) => {
    const later: unknown[] = []
    const work = fresh.database.transaction(async tx => {
      await add(tx, 'Ada')
      await tx.query('SELECT pg_sleep(20)').catch(async error => {
        later.push(await tx.query('SELECT 1').catch((refused: unknown) => refused))
        throw error
      })
    }, options())
    await expect(work).rejects.toMatchObject({ name: 'RecordStoreError', code })
    for (const refused of later) expect(refused).toMatchObject({ code })
    expect(await names()).toEqual([])
  })

  it('undoes a work that goes on too long between statements', async () => {
    const work = fresh.database.transaction(tx => add(tx, 'Ada').then(() => pause(60)), { timeoutMs: 30 })
    await expect(work).rejects.toMatchObject({ code: 'QUERY_TIMEOUT' })
    expect(await names()).toEqual([])
  })

  it('leaves the next user of its connection alone when cancelled', async () => {
    const single = await openDatabase({ url: fresh.url, connections: 1 })
    for (let turn = 0; turn < 10; turn++) {
      const signal = cancelAfter(turn)
      await single.transaction(tx => tx.query('SELECT pg_sleep(0.005)'), { signal }).catch(() => {})
      await single.query('SELECT pg_sleep(0.005)')
    }
    await single.close()
  })

  it('that waits for another in a circle is stopped', async () => {
    await fresh.database.query("INSERT INTO person VALUES ('Ada'), ('Ben')")
    const lock = (tx: Tx, name: string) =>
      tx.query({ text: 'SELECT FROM person WHERE name = $1 FOR UPDATE', values: [name] })
    const both = (first: string, second: string) =>
      fresh.database.transaction(async tx => {
        await lock(tx, first)
        await pause(50)
        await lock(tx, second)
      })
    const results = await Promise.allSettled([both('Ada', 'Ben'), both('Ben', 'Ada')])
    const reasons = results.flatMap(result => (result.status === 'rejected' ? [result.reason as unknown] : []))
    expect(reasons).toMatchObject([{ code: 'UNABLE_TO_LOCK_ROW', cause: { code: '40P01' } }])
  })

  it('that reads what another has changed meanwhile is stopped when serializable', async () => {
    await fresh.database.query("INSERT INTO person VALUES ('Ada')")
    const tx = await fresh.database.begin({ isolation: 'serializable' })
    await tx.query('SELECT FROM person')
    await fresh.database.query("UPDATE person SET name = 'Ben'")
    await expect(tx.query("UPDATE person SET name = 'Cleo'")).rejects.toMatchObject({
      code: 'UNABLE_TO_LOCK_ROW',
      cause: { code: '40001' },
    })
    await tx.rollback()
  })

  it('may be read-only', async () => {
    const work = fresh.database.transaction(tx => add(tx, 'Ada'), { readOnly: true })
    await expect(work).rejects.toMatchObject({ code: '25006' })
  })

  it('ends when its connection is lost, and the next one gets another', async () => {
    const tx = await fresh.database.begin()
    const { rows } = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
    await fresh.database.query({ text: 'SELECT pg_terminate_backend($1)', values: [rows[0]?.pid] })
    await expect(add(tx, 'Ada')).rejects.toMatchObject({ code: 'SERVER_UNAVAILABLE' })
    await tx.rollback()
    expect(await names()).toEqual([])
  })
})

describe('openDatabase', () => {
  const wrong: [what: string, url: string, error: object][] = [
    ['no server', 'postgres://nobody@127.0.0.1:1/none', { code: 'SERVER_UNAVAILABLE' }],
    ['no socket', 'postgres://nobody@/none?host=/nowhere', { code: 'SERVER_UNAVAILABLE' }],
  ]
  it.each(wrong)('%s', async (_, url, error) => {
    await expect(openDatabase({ url })).rejects.toMatchObject(error)
  })

  it('reads a type as it is told to', async () => {
    const timestamptz = 1184
    const database = await openDatabase({ url: fresh.url, types: { [timestamptz]: text => Date.parse(text) } })
    const { rows } = await database.query("SELECT timestamptz '1970-01-01 00:00:01+00' AS at")
    expect(rows).toEqual([{ at: 1000 }])
    await database.close()
  })
})

describe('freshDatabase', () => {
  it('copies a template that is made once', async () => {
    let made = 0
    const template = {
      name: 'counted',
      prepare: async (database: Database) => {
        made++
        await database.query('CREATE TABLE prepared AS SELECT 1 AS n')
      },
    }
    const copies = await Promise.all([freshDatabase({ template }), freshDatabase({ template })])
    for (const { database } of copies) expect((await database.query('SELECT n FROM prepared')).rows).toEqual([{ n: 1 }])
    expect(made).toBe(1)
    await Promise.all(copies.map(copy => copy.drop()))
  })
})

function cancelAfter(ms: number): AbortSignal {
  const controller = new AbortController()
  setTimeout(() => controller.abort(), ms)
  return controller.signal
}
