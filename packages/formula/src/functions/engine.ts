import { type Num, numText, roundTo } from '@millrace/values'
import { FormulaError } from '../diagnostic.ts'
import { compileRegex } from '../regex.ts'
import { withinBudget } from './advanced.ts'
import { type FormulaFunction, isBlank, nullable, optional, strict } from './definition.ts'

/// Functions that Salesforce's formula engine has and its manual does not list.
export const engine = {
  FORMATCURRENCY: nullable(
    'FORMATCURRENCY(iso_code, amount)',
    "An amount with its currency's code and decimals: USD 1,000.00.",
    ['Text', 'Number'],
    'Text',
    (currency, amount) => {
      if (amount === null) return null
      const decimals = decimalsOf(currency)
      const [whole = '', fraction = ''] = numText(roundTo(amount, decimals)).split('.')
      const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
      return `${currency ?? ''} ${grouped}${decimals > 0 ? `.${fraction.padEnd(decimals, '0')}` : ''}`
    },
  ),

  JSONPATHVALUE: strict(
    'JSONPATHVALUE(json_text, path)',
    'The value at a path such as $.address.lines[0] of a JSON text; blank when there is none.',
    ['Text', 'Text'],
    'Text',
    (json, path) => {
      let value = parseJson('JSONPATHVALUE', json)
      for (const key of pathOf(path)) value = member(value, key)
      return jsonText(value)
    },
  ),

  JSONVALUE: strict(
    'JSONVALUE(json_text, key)',
    'The value beside a key of a JSON text; blank when there is none.',
    ['Text', 'Text'],
    'Text',
    (json, key) => jsonText(member(parseJson('JSONVALUE', json), key)),
  ),

  LIKE: nullable(
    'LIKE(text, pattern)',
    'TRUE when the whole text matches the pattern, where % stands for any text and _ for any character.',
    ['Text', 'Text'],
    'Boolean',
    (value, pattern) => withinBudget('LIKE', compileRegex(likeToRegex(pattern ?? '')), value ?? ''),
  ),

  SUBSTR: strict(
    'SUBSTR(text, start_num[, num_chars])',
    'Part of the text from position start_num; a negative start counts from the end.',
    ['Text', 'Number', optional('Number')],
    'Text',
    substring,
  ),
} satisfies Record<string, FormulaFunction>

function substring(value: string, start: Num, count?: Num): string | null {
  const from = Math.trunc(Number(start))
  if (Math.abs(from) > value.length) return null
  const begin = from < 0 ? value.length + from : Math.max(from, 1) - 1
  const end = count === undefined ? undefined : begin + Math.max(0, Math.trunc(Number(count)))
  const part = value.slice(begin, end)
  return isBlank(part) ? null : part
}

/// How many decimals amounts in a currency have; 2 where it is not known.
function decimalsOf(currency: string | null): number {
  if (!currency || !/^[A-Za-z]{3}$/.test(currency)) return 2
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
}

/// Behind a backslash every character stands for itself.
function likeToRegex(pattern: string): string {
  return pattern.replace(/\\?./gs, part => {
    if (part === '%') return '.*'
    if (part === '_') return '.'
    const character = part.length === 2 ? part.slice(1) : part
    return /[\\^$.|?*+()[\]{}]/.test(character) ? `\\${character}` : character
  })
}

function parseJson(name: string, json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    throw new FormulaError(name, 'The text is not JSON')
  }
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined
}

function jsonText(value: unknown): string | null {
  if (value === undefined || value === null) return null
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/// `$.a.b[0]['c']` as its keys; the leading `$.` may be left out.
function pathOf(path: string): string[] {
  return Array.from(
    path.replace(/^\$\.?/, '').matchAll(/\[['"]?([^\]'"]*)['"]?\]|[^.[\]]+/g),
    ([whole, inside]) => inside ?? whole,
  )
}
