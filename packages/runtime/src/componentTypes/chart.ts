import { NUMBER, TEXT, type Value } from '@millrace/values'
import type { AttributeReader, ComponentDeclaration } from '../declaration.ts'
import type { Resolved } from '../componentState.ts'
import { AGGREGATES } from './aggregates.ts'
import { choices } from './choices.ts'
import { grouped } from './groups.ts'

/// Chart: records as bars, a line, an area, a pie or a doughnut. The same numbers are there as a table, for people who
/// do not see the drawing.
export const chart: ComponentDeclaration = {
  type: 'Chart',
  label: 'Chart',
  help: 'Numbers of records as a drawing.',
  palette: { category: 'Records', rank: 10, iconName: 'utility:chart' },
  attributes: [
    { name: 'title', label: 'Title', type: 'text', required: true },
    {
      name: 'chartType',
      label: 'Type',
      type: 'choice',
      default: 'bar',
      options: choices({
        bar: 'Bar',
        horizontalBar: 'Horizontal Bar',
        line: 'Line',
        area: 'Area',
        pie: 'Pie',
        doughnut: 'Doughnut',
      }),
    },
    {
      name: 'records',
      label: 'Data Source',
      type: 'records',
      group: 'Data',
      required: true,
      help: 'Records, an aggregate query, or JSON objects.',
    },
    {
      name: 'labelField',
      label: 'Group By',
      type: 'field',
      group: 'Data',
      required: true,
      help: 'Records with the same value here are one bar, point or slice.',
    },
    {
      name: 'aggregate',
      label: 'Aggregate',
      type: 'choice',
      group: 'Data',
      default: 'count',
      options: AGGREGATES,
      help: 'How the records of a group become one number.',
    },
    {
      name: 'valueField',
      label: 'Value Field',
      type: 'field',
      group: 'Data',
      help: 'The number in each record; not needed to count.',
    },
    {
      name: 'seriesField',
      label: 'Series By',
      type: 'field',
      group: 'Data',
      help: 'Splits each group: one colour for each value of this field.',
    },
    {
      name: 'sort',
      label: 'Sort',
      type: 'choice',
      group: 'Data',
      default: 'none',
      options: choices({
        none: 'As the Records',
        label: 'By Label',
        valueDescending: 'Highest First',
        valueAscending: 'Lowest First',
      }),
    },
    { name: 'maxGroups', label: 'Max Groups', type: 'number', group: 'Data', help: 'Only the first ones are shown.' },
    {
      name: 'format',
      label: 'Format',
      type: 'choice',
      default: 'number',
      options: choices({ number: 'Number', currency: 'Currency', percent: 'Percent' }),
    },
    {
      name: 'stacked',
      label: 'Stacked',
      type: 'boolean',
      default: false,
      help: 'Series on top of each other.',
      when: { property: 'chartType', is: ['bar', 'horizontalBar', 'area'] },
    },
    { name: 'hideLegend', label: 'Hide Legend', type: 'boolean', default: false },
    { name: 'height', label: 'Height', type: 'number', default: 280, help: 'In pixels.' },
    { name: 'emptyMessage', label: 'Empty Message', type: 'text', default: '', help: 'Empty: in the user’s language.' },
  ],
  stateAttributes: [
    { name: 'ClickedLabel', label: 'Label of the segment clicked last', type: () => TEXT, initial: null },
    { name: 'ClickedSeries', label: 'Series of the segment clicked last', type: () => TEXT, initial: null },
    { name: 'GroupCount', label: 'How many groups it shows', type: () => NUMBER, derive: groupCount },
  ],
  events: [
    {
      name: 'segmentClick',
      label: 'Segment Click',
      detail: [
        { name: 'label', label: 'Label of the group', type: () => TEXT },
        { name: 'series', label: 'Name of the series', type: () => TEXT },
        { name: 'value', label: 'Its number', type: () => NUMBER },
      ],
    },
  ],
  slots: [],
}

function groupCount(reader: AttributeReader): Value {
  const records: Resolved = reader.attribute('records')
  const field = reader.attribute('labelField')
  if (!Array.isArray(records) || typeof field !== 'string') return 0
  return grouped(records as readonly Value[], field).size
}
