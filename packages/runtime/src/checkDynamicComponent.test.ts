import type { DynamicComponent } from '@millrace/metadata'
import { NUMBER, TEXT, collectionOf } from '@millrace/values'
import { describe, expect, it } from 'vitest'
import { component, type Parts } from '../test/component.ts'
import { accountDescribe, contactDescribe } from '../test/recordedHost.ts'
import { type CheckEnvironment, checkDynamicComponent, readObjectDescription } from './index.ts'

const objects = new Map(
  [contactDescribe, accountDescribe].map(json => [json.name.toLowerCase(), readObjectDescription(json)!]),
)
const environment: CheckEnvironment = {
  object: name => objects.get(name.toLowerCase()),
  flow: name =>
    name === 'F'
      ? {
          name,
          label: name,
          inputs: [{ name: 'ContactIds', type: collectionOf(TEXT) }],
          outputs: [{ name: 'count', type: NUMBER }],
        }
      : { missing: `there is no active autolaunched flow "${name}". Did you mean "F"?` },
}

const HEADER = 'components[0].interactions.headerActionClick[0]'
const flow = (more: object) => ({ type: 'executeFlow', flowApiName: 'F', ...more })

/// What is wrong, where it is, and what is said about it.
const cases: [Parts, string, string, string][] = [
  [
    { table: { recods: 1 } },
    'unknown-setting',
    'components[0].attributes.recods',
    'Data Table "Contacts": there is no setting "recods". Did you mean records?',
  ],
  [
    { table: { records: undefined } },
    'missing-setting',
    'components[0].attributes.records',
    'Data Table "Contacts": "records" (Data Source) is not set.',
  ],
  [
    { table: { records: '{!AllContact}' } },
    'unknown-reference',
    'components[0].attributes.records',
    'Data Table "Contacts": There is no resource or component "AllContact". Did you mean AllContacts?',
  ],
  [
    { table: { records: 'Contacts' } },
    'setting-type',
    'components[0].attributes.records',
    'Data Table "Contacts": "records" takes a collection of records, such as a query, but it is Text.',
  ],
  [
    { table: { maxRowSelection: '1' } },
    'setting-type',
    'components[0].attributes.maxRowSelection',
    'Data Table "Contacts": "maxRowSelection" takes Number, but it is Text.',
  ],
  [
    { table: { columns: [{ fieldName: 'Nmae' }] } },
    'unknown-field',
    'components[0].attributes.columns[0].fieldName',
    'Data Table "Contacts": Contact has no field Nmae. Did you mean Name?',
  ],
  [
    { table: { columns: [{ fieldName: 'Account.Nam' }] } },
    'unknown-field',
    'components[0].attributes.columns[0].fieldName',
    'Data Table "Contacts": Account has no field Nam. Did you mean Name?',
  ],
  [
    { table: { columns: [{ fieldName: 'Name', type: 'txt' }] } },
    'setting-value',
    'components[0].attributes.columns[0].type',
    'Data Table "Contacts": "type" is "txt" (Text). It is one of text, number, currency, percent, date, datetime, time, boolean, email, phone, url, badge, lookup, image, avatar, progress, rating, richText, button, buttonIcon, action. Did you mean text?',
  ],
  [
    { components: [{ type: 'DataTabel', apiName: 'X' }] },
    'unknown-component',
    'components[1].type',
    'DataTabel "X": there is no component type "DataTabel". Did you mean DataTable?',
  ],
  [
    { components: [{ type: 'Text', apiName: 'T', attributes: { value: '{!Contacts.SelectedRow}' } }] },
    'unknown-reference',
    'components[1].attributes.value',
    'Text "T": Contacts (Data Table) has no attribute "SelectedRow". Did you mean SelectedRows?',
  ],
  [
    { components: [{ type: 'Text', apiName: 'T', attributes: { value: '{!Contacts.FirstSelectedRow.Emial}' } }] },
    'unknown-reference',
    'components[1].attributes.value',
    'Text "T": Contact has no field Emial. Did you mean Email?',
  ],
  [
    { components: [{ type: 'Text', apiName: 'T', attributes: { value: '{!$Row.Id}' } }] },
    'unknown-reference',
    'components[1].attributes.value',
    'Text "T": $Row is the row that was clicked; here no row is.',
  ],
  [
    { components: [{ type: 'Button', apiName: 'B', attributes: { label: 'B' }, interactions: { clik: [] } }] },
    'unknown-event',
    'components[1].interactions.clik',
    'Button "B": there is no event "clik". Did you mean click?',
  ],
  [
    { components: [{ type: 'Card', apiName: 'C', children: { bdy: [] } }] },
    'unknown-slot',
    'components[1].children.bdy',
    'Card "C": it has no slot "bdy". Did you mean body?',
  ],
  [
    { go: [{ type: 'refreshAllQueries', targetName: 'goo' }] },
    'unknown-target',
    `${HEADER}.targetName`,
    'Header Action Click of "Contacts": no action is named "goo". Did you mean go?',
  ],
  [
    { go: [{ type: 'refreshAlQueries' }] },
    'unknown-interaction',
    `${HEADER}.type`,
    'Interaction "Go": there is no type "refreshAlQueries". Did you mean refreshAllQueries?',
  ],
  [
    { go: [{ type: 'showToast', title: '{!$Error.message}' }] },
    'unknown-reference',
    `${HEADER}.title`,
    'Show Toast "Go": $Error holds the fault inside On Error and On Always only.',
  ],
  [
    { go: [{ type: 'showToast', title: 'x', variant: 'succes' }] },
    'setting-value',
    `${HEADER}.variant`,
    'Show Toast "Go": "variant" is "succes" (Text). It is one of info, success, warning, error. Did you mean success?',
  ],
  [
    { go: [{ type: 'navigate', destination: 'recordPage' }] },
    'missing-setting',
    `${HEADER}.recordId`,
    'Navigate "Go": "destination" is "recordPage", which needs "recordId".',
  ],
  [
    { go: [{ type: 'assignment', variable: 'AllContacts', value: 1 }] },
    'unknown-variable',
    `${HEADER}.variable`,
    'Assignment "Go": "AllContacts" is a query. Only variables can be written.',
  ],
  [{ go: [{ type: 'showToast', title: 'x', when: '{!nothing} = 1' }] }, 'unknown-reference', `${HEADER}.when`, ''],
  [{ go: [{ type: 'showToast', title: 'x', when: '1 + 1' }] }, 'result-type', `${HEADER}.when`, ''],
  [
    { go: [flow({ flowApiName: 'G' })] },
    'unknown-flow',
    `${HEADER}.flowApiName`,
    'Execute Flow "Go": there is no active autolaunched flow "G". Did you mean "F"?',
  ],
  [
    {
      go: [
        flow({
          inputVariables: [{ name: 'contactIds', value: '{!Contacts.SelectedRowsKeyValue}', isCollection: true }],
        }),
      ],
    },
    'unknown-input',
    `${HEADER}.inputVariables[0].name`,
    'Execute Flow "Go": the flow has no input variable "contactIds". It has ContactIds (Text collection). Names are case-sensitive.',
  ],
  [
    { go: [flow({ inputVariables: [{ name: 'ContactIds', value: '{!Contacts.SelectedRowsKeyValue}' }] })] },
    'input-type',
    `${HEADER}.inputVariables[0].value`,
    'Execute Flow "Go": ContactIds takes a collection, and {!Contacts.SelectedRowsKeyValue} holds several values, but "Allow multiple values (collection)" is off. Turn it on to pass them all.',
  ],
  [
    { go: [flow({ onFinish: [flow({ onError: [{ type: 'showToast', title: '{!$Eror.message}' }] })] })] },
    'unknown-reference',
    `${HEADER}.onFinish[0].onError[0].title`,
    'Show Toast "Go": There is no global variable $Eror. Did you mean $Error?',
  ],
  [
    { resources: [{ type: 'variable', apiName: 'n', dataType: 'Number', defaultValue: 'x' }] },
    'type-mismatch',
    'resources[1].defaultValue',
    'n: it holds Number, but its default is "x" (Text).',
  ],
  [
    { resources: [{ type: 'query', apiName: 'q', objectApiName: 'Contact', fields: ['Nam'] }] },
    'unknown-field',
    'resources[1].fields[0]',
    'q: Contact has no field Nam. Did you mean Name?',
  ],
  [
    { resources: [{ type: 'query', apiName: 'q', objectApiName: 'Contract', fields: [] }] },
    'unknown-object',
    'resources[1].objectApiName',
    'q: there is no object "Contract".',
  ],
  [
    {
      resources: [
        {
          type: 'query',
          apiName: 'q',
          objectApiName: 'Contact',
          fields: [],
          filter: { field: 'Id', operator: 'eq', value: '{!Contacts.SelectedRowsKeyValue}' },
        },
      ],
    },
    'type-mismatch',
    'resources[1].filter.value',
    'q: "eq" compares Id with one value, but this is a Text collection. Use "in" or "nin".',
  ],
  [
    {
      resources: [
        {
          type: 'query',
          apiName: 'q',
          objectApiName: 'Contact',
          fields: [],
          filter: { and: [{ field: 'Score__c', operator: 'gt', value: true }] },
        },
      ],
    },
    'type-mismatch',
    'resources[1].filter.and[0].value',
    'q: Score__c is Number, but it is compared with Boolean.',
  ],
  [
    {
      table: { records: '{!Contacts.SelectedRows}' },
      resources: [{ type: 'formula', apiName: 'f', dataType: 'Number', formula: '{!f}' }],
    },
    'circular-reference',
    'resources[1]',
    'f: it refers to itself: f → f.',
  ],
  [
    {
      resources: [
        {
          type: 'query',
          apiName: 'q',
          objectApiName: 'Contact',
          fields: [],
          aggregates: [{ function: 'sum', alias: 's' }],
        },
      ],
    },
    'aggregate-query',
    'resources[1].aggregates[0].field',
    'q: sum is of a field: name it in "field".',
  ],
  [
    {
      resources: [
        {
          type: 'query',
          apiName: 'q',
          objectApiName: 'Contact',
          fields: [],
          pageSize: 5,
          aggregates: [{ function: 'count', alias: 'n' }],
        },
      ],
    },
    'aggregate-query',
    'resources[1].pageSize',
    'q: figures are not read in pages; take out "pageSize".',
  ],
  [
    {
      resources: [
        {
          type: 'query',
          apiName: 'q',
          objectApiName: 'Account',
          fields: [],
          children: [{ relationship: 'Contact', fields: [] }],
        },
      ],
    },
    'unknown-relationship',
    'resources[1].children[0].relationship',
    'q: Account has no child relationship "Contact". Did you mean Contacts?',
  ],
  [
    {
      resources: [
        {
          type: 'query',
          apiName: 'q',
          objectApiName: 'Account',
          fields: [],
          children: [{ relationship: 'Contacts', fields: ['Nmae'] }],
        },
      ],
    },
    'unknown-field',
    'resources[1].children[0].fields[0]',
    'q: Contact has no field Nmae. Did you mean Name?',
  ],
  [
    { resources: [{ type: 'query', apiName: 'q', objectApiName: 'Contact', fields: [], limit: '{!$User.Name} x' }] },
    'setting-type',
    'resources[1].limit',
    'q: "limit" is a whole number from 1, not "{!$User.Name} x" (Text).',
  ],
  [
    {
      resources: [
        {
          type: 'query',
          apiName: 'q',
          objectApiName: 'Contact',
          fields: [],
          filter: { not: { field: 'Score__c', operator: 'ctn', value: '1' } },
        },
      ],
    },
    'type-mismatch',
    'resources[1].filter.not.value',
    'q: "ctn" looks into text, but Score__c is Number.',
  ],
]

