import { parseFlow, valuePatch } from '@millrace/metadata'
import { describe, expect, it } from 'vitest'
import { pathOptions, typeOfPath } from '../pickers/resources.ts'
import type { FieldDescription, Schema } from '../pickers/schema.tsx'
import { fits, typeOf, typeWords } from '../pickers/valueTypes.ts'
import { flowResources, typeInWords } from './flowResources.ts'
import { newValue, valueText } from './flowValues.ts'
import { assignmentOperators, conditionOperators, filterOperators } from './operators.ts'
import { logicProblem } from '../pickers/conditionLogic.ts'

const field = (name: string, type: string, more: Partial<FieldDescription> = {}): FieldDescription => ({
  name,
  label: name,
  type,
  referenceTo: [],
  relationshipName: null,
  picklistValues: [],
  createable: true,
  updateable: true,
  ...more,
})

const objects = {
  Contact: [
    field('LastName', 'string'),
    field('AccountId', 'reference', { referenceTo: ['Account'], relationshipName: 'Account' }),
  ],
  Account: [field('Name', 'string'), field('Employees', 'int')],
}

const schema: Schema = {
  objects: Object.keys(objects).map(name => ({ name, label: name })),
  object: name => {
    const found = Object.entries(objects).find(([known]) => known.toLowerCase() === name.toLowerCase())
    return found && { name: found[0], label: found[0], fields: found[1] }
  },
}

const flow = parseFlow(
  `<Flow>
  <decisions><name>Ask</name><label>Ask</label><rules><name>Yes</name><label>Yes</label></rules></decisions>
  <loops><name>Each</name><label>Each</label><collectionReference>Find</collectionReference></loops>
  <recordLookups><name>Find</name><label>Find</label><object>Contact</object><storeOutputAutomatically>true</storeOutputAutomatically></recordLookups>
  <subflows><name>Call</name><label>Call</label><flowName>Other</flowName><storeOutputAutomatically>true</storeOutputAutomatically></subflows>
  <variables><name>ids</name><dataType>String</dataType><isCollection>true</isCollection></variables>
</Flow>`,
  'F.flow-meta.xml',
).flow!

const resources = flowResources(flow, {
  flows: [
    {
      apiName: 'Other',
      label: 'Other',
      processType: 'AutoLaunchedFlow',
      inputs: [],
      outputs: [{ name: 'count', dataType: 'Number', isCollection: false, objectType: null }],
    },
  ],
  actions: [],
})

it.each([
  ['ids', 'Text collection'],
  ['IDS', 'Text collection'],
  ['Find', 'Contact collection'],
  ['Each', 'Contact'],
  ['Each.LastName', 'Text'],
  ['Each.Account', 'Account'],
  ['Each.Account.Employees', 'Number'],
  ['Yes', 'Boolean'],
  ['Call.count', 'Number'],
  ['$Flow.CurrentDate', 'Date'],
  ['$User', 'User'],
  ['Each.Nothing', undefined],
  ['Nothing', undefined],
])('{!%s} is %s', (path, words) => {
  const type = typeOfPath(path, resources, schema)
  expect(type && typeWords(type)).toBe(words)
})

describe('a picker', () => {
  const offered = (text: string, wanted: ReturnType<typeof typeOf> | null) =>
    pathOptions(text, resources, schema, wanted, path => path).map(({ value }) => value)

  it('offers what fits, and what may hold it', () => {
    const found = offered('', typeOf('Text', true))
    expect(found).toContain('ids')
    expect(found).not.toContain('Yes')
    expect(found).toContain('Each.')
  })

  it('offers fields behind a dot, and parents to look into', () => {
    expect(offered('{!Each.', typeOf('Text'))).toEqual(['Each.LastName', 'Each.AccountId', 'Each.Account.'])
    expect(offered('Each.Account.', typeOf('Number'))).toEqual(['Each.Account.Employees'])
  })
})

it.each([
  ['Text', 'Number', false],
  ['Number', 'Text', true],
  ['Date', 'DateTime', true],
  ['Boolean', 'Boolean', true],
  ['Record', 'Text', false],
] as const)('%s where %s is wanted: %s', (from, wanted, expected) => {
  expect(fits(typeOf(from), typeOf(wanted))).toBe(expected)
})

