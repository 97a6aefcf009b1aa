import { ApexValue, num, type Value } from '@millrace/values'
import { expect, it } from 'vitest'
import { fieldText } from './FieldOutput.tsx'

const compound = (parts: Readonly<Record<string, Value>>) => new ApexValue('Address', new Map(Object.entries(parts)))
const formats = { locale: 'en_US', timeZone: 'UTC', currency: 'USD' }

it.each<[fact: string, value: Value, text: string]>([
  [
    'an address stands as on an envelope',
    compound({ street: '1 Mill Street', city: 'Bern', state: 'BE', postalCode: '3011', country: 'Switzerland' }),
    '1 Mill Street\nBern, BE 3011\nSwitzerland',
  ],
  [
    'parts that are blank are left out',
    compound({ street: null, city: 'Bern', state: null, postalCode: null }),
    'Bern',
  ],
  [
    'codes stand for names that are missing',
    compound({ street: 'A', city: 'B', stateCode: 'BE', countryCode: 'CH' }),
    'A\nB, BE\nCH',
  ],
  ['a place is its latitude and longitude', compound({ latitude: num(46.9), longitude: num(7.4) }), '46.9, 7.4'],
  ['nothing is blank', null, ''],
])('%s', (_, value, text) =>
  expect(
    fieldText({ name: 'MailingAddress', label: 'Address', restType: 'address', type: { kind: 'Any' } }, value, formats),
  ).toBe(text),
)
