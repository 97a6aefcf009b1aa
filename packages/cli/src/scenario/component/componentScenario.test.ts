import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyExample } from '../../../../../scripts/millraceCommand.ts'
import { openScenarioRunner, type ScenarioRunner } from '../runner.ts'

let example: ReturnType<typeof copyExample>
let runner: ScenarioRunner

/// A component with what the worked example has not: inputs, questions, timers, rows with actions.
const definition = {
  apiName: 'Playground',
  label: 'Playground',
  resources: [
    {
      type: 'query',
      apiName: 'All',
      objectApiName: 'Contact',
      fields: ['Name', 'Status__c'],
      orderBy: [{ field: 'LastName' }],
    },
    {
      type: 'query',
      apiName: 'Paged',
      objectApiName: 'Contact',
      fields: ['LastName', 'Account.Name'],
      filter: {
        and: [
          { field: 'LastName', operator: 'ctn', value: '{!search}', ignoreWhenBlank: true },
          { not: { field: 'Status__c', operator: 'in', value: ['Blocked'] } },
        ],
      },
      orderBy: [
        { field: 'Email', nulls: 'last' },
        { field: 'LastName', direction: 'desc' },
      ],
      pageSize: 2,
    },
    {
      type: 'query',
      apiName: 'Figures',
      objectApiName: 'Contact',
      fields: ['Status__c'],
      aggregates: [
        { function: 'count', alias: 'people' },
        { function: 'max', field: 'LastName', alias: 'last' },
      ],
      orderBy: [{ field: 'people', direction: 'desc' }],
    },
    {
      type: 'query',
      apiName: 'Accounts',
      objectApiName: 'Account',
      fields: ['Name'],
      children: [{ relationship: 'Contacts', fields: ['LastName'], orderBy: [{ field: 'LastName' }], limit: 5 }],
    },
    { type: 'variable', apiName: 'search', dataType: 'Text', availability: ['input'] },
    { type: 'variable', apiName: 'count', dataType: 'Number', defaultValue: 0, availability: ['input'] },
    { type: 'variable', apiName: 'seen', dataType: 'Number', defaultValue: 0 },
  ],
  components: [
    {
      type: 'DataTable',
      apiName: 'Contacts',
      attributes: {
        records: '{!All}',
        columns: [{ fieldName: 'Name', label: 'Name' }],
        rowActions: [{ name: 'greet', label: 'Greet' }],
        headerActions: [
          { name: 'ask', label: 'Ask' },
          { name: 'activate', label: 'Activate' },
          { name: 'each', label: 'Each' },
          { name: 'never', label: 'Never', disabled: true },
        ],
      },
      interactions: {
        rowActionClick: [{ type: 'showToast', targetName: 'greet', title: 'Hello {!$Row.Name}' }],
        headerActionClick: [
          { type: 'confirm', targetName: 'ask', title: 'Sure?' },
          { type: 'showToast', targetName: 'ask', title: 'Yes' },
          {
            type: 'executeFlow',
            targetName: 'activate',
            flowApiName: 'Set_Contact_Status_Active',
            inputVariables: [{ name: 'ContactIds', value: '{!Contacts.SelectedRowsKeyValue}', isCollection: true }],
          },
          {
            type: 'executeFlow',
            targetName: 'each',
            flowApiName: 'Set_Contact_Status_Active',
            confirm: true,
            runPer: 'row',
            rows: '{!Contacts.SelectedRows}',
            inputVariables: [{ name: 'ContactIds', value: '{!$Item.Id}', isCollection: true }],
            outputVariables: [{ name: 'updatedCount', resourceName: 'count' }],
            successMessage: '{!$Flow.succeeded} of {!$Flow.total}',
            onError: [{ type: 'showToast', title: '{!$Flow.failed} failed: {!$Flow.failures[0].name}' }],
          },
        ],
      },
    },
    {
      type: 'Button',
      apiName: 'Hidden',
      attributes: { label: 'Hidden' },
      visibility: { left: '{!count}', operator: 'gt', right: 5 },
    },
  ],
  interactions: {
    load: [{ type: 'showToast', title: 'Loaded by {!$User.FirstName} on {!$Component.CurrentDate}' }],
    interval: [{ type: 'assignment', every: 30, times: 3, variable: 'count', operator: 'add', value: 1 }],
    recordChange: [{ type: 'assignment', targetName: 'Contact', variable: 'seen', operator: 'add', value: 1 }],
  },
}

