import {
  BOOLEAN,
  type DataType,
  DateTimeValue,
  DateValue,
  describeType,
  isNum,
  numText,
  parseNum,
  TEXT,
  TimeValue,
  to18,
  type Num,
  type Value,
} from '@millrace/values'
import { FormulaError } from '../diagnostic.ts'
import {
  type CallCheck,
  expect,
  type FormulaFunction,
  isBlank,
  nullable,
  onlyFor,
  optional,
  special,
  strict,
  unexpected,
} from './definition.ts'
import { javaInt } from './math.ts'

/// Text Functions, in the order of Salesforce's page of that name. Where a result would be empty text, it is blank.
export const text = {
  ASCII: strict('ASCII(text)', "The first character's code point.", ['Text'], 'Number', value => value.codePointAt(0)!),

  BEGINS: nullable(
    'BEGINS(text, compare_text)',
    'TRUE when the text begins with compare_text. Case counts.',
    ['Text', 'Text'],
    'Boolean',
    (value, start) => (isBlank(start) ? true : isBlank(value) ? null : value.startsWith(start)),
  ),

  BR: strict('BR()', 'A line break.', [], 'Text', () => '\n'),

  CASESAFEID: strict('CASESAFEID(id)', 'The 18-character form of a 15-character Id.', ['Text'], 'Text', to18),

  CHR: strict('CHR(number)', 'The character with this code point.', ['Number'], 'Text', code => {
    const point = javaInt(code)
    return point > 0 && point <= 0x10_ffff ? String.fromCodePoint(point) : null
  }),

  CONTAINS: nullable(
    'CONTAINS(text, compare_text)',
    'TRUE when compare_text stands in the text. Case counts.',
    ['Text', 'Text'],
    'Boolean',
    (value, part) => (isBlank(part) ? true : isBlank(value) ? null : value.includes(part)),
  ),

  FIND: nullable(
    'FIND(search_text, text[, start_num])',
    'The position of search_text in the text, from 1; 0 when it is not there. Case counts.',
    ['Text', 'Text', optional('Number')],
    'Number',
    (search, value, start) =>
      search === null || value === null ? 0 : value.indexOf(search, start ? javaInt(start) - 1 : 0) + 1,
  ),

  HTMLENCODE: strict(
    'HTMLENCODE(text)',
    'The text with <, >, & and quotes as HTML entities.',
    ['Text'],
    'Text',
    htmlEncode,
  ),

  HYPERLINK: strict(
    'HYPERLINK(url, friendly_name[, target])',
    'A link; target is "_blank" unless stated.',
    ['Text', 'Text', optional('Text')],
    'Text',
    (url, name, target = '_blank') => `<a href="${url}" target="${target}">${name}</a>`,
  ),

  IMAGE: onlyFor(
    ['record', 'component'],
    strict(
      'IMAGE(image_url, alternate_text[, height, width])',
      'An image; height and width in pixels.',
      ['Text', 'Text', optional('Number'), optional('Number')],
      'Text',
      (url, alternate, height, width) => {
        const style =
          height === undefined || width === undefined
            ? ''
            : ` style="height:${numText(height)}px; width:${numText(width)}px;"`
        return `<img src="${url}" alt="${alternate}"${style} border="0"/>`
      },
    ),
  ),

  INCLUDES: special(
    'INCLUDES(multiselect_picklist, text_literal)',
    'TRUE when this value is selected in the multi-select picklist.',
    call => checkPicklist(call, 'Multipicklist'),
    ([picklist, value]) => {
      const [selected, wanted] = [picklist!.evaluate, value!.evaluate]
      return context => {
        const [items, item] = [selected(context), wanted(context)]
        return typeof items === 'string' && typeof item === 'string' && items.split(';').includes(item)
      }
    },
  ),

  INITCAP: strict(
    'INITCAP(text)',
    'The text in lower case with the first letter of each word in upper case.',
    ['Text'],
    'Text',
    initCap,
  ),

  ISPICKVAL: special(
    'ISPICKVAL(picklist_field, text_literal)',
    'TRUE when the picklist has exactly this value; "" tests for blank.',
    call => checkPicklist(call, 'Picklist'),
    ([picklist, value]) => {
      const [selected, wanted] = [picklist!.evaluate, value!.evaluate]
      return context => (selected(context) ?? '') === (wanted(context) ?? '')
    },
  ),

  JSENCODE: strict('JSENCODE(text)', 'The text as part of a JavaScript string.', ['Text'], 'Text', jsEncode),

  JSINHTMLENCODE: strict(
    'JSINHTMLENCODE(text)',
    'The text as part of a JavaScript string within HTML.',
    ['Text'],
    'Text',
    value => jsEncode(htmlEncode(value)),
  ),

  LEFT: strict(
    'LEFT(text, num_chars)',
    'The first num_chars characters of the text.',
    ['Text', 'Number'],
    'Text',
    (value, count) => some(value.slice(0, Math.max(0, truncate(count)))),
  ),

  LEN: nullable('LEN(text)', 'The number of characters in the text.', ['Text'], 'Number', value => value?.length ?? 0),

  LOWER: nullable(
    'LOWER(text[, locale])',
    'The text in lower case, by the rules of the locale.',
    ['Text', optional('Text')],
    'Text',
    (value, locale) => (isBlank(value) ? null : inLocale(locale, tag => value.toLocaleLowerCase(tag))),
  ),

  LPAD: nullable(
    'LPAD(text, padded_length[, pad_string])',
    'The text filled up on the left, or cut off, to padded_length characters.',
    ['Text', 'Number', optional('Text')],
    'Text',
    (value, length, padding) => pad('LPAD', value, length, padding, (rest, content) => rest + content),
  ),

  MID: strict(
    'MID(text, start_num, num_chars)',
    'num_chars characters of the text from position start_num, which counts from 1.',
    ['Text', 'Number', 'Number'],
    'Text',
    (value, start, count) => {
      const from = Math.max(1, truncate(start)) - 1
      return some(value.slice(from, from + Math.max(0, truncate(count))))
    },
  ),

  REVERSE: strict('REVERSE(text)', 'The text backwards.', ['Text'], 'Text', value => [...value].reverse().join('')),

  RIGHT: strict(
    'RIGHT(text, num_chars)',
    'The last num_chars characters of the text.',
    ['Text', 'Number'],
    'Text',
    (value, count) => some(value.slice(Math.max(0, value.length - Math.max(0, truncate(count))))),
  ),

  RPAD: nullable(
    'RPAD(text, padded_length[, pad_string])',
    'The text filled up on the right, or cut off, to padded_length characters.',
    ['Text', 'Number', optional('Text')],
    'Text',
    (value, length, padding) => pad('RPAD', value, length, padding, (rest, content) => content + rest),
  ),

  SUBSTITUTE: nullable(
    'SUBSTITUTE(text, old_text, new_text)',
    'The text with every old_text replaced. Case counts.',
    ['Text', 'Text', 'Text'],
    'Text',
    (value, old, replacement) => {
      if (isBlank(value) || isBlank(old)) return null
      const parts = value.split(old)
      const length = value.length + (parts.length - 1) * ((replacement?.length ?? 0) - old.length)
      if (length > MAX_SUBSTITUTED)
        throw new FormulaError('SUBSTITUTE', `The text has more than ${MAX_SUBSTITUTED} characters`)
      return some(parts.join(replacement ?? ''))
    },
  ),

  TEXT: special(
    'TEXT(value)',
    'A number, date, date/time, time or picklist value as text.',
    call => {
      if (call.args.length !== 1) call.wrongCount(1)
      else if (!PRINTABLE.has(call.args[0]!.type.kind)) call.wrongType(0, 'Number, Date, Date/Time, Picklist')
      return TEXT
    },
    ([value]) => {
      const { evaluate } = value!
      return context => print(evaluate(context))
    },
  ),

  TRIM: strict('TRIM(text)', 'The text without blanks at its start and end.', ['Text'], 'Text', value =>
    some(value.replace(/^ +/, '').replace(/ +$/, '')),
  ),

  UPPER: nullable(
    'UPPER(text[, locale])',
    'The text in upper case, by the rules of the locale.',
    ['Text', optional('Text')],
    'Text',
    (value, locale) => (isBlank(value) ? null : inLocale(locale, tag => value.toLocaleUpperCase(tag))),
  ),

  URLENCODE: strict('URLENCODE(text)', 'The text as part of a URL.', ['Text'], 'Text', value =>
    encodeURIComponent(value.replace(/\p{Surrogate}/gu, '?'))
      .replace(/[!'()~]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
      .replaceAll('%20', '+'),
  ),

  VALUE: strict('VALUE(text)', 'The number that the text says.', ['Text'], 'Number', value => {
    const parsed = parseNum(value)
    if (parsed === undefined) throw new FormulaError('VALUE', `"${value}" is not a number`)
    return parsed
  }),
} satisfies Record<string, FormulaFunction>

/// Results that would be empty are blank.
const some = (value: string): string | null => (value === '' ? null : value)

const truncate = (value: Num): number => Math.trunc(Number(value))

/// Longest text that SUBSTITUTE makes.
const MAX_SUBSTITUTED = 32_000_000

/// Longest text that LPAD and RPAD make.
const MAX_PADDED = 1_000_000

function pad(
  name: string,
  value: string | null,
  length: Num | null,
  padding: string | null | undefined,
  join: (rest: string, content: string) => string,
): string | null {
  if (isBlank(value) || length === null) return null
  const width = truncate(length)
  if (width <= 0) return null
  if (width <= value.length) return value.slice(0, width)
  if (width > MAX_PADDED) throw new FormulaError(name, `padded_length ${width} is more than ${MAX_PADDED}`)
  return join((padding ?? ' ').repeat(width).slice(0, width - value.length), value)
}

/// "tr", "tr_TR" or "tr-TR". What is no locale counts as none.
function inLocale(locale: string | null | undefined, convert: (tag: string | undefined) => string): string {
  try {
    return convert(locale?.replaceAll('_', '-') || 'und')
  } catch {
    return convert('und')
  }
}

function initCap(value: string): string {
  let start = true
  let result = ''
  for (const character of value) {
    const letter = /\p{Lu}|\p{Ll}/u.test(character)
    result += letter ? (start ? character.toUpperCase() : character.toLowerCase()) : character
    start = !letter && !/\p{Nd}/u.test(character)
  }
  return result
}

const PRINTABLE = new Set(['Number', 'Date', 'DateTime', 'Time', 'Picklist', 'Null', 'Any'])

function print(value: Value): Value {
  if (isNum(value)) return numText(value)
  if (value instanceof DateValue || value instanceof TimeValue) return value.toString()
  if (value instanceof DateTimeValue) return `${value.toString().slice(0, 19).replace('T', ' ')}Z`
  if (value === null || typeof value === 'string') return value
  throw unexpected('TEXT', ['Number', 'Date', 'DateTime', 'Picklist'], value)
}

/// Both ISPICKVAL and INCLUDES compare with a text written out; flows and components may use a variable too.
function checkPicklist(call: CallCheck, kind: 'Picklist' | 'Multipicklist'): DataType {
  if (call.args.length !== 2) {
    call.wrongCount(2)
    return BOOLEAN
  }
  expect(call, 0, [kind])
  const { node } = call.args[1]!
  if (call.kind === 'record' && !(node.kind === 'literal' && typeof node.value === 'string'))
    call.wrongType(1, describeType(TEXT))
  else expect(call, 1, ['Text'])
  return BOOLEAN
}

const HTML: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
  "'": '&#39;',
  '\u2028': '<br>',
  '\u2029': '<p>',
  '©': '&copy;',
}

/// Source: FormulaTextUtil.escapeToHtml in the formula engine.
function htmlEncode(value: string): string {
  return value.replace(
    /[<>&"'\u2028\u2029©]|[\ud800-\udbff][\udc00-\udfff]/g,
    found => HTML[found] ?? `&#${found.codePointAt(0)!};`,
  )
}

const JS: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '\n': '\\n',
  '\r': '\\r',
  '"': '\\"',
  '!--': '\\!--',
  '<': '\\u003C',
  '>': '\\u003E',
  '\u2028': '\\n',
  '\u2029': '\\u2029',
  '/*': '\\/\\*',
  '*/': '\\*\\/',
  '*': '\\*',
  '&#39;': '\\&#39;',
}

/// Source: FormulaTextUtil.escapeForJavascriptString in the formula engine.
function jsEncode(value: string): string {
  return value.replace(/!--|\/\*|\*\/|&#39;|[\\'\n\r"<>\u2028\u2029*]/g, found => JS[found]!).replaceAll('\0', '')
}
