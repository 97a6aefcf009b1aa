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
      readonly action: 'view' | 'edit' | 'clone' | 'changeOwner'
    }
  | {
      readonly kind: 'related'
      readonly objectApiName?: string
      readonly recordId: string
      /// "Contacts"
      readonly relationship: string
    }
  | { readonly kind: 'flow'; readonly flow: string }
  /// The user's flows that wait to be gone on with.
  | { readonly kind: 'interviews' }
  | { readonly kind: 'object'; readonly objectApiName: string; readonly action: 'list' | 'new' }
  | { readonly kind: 'search'; readonly text: string }
  /// A Dynamic Component alone: `/lightning/cmp/c__NAME`.
  | { readonly kind: 'component'; readonly component: string }

/// The place of an address, as Salesforce has them; undefined for any other. What is searched for stands in [search].
///
/// Source: Salesforce Help, "Lightning Experience URL formats"; Lightning Web Components Developer Guide, "PageReference
/// Types".
export function placeOf(path: string, search = ''): Place | undefined {
  const [first, kind = '', ...parts] = path
    .split('/')
    .slice(1)
    .map(decoded)
    .filter((part, i, all) => part !== '' || i < all.length - 1)
  if (first === undefined) return { kind: 'home' }
  if (first === 'flow') return kind !== '' && parts.length === 0 ? { kind: 'flow', flow: kind } : undefined
  if (first !== 'lightning') return undefined
  const [third] = parts
  switch (kind) {
    case '':
      return { kind: 'home' }
    case 'page':
      return parts.length === 0 || (third === 'home' && parts.length === 1) ? { kind: 'home' } : undefined
    case 'search':
      return parts.length === 0 ? { kind: 'search', text: new URLSearchParams(search).get('q') ?? '' } : undefined
    case 'app':
      return third && parts.length === 1 ? { kind: 'app', app: third } : undefined
    case 'n':
      return third && parts.length === 1 ? { kind: 'page', page: third } : undefined
    case 'cmp':
      return third && parts.length === 1 ? { kind: 'component', component: third.replace(/^c__/, '') } : undefined
    case 'o':
      return third && parts.length <= 2 ? objectPlace(third, parts[1]) : undefined
    case 'r':
      return recordPlace(parts)
    default:
      return undefined
  }
}

function objectPlace(objectApiName: string, action = 'list'): Place | undefined {
  if (objectApiName.toLowerCase() === 'flowinterview') return { kind: 'interviews' }
  if (action === 'new') return { kind: 'object', objectApiName, action }
  return ['list', 'home'].includes(action) ? { kind: 'object', objectApiName, action: 'list' } : undefined
}

/// `OBJECT/ID/ACTION`, `ID/ACTION`, `OBJECT/ID/related/RELATIONSHIP/view`; the object may be missing, and the action.
function recordPlace(parts: readonly string[]): Place | undefined {
  const at = isId(parts[0]) ? 0 : 1
  const [recordId, action = 'view', relationship, last = 'view', ...more] = parts.slice(at)
  if (!isId(recordId) || last !== 'view' || more.length > 0) return undefined
  const about = { ...(at === 1 ? { objectApiName: parts[0] } : {}), recordId }
  if (action === 'related') return relationship ? { kind: 'related', ...about, relationship } : undefined
  const known = ACTIONS.find(one => one === action)
  return known && relationship === undefined ? { kind: 'record', ...about, action: known } : undefined
}

const isId = (text: string | undefined): text is string => /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/.test(text ?? '')

const ACTIONS = ['view', 'edit', 'clone', 'changeOwner'] as const

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
