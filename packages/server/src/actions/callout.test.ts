import { describe, expect, it } from 'vitest'
import { isPrivate } from './callout.ts'

describe('an address is not public', () => {
  it.each([
    'localhost',
    'api.localhost',
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '64:ff9b::7f00:1',
    'fd00::1',
    'fe80::1',
  ])('%s', address => expect(isPrivate(address)).toBe(true))
})

describe('an address is public', () => {
  it.each(['example.com', '93.184.216.34', '172.32.0.1', '192.169.0.1', '2606:2800:220:1::1', '::ffff:93.184.216.34'])(
    '%s',
    address => expect(isPrivate(address)).toBe(false),
  )
})
