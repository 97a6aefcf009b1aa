/// Where an address of the application leads.
export type Place =
  | { readonly kind: 'home' }
  | { readonly kind: 'app'; readonly app: string }
  | { readonly kind: 'page'; readonly page: string }
  | {
      readonly kind: 'record'
      /// Absent in addresses that name only the record.
      readonly objectApiName?: string
      readonly recordId: string
      readonly action: 'view' | 'edit' | 'clone'
    }
  | { readonly kind: 'object'; readonly objectApiName: string; readonly action: 'list' | 'new' }

/// The place of a path, as Salesforce has them; undefined for any other.
///
/// Source: Salesforce Help, "Lightning Experience URL formats".
export function placeOf(path: string): Place | undefined {
  const [first, second, third, fourth, fifth, ...more] = path.split('/').slice(1).map(decoded)
  if (first === '' && second === undefined) return { kind: 'home' }
  if (first !== 'lightning' || more.some(part => part !== '')) return undefined
  switch (second || 'page') {
    case 'page':
      return third === undefined || third === '' || third === 'home' ? { kind: 'home' } : undefined
    case 'app':
      return third ? { kind: 'app', app: third } : undefined
    case 'n':
      return third && !fourth ? { kind: 'page', page: third } : undefined
    case 'o':
      return third ? objectPlace(third, fourth) : undefined
    case 'r':
      return recordPlace([third, fourth, fifth])
    default:
      return undefined
  }
}

function objectPlace(objectApiName: string, action = 'list'): Place | undefined {
  if (action === 'new') return { kind: 'object', objectApiName, action }
  return ['list', 'home', ''].includes(action) ? { kind: 'object', objectApiName, action: 'list' } : undefined
}

function recordPlace(parts: readonly (string | undefined)[]): Place | undefined {
  const given = parts.filter(part => part !== undefined && part !== '')
  const action = ACTIONS.find(action => action === given.at(-1)) ?? 'view'
  const names = given.at(-1) === action ? given.slice(0, -1) : given
  const [objectApiName, recordId] = names.length === 2 ? names : [undefined, names[0]]
  if (!recordId || names.length > 2 || !/^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/.test(recordId)) return undefined
  return { kind: 'record', ...(objectApiName ? { objectApiName } : {}), recordId, action }
}

const ACTIONS = ['view', 'edit', 'clone'] as const

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/// The field values of a new record in `?defaultFieldValues=`, as `encodeDefaultFieldValues` of
/// lightning/pageReferenceUtils writes them.
export function defaultFieldValues(search: string): Readonly<Record<string, string>> {
  const text = new URLSearchParams(search).get('defaultFieldValues') ?? ''
  return Object.fromEntries(
    text.split(',').flatMap(pair => {
      const [name = '', value = ''] = pair.split('=')
      return name === '' ? [] : [[decoded(name), decoded(value)]]
    }),
  )
}
