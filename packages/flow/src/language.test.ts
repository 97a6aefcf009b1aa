import { buildSchema } from '@millrace/database'
import { parseFlow } from '@millrace/metadata'
import { type Json, plainText, toJson, type Value } from '@millrace/values'
import { describe, expect, it } from 'vitest'
import { checkFlow, compileFlow } from './compile.ts'
import type { FlowHost, FlowProject, RunOutcome } from './host.ts'
import { readInputs } from './inputs.ts'
import { MemoryStore } from './memoryStore.ts'
import { runInterviews } from './run.ts'

const project: FlowProject = {
  schema: buildSchema([]),
  flow: () => undefined,
  flowNames: [],
  label: name => (name === 'Greeting' ? 'Hello' : undefined),
  customPermissions: new Set(['Can_Do']),
  lenient: false,
}

function host(store: MemoryStore): FlowHost {
  return {
    store,
    now: () => Date.UTC(2026, 0, 15, 10),
    newGuid: () => 'guid',
    timeZone: 'America/Los_Angeles',
    locale: 'en_US',
    globals: { User: { Email: 'ada@example.com' }, Profile: {}, UserRole: {}, Organization: { Name: 'Acme' } },
    hasPermission: name => name === 'Can_Do',
    trace: 'path',
  }
}

function parse(body: string, apiVersion = 62) {
  const source = `<?xml version="1.0" encoding="UTF-8"?>
<Flow xmlns="http://soap.sforce.com/2006/04/metadata">
<apiVersion>${apiVersion}.0</apiVersion><label>Test</label><processType>AutoLaunchedFlow</processType><status>Active</status>
${body}
</Flow>`
  const { flow, diagnostics } = parseFlow(source, 'Test.flow-meta.xml')
  expect(diagnostics).toEqual([])
  return flow!
}

async function run(
  body: string,
  inputs: Record<string, unknown> = {},
  apiVersion?: number,
  store = new MemoryStore(),
): Promise<RunOutcome> {
  const flow = parse(body, apiVersion)
  expect(checkFlow(flow, project).filter(one => one.severity === 'error')).toEqual([])
  const { values, problems, unknown } = readInputs(flow, inputs, fieldOf)
  expect([...problems, ...unknown]).toEqual([])
  return runInterviews(compileFlow(flow, project), [values], host(store))
}

const fieldOf = (objectName: string, fieldName: string) => {
  const field = project.schema.object(objectName)?.field(fieldName)
  return field && { name: field.apiName, type: field.dataType }
}

const variable = (name: string, dataType: string, more = '') =>
  `<variables><name>${name}</name><dataType>${dataType}</dataType><isInput>true</isInput><isOutput>true</isOutput>${more}</variables>`
const LIST = '<isCollection>true</isCollection>'

/// `5` is a number, `true` a Boolean, `2024-01-31` a date, `{x}` a reference, anything else text; nothing is null.
function value(text: string | null): string {
  if (text === null) return ''
  if (/^-?\d+(\.\d+)?$/.test(text)) return `<numberValue>${text}</numberValue>`
  if (text === 'true' || text === 'false') return `<booleanValue>${text}</booleanValue>`
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return `<dateValue>${text}</dateValue>`
  if (text.startsWith('{')) return `<elementReference>${text.slice(1, -1)}</elementReference>`
  return `<stringValue>${text}</stringValue>`
}

async function assigned(type: string, start: Json, operator: string, operand: string | null): Promise<Json | string> {
  const [dataType, isList] = type.endsWith('[]') ? [type.slice(0, -2), true] : [type, false]
  const outcome = await run(
    `<start><connector><targetReference>Set_It</targetReference></connector></start>
     <assignments><name>Set_It</name><label>Set It</label><assignmentItems><assignToReference>x</assignToReference>
     <operator>${operator}</operator><value>${value(operand)}</value></assignmentItems></assignments>
     ${variable('x', dataType, isList ? LIST : '')}${variable('list', 'String', LIST)}${variable('other', 'Number')}`,
    { x: start, list: ['c', 'a', 'x'] },
  )
  const [interview] = outcome.interviews
  return interview!.fault ? `fault: ${interview!.fault.message}` : toJson(interview!.outputs.get('x')!)
}

