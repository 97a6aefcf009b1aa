import { buildSchema, type RecordStore, type RowResult } from '@millrace/database'
import { type Flow, parseFlow, parseProject } from '@millrace/metadata'
import { fromJson, type Json, RecordValue, toJson, type Value } from '@millrace/values'
import { describe, expect, it } from 'vitest'
import { checkFlow, compileFlow } from './compile.ts'
import type { FlowHost, FlowProject, RunOutcome } from './host.ts'
import { readInputs } from './inputs.ts'
import { MemoryStore } from './memoryStore.ts'
import { runInterviews } from './run.ts'

const SETTING = `<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"><label>Limits</label><customSettingsType>Hierarchy</customSettingsType>
  <fields><fullName>Most__c</fullName><label>Most</label><type>Number</type><precision>6</precision><scale>0</scale></fields>
  <fields><fullName>Team__c</fullName><label>Team</label><type>Text</type><length>80</length></fields></CustomObject>`
const RATE = `<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"><label>Rate</label>
  <fields><fullName>Percent__c</fullName><label>Percent</label><type>Number</type><precision>6</precision><scale>2</scale></fields></CustomObject>`
const STANDARD = `<CustomMetadata xmlns="http://soap.sforce.com/2006/04/metadata"><label>Standard rate</label>
  <values><field>Percent__c</field><value>12.5</value></values></CustomMetadata>`
const files = parseProject([
  { path: 'objects/Limits__c.object', text: SETTING },
  { path: 'objects/Rate__mdt.object', text: RATE },
  { path: 'customMetadata/Rate.Standard.md-meta.xml', text: STANDARD },
])
const schema = buildSchema(files.objects)

const project = (lenient: boolean, ...flows: Flow[]): FlowProject => ({
  schema,
  flow: name => flows.find(flow => flow.apiName === name),
  flowNames: flows.map(flow => flow.apiName),
  label: () => undefined,
  customPermissions: new Set(),
  customMetadata: (type, record) => files.customMetadata.find(one => one.type === type && one.developerName === record),
  lenient,
})

function flowOf(apiName: string, body: string, apiVersion = 62): Flow {
  const { flow, diagnostics } = parseFlow(
    `<Flow xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>${apiVersion}.0</apiVersion><label>${apiName}</label>
     <processType>AutoLaunchedFlow</processType><status>Active</status>${body}</Flow>`,
    `${apiName}.flow-meta.xml`,
  )
  expect(diagnostics).toEqual([])
  return flow!
}

interface Given {
  readonly inputs?: Readonly<Record<string, unknown>>
  readonly store?: MemoryStore
  readonly host?: Partial<FlowHost>
  readonly also?: readonly Flow[]
}

async function run(flow: Flow, { inputs = {}, store = new MemoryStore(), host = {}, also = [] }: Given = {}) {
  const all = project(false, flow, ...also)
  expect(checkFlow(flow, all).filter(one => one.severity === 'error')).toEqual([])
  const { values, problems, unknown } = readInputs(flow, inputs, fieldOf)
  expect([...problems, ...unknown]).toEqual([])
  return runInterviews(compileFlow(flow, all), [values], { ...hostOf(store), ...host })
}

function hostOf(store: MemoryStore): FlowHost {
  return {
    store,
    now: () => Date.UTC(2026, 0, 15, 10),
    newGuid: () => 'guid',
    timeZone: 'UTC',
    locale: 'en_US',
    globals: {
      User: { Id: '005000000000001AAA' },
      Profile: { Id: '00e000000000001AAA' },
      UserRole: {},
      Organization: { Id: '00D000000000001AAA' },
    },
    hasPermission: () => false,
    serverUrl: 'https://millrace.example.com',
    trace: 'path',
  }
}

const fieldOf = (objectName: string, fieldName: string) => {
  const field = schema.object(objectName)?.field(fieldName)
  return field && { name: field.apiName, type: field.dataType }
}

const result = (outcome: RunOutcome): Json => {
  const [interview] = outcome.interviews
  return interview!.fault ? `fault: ${interview!.fault.message}` : toJson(interview!.outputs.get('result') ?? null)
}
const errorsOf = (flow: Flow, lenient = false): string[] =>
  checkFlow(flow, project(lenient, flow)).flatMap(one => (one.severity === 'error' ? one.message : []))

const start = (name: string) => `<start><connector><targetReference>${name}</targetReference></connector></start>`
const to = (name: string, tag = 'connector') => `<${tag}><targetReference>${name}</targetReference></${tag}>`
const LIST = '<isCollection>true</isCollection>'
const variable = (name: string, type: string, more = '') =>
  `<variables><name>${name}</name><dataType>${type}</dataType><isInput>true</isInput><isOutput>true</isOutput>${more}</variables>`
const of = (object: string, more = '') => `<objectType>${object}</objectType>${more}`
const reference = (path: string) => `<elementReference>${path}</elementReference>`
const text = (value: string) => `<stringValue>${value}</stringValue>`
const number = (value: number) => `<numberValue>${value}</numberValue>`
const item = (target: string, operator: string, value: string) =>
  `<assignmentItems><assignToReference>${target}</assignToReference><operator>${operator}</operator><value>${value}</value></assignmentItems>`
const assign = (name: string, items: string, next = '') =>
  `<assignments><name>${name}</name><label>${name}</label>${items}${next && to(next)}</assignments>`
const condition = (left: string, operator: string, right: string) =>
  `<conditions><leftValueReference>${left}</leftValueReference><operator>${operator}</operator><rightValue>${right}</rightValue></conditions>`
const decide = (name: string, conditions: string, yes: string, no: string) =>
  `<decisions><name>${name}</name><label>${name}</label>${no && to(no, 'defaultConnector')}<rules><name>${name}_Yes</name><label>Yes</label>
   <conditionLogic>and</conditionLogic>${conditions}${to(yes)}</rules></decisions>`

/// A flow whose output `result` is what [value] is worth.
const worth = (value: string, type = 'String', more = '') =>
  flowOf('Worth', `${start('Set')}${assign('Set', item('result', 'Assign', value))}${variable('result', type)}${more}`)

function stored(objectName: string, prefix: string, ...records: Record<string, Value>[]): MemoryStore {
  const store = new MemoryStore(name => (name === objectName ? prefix : '001'))
  store.insert(
    records.map(one => RecordValue.from(objectName, one)),
    { allOrNone: true, mode: 'user' },
  )
  store.commit()
  return store
}

