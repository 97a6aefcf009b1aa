import { type Num, numText, parseNum } from '@millrace/values'
import { languageTag } from './languageTag.ts'

export type NumberFormat = 'number' | 'currency' | 'percent'

export interface NumberForm {
  readonly format?: NumberFormat
  readonly locale: string
  /// ISO code.
  readonly currency: string
  /// How many decimal places there are; absent: as many as the number has.
  readonly scale?: number
}

/// [value] as people in the locale write it, exactly: no digit goes through a binary number. A percent is 20 for 20 %.
export function numberText(value: Num, { format = 'number', locale, currency, scale }: NumberForm): string {
  const style: Intl.NumberFormatOptions =
    format === 'currency'
      ? { style: 'currency', currency }
      : format === 'percent'
        ? { style: 'unit', unit: 'percent' }
        : {}
  const places =
    scale === undefined
      ? format === 'currency'
        ? {}
        : { maximumFractionDigits: 20 }
      : { minimumFractionDigits: format === 'number' ? 0 : scale, maximumFractionDigits: scale }
  return new Intl.NumberFormat(languageTag(locale), { ...style, ...places }).format(numText(value) as `${number}`)
}

/// The same without sign of currency or percent and without grouping, as one edits it.
export function plainNumberText(value: Num, locale: string): string {
  const { decimal } = signsOf(locale)
  return numText(value).replace('.', decimal)
}

/// The number that [text] writes in [locale] ("1,234.5", "1.234,5", "$ 12", "(3)"); undefined when it writes none.
/// Grouping must stand where it belongs: "1,5" is no English fifteen.
export function readNumber(text: string, locale: string): Num | undefined {
  const { decimal, group, digits } = signsOf(locale)
  let plain = text.replace(/[\s\p{Sc}%\u200e\u200f]/gu, '').replace(/[\u2212\u2013]/g, '-')
  const isNegative = /^\(.*\)$/.test(plain) || plain.endsWith('-')
  plain = plain.replace(/^\((.*)\)$/, '$1').replace(/-$/, '')
  plain = [...plain].map(character => (digits.has(character) ? String(digits.get(character)) : character)).join('')
  const [whole = '', ...fraction] = plain.split(decimal)
  if (fraction.length > 1) return undefined
  const ungrouped = withoutGroups(whole, group)
  if (ungrouped === undefined) return undefined
  return parseNum(`${isNegative ? '-' : ''}${ungrouped}${fraction.length ? `.${fraction[0]}` : ''}`)
}

function withoutGroups(whole: string, group: string): string | undefined {
  const parts = whole.replaceAll('\u2019', "'").split(group === '\u2019' ? "'" : group)
  const isGrouped = parts.every(
    (part, i) => i === 0 || new RegExp(i === parts.length - 1 ? '^\\d{3}$' : '^\\d{2,3}$').test(part),
  )
  return isGrouped ? parts.join('') : undefined
}

interface Signs {
  readonly decimal: string
  readonly group: string
  readonly digits: ReadonlyMap<string, number>
}

const known = new Map<string, Signs>()

function signsOf(locale: string): Signs {
  let signs = known.get(locale)
  if (signs) return signs
  const format = new Intl.NumberFormat(languageTag(locale), { useGrouping: 'always' })
  const parts = format.formatToParts(-12_345_678.9)
  const sign = (type: string, otherwise: string) => parts.find(part => part.type === type)?.value ?? otherwise
  const plain = new Intl.NumberFormat(languageTag(locale), { useGrouping: false })
  // Spaces have gone before groups are looked at, whichever kind of space the locale has.
  const group = sign('group', ',').trim() || '\u0000'
  const digits = new Map(Array.from({ length: 10 }, (_, digit) => [plain.format(digit), digit]))
  known.set(locale, (signs = { decimal: sign('decimal', '.'), group, digits }))
  return signs
}
