import { describe, expect, it } from 'vitest'
import { defaultFieldValues, placeOf } from './place.ts'

const ID = '003000000000001AAA'

describe('addresses', () => {
  it.each<[string, object | undefined]>([
    ['/', { kind: 'home' }],
    ['/lightning', { kind: 'home' }],
    ['/lightning/page/home', { kind: 'home' }],
    ['/lightning/app/Sales', { kind: 'app', app: 'Sales' }],
    ['/lightning/n/My%20Page', { kind: 'page', page: 'My Page' }],
    ['/lightning/n/P/', { kind: 'page', page: 'P' }],
    [`/lightning/r/${ID}/view`, { kind: 'record', recordId: ID, action: 'view' }],
    [`/lightning/r/${ID}`, { kind: 'record', recordId: ID, action: 'view' }],
    [`/lightning/r/Contact/${ID}/edit`, { kind: 'record', objectApiName: 'Contact', recordId: ID, action: 'edit' }],
    ['/lightning/o/Contact/list', { kind: 'object', objectApiName: 'Contact', action: 'list' }],
    ['/lightning/o/Contact/home', { kind: 'object', objectApiName: 'Contact', action: 'list' }],
    ['/lightning/o/Contact/new', { kind: 'object', objectApiName: 'Contact', action: 'new' }],
    [`/lightning/r/${ID}/related/Contacts/view`, { kind: 'related', recordId: ID, relationship: 'Contacts' }],
    [
      `/lightning/r/Account/${ID}/related/Contacts/view`,
      { kind: 'related', objectApiName: 'Account', recordId: ID, relationship: 'Contacts' },
    ],
    [`/lightning/r/${ID}/related`, undefined],
    [`/lightning/r/Contact/${ID}/nothing`, undefined],
    [
      `/lightning/r/Contact/${ID}/changeOwner`,
      { kind: 'record', objectApiName: 'Contact', recordId: ID, action: 'changeOwner' },
    ],
    ['/lightning/search', { kind: 'search', text: '' }],
    ['/lightning/cmp/c__Contact_Status', { kind: 'component', component: 'Contact_Status' }],
    ['/lightning/r/..%2Fsetup/view', undefined],
    ['/lightning/o/Contact/nothing', undefined],
    ['/lightning/r/%E0%A4%A/view', undefined],
    ['/elsewhere', undefined],
  ])('%s', (path, place) => expect(placeOf(path)).toEqual(place))
})

it('what is searched for stands behind the address', () => {
  expect(placeOf('/lightning/search', '?q=Ada%20Ng')).toEqual({ kind: 'search', text: 'Ada Ng' })
})

it('field values of a new record are read as they were written', () => {
  const search = '?defaultFieldValues=LastName%3DNg%252C%2520A%2CCode__c%3D%253D1'
  expect(defaultFieldValues(search)).toEqual({ LastName: 'Ng, A', Code__c: '=1' })
  expect(defaultFieldValues('')).toEqual({})
})
