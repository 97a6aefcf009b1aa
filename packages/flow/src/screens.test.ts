import { buildSchema } from '@millrace/database'
import { type Flow, parseFlow, parseObject } from '@millrace/metadata'
import { RecordValue, toJson, type Value } from '@millrace/values'
import { describe, expect, it } from 'vitest'
import { checkFlow, compileFlow } from './compile.ts'
import type { FlowHost, FlowProject, InterviewOutcome, PausedInterview } from './host.ts'
import { MemoryStore } from './memoryStore.ts'
import { resumeInterview, runInterviews } from './run.ts'
import type { ScreenDescription, ScreenFieldDescription, ScreenInput } from './screens/description.ts'

const picklist = `<fields><fullName>Status__c</fullName><label>Status</label><type>Picklist</type>
  <valueSet><restricted>true</restricted><valueSetDefinition>
  <value><fullName>active</fullName><label>Active</label></value><value><fullName>gone</fullName><label>Gone</label></value>
  </valueSetDefinition></valueSet></fields>`
const text = (name: string, more = '') =>
  `<fields><fullName>${name}</fullName><label>${name}</label><type>Text</type><length>5</length>${more}</fields>`
const thing = parseObject(
  `<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"><label>Thing</label><pluralLabel>Things</pluralLabel>
   <nameField><label>Name</label><type>Text</type></nameField>${picklist}${text('Code__c', '<required>true</required>')}</CustomObject>`,
  'Thing__c.object',
)
const schema = buildSchema([thing.definition!])

function flowOf(body: string, apiName = 'Ask', more = ''): Flow {
  const { flow, diagnostics } = parseFlow(
    `<Flow xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>62.0</apiVersion><label>Ask</label>
     <processType>Flow</processType><status>Active</status>${more}${body}</Flow>`,
    `${apiName}.flow-meta.xml`,
  )
  expect(diagnostics).toEqual([])
  return flow!
}

const projectOf = (flows: readonly Flow[]): FlowProject => ({
  schema,
  flow: name => flows.find(flow => flow.apiName === name),
  flowNames: flows.map(flow => flow.apiName),
  label: () => undefined,
  customPermissions: new Set(),
  lenient: false,
})

const hostOf = (store: MemoryStore): FlowHost => ({
  store,
  now: () => Date.UTC(2026, 0, 31, 10),
  newGuid: () => 'guid',
  timeZone: 'UTC',
  locale: 'en_US',
  globals: { User: {}, Profile: {}, UserRole: {}, Organization: {} },
  hasPermission: () => false,
  trace: 'values',
})

const errorsOf = (flow: Flow, flows: readonly Flow[] = [flow]) =>
  checkFlow(flow, projectOf(flows)).filter(one => one.severity === 'error')

/// A person in front of the flow. What is paused goes on from JSON.
class Person {
  outcome!: InterviewOutcome
  readonly store = new MemoryStore()
  readonly #flows: readonly Flow[]

  constructor(...flows: readonly Flow[]) {
    this.#flows = flows
    for (const flow of flows) expect(errorsOf(flow, flows)).toEqual([])
  }

  #schema = schema

  within(other: typeof schema): this {
    this.#schema = other
    return this
  }

