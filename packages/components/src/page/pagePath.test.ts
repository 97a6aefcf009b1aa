import type { NavigationTarget } from '@millrace/runtime'
import { expect, it } from 'vitest'
import { pathOf } from './pagePath.ts'

it.each<[NavigationTarget, string | undefined]>([
  [{ type: 'recordPage', recordId: '003A', actionName: 'clone' }, '/lightning/r/003A/clone'],
  [{ type: 'objectPage', objectApiName: 'Contact', actionName: 'home' }, '/lightning/o/Contact/home'],
  [
    { type: 'objectPage', objectApiName: 'Contact', actionName: 'list', filterName: 'My Contacts' },
    '/lightning/o/Contact/list?filterName=My%20Contacts',
  ],
  [
    {
      type: 'objectPage',
      objectApiName: 'Contact',
      actionName: 'new',
      defaultFieldValues: { LastName: 'Ng, A', Code__c: '=1' },
    },
    '/lightning/o/Contact/new?defaultFieldValues=LastName%3DNg%252C%2520A%2CCode__c%3D%253D1',
  ],
  [{ type: 'page', pageApiName: 'Home' }, '/lightning/n/Home'],
  [{ type: 'page', pageApiName: 'Home', parameters: { c__id: 'a b' } }, '/lightning/n/Home?c__id=a+b'],
  [{ type: 'app', appApiName: 'Sales' }, '/lightning/app/Sales'],
  [{ type: 'webPage', url: 'https://example.com/' }, 'https://example.com/'],
  [{ type: 'recordPage', recordId: '../setup', actionName: 'view' }, '/lightning/r/..%2Fsetup/view'],
  [{ type: 'back' }, undefined],
])('%o', (target, path) => expect(pathOf(target)).toBe(path))
