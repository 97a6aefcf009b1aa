import { buildSchema } from '@millrace/database'
import { type Flow, parseFlow } from '@millrace/metadata'
import { RecordValue, toJson, type Value } from '@millrace/values'
import { describe, expect, it } from 'vitest'
import { checkFlow, compileFlow } from './compile.ts'
import type { FlowHost, FlowProject, RunOutcome } from './host.ts'
import { MemoryStore } from './memoryStore.ts'
import { runInterviews } from './run.ts'

function flowOf(apiName: string, body: string, apiVersion = 62): Flow {
  const { flow, diagnostics } = parseFlow(
    `<Flow xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>${apiVersion}.0</apiVersion><label>${apiName}</label>
     <processType>AutoLaunchedFlow</processType><status>Active</status>${body}</Flow>`,
    `${apiName}.flow-meta.xml`,
  )
  expect(diagnostics).toEqual([])
  return flow!
}

const schema = buildSchema([])

function projectOf(...flows: Flow[]): FlowProject {
  return {
    schema,
    flow: name => flows.find(flow => flow.apiName === name),
    flowNames: flows.map(flow => flow.apiName),
    label: () => undefined,
    customPermissions: new Set(),
    lenient: false,
  }
}

interface Given {
  readonly flows: readonly [Flow, ...Flow[]]
  readonly inputs?: readonly Record<string, Value>[]
  readonly store?: MemoryStore
  readonly host?: Partial<FlowHost>
  /// Of the project.
  readonly limits?: FlowProject['limits']
}

async function run({ flows, inputs = [{}], store = new MemoryStore(), host = {}, limits }: Given): Promise<RunOutcome> {
  const project = { ...projectOf(...flows), limits }
  for (const flow of flows) expect(checkFlow(flow, project).filter(one => one.severity === 'error')).toEqual([])
  return runInterviews(
    compileFlow(flows[0], project),
    inputs.map(input => new Map(Object.entries(input))),
    {
      store,
      now: () => Date.UTC(2026, 0, 15, 10),
      newGuid: () => 'guid',
      timeZone: 'UTC',
      locale: 'en_US',
      globals: { User: {}, Profile: {}, UserRole: {}, Organization: {} },
      hasPermission: () => false,
      trace: 'path',
      ...host,
    },
  )
}

function contacts(...fields: Record<string, Value>[]): MemoryStore {
  const store = new MemoryStore(() => '003')
  store.insert(
    fields.map(one => RecordValue.from('Contact', one)),
    { allOrNone: true, mode: 'user' },
  )
  store.commit()
  return store
}

const outputs = (outcome: RunOutcome, i = 0) =>
  Object.fromEntries([...outcome.interviews[i]!.outputs].map(([name, value]) => [name, toJson(value)]))
const path = (outcome: RunOutcome) =>
  outcome.interviews[0]!.trace.flatMap(event => (event.kind === 'element' ? event.element! : []))
const titles = (store: MemoryStore) => store.all('Contact').map(record => record.get('Title'))

const start = (name: string) => `<start><connector><targetReference>${name}</targetReference></connector></start>`
const to = (name: string) => `<connector><targetReference>${name}</targetReference></connector>`
const input = (name: string, type: string, more = '') =>
  `<variables><name>${name}</name><dataType>${type}</dataType><isInput>true</isInput>${more}</variables>`
const output = (name: string, type: string, more = '') =>
  `<variables><name>${name}</name><dataType>${type}</dataType><isOutput>true</isOutput>${more}</variables>`
const LIST = '<isCollection>true</isCollection>'
const assign = (name: string, items: [string, string, string][], next = '') =>
  `<assignments><name>${name}</name><label>${name}</label>${items
    .map(
      ([target, operator, value]) =>
        `<assignmentItems><assignToReference>${target}</assignToReference><operator>${operator}</operator><value>${value}</value></assignmentItems>`,
    )
    .join('')}${next && to(next)}</assignments>`
const reference = (path: string) => `<elementReference>${path}</elementReference>`
const text = (value: string) => `<stringValue>${value}</stringValue>`
const getContacts = (name: string, next = '', more = '<getFirstRecordOnly>false</getFirstRecordOnly>') =>
  `<recordLookups><name>${name}</name><label>${name}</label>${next && to(next)}<object>Contact</object><storeOutputAutomatically>true</storeOutputAutomatically>${more}</recordLookups>`
const filter = (field: string, operator: string, value: string) =>
  `<filters><field>${field}</field><operator>${operator}</operator><value>${value}</value></filters>`