describe('globals', () => {
  const setting = (owner: string, more: Record<string, Value>) => ({ SetupOwnerId: owner, ...more })
  const settings = stored(
    'Limits__c',
    'a00',
    setting('00D000000000001AAA', { Most__c: 5, Team__c: 'Everybody' }),
    setting('005000000000001AAA', { Most__c: 9, Team__c: null }),
    setting('005000000000002AAA', { Most__c: 1 }),
  )

  it.each<[path: string, type: string, worth: Json]>([
    ['$Setup.Limits__c.Most__c', 'Number', 9],
    ['$Setup.Limits__c.Team__c', 'String', 'Everybody'],
    ['$setup.limits__C.most__c', 'Number', 9],
    ['$CustomMetadata.Rate__mdt.Standard.Percent__c', 'Number', 12.5],
    ['$CustomMetadata.Rate__mdt.Standard.MasterLabel', 'String', 'Standard rate'],
    ['$System.OriginDateTime', 'DateTime', '1900-01-01T00:00:00.000+0000'],
    ['$Api.Partner_Server_URL_340', 'String', 'https://millrace.example.com/services/Soap/u/34.0/00D000000000001AAA'],
    [
      '$Api.Enterprise_Server_URL_520',
      'String',
      'https://millrace.example.com/services/Soap/c/52.0/00D000000000001AAA',
    ],
    ['$Api.Session_ID', 'String', null],
    ['$GlobalConstant.EmptyString', 'String', ''],
    ['$GlobalConstant.True', 'Boolean', true],
    ['$globalconstant.FALSE', 'Boolean', false],
    ['$Flow.FaultMessage', 'String', null],
    ['$Flow.CurrentRecord', 'String', null],
  ])('%s', async (path, type, value) => {
    const scaled = flowOf(
      'Worth',
      `${start('Set')}${assign('Set', item('result', 'Assign', reference(path)))}${variable('result', type, '<scale>2</scale>')}`,
    )
    expect(result(await run(scaled, { store: settings }))).toEqual(value)
  })

  it('of custom settings are there for subflows and for defaults of variables', async () => {
    const inner = flowOf('Inner', variable('most', 'Number', `<value>${reference('$Setup.Limits__c.Most__c')}</value>`))
    const outer = flowOf(
      'Outer',
      `${start('Ask')}<subflows><name>Ask</name><label>Ask</label><flowName>Inner</flowName>
       <outputAssignments><assignToReference>result</assignToReference><name>most</name></outputAssignments></subflows>${variable('result', 'Number')}`,
    )
    expect(result(await run(outer, { store: settings, also: [inner] }))).toBe(9)
  })

  it.each([
    ['$Setup.Limits__c.Least__c', 'the custom setting Limits__c has no field "Least__c".'],
    ['$Setup.Limit__x.Most__c', 'there is no custom setting "Limit__x".'],
    ['$CustomMetadata.Rate__mdt.Other.Percent__c', 'the custom metadata type Rate__mdt has no record "Other".'],
    ['$System.Now', '$System has no "Now". It has OriginDateTime.'],
    ['$Api.Token', '$Api has no "Token".'],
    ['$Flow.Stage', '$Flow has no "Stage".'],
  ])('%s is refused', (path, reason) => {
    expect(errorsOf(worth(reference(path)))).toEqual([`"Set" refers to {!${path}}, but ${reason}`])
  })
})

describe('stages', () => {
  const stage = (name: string, order: number, isActive: boolean) =>
    `<stages><name>${name}</name><isActive>${isActive}</isActive><label>${name}</label><stageOrder>${order}</stageOrder></stages>`
  const stages = `${stage('Pay', 20, true)}${stage('Cart', 10, true)}${stage('Done', 30, false)}`
  const of = (items: string, value: string, type = 'String', more = '') =>
    flowOf(
      'Shop',
      `${start('Set')}${assign('Set', items + item('result', 'Assign', value))}${stages}${variable('result', type, more)}`,
    )

  it.each<[fact: string, flow: Flow, worth: Json]>([
    ['start with the first active one', of('', reference('$Flow.CurrentStage')), 'Shop:Cart'],
    ['are active in their order', of('', reference('$Flow.ActiveStages'), 'String', LIST), ['Shop:Cart', 'Shop:Pay']],
    [
      'are assigned',
      of(item('$Flow.CurrentStage', 'Assign', reference('Pay')), reference('$Flow.CurrentStage')),
      'Shop:Pay',
    ],
    [
      'are added to the active ones',
      of(item('$Flow.ActiveStages', 'Add', reference('Done')), reference('$Flow.ActiveStages'), 'String', LIST),
      ['Shop:Cart', 'Shop:Pay', 'Shop:Done'],
    ],
    [
      'are counted',
      of(item('result', 'AssignCount', reference('$Flow.ActiveStages')), reference('result'), 'Number'),
      2,
    ],
  ])('%s', async (_fact, flow, value) => {
    expect(result(await run(flow))).toEqual(value)
  })

  it('the record of an interview is assigned too', async () => {
    const set = item('$Flow.CurrentRecord', 'Assign', text('001000000000001AAA'))
    expect(result(await run(of(set, reference('$Flow.CurrentRecord'))))).toBe('001000000000001AAA')
  })
})

