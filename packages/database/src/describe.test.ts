import { describe, expect, it } from 'vitest'
import { object } from '../test/org.ts'
import { describeGlobal, describeObject } from './describe.ts'
import { buildSchema } from './schema/buildSchema.ts'

const schema = buildSchema([
  object('Contact', {
    'fields/Status__c':
      '<label>Status</label><type>Picklist</type><inlineHelpText>Where it stands.</inlineHelpText><valueSet><restricted>true</restricted><valueSetDefinition><value><fullName>New</fullName><default>true</default><label>Brand new</label></value></valueSetDefinition></valueSet>',
    'fields/Region__c':
      '<label>Region</label><type>Picklist</type><valueSet><controllingField>Status__c</controllingField><valueSetDefinition><value><fullName>North</fullName><label>North</label></value><value><fullName>South</fullName><label>South</label></value></valueSetDefinition><valueSettings><controllingFieldValue>New</controllingFieldValue><valueName>South</valueName></valueSettings></valueSet>',
    'fields/Call_Time__c':
      '<label>Call Time</label><type>Picklist</type><valueSet><controllingField>DoNotCall</controllingField><valueSetDefinition><value><fullName>Never</fullName><label>Never</label></value></valueSetDefinition><valueSettings><controllingFieldValue>checked</controllingFieldValue><valueName>Never</valueName></valueSettings></valueSet>',
  }),
])
const contact = describeObject(schema, schema.object('Contact')!) as { fields: { name: string }[] }
const field = (name: string) => contact.fields.find(each => each.name === name)

describe('describeObject', () => {
  it('says what the object is', () => {
    expect(contact).toMatchObject({
      name: 'Contact',
      label: 'Contact',
      labelPlural: 'Contacts',
      keyPrefix: '003',
      custom: false,
    })
  })

  it.each<[string, object]>([
    ['Id', { type: 'id', createable: false, updateable: false, nillable: false, length: 18, soapType: 'tns:ID' }],
    ['Name', { type: 'string', nameField: true, createable: false, updateable: false }],
    ['LastName', { type: 'string', length: 80, nillable: false, compoundFieldName: 'Name', createable: true }],
    ['Email', { type: 'email', nillable: true, filterable: true }],
    [
      'AccountId',
      { type: 'reference', referenceTo: ['Account'], relationshipName: 'Account', polymorphicForeignKey: false },
    ],
    ['OwnerId', { referenceTo: ['User', 'Group'], polymorphicForeignKey: true, defaultedOnCreate: true }],
    ['Description', { type: 'textarea', filterable: false, sortable: false }],
    ['DoNotCall', { type: 'boolean', nillable: false, defaultValue: false }],
    [
      'Status__c',
      {
        type: 'picklist',
        custom: true,
        restrictedPicklist: true,
        inlineHelpText: 'Where it stands.',
        picklistValues: [{ active: true, defaultValue: true, label: 'Brand new', validFor: null, value: 'New' }],
      },
    ],
    [
      'Region__c',
      {
        dependentPicklist: true,
        controllerName: 'Status__c',
        picklistValues: [
          { value: 'North', validFor: 'AAAA' },
          { value: 'South', validFor: 'gAAA' },
        ],
      },
    ],
    // A checkbox has two values, unchecked and checked.
    ['Call_Time__c', { controllerName: 'DoNotCall', picklistValues: [{ value: 'Never', validFor: 'QAAA' }] }],
  ])('describes %s', (name, expected) => {
    expect(field(name)).toMatchObject(expected)
  })

  it('lists child relationships', () => {
    const account = describeObject(schema, schema.object('Account')!) as { childRelationships: object[] }
    expect(account.childRelationships).toContainEqual(
      expect.objectContaining({
        childSObject: 'Contact',
        field: 'AccountId',
        relationshipName: 'Contacts',
        cascadeDelete: true,
      }),
    )
  })

  it('leaves out what the user may not read', () => {
    const rights = {
      canReadObject: (name: string) => name === 'Contact',
      canCreate: () => false,
      canEdit: () => true,
      canDelete: () => false,
      canReadField: (_: string, name: string) => name !== 'Email',
      canEditField: (_: string, name: string) => name !== 'Title',
    }
    const described = describeObject(schema, schema.object('Contact')!, rights) as { fields: { name: string }[] }
    expect(described).toMatchObject({ createable: false, updateable: true, deletable: false })
    expect(described.fields.map(({ name }) => name)).not.toContain('Email')
    expect(described.fields.find(({ name }) => name === 'Title')).toMatchObject({
      createable: false,
      updateable: false,
    })
    expect(describeGlobal(schema, rights)).toEqual([expect.objectContaining({ name: 'Contact' })])
  })
})