const setTitle = (name: string, filters: string, next = '') =>
  `<recordUpdates><name>${name}</name><label>${name}</label>${next}${filters}<inputAssignments><field>Title</field><value>${text('Active')}</value></inputAssignments><object>Contact</object></recordUpdates>`

describe('records', () => {
  const bulkUpdate = flowOf(
    'Bulk',
    `${start('Set')}${setTitle('Set', filter('Id', 'In', reference('Ids')))}${input('Ids', 'String', LIST)}`,
  )

  it('Update Records changes what its filters find and nothing else', async () => {
    const store = contacts({ LastName: 'A' }, { LastName: 'B' }, { LastName: 'C' })
    const ids = store.all('Contact').map(record => record.id)
    const outcome = await run({ flows: [bulkUpdate], inputs: [{ Ids: [ids[0]!, ids[2]!] }], store })
    expect(outcome.failed).toBe(false)
    expect(titles(store)).toEqual(['Active', null, 'Active'])
    expect(outcome.usage).toEqual({ soqlQueries: 1, queryRows: 2, dmlStatements: 1, dmlRows: 2 })
  })

  it.each([[[]], [null]])('In with %j updates nothing and is no fault', async ids => {
    const store = contacts({ LastName: 'A' })
    const outcome = await run({ flows: [bulkUpdate], inputs: [{ Ids: ids }], store })
    expect([outcome.failed, titles(store)]).toEqual([false, [null]])
  })

  it('200 interviews of one request share one query and one update', async () => {
    const store = contacts(...Array.from({ length: 200 }, (_, i) => ({ LastName: `N${i}` })))
    const inputs = store.all('Contact').map(record => ({ Ids: [record.id!] }))
    const outcome = await run({ flows: [bulkUpdate], inputs, store })
    expect(outcome.usage).toMatchObject({ soqlQueries: 1, dmlStatements: 1, dmlRows: 200 })
    expect(new Set(titles(store))).toEqual(new Set(['Active']))
  })

  it('Get Records that finds nothing is null, and so are its fields', async () => {
    const flow = flowOf(
      'Nothing',
      `${start('Get')}${getContacts('Get', 'Read', '<getFirstRecordOnly>true</getFirstRecordOnly>')}
       ${assign('Read', [
         ['title', 'Assign', reference('Get.Title')],
         ['record', 'Assign', reference('Get')],
       ])}
       ${output('title', 'String')}${output('record', 'SObject', '<objectType>Contact</objectType>')}`,
    )
    expect(outputs(await run({ flows: [flow] }))).toEqual({ title: null, record: null })
  })

  it('a record variable is made by setting a field, created, and gets its Id', async () => {
    const flow = flowOf(
      'Create',
      `${start('Fill')}${assign('Fill', [['c.LastName', 'Assign', text('Ng')]], 'Save')}
       <recordCreates><name>Save</name><label>Save</label>${to('Keep')}<inputReference>c</inputReference></recordCreates>
       ${assign('Keep', [['id', 'Assign', reference('c.Id')]])}
       <variables><name>c</name><dataType>SObject</dataType><objectType>Contact</objectType></variables>${output('id', 'String')}`,
    )
    const store = contacts()
    const outcome = await run({ flows: [flow], store })
    expect(outputs(outcome)['id']).toBe(store.all('Contact')[0]!.id)
    expect(outputs(outcome)['id']).toMatch(/^003.{15}$/)
  })

  it('filters on one field without a filterLogic are joined by OR', async () => {
    const filters =
      filter('LastName', 'EqualTo', text('A')) +
      filter('LastName', 'EqualTo', text('B')) +
      filter('Title', 'IsNull', '<booleanValue>true</booleanValue>')
    const logic = (word: string) =>
      flowOf(
        'Or',
        `${start('Get')}${getContacts('Get', 'Count', `${filters}${word}`)}${assign('Count', [['n', 'AssignCount', reference('Get')]])}${output('n', 'Number')}`,
      )
    const store = () => contacts({ LastName: 'A' }, { LastName: 'B' }, { LastName: 'C' }, { LastName: 'A', Title: 'x' })
    expect(outputs(await run({ flows: [logic('')], store: store() }))).toEqual({ n: 2 })
    expect(outputs(await run({ flows: [logic('<filterLogic>and</filterLogic>')], store: store() }))).toEqual({ n: 0 })
    expect(
      outputs(await run({ flows: [logic('<filterLogic>(1 OR 2) AND NOT 3</filterLogic>')], store: store() })),
    ).toEqual({ n: 1 })
  })
})

