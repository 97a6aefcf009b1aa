import { ANY, BOOLEAN, DATE, DATETIME, DateTimeValue, DateValue, NUMBER, num, TEXT, type Value } from '@millrace/values'
import { expect, it } from 'vitest'
import { compileFormula, prepareFormula } from './compile.ts'
import { FormulaError } from './diagnostic.ts'
import { functions } from './functions/index.ts'
import { parseFormula } from './parse.ts'
import type { FormulaContext, FormulaScope } from './scope.ts'

const fields = { n: NUMBER, z: NUMBER, t: TEXT, b: BOOLEAN, d: DATE, dt: DATETIME, at: ANY, an: ANY, ad: ANY, al: ANY }
const values: Record<string, Value> = {
  n: num('12.5'),
  z: null,
  t: 'Ada Ng',
  b: true,
  d: new DateValue(19_000),
  dt: new DateTimeValue(1_700_000_000_000),
  at: 'Bo',
  an: 3,
  ad: new DateValue(1),
  al: ['a'],
}

const scope: FormulaScope<FormulaContext> = {
  kind: 'record',
  blankAsZero: false,
  reference: path => {
    const type = fields[path as keyof typeof fields]
    return type && { type, read: () => values[path]! }
  },
}
const context: FormulaContext = { now: () => 1_700_000_000_000, timeZone: 'Europe/Vienna', locale: 'de_AT' }

/// A small generator with a fixed seed: the same formulas on every run.
function random(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const pieces = [
  ...Array.from(functions.keys(), name => `${name}(`),
  ...'( ) , + - * / ^ & && || = <> < >= ! NOT'.split(' '),
  ...Object.keys(fields),
  '{!n}',
  '{!',
  '"a"',
  "'b\\\\",
  '"',
  '1',
  '0',
  '-3.7',
  '99999999999999999999',
  'NULL',
  'TRUE',
  '/*',
  '*/',
  ' ',
  '\n',
  '“',
  '.',
  '[',
]

/// `FUZZ=20 FUZZ_SEED=7 npm test -- fuzz` tries twenty times as much, and other formulas.
const TIMES = Number(process.env['FUZZ'] ?? 1)
const SEED = Number(process.env['FUZZ_SEED'] ?? 0)

it(
  'nothing that is typed makes parse, check or compile throw',
  () => {
    const pick = random(1 + SEED)
    for (let i = 0; i < 5_000 * TIMES; i++) {
      const text = Array.from({ length: 1 + pick(25) }, () => pieces[pick(pieces.length)]!).join('')
      expect(() => compileFormula(parseFormula(text).tree, scope), text).not.toThrow()
    }
  },
  60_000 * TIMES,
)

it(
  'a formula that checks evaluates, or throws a FormulaError',
  () => {
    const pick = random(2 + SEED)
    const atoms = [
      ...Object.keys(fields),
      '1',
      '0',
      '-3.7',
      '40000',
      '"a"',
      '"(x"',
      '"2024-01-31"',
      'NULL',
      'TRUE',
      'TODAY()',
    ]
    const names = Array.from(functions.keys())
    const signs = ['+', '-', '*', '/', '^', '&', '=', '<>', '<', '>=', '&&', '||']
    const formula = (depth: number): string => {
      const kind = depth === 0 ? 0 : pick(4)
      if (kind === 0) return atoms[pick(atoms.length)]!
      if (kind === 1) return `(${formula(depth - 1)}${signs[pick(signs.length)]}${formula(depth - 1)})`
      return `${names[pick(names.length)]}(${Array.from({ length: pick(4) }, () => formula(depth - 1)).join(',')})`
    }
    let evaluated = 0
    for (let i = 0; i < 40_000 * TIMES; i++) {
      const text = formula(1 + pick(3))
      const { evaluate } = prepareFormula(text, scope)
      if (!evaluate) continue
      evaluated++
      try {
        expect(evaluate(context), text).not.toBeUndefined()
      } catch (error) {
        expect(error, text).toBeInstanceOf(FormulaError)
      }
    }
    expect(evaluated).toBeGreaterThan(2_000)
  },
  60_000 * TIMES,
)
