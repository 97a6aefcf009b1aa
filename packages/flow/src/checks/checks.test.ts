import { buildSchema } from '@millrace/database'
import { type Diagnostic, type Flow, parseFlow } from '@millrace/metadata'
import { describe, expect, it } from 'vitest'
import { checkFlow } from '../compile.ts'

const schema = buildSchema([])

interface Given {
  readonly status?: string
  readonly header?: string
  readonly others?: Readonly<Record<string, string>>
}

function flowOf(name: string, body: string, { status = 'Active', header }: Given = {}): Flow {
  const source = `<Flow xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>62.0</apiVersion><label>${name}</label>
${header ?? '<processType>AutoLaunchedFlow</processType>'}<status>${status}</status>
${body}</Flow>`
  const { flow, diagnostics } = parseFlow(source, `${name}.flow-meta.xml`)
  expect(diagnostics).toEqual([])
  return flow!
}

function check(body: string, given: Given = {}): Diagnostic[] {
  const others = Object.entries(given.others ?? {}).map(([name, other]) => flowOf(name, other))
  return checkFlow(flowOf('Test', body, given), {
    schema,
    flow: name => others.find(flow => flow.apiName === name),
    flowNames: others.map(flow => flow.apiName),
    label: () => undefined,
    customPermissions: new Set(),
    lenient: false,
  })
}

const to = (name: string, tag = 'connector') => `<${tag}><targetReference>${name}</targetReference></${tag}>`
const start = (name: string) => `<start>${to(name)}</start>`
const element = (kind: string, name: string, next: string, more = '') =>
  `<${kind}><name>${name}</name><label>${name.replaceAll('_', ' ')}</label>${next ? to(next) : ''}${more}</${kind}>`
const fault = (name: string) => to(name, 'faultConnector')

const assign = (name: string, next = '', value = '<stringValue>x</stringValue>') =>
  element(
    'assignments',
    name,
    next,
    `<assignmentItems><assignToReference>text</assignToReference><operator>Assign</operator><value>${value}</value></assignmentItems>`,
  )
const loop = (name: string, body: string, after = '') =>
  element(
    'loops',
    name,
    '',
    `<collectionReference>contacts</collectionReference>${body && to(body, 'nextValueConnector')}${after && to(after, 'noMoreValuesConnector')}`,
  )
const decide = (name: string, then: string, otherwise = '', left = 'text') =>
  element(
    'decisions',
    name,
    '',
    `<rules><name>${name}_Yes</name><label>Yes</label><conditions><leftValueReference>${left}</leftValueReference><operator>IsNull</operator><rightValue><booleanValue>true</booleanValue></rightValue></conditions>${then && to(then)}</rules>${otherwise && to(otherwise, 'defaultConnector')}`,
  )
const get = (name: string, next = '', more = '') =>
  element(
    'recordLookups',
    name,
    next,
    `<object>Contact</object><getFirstRecordOnly>true</getFirstRecordOnly><storeOutputAutomatically>true</storeOutputAutomatically>${more}`,
  )
const update = (name: string, next = '', more = '<inputReference>contacts</inputReference>') =>
  element('recordUpdates', name, next, more)
const call = (name: string, flowName: string, next = '') =>
  element('subflows', name, next, `<flowName>${flowName}</flowName>`)
const where = (field: string, value = '<stringValue>x</stringValue>') =>
  `<filters><field>${field}</field><operator>EqualTo</operator><value>${value}</value></filters>`
const setTitle = '<inputAssignments><field>Title</field><value><stringValue>x</stringValue></value></inputAssignments>'

const contacts =
  '<variables><name>contacts</name><dataType>SObject</dataType><objectType>Contact</objectType><isCollection>true</isCollection><isInput>true</isInput></variables>'
const text = '<variables><name>text</name><dataType>String</dataType><isInput>true</isInput></variables>'
const variable = (name: string, more = '') =>
  `<variables><name>${name}</name><dataType>String</dataType>${more}</variables>`
const formula = (name: string, expression: string) =>
  `<formulas><name>${name}</name><dataType>String</dataType><expression>${expression}</expression></formulas>`

/// A flow and what a check says of it: nothing where it has nothing to say.
type Case = [fact: string, body: string, found: string[], given?: Given]