describe('loops', () => {
  const body = (loop: string, step: string) =>
    `${start('Get')}${getContacts('Get', 'Each')}
     <loops><name>Each</name><label>Each</label><collectionReference>Get</collectionReference>${loop}
     <nextValueConnector><targetReference>Step</targetReference></nextValueConnector><noMoreValuesConnector><targetReference>Done</targetReference></noMoreValuesConnector></loops>
     ${step}${output('names', 'String')}`
  const store = () => contacts({ LastName: 'A' }, { LastName: 'B' }, { LastName: 'C' })

  it.each([
    ['Asc', 'ABC'],
    ['Desc', 'CBA'],
  ])('%s', async (order, names) => {
    const flow = flowOf(
      'Loop',
      body(
        `<iterationOrder>${order}</iterationOrder>`,
        assign('Step', [['names', 'Add', reference('Each.LastName')]], 'Each'),
      ).replace('<noMoreValuesConnector><targetReference>Done</targetReference></noMoreValuesConnector>', ''),
    )
    expect(outputs(await run({ flows: [flow], store: store() }))).toEqual({ names })
  })

  it('the automatic item is the record in the collection: saving the collection saves the change', async () => {
    const flow = flowOf(
      'Alias',
      body('', assign('Step', [['Each.Title', 'Assign', text('Active')]], 'Each')) +
        '<recordUpdates><name>Done</name><label>Done</label><inputReference>Get</inputReference></recordUpdates>',
    )
    const records = store()
    expect((await run({ flows: [flow], store: records })).failed).toBe(false)
    expect(titles(records)).toEqual(['Active', 'Active', 'Active'])
  })

  it('a loop variable of its own is a copy', async () => {
    const flow = flowOf(
      'Copy',
      body(
        '<assignNextValueToReference>one</assignNextValueToReference>',
        assign('Step', [['one.Title', 'Assign', text('Active')]], 'Each'),
      ) +
        '<recordUpdates><name>Done</name><label>Done</label><inputReference>Get</inputReference></recordUpdates><variables><name>one</name><dataType>SObject</dataType><objectType>Contact</objectType></variables>',
    )
    const records = store()
    await run({ flows: [flow], store: records })
    expect(titles(records)).toEqual([null, null, null])
  })

  it('a body that never comes back ends the interview after the first item', async () => {
    const flow = flowOf(
      'Once',
      body('', assign('Step', [['names', 'Add', reference('Each.LastName')]])).replace(
        '<noMoreValuesConnector><targetReference>Done</targetReference></noMoreValuesConnector>',
        '',
      ),
    )
    expect(outputs(await run({ flows: [flow], store: store() }))).toEqual({ names: 'A' })
  })
})

