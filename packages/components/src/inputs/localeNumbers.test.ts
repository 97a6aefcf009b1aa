import { num, numText } from '@millrace/values'
import { describe, expect, it } from 'vitest'
import { numberText, plainNumberText, readNumber } from './localeNumbers.ts'

describe('reading a number', () => {
  const cases: [locale: string, text: string, expected: string | undefined][] = [
    ['en_US', '1,234.5', '1234.5'],
    ['en_US', '1234.5', '1234.5'],
    ['en_US', ' $1,234.50 ', '1234.5'],
    ['en_US', '12.5%', '12.5'],
    ['en_US', '-3', '-3'],
    ['en_US', '(3)', '-3'],
    ['en_US', '3-', '-3'],
    ['en_US', '.5', '0.5'],
    ['en_US', '1,5', undefined],
    ['en_US', '1,23,456', '123456'],
    ['en_US', '1.2.3', undefined],
    ['en_US', '12a', undefined],
    ['en_US', '9007199254740993.123456789012345678', '9007199254740993.123456789012345678'],
    ['de_DE', '1.234,5', '1234.5'],
    ['de_DE', '1,5', '1.5'],
    ['de_DE', '1.5', undefined],
    ['fr_FR', '1 234,5', '1234.5'],
    ['fr_FR', '1\u202f234,5', '1234.5'],
    ['de_CH', "1'234.5", '1234.5'],
    ['de_CH', '1’234.5', '1234.5'],
    ['en_IN', '12,34,567', '1234567'],
    ['ar_EG', '١٬٢٣٤٫٥', '1234.5'],
    ['sv_SE', '−3', '-3'],
  ]
  for (const [locale, text, expected] of cases)
    it(`${locale} "${text}"`, () => {
      const read = readNumber(text, locale)
      expect(read === undefined ? undefined : numText(read)).toBe(expected)
    })
})

describe('writing a number', () => {
  const form = { currency: 'EUR', locale: 'en_US' }
  it.each([
    [num('1234.5'), form, '1,234.5'],
    [num('1234.5'), { ...form, format: 'currency', scale: 2 } as const, '€1,234.50'],
    [num('12.5'), { ...form, format: 'percent', scale: 1 } as const, '12.5%'],
    [num('1234.5'), { ...form, locale: 'de_DE', scale: 2 }, '1.234,5'],
    [num('9007199254740993.1'), form, '9,007,199,254,740,993.1'],
  ])('%s %j', (value, how, expected) => {
    expect(numberText(value, how).replaceAll('\u00a0', ' ')).toBe(expected)
  })

  it('without grouping, for editing', () => {
    expect(plainNumberText(num('1234.5'), 'de_DE')).toBe('1234,5')
  })
})
