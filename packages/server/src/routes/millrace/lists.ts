import { apiError } from '../../apiError.ts'

/// `?limit=` of a list: 100 when it is not there.
export function limitOf(text = '100'): number {
  const limit = Number(text)
  if (Number.isInteger(limit) && limit >= 1 && limit <= 1000) return limit
  throw apiError(400, 'INVALID_QUERY_PARAMETER', `limit must be a whole number from 1 to 1000, but is "${text}".`)
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export const isUuid = (text: string): boolean => UUID.test(text)
