/// What Flow Builder offers for the start of a flow, as the file spells it and as it is read.

export const RECORD_CHANGES = [
  { value: 'Create', label: 'A record is created' },
  { value: 'Update', label: 'A record is updated' },
  { value: 'CreateAndUpdate', label: 'A record is created or updated' },
  { value: 'Delete', label: 'A record is deleted' },
] as const

export const FREQUENCIES = [
  { value: 'Once', label: 'Once' },
  { value: 'Daily', label: 'Daily' },
  { value: 'Weekly', label: 'Weekly' },
] as const

export const OFFSET_UNITS = [
  { value: 'Minutes', label: 'Minutes' },
  { value: 'Hours', label: 'Hours' },
  { value: 'Days', label: 'Days' },
  { value: 'Weeks', label: 'Weeks' },
  { value: 'Months', label: 'Months' },
] as const

/// [options], and first what the file has when it is none of them.
export const withOwn = (
  options: readonly { readonly value: string; readonly label: string }[],
  value: string,
): readonly { readonly value: string; readonly label: string }[] =>
  value === '' || options.some(option => option.value === value) ? options : [{ value, label: value }, ...options]