describe('values', () => {
  const record = '<sobjectValue>{"attributes":{"type":"Contact"},"LastName":"Ng"}</sobjectValue>'
  const contact = variable('who', 'SObject', of('Contact'))
  const setting = (first: string, then: string, type: string, more: string) =>
    flowOf(
      'Set',
      `${start('Set')}${assign('Set', first + item('result', 'Assign', then))}${variable('result', type)}${more}`,
    )

  it.each<[fact: string, flow: Flow, worth: Json]>([
    [
      'a record written as JSON',
      setting(item('who', 'Assign', record), reference('who.LastName'), 'String', contact),
      'Ng',
    ],
    [
      'an Apex-defined value written as JSON',
      setting(
        item('made', 'Assign', '<apexValue>{"order":{"total":5}}</apexValue>'),
        reference('made.order.total'),
        'Number',
        variable('made', 'Apex', '<apexClass>Made</apexClass>'),
      ),
      5,
    ],
    [
      'a field deep in an Apex-defined value that was never set',
      setting(
        item('made.record.id', 'Assign', text('x')),
        reference('made.record.id'),
        'String',
        variable('made', 'Apex', '<apexClass>Made</apexClass>'),
      ),
      'x',
    ],
    [
      'a list of literals',
      setting(
        item(
          'list',
          'Assign',
          `<collectionElements>${text('a')}</collectionElements><collectionElements>${text('b')}</collectionElements>`,
        ),
        reference('f'),
        'String',
        `${variable('list', 'String', LIST)}<formulas><name>f</name><dataType>String</dataType><expression>{!list}</expression></formulas>`,
      ),
      '[a, b]',
    ],
    [
      'a picklist',
      setting(item('pick', 'Assign', text('Hot')), reference('pick'), 'Picklist', variable('pick', 'Picklist')),
      'Hot',
    ],
    [
      'a multi-select picklist',
      setting(
        item('pick', 'Assign', text('a')) + item('pick', 'AddItem', text('b')),
        reference('pick'),
        'Multipicklist',
        variable('pick', 'Multipicklist'),
      ),
      'a;b',
    ],
    ['an assignment without a value', setting(item('result', 'Assign', ''), '', 'String', ''), null],
    ['an empty text', setting('', '<stringValue></stringValue>', 'String', ''), ''],
    ['a number with an exponent', setting('', '<numberValue>2.0E8</numberValue>', 'Number', ''), 200_000_000],
    ['names in another case', setting('', reference('RESULT'), 'String', '<!-- ⚙️ -->'), null],
    [
      'a text with emoji, dashes and accents',
      setting('', text('⚙️ 👩‍💻 – ñandú “x”'), 'String', ''),
      '⚙️ 👩‍💻 – ñandú “x”',
    ],
  ])('%s', async (_fact, flow, value) => {
    expect(result(await run(flow))).toEqual(value)
  })

  it.each([
    ['<sobjectValue>{"Name"</sobjectValue>', '"Set" has a record that is not written as JSON.'],
    [
      '<sobjectValue>{"attributes":{"type":"Contact"},"LastName":5}</sobjectValue>',
      '"Set": the value.LastName takes a Text, but got 5 (Number).',
    ],
  ])('%s is refused', (value, message) => {
    expect(errorsOf(setting(item('who', 'Assign', value), '', 'String', contact))).toContain(message)
  })

  it('labels and names keep every byte', async () => {
    const flow = flowOf('Bytes', `${start('A')}${assign('A', '').replace('<label>A<', '<label>⚙️ – ñ “x”<')}`)
    expect(flow.elements[0]!.label).toBe('⚙️ – ñ “x”')
  })
})

describe('references', () => {
  const reading = (path: string, type = 'String') =>
    flowOf(
      'Read',
      `${start('Set')}${assign('Set', item('result', 'Assign', reference(path)))}${variable('who', 'SObject', of('Contact'))}${variable('result', type)}`,
    )

  it.each<[path: string, given: Record<string, Value>, worth: Json]>([
    ['who.Account.Name', { AccountId: '001000000000001AAA' }, 'Acme'],
    ['who.ACCOUNT.name', { AccountId: '001000000000001AAA' }, 'Acme'],
    ['who.Account.Name', { AccountId: '001000000000009AAA' }, null],
    ['who.Account.Name', {}, null],
    ['who.Account.Parent.Name', { AccountId: '001000000000001AAA' }, null],
    ['who.LastName', {}, null],
  ])('%s of a record with %j', async (path, given, value) => {
    const store = stored('Account', '001', { Name: 'Acme' })
    const flow = reading(path)
    const inputs = new Map([['who', RecordValue.from('Contact', given)]])
    const outcome = runInterviews(compileFlow(flow, project(false, flow)), [inputs], hostOf(store)) as RunOutcome
    expect(result(outcome)).toBe(value)
    expect(outcome.usage.soqlQueries).toBe(0)
  })

  it('parents that a subflow reads come with the records this flow finds', async () => {
    const inner = flowOf(
      'Inner',
      `${start('Set')}${assign('Set', item('name', 'Assign', reference('who.Account.Name')))}${variable('who', 'SObject', of('Contact'))}${variable('name', 'String')}`,
    )
    const outer = flowOf(
      'Outer',
      `${start('Get')}<recordLookups><name>Get</name><label>Get</label>${to('Ask')}<object>Contact</object><getFirstRecordOnly>true</getFirstRecordOnly>
       <storeOutputAutomatically>true</storeOutputAutomatically></recordLookups><subflows><name>Ask</name><label>Ask</label><flowName>Inner</flowName>
       <inputAssignments><name>who</name><value>${reference('Get')}</value></inputAssignments>
       <outputAssignments><assignToReference>result</assignToReference><name>name</name></outputAssignments></subflows>${variable('result', 'String')}`,
    )
    const asked: string[] = []
    class Watched extends MemoryStore {
      override find(...[query, values]: Parameters<MemoryStore['find']>) {
        asked.push(...query.fields)
        return super.find(query, values)
      }
    }
    await run(outer, { also: [inner], store: new Watched() })
    expect(asked).toContain('Account.Name')
  })

  it('parents that a subflow reads are looked up for a record that this flow makes', async () => {
    const inner = flowOf(
      'Inner',
      `${start('Set')}${assign('Set', item('name', 'Assign', reference('who.Account.Name')))}${variable('who', 'SObject', of('Contact'))}${variable('name', 'String')}`,
    )
    const outer = flowOf(
      'Outer',
      `${start('Make')}${assign('Make', item('person.AccountId', 'Assign', text('001000000000001AAA')), 'Ask')}
       <subflows><name>Ask</name><label>Ask</label><flowName>Inner</flowName>
       <inputAssignments><name>who</name><value>${reference('person')}</value></inputAssignments>
       <outputAssignments><assignToReference>result</assignToReference><name>name</name></outputAssignments></subflows>
       ${variable('person', 'SObject', of('Contact'))}${variable('result', 'String')}`,
    )
    const store = stored('Account', '001', { Name: 'Acme' })
    const slow: RecordStore = new Proxy(store, {
      get: (of, name) =>
        name === 'find' ? async (...query: Parameters<MemoryStore['find']>) => of.find(...query) : null,
    })
    const program = compileFlow(outer, project(false, outer, inner))
    for (const one of [store, slow]) {
      const outcome = await runInterviews(program, [new Map()], { ...hostOf(store), store: one })
      expect([result(outcome), outcome.usage.soqlQueries]).toEqual(['Acme', 0])
    }
  })

  it.each<[path: string, refusal: string | null]>([
    ['who.Owner:User.Email', null],
    ['who.Owner:Group.Name', null],
    ['who.Owner:Lead.Name', 'Contact has no relationship "Owner:Lead".'],
    ['who.Owner.Email', null],
  ])('%s over a relationship to several objects', (path, refusal) => {
    expect(errorsOf(reading(path))).toEqual(refusal ? [`"Set" refers to {!${path}}, but ${refusal}`] : [])
  })

  it('an owner of another kind than the path names is null', () => {
    const flow = reading('who.Owner:Group.Name')
    const owner = RecordValue.from('User', { Name: 'Ada Ng' })
    const who = RecordValue.from('Contact', { Owner: owner })
    const outcome = runInterviews(
      compileFlow(flow, project(false, flow)),
      [new Map([['who', who]])],
      hostOf(new MemoryStore()),
    )
    expect(result(outcome as RunOutcome)).toBeNull()
  })

  it.each<[fact: string, flow: Flow, message: string]>([
    [
      'a field of an element whose automatic output was lost',
      flowOf(
        'Lost',
        `${start('Get')}<recordLookups><name>Get</name><label>Get</label>${to('Set')}<object>Contact</object></recordLookups>
         ${assign('Set', item('result', 'Assign', reference('Get.LastName')))}${variable('result', 'String')}`,
      ),
      '"Set" refers to {!Get.LastName}, but Get keeps no output under its name. Its automatic output may have been lost when the flow was retrieved with an old API version.',
    ],
    [
      'related records over a relationship that is not there',
      flowOf(
        'Related',
        `${start('Get')}<recordLookups><name>Get</name><label>Get</label><object>Account</object><storeOutputAutomatically>true</storeOutputAutomatically>
         <relatedRecords><relatedObject>Contact</relatedObject><relationshipField>Contact</relationshipField></relatedRecords></recordLookups>`,
      ),
      '"Get" gets related records over "Contact", but Account has no such child relationship. Did you mean Contacts?',
    ],
    [
      'child records that no element gets',
      worth(
        reference('account.Contacts'),
        'String',
        '<variables><name>account</name><dataType>SObject</dataType><objectType>Account</objectType></variables>',
      ),
      '"Set" refers to {!account.Contacts}, but Account has no field "Contacts".',
    ],
    [
      'a flow that lost its trigger',
      worth(reference('$Record.Name')),
      '"Set" refers to {!$Record.Name}, but $Record exists only in a flow that a record starts, and this flow has no trigger. It may have been lost when the flow was retrieved with an old API version.',
    ],
    [
      'setting a global',
      flowOf('Set', `${start('Set')}${assign('Set', item('$User.Email', 'Assign', text('x')))}`),
      `"Set" stores a value in {!$User.Email}, which can't be assigned to.`,
    ],
  ])('%s is refused', (_fact, flow, message) => {
    expect(errorsOf(flow)).toContain(message)
  })

  it('outputs of an action are read from it, also when the file lacks the mark of automatic output', async () => {
    const flow = flowOf(
      'Act',
      `${start('Count')}<actionCalls><name>Count</name><label>Count</label>${to('Set')}<actionName>Count</actionName><actionType>apex</actionType></actionCalls>
       ${assign('Set', item('result', 'Assign', reference('Count.total')))}${variable('result', 'Number')}`,
    )
    const action = () => [{ outputs: new Map<string, Value>([['total', 3]]) }]
    expect(result(await run(flow, { host: { action } }))).toBe(3)
  })
})

