import { expect, it } from 'vitest'
import { parseFlow } from '../parse.ts'
import type { Flow } from '../model.ts'
import {
  newFlowText,
  addElement,
  addItem,
  addResource,
  allSlots,
  apiNameFromLabel,
  connect,
  copyElements,
  deletedWith,
  deleteElement,
  freeName,
  moveElement,
  pasteElements,
  patchFlow,
  patchNamed,
  patchStart,
  removeItem,
  removeResource,
  renameNamed,
  slotAt,
  slotsOf,
  swapItems,
  valuePatch,
} from './index.ts'

const source = `<?xml version="1.0" encoding="UTF-8"?>
<Flow xmlns="http://soap.sforce.com/2006/04/metadata">
    <!-- kept -->
    <apiVersion>62.0</apiVersion>
    <assignments>
        <name>Count</name>
        <label>Count</label>
        <locationX>1</locationX>
        <locationY>2</locationY>
        <futureTag mark="1"/>
        <assignmentItems>
            <assignToReference>total</assignToReference>
            <operator>Add</operator>
            <value>
                <numberValue>1.0</numberValue>
            </value>
        </assignmentItems>
        <connector>
            <targetReference>Each</targetReference>
        </connector>
    </assignments>
    <decisions>
        <name>Choose</name>
        <label>Choose</label>
        <locationX>0</locationX>
        <locationY>0</locationY>
        <defaultConnector>
            <targetReference>Count</targetReference>
        </defaultConnector>
        <defaultConnectorLabel>Else</defaultConnectorLabel>
        <rules>
            <name>Big</name>
            <conditionLogic>and</conditionLogic>
            <conditions>
                <leftValueReference>total</leftValueReference>
                <operator>GreaterThan</operator>
                <rightValue>
                    <numberValue>5.0</numberValue>
                </rightValue>
            </conditions>
            <connector>
                <targetReference>Count</targetReference>
            </connector>
            <label>Big</label>
        </rules>
        <rules>
            <name>Small</name>
            <conditionLogic>and</conditionLogic>
            <label>Small</label>
        </rules>
    </decisions>
    <formulas>
        <name>Double</name>
        <dataType>Number</dataType>
        <expression>{!total} * 2 + {!totalOther} + {! TOTAL }</expression>
        <scale>0</scale>
    </formulas>
    <label>Sample</label>
    <loops>
        <name>Each</name>
        <label>Each</label>
        <collectionReference>Names</collectionReference>
        <iterationOrder>Asc</iterationOrder>
        <nextValueConnector>
            <targetReference>Choose</targetReference>
        </nextValueConnector>
    </loops>
    <processType>AutoLaunchedFlow</processType>
    <start>
        <connector>
            <targetReference>Each</targetReference>
        </connector>
    </start>
    <status>Draft</status>
    <variables>
        <name>total</name>
        <dataType>Number</dataType>
    </variables>
</Flow>
`

const parsed = (text: string): Flow => {
  const { flow, diagnostics } = parseFlow(text, 'Sample.flow-meta.xml')
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  return flow!
}

const flow = parsed(source)

/// The lines that differ, as a diff prints them.
function changes(after: string, before = source): string[] {
  const [old, now] = [before.split('\n'), after.split('\n')]
  const rest = [...now]
  const gone = old.filter(line => {
    const at = rest.indexOf(line)
    if (at >= 0) rest.splice(at, 1)
    return at < 0
  })
  return [...gone.map(line => `-${line.trim()}`), ...rest.map(line => `+${line.trim()}`)]
}

