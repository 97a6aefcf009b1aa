import { parseProject } from '@millrace/metadata'
import { describe, expect, it } from 'vitest'
import { buildSchema } from './buildSchema.ts'

const schema = buildSchema([])

describe('the standard objects', () => {
  it.each([
    ['Account', '001'],
    ['Contact', '003'],
    ['User', '005'],
    ['Opportunity', '006'],
    ['Lead', '00Q'],
    ['Task', '00T'],
    ['Case', '500'],
    ['Campaign', '701'],
  ])('%s has the key prefix %s', (object, prefix) => {
    expect(schema.object(object)?.keyPrefix).toBe(prefix)
    expect(schema.objectByKeyPrefix(prefix)?.apiName).toBe(object)
  })

  it('have key prefixes of their own', () => {
    const prefixes = schema.objects.map(object => object.keyPrefix)
    expect(new Set(prefixes).size).toBe(prefixes.length)
  })

  it('have no two fields or child relationships of one name', () => {
    for (const object of schema.objects) {
      const fields = object.fields.map(field => field.apiName.toLowerCase())
      expect([object.apiName, fields.length]).toEqual([object.apiName, new Set(fields).size])
      const children = object.childRelationships.flatMap(child => child.relationshipName?.toLowerCase() ?? [])
      expect([object.apiName, children.length]).toEqual([object.apiName, new Set(children).size])
    }
  })

  it('refer to objects that exist', () => {
    for (const object of schema.objects)
      for (const field of object.fields)
        if (field.type === 'reference')
          expect([object.apiName, field.apiName, field.referenceTo.length > 0]).toContain(true)
  })

  it.each([
    ['Contact', 'Account', 'AccountId'],
    ['Contact', 'Owner', 'OwnerId'],
    ['Case', 'CreatedBy', 'CreatedById'],
    ['Opportunity', 'account', 'AccountId'],
  ])('%s.%s is the parent behind %s', (object, relationship, field) => {
    expect(schema.object(object)?.parentRelationship(relationship)?.apiName).toBe(field)
  })

  it('list their children', () => {
    const names = schema.object('Account')!.childRelationships.map(child => child.relationshipName)
    expect(names).toEqual(expect.arrayContaining(['Contacts', 'Opportunities', 'Cases', 'ChildAccounts', 'Tasks']))
  })

  it('put the Name of people together', () => {
    const name = schema.object('contact')!.field('NAME')!
    expect(name).toMatchObject({ compoundOf: ['FirstName', 'MiddleName', 'LastName', 'Suffix'], createable: false })
    expect(schema.object('Individual')!.nameField?.compoundOf).toEqual(['FirstName', 'LastName'])
  })
})

describe("a project's own objects", () => {
  const object = (apiName: string, more = '') => ({
    path: `objects/${apiName}.object`,
    text: `<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"><label>X</label>${more}</CustomObject>`,
  })
  const { objects } = parseProject([
    object('Rate__mdt'),
    object('Shipped__e'),
    object('Limits__c', '<customSettingsType>Hierarchy</customSettingsType>'),
    object('Visit__c', '<recordTypes><fullName>Site</fullName><label>Site</label><active>true</active></recordTypes>'),
    object('Plain__c'),
  ])
  const own = buildSchema(objects)

  it.each([
    ['a custom metadata type', 'Rate__mdt', ['DeveloperName', 'MasterLabel', 'QualifiedApiName'], ['OwnerId', 'Name']],
    ['a platform event', 'Shipped__e', ['EventUuid', 'ReplayId', 'CreatedDate'], ['OwnerId', 'Name']],
    ['a custom setting', 'Limits__c', ['Name', 'SetupOwnerId'], ['OwnerId']],
    ['an object with record types', 'Visit__c', ['Name', 'OwnerId', 'RecordTypeId'], ['SetupOwnerId']],
    ['an object without', 'Plain__c', ['Name', 'OwnerId'], ['RecordTypeId']],
  ])('%s has the fields of its kind', (_kind, apiName, fields, without) => {
    const has = (name: string) => own.object(apiName)!.field(name) !== undefined
    expect([fields.filter(name => !has(name)), without.filter(has)]).toEqual([[], []])
  })
})
