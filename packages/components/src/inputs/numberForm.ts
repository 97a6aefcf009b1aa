import type { Formats } from '../dataTable/cellText.ts'
import type { NumberForm } from './localeNumbers.ts'

/// How an input writes its number: as its settings say, else as the user reads numbers.
export function numberForm(formats: Formats, format: string, currencyCode: string, scale?: number): NumberForm {
  return {
    format: format === 'currency' || format === 'percent' ? format : 'number',
    locale: formats.locale,
    // A code that is none would make the number unreadable.
    currency: /^[A-Za-z]{3}$/.test(currencyCode) ? currencyCode : formats.currency,
    ...(scale === undefined ? {} : { scale: Math.min(18, Math.max(0, scale)) }),
  }
}