it.each<[what: string, edit: () => string, expected: string[]]>([
  [
    'a label',
    () => patchNamed(flow, 'Count', { label: 'A & B' }),
    ['-<label>Count</label>', '+<label>A &amp; B</label>'],
  ],
  ['the same label', () => patchNamed(flow, 'Count', { label: 'Count' }), []],
  ['the flow label', () => patchFlow(flow, { label: 'New' }), ['-<label>Sample</label>', '+<label>New</label>']],
  [
    'another kind of value',
    () =>
      patchNamed(flow, 'Count', { value: valuePatch({ kind: 'reference', path: 'x.Name' }) }, ['assignmentItems', 0]),
    ['-<numberValue>1.0</numberValue>', '+<elementReference>x.Name</elementReference>'],
  ],
  [
    'a tag less',
    () => patchNamed(flow, 'Choose', { defaultConnectorLabel: null }),
    ['-<defaultConnectorLabel>Else</defaultConnectorLabel>'],
  ],
  [
    'a description, which comes first',
    () => patchNamed(flow, 'Count', { description: 'Counts.' }),
    ['+<description>Counts.</description>'],
  ],
  [
    'one more condition',
    () =>
      addItem(flow, 'Choose', ['rules', 0], 'conditions', {
        leftValueReference: 'Names',
        operator: 'IsNull',
        rightValue: valuePatch({ kind: 'boolean', value: true }) ?? {},
      }),
    [
      '+<conditions>',
      '+<leftValueReference>Names</leftValueReference>',
      '+<operator>IsNull</operator>',
      '+<rightValue>',
      '+<booleanValue>true</booleanValue>',
      '+</rightValue>',
      '+</conditions>',
    ],
  ],
  [
    'an outcome less',
    () => removeItem(flow, 'Choose', ['rules', 1]),
    ['-<rules>', '-<name>Small</name>', '-<conditionLogic>and</conditionLogic>', '-<label>Small</label>', '-</rules>'],
  ],
  ['another order of outcomes', () => swapItems(flow, 'Choose', [], 'rules', 0), []],
  [
    'a resource',
    () => addResource(flow, 'constants', { name: 'Limit', dataType: 'Number' }),
    ['+<constants>', '+<name>Limit</name>', '+<dataType>Number</dataType>', '+</constants>'],
  ],
  [
    'a resource less',
    () => removeResource(flow, 'total'),
    ['-<variables>', '-<name>total</name>', '-<dataType>Number</dataType>', '-</variables>'],
  ],
  [
    'another name, in every mention',
    () => renameNamed(flow, 'total', 'sum'),
    [
      '-<assignToReference>total</assignToReference>',
      '-<leftValueReference>total</leftValueReference>',
      '-<expression>{!total} * 2 + {!totalOther} + {! TOTAL }</expression>',
      '-<name>total</name>',
      '+<assignToReference>sum</assignToReference>',
      '+<leftValueReference>sum</leftValueReference>',
      '+<expression>{!sum} * 2 + {!totalOther} + {! sum }</expression>',
      '+<name>sum</name>',
    ],
  ],
  [
    'another target',
    () => connect(flow, { owner: null, tag: 'connector', part: null }, 'Count'),
    ['-<targetReference>Each</targetReference>', '+<targetReference>Count</targetReference>'],
  ],
  ['a start', () => patchStart(flow, { locationX: '50' }), ['+<locationX>50</locationX>']],
  ['an object of the start', () => patchNamed(flow, null, { object: 'Contact' }), ['+<object>Contact</object>']],
])('%s changes its lines alone', (_, edit, expected) => {
  const after = edit()
  parsed(after)
  expect(changes(after).toSorted()).toEqual(expected.toSorted())
})

const target = (text: string, owner: string | null, tag = 'connector', position?: number): string | null | undefined =>
  slotAt(parsed(text), { owner, tag, part: position === undefined ? null : { tag: 'rules', position } })?.target

it('adds an element between two', () => {
  const text = addElement(flow, { owner: null, tag: 'connector', part: null }, 'recordLookups', {
    name: 'Find',
    label: 'Find',
    object: 'Contact',
  })
  expect([target(text, null), target(text, 'Find')]).toEqual(['Find', 'Each'])
})

it('adds a decision whose outcomes meet again', () => {
  const text = addElement(flow, { owner: null, tag: 'connector', part: null }, 'decisions', {
    name: 'Ask',
    label: 'Ask',
    rules: [{ name: 'Yes', label: 'Yes' }],
  })
  expect([target(text, 'Ask', 'connector', 0), target(text, 'Ask', 'defaultConnector')]).toEqual(['Each', 'Each'])
})

it('adds to an empty loop an element that leads back', () => {
  const empty = connect(flow, { owner: 'Each', tag: 'nextValueConnector', part: null }, null)
  const place = { owner: 'Each', tag: 'nextValueConnector', part: null }
  const text = addElement(parsed(empty), place, 'assignments', { name: 'Body', label: 'Body' })
  expect(target(text, 'Body')).toBe('Each')
  expect(deleteElement(parsed(text), 'Body')).toBe(empty)
})

it('deletes an element and closes the gap, also to itself', () => {
  const text = deleteElement(flow, 'Count')
  expect([target(text, 'Choose', 'connector', 0), target(text, 'Choose', 'defaultConnector')]).toEqual(['Each', 'Each'])
  expect(parsed(text).elements.map(({ name }) => name)).toEqual(['Choose', 'Each'])
})

