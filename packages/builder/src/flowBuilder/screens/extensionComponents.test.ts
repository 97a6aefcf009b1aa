import { screenComponentNames } from '@millrace/flow'
import { expect, it } from 'vitest'
import { screenParts } from './screenParts.ts'

// Its clicks are for screen actions, which are kept as they are in the file.
const NOT_OFFERED = new Set(['flowruntime:actionButtonField'])

it.each(screenComponentNames.filter(name => !NOT_OFFERED.has(name)))(
  '%s, which the player shows, can be added',
  name => {
    expect(screenParts.map(part => part.content('X')['extensionName'])).toContain(name)
  },
)
