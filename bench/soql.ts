import {
  type Database,
  deploy,
  describeObject,
  insertAsStated,
  openScratchDatabase,
  type Org,
  recordStore,
  runSoql,
  type UserContext,
} from '@millrace/database'
import { RecordValue } from '@millrace/values'
import pg from 'pg'
import { type Benchmark, type Budget, compare, type Figure } from './measure.ts'

const user: UserContext = { userId: '005000000000001AAA', timeZone: 'UTC', locale: 'en_US', now: Date.now }

/// SOQL and saving beside SQL written by hand and sent through `pg`, prepared and with rows as arrays, and how both grow
/// from 1,000 records to 100,000 or more. By hand nothing is checked, and nothing becomes a record.
export const soql: Benchmark = {
  name: 'soql',

  async run(budget) {
    const database = await openScratchDatabase()
    const client = new pg.Client({ connectionString: database.url })
    // The database is dropped while the connection may still be on its way out.
    client.on('error', () => {})
    await client.connect()
    try {
      const org = await deploy(database, [])
      const world: World = { database, client, org }
      await store(world, 1000)
      const small = await queries(world, budget, '1,000')
      await store(world, budget.mostRecords - 1000)
      await client.query('analyze')
      const large = await queries(world, budget, budget.mostRecords.toLocaleString('en'))
      const growth = large.map((one, i) => ({
        ...one,
        name: `${one.name}, beside the same of 1,000`,
        reference: small[i]!.ours,
      }))
      return [...small, ...large, ...growth, ...(await saving(world, budget)), await describing(world, budget)]
    } finally {
      await client.end()
      await database.close()
    }
  },
}

interface World {
  readonly database: Database
  readonly client: pg.Client
  readonly org: Org
}

async function store({ database, org }: World, count: number): Promise<void> {
  const accounts = Array.from({ length: count / 10 }, (_, i) => RecordValue.from('Account', { Name: `Account ${i}` }))
  await insertAsStated(database, org, user, accounts)
  for (let done = 0; done < count; done += 10_000) {
    const contacts = Array.from({ length: Math.min(10_000, count - done) }, (_, i) =>
      RecordValue.from('Contact', {
        FirstName: 'Ada',
        LastName: `Ng ${done + i}`,
        Title: (done + i) % 50 === 0 ? 'Dr' : 'Mx',
        AccountId: accounts[(done + i) % accounts.length]!.id!,
      }),
    )
    await insertAsStated(database, org, user, contacts)
  }
}

async function queries({ database, client, org }: World, budget: Budget, size: string): Promise<Figure[]> {
  const { rows } = await client.query<{ Id: string }>('select "Id" from org."Contact" order by "Id" limit 200')
  const ids = rows.map(row => row.Id)
  const { rows: parents } = await client.query<{ Id: string }>('select "Id" from org."Account" order by "Id" limit 20')
  const accounts = parents.map(row => row.Id)
  const cases: readonly [
    name: string,
    soql: string,
    binds: Record<string, string[]>,
    sql: string,
    values: unknown[],
  ][] = [
    [
      '200 records by Id',
      'SELECT Id, Name, Email, Title FROM Contact WHERE Id IN :ids',
      { ids },
      'select "Id", "Name", "Email", "Title" from org."Contact" where not "IsDeleted" and "Id" = any($1) order by "Id"',
      [ids],
    ],
    [
      'a filtered page of 50',
      "SELECT Id, Name, Title FROM Contact WHERE Title = 'Dr' ORDER BY LastName LIMIT 50",
      {},
      `select "Id", "Name", "Title" from org."Contact" where not "IsDeleted" and lower("Title") = $1 order by lower("LastName") nulls first, "Id" limit 50`,
      ['dr'],
    ],
    [
      'a parent path of 200',
      'SELECT Name, Account.Name FROM Contact WHERE Id IN :ids',
      { ids },
      'select c."Name", a."Id", a."Name" from org."Contact" c left join org."Account" a on a."Id" = c."AccountId" where not c."IsDeleted" and c."Id" = any($1) order by c."Id"',
      [ids],
    ],
    [
      'children of 20 parents',
      'SELECT Name, (SELECT Name FROM Contacts) FROM Account WHERE Id IN :accounts',
      { accounts },
      'select a."Id", a."Name", c."Id", c."Name" from org."Account" a left join org."Contact" c on c."AccountId" = a."Id" and not c."IsDeleted" where not a."IsDeleted" and a."Id" = any($1) order by a."Id", c."Id"',
      [accounts],
    ],
    [
      'an aggregate',
      'SELECT Title, COUNT(Id) n FROM Contact GROUP BY Title',
      {},
      'select min("Title" collate "C"), count("Id")::integer from org."Contact" where not "IsDeleted" group by lower("Title")',
      [],
    ],
  ]
  const figures: Figure[] = []
  const fewer = { rounds: Math.ceil(budget.rounds / 4), warmUp: Math.ceil(budget.warmUp / 4) }
  for (const [name, text, binds, sql, values] of cases) {
    const prepared = { name: `${name} ${size}`, text: sql, values, rowMode: 'array' as const }
    const times = await compare(
      () => runSoql(database, text, org, { user, binds }),
      () => client.query(prepared),
      fewer,
    )
    figures.push({ name: `SOQL: ${name}, of ${size}`, ...times, unit: 'ms' })
  }
  return figures
}