function table(code: string, cases: readonly Case[]): void {
  describe(code, () => {
    it.each<Case>([...cases])('%s', (_fact, body, found, given) => {
      const diagnostics = check(contacts + text + body, given)
      expect(diagnostics.filter(one => one.severity === 'error' && one.code !== 'flow-not-runnable')).toEqual([])
      const messages = diagnostics.filter(one => one.code === code).map(one => `${one.severity} ${one.message}`)
      expect(messages).toEqual(found)
    })
  })
}

const inLoop = (name: string, does: string, instead: string) =>
  `warning "${name}" ${does} inside the loop "Each": ${instead}`
const change =
  'one statement for every item. Collect the records in a variable and change them with one element after the loop.'
const find =
  'one query for every item. Get the records before the loop, with the operator In, and pick the right one with a Collection Filter.'

table('dml-statement-in-loop', [
  [
    'in the body',
    start('Each') + loop('Each', 'Save') + update('Save', 'Each'),
    [inLoop('Save', '(Update Records) updates records', change)],
  ],
  ['after the loop', start('Each') + loop('Each', 'Note', 'Save') + assign('Note', 'Each') + update('Save'), []],
  [
    'where the path leaves the loop',
    start('Each') + loop('Each', 'Ask') + decide('Ask', 'Save', 'Each') + update('Save'),
    [],
  ],
  [
    'behind a fault path that comes back',
    start('Each') + loop('Each', 'Find') + get('Find', 'Each', fault('Save')) + update('Save', 'Each'),
    [inLoop('Save', '(Update Records) updates records', change)],
  ],
  [
    'in the inner of two loops, said once',
    start('Each_Outer') + loop('Each_Outer', 'Each') + loop('Each', 'Save', 'Each_Outer') + update('Save', 'Each'),
    [inLoop('Save', '(Update Records) updates records', change)],
  ],
  [
    'in a subflow of a subflow',
    start('Each') + loop('Each', 'Run') + call('Run', 'Outer', 'Each'),
    [inLoop('Run', '(Subflow) runs "Outer", which changes records,', change)],
    { others: { Outer: start('Run') + call('Run', 'Inner'), Inner: contacts + start('Save') + update('Save') } },
  ],
  [
    'not in a subflow that changes nothing, and that runs itself',
    start('Each') + loop('Each', 'Run') + call('Run', 'Outer', 'Each'),
    [],
    { others: { Outer: start('Run') + call('Run', 'Outer') } },
  ],
])

table('query-in-loop', [
  [
    'in the body',
    start('Each') + loop('Each', 'Find') + get('Find', 'Each'),
    [inLoop('Find', '(Get Records) finds records', find)],
  ],
  ['before the loop', start('Find') + get('Find', 'Each') + loop('Each', 'Note') + assign('Note', 'Each'), []],
  [
    'in a subflow',
    start('Each') + loop('Each', 'Run') + call('Run', 'Inner', 'Each'),
    [inLoop('Run', '(Subflow) runs "Inner", which finds records,', find)],
    { others: { Inner: start('Find') + get('Find') } },
  ],
])

table('loop-that-never-returns', [
  [
    'the path ends',
    start('Each') + loop('Each', 'Note') + assign('Note'),
    [
      'warning The For Each path of "Each" never comes back to it, so only the first item is looked at. Connect the path\'s last element with the Loop.',
    ],
  ],
  [
    'there is no path',
    start('Each') + loop('Each', ''),
    [
      'warning "Each" has no For Each path, so a run ends at the first item. Connect it with the element that works on an item.',
    ],
  ],
  ['one of two paths comes back', start('Each') + loop('Each', 'Ask') + decide('Ask', '', 'Each'), []],
  ['the loop leads to itself', start('Each') + loop('Each', 'Each'), []],
])

table('cycle-without-loop', [
  [
    'with a way out',
    start('Ask') + decide('Ask', 'Note') + assign('Note', 'Ask'),
    ['info "Ask", "Note" lead back to each other without a Loop, so only a Decision in there ends it.'],
  ],
  [
    'without one',
    start('Note') + assign('Note', 'Note_2') + assign('Note_2', 'Note'),
    [
      'warning "Note", "Note 2" lead back to each other without a Loop, and no path leads out: a run that gets there never ends by itself.',
    ],
  ],
  [
    'of one element',
    start('First') + assign('First', 'Note') + assign('Note', 'Note'),
    [
      'warning "Note" leads back to itself without a Loop, and no path leads out: a run that gets there never ends by itself.',
    ],
  ],
  [
    'two cycles',
    start('Ask') + decide('Ask', 'A', 'B') + assign('A', 'A') + assign('B', 'B'),
    [
      'warning "A" leads back to itself without a Loop, and no path leads out: a run that gets there never ends by itself.',
      'warning "B" leads back to itself without a Loop, and no path leads out: a run that gets there never ends by itself.',
    ],
  ],
  ['with a Loop', start('Each') + loop('Each', 'Note') + assign('Note', 'Each'), []],
  ['that nothing reaches', start('A') + assign('A') + assign('B', 'B'), []],
])