describe('faults', () => {
  const MESSAGE =
    'This error occurred when the flow tried to update records: INVALID_CROSS_REFERENCE_KEY: invalid cross reference id. You can look up ExceptionCode values in the SOAP API Developer Guide.'
  const failing = (fault: string) =>
    `${start('Create')}<recordCreates><name>Create</name><label>Create</label>${to('Fill')}<inputAssignments><field>LastName</field><value>${text('New')}</value></inputAssignments><object>Contact</object></recordCreates>
     ${assign(
       'Fill',
       [
         ['c.Id', 'Assign', text('003000000000000AAA')],
         ['c.Title', 'Assign', text('x')],
       ],
       'Save',
     )}
     <recordUpdates><name>Save</name><label>Save</label>${fault}<inputReference>c</inputReference></recordUpdates>
     ${assign('Caught', [
       ['message', 'Assign', reference('$Flow.FaultMessage')],
       ['created', 'Assign', reference('Create')],
       ['saved', 'Assign', reference('Save')],
     ])}
     <variables><name>c</name><dataType>SObject</dataType><objectType>Contact</objectType></variables>${output('message', 'String')}${output('created', 'Boolean')}${output('saved', 'Boolean')}`

  it('a handled one goes on with its message; what was done before stays', async () => {
    const store = contacts()
    const flow = flowOf(
      'Handled',
      failing('<faultConnector><targetReference>Caught</targetReference></faultConnector>'),
    )
    const outcome = await run({ flows: [flow], store })
    expect(outcome.failed).toBe(false)
    expect(outputs(outcome)).toEqual({ message: MESSAGE, created: true, saved: false })
    expect(store.all('Contact')).toHaveLength(1)
    expect(path(outcome)).toEqual(['Create', 'Fill', 'Save', 'Caught'])
  })

  it('an unhandled one fails the interview and says where and why', async () => {
    const outcome = await run({ flows: [flowOf('Unhandled', failing(''))] })
    expect(outcome.failed).toBe(true)
    expect(outcome.interviews[0]).toMatchObject({
      status: 'Error',
      fault: {
        flow: 'Unhandled',
        element: 'Save',
        elementType: 'recordUpdates',
        code: 'INVALID_CROSS_REFERENCE_KEY',
        message: MESSAGE,
      },
    })
    expect(outputs(outcome)).toEqual({})
  })

  it('of several interviews that share a statement, the good ones keep theirs when there is a fault path', async () => {
    const store = contacts({ LastName: 'A' }, { LastName: 'B' })
    const [a, b] = store.all('Contact').map(record => record.id!)
    const flow = flowOf(
      'Some',
      `${start('Fill')}${assign(
        'Fill',
        [
          ['c.Id', 'Assign', reference('Id')],
          ['c.Title', 'Assign', text('Active')],
        ],
        'Save',
      )}
       <recordUpdates><name>Save</name><label>Save</label>${to('Good')}<faultConnector><targetReference>Bad</targetReference></faultConnector><inputReference>c</inputReference></recordUpdates>
       ${assign('Good', [['result', 'Assign', text('good')]])}${assign('Bad', [['result', 'Assign', text('bad')]])}
       <variables><name>c</name><dataType>SObject</dataType><objectType>Contact</objectType></variables>${input('Id', 'String')}${output('result', 'String')}`,
    )
    const outcome = await run({ flows: [flow], inputs: [{ Id: a! }, { Id: '003000000000000AAA' }, { Id: b! }], store })
    expect([0, 1, 2].map(i => outputs(outcome, i)['result'])).toEqual(['good', 'bad', 'good'])
    expect(titles(store)).toEqual(['Active', 'Active'])
  })

  it('a governor limit ignores the fault path', async () => {
    const flow = flowOf(
      'Limit',
      `${start('Get')}<recordLookups><name>Get</name><label>Get</label>${to('Get')}<faultConnector><targetReference>Caught</targetReference></faultConnector><object>Contact</object></recordLookups>
       ${assign('Caught', [['done', 'Assign', '<booleanValue>true</booleanValue>']])}${output('done', 'Boolean')}`,
    )
    const outcome = await run({ flows: [flow] })
    expect(outcome.interviews[0]!.fault).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      message: 'LIMIT_EXCEEDED: System.LimitException: Too many SOQL queries: 101',
    })
    const limited = await run({ flows: [flow], limits: { soqlQueries: 7 } })
    expect(limited.interviews[0]!.fault!.message).toMatch(/Too many SOQL queries: 8$/)
  })

  it('a cycle of elements that does nothing is stopped', async () => {
    const flow = flowOf(
      'Endless',
      `${start('A')}${assign('A', [['n', 'Add', '<numberValue>1</numberValue>']], 'A')}${output('n', 'Number')}`,
    )
    const outcome = await run({ flows: [flow], host: { limits: { elements: 5000 } } })
    expect(outcome.interviews[0]!.fault).toMatchObject({ element: 'A', message: 'Number of iterations exceeded' })
  })

  const doubling = (type: string, value: string, more = '') =>
    `${start('A')}${assign('A', [['grown', 'Add', value]], 'B')}${assign('B', [['grown', 'Add', '<elementReference>grown</elementReference>']], 'B')}
     <variables><name>grown</name><dataType>${type}</dataType><isOutput>true</isOutput>${more}</variables>`
  const template = `${start('A')}${assign('A', [['grown', 'Assign', '<stringValue>{!grown}{!grown}x</stringValue>']], 'A')}${output('grown', 'String')}`
  const squared = (times: string) =>
    `${start('A')}${assign('A', [['grown', 'Assign', '<elementReference>Squared</elementReference>']], 'A')}
     <formulas><name>Squared</name><dataType>String</dataType><expression>${times}</expression></formulas>${output('grown', 'String')}`
  it.each([
    [
      'a collection',
      doubling('String', '<stringValue>x</stringValue>', '<isCollection>true</isCollection>'),
      /items in a collection: \d{7}$/,
    ],
    ['a text', doubling('String', '<stringValue>x</stringValue>'), /characters in a text: \d{7,8}$/],
    ['a text with merge fields', template, /characters in a text: \d{7,8}$/],
    ['a formula', squared('{!grown} &amp; {!grown} &amp; "x"'), /characters in a text: \d{7,8}$/],
    ['a substitution', squared('SUBSTITUTE({!grown} &amp; "xx", "x", "xxx")'), /characters in a text: \d{7,8}$/],
  ])('%s that doubles again and again is stopped', async (_, body, message) => {
    const outcome = await run({ flows: [flowOf('Grows', body)], host: { limits: { elements: 5000 } } })
    expect(outcome.interviews[0]!.fault).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      message: expect.stringMatching(message),
    })
  })

  it('a formula that fails in a decision is told beside the outcome', async () => {
    const flow = flowOf(
      'Divides',
      `${start('Check')}<decisions><name>Check</name><label>Check</label><rules><name>Yes</name><label>Yes</label><conditionLogic>and</conditionLogic>
       <conditions><leftValueReference>Share</leftValueReference><operator>IsNull</operator><rightValue><booleanValue>true</booleanValue></rightValue></conditions></rules></decisions>
       <formulas><name>Share</name><dataType>Number</dataType><expression>1 / {!n}</expression></formulas>
       <variables><name>n</name><dataType>Number</dataType><value><numberValue>0</numberValue></value></variables>`,
    )
    const { interviews } = await run({ flows: [flow], host: { trace: 'path' } })
    expect(interviews[0]!.trace.map(({ kind, element, detail }) => [kind, element, detail])).toEqual([
      ['start', null, undefined],
      ['element', 'Check', undefined],
      ['fault', 'Check', { formula: '1 / {!n}', message: '/: Divide by 0' }],
      ['rule', 'Check', { outcome: 'Yes', label: 'Yes' }],
    ])
  })

  it('the trace keeps the first and the last entries of a long run', async () => {
    const flow = flowOf(
      'Endless',
      `${start('A')}${assign('A', [['n', 'Add', '<numberValue>1</numberValue>']], 'B')}${assign('B', [['n', 'Add', '<numberValue>1</numberValue>']], 'A')}${output('n', 'Number')}`,
    )
    const traceOf = async (elements: number) => {
      const { interviews } = await run({ flows: [flow], host: { limits: { elements }, trace: 'path' } })
      return interviews[0]!.trace.map(({ kind, element }) => (kind === 'element' ? element : kind))
    }
    const turns = (count: number) => Array.from({ length: count }, (_, i) => (i % 2 === 0 ? 'A' : 'B'))
    // Limits are looked at every 1,024 elements.
    expect(await traceOf(1023)).toEqual(['start', ...turns(1023), 'fault'])
    expect(await traceOf(5000)).toEqual(['start', ...turns(999), ...turns(999), 'fault'])
  })

  it('a cancelled run stops at the next element', async () => {
    const flow = flowOf(
      'Endless',
      `${start('A')}${assign('A', [['n', 'Add', '<numberValue>1</numberValue>']], 'A')}${output('n', 'Number')}`,
    )
    const outcome = await run({
      flows: [flow],
      host: { signal: { aborted: true, reason: new Error('Cancelled by Ada.') } },
    })
    expect(outcome.interviews[0]!.fault).toMatchObject({ code: 'CANCELLED', message: 'Cancelled by Ada.' })
  })
})