describe('assignment operators', () => {
  const cases: [type: string, start: Json, operator: string, operand: string | null, result: Json][] = [
    ['Number', 1, 'Assign', '1.5', 2],
    ['Number', 1, 'Assign', '-2.5', -3],
    ['Number', null, 'Add', '5', 5],
    ['Number', 7, 'Add', '{other}', 7],
    ['Number', 7, 'Subtract', '9', -2],
    ['Number', 9, 'Assign', null, null],
    ['Number', null, 'AssignCount', '{list}', 3],
    ['String', 'a', 'Add', 'b', 'ab'],
    ['String', null, 'Add', 'b', 'b'],
    ['String', null, 'Assign', '5', '5'],
    ['String', null, 'Assign', 'true', 'true'],
    ['String', null, 'Assign', '2020-04-03', 'April 3, 2020'],
    ['Multipicklist', 'a', 'AddItem', 'b', 'a;b'],
    ['Multipicklist', 'a', 'Add', 'b', 'ab'],
    ['Date', '2024-01-31', 'Add', '1', '2024-02-01'],
    ['Date', '2024-01-31', 'Subtract', '31', '2023-12-31'],
    ['Date', null, 'Add', '1', null],
    ['String[]', ['R', 'G', 'B'], 'RemovePosition', '2', ['R', 'B']],
    [
      'String[]',
      ['a'],
      'RemovePosition',
      '2',
      'fault: The flow tried to remove position 2 from a collection of 1. Positions count from 1.',
    ],
    ['String[]', ['a', 'b', 'c', 'b', 'd'], 'RemoveAfterFirst', 'b', ['a', 'b']],
    ['String[]', ['a', 'b', 'c', 'b', 'd'], 'RemoveBeforeFirst', 'b', ['b', 'c', 'b', 'd']],
    ['String[]', ['a', 'b', 'c', 'b', 'd'], 'RemoveFirst', 'b', ['a', 'c', 'b', 'd']],
    ['String[]', ['a', 'b', 'c', 'b', 'd'], 'RemoveAll', 'b', ['a', 'c', 'd']],
    ['String[]', ['a', 'b'], 'RemoveFirst', 'z', ['a', 'b']],
    ['String[]', ['a', 'b', 'c'], 'RemoveUncommon', '{list}', ['a', 'c']],
    ['String[]', ['z'], 'AddAtStart', '{list}', ['c', 'a', 'x', 'z']],
    ['String[]', ['z'], 'Add', '{list}', ['z', 'c', 'a', 'x']],
    ['String[]', ['y', 'z'], 'Add', '{x}', ['y', 'z', 'y', 'z']],
    ['String[]', null, 'Add', 'a', ['a']],
    ['String[]', null, 'Assign', '{list}', ['c', 'a', 'x']],
  ]
  it.each(cases)('%s %j %s %s is %j', async (type, start, operator, operand, result) => {
    expect(await assigned(type, start, operator, operand)).toEqual(result)
  })
})

async function decided(
  left: [type: string, value: Json],
  operator: string,
  operand: string | null,
  apiVersion?: number,
): Promise<boolean> {
  const [type, start] = left
  const [dataType, isList] = type.endsWith('[]') ? [type.slice(0, -2), true] : [type, false]
  const outcome = await run(
    `<start><connector><targetReference>Check</targetReference></connector></start>
     <decisions><name>Check</name><label>Check</label><rules><name>Yes</name><label>Yes</label><conditionLogic>and</conditionLogic>
     <conditions><leftValueReference>x</leftValueReference><operator>${operator}</operator><rightValue>${value(operand)}</rightValue></conditions>
     <connector><targetReference>Set_Yes</targetReference></connector></rules></decisions>
     <assignments><name>Set_Yes</name><label>Set Yes</label><assignmentItems><assignToReference>answer</assignToReference><operator>Assign</operator>
     <value><booleanValue>true</booleanValue></value></assignmentItems></assignments>
     ${variable('x', dataType, isList ? LIST : '')}${variable('list', 'String', LIST)}${variable('empty', 'String', LIST)}${variable('when', 'DateTime')}
     ${variable('answer', 'Boolean', '<value><booleanValue>false</booleanValue></value>')}`,
    { x: start, list: ['a', 'b'], empty: [], when: '2026-01-15T02:00:00Z' },
    apiVersion,
  )
  return outcome.interviews[0]!.outputs.get('answer') as boolean
}

