import type { Value } from '@millrace/values'

/// Nothing was typed or chosen.
export const isBlank = (value: Value): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0)
