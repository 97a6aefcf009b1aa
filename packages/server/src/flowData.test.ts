import { deploy, recordStore, type Org } from '@millrace/database'
import {
  type ActionCall,
  checkFlow,
  compileFlow,
  readInputs,
  runInterviews,
  type FlowHost,
  type FlowProject,
  type RunOutcome,
} from '@millrace/flow'
import { parseFlow, parseProject, type Flow } from '@millrace/metadata'
import { RecordValue, toJson, type Json, type Value } from '@millrace/values'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../../scripts/freshDatabase.ts'
import { fieldLookupOf } from './project.ts'

/// What flows do to records, on a real database: orders with lines, a rule and a unique code.
const OBJECT = (label: string, fields: string) =>
  `<CustomObject><label>${label}</label><nameField><label>Name</label><type>Text</type></nameField>${fields}</CustomObject>`
const FIELD = (name: string, type: string) =>
  `<fields><fullName>${name}</fullName><label>${name}</label>${type}</fields>`
const { objects } = parseProject([
  {
    path: 'objects/Order__c.object',
    text: OBJECT(
      'Order',
      [
        FIELD('Status__c', '<type>Text</type><length>20</length>'),
        FIELD('Total__c', '<type>Currency</type><precision>18</precision><scale>2</scale>'),
        FIELD('Code__c', '<type>Text</type><length>10</length><unique>true</unique><externalId>true</externalId>'),
        FIELD(
          'Parent__c',
          '<type>Lookup</type><referenceTo>Order__c</referenceTo><relationshipName>Children</relationshipName>',
        ),
        FIELD('Tags__c', '<type>MultiselectPicklist</type>'),
        FIELD('Urgent__c', '<type>Checkbox</type><defaultValue>false</defaultValue>'),
        '<validationRules><fullName>Positive</fullName><active>true</active><errorConditionFormula>Total__c &lt; 0</errorConditionFormula><errorMessage>Never below zero.</errorMessage></validationRules>',
      ].join(''),
    ),
  },
  {
    path: 'objects/Line__c.object',
    text: OBJECT(
      'Line',
      FIELD(
        'Order__c',
        '<type>MasterDetail</type><referenceTo>Order__c</referenceTo><relationshipName>Lines</relationshipName>',
      ) + FIELD('Price__c', '<type>Currency</type><precision>18</precision><scale>2</scale>'),
    ),
  },
])

let fresh: FreshDatabase
let org: Org
beforeAll(async () => {
  fresh = await freshDatabase()
  org = await deploy(fresh.database, objects)
})
afterAll(() => fresh?.drop())

const user = { userId: '005000000000001AAA', timeZone: 'UTC', locale: 'en_US', now: () => Date.UTC(2026, 0, 15, 10) }

function flowOf(body: string, apiName = 'Trial'): Flow {
  const { flow, diagnostics } = parseFlow(
    `<Flow xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>62.0</apiVersion><label>${apiName}</label><processType>AutoLaunchedFlow</processType><status>Active</status>${body}</Flow>`,
    `${apiName}.flow-meta.xml`,
  )
  expect(diagnostics).toEqual([])
  return flow!
}

interface Given {
  readonly orders?: readonly Readonly<Record<string, Value>>[]
  readonly inputs?: readonly Readonly<Record<string, unknown>>[]
  readonly also?: readonly Flow[]
  readonly limits?: FlowHost['limits']
  readonly action?: FlowHost['action']
}

interface Ran {
  readonly outcome: RunOutcome
  /// What the run left, in order: name, status.
  readonly orders: string[]
  /// The output `result`, or the fault, of each interview.
  readonly results: Json[]
}