  get #project(): FlowProject {
    return { ...projectOf(this.#flows), schema: this.#schema }
  }

  async start(inputs: Record<string, Value> = {}): Promise<this> {
    const program = compileFlow(this.#flows[0]!, this.#project)
    const { interviews } = await runInterviews(program, [new Map(Object.entries(inputs))], hostOf(this.store))
    this.outcome = interviews[0]!
    return this
  }

  async #does(
    action: ScreenInput['action'],
    values: ScreenInput['values'],
    more: Partial<ScreenInput> = {},
  ): Promise<this> {
    const { state, flows } = this.outcome.pause!
    const project = this.#project
    const programs = flows.map(flow => compileFlow(parseFlow(flow.source, flow.file).flow!, project))
    const kept = JSON.parse(JSON.stringify(state)) as PausedInterview
    const occurrence = { position: -1, screen: { action, values, ...more } }
    this.outcome = (await resumeInterview(kept, programs, occurrence, hostOf(this.store))).interviews[0]!
    expect(this.outcome.fault).toBeNull()
    return this
  }

  next = (values: ScreenInput['values'] = {}) => this.#does('next', values)
  back = (values: ScreenInput['values'] = {}) => this.#does('back', values)
  refresh = (values: ScreenInput['values'] = {}) => this.#does('refresh', values)
  run = (source: string, values: ScreenInput['values'] = {}) => this.#does('run', values, { source })
  fails = (error: string) => this.#does('next', {}, { error })

  get screen(): ScreenDescription {
    return this.outcome.pause!.screen!
  }

  get fields(): ScreenFieldDescription[] {
    const all = (fields: readonly ScreenFieldDescription[]): ScreenFieldDescription[] =>
      fields.flatMap(field => [field, ...all(field.fields ?? [])])
    return all(this.screen.fields)
  }

  field(name: string): ScreenFieldDescription {
    return this.fields.find(field => field.name === name)!
  }

  get errors(): string[] {
    return this.screen.errors.map(({ field, message }) => `${field}: ${message}`)
  }

  get outputs() {
    return Object.fromEntries([...this.outcome.outputs].map(([name, value]) => [name, toJson(value)]))
  }
}

const to = (name: string) => `<connector><targetReference>${name}</targetReference></connector>`
const start = (name: string) => `<start>${to(name)}</start>`
const screen = (name: string, fields: string, next = '') =>
  `<screens><name>${name}</name><label>${name} {!word}</label>${next && to(next)}${fields}</screens>`
const reference = (path: string) => `<elementReference>${path}</elementReference>`
const variable = (name: string, type = 'String', more = '') =>
  `<variables><name>${name}</name><dataType>${type}</dataType><isInput>true</isInput><isOutput>true</isOutput>${more}</variables>`
const word = variable('word')
const field = (name: string, type: string, more = '', dataType = 'String') =>
  `<fields><name>${name}</name><dataType>${dataType}</dataType><fieldText>${name}</fieldText><fieldType>${type}</fieldType>${more}</fields>`
const required = '<isRequired>true</isRequired>'
const rule = (formula: string, message: string) =>
  `<validationRule><errorMessage>${message}</errorMessage><formulaExpression>${formula}</formulaExpression></validationRule>`
const visible = (left: string, operator: string, right: string) =>
  `<visibilityRule><conditionLogic>and</conditionLogic><conditions><leftValueReference>${left}</leftValueReference>
   <operator>${operator}</operator><rightValue>${right}</rightValue></conditions></visibilityRule>`
const choice = (name: string, label: string, value = '', more = '') =>
  `<choices><name>${name}</name><choiceText>${label}</choiceText><dataType>String</dataType>${value && `<value><stringValue>${value}</stringValue></value>`}${more}</choices>`
const offers = (...names: string[]) => names.map(name => `<choiceReferences>${name}</choiceReferences>`).join('')
const keep = (name: string, from: string, next = '') =>
  `<assignments><name>${name}</name><label>${name}</label>${next && to(next)}<assignmentItems><assignToReference>word</assignToReference>
   <operator>Assign</operator><value>${reference(from)}</value></assignmentItems></assignments>`

describe('an input', () => {
  const one = (type: string, dataType: string, more = '') =>
    flowOf(start('Ask') + screen('Ask', field('In', type, more, dataType)) + word)

  it.each<[type: string, dataType: string, more: string, typed: unknown, said: string[]]>([
    ['InputField', 'String', required, '', ['In: Complete this field.']],
    ['InputField', 'String', '', 12, ['In: Enter a text.']],
    ['InputField', 'Number', '', 'twelve', ['In: Enter a valid number.']],
    ['InputField', 'Number', required, null, ['In: Complete this field.']],
    ['InputField', 'Number', '', 12_345, []],
    ['InputField', 'Date', '', '31.1.2026', ['In: Enter a date such as 2026-01-31.']],
    ['InputField', 'Date', required, '2026-01-31', []],
    ['InputField', 'DateTime', '', '2026-01-31T10:00:00.000Z', []],
    ['InputField', 'Boolean', required, false, []],
    ['LargeTextArea', 'String', '', 'a\nb', []],
    ['PasswordField', 'String', required, ' ', []],
    ['InputField', 'Number', rule('{!In} &gt; 10', 'More than 10.'), 10, ['In: More than 10.']],
    [
      'InputField',
      'Number',
      rule('{!In} &gt; 10', '&lt;p&gt;More &lt;b&gt;than&lt;/b&gt; &amp;amp; 10.&lt;/p&gt;'),
      10,
      ['In: More than & 10.'],
    ],
    ['InputField', 'Number', rule('{!In} &gt; 10', 'More than 10.'), 11, []],
    ['InputField', 'Number', rule('{!In} &gt; 10', 'More than 10.'), null, []],
  ])('%s of %s %s takes %j and says %j', async (type, dataType, more, typed, said) => {
    const person = await new Person(one(type, dataType, more)).start()
    await person.next({ In: typed })
    expect(person.outcome.status === 'Finished' ? [] : person.errors).toEqual(said)
  })

  it('rounds to its scale, and a text that is left empty is no null', async () => {
    const asks = (dataType: string) =>
      flowOf(
        start('Ask') +
          screen('Ask', field('In', 'InputField', '<scale>1</scale>', dataType), 'Keep') +
          `<assignments><name>Keep</name><label>Keep</label><assignmentItems><assignToReference>word</assignToReference><operator>Assign</operator><value>${reference('In')}</value></assignmentItems></assignments>` +
          word,
      )
    const number = await (await new Person(asks('Number')).start()).next({ In: 1.25 })
    const blank = await (await new Person(asks('String')).start()).next({})
    expect([number.outputs, blank.outputs]).toEqual([{ word: '1.3' }, { word: '' }])
  })
})

describe('screens', () => {
  const two = flowOf(
    start('First') +
      screen('First', field('Name', 'InputField', required), 'Keep') +
      keep('Keep', 'Name', 'Second') +
      screen(
        'Second',
        field('Shown', 'DisplayText').replace('>Shown</fieldText', '>Dear {!Name}</fieldText') +
          field('More', 'InputField'),
      ) +
      word,
  )

  it('are walked forth and back; the values stay, the variables too', async () => {
    const person = await new Person(two).start({ word: 'one' })
    expect([person.screen.label, person.screen.back, person.screen.isLast]).toEqual(['First one', null, false])
    await person.next({ Name: 'Ada' })
    expect([person.screen.name, person.field('Shown').label, person.screen.back]).toEqual(['Second', 'Dear Ada', ''])
    expect(person.screen.isLast).toBe(true)
    await person.back({ More: 'kept' })
    expect([person.screen.label, person.field('Name').value]).toEqual(['First Ada', 'Ada'])
    await person.next({ Name: 'Lee' })
    expect(person.field('More').value).toBe('kept')
    await person.next()
    expect([person.outcome.status, person.outputs]).toEqual(['Finished', { word: 'Lee' }])
  })

  it('start anew with what is reset', async () => {
    const reset = flowOf(
      two.source
        .slice(two.source.indexOf('<start>'), -7)
        .replace(
          '<fieldText>More',
          '<inputsOnNextNavToAssocScrn>ResetValues</inputsOnNextNavToAssocScrn><fieldText>More',
        ),
    )
    const person = await new Person(reset).start()
    await person.next({ Name: 'Ada' })
    await person.back({ More: 'kept' })
    await person.next()
    expect(person.field('More').value).toBe('')
  })

  it('of a subflow are left by Previous into the flow around it', async () => {
    const sub = flowOf(start('Inner') + screen('Inner', field('What', 'InputField')) + word, 'Sub')
    const middle = flowOf(
      `${start('Run')}<subflows><name>Run</name><label>Run</label><flowName>Sub</flowName></subflows>${word}`,
      'Middle',
    )
    const main = flowOf(
      start('First') +
        screen('First', field('Name', 'InputField'), 'Run') +
        `<subflows><name>Run</name><label>Run</label>${to('Last')}<flowName>Middle</flowName></subflows>` +
        screen('Last', '') +
        word,
    )
    const person = await (await new Person(main, middle, sub).start()).next({ Name: 'Ada' })
    expect([person.screen.name, person.screen.back]).toEqual(['Inner', ''])
    await person.back()
    expect([person.screen.name, person.field('Name').value, person.screen.back]).toEqual(['First', 'Ada', null])
    await person.next()
    await person.next()
    expect(person.screen.name).toBe('Last')
  })

  it('of a subflow are shown in turn', async () => {
    const sub = flowOf(
      start('Inner') + screen('Inner', field('What', 'InputField'), 'Keep') + keep('Keep', 'What') + word,
      'Sub',
    )
    const main = flowOf(
      `${start('Run')}<subflows><name>Run</name><label>Run</label>${to('Last')}<flowName>Sub</flowName>
       <outputAssignments><assignToReference>word</assignToReference><name>word</name></outputAssignments></subflows>` +
        screen('Last', '') +
        word,
    )
    const person = await new Person(main, sub).start()
    expect([person.screen.flow, person.screen.name, person.screen.isLast]).toEqual(['Sub', 'Inner', false])
    await person.next({ What: 'inside' })
    expect(person.screen.label).toBe('Last inside')
  })
})

describe('choices', () => {
  const flow = flowOf(
    start('Ask') +
      screen(
        'Ask',
        field('One', 'RadioButtons', offers('Red', 'Other') + required) +
          field(
            'Some',
            'MultiSelectCheckboxes',
            offers('Red', 'Blue') + '<defaultValue><stringValue>b;r</stringValue></defaultValue>',
          ) +
          field(
            'Status',
            'DropdownBox',
            `${offers('Statuses')}<defaultSelectedChoiceReference>Statuses</defaultSelectedChoiceReference>`,
          ) +
          field('Record', 'DropdownBox', offers('Things')),
        'Which',
      ) +
      `<decisions><name>Which</name><label>Which</label><defaultConnectorLabel>No</defaultConnectorLabel><rules><name>Is_Red</name><label>Red</label><conditionLogic>and</conditionLogic>
       <conditions><leftValueReference>Red</leftValueReference><operator>WasSelected</operator><rightValue><booleanValue>true</booleanValue></rightValue></conditions>${to('Keep_Some')}</rules>
       <defaultConnector><targetReference>Keep_One</targetReference></defaultConnector></decisions>` +
      keep('Keep_One', 'One') +
      keep('Keep_Some', 'Some') +
      word +
      choice('Red', 'Red', 'r') +
      choice('Blue', 'Blue', 'b') +
      choice(
        'Other',
        'Another',
        '',
        '<userInput><isRequired>true</isRequired><promptText>Which?</promptText></userInput>',
      ) +
      `<dynamicChoiceSets><name>Statuses</name><dataType>Picklist</dataType><picklistField>Status__c</picklistField><picklistObject>Thing__c</picklistObject></dynamicChoiceSets>
       <dynamicChoiceSets><name>Things</name><dataType>String</dataType><displayField>Name</displayField><object>Thing__c</object><valueField>Id</valueField>
       <sortField>Name</sortField><sortOrder>Desc</sortOrder><outputAssignments><assignToReference>picked</assignToReference><field>Code__c</field></outputAssignments></dynamicChoiceSets>` +
      variable('picked'),
  )
  const opened = async () => {
    const person = new Person(flow)
    for (const [name, code] of [
      ['Anvil', 'a'],
      ['Bell', 'b'],
    ]) {
      const record = new RecordValue('Thing__c')
      record.set('Name', name!)
      record.set('Code__c', code!)
      await person.store.insert([record], { allOrNone: true, mode: 'system' })
    }
    return person.start()
  }

  it('are offered with their values and defaults', async () => {
    const person = await opened()
    const choices = (name: string) => person.field(name).choices!.map(({ value, label }) => `${String(value)} ${label}`)
    expect([choices('One'), choices('Status'), person.field('Some').value, person.field('Status').value]).toEqual([
      ['r Red', 'Another Another'],
      ['active Active', 'gone Gone'],
      ['b', 'r'],
      'active',
    ])
    expect(person.field('Record').choices!.map(({ label }) => label)).toEqual(['Bell', 'Anvil'])
  })

  it('are taken when they are among those; what is typed with one stands for it', async () => {
    const person = await opened()
    const id = person.field('Record').choices![1]!.value
    await person.next({ One: 'r', Status: 'other' })
    expect(person.errors).toEqual(['Status: Choose one of those that are offered.'])
    await person.next({ One: 'Another', Status: 'gone', Record: id })
    expect(person.errors).toEqual(['Other: Complete this field.'])
    await person.next({ One: 'Another', Other: 'Green', Some: ['b'], Status: 'gone', Record: id })
    expect(person.outputs).toEqual({ word: 'Green', picked: 'a' })
  })

  it('are seen by "Was selected"; several are one text', async () => {
    const person = await (await opened()).next({ One: 'r', Some: ['r', 'b'] })
    expect(person.outputs['word']).toBe('r;b')
  })
})

describe('what is hidden', () => {
  const section = `<fields><name>Box</name><fieldText>Box</fieldText><fieldType>RegionContainer</fieldType><regionContainerType>SectionWithHeader</regionContainerType>
    ${visible('Wants', 'EqualTo', '<booleanValue>true</booleanValue>')}
    <fields><name>Column</name><fieldType>Region</fieldType><inputParameters><name>width</name><value><stringValue>6</stringValue></value></inputParameters>${field('Inner', 'InputField', required)}</fields></fields>`
  const flow = flowOf(
    start('Ask') +
      screen('Ask', field('Wants', 'InputField', '', 'Boolean') + section, 'Keep') +
      keep('Keep', 'Inner') +
      word,
  )

  it('is not asked for and has no value; it follows what is typed', async () => {
    const person = await new Person(flow).start()
    expect([person.screen.isReactive, person.fields.map(({ name }) => name)]).toEqual([true, ['Wants']])
    await person.refresh({ Wants: true, Inner: 'x' })
    expect(person.fields.map(({ name, kind, width }) => [name, kind, width])).toEqual([
      ['Wants', 'checkbox', undefined],
      ['Box', 'section', undefined],
      ['Column', 'column', 6],
      ['Inner', 'text', undefined],
    ])
    await person.next({ Wants: true, Inner: '' })
    expect(person.errors).toEqual(['Inner: Complete this field.'])
    await person.next({ Wants: false, Inner: 'x' })
    expect(person.outputs).toEqual({ word: null })
  })
})

describe('a record field', () => {
  const flow = flowOf(
    start('Ask') +
      screen(
        'Ask',
        ['Code__c', 'Status__c']
          .map(
            name =>
              `<fields><fieldType>ObjectProvided</fieldType><objectFieldReference>thing.${name}</objectFieldReference></fields>`,
          )
          .join(''),
      ) +
      variable('thing', 'SObject', '<objectType>Thing__c</objectType>') +
      word,
  )

  it('is what the field is, and is stored in the record', async () => {
    const person = await new Person(flow).start()
    expect(person.fields.map(({ name, kind, label, required: must }) => [name, kind, label, must])).toEqual([
      ['thing.Code__c', 'text', 'Code__c', true],
      ['thing.Status__c', 'picklist', 'Status', false],
    ])
    await person.next({ 'thing.Code__c': 'too long', 'thing.Status__c': 'away' })
    expect(person.errors).toEqual([
      'thing.Code__c: Enter at most 5 characters.',
      'thing.Status__c: Choose one of those that are offered.',
    ])
    await person.next({ 'thing.Code__c': 'abc', 'thing.Status__c': 'gone' })
    expect(person.outputs['thing']).toMatchObject({ Code__c: 'abc', Status__c: 'gone' })
  })
})

describe('a Lightning component', () => {
  const input = (name: string, value: string) =>
    `<inputParameters><name>${name}</name><value>${value}</value></inputParameters>`
  const component = (extension: string, inputs: string, more = '') =>
    `<fields><name>Part</name><extensionName>${extension}</extensionName><fieldType>ComponentInstance</fieldType>${inputs}<storeOutputAutomatically>true</storeOutputAutomatically>${more}</fields>`
  const flow = (extension: string, inputs: string, output: string, more = '') =>
    flowOf(
      start('Ask') +
        screen('Ask', component(extension, inputs, more), 'Keep') +
        keep('Keep', `Part.${output}`) +
        word +
        variable('rows', 'SObject', '<isCollection>true</isCollection><objectType>Thing__c</objectType>'),
    )
  const must = input('required', '<booleanValue>true</booleanValue>')

  it.each<[extension: string, inputs: string, output: string, typed: object, said: string]>([
    ['flowruntime:email', must, 'value', { value: '' }, 'Part: Complete this field.'],
    ['flowruntime:email', '', 'value', { value: 'ada' }, 'Part: You have entered an invalid format.'],
    ['flowruntime:email', '', 'value', { value: 'ada@example.com' }, 'ada@example.com'],
    ['flowruntime:url', '', 'value', { value: 'https://example.com' }, 'https://example.com'],
    ['flowruntime:phone', '', 'value', { value: 'call me' }, 'Part: Enter a phone number: digits, blanks and + - ( ).'],
    ['flowruntime:slider', '', 'value', { value: 101 }, 'Part: The value must be at most 100.'],
    ['flowruntime:name', '', 'lastName', { lastName: 'Ng' }, 'Ng'],
    ['flowruntime:lookup', must, 'recordId', {}, 'Part: Complete this field.'],
    ['c:ours', '', 'anything', { anything: 'goes' }, 'goes'],
  ])('%s%s gives %s of %j: %s', async (extension, inputs, output, typed, said) => {
    const person = await (await new Person(flow(extension, inputs, output)).start()).next({ Part: typed })
    expect(person.outcome.status === 'Finished' ? person.outputs['word'] : person.errors[0]).toBe(said)
  })

  it('with rows gives those of the positions', async () => {
    const mapping = '<dataTypeMappings><typeName>T</typeName><typeValue>Thing__c</typeValue></dataTypeMappings>'
    const table = flow(
      'flowruntime:datatable',
      input('tableData', reference('rows')) + input('minRowSelection', '<numberValue>1</numberValue>'),
      'firstSelectedRow.Code__c',
      mapping,
    )
    const rows = ['a', 'b'].map(code => {
      const record = new RecordValue('Thing__c')
      record.set('Code__c', code)
      return record
    })
    const person = await new Person(table).start({ rows })
    expect(person.field('Part').attributes).toMatchObject({ tableData: [{ Code__c: 'a' }, { Code__c: 'b' }] })
    await person.next({ Part: { selectedRows: [] } })
    expect(person.errors).toEqual(['Part: Select at least 1.'])
    await person.next({ Part: { selectedRows: [1, 7] } })
    expect(person.outputs['word']).toBe('b')
  })
})

describe('progress', () => {
  it('shows the active stages and which is the current one', async () => {
    const stage = (name: string, order: number) =>
      `<stages><name>${name}</name><label>Stage ${name}</label><isActive>true</isActive><stageOrder>${order}</stageOrder></stages>`
    const indicator =
      '<customProperties><name>ScreenProgressIndicator</name><value><stringValue>{"location":"top","type":"path"}</stringValue></value></customProperties>'
    const person = await new Person(
      flowOf(
        start('Ask') + screen('Ask', '<stageReference>B</stageReference>') + word + stage('B', 20) + stage('A', 10),
        'Ask',
        indicator,
      ),
    ).start()
    expect(person.screen.progress).toEqual({
      location: 'top',
      type: 'path',
      stages: [
        { label: 'Stage A', isCurrent: false },
        { label: 'Stage B', isCurrent: true },
      ],
    })
  })
})

describe('a component that is hidden and shown again', () => {
  it('has what the screen gives it', async () => {
    const part = `<fields><name>Part</name><extensionName>flowruntime:email</extensionName><fieldType>ComponentInstance</fieldType>
      <inputParameters><name>required</name><value><booleanValue>true</booleanValue></value></inputParameters>
      <inputParameters><name>label</name><value><stringValue>Mail</stringValue></value></inputParameters>
      ${visible('In', 'EqualTo', '<stringValue>yes</stringValue>')}</fields>`
    const flow = flowOf(start('Ask') + screen('Ask', field('In', 'InputField') + part) + word)
    const person = await new Person(flow).start()
    expect(person.field('Part')).toBeUndefined()
    await person.next({ In: 'yes' })
    expect(person.errors).toEqual(['Part: Complete this field.'])
    expect(person.field('Part')).toMatchObject({ label: 'Mail', required: true })
  })
})

describe('dependent picklists', () => {
  const controlled = (name: string, controller: string, values: [string, string[]][]) =>
    `<fields><fullName>${name}</fullName><label>${name}</label><type>Picklist</type><valueSet>
     ${controller && `<controllingField>${controller}</controllingField>`}<valueSetDefinition>
     ${values.map(([value]) => `<value><fullName>${value}</fullName><label>${value}</label></value>`).join('')}</valueSetDefinition>
     ${values.flatMap(([value, goesWith]) => goesWith.map(one => `<valueSettings><controllingFieldValue>${one}</controllingFieldValue><valueName>${value}</valueName></valueSettings>`)).join('')}
     </valueSet></fields>`
  const place = parseObject(
    `<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"><label>Place</label><pluralLabel>Places</pluralLabel><nameField><label>Name</label><type>Text</type></nameField>
     ${controlled('Land__c', '', [
       ['Norway', []],
       ['Peru', []],
     ])}${controlled('Town__c', 'Land__c', [
       ['Oslo', ['Norway']],
       ['Lima', ['Peru']],
     ])}</CustomObject>`,
    'Place__c.object',
  )
  const inputs = Object.entries({
    dependencyWrapperApiName: 'Place__c',
    topPicklistApiName: 'Land__c',
    middlePicklistApiName: 'Town__c',
  })
    .map(
      ([name, value]) =>
        `<inputParameters><name>${name}</name><value><stringValue>${value}</stringValue></value></inputParameters>`,
    )
    .join('')
  const must = `<inputParameters><name>middleRequired</name><value><booleanValue>true</booleanValue></value></inputParameters>`
  const flow = flowOf(
    start('Ask') +
      screen(
        'Ask',
        `<fields><name>Where</name><extensionName>flowruntime:dependentPicklists</extensionName><fieldType>ComponentInstance</fieldType>${inputs}${must}<storeOutputAutomatically>true</storeOutputAutomatically></fields>`,
        'Keep',
      ) +
      keep('Keep', 'Where.middleValue') +
      word,
  )

  it.each<[typed: object, said: string]>([
    [{ topValue: 'Peru' }, 'Where: Complete this field.'],
    [{ topValue: 'Peru', middleValue: 'Oslo' }, 'Where: Choose one of those that are offered.'],
    [{ topValue: 'Peru', middleValue: 'Lima' }, 'Lima'],
  ])('of %j say %s', async (typed, said) => {
    const person = await new Person(flow).within(buildSchema([thing.definition!, place.definition!])).start()
    expect(person.field('Where').picklists?.[1]).toMatchObject({
      attribute: 'middleValue',
      label: 'Town__c',
      required: true,
      choices: [
        { value: 'Oslo', goesWith: ['Norway'] },
        { value: 'Lima', goesWith: ['Peru'] },
      ],
    })
    await person.next({ Where: typed })
    expect(person.outcome.status === 'Finished' ? person.outputs['word'] : person.errors[0]).toBe(said)
  })
})

it('labels, hints and choices are words, whatever the file has', async () => {
  const html = '&lt;p&gt;&lt;b&gt;Red&lt;/b&gt; &amp;amp; hot&lt;/p&gt;'
  const fields = field('Colour', 'RadioButtons', `${offers('Red')}<helpText>${html}</helpText>`).replace(
    '>Colour</fieldText',
    `>${html}</fieldText`,
  )
  const flow = flowOf(
    start('Ask') + screen('Ask', fields + field('Less', 'InputField')) + choice('Red', html, 'r') + word,
  )
  const { label, helpText, choices } = (await new Person(flow).start()).field('Colour')
  expect([label, helpText, choices![0]!.label]).toEqual(['Red & hot', 'Red & hot', 'Red & hot'])
})

describe('a choice component', () => {
  it.each<[extension: string, type: string, typed: unknown, kind: string, values: string]>([
    ['flowruntime:choiceLookup', 'ComponentChoice', 'r', 'choiceLookup', 'r Red r'],
    ['flowruntime:visualPicker', 'ComponentChoice', 'b', 'visualPicker', 'b Blue b'],
    ['flowruntime:visualPicker', 'ComponentMultiChoice', ['r', 'b'], 'visualPicker', 'r;b Red;Blue r;b'],
    ['survey:runtimeNps', 'ComponentChoice', 'b', 'radio', 'b Blue b'],
  ])('%s (%s) takes %j and is a %s', async (extension, type, typed, kind, values) => {
    const fields = field(
      'Colour',
      type,
      `<extensionName>${extension}</extensionName>${offers('Red', 'Blue')}${required}`,
    )
    const all = `<textTemplates><name>all</name><text>{!Colour} {!Colour.selectedChoiceLabels} {!Colour.selectedChoiceValues}</text></textTemplates>`
    const flow = flowOf(
      start('Ask') +
        screen('Ask', fields, 'Keep') +
        keep('Keep', 'all') +
        choice('Red', 'Red', 'r') +
        choice('Blue', 'Blue', 'b') +
        all +
        word,
    )
    const person = await new Person(flow).start()
    expect([person.field('Colour').kind, person.field('Colour').choices?.length]).toEqual([kind, 2])
    await person.next()
    expect(person.errors).toEqual(['Colour: Complete this field.'])
    await person.next({ Colour: typed })
    expect(person.outputs['word']).toBe(values)
  })
})

describe('a repeater', () => {
  const inner =
    field('Subject', 'InputField', required) +
    field('Detail', 'InputField', visible('Subject', 'EqualTo', '<stringValue>more</stringValue>'))
  const flow = flowOf(
    start('Ask') +
      screen('Ask', `<fields><name>Tasks</name><fieldType>Repeater</fieldType>${inner}</fields>`, 'Each') +
      `<loops><name>Each</name><label>Each</label><collectionReference>Tasks.AllItems</collectionReference>
       <nextValueConnector><targetReference>Add</targetReference></nextValueConnector></loops>
       <assignments><name>Add</name><label>Add</label>${to('Each')}<assignmentItems><assignToReference>word</assignToReference>
       <operator>Add</operator><value>${reference('Each.Subject')}</value></assignmentItems></assignments>` +
      word,
  )

  it('is filled in as often as there is need, and a loop goes through its items', async () => {
    const person = await new Person(flow).start()
    const [first] = person.field('Tasks').items!
    expect([first!.key, first!.fields.map(({ name }) => name)]).toEqual(['1', ['Subject']])
    await person.next({
      Tasks: [
        { key: '1', values: { Subject: 'more' } },
        { key: 'n1', values: {} },
      ],
    })
    expect(person.errors).toEqual(['Tasks/n1/Subject: Complete this field.'])
    expect(person.field('Tasks').items!.map(item => item.fields.map(({ name, value }) => [name, value]))).toEqual([
      [
        ['Subject', 'more'],
        ['Detail', ''],
      ],
      [['Subject', '']],
    ])
    // The first is removed, a third is added.
    await person.next({
      Tasks: [
        { key: 'n1', values: { Subject: 'b' } },
        { key: 'n2', values: { Subject: 'c' } },
      ],
    })
    expect(person.outputs['word']).toBe('bc')
  })
})

describe('a screen action', () => {
  const button = `<fields><name>Search</name><extensionName>flowruntime:actionButtonField</extensionName><fieldType>ComponentInstance</fieldType>
    <inputParameters><name>label</name><value><stringValue>Search</stringValue></value></inputParameters></fields>`
  const found = field(
    'Found',
    'DisplayText',
    visible('Double.IsSuccess', 'EqualTo', '<booleanValue>true</booleanValue>'),
  ).replace('>Found</fieldText', '>{!Double.Results.answer}</fieldText')
  const failed = field('Failed', 'DisplayText').replace('>Failed</fieldText', '>{!Double.ErrorMessage}</fieldText')
  const actionOf = (
    init = '',
  ) => `<actions><name>Double</name><label>Double</label><actionName>Doubling</actionName><actionType>flow</actionType>
    <inputParameters><name>question</name><value>${reference('In')}</value></inputParameters></actions>
    <triggers><eventName>flow__screenfieldclick</eventName><eventSource>Search</eventSource><handlers><screenActionName>Double</screenActionName>${init}</handlers></triggers>`
  const asking = (init = '') =>
    flowOf(
      start('Ask') +
        screen('Ask', field('In', 'InputField') + button + found + failed + actionOf(init), 'Keep') +
        keep('Keep', 'Double.Results.answer') +
        word,
    )
  const doubling = (() => {
    const { source, file } = flowOf(
      `<formulas><name>twice</name><dataType>String</dataType><expression>{!question} &amp; {!question}</expression></formulas>
       <start>${to('Blank')}</start>
       <decisions><name>Blank</name><label>Blank</label><defaultConnector><targetReference>Tell</targetReference></defaultConnector>
       <rules><name>Is_Bad</name><label>Bad</label><conditionLogic>and</conditionLogic><conditions><leftValueReference>question</leftValueReference>
       <operator>EqualTo</operator><rightValue><stringValue>bad</stringValue></rightValue></conditions>${to('Refuse')}</rules></decisions>
       <assignments><name>Refuse</name><label>Refuse</label>${to('Wrong')}<assignmentItems><assignToReference>nobody.Code__c</assignToReference>
       <operator>Assign</operator><value><stringValue>x</stringValue></value></assignmentItems></assignments>
       <recordUpdates><name>Wrong</name><label>Wrong</label><inputReference>nobody</inputReference></recordUpdates>
       <assignments><name>Tell</name><label>Tell</label><assignmentItems><assignToReference>answer</assignToReference><operator>Assign</operator>
       <value>${reference('twice')}</value></assignmentItems></assignments>
       ${variable('question')}${variable('answer')}${variable('nobody', 'SObject', '<objectType>Thing__c</objectType>')}`,
      'Doubling',
    )
    return parseFlow(source.replace('<processType>Flow', '<processType>AutoLaunchedFlow'), file).flow!
  })()

  it('runs a flow whose outputs the screen shows', async () => {
    const person = await new Person(asking(), doubling).start()
    expect([person.screen.triggers, person.field('Found')]).toEqual([
      [{ event: 'flow__screenfieldclick', source: 'Search' }],
      undefined,
    ])
    await person.run('Search', { In: 'ab' })
    expect([person.field('Found').label, person.field('In').value]).toEqual(['abab', 'ab'])
    await person.next()
    expect(person.outputs['word']).toBe('abab')
  })

  it('that fails says why, and the screen stays', async () => {
    const person = await (await new Person(asking(), doubling).start()).run('Search', { In: 'bad' })
    expect(person.field('Found')).toBeUndefined()
    expect(person.field('Failed').label).toMatch(/Id/)
  })

  it.each(['runOnLoad', 'runOnRevisit'])('with %s runs when the screen is come to', async init => {
    const person = await new Person(asking(`<initBehavior>${init}</initBehavior>`), doubling).start()
    expect(person.field('Found').label).toBe('')
  })
})

describe('a local action', () => {
  const action = `<actionCalls><name>Toast</name><label>Toast</label><actionName>c:toast</actionName><actionType>component</actionType>
    <inputParameters><name>text</name><value>${reference('In')}</value></inputParameters>
    <outputParameters><assignToReference>word</assignToReference><name>said</name></outputParameters>
    ${to('After')}<faultConnector><targetReference>Failed</targetReference></faultConnector></actionCalls>`
  const flow = flowOf(
    start('Ask') +
      screen('Ask', field('In', 'InputField'), 'Toast') +
      action +
      screen('After', '') +
      screen('Failed', field('Why', 'DisplayText').replace('>Why</fieldText', '>{!$Flow.FaultMessage}</fieldText')) +
      word,
  )
  const toasting = async () => (await new Person(flow).start()).next({ In: 'Hello' })

  it('is handed to the browser, and its outputs are kept', async () => {
    const person = await toasting()
    expect([person.screen.localAction, person.screen.fields]).toEqual([
      { name: 'c:toast', attributes: { text: 'Hello' } },
      [],
    ])
    await person.next({ said: 'done' })
    expect([person.screen.name, person.screen.label]).toEqual(['After', 'After done'])
    await person.back()
    expect(person.screen.name).toBe('Ask')
  })

  it('that fails takes the fault path', async () => {
    const person = await (await toasting()).fails('No toaster.')
    expect(person.field('Why').label).toBe('No toaster.')
  })
})

describe('the check', () => {
  it.each<[what: string, body: string, code: string]>([
    [
      'a choice that is not there',
      start('Ask') + screen('Ask', field('In', 'RadioButtons', offers('Rde'))) + choice('Red', 'Red') + word,
      'unknown-choice',
    ],
    [
      'an unknown field',
      start('Ask') +
        screen(
          'Ask',
          '<fields><fieldType>ObjectProvided</fieldType><objectFieldReference>thing.Cod__c</objectFieldReference></fields>',
        ) +
        variable('thing', 'SObject', '<objectType>Thing__c</objectType>') +
        word,
      'unknown-field',
    ],
    [
      'a reference in a text',
      start('Ask') +
        screen('Ask', field('In', 'InputField').replace('>In</fieldText', '>{!Nothing}</fieldText')) +
        word,
      'unknown-reference',
    ],
    ['a name used twice', start('Ask') + screen('Ask', field('word', 'InputField')) + word, 'duplicate-name'],
  ])('tells of %s', (_, body, code) => {
    expect(errorsOf(flowOf(body)).map(one => one.code)).toContain(code)
  })

  it('tells of screens in an autolaunched flow', () => {
    const body = start('Ask') + screen('Ask', '') + word
    const { source, file } = flowOf(body)
    const { flow } = parseFlow(source.replace('<processType>Flow', '<processType>AutoLaunchedFlow'), file)
    expect(checkFlow(flow!, projectOf([flow!])).map(({ code }) => code)).toContain('element-not-supported')
  })
})
