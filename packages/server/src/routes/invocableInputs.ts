import type { Json } from '@millrace/values'
import { apiError } from '../apiError.ts'

/// Interviews of one request share a transaction, and an org takes no more.
const MOST_INPUTS = 200

/// The body of a request that runs a flow or an action: `{"inputs": [{…}]}`.
///
/// Source: REST API Developer Guide, "Invocable Actions".
export function invocableInputs(body: unknown): Record<string, Json>[] {
  const inputs = isObject(body) ? body['inputs'] : undefined
  if (!Array.isArray(inputs) || !inputs.every(isObject) || inputs.length === 0)
    throw apiError(
      400,
      'JSON_PARSER_ERROR',
      'The body must be {"inputs": [{…}]} with one object for each interview. For a flow without inputs it is {"inputs": [{}]}.',
    )
  if (inputs.length > MOST_INPUTS)
    throw apiError(
      400,
      'LIMIT_EXCEEDED',
      `A request takes at most ${MOST_INPUTS} inputs, but this has ${inputs.length}.`,
    )
  return inputs as Record<string, Json>[]
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