it('keeps a go-to connector a go-to connector, behind what is added before it', () => {
  const place = { owner: 'Count', tag: 'connector', part: null }
  const goTo = connect(flow, place, 'Choose', true)
  const text = addElement(parsed(goTo), place, 'assignments', { name: 'New', label: 'New' })
  const added = slotAt(parsed(text), { owner: 'New', tag: 'connector', part: null })
  expect([slotAt(parsed(text), place)?.isGoTo, added?.isGoTo]).toEqual([false, true])
  expect(deleteElement(parsed(text), 'New')).toBe(goTo)
})

it('deletes what only the deleted element led to', () => {
  expect(deletedWith(flow, 'Each').toSorted()).toEqual(['Choose', 'Count'])
  expect(deletedWith(flow, 'Count')).toEqual([])
})

it('pastes a copy under a free name', () => {
  const text = pasteElements(flow, { owner: null, tag: 'connector', part: null }, copyElements(flow, ['Count']))
  const names = parsed(text).elements.map(({ name }) => name)
  expect(names).toEqual(['Count', 'Count_2', 'Choose', 'Each'])
  expect([target(text, null), target(text, 'Count_2')]).toEqual(['Count_2', 'Each'])
})

it('moves an element', () => {
  const text = moveElement(flow, 'Count', { owner: null, tag: 'connector', part: null })
  expect([target(text, null), target(text, 'Count'), target(text, 'Choose', 'connector', 0)]).toEqual([
    'Count',
    'Each',
    'Each',
  ])
  expect(text).toContain('<futureTag mark="1"/>')
})

it('names every place', () => {
  expect(allSlots(flow).map(({ owner, label, kind, target }) => [owner, label, kind, target])).toEqual([
    [null, null, 'next', 'Each'],
    ['Count', null, 'next', 'Each'],
    ['Choose', 'Big', 'next', 'Count'],
    ['Choose', 'Small', 'next', null],
    ['Choose', 'Else', 'next', 'Count'],
    ['Each', 'For Each', 'body', 'Choose'],
    ['Each', 'After Last', 'next', null],
  ])
})

it.each([
  ['Get Contacts', 'Get_Contacts'],
  ['  Är es 1? ', 'A_r_es_1'],
  ['1st', 'X1st'],
  ['', ''],
])('the label %j gives the API name %j', (label, name) => {
  expect(apiNameFromLabel(label)).toBe(name)
})

it('renames the collection of a Transform that goes through it item by item', () => {
  const text = source.replace(
    '<numberValue>1.0</numberValue>',
    '<elementReference>Names[$EachItem].Id</elementReference>',
  )
  const named = text.replace('<name>total</name>', '<name>Names</name>')
  expect(renameNamed(parsed(named), 'Names', 'Titles')).toContain('Titles[$EachItem].Id')
})

it('names the paths of a start', () => {
  const start = `<start><connector><targetReference>Each</targetReference></connector>
    <scheduledPaths><pathType>AsyncAfterCommit</pathType></scheduledPaths>
    <scheduledPaths><name>Later</name><label>A Day Later</label></scheduledPaths></start>`
  const triggered = parsed(source.replace(/<start>[^]*<\/start>/, start))
  expect(slotsOf(triggered, null).map(({ label }) => label)).toEqual([
    'Run Immediately',
    'Run Asynchronously',
    'A Day Later',
  ])
})

it('finds a free name', () => {
  expect(freeName('Get', ['get', 'Get_2'])).toBe('Get_3')
})

it('writes a new file as an org does', () => {
  const start = { connector: { targetReference: 'A' }, locationY: '0', locationX: '50' }
  const assignments = [{ label: 'A & B', name: 'A' }]
  expect(
    newFlowText({ status: 'Draft', start, label: 'New', assignments }),
  ).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<Flow xmlns="http://soap.sforce.com/2006/04/metadata">
    <assignments>
        <name>A</name>
        <label>A &amp; B</label>
    </assignments>
    <label>New</label>
    <start>
        <locationX>50</locationX>
        <locationY>0</locationY>
        <connector>
            <targetReference>A</targetReference>
        </connector>
    </start>
    <status>Draft</status>
</Flow>
`)
})

it('adds the first element of an empty file', () => {
  const { flow } = parseFlow('<Flow xmlns="http://soap.sforce.com/2006/04/metadata"> </Flow>', 'x.flow-meta.xml')
  const text = addElement(flow!, allSlots(flow!)[0]!, 'assignments', { name: 'First', label: 'First' })
  const added = parseFlow(text, 'x.flow-meta.xml').flow!
  expect(allSlots(added).map(({ owner, target }) => [owner, target])).toEqual([
    [null, 'First'],
    ['First', null],
  ])
})
