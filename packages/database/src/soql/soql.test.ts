import { DateTimeValue, DateValue, RecordValue, toJson, type Json, type Value } from '@millrace/values'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ada, object, TestOrg, withoutAttributes } from '../../test/org.ts'
import { insertAsStated } from '../asStated.ts'
import { recordStore } from '../postgresRecordStore.ts'
import { createPlatformTables } from '../platform/index.ts'
import { nextSoqlPage, runSoql, runSoqlPage } from './run.ts'
import { SoqlError } from './soqlError.ts'

const definitions = [
  object('Contact', {
    'fields/Score__c': '<label>Score</label><type>Number</type><precision>18</precision><scale>2</scale>',
    'fields/Topics__c':
      '<label>Topics</label><type>MultiselectPicklist</type><valueSet><valueSetDefinition><value><fullName>A</fullName></value><value><fullName>B</fullName></value><value><fullName>C</fullName></value></valueSetDefinition></valueSet>',
    'fields/Double__c':
      '<label>Double</label><type>Number</type><precision>18</precision><scale>2</scale><formula>Score__c * 2</formula>',
    'fields/Shout__c': '<label>Shout</label><type>Text</type><formula>INITCAP(LastName)</formula>',
    'fields/Stage__c':
      '<label>Stage</label><type>Picklist</type><valueSet><valueSetDefinition><value><fullName>hot</fullName><label>Very hot</label></value></valueSetDefinition></valueSet>',
  }),
]

let test: TestOrg
const record = (type: string, fields: Record<string, Value>) => RecordValue.from(type, fields)
const date = (text: string) => DateValue.parse(text)!
const instant = (text: string) => DateTimeValue.parse(text)!

beforeAll(async () => {
  test = await TestOrg.open(definitions)
  const acme = '001000000000001AAA'
  const bolt = '001000000000002AAA'
  await insertAsStated(test.fresh.database, test.org, ada, [
    record('User', { Id: ada.userId, LastName: 'Ng', FirstName: 'Ada', Username: 'ada@example.com' }),
    record('Account', { Id: acme, Name: 'Acme', Industry: 'Energy' }),
    record('Account', { Id: bolt, Name: 'bolt', ParentId: acme }),
    record('Contact', {
      FirstName: 'Ann',
      LastName: 'Lee',
      AccountId: acme,
      Score__c: 1,
      Topics__c: 'A;B',
      Birthdate: date('2026-01-15'),
      Stage__c: 'hot',
      CreatedDate: instant('2026-01-14T23:30:00Z'),
    }),
    record('Contact', {
      FirstName: 'Bo',
      LastName: 'lee',
      AccountId: bolt,
      Score__c: 2.5,
      Topics__c: 'C',
      Birthdate: date('2026-01-14'),
      CreatedDate: instant('2026-01-14T22:30:00Z'),
    }),
    record('Contact', {
      FirstName: 'Cy',
      LastName: 'O_k',
      Score__c: null,
      Birthdate: date('2025-12-31'),
      DoNotCall: true,
      CreatedDate: instant('2025-06-30T12:00:00Z'),
    }),
    record('Contact', {
      FirstName: 'Di',
      LastName: "O'Neil",
      AccountId: acme,
      Score__c: 10,
      CreatedDate: instant('2026-01-15T11:00:00Z'),
    }),
    record('Contact', { FirstName: 'Gone', LastName: 'Lee', IsDeleted: true, AccountId: acme }),
    record('Opportunity', {
      Name: 'Deal',
      AccountId: acme,
      Amount: 100,
      StageName: 'Prospecting',
      CloseDate: date('2026-02-01'),
    }),
    record('Opportunity', {
      Name: 'Deal 2',
      AccountId: acme,
      Amount: 50.5,
      StageName: 'prospecting',
      CloseDate: date('2026-05-01'),
    }),
    record('Opportunity', {
      Name: 'Deal 3',
      AccountId: bolt,
      Amount: 7,
      StageName: 'Closed Won',
      CloseDate: date('2026-05-02'),
    }),
  ])
})
afterAll(() => test.fresh.drop())