describe('subflows', () => {
  const child = flowOf(
    'Child',
    `${start('Get')}${getContacts('Get', 'Greet')}${assign('Greet', [['greeting', 'Assign', text('Hello {!who}, {!count} here')]])}
     <formulas><name>count</name><dataType>Number</dataType><expression>LEN({!who})</expression><scale>0</scale></formulas>${input('who', 'String')}${output('greeting', 'String')}`,
  )
  const parent = (more: string) =>
    flowOf(
      'Parent',
      `${start('Call')}<subflows><name>Call</name><label>Call</label>${to('Keep')}<flowName>Child</flowName>
       <inputAssignments><name>who</name><value>${text('Ada')}</value></inputAssignments>${more}</subflows>
       ${assign('Keep', [['result', 'Assign', reference(more.includes('storeOutput') ? 'Call.greeting' : 'held')]])}
       <variables><name>held</name><dataType>String</dataType></variables>${output('result', 'String')}`,
    )

  it.each([
    ['automatic outputs', '<storeOutputAutomatically>true</storeOutputAutomatically>'],
    [
      'outputs into variables',
      '<outputAssignments><assignToReference>held</assignToReference><name>greeting</name></outputAssignments>',
    ],
  ])('%s', async (_, more) => {
    const outcome = await run({ flows: [parent(more), child] })
    expect(outputs(outcome)).toEqual({ result: 'Hello Ada, 3 here' })
    expect(path(outcome)).toEqual(['Call', 'Get', 'Greet', 'Keep'])
    expect(outcome.interviews[0]!.trace.map(event => event.flow)).toContain('Child')
  })

  it('a fault in there fails the caller', async () => {
    const broken = flowOf(
      'Child',
      `${start('Save')}<recordUpdates><name>Save</name><label>Save</label><inputReference>c</inputReference></recordUpdates>
      <variables><name>c</name><dataType>SObject</dataType><objectType>Contact</objectType><isInput>true</isInput></variables>${input('who', 'String')}${output('greeting', 'String')}
      ${assign('X', [])}`,
    )
    const filled = flowOf(
      'Child',
      `${start('Fill')}${assign('Fill', [['c.Title', 'Assign', text('x')]], 'Save')}<recordUpdates><name>Save</name><label>Save</label><inputReference>c</inputReference></recordUpdates>
      <variables><name>c</name><dataType>SObject</dataType><objectType>Contact</objectType></variables>${input('who', 'String')}${output('greeting', 'String')}`,
    )
    expect(
      (await run({ flows: [parent('<storeOutputAutomatically>true</storeOutputAutomatically>'), broken] })).failed,
    ).toBe(false)
    const outcome = await run({ flows: [parent('<storeOutputAutomatically>true</storeOutputAutomatically>'), filled] })
    expect(outcome.interviews[0]!.fault).toMatchObject({ flow: 'Child', element: 'Save', code: 'MISSING_ARGUMENT' })
  })

  it('an input the subflow does not have is named', () => {
    const wrong = flowOf(
      'Parent',
      `${start('Call')}<subflows><name>Call</name><label>Call Child</label><flowName>Child</flowName><inputAssignments><name>Who</name><value>${text('Ada')}</value></inputAssignments></subflows>`,
    )
    expect(checkFlow(wrong, projectOf(wrong, child)).map(one => one.message)).toEqual([
      '"Call Child" sets Who of "Child", which does not exist there. Did you mean who?',
    ])
  })
})

