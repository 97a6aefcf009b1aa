/// SQL for SOQL's date functions, which see date/times in GMT unless convertTimezone() is around the field.
/// FISCAL_… are as CALENDAR_…: the fiscal year is the calendar year.
///
/// Source: SOQL and SOSL Reference, "Date Functions".
export const dateFunctions: Readonly<Record<string, (sql: string) => string>> = {
  CALENDAR_MONTH: sql => `extract(month from ${sql})::integer`,
  CALENDAR_QUARTER: sql => `extract(quarter from ${sql})::integer`,
  CALENDAR_YEAR: sql => `extract(year from ${sql})::integer`,
  DAY_IN_MONTH: sql => `extract(day from ${sql})::integer`,
  DAY_IN_WEEK: sql => `(extract(dow from ${sql})::integer + 1)`,
  DAY_IN_YEAR: sql => `extract(doy from ${sql})::integer`,
  FISCAL_MONTH: sql => `extract(month from ${sql})::integer`,
  FISCAL_QUARTER: sql => `extract(quarter from ${sql})::integer`,
  FISCAL_YEAR: sql => `extract(year from ${sql})::integer`,
  HOUR_IN_DAY: sql => `extract(hour from ${sql})::integer`,
  WEEK_IN_MONTH: sql => `((extract(day from ${sql})::integer - 1) / 7 + 1)`,
  WEEK_IN_YEAR: sql => `((extract(doy from ${sql})::integer - 1) / 7 + 1)`,
}

export const aggregateFunctions: ReadonlySet<string> = new Set(['COUNT', 'COUNT_DISTINCT', 'SUM', 'AVG', 'MIN', 'MAX'])
