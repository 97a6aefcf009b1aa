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
