import { describe, expect, it } from 'vitest'
import { printJson, rewriteJson } from './rewrite.ts'

const SOURCE = `{
  "$schema": "../x.json",
  "label":   "Contact Status",

  "resources": [
    { "type": "constant", "apiName": "a", "value": 1.0 },
    { "type": "constant", "apiName": "b", "value": 2 },
    {
      "type": "query",
      "apiName": "c",
      "fields": ["Name", "Email"]
    }
  ],
  "empty": [],
  "one": { "x": 1 }
}
`

interface Document {
  [name: string]: unknown
  resources: Record<string, unknown>[]
}

const changed = (change: (document: Document) => unknown): string => {
  const document = JSON.parse(SOURCE) as Document
  change(document)
  const text = rewriteJson(SOURCE, document)
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(document)))
  return difference(SOURCE, text)
}

/// The lines that are not in both, "-" for those that went and "+" for those that came.
function difference(before: string, after: string): string {
  const [a, b] = [before.split('\n'), after.split('\n')]
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++
  const lines = (sign: string, all: string[]) => all.slice(start, all.length - end).map(line => `${sign}${line.trim()}`)
  return [...lines('-', a), ...lines('+', b)].join('\n')
}

describe('a change touches only its lines', () => {
  it.each<[string, (document: Document) => unknown, string]>([
    ['nothing', () => {}, ''],
    ['a text', d => (d['label'] = 'New'), '-"label":   "Contact Status",\n+"label":   "New",'],
    [
      'a member of an object on one line',
      d => (d.resources[1]!['value'] = 3),
      '-{ "type": "constant", "apiName": "b", "value": 2 },\n+{ "type": "constant", "apiName": "b", "value": 3 },',
    ],
    [
      'a list on one line',
      d => ((d.resources[2]!['fields'] as string[])[1] = 'Phone'),
      '-"fields": ["Name", "Email"]\n+"fields": ["Name", "Phone"]',
    ],
    ['the first item goes', d => d.resources.shift(), '-{ "type": "constant", "apiName": "a", "value": 1.0 },'],
    [
      'an item in the middle goes',
      d => d.resources.splice(1, 1),
      '-{ "type": "constant", "apiName": "b", "value": 2 },',
    ],
    [
      'the last item goes',
      d => d.resources.pop(),
      '-{ "type": "constant", "apiName": "b", "value": 2 },\n-{\n-"type": "query",\n-"apiName": "c",\n-"fields": ["Name", "Email"]\n-}\n+{ "type": "constant", "apiName": "b", "value": 2 }',
    ],
    ['an item comes first', d => d.resources.unshift({ type: 'x' }), '+{ "type": "x" },'],
    ['an item comes in the middle', d => d.resources.splice(1, 0, { type: 'x' }), '+{ "type": "x" },'],
    ['a member goes', d => delete d['label'], '-"label":   "Contact Status",'],
    ['the last member goes', d => delete d['one'], '-"empty": [],\n-"one": { "x": 1 }\n+"empty": []'],
    ['a member is undefined', d => (d['label'] = undefined), '-"label":   "Contact Status",'],
    ['a member comes last', d => (d['more'] = true), '-"one": { "x": 1 }\n+"one": { "x": 1 },\n+"more": true'],
    [
      'an empty list is filled',
      d => (d['empty'] = [{ a: 1 }, { a: 2 }]),
      '-"empty": [],\n+"empty": [\n+{ "a": 1 },\n+{ "a": 2 }\n+],',
    ],
    [
      'a list is emptied',
      d => (d.resources = []),
      '-"resources": [\n-{ "type": "constant", "apiName": "a", "value": 1.0 },\n-{ "type": "constant", "apiName": "b", "value": 2 },\n-{\n-"type": "query",\n-"apiName": "c",\n-"fields": ["Name", "Email"]\n-}\n-],\n+"resources": [],',
    ],
  ])('%s', (_, change, expected) => {
    expect(changed(change)).toBe(expected)
  })

  it('puts a new member behind the one it follows', () => {
    const { label, ...rest } = JSON.parse(SOURCE) as Document
    expect(difference(SOURCE, rewriteJson(SOURCE, { label, description: 'D', ...rest }))).toBe('+"description": "D",')
  })

  it('follows an item that moves', () => {
    const document = JSON.parse(SOURCE) as Document
    document.resources.push(document.resources.shift()!)
    const lines = rewriteJson(SOURCE, document).split('\n')
    const moved = ['    {', '      "type": "constant",', '      "apiName": "a",', '      "value": 1', '    }']
    expect(lines.slice(5, 16)).toEqual([...SOURCE.split('\n').slice(6, 11), '    },', ...moved])
  })

  it('keeps line ends, tabs and the missing line end', () => {
    const source = '{\r\n\t"a": 1,\r\n\t"b": [\r\n\t\t1\r\n\t]\r\n}'
    expect(rewriteJson(source, { a: 2, b: [1, { c: { d: 1 } }] })).toBe(
      '{\r\n\t"a": 2,\r\n\t"b": [\r\n\t\t1,\r\n\t\t{\r\n\t\t\t"c": { "d": 1 }\r\n\t\t}\r\n\t]\r\n}',
    )
  })

  it('writes anew what is no JSON', () => {
    expect(rewriteJson('{', { a: 1 })).toBe('{ "a": 1 }\n')
  })
})

describe('any change of any document', () => {
  // Numbers that look random and are the same each time.
  const numbers = (seed: number) => () => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff
    return seed / 0x7fffffff
  }

  const anyValue = (random: () => number, depth: number): unknown => {
    const kind = Math.floor(random() * (depth > 3 ? 3 : 5))
    if (kind === 0) return Math.floor(random() * 10)
    if (kind === 1) return ['', 'text', 'a "quoted" text\n'][Math.floor(random() * 3)]
    if (kind === 2) return [null, true, false][Math.floor(random() * 3)]
    const count = Math.floor(random() * 4)
    if (kind === 3) return Array.from({ length: count }, () => anyValue(random, depth + 1))
    const name = () => ['apiName', 'a', 'b', 'c', '__proto'][Math.floor(random() * 5)]!
    return Object.fromEntries(Array.from({ length: count }, () => [name(), anyValue(random, depth + 1)]))
  }

  it('gives the value, and the same text for the same value', () => {
    const random = numbers(7)
    for (let i = 0; i < 3000; i++) {
      const before = anyValue(random, 0)
      const source = random() < 0.5 ? printJson(before) : JSON.stringify(before, null, 2)
      const after = anyValue(random, 0)
      const text = rewriteJson(source, after)
      expect(JSON.parse(text)).toEqual(after)
      expect(rewriteJson(text, after)).toBe(text)
      expect(rewriteJson(source, before)).toBe(source)
    }
  })
})
