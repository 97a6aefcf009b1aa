import { buildSchema } from '@millrace/database'
import { type Flow, parseFlow, type XmlElement } from '@millrace/metadata'
import { type Json, RecordValue, type Value } from '@millrace/values'
import { expect, it } from 'vitest'
import { checkFlow, compileFlow } from './compile.ts'
import type { FlowHost, FlowProject, RunOutcome } from './host.ts'
import { readInputs } from './inputs.ts'
import { MemoryStore } from './memoryStore.ts'
import { runInterviews } from './run.ts'

const schema = buildSchema([])

/// A small generator with a fixed seed: the same flows on every run.
function random(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const file = (body: string) => `<?xml version="1.0" encoding="UTF-8"?>
<Flow xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>62.0</apiVersion><label>Fuzz</label>
<processType>AutoLaunchedFlow</processType><status>Active</status>${body}</Flow>`

const to = (name: string, tag = 'connector') => `<${tag}><targetReference>${name}</targetReference></${tag}>`
const variable = (name: string, type: string, more = '') =>
  `<variables><name>${name}</name><dataType>${type}</dataType><isInput>true</isInput><isOutput>true</isOutput>${more}</variables>`
const LIST = '<isCollection>true</isCollection>'
const CONTACT = '<objectType>Contact</objectType>'
const reference = (path: string) => `<value><elementReference>${path}</elementReference></value>`
const textValue = (text: string) => `<value><stringValue>${text}</stringValue></value>`
const assign = (target: string, operator: string, value: string) =>
  `<assignmentItems><assignToReference>${target}</assignToReference><operator>${operator}</operator>${value}</assignmentItems>`
const condition = (left: string, operator: string, right: string) =>
  `<conditions><leftValueReference>${left}</leftValueReference><operator>${operator}</operator><rightValue>${right}</rightValue></conditions>`

/// Flows of the usual shapes, by API name. Between them they have every kind of element that runs.
const SEEDS: Readonly<Record<string, string>> = {
  Set_Active: file(`
    <start>${to('Set_Status')}</start>
    <recordUpdates><name>Set_Status</name><label>Set Status</label>${to('Count')}${to('Note', 'faultConnector')}
      <filterLogic>1 AND (2 OR NOT 3)</filterLogic>
      <filters><field>Id</field><operator>In</operator>${reference('ids')}</filters>
      <filters><field>Title</field><operator>NotEqualTo</operator>${textValue('{!text}')}</filters>
      <filters><field>LastName</field><operator>IsNull</operator><value><booleanValue>true</booleanValue></value></filters>
      <inputAssignments><field>Title</field>${textValue('Active')}</inputAssignments><object>Contact</object></recordUpdates>
    <assignments><name>Count</name><label>Count</label>${assign('n', 'AssignCount', reference('ids'))}</assignments>
    <assignments><name>Note</name><label>Note</label>${assign('text', 'Assign', reference('$Flow.FaultMessage'))}</assignments>
    ${variable('ids', 'String', LIST)}${variable('n', 'Number', '<scale>0</scale>')}${variable('text', 'String')}`),

  Collect: file(`
    <start>${to('Find')}</start>
    <recordLookups><name>Find</name><label>Find</label>${to('Each')}<object>Contact</object><sortField>LastName</sortField><sortOrder>Desc</sortOrder>
      <storeOutputAutomatically>true</storeOutputAutomatically><getFirstRecordOnly>false</getFirstRecordOnly></recordLookups>
    <loops><name>Each</name><label>Each</label><collectionReference>Find</collectionReference><iterationOrder>Asc</iterationOrder>
      ${to('Ask', 'nextValueConnector')}${to('Sort', 'noMoreValuesConnector')}</loops>
    <decisions><name>Ask</name><label>Ask</label>${to('Each', 'defaultConnector')}<defaultConnectorLabel>No</defaultConnectorLabel>
      <rules><name>Yes</name><label>Yes</label><conditionLogic>1 OR 2</conditionLogic>
        ${condition('Each.Title', 'EqualTo', '<stringValue>New</stringValue>')}
        ${condition('score', 'GreaterThan', '<numberValue>10</numberValue>')}${to('Take')}</rules></decisions>
    <assignments><name>Take</name><label>Take</label>${assign('Each.Title', 'Assign', reference('shown'))}${assign('found', 'Add', reference('Each'))}${assign('n', 'Add', '<value><numberValue>1.5</numberValue></value>')}${to('Each')}</assignments>
    <collectionProcessors><name>Sort</name><label>Sort</label><collectionProcessorType>SortCollectionProcessor</collectionProcessorType>
      <collectionReference>found</collectionReference><sortOptions><sortField>LastName</sortField><sortOrder>Asc</sortOrder></sortOptions><limit>10</limit>${to('Filter')}</collectionProcessors>
    <collectionProcessors><name>Filter</name><label>Filter</label><collectionProcessorType>FilterCollectionProcessor</collectionProcessorType>
      <collectionReference>found</collectionReference><assignNextValueToReference>item</assignNextValueToReference><conditionLogic>and</conditionLogic>
      ${condition('item.LastName', 'Contains', '<stringValue>a</stringValue>')}${to('Save')}</collectionProcessors>
    <recordUpdates><name>Save</name><label>Save</label><inputReference>found</inputReference></recordUpdates>
    ${variable('found', 'SObject', CONTACT + LIST)}${variable('item', 'SObject', CONTACT)}${variable('n', 'Number', '<scale>2</scale>')}
    <formulas><name>score</name><dataType>Number</dataType><expression>LEN({!Each.LastName}) * 2 + {!n}</expression><scale>2</scale></formulas>
    <formulas><name>shown</name><dataType>String</dataType><expression>IF({!score} &gt; 5, UPPER({!Each.LastName}), {!label})</expression></formulas>
    <textTemplates><name>label</name><text>Hello {!Each.LastName}, {!n}</text></textTemplates>`),

  Make: file(`
    <start>${to('Create')}</start>
    <recordCreates><name>Create</name><label>Create</label><object>Contact</object><storeOutputAutomatically>true</storeOutputAutomatically>
      <inputAssignments><field>LastName</field>${reference('name')}</inputAssignments>
      <inputAssignments><field>Birthdate</field>${reference('day')}</inputAssignments>${to('Act')}${to('Undo', 'faultConnector')}</recordCreates>
    <actionCalls><name>Act</name><label>Act</label><actionName>Log</actionName><actionType>apex</actionType>
      <inputParameters><name>text</name>${reference('name')}</inputParameters>
      <outputParameters><assignToReference>name</assignToReference><name>text</name></outputParameters>${to('Run')}${to('Undo', 'faultConnector')}</actionCalls>
    <subflows><name>Run</name><label>Run</label><flowName>Set_Active</flowName>
      <inputAssignments><name>text</name>${reference('name')}</inputAssignments>
      <outputAssignments><assignToReference>n</assignToReference><name>n</name></outputAssignments>${to('Run_Again')}</subflows>
    <subflows><name>Run_Again</name><label>Run Again</label><flowName>Collect</flowName><storeOutputAutomatically>true</storeOutputAutomatically>${to('Ask')}</subflows>
    <decisions><name>Ask</name><label>Ask</label><defaultConnectorLabel>No</defaultConnectorLabel>${to('Wipe', 'defaultConnector')}
      <rules><name>Many</name><label>Many</label><conditionLogic>and</conditionLogic>${condition('Run_Again.n', 'GreaterThan', '<elementReference>n</elementReference>')}${condition('Act', 'WasVisited', '<booleanValue>true</booleanValue>')}${to('Reshape')}</rules></decisions>
    <transforms><name>Reshape</name><label>Reshape</label><dataType>SObject</dataType><objectType>Contact</objectType><isCollection>true</isCollection>
      <transformValues><transformValueActions><outputFieldApiName>LastName</outputFieldApiName><transformType>Map</transformType>${reference('list[$EachItem]')}</transformValueActions></transformValues>${to('Wipe')}</transforms>
    <recordDeletes><name>Wipe</name><label>Wipe</label><object>Contact</object><filters><field>LastName</field><operator>EqualTo</operator>${reference('name')}</filters></recordDeletes>
    <recordRollbacks><name>Undo</name><label>Undo</label>${to('Stop')}</recordRollbacks>
    <customErrors><name>Stop</name><label>Stop</label><customErrorMessages><errorMessage>{!$Flow.FaultMessage}</errorMessage><isFieldError>false</isFieldError></customErrorMessages></customErrors>
    ${variable('name', 'String')}${variable('day', 'Date')}${variable('n', 'Number')}${variable('list', 'String', LIST)}${variable('flag', 'Boolean', '<value><booleanValue>true</booleanValue></value>')}
    <constants><name>limit</name><dataType>Number</dataType><value><numberValue>3</numberValue></value></constants>`),
}

const parse = (name: string, source: string) => parseFlow(source, `${name}.flow-meta.xml`).flow

function allElements(root: XmlElement): XmlElement[] {
  const all = [...root.children]
  for (const xml of all) all.push(...xml.children)
  return all
}

type Pick = <T>(items: readonly T[]) => T

const TYPES = 'String Number Currency Boolean Date DateTime Time Picklist SObject Apex Strange'.split(' ')
const VALUE_TAGS =
  'stringValue numberValue booleanValue dateValue dateTimeValue elementReference formulaExpression'.split(' ')
const OPERATORS =
  'EqualTo NotEqualTo GreaterThan LessThan Contains StartsWith In NotIn IsNull IsBlank IsEmpty WasSet WasVisited Assign Add Subtract AddItem AddAtStart AssignCount RemoveAll RemoveFirst RemovePosition RemoveUncommon Between'.split(
    ' ',
  )
const PATHS =
  '$Flow.CurrentDate $Flow.CurrentDateTime $User.Email $Label.None $GlobalConstant.EmptyString $Record.Id Find Find.LastName Find.Account.Owner.Name Each Each.Title Each.Account found ids n n.x text Run_Again.n Run Act Act.x Yes score shown label item.LastName list[$EachItem] list limit . {!n}'.split(
    ' ',
  )
const TEXTS = [
  '',
  ' ',
  '{!n}',
  '{!',
  '{!shown} {!shown}',
  '-1e308',
  '99999999999999999999.5',
  'NaN',
  '2026-02-31',
  '0001-01-01T00:00:00Z',
  'true',
  'x'.repeat(5_000),
  '\u0000'.replace('\u0000', '&#10;'),
  `${'('.repeat(90)}1${')'.repeat(90)}`,
  `${'('.repeat(5_000)}1`,
  `${'NOT '.repeat(400)}1`,
  `1${' AND 1'.repeat(150)}`,
  `${'IF('.repeat(200)}TRUE${',1,2)'.repeat(200)}`,
  '{!shown} &amp; {!label} &amp; {!score}',
  '1 / 0',
  'VALUE("x")',
  'REGEX("aaaaaaaaaaaaaaaaaaaaaaaaaaaa", "(a+)+b")',
]

/// One change to a random tag of the file.
function mutated(source: string, pick: Pick): string {
  const flow = parse('Fuzz', source)
  if (!flow) return source
  const all = allElements(flow.xml)
  if (all.length === 0) return source
  const leaves = all.filter(xml => xml.children.length === 0)
  const replace = ({ start, end }: { start: number; end: number }, text: string) =>
    source.slice(0, start) + text + source.slice(end)
  const whole = (xml: XmlElement) => source.slice(xml.span.start, xml.span.end)
  const named = (tags: RegExp) => leaves.filter(({ name }) => tags.test(name))
  const change = (tags: RegExp, texts: readonly string[]): string => {
    const places = named(tags)
    return places.length === 0 ? source : replace(pick(places).inner, pick(texts))
  }
  const one = pick(all)
  const ways: (() => string)[] = [
    () => replace(one.span, ''),
    () => replace(one.span, whole(one) + whole(one)),
    () => replace(one.span, whole(pick(all))),
    () => replace(one.inner, whole(pick(all))),
    () => {
      const name = pick([pick(all).name, pick(VALUE_TAGS)])
      return replace(one.span, `<${name}>${source.slice(one.inner.start, one.inner.end)}</${name}>`)
    },
    () => replace(pick(leaves).inner, pick(TEXTS)),
    () =>
      change(
        /^targetReference$/,
        flow.elements.map(element => element.name),
      ),
    () => change(/Reference$/, [...PATHS, ...flow.elements.map(element => element.name)]),
    () => change(/^dataType$/, TYPES),
    () => change(/^operator$/, OPERATORS),
    () => change(/^(isCollection|getFirstRecordOnly|storeOutputAutomatically)$/, ['true', 'false']),
    () => change(/^flowName$/, ['Fuzz', 'Set_Active', 'Collect', 'Make', 'Missing']),
    () => change(/^(object|objectType)$/, ['Contact', 'Account', 'Missing__c', '']),
    () => change(/^(field|sortField|queriedFields)$/, ['Id', 'AccountId', 'Birthdate', 'Email', 'Missing__c', 'Name']),
    () => change(/^(expression|conditionLogic|filterLogic|text|stringValue|formulaExpression)$/, TEXTS),
    () => source.slice(0, one.span.start) + source.slice(one.span.start + 1 + (one.span.end % 7)),
  ]
  return pick(ways)()
}

const JSONS: readonly Json[] = [
  null,
  'x',
  '',
  3,
  -1.5,
  true,
  '2026-01-31',
  ['x', '003000000000001AAA'],
  [],
  { $type: 'x' },
]

function inputsOf(flow: Flow, project: FlowProject, pick: Pick): ReadonlyMap<string, Value> {
  const wanted = flow.variables.filter(one => one.isInput).map(one => [one.name, pick(JSONS)] as const)
  const { values } = readInputs(flow, Object.fromEntries(wanted), (objectName, fieldName) => {
    const field = project.schema.object(objectName)?.field(fieldName)
    return field && { name: field.apiName, type: field.dataType }
  })
  return values
}

function contacts(): MemoryStore {
  const store = new MemoryStore(() => '003')
  const names = ['Ng', 'Adeyemi', 'Rossi', '']
  store.insert(
    names.map((LastName, i) => RecordValue.from('Contact', { LastName, Title: i % 2 ? 'New' : null })),
    { allOrNone: true, mode: 'user' },
  )
  return store
}

function hostOf(pick: Pick): FlowHost {
  return {
    store: contacts(),
    now: () => Date.UTC(2026, 0, 15, 10),
    newGuid: () => 'guid',
    timeZone: 'Europe/Vienna',
    locale: 'en_US',
    globals: { User: { Email: 'ada@example.com' }, Profile: {}, UserRole: {}, Organization: {} },
    hasPermission: () => false,
    trace: pick(['off', 'path', 'values']),
    limits: { elements: 3_000 },
    action: ({ name }, inputs) =>
      name === 'Log' ? inputs.map(input => pick([{ outputs: input }, { error: 'It failed.' }])) : null,
  }
}

/// Ends with an outcome, also where the flow goes round in circles.
async function runOnce(flow: Flow, project: FlowProject, pick: Pick): Promise<RunOutcome> {
  const program = compileFlow(flow, project)
  const inputs = Array.from({ length: 1 + (flow.elements.length % 2) }, () => inputsOf(flow, project, pick))
  return runInterviews(program, inputs, hostOf(pick))
}

/// `FUZZ=20 FUZZ_SEED=7 npm test -- fuzz` tries twenty times as many flows, and others.
const TIMES = Number(process.env['FUZZ'] ?? 1)
const SEED = Number(process.env['FUZZ_SEED'] ?? 0)

it(
  'whatever is in a flow file, it is reported, or the flow runs to an end or a fault',
  async () => {
    const below = random(1 + SEED)
    const pick: Pick = items => items[below(items.length)]!
    const others = new Map(Object.entries(SEEDS).map(([name, text]) => [name, parse(name, text)!]))
    let [ran, failed] = [0, 0]
    for (let i = 0; i < 3_000 * TIMES; i++) {
      let source = SEEDS[pick(Object.keys(SEEDS))]!
      for (let change = below(4); change >= 0; change--) source = mutated(source, pick)
      const flow = parse('Fuzz', source)
      if (!flow) continue
      const project: FlowProject = {
        schema,
        flow: name => (name === 'Fuzz' ? flow : others.get(name)),
        flowNames: ['Fuzz', ...others.keys()],
        label: () => undefined,
        customPermissions: new Set(),
        lenient: i % 2 === 0,
      }
      try {
        if (checkFlow(flow, project).some(one => one.severity === 'error')) continue
        const outcome = await runOnce(flow, project, pick)
        ran++
        if (outcome.failed) failed++
        for (const { status, fault, trace } of outcome.interviews) {
          expect(status).toBe(fault ? 'Error' : 'Finished')
          expect(Array.isArray(trace)).toBe(true)
        }
      } catch (error) {
        throw new Error(`Flow ${i}:\n${source}`, { cause: error })
      }
    }
    // Both ends are reached often, so that the test is about running flows.
    expect(ran).toBeGreaterThan(400)
    expect(failed).toBeGreaterThan(50)
    expect(ran - failed).toBeGreaterThan(50)
  },
  60_000 * TIMES,
)
