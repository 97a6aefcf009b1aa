import { expect, it } from 'vitest'
import { isLike } from './setupQuery.ts'

it.each([
  ['contact', 'contact', true],
  ['contact', 'con%', true],
  ['contact', '%act', true],
  ['contact', '%nta%', true],
  ['contact', '%t%t', true],
  ['contact', 'c_ntact', true],
  ['contact', '_______', true],
  ['contact', '______', false],
  ['contact', '________', false],
  ['contact', 'con', false],
  ['contact', '%o%c', false],
  ['contact', '', false],
  ['', '', true],
  ['', '%%', true],
  ['', '_', false],
  ['a.c', 'a.c', true],
  ['abc', 'a.c', false],
  ['100%', '100%', true],
])('%j LIKE %j is %s', (text, pattern, isSo) => {
  expect(isLike(text, pattern)).toBe(isSo)
})

// As a regular expression this would take longer than the test may.
it('a pattern of many wildcards is read in no time', () => {
  expect(isLike('x'.repeat(200), `${'%_'.repeat(60)}%~`)).toBe(false)
})