const binds = { names: ['ann', 'Bo'], nothing: null, one: 1, account: '001000000000001', few: 1, none: [] }

async function run(soql: string): Promise<Json> {
  const { records } = await runSoql(test.fresh.database, soql, test.org, { user: ada, binds })
  return withoutAttributes(records.map(item => toJson(item)))
}

describe('WHERE', () => {
  it.each<[string, string]>([
    ["LastName = 'LEE'", 'Ann Bo'],
    ["LastName != 'lee'", 'Cy Di'],
    ["LastName <> 'lee'", 'Cy Di'],
    ['Score__c = null', 'Cy'],
    ['Score__c != null', 'Ann Bo Di'],
    ['Score__c != 1', 'Bo Cy Di'],
    ['Score__c > 1.5e0', 'Bo Di'],
    ['Score__c >= 2.50', 'Bo Di'],
    ['Score__c < +2', 'Ann'],
    ['Score__c <= -1', ''],
    ["LastName LIKE 'l%'", 'Ann Bo'],
    ["LastName LIKE 'O\\_%'", 'Cy'],
    ["LastName LIKE 'O_k'", 'Cy'],
    ["LastName = 'o\\'neil'", 'Di'],
    ["NOT LastName LIKE 'l%'", 'Cy Di'],
    ["FirstName IN ('ann', 'CY', 'x')", 'Ann Cy'],
    ["FirstName NOT IN ('ann')", 'Bo Cy Di'],
    ['Score__c IN (1, null)', 'Ann Cy'],
    ['Score__c NOT IN (1, null)', 'Bo Di'],
    ['Score__c NOT IN (1)', 'Bo Cy Di'],
    ['DoNotCall = TRUE', 'Cy'],
    ["Topics__c INCLUDES ('a;b', 'C')", 'Ann Bo'],
    ["Topics__c INCLUDES ('A')", 'Ann'],
    ["Topics__c EXCLUDES ('A')", 'Bo Cy Di'],
    ["Account.Name = 'acme'", 'Ann Di'],
    ["Account.Parent.Name = 'Acme'", 'Bo'],
    ["Account.Name != 'acme'", 'Bo Cy'],
    ["c.Account.Name = 'bolt'", 'Bo'],
    ["Contact.FirstName = 'bo'", 'Bo'],
    ["AccountId = '001000000000001'", 'Ann Di'],
    ["AccountId IN ('001000000000002AAA')", 'Bo'],
    ['AccountId = :account', 'Ann Di'],
    ['Score__c = :one', 'Ann'],
    ['Score__c = :nothing', 'Cy'],
    ['Score__c != :nothing', 'Ann Bo Di'],
    ['FirstName IN :names', 'Ann Bo'],
    ['FirstName IN:names', 'Ann Bo'],
    ['FirstName NOT IN : names', 'Cy Di'],
    ['FirstName IN :none', ''],
    ['Birthdate = TODAY', 'Ann'],
    ['Birthdate = 2026-01-14', 'Bo'],
    ['Birthdate < THIS_YEAR', 'Cy'],
    ['Birthdate > YESTERDAY', 'Ann'],
    ['Birthdate = LAST_N_DAYS:1', 'Ann Bo'],
    ['Birthdate != TODAY', 'Bo Cy Di'],
    ['Birthdate >= LAST_MONTH AND Birthdate <= LAST_MONTH', 'Cy'],
    // Midnight in Berlin is 23:00 GMT.
    ['CreatedDate = TODAY', 'Ann Di'],
    ['CreatedDate = YESTERDAY', 'Bo'],
    ['CreatedDate < 2026-01-14T23:00:00Z', 'Bo Cy'],
    ['CreatedDate >= 2026-01-15T00:00:00+01:00', 'Ann Di'],
    ['CALENDAR_YEAR(CreatedDate) = 2025', 'Cy'],
    ['DAY_ONLY(CreatedDate) = 2026-01-14', 'Ann Bo'],
    ['DAY_ONLY(convertTimezone(CreatedDate)) = 2026-01-15', 'Ann Di'],
    ["(LastName = 'lee' AND Score__c > 1) OR DoNotCall = true", 'Bo Cy'],
    ["NOT (LastName = 'lee' OR Score__c = null)", 'Di'],
    ['AccountId IN (SELECT AccountId FROM Opportunity WHERE Amount < 10)', 'Bo'],
    ['AccountId NOT IN (SELECT AccountId FROM Opportunity WHERE Amount < 10)', 'Ann Cy Di'],
    ["Owner.Name = 'ada ng'", 'Ann Bo Cy Di'],
    ["Owner.Type = 'User'", 'Ann Bo Cy Di'],
    ["Owner.Type = 'Queue'", ''],
    ['Score__c < 1e400', 'Ann Bo Di'],
    ['Double__c = 5', 'Bo'],
    ['Double__c > 2 AND Double__c < 30', 'Bo Di'],
    ['Account.NumberOfEmployees < 99999999999', ''],
  ])('%s finds %s', async (where, expected) => {
    const records = (await run(`SELECT FirstName FROM Contact c WHERE ${where} ORDER BY FirstName`)) as {
      FirstName: string
    }[]
    expect(records.map(({ FirstName }) => FirstName).join(' ')).toBe(expected)
  })
})

