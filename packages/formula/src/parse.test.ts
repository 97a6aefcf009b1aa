import { describe, expect, it } from 'vitest'
import { parseFormula } from './parse.ts'
import { type Node, references } from './tree.ts'

describe('precedence', () => {
  const cases = {
    '1+2*3': '(+ 1 (* 2 3))',
    '2*3^2': '(^ (* 2 3) 2)',
    '-2^2': '(^ (- 2) 2)',
    '2^3^2': '(^ (^ 2 3) 2)',
    '1-2-3': '(- (- 1 2) 3)',
    '1-(2-3)': '(- 1 (- 2 3))',
    '"a"&"b"+"c"': '(+ (& "a" "b") "c")',
    '1<2=3>4': '(= (< 1 2) (> 3 4))',
    'a||b&&c': '(OR a (AND b c))',
    'a&&b&&c||d': '(OR (AND a b c) d)',
    'NOT a = b': '(= (NOT a) b)',
    '!a && not(b)': '(AND (NOT a) (NOT b))',
    'a == b != c': '(<> (= a b) c)',
    '1--2': '(- 1 (- 2))',
    '- -1': '(- (- 1))',
    'IF(a,b,c)+1': '(+ (IF a b c) 1)',
    'TODAY()': '(TODAY)',
  }
  for (const [text, shape] of Object.entries(cases))
    it(text, () => {
      const { tree, errors } = parseFormula(text)
      expect(errors).toEqual([])
      expect(print(tree.root)).toBe(shape)
    })
})

describe('references', () => {
  const cases: Record<string, string[]> = {
    '{!Account.Name}': ['Account.Name'],
    '{! Get_X.Owner__r.Name }': ['Get_X.Owner__r.Name'],
    '$User.Id & $Flow.CurrentDate': ['$User.Id', '$Flow.CurrentDate'],
    'Amount:SUM + ns__Field__c': ['Amount:SUM', 'ns__Field__c'],
    '{!Coll[$EachItem].Field}': ['Coll[$EachItem].Field'],
    'Coll[$EachItem].Field': ['Coll[$EachItem].Field'],
    'IF({!a} > {!A}, {!b}, "{!c}")': ['a', 'b'],
    'true & FALSE & Null': [],
    TrueValue: ['TrueValue'],
    '/* {!a} */ {!b}': ['b'],
  }
  for (const [text, paths] of Object.entries(cases))
    it(text, () => {
      const { tree, errors } = parseFormula(text)
      expect(errors).toEqual([])
      expect(references(tree)).toEqual(paths)
    })
})

describe('syntax errors', () => {
  const cases: [text: string, line: number, column: number, message: string][] = [
    ['', 1, 1, 'Syntax error.  The formula ends where a value should stand.'],
    ['1+', 1, 3, 'Syntax error.  The formula ends where a value should stand.'],
    ['(1', 1, 3, "Syntax error.  Missing ')'"],
    ['IF(1,2', 1, 7, "Syntax error.  Missing ')'"],
    ['IF(1 2)', 1, 6, "Syntax error.  Missing ')' before 2"],
    ['1 2', 1, 3, 'Syntax error. Extra 2'],
    ['1)', 1, 2, 'Syntax error. Extra )'],
    ['IF(,1)', 1, 4, "Syntax error.  Found ','"],
    ['*1', 1, 1, "Syntax error.  Found '*'"],
    ['1\n+ %', 2, 3, "Syntax error.  Found '%'"],
    ['"abc', 1, 1, 'Syntax error.  Missing " at the end of the text.'],
    ["1 & 'abc", 1, 5, "Syntax error.  Missing ' at the end of the text."],
    ['"a\nb"', 1, 1, 'Syntax error.  Missing " before the end of the line. A text cannot hold a line break; use BR().'],
    ['"a\\d"', 1, 3, "Syntax error.  Found '\\d' in a text. Write \\\\ for a backslash."],
    ['“a”', 1, 1, 'Syntax error.  Found \'“\'. Use straight quotes: "text".'],
    ['.5', 1, 1, "Syntax error.  Found '.'. Write a zero before the point: 0.5."],
    ['1.', 1, 2, "Syntax error.  Found '.'"],
    ['{!a', 1, 1, "Syntax error.  Missing '}' after {!"],
    ['{!}', 1, 1, "Syntax error.  Found '{!'. A reference is a name between {! and }."],
    ['1 /* x', 1, 3, 'Syntax error.  Missing */ at the end of the comment.'],
    ['a[1]', 1, 2, "Syntax error.  Found '['"],
  ]
  for (const [text, line, column, message] of cases)
    it(JSON.stringify(text), () => {
      expect(parseFormula(text).errors).toMatchObject([
        { severity: 'error', code: 'formula-syntax', line, column, message },
      ])
    })
})

describe('depth', () => {
  it('takes 400 levels of parentheses, calls and signs', () => {
    for (const [open, close] of [
      ['(', ')'],
      ['ABS(', ')'],
      ['-', ''],
      ['NOT ', ''],
    ])
      expect(parseFormula(`${open!.repeat(400)}1${close!.repeat(400)}`).errors).toEqual([])
  })

  it('refuses 501 levels', () => {
    expect(parseFormula(`${'('.repeat(501)}1${')'.repeat(501)}`).errors).toMatchObject([
      { code: 'formula-nesting', message: 'The formula is nested more than 500 levels deep.' },
    ])
  })

  it('takes chains of 1,900 operators and refuses more than 2,000', () => {
    expect(parseFormula(`1${'+1'.repeat(1900)}`).errors).toEqual([])
    expect(parseFormula(`1${'&&1'.repeat(1900)}`).errors).toEqual([])
    expect(parseFormula(`1${'+1'.repeat(2001)}`).errors).toMatchObject([
      { code: 'formula-nesting', message: 'The formula has more than 2000 operators.' },
    ])
  })
})

it('spans cover what was written', () => {
  const { root } = parseFormula(' IF( {!a} , (1+2) , "x" ) ').tree
  expect(root).toMatchObject({
    kind: 'call',
    start: 1,
    end: 25,
    nameSpan: { start: 1, end: 3 },
    args: [
      { start: 5, end: 9 },
      { start: 12, end: 17 },
      { start: 20, end: 23 },
    ],
  })
})

function print(node: Node): string {
  switch (node.kind) {
    case 'literal':
      return JSON.stringify(node.value)
    case 'reference':
      return node.path
    case 'operation':
      return `(${[node.operator, ...node.operands.map(print)].join(' ')})`
    case 'call':
      return `(${[node.name, ...node.args.map(print)].join(' ')})`
    case 'missing':
      return '?'
  }
}