/// Runs a flow of [body] (its first element is `A`) in a transaction that is undone. Lines are named after their order.
async function run(body: string, { orders = [], inputs = [{}], also = [], limits, action }: Given = {}): Promise<Ran> {
  const flow = flowOf(`<start>${to('A')}</start>${body}`)
  const project: FlowProject = {
    schema: org.schema,
    flow: name => also.find(one => one.apiName === name),
    flowNames: [],
    label: () => undefined,
    customPermissions: new Set(),
    lenient: false,
  }
  expect(checkFlow(flow, project).filter(one => one.severity === 'error')).toEqual([])
  const tx = await fresh.database.begin()
  try {
    const store = recordStore(tx, org, user)
    const records = orders.map(fields => RecordValue.from('Order__c', fields))
    const options = { allOrNone: true, mode: 'system' } as const
    await store.insert(records, options)
    const lines = records.flatMap(order =>
      [1, 2, 3].map(i =>
        RecordValue.from('Line__c', { Name: `${toJson(order.get('Name'))}${i}`, Order__c: order.id, Price__c: 10 - i }),
      ),
    )
    await store.insert(lines, options)
    const values = inputs.map(one => readInputs(flow, one, fieldLookupOf(org.schema)).values)
    const mark = tx.savepoint()
    const host: FlowHost = {
      store,
      now: user.now,
      newGuid: () => 'guid',
      timeZone: 'UTC',
      locale: 'en_US',
      globals: { User: { Id: user.userId }, Profile: {}, UserRole: {}, Organization: {} },
      hasPermission: () => false,
      trace: 'values',
      ...(limits ? { limits } : {}),
      action,
    }
    const outcome = await runInterviews(compileFlow(flow, project), values, host)
    if (outcome.failed) mark.rollback()
    const { rows } = await tx.query<{ name: string; status: string | null }>(
      'select "Name" as name, "Status__c" as status from org."Order__c" where not "IsDeleted" order by "Name", "Status__c" nulls first',
    )
    return {
      outcome,
      orders: rows.map(({ name, status }) => (status === null ? name : `${name} ${status}`)),
      results: outcome.interviews.map(({ fault, outputs }) =>
        fault ? `fault: ${fault.message}` : toJson(outputs.get('result') ?? null),
      ),
    }
  } finally {
    await tx.rollback()
  }
}

const to = (name: string, tag = 'connector') => `<${tag}><targetReference>${name}</targetReference></${tag}>`
const faultTo = (name: string) => to(name, 'faultConnector')
const variable = (name: string, type: string, more = '') =>
  `<variables><name>${name}</name><dataType>${type}</dataType><isInput>true</isInput><isOutput>true</isOutput>${more}</variables>`
const LIST = '<isCollection>true</isCollection>'
const ORDER = '<objectType>Order__c</objectType>'
const result = (type = 'String', more = '') => variable('result', type, more)

/// `{x}` is a reference, true and numbers are themselves, anything else is text.
function value(given: string | number | boolean): string {
  if (typeof given === 'number') return `<value><numberValue>${given}</numberValue></value>`
  if (typeof given === 'boolean') return `<value><booleanValue>${given}</booleanValue></value>`
  return /^\{[^!{}][^{}]*\}$/.test(given)
    ? `<value><elementReference>${given.slice(1, -1)}</elementReference></value>`
    : `<value><stringValue>${given}</stringValue></value>`
}
const set = (name: string, target: string, given: string | number | boolean, next = '', operator = 'Assign') =>
  `<assignments><name>${name}</name><label>${name}</label><assignmentItems><assignToReference>${target}</assignToReference><operator>${operator}</operator>${value(given)}</assignmentItems>${next && to(next)}</assignments>`
const where = (field: string, operator: string, given: string | number | boolean) =>
  `<filters><field>${field}</field><operator>${operator}</operator>${value(given)}</filters>`
const field = (name: string, given: string | number | boolean) =>
  `<inputAssignments><field>${name}</field>${value(given)}</inputAssignments>`
