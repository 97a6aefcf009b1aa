import { describe, expect, it } from 'vitest'
import { Report } from '../report.ts'
import { parseJson, plainValue } from './parse.ts'

function parse(source: string) {
  const report = new Report(source, 'f.json')
  const node = parseJson(report)
  return { node, diagnostics: report.diagnostics }
}

describe('values are those of JSON.parse', () => {
  it.each([
    'null',
    ' true ',
    '-0',
    '1.5e-3',
    '12345678901234567890',
    '""',
    '"\\u00e9\\n\\/\\\\\\"é😀\\ud83d"',
    '[]',
    '{}',
    '[1,[2],{"a":[]}]',
    '{"a":{"b":null},"__proto__":{"x":1},"":0}',
    '\t\r\n[ 1 , 2 ]\n',
  ])('%s', source => {
    const { node, diagnostics } = parse(source)
    expect(diagnostics).toEqual([])
    expect(JSON.stringify(plainValue(node!))).toBe(JSON.stringify(JSON.parse(source)))
  })

  it('keeps __proto__ a member', () => {
    const value = plainValue(parse('{"__proto__":{"x":1}}').node!)
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    expect(Object.keys(value as object)).toEqual(['__proto__'])
  })

  it('passes over a byte order mark', () => {
    expect(parse('\uFEFF[]').diagnostics).toEqual([])
  })
})

describe('what is refused', () => {
  it.each([
    ['', '1:1', 'The file is empty.'],
    ['{', '1:2', "A member's name in double quotes is expected, not the end of the file."],
    ['{"a"', '1:5', 'A colon is expected behind "a", not the end of the file.'],
    ['{"a":', '1:6', 'A value is expected, not the end of the file.'],
    ['{"a":1', '1:7', 'A comma or } is expected, not the end of the file.'],
    ['[1', '1:3', 'A comma or ] is expected, not the end of the file.'],
    ['["abc', '1:2', 'The file ends inside this text.'],
    ['["abc\\', '1:6', '\\ is no escape of JSON. A plain backslash is written \\\\.'],
    ['{"a":1,\n}', '1:7', 'There is a comma behind the last member. Remove it.'],
    ['[1,]', '1:3', 'There is a comma behind the last value. Remove it.'],
    ['[1 2]', '1:4', 'A comma or ] is expected, not 2.'],
    ['{a:1}', '1:2', "A member's name in double quotes is expected, not a."],
    ["{'a':1}", '1:2', "A member's name in double quotes is expected, not '."],
    ['[yes]', '1:2', 'yes is no JSON value. Text stands in double quotes.'],
    ['[01]', '1:2', '01 is no JSON value. Text stands in double quotes.'],
    ['[+1]', '1:2', '+1 is no JSON value. Text stands in double quotes.'],
    ['[1] 2', '1:5', '2 stands behind the end of the JSON value.'],
    ['[1, // one\n2]', '1:5', 'JSON has no comments. Use a "description" member.'],
    ['["a\nb"]', '1:2', 'The text does not end on its line. A line break inside a text is written \\n.'],
    ['["a\tb"]', '1:4', 'A tab inside a text is written \\t.'],
    ['["C:\\Temp"]', '1:5', '\\T is no escape of JSON. A plain backslash is written \\\\.'],
    ['["\\u12"]', '1:3', '\\u is no escape of JSON. A plain backslash is written \\\\.'],
  ])('%j', (source, place, message) => {
    const { node, diagnostics } = parse(source)
    expect(node).toBeNull()
    expect(diagnostics.map(({ line, column, message }) => [`${line}:${column}`, message])).toEqual([[place, message]])
  })

  it.each([
    ['100,000 levels', '['.repeat(100_000), 'malformed-json'],
    ['more than 10 MB', `"${'x'.repeat(10 * 1024 * 1024)}"`, 'file-too-large'],
  ])('%s', (_, source, code) => {
    expect(parse(source).diagnostics.map(diagnostic => diagnostic.code)).toEqual([code])
  })

  it('keeps the first of two members with one name', () => {
    const { node, diagnostics } = parse('{"a":1,"a":2}')
    expect(plainValue(node!)).toEqual({ a: 1 })
    expect(diagnostics.map(({ code, column }) => [code, column])).toEqual([['duplicate-member', 8]])
  })
})