describe('SELECT', () => {
  it.each<[string, Json]>([
    [
      "SELECT Name, Account.Name, Account.Parent.Name FROM Contact WHERE FirstName = 'Bo'",
      [{ Name: 'Bo lee', Account: { Name: 'bolt', Parent: { Name: 'Acme' } } }],
    ],
    ["SELECT Account.Name FROM Contact WHERE FirstName = 'Cy'", [{ Account: null }]],
    [
      'SELECT Score__c, Double__c FROM Contact WHERE Score__c > 2 ORDER BY Score__c',
      [
        { Score__c: 2.5, Double__c: 5 },
        { Score__c: 10, Double__c: 20 },
      ],
    ],
    ["SELECT toLabel(Stage__c) FROM Contact WHERE FirstName = 'Ann'", [{ Stage__c: 'Very hot' }]],
    ['SELECT Owner.Name, Owner.Type FROM Contact LIMIT 1', [{ Owner: { Name: 'Ada Ng', Type: 'User' } }]],
    [
      'SELECT FirstName FROM Contact ORDER BY Score__c',
      [{ FirstName: 'Cy' }, { FirstName: 'Ann' }, { FirstName: 'Bo' }, { FirstName: 'Di' }],
    ],
    ['SELECT FirstName FROM Contact ORDER BY Score__c DESC LIMIT 2', [{ FirstName: 'Di' }, { FirstName: 'Bo' }]],
    ['SELECT FirstName FROM Contact ORDER BY Score__c DESC NULLS FIRST LIMIT :few', [{ FirstName: 'Cy' }]],
    [
      'SELECT FirstName FROM Contact ORDER BY Account.Name NULLS LAST, FirstName DESC LIMIT 2 OFFSET 1',
      [{ FirstName: 'Ann' }, { FirstName: 'Bo' }],
    ],
    ['SELECT FirstName FROM Contact WHERE IsDeleted = true ALL ROWS', [{ FirstName: 'Gone' }]],
    ['SELECT COUNT(Id) FROM Contact', [{ expr0: 4 }]],
    [
      "SELECT FirstName, TYPEOF Owner WHEN User THEN Username, Profile.Name ELSE Name END FROM Contact WHERE FirstName = 'Ann'",
      [{ FirstName: 'Ann', Owner: { Username: 'ada@example.com', Profile: null } }],
    ],
    ["SELECT TYPEOF Owner WHEN Group THEN DeveloperName END FROM Contact WHERE FirstName = 'Ann'", [{ Owner: {} }]],
    [
      "SELECT TYPEOF Owner WHEN Group THEN DeveloperName ELSE Name END FROM Contact WHERE FirstName = 'Ann'",
      [{ Owner: { Name: 'Ada Ng' } }],
    ],
    [
      'SELECT Account.Name n, StageName s, GROUPING(Account.Name) g, SUM(Amount) a FROM Opportunity GROUP BY ROLLUP(Account.Name, StageName) ORDER BY GROUPING(Account.Name), Account.Name, GROUPING(StageName)',
      [
        { n: 'Acme', s: 'Prospecting', g: 0, a: 150.5 },
        { n: 'Acme', s: null, g: 0, a: 150.5 },
        { n: 'bolt', s: 'Closed Won', g: 0, a: 7 },
        { n: 'bolt', s: null, g: 0, a: 7 },
        { n: null, s: null, g: 1, a: 157.5 },
      ],
    ],
    [
      'SELECT CALENDAR_YEAR(CloseDate) y, StageName s, COUNT(Id) n FROM Opportunity GROUP BY CUBE(CALENDAR_YEAR(CloseDate), StageName) ORDER BY GROUPING(CALENDAR_YEAR(CloseDate)), StageName NULLS LAST',
      [
        { y: 2026, s: 'Closed Won', n: 1 },
        { y: 2026, s: 'Prospecting', n: 2 },
        { y: 2026, s: null, n: 3 },
        { y: null, s: 'Closed Won', n: 1 },
        { y: null, s: 'Prospecting', n: 2 },
        { y: null, s: null, n: 3 },
      ],
    ],
    ['SELECT FirstName FROM Contact USING SCOPE mine WHERE Score__c = 1', [{ FirstName: 'Ann' }]],
    ['SELECT toLabel(Stage__c) s, Stage__c FROM Contact WHERE Stage__c != null', [{ s: 'Very hot', Stage__c: 'hot' }]],
    ['SELECT toLabel(Account.Industry) FROM Contact WHERE Stage__c != null', [{ Account: { Industry: 'Energy' } }]],
    ['SELECT FORMAT(Score__c) f, Score__c FROM Contact WHERE Score__c = 10', [{ f: '10', Score__c: 10 }]],
    [
      'SELECT Double__c, COUNT(Id) n FROM Contact WHERE Double__c != 0 GROUP BY Double__c ORDER BY Double__c DESC',
      [
        { Double__c: 20, n: 1 },
        { Double__c: 5, n: 1 },
        { Double__c: 2, n: 1 },
      ],
    ],
    ['SELECT Name FROM Account ORDER BY Name LIMIT 1 UPDATE TRACKING', [{ Name: 'Acme' }]],
    ['SELECT COUNT(Id) n, SUM(Score__c), AVG(Score__c) a FROM Contact', [{ n: 4, expr0: 13.5, a: 4.5 }]],
    ['SELECT MIN(LastName), MAX(CreatedDate) FROM Contact', [{ expr0: 'Lee', expr1: '2026-01-15T11:00:00.000+0000' }]],
    ['SELECT COUNT_DISTINCT(LastName) FROM Contact', [{ expr0: 3 }]],
    [
      'SELECT StageName, SUM(Amount) total FROM Opportunity GROUP BY StageName ORDER BY SUM(Amount)',
      [
        { StageName: 'Closed Won', total: 7 },
        { StageName: 'Prospecting', total: 150.5 },
      ],
    ],
    ['SELECT StageName FROM Opportunity GROUP BY StageName HAVING COUNT(Id) > 1', [{ StageName: 'Prospecting' }]],
    [
      'SELECT CALENDAR_MONTH(CloseDate) m, COUNT(Id) n FROM Opportunity GROUP BY CALENDAR_MONTH(CloseDate) ORDER BY m DESC',
      [
        { m: 5, n: 2 },
        { m: 2, n: 1 },
      ],
    ],
    [
      'SELECT Account.Name, COUNT(Id) n FROM Opportunity GROUP BY Account.Name ORDER BY Account.Name',
      [
        { Name: 'Acme', n: 2 },
        { Name: 'bolt', n: 1 },
      ],
    ],
    [
      'SELECT Name, (SELECT Name FROM Opportunities ORDER BY Amount), (SELECT FirstName FROM Contacts WHERE Score__c > 5) FROM Account ORDER BY Name',
      [
        { Name: 'Acme', Opportunities: [{ Name: 'Deal 2' }, { Name: 'Deal' }], Contacts: [{ FirstName: 'Di' }] },
        { Name: 'bolt', Opportunities: [{ Name: 'Deal 3' }], Contacts: [] },
      ],
    ],
    [
      'SELECT Name, (SELECT Name FROM Opportunities ORDER BY Amount DESC LIMIT 1) FROM Account WHERE Name LIKE :account',
      [],
    ],
    [
      'SELECT (SELECT Name FROM Opportunities ORDER BY Amount DESC LIMIT 1) FROM Account ORDER BY Name',
      [{ Opportunities: [{ Name: 'Deal' }] }, { Opportunities: [{ Name: 'Deal 3' }] }],
    ],
    [
      'SELECT DAY_ONLY(convertTimezone(CreatedDate)) d, COUNT(Id) n FROM Contact GROUP BY DAY_ONLY(convertTimezone(CreatedDate)) ORDER BY COUNT(Id) DESC, DAY_ONLY(convertTimezone(CreatedDate)) LIMIT 99999999999',
      [
        { d: '2026-01-15', n: 2 },
        { d: '2025-06-30', n: 1 },
        { d: '2026-01-14', n: 1 },
      ],
    ],
    ['SELECT Name FROM Account WITH SECURITY_ENFORCED ORDER BY Name LIMIT 1 FOR UPDATE', [{ Name: 'Acme' }]],
    ['select name from account order by name limit 1', [{ Name: 'Acme' }]],
  ])('%s', async (soql, expected) => {
    expect(await run(soql)).toEqual(expected)
  })

  it('counts with COUNT()', async () => {
    const count = async (soql: string) => runSoql(test.fresh.database, soql, test.org, { user: ada })
    expect(await count('SELECT COUNT() FROM Contact')).toEqual({ totalSize: 4, done: true, records: [] })
    expect((await count('SELECT COUNT() FROM Contact LIMIT 3')).totalSize).toBe(3)
  })

  it('knows the Id that was not asked for', async () => {
    const { records } = await runSoql(
      test.fresh.database,
      "SELECT Name, Account.Name FROM Contact WHERE FirstName = 'Ann'",
      test.org,
      { user: ada },
    )
    expect(records[0]!.id).toMatch(/^003/)
    expect(records[0]!.has('Id')).toBe(false)
    expect((records[0]!.get('Account') as RecordValue).id).toBe('001000000000001AAA')
  })

  it('reads all fields', async () => {
    const [contact] = (await run("SELECT FIELDS(ALL) FROM Contact WHERE FirstName = 'Ann' LIMIT 200")) as Record<
      string,
      Json
    >[]
    expect(contact).toMatchObject({ LastName: 'Lee', Score__c: 1, Double__c: 2, IsDeleted: false })
    const [custom] = (await run("SELECT FIELDS(CUSTOM) FROM Contact WHERE FirstName = 'Ann' LIMIT 1")) as Record<
      string,
      Json
    >[]
    expect(Object.keys(custom!).sort()).toEqual(['Double__c', 'Score__c', 'Shout__c', 'Stage__c', 'Topics__c'])
  })
})

