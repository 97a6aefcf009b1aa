import { addElement, parseFlow, patchNamed, patchFlow } from '@millrace/metadata'
import { expect, it } from 'vitest'
import { compareFlows } from './compareFlows.ts'

const parsed = (text: string) => parseFlow(text, 'F.flow-meta.xml').flow!

const flow = parsed(`<Flow>
    <assignments><name>Count</name><label>Count</label><locationX>1</locationX></assignments>
    <label>F</label>
    <start><connector><targetReference>Count</targetReference></connector></start>
    <status>Draft</status>
    <variables><name>total</name><dataType>Number</dataType></variables>
</Flow>`)

it.each<[what: string, after: string, expected: string[]]>([
  ['the same', flow.source, []],
  ['another place', patchNamed(flow, 'Count', { locationX: '99' }), []],
  ['another label', patchNamed(flow, 'Count', { label: 'Sum' }), ['changed Assignment "Sum": label: "Count" → "Sum"']],
  ['another status', patchFlow(flow, { status: 'Active' }), ['changed Flow properties: status: "Draft" → "Active"']],
  [
    'an element more',
    addElement(flow, { owner: 'Count', tag: 'connector', part: null }, 'assignments', { name: 'B', label: 'B' }),
    ['changed Assignment "Count": leads to: "the end" → "B"', 'added Assignment "B": '],
  ],
  ['a variable less', flow.source.replace(/<variables>.*<\/variables>/, ''), ['removed Variable "total": ']],
])('tells %s in words', (_, after, expected) => {
  const found = compareFlows(flow, parsed(after))
  expect(found.map(({ kind, title, details }) => `${kind} ${title}: ${details.join('; ')}`)).toEqual(expected)
})

const part = (xml: string) => parsed(`<Flow>${xml}<status>Draft</status></Flow>`)

// Kinds that are not edited are compared as well.
it.each<[kind: string, xml: string, before: string, after: string, expected: string]>([
  [
    'decisions',
    '<rules><name>Yes</name><conditions><operator>$</operator></conditions></rules>',
    'A',
    'B',
    'changed Decision "X": outcome › conditions › operator: "A" → "B"',
  ],
  [
    'recordLookups',
    '<filters><value>$</value></filters><filters/>',
    '<stringValue>1</stringValue>',
    '<elementReference>v</elementReference>',
    'changed Get Records "X": filter 1 › value: "1" → "{!v}"',
  ],
  ['waits', '<waitEvents><offset>$</offset></waitEvents>', '1', '2', 'changed Wait "X": event › offset: "1" → "2"'],
  [
    'transforms',
    '<transformValues><transformValueActions><outputFieldApiName>$</outputFieldApiName></transformValueActions></transformValues>',
    'A',
    'B',
    'changed Transform "X": transform values › mapping › target field: "A" → "B"',
  ],
  [
    'screens',
    '<fields><fieldText>$</fieldText></fields>',
    'A',
    'B',
    'changed Screen "X": component › field text: "A" → "B"',
  ],
  [
    'orchestratedStages',
    '<exitConditionLogic>$</exitConditionLogic>',
    'and',
    'or',
    'changed Stage "X": exit condition logic: "and" → "or"',
  ],
  [
    'dynamicChoiceSets',
    '<picklistField>$</picklistField>',
    'A',
    'B',
    'changed Choice Set "X": picklist field: "A" → "B"',
  ],
])('tells what is different in %s', (kind, xml, before, after, expected) => {
  const flow = (text: string) => part(`<${kind}><name>X</name>${xml.replace('$', text)}</${kind}>`)
  const found = compareFlows(flow(before), flow(after))
  expect(found.map(({ kind, title, details }) => `${kind} ${title}: ${details.join('; ')}`)).toEqual([expected])
})
