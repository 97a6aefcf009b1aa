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
