/// Names of variables and fields whose values are nobody's business.
const SECRET = /pass(?:word|phrase|code)|secret|token|api_?key|private_?key|credential/i

/// What stands in the place of a secret.
export const MASK = '••••••••'

/// Members of a trace's event that hold a value of what it names.
const VALUES = new Set(['value', 'before', 'after', 'local', 'operand', 'leftValue', 'rightValue'])

/// [value] as it may be kept in a run's record: without the values of what is called a password, secret, token, key or
/// credential.
export function masked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(masked)
  if (typeof value !== 'object' || value === null) return value
  const members = value as Readonly<Record<string, unknown>>
  const isAboutSecret = ['reference', 'field', 'left'].some(name => isSecret(members[name]))
  return Object.fromEntries(
    Object.entries(members).map(([name, inner]) => [name, hides(name, inner, isAboutSecret) ? MASK : masked(inner)]),
  )
}

function hides(name: string, inner: unknown, isAboutSecret: boolean): boolean {
  if (inner === null || inner === undefined) return false
  if (SECRET.test(name) || (isAboutSecret && VALUES.has(name))) return true
  // A record as one text.
  return (name === 'first' || name === 'item') && isSecret(inner)
}

const isSecret = (text: unknown): boolean => typeof text === 'string' && SECRET.test(text)