describe('what the lenient check takes', () => {
  const find = (object: string, field: string) =>
    flowOf(
      'Find',
      `${start('Get')}<recordLookups><name>Get</name><label>Get</label><object>${object}</object><storeOutputAutomatically>true</storeOutputAutomatically>
       <filters><field>${field}</field><operator>EqualTo</operator><value>${text('x')}</value></filters></recordLookups>`,
    )
  it.each<[object: string, field: string, strict: boolean, lenient: boolean]>([
    ['Contact', 'LastName', true, true],
    ['Contact', 'Own__c', false, true],
    ['Own__c', 'Name', false, true],
    ['ProductSellingModelOption', 'Name', false, true],
    ['Contact', 'CurrencyIsoCode', false, true],
    ['Contakt', 'LastName', false, false],
    ['Contact', 'LastNme', false, false],
  ])('%s.%s', (object, field, strict, lenient) => {
    const flow = find(object, field)
    expect([errorsOf(flow).length === 0, errorsOf(flow, true).length === 0]).toEqual([strict, lenient])
  })

  it.each([
    '$Setup.Other__c.Field__c',
    '$CustomMetadata.Other__mdt.One.Field__c',
    '$Label.Other',
    '$Client.FormFactor',
  ])('%s', async path => {
    expect(errorsOf(worth(reference(path)), true)).toEqual([])
  })
})

describe('operators that ask what became of an element', () => {
  const mark = (operator: string, right: boolean) =>
    condition('Make', operator, `<booleanValue>${right}</booleanValue>`)
  // Creating with an Id that is there already fails.
  const make = (id: string) =>
    `<recordCreates><name>Make</name><label>Make</label>${to('Ask')}${to('Ask', 'faultConnector')}<inputReference>who</inputReference></recordCreates>
     ${assign('Fill', item('who.LastName', 'Assign', text('Ng')) + (id && item('who.Id', 'Assign', text(id))), 'Make')}`
  const asked = (operator: string, id: string) =>
    flowOf(
      'Asked',
      `${start('Fill')}${make(id)}${decide('Ask', mark(operator, true), 'Yes', '')}
       ${assign('Yes', item('result', 'Assign', text('yes')))}${variable('who', 'SObject', of('Contact'))}${variable('result', 'String')}`,
    )
  it.each<[operator: string, fact: string, id: string, result: Json]>([
    ['HasError', 'that failed', '003000000000001AAA', 'yes'],
    ['HasError', 'that did not', '', null],
    ['WasVisited', 'that failed', '003000000000001AAA', 'yes'],
    ['EqualTo', 'that failed', '003000000000001AAA', null],
    ['EqualTo', 'that did not', '', 'yes'],
  ])('%s of an element %s', async (operator, _fact, id, value) => {
    expect(result(await run(asked(operator, id)))).toBe(value)
  })

  it.each([
    [
      'IsChanged',
      '"Ask": "Is changed" compares {!$Record} with what it was, and this flow has no trigger. It may have been lost when the flow was retrieved with an old API version.',
    ],
    ['WasSelected', '"Ask": "Was selected" asks for a choice on a screen, and autolaunched flows have no screens.'],
  ])('%s is refused', (operator, message) => {
    expect(errorsOf(asked(operator, ''))).toEqual([message])
  })
})

