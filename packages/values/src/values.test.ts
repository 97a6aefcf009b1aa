import { describe, expect, it } from 'vitest'
import {
  add,
  ANY,
  BOOLEAN,
  collectionOf,
  compareNum,
  compareValues,
  DATE,
  type DataType,
  DATETIME,
  DateTimeValue,
  DateValue,
  didYouMean,
  divide,
  equalValues,
  fromJson,
  isMisfit,
  makeId,
  mergeText,
  multiply,
  NUMBER,
  negate,
  num,
  numText,
  parseNum,
  recordOf,
  RecordValue,
  roundTo,
  sameId,
  Shape,
  subtract,
  TEXT,
  TimeValue,
  to18,
  toJson,
  type Value,
} from './index.ts'

describe('numbers', () => {
  it('are JavaScript numbers when safe integers, decimals otherwise, and canonical', () => {
    expect(num('5.0')).toBe(5)
    expect(num('2.0E8')).toBe(200_000_000)
    expect(num('-0')).toBe(0)
    expect(typeof num('0.1')).toBe('object')
    expect(num('9007199254740993')).not.toBe(9007199254740992)
    expect(add(num('0.5'), num('0.5'))).toBe(1)
  })

  const sums: [string, string][] = [
    [numText(add(num('0.1'), num('0.2'))), '0.3'],
    [numText(add(Number.MAX_SAFE_INTEGER, 1)), '9007199254740992'],
    [numText(subtract(num('1'), num('0.9'))), '0.1'],
    [numText(multiply(3_037_000_500, 3_037_000_500)), '9223372037000250000'],
    [numText(divide(1, 3)!), '0.333333333333333333333333333333333333333'],
    [numText(divide(6, 3)!), '2'],
    [numText(negate(num('1.50'))), '-1.5'],
    [numText(roundTo(num('1.005'), 2)), '1.01'],
    [numText(roundTo(num('-2.5'), 0)), '-3'],
    [numText(roundTo(num('-123456.3335'), -2)), '-123500'],
    [numText(roundTo(55, -1)), '60'],
    [numText(roundTo(num('1.5'), 1e20)), '1.5'],
    [numText(roundTo(num('1.5'), -1e20)), '0'],
    [numText(num('1e-20')), '0.00000000000000000001'],
  ]
  it.each(sums)('%s', (found, expected) => expect(found).toBe(expected))

  it('dividing by zero is undefined', () => expect(divide(1, num('0.0'))).toBeUndefined())
  it('compares across representations', () => expect(compareNum(1, num('1.5'))).toBeLessThan(0))
  it.each(['1,000', ' 1', '', 'x', '1e', '--1', 'Infinity'])('"%s" is no number', text =>
    expect(parseNum(text)).toBeUndefined(),
  )
  it.each(['1e3', '-.5', '+2', '5.'])('"%s" is one', text => expect(parseNum(text)).toBeDefined())
})

describe('dates', () => {
  it('every day from year 1 to 9999 has its number', () => {
    for (const [y, m, d] of [
      [1, 1, 1],
      [1582, 10, 15],
      [1970, 1, 1],
      [2000, 2, 29],
      [2026, 11, 23],
      [9999, 12, 31],
    ] as const) {
      const date = DateValue.of(y, m, d)!
      expect([date.year, date.month, date.day]).toEqual([y, m, d])
      expect(DateValue.parse(date.toString())).toEqual(date)
      expect(date.addDays(1).addDays(-1)).toEqual(date)
    }
  })
  it.each(['2023-02-29', '2023-13-01', '0000-01-01', '2023-1-1', 'today'])('%s is no day', text =>
    expect(DateValue.parse(text)).toBeUndefined(),
  )

  const instants: [string, string | undefined][] = [
    ['2024-01-31T10:00:00Z', '2024-01-31T10:00:00.000Z'],
    ['2024-01-31T10:00:00.123+0000', '2024-01-31T10:00:00.123Z'],
    ['2024-01-31T10:00:00+02:00', '2024-01-31T08:00:00.000Z'],
    ['2024-01-31T10:00-0530', '2024-01-31T15:30:00.000Z'],
    ['2024-01-31T10:00:00', undefined],
    ['2024-01-31', undefined],
    ['2024-01-31T24:00:00Z', undefined],
  ]
  it.each(instants)('%s', (text, iso) => expect(DateTimeValue.parse(text)?.toString()).toBe(iso))

  it('an instant is another day elsewhere, over daylight saving too', () => {
    const instant = DateTimeValue.parse('2024-07-01T06:30:00Z')!
    expect(instant.dateIn('America/Los_Angeles').toString()).toBe('2024-06-30')
    expect(instant.timeIn('America/Los_Angeles').toString()).toBe('23:30:00.000')
    expect(DateTimeValue.parse('2024-12-31T11:30:00Z')!.dateIn('Pacific/Auckland').toString()).toBe('2025-01-01')
    expect(DateTimeValue.parse('2024-01-01T06:30:00Z')!.timeIn('Asia/Kolkata').toString()).toBe('12:00:00.000')
  })

  it('times of day wrap', () =>
    expect(new TimeValue(TimeValue.parse('12:34:56.789')!.ms + 93_600_000).toString()).toBe('14:34:56.789'))
})

