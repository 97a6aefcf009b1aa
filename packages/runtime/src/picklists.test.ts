import { BOOLEAN, PICKLIST } from '@millrace/values'
import { describe, expect, it } from 'vitest'
import { picklistChoices } from './index.ts'

const status = {
  name: 'Status__c',
  label: 'Status',
  type: PICKLIST,
  picklistValues: ['New', 'Active', 'Closed'].map(value => ({ value, label: value })),
}
const reason = (controllerName: string, ...validFor: string[]) => ({
  name: 'Reason__c',
  label: 'Reason',
  type: PICKLIST,
  controllerName,
  picklistValues: validFor.map((bits, i) => ({ value: `R${i}`, label: `R${i}`, validFor: bits })),
})
const vip = { name: 'Vip__c', label: 'VIP', type: BOOLEAN }
const object = { name: 'Contact', label: 'Contact', fields: [status, vip] }

describe('the values of a picklist', () => {
  const cases: [string, Parameters<typeof picklistChoices>[1], string | boolean | null, string[]][] = [
    ['all of one that nothing controls', status, null, ['New', 'Active', 'Closed']],
    ['those of the first controlling value', reason('Status__c', 'gAAA', 'QAAA', 'wAAA'), 'New', ['R0', 'R2']],
    ['those of the second', reason('Status__c', 'gAAA', 'QAAA', 'wAAA'), 'Active', ['R1', 'R2']],
    ['none of a value without any', reason('Status__c', 'gAAA', 'QAAA', 'wAAA'), 'Closed', []],
    ['none without a controlling value', reason('Status__c', 'gAAA'), null, []],
    ['none of a controlling value that is not there', reason('Status__c', 'gAAA'), 'Lost', []],
    ['of a checkbox unchecked and checked', reason('Vip__c', 'gAAA', 'QAAA'), true, ['R1']],
    ['of a checkbox that is blank, as unchecked', reason('Vip__c', 'gAAA', 'QAAA'), null, ['R0']],
    ['all when the controlling field is not known', reason('Gone__c', 'gAAA', 'QAAA'), null, ['R0', 'R1']],
  ]
  for (const [name, field, controlling, expected] of cases)
    it(name, () => {
      expect(picklistChoices(object, field, controlling).map(({ value }) => value)).toEqual(expected)
    })
})
