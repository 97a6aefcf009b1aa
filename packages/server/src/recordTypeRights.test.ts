import { parseProject } from '@millrace/metadata'
import { expect, it } from 'vitest'
import { recordTypeRights } from './recordTypeRights.ts'

const file = (path: string, root: string, ...visibilities: [name: string, visible: boolean, isDefault: boolean][]) => ({
  path,
  text: `<${root} xmlns="http://soap.sforce.com/2006/04/metadata">${root === 'PermissionSet' ? '<label>More</label>' : ''}${visibilities
    .map(
      ([name, visible, isDefault]) =>
        `<recordTypeVisibilities><default>${isDefault}</default><recordType>${name}</recordType><visible>${visible}</visible></recordTypeVisibilities>`,
    )
    .join('')}</${root}>`,
})

const { profiles, permissionSets } = parseProject([
  file('profiles/Sales.profile-meta.xml', 'Profile', ['Contact.Member', true, true], ['Contact.Guest', false, false]),
  file('permissionsets/More.permissionset-meta.xml', 'PermissionSet', ['Contact.Former', true, false]),
])
const sets = [...profiles.map(({ permissions }) => permissions), ...permissionSets]

// Source: Salesforce Help, "How Is Record Type Access Specified?".
it.each<[recordType: string, forUser: boolean, forAdministrator: boolean]>([
  ['Contact.Member', true, true],
  ['contact.former', true, true],
  ['Contact.Guest', false, true],
  ['Contact.Other', false, true],
  ['Account.Partner', true, true],
])('%s', (recordType, forUser, forAdministrator) => {
  const [object, name] = recordType.split('.') as [string, string]
  const isAvailable = (isAdministrator: boolean) =>
    recordTypeRights({ permissionSets: sets, isAdministrator }).isAvailable(object, name)
  expect([isAvailable(false), isAvailable(true)]).toEqual([forUser, forAdministrator])
})

it('the profile says which is the default', () => {
  const rights = recordTypeRights({ permissionSets: sets, isAdministrator: false })
  expect([rights.defaultOf('contact'), rights.defaultOf('Account')]).toEqual(['Member', null])
})
