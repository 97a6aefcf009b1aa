import { readdirSync, readFileSync } from 'node:fs'
import {
  DateTimeValue,
  DateValue,
  MULTIPICKLIST,
  NUMBER,
  numText,
  isNum,
  PICKLIST,
  TEXT,
  TimeValue,
  type Value,
} from '@millrace/values'
import { describe, expect, it } from 'vitest'
import {
  type FormulaContext,
  FormulaError,
  type FormulaReference,
  type FormulaScope,
  prepareFormula,
} from '../index.ts'

// Each line of a .spec file is a formula of a flow and what it gives: `// => value` or `// error: message`.
const folder = new URL('.', import.meta.url)

const references = new Map<string, FormulaReference<FormulaContext>>([
  ['n', { type: NUMBER, read: () => 7 }],
  ['blanknumber', { type: NUMBER, read: () => null }],
  ['blanktext', { type: TEXT, read: () => null }],
  ['emptytext', { type: TEXT, read: () => '' }],
  ['status', { type: PICKLIST, read: () => 'Active' }],
  ['colors', { type: MULTIPICKLIST, read: () => 'Red;Green' }],
])

const scope: FormulaScope<FormulaContext> = {
  kind: 'flow',
  blankAsZero: false,
  reference: path => references.get(path.toLowerCase()),
}

const context: FormulaContext = {
  now: () => Date.UTC(2024, 0, 16, 7, 30),
  timeZone: 'America/Los_Angeles',
  locale: 'en_US',
}

for (const file of readdirSync(folder).filter(name => name.endsWith('.spec')))
  describe(file, () => {
    for (const line of readFileSync(new URL(file, folder), 'utf8').split('\n')) {
      const match = /^(.+) \/\/ (=> |error: )(.*)$/.exec(line)
      if (match) it(match[1]!, () => expect(outcome(match[1]!)).toBe(`${match[2]}${match[3]}`))
      else if (line !== '' && !line.startsWith('//')) it(line, () => expect.fail('A line is FORMULA // => VALUE'))
    }
  })

function outcome(formula: string): string {
  const { evaluate, errors } = prepareFormula(formula, scope)
  if (!evaluate) return `error: ${errors.map(({ message }) => message).join(' ')}`
  try {
    return `=> ${print(evaluate(context))}`
  } catch (error) {
    if (error instanceof FormulaError) return `error: ${error.message}`
    throw error
  }
}

function print(value: Value): string {
  if (typeof value === 'string') return `"${value}"`
  if (isNum(value)) return numText(value)
  if (value instanceof DateTimeValue) return `${value.toString().slice(0, 19).replace('T', ' ')}Z`
  return value instanceof DateValue || value instanceof TimeValue ? value.toString() : String(value)
}