describe('Create Records that checks for matching records', () => {
  const creating = (operations: string) =>
    flowOf(
      'Match',
      `${start('Make')}<recordCreates><name>Make</name><label>Make</label><object>Contact</object><assignRecordIdToReference>result</assignRecordIdToReference>
       <filters><field>LastName</field><operator>EqualTo</operator><value>${text('Ng')}</value></filters><filterLogic>and</filterLogic>${operations}
       <inputAssignments><field>LastName</field><value>${text('Ng')}</value></inputAssignments>
       <inputAssignments><field>Title</field><value>${text('New')}</value></inputAssignments></recordCreates>${variable('result', 'String')}`,
    )
  const one = (operation: string) => `<operationOneMatchingRecord>${operation}</operationOneMatchingRecord>`
  const several = (operation: string) => `<operationMultMatchingRecords>${operation}</operationMultMatchingRecords>`
  const none = '<operationZeroMatchingRecords>None</operationZeroMatchingRecords>'

  it.each<[fact: string, operations: string, there: number, titles: Json]>([
    ['none there: creates one', one('None'), 0, ['New']],
    ['none there, and told not to: creates none', one('None') + none, 0, []],
    ['one there: leaves it', one('None'), 1, [null]],
    ['one there: updates it', one('UpdateAllRecords'), 1, ['New']],
    ['several there: leaves them', one('UpdateAllRecords') + several('None'), 2, [null, null]],
    ['several there: updates them', one('None') + several('UpdateAllRecords'), 2, ['New', 'New']],
    ['several there: updates the latest', one('None') + several('UpdateLatestRecord'), 2, [null, 'New']],
  ])('%s', async (_fact, operations, there, titles) => {
    const records = Array.from({ length: there }, (_, i) => ({ LastName: 'Ng', LastModifiedDate: `2026-01-0${i + 1}` }))
    const store = stored('Contact', '003', ...records)
    const outcome = await run(creating(operations), { store })
    expect(store.all('Contact').map(record => record.get('Title'))).toEqual(titles)
    expect(typeof result(outcome)).toBe(titles && (titles as Json[]).length > 0 ? 'string' : 'object')
    expect(outcome.usage).toMatchObject({ soqlQueries: 1, dmlStatements: 1 })
  })
})

describe('Create Records that upserts', () => {
  it('updates by its external Id where there is one and creates where there is none', async () => {
    const store = stored('Contact', '003', { LastName: 'Ng', Email: 'ada@example.com' })
    const flow = flowOf(
      'Upsert',
      `${start('Make')}<recordCreates><name>Make</name><label>Make</label><doesUpsert>true</doesUpsert><upsertExternalIdField>Email</upsertExternalIdField>
       <inputReference>people</inputReference></recordCreates>${variable('people', 'SObject', of('Contact', LIST))}`,
    )
    const people = fromJson(
      [
        { Email: 'ada@example.com', Title: 'Lead' },
        { Email: 'lin@example.com', LastName: 'Lin' },
      ],
      { kind: 'Collection', of: { kind: 'Record', object: 'Contact' } },
      fieldOf,
    ) as Value
    runInterviews(compileFlow(flow, project(false, flow)), [new Map([['people', people]])], hostOf(store))
    expect(store.all('Contact').map(one => [one.get('LastName'), one.get('Title')])).toEqual([
      ['Ng', 'Lead'],
      ['Lin', null],
    ])
  })
})

describe('Wait', () => {
  const parameter = (name: string, value: string) =>
    `<inputParameters><name>${name}</name><value>${value}</value></inputParameters>`
  const alarm = (hours: number, more = '', time = reference('$Flow.CurrentDateTime')) =>
    `<waitEvents><name>Alarm</name><label>Alarm</label>${more}${to('Resumed')}<eventType>AlarmEvent</eventType>
     ${parameter('AlarmTime', time)}${parameter('TimeOffset', number(hours))}${parameter('TimeOffsetUnit', text('Hours'))}
     <outputParameters><assignToReference>when</assignToReference><name>ResumeTime</name></outputParameters></waitEvents>`
  const waiting = (events: string) =>
    flowOf(
      'Waiting',
      `${start('Pause')}<waits><name>Pause</name><label>Pause</label>${to('Default', 'defaultConnector')}${to('Failed', 'faultConnector')}${events}</waits>
       ${assign('Resumed', item('result', 'Assign', text('resumed {!when}')))}${assign('Default', item('result', 'Assign', text('default')))}
       ${assign('Failed', item('result', 'Assign', reference('$Flow.FaultMessage')))}
       ${variable('result', 'String')}${variable('when', 'DateTime')}${variable('n', 'Number')}`,
    )
  const never = condition('n', 'EqualTo', number(5))

  it.each<[fact: string, events: string, result: Json]>([
    ['no event applies: the default path', alarm(1, never), 'default'],
    ['the time has come', alarm(0), 'resumed 1/15/2026, 10:00 AM'],
    ['the time was yesterday', alarm(-24), 'resumed 1/15/2026, 10:00 AM'],
    ['no time at all', alarm(5, '', ''), 'resumed 1/15/2026, 10:00 AM'],
    [
      'something that is not known: a fault',
      `<waitEvents><name>Reply</name><label>Reply</label></waitEvents>`,
      '"Pause" waits for something that Millrace does not know of.',
    ],
  ])('%s', async (_fact, events, value) => {
    expect(result(await run(waiting(events)))).toBe(value)
  })
})