/// A flow that calls an Apex class, which the project does not have.
const scoring = `<?xml version="1.0" encoding="UTF-8"?>
<Flow xmlns="http://soap.sforce.com/2006/04/metadata">
  <actionCalls>
    <name>Score</name>
    <label>Score</label>
    <locationX>0</locationX>
    <locationY>0</locationY>
    <actionName>Scorer</actionName>
    <actionType>apex</actionType>
    <outputParameters><assignToReference>total</assignToReference><name>total</name></outputParameters>
  </actionCalls>
  <apiVersion>62.0</apiVersion>
  <label>Score</label>
  <processType>AutoLaunchedFlow</processType>
  <start><locationX>0</locationX><locationY>0</locationY><connector><targetReference>Score</targetReference></connector></start>
  <status>Active</status>
  <variables>
    <name>total</name><dataType>Number</dataType><isCollection>false</isCollection>
    <isInput>false</isInput><isOutput>true</isOutput><scale>1</scale>
  </variables>
</Flow>`

/// A component with that flow, and with an object that the project does not have.
const scored = {
  apiName: 'Scored',
  label: 'Scored',
  resources: [
    { type: 'variable', apiName: 'total', dataType: 'Number' },
    { type: 'query', apiName: 'Inspections', objectApiName: 'Inspection__c', fields: ['Result__c'] },
  ],
  components: [
    {
      type: 'Button',
      apiName: 'Go',
      attributes: { label: 'Go' },
      interactions: {
        click: [
          {
            type: 'executeFlow',
            flowApiName: 'Score',
            outputVariables: [{ name: 'total', resourceName: 'total' }],
          },
        ],
      },
    },
  ],
}

beforeAll(async () => {
  example = copyExample('contact-status')
  const folder = join(example.folder, 'force-app/main/default/dynamicComponents')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'Playground.dynamicComponent.json'), JSON.stringify(definition))
  writeFileSync(join(folder, 'Scored.dynamicComponent.json'), JSON.stringify(scored))
  writeFileSync(join(folder, '../flows/Score.flow-meta.xml'), scoring)
  runner = await openScenarioRunner(example.folder)
})
afterAll(async () => {
  await runner.close()
  example.remove()
})

const records = {
  Contact: [
    { $id: 'ng', LastName: 'Ng', Status__c: 'New' },
    { $id: 'vega', LastName: 'Vega', Status__c: 'New' },
  ],
}
const ng = { $ref: 'ng' }

async function failures(scenario: object): Promise<readonly string[]> {
  const path = join(example.folder, 'trial.scenario.json')
  writeFileSync(path, JSON.stringify({ component: 'Playground', records, ...scenario }))
  return (await runner.run(path)).failures
}

describe('a scenario of a Dynamic Component states what the project does not have', () => {
  const objects = { Inspection__c: { Result__c: 'Text required' } }
  const inspections = { Inspection__c: [{ $id: 'one', Result__c: 'Passed' }] }
  const first = { values: { '{!Inspections.FirstRecord.Result__c}': 'Passed' } }

  it.each<[fact: string, scenario: object, found: readonly unknown[]]>([
    ['objects with fields', { objects, records: inspections, expect: first }, []],
    [
      'answers of actions that flows call',
      {
        objects,
        records: inspections,
        actions: { Scorer: { outputs: { total: 4.5 } } },
        steps: [{ click: 'Go', expect: { values: { '{!total}': 4.5 } } }],
      },
      [],
    ],
    [
      'their failing',
      {
        objects,
        records: inspections,
        actions: { Scorer: { error: 'Nobody scores today.' } },
        steps: [{ click: 'Go', expect: { outcome: 'failed', error: { contains: 'Nobody scores today.' } } }],
      },
      [],
    ],
    ['and fails without them', { expect: first }, [expect.stringContaining('Inspections')]],
  ])('%s', async (_, scenario, found) =>
    expect(await failures({ component: 'Scored', records: {}, ...scenario })).toEqual(found),
  )
})

