import { divide, isNum, multiply, num, NUMBER, subtract, type Value } from '@millrace/values'
import type { Resolved } from '../componentState.ts'
import type { AttributeReader, ComponentDeclaration } from '../declaration.ts'
import { AGGREGATES, aggregateNamed, aggregateOf } from './aggregates.ts'
import { choices } from './choices.ts'

/// Metric: one number that matters, what it is compared with, and whether the change is good.
export const metric: ComponentDeclaration = {
  type: 'Metric',
  label: 'Metric',
  help: 'A number that matters, with its change.',
  palette: { category: 'Records', rank: 11, iconName: 'utility:metrics' },
  attributes: [
    { name: 'label', label: 'Label', type: 'text', required: true },
    { name: 'description', label: 'Description', type: 'text', help: 'Small words under the number.' },
    { name: 'iconName', label: 'Icon Name', type: 'icon', help: 'An SLDS icon such as standard:opportunity.' },
    {
      name: 'value',
      label: 'Value',
      type: 'value',
      group: 'Data',
      help: 'The number, when it is not worked out here.',
    },
    { name: 'records', label: 'Data Source', type: 'records', group: 'Data', help: 'Records to work it out from.' },
    {
      name: 'aggregate',
      label: 'Aggregate',
      type: 'choice',
      group: 'Data',
      default: 'count',
      options: AGGREGATES,
      help: 'How the records become one number.',
    },
    { name: 'field', label: 'Field', type: 'field', group: 'Data', help: 'The number in each record.' },
    {
      name: 'format',
      label: 'Format',
      type: 'choice',
      group: 'Format',
      default: 'number',
      options: choices({ number: 'Number', currency: 'Currency', percent: 'Percent', compact: 'Compact' }),
    },
    { name: 'decimals', label: 'Decimal Places', type: 'number', group: 'Format', help: 'Empty: as many as it has.' },
    { name: 'prefix', label: 'Prefix', type: 'text', group: 'Format' },
    { name: 'suffix', label: 'Suffix', type: 'text', group: 'Format', help: 'Such as a unit.' },
    { name: 'compareTo', label: 'Compare To', type: 'value', group: 'Trend', help: 'The number before.' },
    { name: 'compareLabel', label: 'Compare Label', type: 'text', group: 'Trend', help: 'Such as "since last month".' },
    {
      name: 'trend',
      label: 'Trend',
      type: 'choice',
      group: 'Trend',
      default: 'percent',
      options: choices({ percent: 'Change in Percent', difference: 'Difference', none: 'None' }),
    },
    {
      name: 'lessIsBetter',
      label: 'Less Is Better',
      type: 'boolean',
      group: 'Trend',
      default: false,
      help: 'A lower number is green.',
    },
  ],
  stateAttributes: [
    { name: 'CurrentValue', label: 'The number it shows', type: () => NUMBER, derive: currentValue },
    { name: 'Change', label: 'Difference from what it is compared with', type: () => NUMBER, derive: difference },
    { name: 'ChangePercent', label: 'The same in percent', type: () => NUMBER, derive: percent },
  ],
  events: [{ name: 'click', label: 'Click' }],
  slots: [],
}

function currentValue(reader: AttributeReader): Value {
  const records = reader.attribute('records')
  if (!Array.isArray(records)) return numberOf(reader.attribute('value'))
  const field = reader.attribute('field')
  return aggregateOf(
    records as readonly Value[],
    aggregateNamed(reader.attribute('aggregate')) ?? 'count',
    typeof field === 'string' ? field : '',
  )
}

function difference(reader: AttributeReader): Value {
  const now = reader.attribute('CurrentValue')
  const before = reader.attribute('compareTo')
  return isNum(now) && isNum(before) ? subtract(now, before) : null
}

/// There is no percentage of nothing.
function percent(reader: AttributeReader): Value {
  const change = reader.attribute('Change')
  const before = reader.attribute('compareTo')
  if (!isNum(change) || !isNum(before)) return null
  const share = divide(change, before)
  return share === undefined ? null : multiply(share, num(100))
}

const numberOf = (value: Resolved): Value => (isNum(value) ? value : null)