describe('behaviour by the API version of the file', () => {
  const rounds = (apiVersion: number) =>
    flowOf(
      'Rounds',
      `${start('Each')}<loops><name>Each</name><label>Each</label><collectionReference>list</collectionReference><iterationOrder>Asc</iterationOrder>
       ${to('Set', 'nextValueConnector')}</loops>${assign('Set', item('result', 'Add', number(1)), 'Each')}${variable('list', 'String', LIST)}${variable('result', 'Number')}`,
      apiVersion,
    )
  const list = Array.from({ length: 1500 }, (_, i) => `${i}`)

  it.each<[apiVersion: number, result: Json]>([
    [56, 'fault: Number of iterations exceeded'],
    [57, 1500],
    [49, 'fault: Number of iterations exceeded'],
  ])('at %d, 3,001 elements', async (apiVersion, value) => {
    expect(result(await run(rounds(apiVersion), { inputs: { list } }))).toBe(value)
  })

  it('a file from before 2020 names its first element', async () => {
    const { flow } = parseFlow(
      `<Flow xmlns="http://soap.sforce.com/2006/04/metadata"><label>Old</label><processType>AutoLaunchedFlow</processType><status>Active</status>
       <startElementReference>Set</startElementReference>${assign('Set', item('result', 'Assign', text('x')))}${variable('result', 'String')}</Flow>`,
      'Old-3.flow',
    )
    expect([flow!.apiName, result(await run(flow!))]).toEqual(['Old', 'x'])
  })
})

describe('a collection in a formula', () => {
  it.each<[expression: string, list: Json, worth: Json]>([
    ['IF(CONTAINS({!list}, "b"), "yes", "no")', ['a', 'b'], 'yes'],
    ['{!list}', ['a', 'b'], '[a, b]'],
    ['IF(ISBLANK({!list}), "none", "some")', [], 'none'],
  ])('%s of %j', async (expression, list, value) => {
    const formula = `<formulas><name>f</name><dataType>String</dataType><expression>${expression.replaceAll('"', '&quot;')}</expression></formulas>`
    const flow = flowOf(
      'Search',
      `${start('Set')}${assign('Set', item('result', 'Assign', reference('f')))}${formula}${variable('list', 'String', LIST)}${variable('result', 'String')}`,
    )
    expect(result(await run(flow, { inputs: { list } }))).toBe(value)
  })
})

/// A store that wants a LastName of every Contact.
class Picky extends MemoryStore {
  override insert(...[records, options]: Parameters<MemoryStore['insert']>): RowResult[] {
    const message = 'Required fields are missing: [LastName]'
    const bad = { id: null, success: false, errors: [{ statusCode: 'REQUIRED_FIELD_MISSING', message, fields: [] }] }
    const isGood = (record: RecordValue): boolean => record.get('LastName') !== null
    if (options.allOrNone && !records.every(isGood)) return records.map(() => bad)
    return records.map(one => (isGood(one) ? super.insert([one], options)[0]! : bad))
  }
}

const get = (more: string, next = '') =>
  `<recordLookups><name>Get</name><label>Get</label>${next && to(next)}<object>Contact</object>${more}</recordLookups>`
const AUTOMATIC = '<storeOutputAutomatically>true</storeOutputAutomatically>'
const FIRST = `${AUTOMATIC}<getFirstRecordOnly>true</getFirstRecordOnly>`
const where = (field: string, operator: string, value: string) =>
  `<filters><field>${field}</field><operator>${operator}</operator><value>${value}</value></filters>`
const yesIf = (conditions: string, more = '') =>
  `${decide('Ask', conditions, 'Yes', '')}${assign('Yes', item('result', 'Assign', text('yes')))}${variable('result', 'String')}${more}`
const yes = '<booleanValue>true</booleanValue>'
const no = '<booleanValue>false</booleanValue>'
const create = (from: string, next = '', fault = '') =>
  `<recordCreates><name>Make</name><label>Make</label>${next && to(next)}${fault && to(fault, 'faultConnector')}<inputReference>${from}</inputReference></recordCreates>`
const count = (collection: string) =>
  `${assign('Count', item('result', 'AssignCount', reference(collection)))}${variable('result', 'Number')}`
const people = (...titles: (string | null)[]) =>
  stored('Contact', '003', ...titles.map((Title, i) => ({ LastName: `N${i}`, Title })))
const who = variable('who', 'SObject', of('Contact'))
const list = variable('list', 'SObject', of('Contact', LIST))
const names = variable('names', 'String', LIST)

describe('Get Records that finds nothing', () => {
  const nothing = where('LastName', 'EqualTo', text('Nobody'))
  const old = assign('Fill', item('who.LastName', 'Assign', text('Old')), 'Get')
  const keep = `${assign('Set', item('result', 'Assign', reference('who.LastName')))}${who}${variable('result', 'String')}`
  const formula = `<formulas><name>f</name><dataType>Boolean</dataType><expression>ISBLANK({!Get.Title})</expression></formulas>`
  it.each<[fact: string, body: string, result: Json]>([
    ['is null', get(FIRST + nothing, 'Ask') + yesIf(condition('Get', 'IsNull', yes)), 'yes'],
    ['is null also by a field', get(FIRST + nothing, 'Ask') + yesIf(condition('Get.Id', 'IsNull', yes)), 'yes'],
    ['as a collection is null', get(AUTOMATIC + nothing, 'Ask') + yesIf(condition('Get', 'IsNull', yes)), 'yes'],
    ['as a collection is empty', get(AUTOMATIC + nothing, 'Ask') + yesIf(condition('Get', 'IsEmpty', yes)), 'yes'],
    ['counts 0', get(AUTOMATIC + nothing, 'Count') + count('Get'), 0],
    ['has null fields', get(FIRST + nothing, 'Ask') + yesIf(condition('Get.LastName', 'EqualTo', text('A'))), null],
    [
      'has null fields in formulas',
      get(FIRST + nothing, 'Ask') + yesIf(condition('f', 'EqualTo', yes), formula),
      'yes',
    ],
    ['leaves the variable', old + get(`<outputReference>who</outputReference>${nothing}`, 'Set') + keep, 'Old'],
    [
      'empties the variable when told to',
      `${old}${get(`<assignNullValuesIfNoRecordsFound>true</assignNullValuesIfNoRecordsFound><outputReference>who</outputReference>${nothing}`, 'Set')}${keep}`,
      null,
    ],
  ])('%s', async (_fact, body, value) => {
    const first = body.startsWith(old) ? 'Fill' : 'Get'
    expect(result(await run(flowOf('Nothing', start(first) + body), { store: people('a') }))).toEqual(value)
  })
})