describe('a scenario of a Dynamic Component holds', () => {
  it.each<[fact: string, scenario: object]>([
    [
      'what a click on a row does',
      {
        steps: [{ click: 'Contacts', target: 'greet', row: ng, expect: { toasts: [{ title: 'Hello Ng' }] } }],
      },
    ],
    [
      'a yes and a no to a question',
      {
        steps: [
          {
            click: 'Contacts',
            target: 'ask',
            answers: [false],
            expect: { toasts: [], dialogs: [{ kind: 'confirm', title: 'Sure?' }] },
          },
          { click: 'Contacts', target: 'ask', answers: [true], expect: { toasts: [{ title: 'Yes' }] } },
        ],
      },
    ],
    [
      'time that passes',
      {
        steps: [
          { wait: 29, expect: { values: { count: 0 } } },
          { wait: 31, expect: { values: { count: 2 } } },
          { wait: 600, expect: { values: { count: 3 } } },
        ],
      },
    ],
    [
      'what queries of every form answer',
      {
        records: {
          Account: [{ $id: 'acme', Name: 'Acme' }],
          Contact: [
            { LastName: 'Ng_1', Status__c: 'New', AccountId: { $ref: 'acme' } },
            { LastName: 'NgX1', Status__c: 'New', Email: 'x@example.com', AccountId: { $ref: 'acme' } },
            { LastName: 'Ng_2', Status__c: 'Old' },
            { LastName: 'Zed_', Status__c: 'Blocked' },
          ],
        },
        steps: [
          {
            expect: {
              values: {
                'Paged.count': 3,
                'Paged.hasMore': true,
                'Paged.records.count': 2,
                'Paged.first.LastName': 'NgX1',
                'Paged.first.Account.Name': 'Acme',
                'Paged[1].LastName': 'Ng_2',
                'Figures.first.people': 2,
                'Figures.first.Status__c': 'New',
                'Figures.first.last': 'NgX1',
                'Figures.sum.people': 4,
                'Accounts.first.Contacts.count': 2,
                'Accounts.first.Contacts[0].LastName': 'Ng_1',
              },
            },
          },
          {
            setVariable: 'search',
            to: 'g_',
            expect: { values: { 'Paged.count': 2, 'Paged.hasMore': false, 'Paged.last.LastName': 'Ng_1' } },
          },
        ],
      },
    ],
    [
      'one run for each row, and which of them failed',
      {
        records: {
          Contact: [
            { $id: 'ng', LastName: 'Ng', Status__c: 'New' },
            { $id: 'vega', LastName: 'Vega', Status__c: 'New', Do_Not_Contact__c: true },
          ],
        },
        steps: [
          { select: 'Contacts', rows: [ng, { $ref: 'vega' }] },
          {
            click: 'Contacts',
            target: 'each',
            answers: [true],
            expect: {
              outcome: 'failed',
              error: { code: 'some-rows-failed', contains: '1 of 2 failed, 1 finished' },
              dialogs: [{ message: 'Run "Set Contact Status Active" for 2 records?' }],
              toasts: [{ title: '1 failed: Vega' }],
              values: { count: 1, '$Flow.progress': 100 },
              records: {
                Contact: [
                  { $id: 'ng', Status__c: 'Active' },
                  { $id: 'vega', Status__c: 'New' },
                ],
              },
            },
          },
        ],
      },
    ],
    [
      'that records were saved, a moment later',
      {
        steps: [
          { select: 'Contacts', rows: [ng] },
          { click: 'Contacts', target: 'activate', expect: { values: { seen: 0 } } },
          { wait: 1, expect: { values: { seen: 1 } } },
        ],
      },
    ],
    [
      'the clock, the user and inputs',
      {
        context: { now: '2026-02-03T10:00:00Z', user: { FirstName: 'Grace' } },
        inputs: { count: 6 },
        expect: {
          toasts: [{ title: 'Loaded by Grace on February 3, 2026' }],
          values: { count: 6 },
          visible: { Hidden: true },
        },
      },
    ],
    [
      'URL parameters, and what is hidden',
      {
        context: { urlParameters: { count: '4' } },
        expect: { values: { count: 4, 'All.count': 2, 'All.first.Name': 'Ng' }, visible: { Hidden: false } },
      },
    ],
    [
      'records that the flow of another step changed',
      {
        component: 'Contact_Status',
        steps: [
          { select: 'Contacts', rows: [ng] },
          { click: 'Contacts', target: 'setAsActive' },
        ],
        expect: {
          values: { updatedCount: 1 },
          records: { Contact: [{ $id: 'ng', Status__c: 'Active' }] },
          counts: { Contact: 2 },
        },
      },
    ],
  ])('%s', async (_, scenario) => expect(await failures(scenario)).toEqual([]))
})