describe('checkDynamicComponent finds', () => {
  for (const [parts, code, path, message] of cases)
    it(message || path, () => {
      const problems = checkDynamicComponent(component(parts), environment)
      expect(problems).toHaveLength(1)
      expect(problems[0]).toMatchObject({ severity: 'error', code, path, ...(message ? { message } : {}) })
    })

  it('nothing in a definition that is right', () => {
    expect(checkDynamicComponent(component({ targetObject: 'Contact' }), environment)).toEqual([])
  })

  it('nothing about objects and flows that it cannot ask for', () => {
    const parts: Parts = { table: { columns: [{ fieldName: 'Nmae' }] }, go: [flow({ flowApiName: 'G' })] }
    expect(checkDynamicComponent(component(parts))).toEqual([])
  })

  it('a component that On Load cannot see yet, as a warning', () => {
    const parts: Parts = { load: [{ type: 'showToast', title: '{!Contacts.SelectedRowsCount}' }] }
    expect(checkDynamicComponent(component(parts), environment)).toMatchObject([
      { severity: 'warning', code: 'component-on-load', path: 'interactions.load[0]' },
    ])
  })

  const triggers: [DynamicComponent['interactions'], string][] = [
    [
      { variableChange: [{ type: 'refreshAllQueries', targetName: 'conut' }] },
      'There is no resource or component "conut".',
    ],
    [
      { variableChange: [{ type: 'refreshAllQueries' }] },
      '"targetName" is the name of the resource whose change starts it.',
    ],
    [{ interval: [{ type: 'refreshAllQueries', every: 0 }] }, '"every" is a number of seconds from 1, not 0 (Number).'],
    [
      { interval: [{ type: 'refreshAllQueries', every: 5, times: 1.5 }] },
      '"times" is a whole number from 1, not 1.5 (Number).',
    ],
    [{ recordChange: [{ type: 'refreshAllQueries', targetName: 'Contcat' }] }, 'there is no object "Contcat".'],
    [
      { variableChange: [{ type: 'showToast', targetName: 'Contacts.SelectedRowsCount', title: '{!$Event.value}' }] },
      'The event carries no "value". It carries oldValue, newValue.',
    ],
  ]
  for (const [interactions, message] of triggers)
    it(message, () => {
      const definition = { ...component({}), interactions: interactions ?? {} }
      expect(checkDynamicComponent(definition, environment).map(problem => problem.message)).toEqual([
        expect.stringContaining(message),
      ])
    })

  it('every problem, not only the first', () => {
    const broken: DynamicComponent = component({ table: { recods: 1, maxRowSelection: 'x' }, go: [{ type: 'dance' }] })
    expect(checkDynamicComponent(broken).map(({ code }) => code)).toEqual([
      'unknown-setting',
      'setting-type',
      'unknown-interaction',
    ])
  })
})