async function saving({ database, client, org }: World, budget: Budget): Promise<Figure[]> {
  const figures: Figure[] = []
  const options = { allOrNone: true, mode: 'system' } as const
  for (const count of [200, 10_000]) {
    const rounds =
      count === 200
        ? { rounds: Math.ceil(budget.rounds / 4), warmUp: Math.ceil(budget.warmUp / 2) }
        : { rounds: Math.ceil(budget.rounds / 20), warmUp: Math.ceil(budget.warmUp / 25) }
    const names = Array.from({ length: count }, (_, i) => `Saved ${i}`)
    const insert = await compare(
      () =>
        database.transaction(async tx =>
          recordStore(tx, org, user).insert(
            names.map(LastName => RecordValue.from('Contact', { LastName })),
            options,
          ),
        ),
      () => insertByHand(client, names),
      rounds,
    )
    figures.push({ name: `insert of ${count}`, ...insert, unit: 'ms' })
    const { rows } = await client.query<{ Id: string }>(`select "Id" from org."Contact" order by "Id" limit ${count}`)
    let round = 0
    const update = await compare(
      () =>
        database.transaction(async tx => {
          const text = `Title ${round++}`
          const records = rows.map(({ Id }) => {
            const record = new RecordValue('Contact')
            record.put('Id', Id)
            record.set('Title', text)
            return record
          })
          return recordStore(tx, org, user).update(records, options)
        }),
      () =>
        updateByHand(
          client,
          rows.map(({ Id }) => Id),
          `Title ${round++}`,
        ),
      rounds,
    )
    figures.push({ name: `update of ${count}`, ...update, unit: 'ms' })
  }
  return figures
}

let serial = 0

async function insertByHand(client: pg.Client, names: readonly string[]): Promise<void> {
  const ids = names.map(() => `003zz${String(serial++).padStart(10, '0')}AAA`)
  await client.query('begin')
  await client.query({
    name: 'insert',
    text: `insert into org."Contact" ("Id", "LastName", "OwnerId", "CreatedDate", "CreatedById", "LastModifiedDate", "LastModifiedById", "SystemModstamp") select u.id, u.name, $3, now(), $3, now(), $3, now() from unnest($1::text[], $2::text[]) u (id, name)`,
    values: [ids, names, user.userId],
  })
  await client.query('commit')
}

async function updateByHand(client: pg.Client, ids: readonly string[], title: string): Promise<void> {
  await client.query('begin')
  await client.query({
    name: 'update',
    text: `update org."Contact" c set "Title" = u.title, "LastModifiedDate" = now(), "SystemModstamp" = now(), "LastModifiedById" = $3 from unnest($1::text[], $2::text[]) u (id, title) where c."Id" = u.id and not c."IsDeleted" returning c."Id"`,
    values: [ids, ids.map(() => title), user.userId],
  })
  await client.query('commit')
}

/// Beside writing the answer as JSON, which nobody can do without.
async function describing({ org }: World, budget: Budget): Promise<Figure> {
  const object = org.schema.object('Contact')!
  const answer = describeObject(org.schema, object)
  const times = await compare(
    () => JSON.stringify(describeObject(org.schema, object)),
    () => JSON.stringify(answer),
    budget,
  )
  return { name: 'describing Contact beside writing the answer alone', ...times, unit: 'ms' }
}