describe('Ids', () => {
  it('gain the three letters that say which are upper case', () => {
    expect(to18('001A0000006Vm9r')).toBe('001A0000006Vm9rIAC')
    expect(makeId('003', 1)).toBe('003000000000001AAA')
    expect(makeId('003', 62)).toBe('003000000000010AAA')
    expect(sameId('001A0000006Vm9r', '001A0000006Vm9rIAC')).toBe(true)
    expect(sameId('001A0000006Vm9r', '001a0000006Vm9rIAC')).toBe(false)
  })
})

describe('comparing', () => {
  const date = DateValue.parse('2024-07-01')!
  const equal: [Value, Value, boolean][] = [
    ['ABC', 'abc', true],
    ['Straße', 'STRASSE', false],
    ['ÄB', 'äb', true],
    ['a[', 'a{', false],
    ['001A0000006Vm9r', '001A0000006Vm9rIAC', true],
    ['001A0000006Vm9r', '001A0000006Vm9R', false],
    [null, null, true],
    [null, '', false],
    [null, false, false],
    [1, num('1.0'), true],
    [1, '1', false],
    [date, DateTimeValue.parse('2024-07-01T10:00:00Z')!, true],
    [['a', 'B'], ['A', 'b'], true],
    [['a'], ['a', 'b'], false],
    [
      RecordValue.from('Contact', { Id: '003000000000001AAA', Name: 'x' }),
      RecordValue.from('Contact', { Id: '003000000000001' }),
      true,
    ],
    [RecordValue.from('Contact', { Name: 'x' }), RecordValue.from('Contact', { Name: 'X' }), true],
    [RecordValue.from('Contact', { Name: 'x' }), RecordValue.from('Contact', { Name: 'x', Title: 'y' }), false],
  ]
  it.each(equal)('%# %s = %s is %s', (a, b, result) => expect(equalValues(a, b)).toBe(result))

  it('has no order between kinds or with null', () => {
    expect(compareValues(null, 1)).toBeUndefined()
    expect(compareValues('1', 1)).toBeUndefined()
    expect(compareValues('b', 'A')).toBeGreaterThan(0)
    expect(compareValues(false, true)).toBeLessThan(0)
  })
})

describe('text in merge fields', () => {
  const reader = { locale: 'en_US', timeZone: 'America/New_York' }
  const cases: [Value, string][] = [
    [null, ''],
    [num('1234567.50'), '1234567.5'],
    [true, 'true'],
    [DateValue.parse('2020-04-03')!, 'April 3, 2020'],
    [DateTimeValue.parse('2020-03-03T21:55:00Z')!, '3/3/2020, 4:55 PM'],
    [['a', 1, null], '[a, 1, ]'],
    [RecordValue.from('Contact', { Id: '003000000000001AAA' }), '003000000000001AAA'],
  ]
  it.each(cases)('%# %s', (value, text) => expect(mergeText(value, reader)).toBe(text))
  it('follows the locale', () =>
    expect(mergeText(DateValue.parse('2020-04-03')!, { locale: 'de_DE', timeZone: 'UTC' })).toBe('3. April 2020'))
})