describe('Get Records', () => {
  const counting = (more: string) => get(AUTOMATIC + more, 'Count') + count('Get')
  it.each<[fact: string, body: string, result: Json, names?: readonly string[]]>([
    [
      'into a collection variable keeps all',
      `${get('<outputReference>list</outputReference>', 'Count')}${count('list')}${list}`,
      3,
    ],
    ['automatically keeps all without "only the first"', counting(''), 3],
    ['keeps as many as its limit', counting(`<limit>${number(2)}</limit>`), 2],
    [
      'compared with null finds those that are null',
      counting(where('Title', 'EqualTo', reference('who.Title'))) + who,
      1,
    ],
    ['In nothing: none', counting(where('Title', 'In', reference('names'))) + names, 0],
    ['Not In nothing: all', counting(where('Title', 'NotIn', reference('names'))) + names, 3],
    ['In repeated values: each once', counting(where('Title', 'In', reference('names'))) + names, 2, ['a', 'a', 'b']],
  ])('%s', async (_fact, body, value, given) => {
    const inputs = given ? { names: given } : {}
    expect(result(await run(flowOf('Get', start('Get') + body), { store: people('a', null, 'b'), inputs }))).toBe(value)
  })

  it('finds what this run created, and no longer what it deleted', async () => {
    const body = `${start('Fill')}${assign('Fill', item('who.LastName', 'Assign', text('New')), 'Make')}${create('who', 'Remove')}
      <recordDeletes><name>Remove</name><label>Remove</label>${to('Get')}<object>Contact</object>${where('LastName', 'EqualTo', text('N0'))}</recordDeletes>
      ${get(AUTOMATIC, 'Count')}${count('Get')}${who}`
    expect(result(await run(flowOf('Seen', body), { store: people('a', 'b') }))).toBe(2)
  })

  it('lets its automatic output be assigned to', async () => {
    const set = assign('Set', item('Get.Title', 'Assign', text('x')) + item('result', 'Assign', reference('Get.Title')))
    const flow = flowOf('Set', `${start('Get')}${get(FIRST, 'Set')}${set}${variable('result', 'String')}`)
    expect(result(await run(flow, { store: people('a') }))).toBe('x')
  })
})

describe('Create, Update and Delete Records', () => {
  const update = (filters: string) =>
    `<recordUpdates><name>Save</name><label>Save</label><object>Contact</object>${filters}<inputAssignments><field>Title</field><value>${text('x')}</value></inputAssignments></recordUpdates>`
  const remove = (filters: string) =>
    `<recordDeletes><name>Save</name><label>Save</label><object>Contact</object>${filters}</recordDeletes>`
  const nobody = where('LastName', 'EqualTo', text('Nobody'))

  it.each<[fact: string, body: string, titles: Json, usage: object]>([
    ['update that matches nothing', update(nobody), ['a', 'b'], { soqlQueries: 1, dmlStatements: 1, dmlRows: 0 }],
    ['delete that matches nothing', remove(nobody), ['a', 'b'], { soqlQueries: 1, dmlStatements: 1, dmlRows: 0 }],
    ['update without filters: all', update(''), ['x', 'x'], { soqlQueries: 1, dmlStatements: 1, dmlRows: 2 }],
    ['delete by filter', remove(where('Title', 'EqualTo', text('A'))), ['b'], { dmlStatements: 1, dmlRows: 1 }],
    ['create from an empty collection', create('list') + list, ['a', 'b'], { dmlStatements: 1, dmlRows: 0 }],
    ['create from a record never set', create('who') + who, ['a', 'b'], { dmlStatements: 1, dmlRows: 0 }],
  ])('%s', async (_fact, body, titles, usage) => {
    const store = people('a', 'b')
    const outcome = await run(flowOf('Change', start(body.includes('Save') ? 'Save' : 'Make') + body), { store })
    expect([outcome.failed, store.all('Contact').map(one => one.get('Title'))]).toEqual([false, titles])
    expect(outcome.usage).toMatchObject(usage)
  })

  it('a record variable writes only the fields set on it', async () => {
    const store = people('a')
    const id = text(store.all('Contact')[0]!.id!)
    const body = `${start('Fill')}${assign('Fill', item('who.Id', 'Assign', id) + item('who.LastName', 'Assign', text('New')), 'Save')}
      <recordUpdates><name>Save</name><label>Save</label><inputReference>who</inputReference></recordUpdates>${who}`
    await run(flowOf('Some', body), { store })
    expect(store.all('Contact').map(one => [one.get('LastName'), one.get('Title')])).toEqual([['New', 'a']])
  })

  it.each<[fact: string, fault: string, kept: number, failed: boolean]>([
    ['with a fault path, the good rows stay and their Ids are not given back', 'Failed', 2, false],
    ['without one, nothing stays', '', 0, true],
  ])('a collection of which one row fails: %s', async (_fact, fault, kept, failed) => {
    const store = new Picky(() => '003')
    const flow = flowOf('Partly', `${start('Make')}${create('list', '', fault)}${fault && assign('Failed', '')}${list}`)
    const records = ['A', null, 'C'].map(LastName => RecordValue.from('Contact', { LastName, Title: 'x' }))
    const program = compileFlow(flow, project(false, flow))
    const outcome = await runInterviews(program, [new Map([['list', records]])], hostOf(store))
    expect([outcome.failed, store.all('Contact').length]).toEqual([failed, kept])
    expect(records.map(record => record.id)).toEqual([null, null, null])
  })
})