it.each([
  ['{!Each.LastName}', 'Text', { kind: 'reference', path: 'Each.LastName' }],
  ['{!$GlobalConstant.True}', 'Boolean', { kind: 'boolean', value: true }],
  ['{!$GlobalConstant.EmptyString}', 'Text', { kind: 'string', text: '' }],
  ['5', 'Number', { kind: 'number', text: '5.0' }],
  ['1.25', 'Number', { kind: 'number', text: '1.25' }],
  ['Hello {!Each.LastName}', 'Text', { kind: 'string', text: 'Hello {!Each.LastName}' }],
  ['', 'Text', null],
] as const)('%j for a %s', (text, kind, expected) => {
  expect(newValue(text, typeOf(kind))).toEqual(expected)
})

it('shows a value as it was typed', () => {
  const read = (patch: ReturnType<typeof valuePatch>) =>
    parseFlow(
      `<Flow><constants><name>c</name><dataType>String</dataType><value>${Object.entries(patch ?? {})
        .flatMap(([tag, text]) => (text === null ? [] : [`<${tag}>${String(text)}</${tag}>`]))
        .join('')}</value></constants></Flow>`,
      'F.flow',
    ).flow!.constants[0]!.value
  for (const text of ['{!Each.LastName}', '{!$GlobalConstant.False}', 'Active', '12'])
    expect(valueText(read(valuePatch(newValue(text, typeOf(text === '12' ? 'Number' : 'Text')))))).toBe(text)
})

it('offers the operators that fit', () => {
  const names = (list: readonly { value: string }[]) => list.map(({ value }) => value)
  expect(names(conditionOperators(typeOf('Boolean')))).toEqual(['EqualTo', 'NotEqualTo', 'IsNull', 'WasSet'])
  expect(names(filterOperators(typeOf('Number')))).not.toContain('Contains')
  expect(names(assignmentOperators(typeOf('Number')))).toEqual(['Assign', 'Add', 'Subtract', 'AssignCount'])
  expect(names(assignmentOperators(typeOf('Record', true)))).toContain('RemoveFirst')
})

it.each([
  ['1 AND 2', 2, null],
  ['1 AND (2 OR 3)', 3, null],
  ['1', 2, 'Condition 2 is not in the logic.'],
  ['1 AND 3', 2, 'There is no condition 3.'],
  ['(1 AND 2', 2, 'A parenthesis is missing.'],
  ['1 & 2', 2, 'Only numbers, AND, OR, NOT and parentheses.'],
])('the logic %j of %i conditions: %s', (logic, count, expected) => {
  expect(logicProblem(logic, count)).toBe(expected)
})

it.each([
  ['Text', 'Text'],
  ['Text collection', 'Text collection'],
  ['Date/Time', 'Date/Time'],
  ['Contact', 'Contact'],
])('an action that takes %j takes %s', (words, expected) => {
  expect(typeWords(typeInWords(words))).toBe(expected)
})

it('what stands on screens can be referred to, with what components give', () => {
  const { flow } = parseFlow(
    `<Flow><screens><name>Ask</name><label>Ask</label>
      <fields><name>Title</name><fieldType>DisplayText</fieldType></fields>
      <fields><name>Age</name><dataType>Number</dataType><fieldType>InputField</fieldType></fields>
      <fields><name>S</name><fieldType>RegionContainer</fieldType><fields><name>S1</name><fieldType>Region</fieldType>
        <fields><name>Note</name><fieldType>LargeTextArea</fieldType></fields></fields></fields>
      <fields><name>Rows</name><dataTypeMappings><typeName>T</typeName><typeValue>Contact</typeValue></dataTypeMappings>
        <extensionName>flowruntime:datatable</extensionName><fieldType>ComponentInstance</fieldType>
        <storeOutputAutomatically>true</storeOutputAutomatically></fields>
      <fields><name>Manual</name><extensionName>flowruntime:email</extensionName><fieldType>ComponentInstance</fieldType></fields>
    </screens></Flow>`,
    'F.flow-meta.xml',
  )
  const resources = flowResources(flow!, { flows: [], actions: [] })
  const ofScreen = resources.filter(({ group }) => group === 'Screen: Ask')
  expect(ofScreen.map(({ name, type }) => `${name} ${typeWords(type)}`)).toEqual(['Age Number', 'Note Text', 'Rows '])
  const path = (text: string) => typeWords(typeOfPath(text, resources, schema)!)
  expect([path('Rows.selectedRows'), path('Rows.firstSelectedRow.LastName')]).toEqual(['Contact collection', 'Text'])
})