describe('JSON', () => {
  const field = (object: string, name: string) =>
    object === 'Contact' && /^(name|amount)$/i.test(name)
      ? { name: name.toLowerCase() === 'name' ? 'Name' : 'Amount', type: /^n/i.test(name) ? TEXT : NUMBER }
      : undefined

  it('keeps what it is', () => {
    const record = fromJson({ name: 'Ada', amount: 1.5 }, recordOf('Contact'), field) as RecordValue
    expect(toJson(record)).toEqual({ attributes: { type: 'Contact' }, Name: 'Ada', Amount: 1.5 })
    expect(record.changed.names).toEqual(['Name', 'Amount'])
    expect(toJson(fromJson('2024-01-31T10:00:00Z', DATETIME, field) as Value)).toBe('2024-01-31T10:00:00.000+0000')
    expect(toJson(fromJson({ a: [1, { b: null }] }, ANY, field) as Value)).toEqual({ a: [1, { b: null }] })
  })

  const misfits: [unknown, DataType, string][] = [
    ['12', NUMBER, 'takes a Number, but got "12" (Text)'],
    [12, TEXT, 'takes a Text, but got 12 (Number)'],
    [1, BOOLEAN, 'takes a Boolean, but got 1 (Number)'],
    ['x', collectionOf(TEXT), 'takes a Text collection, but got "x" (Text)'],
    [['x'], TEXT, 'takes a Text, but got a list of 1'],
    [['x', 1], collectionOf(TEXT), '[1] takes a Text, but got 1 (Number)'],
    ['2024-02-30', DATE, 'takes a Date, but got "2024-02-30" (Text)'],
    [{ attributes: { type: 'Account' } }, recordOf('Contact'), 'takes a Contact record, but got an Account record'],
    [{ Nmae: 'x' }, recordOf('Contact'), '.Nmae Contact has no field Nmae'],
    [{}, recordOf(''), 'takes a record, but its attributes.type does not say of which object'],
  ]
  it.each(misfits)('%j', (json, type, message) => {
    const found = fromJson(json, type, field)
    expect(isMisfit(found) && `${found.path} ${found.message}`.trim()).toBe(message)
  })
})

describe('records', () => {
  it('share their shape and say what was set', () => {
    const [a, b] = [RecordValue.from('Contact', { A: 1, B: 2 }), RecordValue.from('Contact', { A: 3, B: 4 })]
    expect(a.shape).toBe(b.shape)
    expect(Shape.of(['A', 'B'])).toBe(a.shape)
    const read = new RecordValue('Contact', a.shape, [1, 2])
    expect(read.changed).toBe(Shape.empty)
    const copy = read.copy()
    copy.set('B', 5)
    expect([read.get('B'), copy.get('B'), copy.changed.names]).toEqual([2, 5, ['B']])
    expect(copy.get('Missing')).toBeNull()
  })

  it('keeps a copy apart whichever of the two is set', () => {
    const names = Shape.of(['A', 'B'])
    const record = new RecordValue('Contact', names, [1, 2])
    const [first, second] = [record.copy(), record.copy()]
    record.putAt(0, 10)
    first.put('C', 3)
    second.become(first)
    second.set('A', 5)
    expect([record, first, second].map(one => one.shape.names.map(name => one.get(name)))).toEqual([
      [10, 2],
      [1, 2, 3],
      [5, 2, 3],
    ])
    expect([first.changed.names, second.changed.names]).toEqual([[], ['A']])
  })
})

describe('near misses', () => {
  const names = ['Status__c', 'Email', 'ContactIds', 'LastName']
  it.each([
    ['Statuss__c', ' Did you mean Status__c?'],
    ['contactids', ' Did you mean ContactIds?'],
    ['Emial', ' Did you mean Email?'],
    ['Amount', ''],
  ])('%s', (name, hint) => expect(didYouMean(name, names)).toBe(hint))
})