describe('what is wrong is said with its code and place', () => {
  it.each<[string, string, string]>([
    ['SELEC Name FROM Contact', 'MALFORMED_QUERY', "1:1 expecting 'SELECT' but was 'SELEC'"],
    ['SELECT Name FORM Contact', 'MALFORMED_QUERY', "1:18 expecting 'FROM' but was 'Contact'"],
    ['SELECT Name FROM Contact WHERE', 'MALFORMED_QUERY', '1:31 unexpected token: the end of the query'],
    ["SELECT Name FROM Contact WHERE Name = 'x", 'MALFORMED_QUERY', '1:39 unterminated string literal'],
    [
      "SELECT Name FROM Contact WHERE Name = 'a' AND Name = 'b' OR Name = 'c'",
      'MALFORMED_QUERY',
      "1:58 unexpected token: 'OR' (AND and OR need brackets",
    ],
    [
      'SELECT Name FROM Contact WHERE Name = Lee',
      'MALFORMED_QUERY',
      "1:39 unexpected token: 'Lee'. Text stands in single quotes",
    ],
    ['SELECT Name FROM Contact LIMIT -1', 'MALFORMED_QUERY', "1:32 unexpected token: '-1'"],
    ['SELECT Name FROM Contact ; DROP', 'MALFORMED_QUERY', '1:26 line contains a character'],
    [
      'SELECT Nmae FROM Contact',
      'INVALID_FIELD',
      "1:8 No such column 'Nmae' on entity 'Contact'. If you are attempting",
    ],
    ['SELECT Scor__c FROM Contact', 'INVALID_FIELD', 'Did you mean Score__c?'],
    [
      'SELECT Name\nFROM Contact\nWHERE Acount.Name = null',
      'INVALID_FIELD',
      "3:7 Didn't understand relationship 'Acount' in field path",
    ],
    ['SELECT Name FROM Kontact', 'INVALID_TYPE', "1:18 sObject type 'Kontact' is not supported"],
    ['SELECT Name FROM Kontact', 'INVALID_TYPE', 'Did you mean Contact?'],
    [
      'SELECT (SELECT Id FROM Contract) FROM Account',
      'INVALID_TYPE',
      "1:24 Didn't understand relationship 'Contract' in FROM part of query call",
    ],
    [
      'SELECT Name FROM Contact WHERE LastName = 5',
      'INVALID_FIELD',
      "1:43 value of filter criterion for field 'LastName' must be of type string and should be enclosed in quotes",
    ],
    [
      "SELECT Name FROM Contact WHERE Score__c = '5'",
      'INVALID_FIELD',
      'must be of type double and should not be enclosed in quotes',
    ],
    [
      "SELECT Name FROM Contact WHERE Birthdate = '2026-01-01'",
      'INVALID_FIELD',
      'must be of type date and should not be enclosed in quotes',
    ],
    ['SELECT Name FROM Contact WHERE CreatedDate = 2026-01-01', 'INVALID_FIELD', 'must be of type dateTime'],
    ["SELECT Name FROM Contact WHERE AccountId = 'Acme'", 'INVALID_QUERY_FILTER_OPERATOR', 'invalid ID field: Acme'],
    ["SELECT Name FROM Contact WHERE Score__c LIKE '5'", 'INVALID_QUERY_FILTER_OPERATOR', 'LIKE works on text'],
    ["SELECT Name FROM Contact WHERE Name INCLUDES ('a')", 'INVALID_QUERY_FILTER_OPERATOR', 'multi-select'],
    [
      "SELECT Name FROM Contact WHERE Description = 'a'",
      'INVALID_FIELD',
      "field 'Description' can not be filtered in a query call",
    ],
    ["SELECT Name FROM Contact WHERE Shout__c = 'A'", 'INVALID_FIELD', 'it is a formula field'],
    ['SELECT FIELDS(ALL) FROM Contact', 'MALFORMED_QUERY', 'must have a LIMIT of at most 200'],
    ['SELECT FIELDS(CUSTOM) FROM Contact LIMIT 201', 'MALFORMED_QUERY', 'must have a LIMIT of at most 200'],
    [
      'SELECT LastName, GROUPING(LastName) FROM Contact GROUP BY LastName',
      'MALFORMED_QUERY',
      'GROUPING() takes a field',
    ],
    ['SELECT LastName FROM Contact GROUP BY CUBE(LastName, Title, Email, Phone)', 'MALFORMED_QUERY', 'at most three'],
    ['SELECT Id FROM Contact USING SCOPE team', 'MALFORMED_QUERY', 'USING SCOPE team is not supported'],
    [
      'SELECT Id FROM Contact WHERE AccountId IN (SELECT Name FROM Account)',
      'MALFORMED_QUERY',
      "The inner select field 'Name'",
    ],
    ['SELECT Name FROM Contact WHERE Name = TODAY', 'INVALID_FIELD', 'can be compared with dates only'],
    ['SELECT Name, COUNT(Id) FROM Contact', 'MALFORMED_QUERY', '1:8 Field must be grouped or aggregated: Name'],
    ['SELECT Name n FROM Contact', 'MALFORMED_QUERY', 'only aggregate expressions use field aliasing'],
    ['SELECT SUM(Name) FROM Contact', 'MALFORMED_QUERY', 'field Name does not support aggregate operator SUM'],
    ['SELECT Name FROM Contact WHERE Name = :nme', 'MALFORMED_QUERY', 'Variable does not exist: nme'],
    [
      'SELECT Name FROM Contact WHERE Name IN (SELECT Id FROM Account)',
      'MALFORMED_QUERY',
      'The left operand of an inner query',
    ],
    ['SELECT Name, Account.Name FROM Contact GROUP BY Name, Account.Name', 'MALFORMED_QUERY', 'duplicate alias: Name'],
    ['SELECT Stage__c, toLabel(Stage__c) FROM Contact', 'MALFORMED_QUERY', 'duplicate field selected: Stage__c'],
    [`SELECT Name FROM Contact WHERE ${'('.repeat(5000)}`, 'MALFORMED_QUERY', 'brackets inside one another'],
    [`SELECT Name FROM Contact WHERE ${'NOT '.repeat(5000)}`, 'MALFORMED_QUERY', 'brackets inside one another'],
    ["SELECT Name FROM Contact WHERE Name = '\\u0000'", 'INVALID_FIELD', 'must be of type string'],
    ['SELECT Name FROM Contact WHERE Score__c = 1e999999999', 'INVALID_FIELD', 'must be of type double'],
    ['SELECT Name FROM Contact WHERE Birthdate = 2026-13-45', 'INVALID_FIELD', 'must be of type date'],
    ['SELECT TYPEOF Account WHEN Account THEN Name END FROM Contact', 'INVALID_FIELD', "'Account' is no relationship"],
    ['SELECT TYPEOF Owner WHEN Account THEN Name END FROM Contact', 'INVALID_TYPE', "1:21 'Owner' leads to no Account"],
    [
      'SELECT TYPEOF Owner WHEN User THEN Nme END FROM Contact',
      'INVALID_FIELD',
      "1:36 No such column 'Nme' on entity 'User'",
    ],
    ['SELECT TYPEOF Owner WHEN User THEN Name FROM Contact', 'MALFORMED_QUERY', "1:41 expecting 'END' but was 'FROM'"],
  ])('%s', async (soql, code, text) => {
    const error = await run(soql).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(SoqlError)
    const { message } = error as SoqlError
    const place = /Row:(\d+):Column:(\d+)\n([^]*)$/.exec(message)!
    expect((error as SoqlError).code).toBe(code)
    expect(`${place[1]}:${place[2]} ${place[3]}`).toContain(text)
  })

  it('shows the place in the query', async () => {
    await expect(run('SELECT Nmae FROM Contact')).rejects.toThrow(
      /^\nSELECT Nmae FROM Contact\n {7}\^\nERROR at Row:1:Column:8\nNo such column 'Nmae'/,
    )
  })
})

