import { type FormulaFunction, unavailable } from './definition.ts'

/// Advanced Functions, in the order of Salesforce's page of that name.
export const advanced = {
  CURRENCYRATE: unavailable(
    'CURRENCYRATE(iso_code)',
    'The conversion rate of a currency.',
    'Millrace has no currency rates.',
  ),
} satisfies Record<string, FormulaFunction>