describe('decisions, outcomes and collections', () => {
  it('outcomes are tried in order and are Booleans afterwards; conditions stop at the first that settles it', async () => {
    const rule = (name: string, left: string, right: string, next: string) =>
      `<rules><name>${name}</name><label>${name}</label><conditionLogic>and</conditionLogic><conditions><leftValueReference>${left}</leftValueReference><operator>EqualTo</operator><rightValue>${text(right)}</rightValue></conditions>${to(next)}</rules>`
    const flow = flowOf(
      'Decide',
      `${start('D')}<decisions><name>D</name><label>D</label>${rule('Is_First', 'x', 'a', 'Keep')}${rule('Is_Second', 'x', 'b', 'Keep')}${rule('Is_Third', 'x', 'b', 'Keep')}</decisions>
       ${assign('Keep', [
         ['first', 'Assign', reference('Is_First')],
         ['second', 'Assign', reference('Is_Second')],
         ['third', 'Assign', reference('Is_Third')],
       ])}
       ${input('x', 'String')}${output('first', 'Boolean')}${output('second', 'Boolean')}${output('third', 'Boolean')}`,
    )
    const outcome = await run({ flows: [flow], inputs: [{ x: 'B' }] })
    expect(outputs(outcome)).toEqual({ first: false, second: true, third: null })
    expect(outcome.interviews[0]!.trace.find(event => event.kind === 'rule')).toMatchObject({
      element: 'D',
      detail: { outcome: 'Is_Second' },
    })
  })

  it('Collection Filter makes a new collection, Collection Sort puts its source in order', async () => {
    const flow = flowOf(
      'Sorted',
      `${start('Get')}${getContacts('Get', 'Keep')}
       <collectionProcessors><name>Keep</name><label>Keep</label><collectionProcessorType>FilterCollectionProcessor</collectionProcessorType><assignNextValueToReference>one</assignNextValueToReference>
       <collectionReference>Get</collectionReference><conditionLogic>and</conditionLogic><conditions><leftValueReference>one.Title</leftValueReference><operator>EqualTo</operator><rightValue>${text('x')}</rightValue></conditions>${to('Sort')}</collectionProcessors>
       <collectionProcessors><name>Sort</name><label>Sort</label><collectionProcessorType>SortCollectionProcessor</collectionProcessorType><collectionReference>Keep</collectionReference><limit>2</limit>
       <sortOptions><doesPutEmptyStringAndNullFirst>false</doesPutEmptyStringAndNullFirst><sortField>LastName</sortField><sortOrder>Desc</sortOrder></sortOptions>${to('Each')}</collectionProcessors>
       <loops><name>Each</name><label>Each</label><collectionReference>Keep</collectionReference><nextValueConnector><targetReference>Add</targetReference></nextValueConnector></loops>
       ${assign('Add', [['names', 'Add', reference('Each.LastName')]], 'Each')}
       <variables><name>one</name><dataType>SObject</dataType><objectType>Contact</objectType></variables>${output('names', 'String')}`,
    )
    const store = contacts(
      { LastName: 'b', Title: 'x' },
      { LastName: 'A', Title: 'X' },
      { LastName: 'c', Title: 'x' },
      { LastName: 'd' },
    )
    expect(outputs(await run({ flows: [flow], store }))).toEqual({ names: 'cb' })
  })
})