describe('the rights of the user', () => {
  const rights = {
    canReadObject: (name: string) => name !== 'Opportunity',
    canCreate: () => false,
    canEdit: () => true,
    canDelete: () => false,
    canReadField: (_: string, field: string) => field !== 'Score__c',
    canEditField: (_: string, field: string) => field !== 'Title',
  }
  const user = { ...ada, rights }
  const read = (soql: string, mode: 'user' | 'system') => runSoql(test.fresh.database, soql, test.org, { user, mode })

  it.each([
    ['SELECT Score__c FROM Contact', 'INVALID_FIELD'],
    ['SELECT Name FROM Contact WHERE Score__c = 1', 'INVALID_FIELD'],
    ['SELECT Name FROM Opportunity', 'INVALID_TYPE'],
    ['SELECT Name, (SELECT Name FROM Opportunities) FROM Account', 'INVALID_TYPE'],
  ])('%s needs a right', async (soql, code) => {
    await expect(read(soql, 'user')).rejects.toMatchObject({ code })
    await expect(read(soql, 'system')).resolves.toBeDefined()
  })

  it('count when records are saved in user mode', () =>
    test.inTransaction(async (_, tx) => {
      const store = recordStore(tx, test.org, user)
      const contact = () => record('Contact', { LastName: 'Ng' })
      const [refused] = await store.insert([contact()], { allOrNone: true, mode: 'user' })
      expect(refused!.errors[0]!.statusCode).toBe('INSUFFICIENT_ACCESS_OR_READONLY')
      const saved = contact()
      await store.insert([saved], { allOrNone: true, mode: 'system' })
      saved.set('Title', 'Dr')
      const [readOnly] = await store.update([saved], { allOrNone: true, mode: 'user' })
      expect(readOnly!.errors[0]).toMatchObject({ statusCode: 'INVALID_FIELD_FOR_INSERT_UPDATE', fields: ['Title'] })
    }))
})