describe('condition operators', () => {
  const ID = '003B00000000001IAA'
  const cases: [
    type: string,
    left: Json,
    operator: string,
    operand: string | null,
    result: boolean,
    apiVersion?: number,
  ][] = [
    ['String', 'ABC', 'EqualTo', 'abc', true],
    ['String', ID, 'EqualTo', '003B00000000001', true],
    ['String', '00300000000000aAAA', 'EqualTo', '00300000000000AAAA', false],
    ['String', 'Hello', 'Contains', 'ELL', true],
    ['String', 'Hello', 'StartsWith', 'he', true],
    ['String', 'Hello', 'EndsWith', 'LO', true],
    ['String', null, 'Contains', 'x', false],
    ['String', 'a;b', 'EqualTo', 'b;a', false],
    ['String', '5', 'EqualTo', '5', true],
    ['String', null, 'EqualTo', null, true],
    ['String', null, 'NotEqualTo', 'x', true],
    ['String', null, 'EqualTo', '{$GlobalConstant.EmptyString}', false],
    ['String', null, 'EqualTo', '{$GlobalConstant.EmptyString}', true, 60],
    ['String', null, 'IsNull', 'true', true],
    ['String', '', 'IsNull', 'true', false],
    ['String', '   ', 'IsBlank', 'true', true],
    ['String', 'a', 'In', '{list}', true],
    ['String', 'z', 'In', '{empty}', false],
    ['String', 'z', 'NotIn', '{empty}', true],
    ['Number', 5, 'EqualTo', '5.0', true],
    ['Number', null, 'GreaterThan', '5', false],
    ['Number', null, 'LessThan', '5', false],
    ['Number', 6, 'GreaterThan', '5', true],
    ['Number', 5, 'GreaterThanOrEqualTo', '5', true],
    ['Number', 5, 'LessThanOrEqualTo', '4', false],
    ['Boolean', null, 'EqualTo', 'false', false],
    ['Boolean', true, 'EqualTo', 'true', true],
    ['Boolean', null, 'NotEqualTo', 'true', true],
    ['Date', '2026-01-14', 'EqualTo', '{when}', true],
    ['Date', '2026-01-15', 'GreaterThan', '2026-01-14', true],
    ['String[]', [], 'IsEmpty', 'true', true],
    ['String[]', null, 'IsNull', 'true', true],
    ['String[]', ['a'], 'IsNull', 'false', true],
    ['String[]', ['a'], 'Contains', 'A', true],
    ['String', 'a', 'WasSet', 'true', true],
  ]
  it.each(cases)('%s %j %s %s is %s', async (type, left, operator, operand, result, apiVersion) => {
    expect(await decided([type, left], operator, operand, apiVersion)).toBe(result)
  })
})

describe('text and references', () => {
  const cases: [reference: string, text: string][] = [
    ['Hello {!$User.Email}', 'Hello ada@example.com'],
    ['{!$Flow.CurrentDate}', 'January 15, 2026'],
    ['{!$Flow.CurrentDateTime}', '1/15/2026, 2:00 AM'],
    ['{!$Label.Greeting}, {!$Organization.Name}', 'Hello, Acme'],
    ['{!twice} {!Template}', '10 five is 5'],
    ['{!$Permission.Can_Do}', 'true'],
    ['an open {! stays', 'an open {! stays'],
    ['{!nothing}!', '!'],
  ]
  it.each(cases)('%s is %s', async (reference, text) => {
    const outcome = await run(
      `<start><connector><targetReference>Set_It</targetReference></connector></start>
       <assignments><name>Set_It</name><label>Set It</label><assignmentItems><assignToReference>result</assignToReference><operator>Assign</operator>
       <value><stringValue>${reference}</stringValue></value></assignmentItems></assignments>
       <formulas><name>twice</name><dataType>Number</dataType><expression>{!five} * 2</expression><scale>0</scale></formulas>
       <textTemplates><name>Template</name><text>five is {!five}</text></textTemplates>
       ${variable('five', 'Number', '<value><numberValue>5.0</numberValue></value>')}${variable('nothing', 'String')}${variable('result', 'String')}`,
    )
    expect(plainText(outcome.interviews[0]!.outputs.get('result') as Value)).toBe(text)
  })
})