describe('a scenario of a Dynamic Component says', () => {
  it.each<[fact: string, scenario: object, failures: string[]]>([
    [
      'what differs',
      { expect: { values: { count: 1 }, counts: { Contact: 3 } } },
      ['count: expected 1, found 0.', 'Contact: expected 3 records, found 2.'],
    ],
    [
      'which step it was',
      { steps: [{ wait: 30 }, { setVariable: 'count', to: 2, expect: { values: { count: 3 } } }] },
      ['Step 2 (set count): count: expected 3, found 2.'],
    ],
    [
      'what there is not',
      { steps: [{ click: 'Contact', target: 'ask' }] },
      ['Step 1 (click Contact, ask): there is no component "Contact". Did you mean Contacts?'],
    ],
    [
      'which action there is not',
      { steps: [{ click: 'Contacts', target: 'aks' }] },
      ['Step 1 (click Contacts, aks): "Contacts" has no action "aks". Did you mean ask?'],
    ],
    [
      'what nobody can click',
      { steps: [{ click: 'Hidden' }] },
      ['Step 1 (click Hidden): "Hidden" is not visible, so nobody can click it.'],
    ],
    [
      'what is disabled',
      { steps: [{ click: 'Contacts', target: 'never' }] },
      ['Step 1 (click Contacts, never): "never" of "Contacts" is disabled.'],
    ],
    [
      'which record is not shown',
      { steps: [{ select: 'Contacts', rows: ['003000000000009AAA'] }] },
      ['Step 1 (select in Contacts): "Contacts" shows no record 003000000000009AAA.'],
    ],
    [
      'what should not have failed',
      {
        component: 'Contact_Status',
        records: { Contact: [{ $id: 'vega', LastName: 'Vega', Do_Not_Contact__c: true }] },
        steps: [
          { select: 'Contacts', rows: [{ $ref: 'vega' }] },
          { click: 'Contacts', target: 'setAsActive' },
        ],
      },
      [
        'Step 2 (click Contacts, setAsActive): expected the outcome finished, found failed: This error occurred when the flow tried to update records: FIELD_CUSTOM_VALIDATION_EXCEPTION: A contact marked "Do Not Contact" cannot be Active. Clear the mark first, or leave the contact out of the selection. You can look up ExceptionCode values in the SOAP API Developer Guide.',
      ],
    ],
    [
      'that there is no such component',
      { component: 'Contact_Statu' },
      ['There is no Dynamic Component "Contact_Statu". Did you mean Contact_Status?'],
    ],
  ])('%s', async (_, scenario, expected) => expect(await failures(scenario)).toEqual(expected))
})

it('leaves nothing behind for the next scenario', async () => {
  expect(
    await failures({
      component: 'Contact_Status',
      steps: [
        { select: 'Contacts', rows: [ng] },
        { click: 'Contacts', target: 'setAsActive' },
      ],
    }),
  ).toEqual([])
  expect(await failures({ expect: { values: { 'All.first.Status__c': 'New' }, counts: { Contact: 2 } } })).toEqual([])
  expect(readFileSync(join(example.folder, 'sfdx-project.json'), 'utf8')).toContain('packageDirectories')
})
