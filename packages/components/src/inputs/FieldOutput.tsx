import type { ComponentHost, FieldDescription } from '@millrace/runtime'
import { ApexValue, DateTimeValue, DateValue, isNum, TimeValue, type Value } from '@millrace/values'
import { lazy, Suspense } from 'react'
import type { Formats } from '../dataTable/cellText.ts'
import { safeAddress } from '../renderer/safeAddress.ts'
import { Checkbox } from '../slds/Checkbox.tsx'
import { dateText, timeText } from './localeDates.ts'
import { numberText } from './localeNumbers.ts'

const SafeHtml = lazy(async () => ({ default: (await import('../renderer/SafeHtml.tsx')).SafeHtml }))

export interface FieldOutputProps {
  field: FieldDescription
  value: Value
  formats: Formats
  host: ComponentHost
  /// The name of the record that a lookup points to.
  relatedName?: string
}

/// What a field holds, as people read it: links for addresses, names for lookups.
export function FieldOutput({ field, value, formats, host, relatedName }: FieldOutputProps) {
  if (field.restType === 'boolean')
    return <Checkbox label={field.label} hideLabel checked={value === true} disabled onChange={() => {}} />
  const text = fieldText(field, value, formats)
  if (value instanceof ApexValue) return <span className="millrace-error-text">{text}</span>
  if (typeof value !== 'string' || value === '') return text
  switch (field.restType) {
    case 'email':
      return <a href={`mailto:${value}`}>{value}</a>
    case 'phone':
      return <a href={`tel:${value.replace(/[^\d+*#]/g, '')}`}>{value}</a>
    case 'url': {
      const address = safeAddress(/^[a-z][a-z\d+.-]*:/i.test(value) ? value : `https://${value}`)
      return address ? (
        <a href={address} target="_blank" rel="noreferrer">
          {value}
        </a>
      ) : (
        value
      )
    }
    case 'reference':
      return (
        <button
          type="button"
          className="slds-button_reset slds-text-link"
          onClick={() => void host.navigate({ type: 'recordPage', recordId: value, actionName: 'view' })}
        >
          {relatedName || value}
        </button>
      )
    case 'textarea':
      return field.isRichText ? (
        <Suspense>
          <SafeHtml html={value} />
        </Suspense>
      ) : (
        <span className="millrace-error-text">{value}</span>
      )
    default:
      return text
  }
}

/// The same as text alone.
export function fieldText(field: FieldDescription, value: Value, { locale, timeZone, currency }: Formats): string {
  if (value === null) return ''
  if (isNum(value)) {
    const { restType, scale } = field
    const format = restType === 'currency' || restType === 'percent' ? restType : 'number'
    return numberText(value, {
      format,
      locale,
      currency,
      ...(restType === 'int' || scale === undefined ? {} : { scale }),
    })
  }
  if (value instanceof DateValue) return dateText(value, locale)
  if (value instanceof TimeValue) return timeText(value, locale)
  if (value instanceof DateTimeValue)
    return `${dateText(value.dateIn(timeZone), locale)}, ${timeText(value.timeIn(timeZone), locale)}`
  if (value instanceof ApexValue) return compoundText(value)
  if (typeof value !== 'string') return typeof value === 'boolean' ? String(value) : ''
  const labels = new Map(field.picklistValues?.map(choice => [choice.value, choice.label]))
  if (field.restType === 'multipicklist')
    return value
      .split(';')
      .map(one => labels.get(one) ?? one)
      .join('; ')
  return labels.get(value) ?? value
}

/// An address as it stands on an envelope, a place by its latitude and longitude.
function compoundText({ fields }: ApexValue): string {
  const part = (name: string): string => {
    const value = fields.get(name) ?? null
    return isNum(value) ? String(value) : typeof value === 'string' ? value : ''
  }
  const joined = (separator: string, ...parts: readonly string[]): string => parts.filter(Boolean).join(separator)
  if (fields.has('latitude') && !fields.has('street')) return joined(', ', part('latitude'), part('longitude'))
  const town = joined(', ', part('city'), joined(' ', part('state') || part('stateCode'), part('postalCode')))
  return joined('\n', part('street'), town, part('country') || part('countryCode'))
}