const element = (kind: string, name: string, inner: string, next = '', fault = '') =>
  `<${kind}><name>${name}</name><label>${name}</label>${next && to(next)}${fault && faultTo(fault)}${inner}</${kind}>`
const on = (inner: string, object = 'Order__c') => `${inner}<object>${object}</object>`
const AUTOMATIC = '<storeOutputAutomatically>true</storeOutputAutomatically>'
const FIRST = `<getFirstRecordOnly>true</getFirstRecordOnly>${AUTOMATIC}`
const and = '<filterLogic>and</filterLogic>'
const keepFault = set('F', 'result', '{$Flow.FaultMessage}')
const loop = (name: string, over: string, body: string, done = '') =>
  `<loops><name>${name}</name><label>${name}</label><collectionReference>${over}</collectionReference>${to(body, 'nextValueConnector')}${done && to(done, 'noMoreValuesConnector')}</loops>`

const three: NonNullable<Given['orders']> = [
  { Name: 'a', Total__c: 1 },
  { Name: 'b', Total__c: 2, Status__c: 'New' },
  { Name: 'c', Total__c: 3 },
]

describe('data elements', () => {
  it.each<[fact: string, body: string, result: Json, orders: string[], given?: Given]>([
    [
      'an empty Get is null, and so is its Id',
      element('recordLookups', 'A', on(`${where('Name', 'EqualTo', 'x')}${FIRST}`), 'B') +
        `<decisions><name>B</name><label>B</label>${to('N', 'defaultConnector')}<rules><name>Yes</name><label>Yes</label><conditionLogic>and</conditionLogic>${[
          'A',
          'A.Id',
        ]
          .map(
            left =>
              `<conditions><leftValueReference>${left}</leftValueReference><operator>IsNull</operator><rightValue><booleanValue>true</booleanValue></rightValue></conditions>`,
          )
          .join(
            '',
          )}${to('Y')}</rules></decisions>${set('Y', 'result', 'null')}${set('N', 'result', 'not null')}${result()}`,
      'null',
      [],
    ],
    [
      'nothing found keeps the old value, or not',
      element(
        'recordLookups',
        'A',
        on(
          `${where('Name', 'EqualTo', 'x')}<outputReference>one</outputReference><assignNullValuesIfNoRecordsFound>false</assignNullValuesIfNoRecordsFound>`,
        ),
        'B',
      ) +
        set('B', 'result', '{one.Name}') +
        variable('one', 'SObject', ORDER) +
        result(),
      'kept',
      [],
      { inputs: [{ one: { Name: 'kept' } }] },
    ],
    [
      'Update by filters that match nothing goes on',
      element('recordUpdates', 'A', on(`${and}${where('Name', 'EqualTo', 'x')}${field('Status__c', 'Done')}`), 'B') +
        set('B', 'result', 'on') +
        result(),
      'on',
      ['a', 'b New', 'c'],
      { orders: three },
    ],
    [
      'Update without filters changes all',
      element('recordUpdates', 'A', on(field('Status__c', 'Done'))),
      null,
      ['a Done', 'b Done', 'c Done'],
      { orders: three },
    ],
    [
      'a text that is set to "" is null',
      element(
        'recordUpdates',
        'A',
        on(
          `${and}${where('Status__c', 'IsNull', false)}<inputAssignments><field>Status__c</field><value><stringValue></stringValue></value></inputAssignments>`,
        ),
      ),
      null,
      ['a', 'b', 'c'],
      { orders: three },
    ],
    [
      'what is created is found before the commit, with its Id',
      element('recordCreates', 'A', on(`${field('Name', 'new')}${AUTOMATIC}`), 'B') +
        element('recordLookups', 'B', on(`${and}${where('Id', 'EqualTo', '{A}')}${FIRST}`), 'C') +
        set('C', 'result', '{B.Name}') +
        result(),
      'new',
      ['new'],
    ],
    [
      'the Id of a new record is put into its variable',
      set('A', 'one.Name', 'new', 'B') +
        element('recordCreates', 'B', '<inputReference>one</inputReference>', 'C') +
        element('recordUpdates', 'C', on(`${and}${where('Id', 'EqualTo', '{one.Id}')}${field('Status__c', 'Seen')}`)) +
        variable('one', 'SObject', ORDER),
      null,
      ['new Seen'],
    ],
    [
      'the Id of a new record is put into a text',
      element(
        'recordCreates',
        'A',
        on(`${field('Name', 'new')}<assignRecordIdToReference>id</assignRecordIdToReference>`),
        'B',
      ) +
        element('recordDeletes', 'B', on(`${and}${where('Id', 'EqualTo', '{id}')}`)) +
        variable('id', 'String'),
      null,
      [],
    ],
    [
      'what is deleted is not found',
      element('recordDeletes', 'A', on(`${and}${where('Name', 'EqualTo', 'b')}`), 'B') +
        element('recordLookups', 'B', on(AUTOMATIC), 'C') +
        set('C', 'result', '{B}', '', 'AssignCount') +
        result('Number'),
      2,
      ['a', 'c'],
      { orders: three },
    ],
    [
      'compared with null: those that are null',
      element('recordLookups', 'A', on(`${and}${where('Status__c', 'EqualTo', '{nothing}')}${AUTOMATIC}`), 'B') +
        set('B', 'result', '{A}', '', 'AssignCount') +
        variable('nothing', 'String') +
        result('Number'),
      2,
      ['a', 'b New', 'c'],
      { orders: three },
    ],
    [
      'filters on one field, without a logic: any of them',
      element(
        'recordLookups',
        'A',
        on(
          `${where('Name', 'EqualTo', 'a')}${where('Name', 'EqualTo', 'B')}${where('Total__c', 'GreaterThan', 1)}${AUTOMATIC}`,
        ),
        'B',
      ) +
        set('B', 'result', '{A}', '', 'AssignCount') +
        result('Number'),
      1,
      ['a', 'b New', 'c'],
      { orders: three },
    ],
    [
      'and with the logic "and": none',
      element(
        'recordLookups',
        'A',
        on(`${and}${where('Name', 'EqualTo', 'a')}${where('Name', 'EqualTo', 'b')}${AUTOMATIC}`),
        'B',
      ) +
        set('B', 'result', '{A}', '', 'AssignCount') +
        result('Number'),
      0,
      ['a', 'b New', 'c'],
      { orders: three },
    ],
    [
      'a logic of its own, and % and _ are plain',
      element(
        'recordLookups',
        'A',
        on(
          `<filterLogic>1 OR (2 AND 3)</filterLogic>${where('Name', 'Contains', '%')}${where('Name', 'StartsWith', 'C')}${where('Total__c', 'GreaterThanOrEqualTo', 3)}${AUTOMATIC}`,
        ),
        'B',
      ) +
        set('B', 'result', '{A}', '', 'AssignCount') +
        result('Number'),
      1,
      ['a', 'b New', 'c'],
      { orders: three },
    ],
    [
      'In with the same value twice: each record once; In with nothing: none',
      element('recordLookups', 'A', on(`${and}${where('Name', 'In', '{names}')}${AUTOMATIC}`), 'B') +
        element('recordDeletes', 'B', on(`${and}${where('Name', 'In', '{none}')}`), 'C') +
        set('C', 'result', '{A}', '', 'AssignCount') +
        variable('names', 'String', LIST) +
        variable('none', 'String', LIST) +
        result('Number'),
      2,
      ['a', 'b New', 'c'],
      { orders: three, inputs: [{ names: ['a', 'B', 'a'] }] },
    ],
    [
      'Not In with nothing: all',
      element('recordUpdates', 'A', on(`${and}${where('Name', 'NotIn', '{none}')}${field('Status__c', 'Done')}`)) +
        variable('none', 'String', LIST),
      null,
      ['a Done', 'b Done', 'c Done'],
      { orders: three },
    ],
    [
      'a loop that changes its items, saved by their collection',
      element('recordLookups', 'A', on(`${AUTOMATIC}`), 'L') +
        loop('L', 'A', 'S', 'U') +
        set('S', 'L.Status__c', 'Looped', 'L') +
        element('recordUpdates', 'U', '<inputReference>A</inputReference>'),
      null,
      ['a Looped', 'b Looped', 'c Looped'],
      { orders: three },
    ],
    [
      'a record variable saves the fields set on it alone',
      element(
        'recordLookups',
        'A',
        on(
          `${and}${where('Name', 'EqualTo', 'b')}${FIRST}<queriedFields>Id</queriedFields><queriedFields>Status__c</queriedFields>`,
        ),
        'E',
      ) +
        element(
          'recordUpdates',
          'E',
          on(`${and}${where('Name', 'EqualTo', 'b')}${field('Status__c', 'Meanwhile')}`),
          'B',
        ) +
        set('B', 'A.Total__c', 7, 'C') +
        element('recordUpdates', 'C', '<inputReference>A</inputReference>'),
      null,
      ['a', 'b Meanwhile', 'c'],
      { orders: three },
    ],
    [
      'a parent that is read comes along; of none, its fields are null',
      element(
        'recordLookups',
        'A',
        on(`${and}${where('Parent__c', 'IsNull', true)}${FIRST}<sortField>Name</sortField><sortOrder>Desc</sortOrder>`),
        'B',
      ) +
        element('recordCreates', 'B', on(`${field('Name', 'child')}${field('Parent__c', '{A.Id}')}${AUTOMATIC}`), 'C') +
        element('recordLookups', 'C', on(`${and}${where('Id', 'EqualTo', '{B}')}${FIRST}`), 'D') +
        set('D', 'result', '{!C.Parent__r.Name}/{!C.Parent__r.Parent__r.Name}') +
        result(),
      'c/',
      ['a', 'b New', 'c', 'child'],
      { orders: three },
    ],
    [
      'upsert by an external Id: one is updated, one is created',
      set('A', 'one.Code__c', 'X', 'B') +
        set('B', 'one.Name', 'upserted', 'C') +
        set('C', 'list', '{one}', 'D', 'Add') +
        set('D', 'two.Code__c', 'Y', 'E') +
        set('E', 'two.Name', 'created', 'G') +
        set('G', 'list', '{two}', 'H', 'Add') +
        element(
          'recordCreates',
          'H',
          '<doesUpsert>true</doesUpsert><upsertExternalIdField>Code__c</upsertExternalIdField><inputReference>list</inputReference>',
        ) +
        variable('one', 'SObject', ORDER) +
        variable('two', 'SObject', ORDER) +
        variable('list', 'SObject', ORDER + LIST),
      null,
      ['created', 'upserted'],
      { orders: [{ Name: 'old', Code__c: 'X' }] },
    ],
    [
      'upsert that is not all or none keeps the good rows, without a fault',
      set('A', 'one.Code__c', 'X', 'B') +
        set('B', 'one.Name', 'good', 'C') +
        set('C', 'list', '{one}', 'D', 'Add') +
        set('D', 'two.Total__c', -1, 'G') +
        set('G', 'list', '{two}', 'H', 'Add') +
        element(
          'recordCreates',
          'H',
          '<doesUpsert>true</doesUpsert><doesUpsertAllOrNone>false</doesUpsertAllOrNone><upsertExternalIdField>Code__c</upsertExternalIdField><inputReference>list</inputReference>',
          'Z',
        ) +
        set('Z', 'result', 'on') +
        variable('one', 'SObject', ORDER) +
        variable('two', 'SObject', ORDER) +
        variable('list', 'SObject', ORDER + LIST) +
        result(),
      'on',
      ['good'],
    ],
  ])('%s', async (_, body, expected, orders, given) => {
    const ran = await run(body, given)
    expect(ran.results).toEqual([expected])
    expect(ran.orders).toEqual(orders)
  })

  it('elements that touch no record count their statements all the same', async () => {
    const { outcome } = await run(
      element('recordUpdates', 'A', on(`${and}${where('Name', 'EqualTo', 'x')}${field('Status__c', 'Done')}`), 'B') +
        element('recordCreates', 'B', '<inputReference>list</inputReference>', 'C') +
        element('recordDeletes', 'C', '<inputReference>list</inputReference>') +
        variable('list', 'SObject', ORDER + LIST),
    )
    expect(outcome.usage).toEqual({ soqlQueries: 1, queryRows: 0, dmlStatements: 3, dmlRows: 0 })
  })
})