describe('actions', () => {
  const flow = (fault: string) =>
    flowOf(
      'Act',
      `${start('Call')}<actionCalls><name>Call</name><label>Call</label><actionName>Greeter</actionName><actionType>apex</actionType>${to('Keep')}${fault}
       <inputParameters><name>who</name><value>${text('Ada')}</value></inputParameters><storeOutputAutomatically>true</storeOutputAutomatically></actionCalls>
       ${assign('Keep', [['result', 'Assign', reference('Call.greeting')]])}${assign('Caught', [['result', 'Assign', reference('$Flow.FaultMessage')]])}${output('result', 'String')}`,
    )
  const caught = '<faultConnector><targetReference>Caught</targetReference></faultConnector>'

  it('what the host offers under the name is run with the inputs', async () => {
    const action: FlowHost['action'] = (call, inputs) =>
      inputs.map(input => ({ outputs: new Map([['greeting', `${call.name} greets ${String(input.get('who'))}`]]) }))
    expect(outputs(await run({ flows: [flow('')], host: { action } }))).toEqual({ result: 'Greeter greets Ada' })
  })

  it.each([
    [
      'one that fails',
      () => [{ error: 'System.NullPointerException: no name' }],
      'An Apex error occurred: System.NullPointerException: no name',
    ],
    [
      'one that is not there',
      () => null,
      'The action "Greeter" (apex) is not available here. Put a module actions/Greeter.ts in its place.',
    ],
  ])('%s takes the fault path', async (_, action, message) => {
    expect(outputs(await run({ flows: [flow(caught)], host: { action } }))).toEqual({ result: message })
    expect((await run({ flows: [flow('')], host: { action } })).interviews[0]!.fault).toMatchObject({
      element: 'Call',
      message,
    })
  })
})

describe('Transform', () => {
  const action = (field: string, type: string, value: string) =>
    `<transformValueActions>${field && `<outputFieldApiName>${field}</outputFieldApiName>`}<transformType>${type}</transformType>${value}</transformValueActions>`
  const transform = (head: string, actions: string) =>
    `${start('Get')}${getContacts('Get', 'Map')}<transforms><name>Map</name><label>Map</label>${head}<transformValues>${actions}</transformValues>${to('Keep')}</transforms>
     ${assign('Keep', [['result', 'Assign', reference('Map')]])}`
  const store = () => contacts({ LastName: 'Ng', Title: 'x' }, { LastName: 'Li' })

  it('maps each item of a collection to a record', async () => {
    const flow = flowOf(
      'Each',
      transform(
        '<dataType>SObject</dataType><isCollection>true</isCollection><objectType>Account</objectType>',
        action('Name', 'Map', `<value>${reference('Get[$EachItem].LastName')}</value>`) +
          action(
            'Description',
            'Map',
            '<value><formulaDataType>String</formulaDataType><formulaExpression>{!Get[$EachItem].Title} &amp; "!"</formulaExpression></value>',
          ) +
          action('Site', 'Map', `<value>${reference('Get[$EachItem].Title')}</value>`),
      ) + output('result', 'SObject', `${LIST}<objectType>Account</objectType>`),
    )
    expect(outputs(await run({ flows: [flow], store: store() }))['result']).toEqual([
      { attributes: { type: 'Account' }, Name: 'Ng', Description: 'x!', Site: 'x' },
      { attributes: { type: 'Account' }, Name: 'Li', Description: '!' },
    ])
  })

  it('maps to single values, counts and sums', async () => {
    const ids = flowOf(
      'Names',
      transform(
        '<dataType>String</dataType><isCollection>true</isCollection>',
        action('', 'Map', `<value>${reference('Get[$EachItem].LastName')}</value>`),
      ) + output('result', 'String', LIST),
    )
    expect(outputs(await run({ flows: [ids], store: store() }))['result']).toEqual(['Ng', 'Li'])
    const values = `<inputParameters><name>aggregationValues</name><value>${reference('Get')}</value></inputParameters>`
    const count = flowOf(
      'Count',
      transform(
        '<dataType>Number</dataType><isCollection>false</isCollection><scale>0</scale>',
        action('', 'Count', values),
      ) + output('result', 'Number'),
    )
    expect(outputs(await run({ flows: [count], store: store() }))['result']).toBe(2)
  })
})

