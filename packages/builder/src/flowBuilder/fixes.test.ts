import { type Diagnostic, parseFlow } from '@millrace/metadata'
import { expect, it } from 'vitest'
import { fixesOf } from './fixes.ts'

const source = `<Flow>
    <assignments>
        <name>Count</name>
        <assignmentItems>
            <assignToReference>totl</assignToReference>
            <operator>Add</operator>
            <value>
                <stringValue>{!totl} of {!total}</stringValue>
            </value>
        </assignmentItems>
    </assignments>
    <loops>
        <name>Each</name>
        <collectionReference>Names</collectionReference>
        <nextValueConnector>
            <targetReference>Count</targetReference>
        </nextValueConnector>
    </loops>
    <recordUpdates>
        <name>Save</name>
        <inputAssignments>
            <field>Statuss__c</field>
        </inputAssignments>
    </recordUpdates>
    <variables>
        <name>total</name>
        <dataType>Number</dataType>
    </variables>
</Flow>
`
const flow = parseFlow(source, 'F.flow-meta.xml').flow!

const diagnostic = (code: string, element: string, message: string, at?: string): Diagnostic => ({
  severity: 'error',
  code,
  message,
  file: 'F.flow-meta.xml',
  line: 1,
  column: 1,
  element,
  ...(at && { span: { start: source.indexOf(at), end: source.indexOf(at) + at.length } }),
})

it.each<[what: string, of: Diagnostic, title: string, gone: string, there: string]>([
  ['a variable nothing uses', diagnostic('unused-variable', 'total', ''), 'Delete total', '<name>total', '<loops>'],
  ['an element nothing reaches', diagnostic('unreachable-element', 'Save', ''), 'Delete Save', '<name>Save', '<loops>'],
  [
    'a loop whose body does not come back',
    diagnostic('loop-that-never-returns', 'Each', ''),
    'Connect Count with Each',
    'nothing',
    '<targetReference>Each</targetReference>',
  ],
  [
    'a field that is spelled otherwise',
    diagnostic('unknown-field', 'Save', 'Contact has no field Statuss__c. Did you mean Status__c?', 'Statuss__c'),
    'Change to Status__c',
    'Statuss__c',
    '<field>Status__c</field>',
  ],
  [
    'a resource that is spelled otherwise, in a text',
    diagnostic('unknown-reference', 'Count', 'There is no "totl". Did you mean total?', '{!totl} of {!total}'),
    'Change totl to total',
    'totl',
    '{!total} of {!total}',
  ],
])('mends %s', (_, of, title, gone, there) => {
  const [fix] = fixesOf(of, flow)
  expect(fix?.title).toBe(title)
  const after = fix!.apply(flow)
  expect(after).toContain(there)
  expect(after).not.toContain(gone)
})

it('offers nothing where there is nothing to click away', () => {
  expect(fixesOf(diagnostic('missing-fault-path', 'Save', 'No fault path.'), flow)).toEqual([])
})

const broken = parseFlow(
  `<Flow>
    <recordLookups>
        <name>Find</name>
        <label>Find</label>
        <connector>
            <targetReference>Nobody</targetReference>
        </connector>
    </recordLookups>
    <subflows>
        <name>Call</name>
        <inputAssignments>
            <name>gone</name>
        </inputAssignments>
        <connector>
            <targetReference>Find</targetReference>
        </connector>
    </subflows>
    <decisions>
        <name>Ask</name>
        <rules>
            <name>Yes</name>
            <conditionLogic>1 AND 7</conditionLogic>
        </rules>
    </decisions>
    <variables>
        <name>find</name>
        <isInput>yes</isInput>
    </variables>
</Flow>`,
  'F.flow-meta.xml',
).flow!

it.each<[what: string, code: string, element: string, at: string, title: string, there: string, gone: string]>([
  ['an input that is not there', 'subflow-input', 'Call', '<name>gone', 'Remove gone', '<name>Call', 'gone'],
  [
    'a logic that cannot be read',
    'condition-logic',
    'Ask',
    '1 AND 7',
    'Join the conditions with AND',
    '<conditionLogic>and<',
    '1 AND 7',
  ],
  ['a name that is taken', 'duplicate-name', 'find', 'find', 'Call this one find_2', '<name>find_2<', '<name>find<'],
  ['a flag that is none', 'not-a-boolean', 'find', 'yes', 'Change to true', '<isInput>true<', 'yes'],
  ['a connector to nowhere', 'unknown-element', 'Find', 'Nobody', 'End the path here', '<name>Find', 'Nobody'],
])('mends %s', (_, code, element, at, title, there, gone) => {
  const start = broken.source.indexOf(at)
  const span = { start, end: start + at.length }
  const of: Diagnostic = { severity: 'error', code, message: '', file: '', line: 1, column: 1, element, span }
  const fix = fixesOf(of, broken).find(one => one.title === title)
  const after = fix!.apply(broken)
  expect(after).toContain(there)
  expect(after).not.toContain(gone)
})

it('asks whether a record was found, and ends the path where it was not', () => {
  const start = broken.source.indexOf('Find')
  const span = { start, end: start + 4 }
  const of: Diagnostic = {
    severity: 'info',
    code: 'unchecked-null-record',
    message: '',
    file: '',
    line: 1,
    column: 1,
    span,
  }
  const [fix] = fixesOf(of, broken)
  const { flow } = parseFlow(fix!.apply(broken), 'F.flow-meta.xml')
  const [decision] = flow!.elements.filter(({ name }) => name === 'Found_Find')
  expect(decision).toMatchObject({ kind: 'decisions', defaultConnector: null, rules: [{ name: 'Has_Find' }] })
})

it('makes a variable that is mentioned', () => {
  const [fix] = fixesOf(
    diagnostic('unknown-reference', 'Count', '"Count" refers to {!fresh}, but there is none.'),
    flow,
  )
  expect(fix!.apply(flow)).toContain('<name>fresh</name>')
})