describe('related records', () => {
  const related = (more = '', inner = '') =>
    `<relatedRecords><relationshipField>Lines__r</relationshipField><relatedObject>Line__c</relatedObject>${more}${inner}</relatedRecords>`
  const names = loop('L', 'A.Lines__r', 'S') + set('S', 'result', '{L.Name}', 'L', 'Add') + result()

  it.each<[fact: string, body: string, result: Json]>([
    [
      'of one record are its collection',
      element('recordLookups', 'A', on(`${and}${where('Name', 'EqualTo', 'b')}${FIRST}${related()}`), 'L') + names,
      'b1b2b3',
    ],
    [
      'filtered, in order, and as many as asked for',
      element(
        'recordLookups',
        'A',
        on(
          `${and}${where('Name', 'EqualTo', 'b')}${FIRST}${related(`${and}${where('Price__c', 'LessThan', 9)}<sortField>Price__c</sortField><sortOrder>Asc</sortOrder><limit><numberValue>1</numberValue></limit>`)}`,
        ),
        'L',
      ) + names,
      'b3',
    ],
    [
      'the first alone is a record',
      element(
        'recordLookups',
        'A',
        on(
          `${and}${where('Name', 'EqualTo', 'b')}${FIRST}${related('<getFirstRecordOnly>true</getFirstRecordOnly><sortField>Name</sortField><sortOrder>Desc</sortOrder>')}`,
        ),
        'S',
      ) +
        set('S', 'result', '{A.Lines__r.Name}') +
        result(),
      'b3',
    ],
    [
      'of each record of a collection',
      element(
        'recordLookups',
        'A',
        on(
          `${AUTOMATIC}${related(`${and}${where('Price__c', 'EqualTo', 9)}`)}<sortField>Name</sortField><sortOrder>Asc</sortOrder>`,
        ),
        'P',
      ) +
        loop('P', 'A', 'L') +
        loop('L', 'P.Lines__r', 'S', 'P') +
        set('S', 'result', '{L.Name}', 'L', 'Add') +
        result(),
      'a1b1c1',
    ],
    [
      'of related records, and none is an empty collection',
      element(
        'recordLookups',
        'A',
        on(
          `${and}${where('Name', 'EqualTo', 'a')}${FIRST}<relatedRecords><relationshipField>Children__r</relationshipField><relatedObject>Order__c</relatedObject>${related()}</relatedRecords>`,
        ),
        'S',
      ) +
        set('S', 'result', '{A.Children__r}', '', 'AssignCount') +
        result('Number'),
      0,
    ],
  ])('%s', async (_, body, expected) => {
    const { results, outcome } = await run(body, { orders: three })
    expect(results).toEqual([expected])
    expect(outcome.usage.soqlQueries).toBe(1)
  })

  it('are saved again without them', async () => {
    const { orders } = await run(
      element('recordLookups', 'A', on(`${AUTOMATIC}${related()}`), 'L') +
        loop('L', 'A', 'S', 'U') +
        set('S', 'L.Status__c', 'Done', 'L') +
        element('recordUpdates', 'U', '<inputReference>A</inputReference>'),
      { orders: three },
    )
    expect(orders).toEqual(['a Done', 'b Done', 'c Done'])
  })
})

