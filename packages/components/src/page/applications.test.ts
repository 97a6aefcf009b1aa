import { expect, it } from 'vitest'
import { isSetupPath } from './applications.ts'

it.each([
  ['/setup', true],
  ['/setup/flows', true],
  ['/setup?from=mail', true],
  ['/setup#runs', true],
  ['/builder/component/Contact_Status', true],
  ['/', false],
  ['/setups', false],
  ['/builders/component', false],
  ['/lightning/n/setup', false],
  ['/Setup', false],
])('%s', (path, expected) => expect(isSetupPath(path)).toBe(expected))