describe('what the check refuses', () => {
  const SET = (reference: string, operator: string, operand: string) =>
    `<start><connector><targetReference>Set_It</targetReference></connector></start>
     <assignments><name>Set_It</name><label>Set It</label><assignmentItems><assignToReference>${reference}</assignToReference><operator>${operator}</operator>
     <value>${value(operand)}</value></assignmentItems></assignments>${variable('ContactIds', 'String', LIST)}${variable('count', 'Number')}`
  const cases: [body: string, code: string, message: string][] = [
    [
      SET('ContactId', 'Assign', 'x'),
      'unknown-reference',
      '"Set It" refers to {!ContactId}, but the flow has no resource or element "ContactId". Did you mean ContactIds?',
    ],
    [
      SET('count', 'Assign', 'five'),
      'assignment-operator',
      `"Set It": {!count}: a Text can't be assigned to a Number.`,
    ],
    [
      SET('count', 'Addd', '5'),
      'unknown-operator',
      '"Set It": there is no assignment operator "Addd". Did you mean Add?',
    ],
    [
      SET('count', 'RemoveAll', '5'),
      'assignment-operator',
      '"Set It": {!count}: "Remove all" works on a collection, not on a Number.',
    ],
    [
      '<start><connector><targetReference>Nowhere</targetReference></connector></start>',
      'unknown-element',
      'The flow leads to "Nowhere", but the flow has no such element.',
    ],
    [
      `<start><connector><targetReference>Find</targetReference></connector></start><recordLookups><name>Find</name><label>Find</label>
       <object>Contakt</object><storeOutputAutomatically>true</storeOutputAutomatically></recordLookups>`,
      'unknown-object',
      '"Find" works on Contakt, but there is no such object. Did you mean Contact?',
    ],
    [
      `<start><connector><targetReference>Find</targetReference></connector></start><recordUpdates><name>Find</name><label>Set Status</label>
       <object>Contact</object><inputAssignments><field>Emial</field><value><stringValue>x</stringValue></value></inputAssignments></recordUpdates>`,
      'unknown-field',
      '"Set Status" uses Contact.Emial, but Contact has no such field. Did you mean Email?',
    ],
    [
      `<start><connector><targetReference>Each</targetReference></connector></start><loops><name>Each</name><label>Each</label>
       <assignNextValueToReference>count</assignNextValueToReference><collectionReference>ContactIds</collectionReference></loops>
       ${variable('ContactIds', 'String', LIST)}${variable('count', 'Number')}`,
      'type-mismatch',
      '"Each": {!count} holds a Number, but {!ContactIds} has items of type Text.',
    ],
    [
      `<formulas><name>loop</name><dataType>Number</dataType><expression>{!loop} + 1</expression></formulas>`,
      'circular-reference',
      '"loop" refers to itself, so it has no value.',
    ],
    [
      `<textTemplates><name>a</name><text>x {!b}</text></textTemplates><textTemplates><name>b</name><text>{!a}</text></textTemplates>`,
      'circular-reference',
      '"a" refers to itself, so it has no value.',
    ],
    [
      `${variable('x', 'String')}${variable('X', 'String')}`,
      'duplicate-name',
      'The name "X" is used twice. Names are unique in a flow, ignoring case.',
    ],
  ]
  it.each(cases)('case %#', (body, code, message) => {
    const errors = checkFlow(parse(body), project).filter(one => one.severity === 'error')
    expect(errors.map(one => [one.code, one.message])).toContainEqual([code, message])
    expect(errors[0]!.line).toBeGreaterThan(3)
  })

  it.each([
    ['<processType>Survey</processType>', 'is a flow of type Survey'],
    [
      '<start><triggerType>RecordAfterSave</triggerType><object>Contact</object><scheduledPaths><name>Later</name><connector><targetReference>X</targetReference></connector></scheduledPaths></start>',
      'The flow leads to "X", but the flow has no such element.',
    ],
  ])('a start that does not run: %#', (body, reason) => {
    const source = `<Flow xmlns="http://soap.sforce.com/2006/04/metadata"><label>T</label>${body.includes('processType') ? '' : '<processType>AutoLaunchedFlow</processType>'}${body}</Flow>`
    const { flow } = parseFlow(source, 'T.flow-meta.xml')
    expect(checkFlow(flow!, project).map(one => one.message)).toContainEqual(expect.stringContaining(reason))
  })
})

describe('inputs from JSON', () => {
  const flow = parse(
    `${variable('ContactIds', 'String', LIST)}${variable('count', 'Number')}<variables><name>secret</name><dataType>String</dataType></variables>`,
  )
  const cases: [json: Record<string, unknown>, message: string][] = [
    [
      { contactIds: [] },
      'The flow "Test" has no input variable "contactIds". Did you mean ContactIds? It has ContactIds (Text collection), count (Number). Names are case-sensitive.',
    ],
    [
      { secret: 'x' },
      '"secret" of the flow "Test" is not available for input. Turn on "Available for input" for it in the flow.',
    ],
    [
      { ContactIds: 'x' },
      'ContactIds takes a Text collection, but got "x" (Text). Turn on "Allow multiple values (collection)".',
    ],
    [{ count: '12' }, 'count takes a Number, but got "12" (Text).'],
    [{ ContactIds: [1] }, 'ContactIds[0] takes a Text, but got 1 (Number).'],
  ]
  it.each(cases)('%j', (json, message) => {
    const { problems, unknown } = readInputs(flow, json, fieldOf)
    expect([...problems, ...unknown].map(one => one.message)).toEqual([message])
  })
})