describe('collections of records', () => {
  const loop = (next: string, done = '') =>
    `<loops><name>Each</name><label>Each</label><collectionReference>list</collectionReference>${to(next, 'nextValueConnector')}${done && to(done, 'noMoreValuesConnector')}</loops>`
  const ada = item('who.LastName', 'Assign', text('Ada'))
  it.each<[fact: string, body: string, result: Json]>([
    ['that nothing was assigned to are null', start('Ask') + yesIf(condition('list', 'IsNull', yes), list), 'yes'],
    [
      'get copies added',
      `${start('Set')}${assign('Set', `${ada}${item('list', 'Add', reference('who'))}${item('who.LastName', 'Assign', text('Bo'))}`, 'Each')}${loop('Read')}
       ${assign('Read', item('result', 'Add', reference('Each.LastName')), 'Each')}${list}${who}${variable('result', 'String')}`,
      'Ada',
    ],
    [
      'of one, when one record is assigned',
      `${start('Set')}${assign('Set', ada + item('list', 'Assign', reference('who')), 'Count')}${count('list')}${list}${who}`,
      1,
    ],
    [
      'that are empty: a loop goes on behind',
      `${start('Each')}${loop('Never', 'After')}${assign('Never', item('result', 'Assign', text('never')))}
       ${assign('After', item('result', 'Assign', text('after')))}${list}${variable('result', 'String')}`,
      'after',
    ],
  ])('%s', async (_fact, body, value) => {
    expect(result(await run(flowOf('List', body)))).toEqual(value)
  })

  // Flow Builder of an org writes the longer word.
  it.each(['formula', 'formula_evaluates_to_true'])(
    'Collection Filter (%s) leaves its source, Collection Sort cuts it',
    async logic => {
      const processor = (name: string, type: string, more: string, next: string) =>
        `<collectionProcessors><name>${name}</name><label>${name}</label><collectionProcessorType>${type}CollectionProcessor</collectionProcessorType><collectionReference>Get</collectionReference>${more}${to(next)}</collectionProcessors>`
      const keep = `<assignNextValueToReference>who</assignNextValueToReference><conditionLogic>${logic}</conditionLogic><formula>{!who.Title} = "b"</formula>`
      const sort = `<limit>2</limit><sortOptions><doesPutEmptyStringAndNullFirst>false</doesPutEmptyStringAndNullFirst><sortField>Title</sortField><sortOrder>Desc</sortOrder></sortOptions>`
      const flow = flowOf(
        'Process',
        `${start('Get')}${get(AUTOMATIC, 'Keep')}${processor('Keep', 'Filter', keep, 'Sort')}${processor('Sort', 'Sort', sort, 'Count')}
       ${assign('Count', `${item('kept', 'AssignCount', reference('Keep'))}${item('sorted', 'AssignCount', reference('Get'))}${item('result', 'Assign', text('{!kept} {!sorted}'))}`)}
       ${who}${variable('kept', 'Number')}${variable('sorted', 'Number')}${variable('result', 'String')}`,
      )
      expect(result(await run(flow, { store: people('a', 'b', 'c') }))).toBe('1 2')
    },
  )
})

describe('paths', () => {
  const set = (value: string) => assign('Set', item('result', 'Assign', text(value)))
  const asText = variable('result', 'String')
  it.each<[fact: string, body: string, result: Json]>([
    [
      'without an outcome that is met and without a default end',
      `${start('Ask')}${decide('Ask', condition('result', 'EqualTo', text('x')), 'Set', '')}${set('y')}${asText}`,
      null,
    ],
    [
      'pass by elements that nothing leads to',
      `${start('Set')}${set('x')}${assign('Alone', item('result', 'Assign', text('y')))}${asText}`,
      'x',
    ],
    [
      'within one assignment go item by item',
      `${start('Set')}${assign('Set', item('result', 'Add', number(2)) + item('result', 'Add', reference('result')))}${variable('result', 'Number')}`,
      4,
    ],
    [
      'stop at the null test that stands first',
      `${start('Ask')}${yesIf(condition('who.AccountId', 'IsNull', no) + condition('who.Account.Name', 'NotEqualTo', text('X')), who)}`,
      null,
    ],
    [
      'work formulas out when they are read',
      `${start('Set')}${assign('Set', `${item('n', 'Assign', number(2))}${item('result', 'Assign', reference('f'))}${item('n', 'Assign', number(9))}`)}
       <formulas><name>f</name><dataType>Number</dataType><expression>{!n} * 2</expression></formulas>${variable('n', 'Number')}${variable('result', 'Number')}`,
      4,
    ],
  ])('%s', async (_fact, body, value) => {
    expect(result(await run(flowOf('Path', body)))).toEqual(value)
  })
})

describe('condition logic', () => {
  const NAMES = ['a', 'b', 'c']
  const asking = (logic: string) => {
    const conditions = NAMES.map(name => condition(name, 'EqualTo', yes)).join('')
    const body = yesIf(conditions).replace('<conditionLogic>and<', `<conditionLogic>${logic}<`)
    return flowOf('Logic', `${start('Ask')}${body}${NAMES.map(name => variable(name, 'Boolean')).join('')}`)
  }
  it.each<[logic: string, given: readonly boolean[], met: boolean]>([
    ['1 AND (2 OR 3)', [true, false, true], true],
    ['1 AND (2 OR 3)', [true, false, false], false],
    ['1 and (2 or 3)', [true, true, false], true],
    ['NOT 1 OR 2', [true, false, true], false],
    ['(NOT 1) OR 3', [true, false, true], true],
    ['3', [false, false, true], true],
    ['or', [false, true, false], true],
    ['AND', [true, true, true], true],
  ])('%s of %j is %s', async (logic, given, met) => {
    const inputs = Object.fromEntries(NAMES.map((name, i) => [name, given[i]]))
    expect(result(await run(asking(logic), { inputs }))).toBe(met ? 'yes' : null)
  })

  it.each([
    [
      '1 AND 2 OR 3',
      'The condition logic "1 AND 2 OR 3" mixes AND and OR. Put parentheses around the part that goes together.',
    ],
    ['1 AND 4', 'The condition logic "1 AND 4" names condition 4, but there are 3 conditions.'],
    ['(1 AND 2', 'The condition logic "(1 AND 2" lacks a closing parenthesis.'],
  ])('%s is refused', (logic, message) => {
    expect(errorsOf(asking(logic))).toEqual([`"Ask": ${message}`])
  })
})

describe('actions and subflows', () => {
  it('the message of a failing action is there on its fault path', async () => {
    const flow = flowOf(
      'Act',
      `${start('Act')}<actionCalls><name>Act</name><label>Act</label>${to('Keep', 'faultConnector')}<actionName>Act</actionName><actionType>apex</actionType></actionCalls>
       ${assign('Keep', item('result', 'Assign', reference('$Flow.FaultMessage')))}${variable('result', 'String')}`,
    )
    const action = () => [{ error: 'No stock' }]
    expect(result(await run(flow, { host: { action } }))).toBe('An Apex error occurred: No stock')
  })

  it('a null text for a subflow is an empty one there', async () => {
    const inner = flowOf(
      'Inner',
      `${start('Ask')}${yesIf(condition('word', 'IsNull', no), variable('word', 'String'))}`,
    )
    const outer = flowOf(
      'Outer',
      `${start('Call')}<subflows><name>Call</name><label>Call</label><flowName>Inner</flowName><inputAssignments><name>word</name><value>${reference('nothing')}</value></inputAssignments>
       <outputAssignments><assignToReference>result</assignToReference><name>result</name></outputAssignments></subflows>${variable('nothing', 'String')}${variable('result', 'String')}`,
    )
    expect(result(await run(outer, { also: [inner] }))).toBe('yes')
  })
})