describe('pages', () => {
  it('hold what the query found when it ran, for its user alone', async () => {
    const { database } = test.fresh
    await createPlatformTables(database)
    const contacts = Array.from({ length: 7 }, (_, i) => record('Contact', { LastName: `Page ${i}`, Title: 'paged' }))
    await insertAsStated(database, test.org, ada, contacts)
    const options = { user: ada }
    const soql = "SELECT LastName FROM Contact WHERE Title = 'paged' ORDER BY LastName DESC"
    const names = (result: { records: RecordValue[] }) => result.records.map(one => one.get('LastName'))
    const first = await runSoqlPage(database, soql, test.org, 3, options)
    expect([first.totalSize, first.done, names(first)]).toEqual([7, false, ['Page 6', 'Page 5', 'Page 4']])
    await database.query(`update org."Contact" set "LastName" = 'Page 9' where "LastName" = 'Page 0'`)
    await database.query(`update org."Contact" set "IsDeleted" = true where "LastName" = 'Page 2'`)
    const second = await nextSoqlPage(database, first.next!, test.org, options)
    expect([second.totalSize, second.done, names(second)]).toEqual([7, false, ['Page 3', 'Page 1']])
    const third = await nextSoqlPage(database, second.next!, test.org, options)
    expect([third.done, names(third), third.next]).toEqual([true, ['Page 9'], undefined])
    const other = { user: { ...ada, userId: '005000000000009AAA' } }
    await expect(nextSoqlPage(database, first.next!, test.org, other)).rejects.toMatchObject({
      code: 'INVALID_QUERY_LOCATOR',
    })
    await expect(nextSoqlPage(database, '01gx-1', test.org, options)).rejects.toMatchObject({
      code: 'INVALID_QUERY_LOCATOR',
    })
    expect((await runSoqlPage(database, soql, test.org, 10, options)).done).toBe(true)
    await database.query(`delete from org."Contact" where "Title" = 'paged'`)
  })
})
