import type { ScenarioAssert, ScenarioAssertOperator, ScenarioFault } from '@millrace/metadata'
import { DateTimeValue, DateValue, didYouMean, equalValues, type Json } from '@millrace/values'

/// What one run did, as its JSON says it.
export interface Findings {
  readonly outputs: Readonly<Record<string, Json>>
  /// Faults that the run met, the unhandled one last.
  readonly faults: readonly { readonly element: string | null; readonly handled: boolean; readonly message: string }[]
}

/// What [expected] states and [found] does not fulfil, one sentence each. A record is compared by the fields that
/// are stated; numbers and date/times by value.
export function differences(what: string, expected: Json, found: Json | undefined): string[] {
  if (fits(expected, found ?? null)) return []
  return [`${what}: expected ${show(expected)}, found ${found === undefined ? 'nothing' : show(found)}.`]
}

/// Whether [found] is what [expected] states.
export function fits(expected: Json, found: Json): boolean {
  if (Array.isArray(expected))
    return (
      Array.isArray(found) &&
      found.length === expected.length &&
      expected.every((item, i) => fits(item, found[i] ?? null))
    )
  if (isObject(expected))
    return (
      isObject(found) &&
      Object.entries(expected).every(([name, item]) =>
        name === 'attributes' ? sameObject(item, found[name]) : fits(item, found[name] ?? null),
      )
    )
  if (expected === found) return true
  return typeof expected === 'string' && typeof found === 'string' && sameInstant(expected, found)
}

function sameInstant(a: string, b: string): boolean {
  const parsed = [a, b].map(text => DateValue.parse(text) ?? DateTimeValue.parse(text))
  return parsed[0] != null && parsed[1] != null && equalValues(parsed[0], parsed[1])
}

const sameObject = (expected: Json, found: Json | undefined): boolean =>
  !isObject(expected) || !isObject(found ?? null) || expected['type'] === (found as { type?: Json }).type

/// What an assert finds wrong, or null.
export function failedAssert(
  { var: name, op, value = null }: ScenarioAssert,
  { outputs, faults }: Findings,
): string | null {
  if (op === 'noFault') return failedFault(null, { outputs, faults })
  if (name === undefined) return `The assert "${op}" needs "var", the name of an output.`
  const found = outputs[name]
  if (found === undefined) return `There is no output "${name}".${didYouMean(name, Object.keys(outputs))}`
  if (ASSERTS[op](found, value)) return null
  return `${name} ${op}${value === null ? '' : ` ${show(value)}`}: found ${show(found)}.`
}

const ASSERTS: Readonly<Record<Exclude<ScenarioAssertOperator, 'noFault'>, (found: Json, value: Json) => boolean>> = {
  notNull: found => found !== null,
  isNull: found => found === null,
  contains: (found, value) =>
    typeof found === 'string'
      ? found.includes(String(value))
      : Array.isArray(found) && found.some(item => fits(value, item)),
  startsWith: (found, value) => typeof found === 'string' && found.startsWith(String(value)),
  size: (found, value) => sizeOf(found) === value,
  sizeGreaterThan: (found, value) => typeof value === 'number' && sizeOf(found) > value,
  recordIds: (found, value) => Array.isArray(found) && fits(value, found.map(idOf)),
  record: (found, value) => fits(value, found),
}

const idOf = (record: Json): Json => (isObject(record) ? (record['Id'] ?? null) : null)

const sizeOf = (json: Json): number => (Array.isArray(json) || typeof json === 'string' ? json.length : 0)

/// What is wrong with the run's faults, or null. With null expected, an unhandled fault is wrong.
export function failedFault(expected: ScenarioFault | null, { faults }: Findings): string | null {
  const unhandled = faults.find(fault => !fault.handled)
  if (!expected) return unhandled ? `Expected no fault, but ${describe(unhandled)}` : null
  const matches = (fault: Findings['faults'][number]) =>
    (expected.element === undefined || fault.element === expected.element) &&
    (expected.handled === undefined || fault.handled === expected.handled) &&
    (expected.contains === undefined || fault.message.toLowerCase().includes(expected.contains.toLowerCase()))
  if (faults.some(matches)) return null
  const found = faults.length ? faults.map(describe).join(' ') : 'there was none.'
  return `Expected a fault ${show({ ...expected })}, but ${found}`
}

const describe = ({ element, handled, message }: Findings['faults'][number]): string =>
  `"${element ?? 'the run'}" failed${handled ? ' (handled)' : ''}: ${message}`

const isObject = (json: Json): json is { [key: string]: Json } =>
  typeof json === 'object' && json !== null && !Array.isArray(json)

export function show(json: Json): string {
  const text = JSON.stringify(json)
  return text.length > 400 ? `${text.slice(0, 400)}…` : text
}
