import { type Num, numText } from '@millrace/values'
import type { Formats } from '../dataTable/cellText.ts'

/// A function that prints numbers as [formats] say. [format]: "number", "currency", "percent" (20 is 20 %) or "compact"
/// (1.2M). Without [decimals] a number has at most three, a currency its own.
export function numberPrinter(
  format: string,
  { locale, currency }: Formats,
  decimals?: number,
  signDisplay: Intl.NumberFormatOptions['signDisplay'] = 'auto',
): (value: Num) => string {
  const places = decimals === undefined ? undefined : Math.min(20, Math.max(0, Math.round(decimals)))
  const printer = new Intl.NumberFormat(locale.replaceAll('_', '-'), {
    ...styles[format],
    ...(format === 'currency' ? { style: 'currency', currency } : {}),
    ...(places === undefined ? {} : { minimumFractionDigits: places, maximumFractionDigits: places }),
    signDisplay,
  })
  // As text, so that digits beyond a double's are kept.
  return value => printer.format(numText(value) as `${number}`)
}

/// The same for the marks of an axis, where there is little room: 1.2K, $600K.
export function axisPrinter(format: string, { locale, currency }: Formats): (value: number) => string {
  const printer = new Intl.NumberFormat(locale.replaceAll('_', '-'), {
    ...styles[format],
    ...(format === 'currency' ? { style: 'currency', currency } : {}),
    notation: 'compact',
    minimumFractionDigits: 0,
    maximumFractionDigits: 2,
  })
  return value => printer.format(value)
}

const styles: Readonly<Record<string, Intl.NumberFormatOptions>> = {
  percent: { style: 'unit', unit: 'percent' },
  compact: { notation: 'compact', maximumFractionDigits: 1 },
}
