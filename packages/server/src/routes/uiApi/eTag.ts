import { createHash } from 'node:crypto'

/// Changes with what it is the tag of.
export const eTagOf = (json: unknown): string =>
  createHash('sha256').update(JSON.stringify(json)).digest('hex').slice(0, 32)
