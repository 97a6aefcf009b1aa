import { ApexValue, type DataType, TEXT, type Value } from '@millrace/values'

/// What `{!Choice_Lookup.X}` can name: the chosen value, also by the names that Lightning's components give it, and what
/// was read for it. The name alone stands for the value.
export const choiceMembers = (
  type: DataType,
): ReadonlyMap<string, { readonly name: string; readonly type: DataType }> =>
  new Map(
    ['value', 'selectedChoiceValues', 'selectedChoiceLabels'].map(name => [
      name.toLowerCase(),
      { name, type: name === 'selectedChoiceLabels' ? TEXT : type },
    ]),
  )

/// What a choice component holds.
export const chosen = (value: Value, labels: string): ApexValue =>
  new ApexValue(
    '',
    new Map<string, Value>([
      ['value', value],
      ['selectedChoiceValues', value],
      ['selectedChoiceLabels', labels],
    ]),
  )

export const chosenValue = (held: Value): Value =>
  held instanceof ApexValue ? (held.fields.get('value') ?? null) : held