describe('a run that goes round in circles ends', () => {
  const limits = { elements: 2_000 }
  const tooMany = 'Number of iterations exceeded'
  const call = (name: string, flowName: string, next = '') =>
    `<subflows><name>${name}</name><label>${name}</label><flowName>${flowName}</flowName>${next && to(next)}</subflows>`
  const published = '<waitEvents><name>Published</name></waitEvents>'
  const wait = (next: string) => `<waits><name>Wait</name><label>Wait</label>${next}${published}</waits>`
  const faultTo = (name: string) => `<faultConnector><targetReference>${name}</targetReference></faultConnector>`
  const endless = flowOf('Endless', `${start('Again')}${assign('Again', [], 'Again')}`)

  it.each<[fact: string, flow: Flow]>([
    ['of logic elements', endless],
    ['of fault paths', flowOf('Faults', `${start('Wait')}${wait(faultTo('Wait'))}`)],
    ['of subflows that branch', flowOf('Branch', `${start('A')}${call('A', 'Branch', 'B')}${call('B', 'Branch')}`)],
  ])('%s', async (_fact, flow) => {
    const { interviews } = await run({ flows: [flow], host: { limits } })
    expect(interviews[0]!.fault!.message).toMatch(/^(Number of iterations exceeded|Subflows call each other more than)/)
  })

  it('with the other interviews of the request', async () => {
    const { interviews } = await run({ flows: [endless], inputs: [{}, {}], host: { limits } })
    expect(interviews.map(one => one.fault!.message)).toEqual([
      tooMany,
      `Another interview of the same request failed, so this one was rolled back too: ${tooMany}`,
    ])
  })

  it('and letting other work go on between does not show in the trace', async () => {
    let [time, breaths] = [0, 0]
    const now = () => (time += 20)
    const breathe = async () => void breaths++
    const items = Array.from({ length: 1_500 }, (_, i) => String(i))
    const loop = `<loops><name>Each</name><label>Each</label><collectionReference>Ids</collectionReference><iterationOrder>Asc</iterationOrder><nextValueConnector><targetReference>Each</targetReference></nextValueConnector></loops>`
    const flow = flowOf('Loop', `${start('Each')}${loop}${input('Ids', 'String', LIST)}`)
    const outcome = await run({ flows: [flow], inputs: [{ Ids: items }], host: { now, breathe } })
    expect(breaths).toBe(1)
    expect(path(outcome)).toHaveLength(1_501)
  })
})

describe('an element that is not run', () => {
  it('takes its fault path', async () => {
    const fault = '<faultConnector><targetReference>Keep</targetReference></faultConnector>'
    const flow = flowOf(
      'Plugin',
      `${start('Plugin')}<apexPluginCalls><name>Plugin</name><label>Plugin</label>${fault}</apexPluginCalls>${assign('Keep', [['result', 'Assign', reference('$Flow.FaultMessage')]])}${output('result', 'String')}`,
    )
    expect(outputs(await run({ flows: [flow] }))).toEqual({
      result: '"Plugin" is one of the flow\'s apexPluginCalls, which Millrace does not run yet.',
    })
  })
})

describe('an output of an action, whose type only the run shows', () => {
  const flow = flowOf(
    'Act',
    `${start('Call')}<actionCalls><name>Call</name><label>Call</label><actionName>Act</actionName><actionType>apex</actionType>
     <outputParameters><assignToReference>n</assignToReference><name>n</name></outputParameters></actionCalls>${output('n', 'Number', '<scale>0</scale>')}`,
  )
  const answering = (n: Value) => run({ flows: [flow], host: { action: () => [{ outputs: new Map([['n', n]]) }] } })

  it('goes into a variable that it fits', async () => {
    expect(outputs(await answering(3))).toEqual({ n: 3 })
    expect(outputs(await answering(null))).toEqual({ n: null })
  })

  it('is a fault where it does not fit', async () => {
    expect((await answering('x')).interviews[0]!.fault).toMatchObject({
      element: 'Call',
      message: 'The value "x" is no Number.',
    })
  })
})