describe('faults and transactions', () => {
  const collection = (fault: string) =>
    element('recordLookups', 'A', on(AUTOMATIC), 'L') +
    loop('L', 'A', 'T', 'C') +
    `<assignments><name>T</name><label>T</label>${['Name', 'Total__c']
      .map(
        name =>
          `<assignmentItems><assignToReference>one.${name}</assignToReference><operator>Assign</operator>${value(`{L.${name}}`)}</assignmentItems>`,
      )
      .join(
        '',
      )}<assignmentItems><assignToReference>one.Status__c</assignToReference><operator>Assign</operator>${value('copy')}</assignmentItems>
     <assignmentItems><assignToReference>one.Total__c</assignToReference><operator>Subtract</operator>${value(2)}</assignmentItems>
     <assignmentItems><assignToReference>list</assignToReference><operator>Add</operator>${value('{one}')}</assignmentItems>${to('L')}</assignments>` +
    element('recordCreates', 'C', '<inputReference>list</inputReference>', '', fault) +
    set('F', 'result', '{$Flow.FaultMessage}', 'G') +
    loop('G', 'list', 'H') +
    set('H', 'result', '{!result} [{!G.Id}]', 'G') +
    variable('one', 'SObject', ORDER) +
    variable('list', 'SObject', ORDER + LIST) +
    result()

  it('a collection of which one fails keeps the others where there is a fault path, and gives no Ids', async () => {
    const { orders, results, outcome } = await run(collection('F'), { orders: three })
    expect(orders).toEqual(['a', 'b New', 'b copy', 'c', 'c copy'])
    expect(outcome.failed).toBe(false)
    expect(results[0]).toMatch(/create records: FIELD_CUSTOM_VALIDATION_EXCEPTION: Never below zero.* \[\] \[\] \[\]$/)
  })

  it('also when several interviews stand there: each keeps its own, once', async () => {
    const { orders } = await run(collection('F'), { orders: three, inputs: [{}, {}] })
    expect(orders.filter(one => one.endsWith('copy'))).toEqual(['b copy', 'b copy', 'c copy', 'c copy'])
  })

  it('and keeps none without one', async () => {
    const { orders, outcome } = await run(collection(''), { orders: three })
    expect(orders).toEqual(['a', 'b New', 'c'])
    expect(outcome.failed).toBe(true)
  })

  const breaks = (fault: string) =>
    element('recordCreates', 'A', on(field('Name', 'kept')), 'B') +
    element(
      'recordUpdates',
      'B',
      on(`${and}${where('Name', 'EqualTo', 'a')}${field('Total__c', -1)}${field('Status__c', 'Bad')}`),
      '',
      fault,
    ) +
    keepFault +
    result()

  it.each<[fact: string, fault: string, orders: string[], result: RegExp]>([
    [
      'handled: what was before stays, what failed does not',
      'F',
      ['a', 'b New', 'c', 'kept'],
      /^This error occurred when the flow tried to update records: FIELD_CUSTOM_VALIDATION_EXCEPTION: Never below zero/,
    ],
    ['unhandled: nothing stays', '', ['a', 'b New', 'c'], /^fault: .*Never below zero/],
  ])('a fault, %s', async (_, fault, orders, message) => {
    const ran = await run(breaks(fault), { orders: three })
    expect(ran.orders).toEqual(orders)
    expect(ran.results[0]).toMatch(message)
  })

  it('a fault in a subflow fails the parent, whatever fault paths there are', async () => {
    const also = [
      flowOf(`<start>${to('B')}</start>${element('recordCreates', 'B', on(field('Total__c', -1)))}`, 'Child'),
    ]
    const { orders, results } = await run(
      element('recordCreates', 'A', on(field('Name', 'kept')), 'S', 'F') +
        element('subflows', 'S', '<flowName>Child</flowName>') +
        keepFault +
        result(),
      { also },
    )
    expect(orders).toEqual([])
    expect(results[0]).toContain('Never below zero')
  })

  it('one of three interviews that fails takes the others with it', async () => {
    const { orders, results } = await run(
      element('recordCreates', 'A', on(`${field('Name', '{name}')}${field('Total__c', '{total}')}`)) +
        variable('name', 'String') +
        variable('total', 'Number'),
      {
        inputs: [
          { name: 'a', total: 1 },
          { name: 'b', total: -1 },
          { name: 'c', total: 1 },
        ],
      },
    )
    expect(orders).toEqual([])
    expect(results.every(one => String(one).startsWith('fault: '))).toBe(true)
  })

  it('before any fault its message is null', async () => {
    expect((await run(set('A', 'result', '{$Flow.FaultMessage}') + result())).results).toEqual([null])
  })

  const often = (kind: string, inner: string) =>
    element(kind, 'A', inner, 'N', 'F') +
    `<assignments><name>N</name><label>N</label><assignmentItems><assignToReference>count</assignToReference><operator>Add</operator>${value(1)}</assignmentItems>${to('A')}</assignments>` +
    keepFault +
    variable('count', 'Number', '<scale>0</scale>') +
    variable('list', 'SObject', ORDER + LIST) +
    result()

  it.each<[what: string, body: string, limits: NonNullable<Given['limits']>, message: string]>([
    ['queries', often('recordLookups', on(AUTOMATIC)), {}, 'Too many SOQL queries: 101'],
    ['queries of updates', often('recordUpdates', on(field('Status__c', 'x'))), {}, 'Too many SOQL queries: 101'],
    ['statements', often('recordCreates', on(field('Name', 'x'))), {}, 'Too many DML statements: 151'],
    [
      'statements without records',
      often('recordUpdates', '<inputReference>list</inputReference>'),
      {},
      'Too many DML statements: 151',
    ],
    ['rows found', often('recordLookups', on(AUTOMATIC)), { queryRows: 10 }, 'Too many query rows: 12'],
    ['rows changed', often('recordUpdates', on(field('Status__c', 'x'))), { dmlRows: 10 }, 'Too many DML rows: 12'],
    [
      'rows deleted',
      element('recordDeletes', 'A', on(''), '', 'F') + keepFault + result(),
      { dmlRows: 2 },
      'Too many DML rows: 3',
    ],
  ])('too many %s end the run; the fault path does not help', async (_, body, limits, message) => {
    const { outcome, orders, results } = await run(body, { orders: three, limits })
    expect(outcome.failed).toBe(true)
    expect(results[0]).toContain(message)
    expect(orders).toEqual(['a', 'b New', 'c'])
  })

  it.each<[what: string, count: (counter: NonNullable<ActionCall['counter']>) => void, message: string]>([
    ['statements', counter => Array.from({ length: 200 }, () => counter.dml(1)), 'Too many DML statements: 151'],
    ['rows', counter => counter.dml(10_001), 'Too many DML rows: 10001'],
    ['queries', counter => Array.from({ length: 200 }, () => counter.query(1)), 'Too many SOQL queries: 101'],
  ])('%s of an action count too, also when it takes the fault for an error of its own', async (_, count, message) => {
    const action: FlowHost['action'] = ({ counter }, inputs) => {
      try {
        count(counter!)
      } catch {
        // As an action that goes on.
      }
      return inputs.map(() => ({ outputs: new Map() }))
    }
    const { outcome, results } = await run(
      element('actionCalls', 'A', '<actionName>Any</actionName><actionType>apex</actionType>', '', 'F') +
        keepFault +
        result(),
      { action },
    )
    expect(outcome.failed).toBe(true)
    expect(results[0]).toContain(message)
  })
})