table('missing-fault-path', [
  [
    'of an active flow',
    start('Find') + get('Find'),
    ['info "Find" (Get Records) has no fault path. When it fails, the run ends and everything it did is rolled back.'],
  ],
  ['of a draft', start('Find') + get('Find'), [], { status: 'Draft' }],
  ['there is one', start('Find') + get('Find', '', fault('Note')) + assign('Note'), []],
  ['nothing reaches it', start('Note') + assign('Note') + get('Find'), []],
])

table('unused-variable', [
  [
    'nothing refers to it',
    start('Note') + assign('Note') + variable('spare', '<description>spare {!spare}</description>'),
    ['warning Nothing refers to the variable spare. Delete it, or make it available for input or output.'],
  ],
  ['input and output', variable('a', '<isInput>true</isInput>') + variable('b', '<isOutput>true</isOutput>'), []],
  [
    'a reference, in another case',
    start('Note') + assign('Note', '', '<elementReference>SPARE</elementReference>') + variable('spare'),
    [],
  ],
  ['in a text', start('Note') + assign('Note', '', '<stringValue>a {!spare} b</stringValue>') + variable('spare'), []],
  ['in a formula', formula('Shown', '{!spare} &amp; "x"') + variable('spare'), []],
  [
    'a part of a name is another name',
    start('Note') +
      assign('Note', '', '<stringValue>{!spare_2}</stringValue>') +
      variable('spare') +
      variable('spare_2'),
    ['warning Nothing refers to the variable spare. Delete it, or make it available for input or output.'],
  ],
])

table('hardcoded-id', [
  [
    'as a text',
    start('Note') + assign('Note', '', '<stringValue>0019A00000NvPl6QAF</stringValue>'),
    [
      'warning "Note" contains the Id 0019A00000NvPl6QAF, which names a record of one org only. Look the record up by its name, or keep the Id in a custom label.',
    ],
  ],
  [
    'of 15 characters, within a text',
    start('Note') + assign('Note', '', '<stringValue>/lightning/r/0039A00000Frc9p/view</stringValue>'),
    [
      'warning "Note" contains the Id 0039A00000Frc9p, which names a record of one org only. Look the record up by its name, or keep the Id in a custom label.',
    ],
  ],
  [
    'of a record type, in a formula',
    formula('Kind', '"0129A00000Frc9p"'),
    [
      'warning "Kind" contains the Id 0129A00000Frc9p, which names a record of one org only. Look the record up by its name, or keep the Id in a custom label.',
    ],
  ],
  [
    'with a suffix that is wrong',
    start('Note') + assign('Note', '', '<stringValue>0019A00000NvPl6AAA</stringValue>'),
    [],
  ],
  [
    'with a prefix that no object has',
    start('Note') + assign('Note', '', '<stringValue>9z99A00000NvPl6</stringValue>'),
    [],
  ],
  ['a word of 15 letters', start('Note') + assign('Note', '', '<stringValue>001acknowledged</stringValue>'), []],
])

table('unreachable-element', [
  [
    'no path leads there',
    start('A') + assign('A') + assign('B'),
    ['info No path leads to "B", so it never runs. Connect it or delete it.'],
  ],
  ['a fault path leads there', start('Find') + get('Find', '', fault('A')) + assign('A'), []],
  ['an outcome leads there', start('Ask') + decide('Ask', 'A') + assign('A'), []],
  ['nothing starts', assign('A'), []],
  ['an old start', '<startElementReference>A</startElementReference>' + assign('A'), []],
  [
    'a scheduled path leads there',
    '<start><scheduledPaths><name>Later</name><connector><targetReference>A</targetReference></connector></scheduledPaths></start>' +
      assign('A'),
    [],
  ],
])

