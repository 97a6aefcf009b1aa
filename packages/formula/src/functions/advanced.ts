import { BOOLEAN } from '@millrace/values'
import { FormulaError } from '../diagnostic.ts'
import { compileRegex, RegexBudgetError, RegexSyntaxError, type WholeMatch } from '../regex.ts'
import { expect, type FormulaFunction, special, typed, unavailable } from './definition.ts'

/// Advanced Functions, in the order of Salesforce's page of that name.
export const advanced = {
  CURRENCYRATE: unavailable(
    'CURRENCYRATE(iso_code)',
    'The conversion rate of a currency.',
    'Millrace has no currency rates.',
  ),

  GETRECORDIDS: unavailable(
    'GETRECORDIDS(object_type)',
    'The Ids of selected records.',
    'It is for list buttons only.',
  ),

  GETSESSIONID: unavailable('GETSESSIONID()', "The user's session Id.", 'Millrace does not hand out session Ids.'),

  INCLUDE: unavailable('INCLUDE(source, inputs)', 'The content of an s-control.', 'It is for s-controls only.'),

  LINKTO: unavailable('LINKTO(label, target, id[, inputs])', 'A link to a page.', 'It is for s-controls only.'),

  PARENTGROUPVAL: unavailable(
    'PARENTGROUPVAL(summary_field, grouping_level)',
    "A value of a report's parent group.",
    'It is for reports only.',
  ),

  PREDICT: unavailable('PREDICT(definition_id, ...)', "Einstein Discovery's prediction.", 'Millrace has no Einstein.'),

  PREVGROUPVAL: unavailable(
    'PREVGROUPVAL(summary_field, grouping_level[, increment])',
    "A value of a report's previous group.",
    'It is for reports only.',
  ),

  REGEX: special(
    'REGEX(text, regex_text)',
    'TRUE when the whole text matches the regular expression, which has Java syntax.',
    call => {
      if (call.args.length !== 2) call.wrongCount(2)
      else call.args.forEach((_, i) => expect(call, i, ['Text']))
      return BOOLEAN
    },
    ([text, pattern]) => {
      const subject = typed(text!, ['Text'], 'REGEX')
      const expression = typed(pattern!, ['Text'], 'REGEX')
      let compiled: { source: string; matches: WholeMatch } | undefined
      return context => {
        const source = (expression(context) ?? '') as string
        if (compiled?.source !== source) compiled = { source, matches: regex(source) }
        return withinBudget('REGEX', compiled.matches, (subject(context) ?? '') as string)
      }
    },
  ),

  REQUIRESCRIPT: unavailable('REQUIRESCRIPT(url)', 'Loads a script.', 'It is for buttons only.'),

  URLFOR: unavailable('URLFOR(target, id[, inputs])', 'The URL of a page.', 'It is for buttons and s-controls only.'),

  VLOOKUP: unavailable(
    'VLOOKUP(field_to_return, field_on_lookup_object, lookup_value)',
    'A field of another record.',
    'Use Get Records, or a reference through a lookup field.',
  ),
} satisfies Record<string, FormulaFunction>

function regex(source: string): WholeMatch {
  try {
    return compileRegex(source)
  } catch (error) {
    if (!(error instanceof RegexSyntaxError)) throw error
    throw new FormulaError('REGEX', `"${source}" is not a regular expression: ${error.message}`)
  }
}

/// Whether [text] matches; what takes too long is the formula's error.
export function withinBudget(name: string, matches: WholeMatch, text: string): boolean {
  try {
    return matches(text)
  } catch (error) {
    throw error instanceof RegexBudgetError ? new FormulaError(name, error.message) : error
  }
}
