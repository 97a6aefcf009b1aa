import { DateTimeValue, DateValue } from '@millrace/values'
import { FormulaError } from './diagnostic.ts'

const MS_PER_DAY = 86_400_000
const FIRST_DAY = -719_162
const LAST_DAY = 2_932_896

/// The date [epochDay] days after 1970-01-01; [functionName] fails when its year is not 1 to 9999.
export function dateAt(epochDay: number, functionName: string): DateValue {
  // Written so that NaN fails too.
  if (!(epochDay >= FIRST_DAY && epochDay <= LAST_DAY))
    throw new FormulaError(functionName, 'The date is outside the years 1 to 9999')
  return new DateValue(epochDay)
}

/// The date/time [ms] milliseconds after 1970-01-01T00:00:00Z, within the same years.
export function momentAt(ms: number, functionName: string): DateTimeValue {
  dateAt(Math.floor(ms / MS_PER_DAY), functionName)
  return new DateTimeValue(ms)
}
