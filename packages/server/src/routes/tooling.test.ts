import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exampleServer, type ExampleServer } from '../../../../scripts/exampleServer.ts'

let server: ExampleServer

beforeAll(async () => {
  server = await exampleServer()
})
afterAll(() => server.close())

const query = (soql: string, path = 'tooling/query') =>
  server.send(`/services/data/v62.0/${path}?q=${encodeURIComponent(soql)}`)

const recordsOf = async (soql: string) => {
  const { json } = (await query(soql)) as { json: { records: Record<string, unknown>[] } }
  return json.records.map(({ attributes: _attributes, ...fields }) => fields)
}

describe('tooling query', () => {
  it.each<[soql: string, records: object[]]>([
    [
      "SELECT ApiName, Label, IsActive FROM FlowDefinitionView WHERE ApiName LIKE 'set%'",
      [{ ApiName: 'Set_Contact_Status_Active', Label: 'Set Contact Status Active', IsActive: true }],
    ],
    [
      "SELECT VersionNumber, Status FROM FlowVersionView WHERE FlowDefinitionView.ApiName = 'Mark_Do_Not_Contact'",
      [{ VersionNumber: 1, Status: 'Active' }],
    ],
    ["SELECT KeyPrefix FROM EntityDefinition WHERE QualifiedApiName IN ('Contact')", [{ KeyPrefix: '003' }]],
    [
      "SELECT QualifiedApiName, DataType FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = 'Contact' AND QualifiedApiName LIKE '%__c' ORDER BY QualifiedApiName DESC LIMIT 1",
      [{ QualifiedApiName: 'Status__c', DataType: 'Picklist' }],
    ],
    ['SELECT Id FROM FlowDefinitionView WHERE NOT (IsActive = true OR Label = null)', []],
    ["SELECT Name FROM Profile WHERE Name = 'System Administrator'", [{ Name: 'System Administrator' }]],
  ])('%s', async (soql, records) => {
    expect(await recordsOf(soql)).toEqual(records)
  })

  it('counts', async () => {
    expect((await query('SELECT COUNT() FROM FlowDefinitionView')).json).toMatchObject({ totalSize: 2, records: [] })
  })

  it.each([
    ['SELECT Nme FROM FlowDefinitionView', 'INVALID_FIELD'],
    ['SELECT Id FROM SandboxProcess', 'INVALID_TYPE'],
    ['SELECT COUNT(Id) FROM Flow', 'MALFORMED_QUERY'],
  ])('%s is %s', async (soql, errorCode) => {
    expect(await query(soql)).toMatchObject({ status: 400, json: [{ errorCode }] })
  })

  it('those views can be queried as records', async () => {
    expect((await query("SELECT ApiName FROM FlowDefinitionView WHERE ApiName = 'none'", 'query')).json).toMatchObject({
      totalSize: 0,
      done: true,
    })
  })
})

it('the columns of a query', async () => {
  const soql = 'SELECT Id, Account.Name, (SELECT Subject FROM Tasks), Do_Not_Contact__c FROM Contact'
  const { json } = await server.send(`/services/data/v62.0/query?columns=true&q=${encodeURIComponent(soql)}`)
  expect(json).toMatchObject({
    entityName: 'Contact',
    idSelected: true,
    keyPrefix: '003',
    columnMetadata: [
      { columnName: 'Id', textType: true },
      { columnName: 'Account', joinColumns: [{ columnName: 'Name', displayName: 'Name' }] },
      { columnName: 'Tasks', joinColumns: [{ columnName: 'Subject' }] },
      { columnName: 'Do_Not_Contact__c', booleanType: true, custom: true },
    ],
  })
})