table('unchecked-null-record', [
  [
    'no Decision asks',
    start('Find') + get('Find', 'Note') + assign('Note', '', '<elementReference>Find.Title</elementReference>'),
    ['info "Find" may find nothing: {!Find.Title} is null then, and no Decision asks whether {!Find} is null.'],
  ],
  [
    'a Decision asks',
    start('Find') +
      get('Find', 'Ask') +
      decide('Ask', '', 'Note', 'Find') +
      assign('Note', '', '<elementReference>Find.Title</elementReference>'),
    [],
  ],
  ['a formula looks at it', start('Find') + get('Find') + formula('Title', 'BLANKVALUE({!Find.Title}, "none")'), []],
  ['no field is read', start('Find') + get('Find', 'Note') + assign('Note'), []],
])

table('update-without-filters', [
  [
    'changes every record',
    start('Save') + update('Save', '', `<object>Contact</object>${setTitle}`),
    [
      'warning "Save" (Update Records) has no filters, so it updates every Contact record. Add the filters that choose the records you mean.',
    ],
  ],
  [
    'deletes every record',
    start('Wipe') + element('recordDeletes', 'Wipe', '', '<object>Contact</object>'),
    [
      'warning "Wipe" (Delete Records) has no filters, so it deletes every Contact record. Add the filters that choose the records you mean.',
    ],
  ],
  ['there are filters', start('Save') + update('Save', '', `<object>Contact</object>${where('Title')}${setTitle}`), []],
  ['records in a variable', start('Save') + update('Save'), []],
])

table('empty-start', [
  [
    'leads nowhere',
    '<start></start>',
    [
      'warning "Test" starts with no element, so a run finishes at once and does nothing. Connect the start with the first element.',
    ],
  ],
  [
    'there is no start',
    assign('A'),
    [
      'warning "Test" starts with no element, so a run finishes at once and does nothing. Connect the start with the first element.',
    ],
  ],
  ['leads somewhere', start('A') + assign('A'), []],
])

table('inactive-flow', [
  [
    'a draft',
    start('A') + assign('A'),
    ['info "Test" has the status Draft, so it can\'t be run by name. Set its status to Active when it is ready.'],
    { status: 'Draft' },
  ],
  ['an active flow', start('A') + assign('A'), []],
  [
    'a flow that is not run by name',
    start('A') + assign('A'),
    [],
    { status: 'Draft', header: '<processType>Flow</processType>' },
  ],
])

table('flow-not-runnable', [
  [
    'a flow of a type that nothing starts',
    start('A') + assign('A'),
    ['error "Test" is a flow of type Survey. Execute Flow runs autolaunched flows without a trigger.'],
    { header: '<processType>Survey</processType>' },
  ],
  ['a screen flow', start('A') + assign('A'), [], { header: '<processType>Flow</processType>' }],
  ['an autolaunched flow', start('A') + assign('A'), []],
])

table('exponent-precedence', [
  [
    'a product beside a power',
    '<formulas><name>n</name><dataType>Number</dataType><expression>2*3^2</expression></formulas>',
    [
      'warning "n": 2*3 is worked out before ^, as Salesforce does. Write (2*3) if you mean that, or put parentheses around the power.',
    ],
  ],
  ['parentheses', '<formulas><name>n</name><dataType>Number</dataType><expression>2*(3^2)</expression></formulas>', []],
])

describe('a finding', () => {
  it('stands at the tag it is about and names its element', () => {
    const [found] = check(
      contacts + text + start('Each') + '\n' + loop('Each', 'Save') + '\n' + update('Save', 'Each'),
    ).filter(one => one.code === 'dml-statement-in-loop')
    expect(found).toMatchObject({ line: 5, column: '<recordUpdates><name>'.length + 1, element: 'Save' })
  })

  it('stands at the text of the value it is about', () => {
    const [found] = check(
      `${text}${start('A')}\n${assign('A', '', '<stringValue>0019A00000NvPl6QAF</stringValue>')}`,
    ).filter(one => one.code === 'hardcoded-id')
    expect(found).toMatchObject({ line: 4, element: 'A' })
    expect(found!.span!.end - found!.span!.start).toBe(18)
  })

  it('of which there is none in a long chain of elements, said at once', () => {
    const names = Array.from({ length: 3_000 }, (_, i) => `A${i}`)
    const chain = names.map((name, i) => assign(name, names[i + 1] ?? ''))
    expect(check(text + start('A0') + chain.join('')).filter(one => one.severity !== 'info')).toEqual([])
  })
})
