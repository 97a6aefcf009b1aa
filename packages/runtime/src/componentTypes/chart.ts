import { compareValues, isNum, type Num, NUMBER, numJson, TEXT, type Value } from '@millrace/values'
import type { AttributeReader, ComponentDeclaration } from '../declaration.ts'
import type { Resolved } from '../componentState.ts'
import { fieldValue } from '../recordFields.ts'
import { type Aggregate, AGGREGATES, aggregateOf } from './aggregates.ts'
import { choices } from './choices.ts'

/// Chart: records as bars, a line, an area, a pie or a doughnut. The same numbers are there as a table, for people who
/// do not see the drawing.
export const chart: ComponentDeclaration = {
  type: 'Chart',
  label: 'Chart',
  help: 'Numbers of records as a drawing.',
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

/// What a chart draws: one number for each label in each series.
export interface ChartData {
  readonly labels: readonly Value[]
  readonly series: readonly { readonly name: Value; readonly values: readonly (Num | null)[] }[]
}

/// How a chart's records become its numbers.
export interface ChartSettings {
  readonly labelField: string
  readonly valueField: string
  readonly seriesField: string
  readonly aggregate: Aggregate
  readonly sort: string
  readonly maxGroups?: number
  readonly timeZone: string
}

/// Groups [records] and works out their numbers. Groups stand in the order of their first record unless sorted.
export function chartData(records: readonly Value[], settings: ChartSettings): ChartData {
  const { labelField, valueField, seriesField, aggregate } = settings
  const groups = grouped(records, labelField)
  const series = seriesField ? [...grouped(records, seriesField).values()].map(({ value }) => value) : [null]
  const numberOf = (members: readonly Value[]): Num | null => aggregateOf(members, aggregate, valueField)
  const rows = [...groups.values()].map(({ value, members }) => {
    if (!seriesField) return { label: value, total: numberOf(members), values: [numberOf(members)] }
    const parts = grouped(members, seriesField)
    const values = series.map(name => {
      const part = parts.get(keyOf(name))
      return part ? numberOf(part.members) : null
    })
    return { label: value, total: numberOf(members), values }
  })
  const shown = sorted(rows, settings).slice(0, settings.maxGroups)
  return {
    labels: shown.map(({ label }) => label),
    series: series.map((name, index) => ({ name, values: shown.map(({ values }) => values[index] ?? null) })),
  }
}

interface ChartRow {
  readonly label: Value
  readonly total: Num | null
  readonly values: readonly (Num | null)[]
}

function sorted(rows: readonly ChartRow[], { sort, timeZone }: ChartSettings): readonly ChartRow[] {
  const by = (compare: (a: ChartRow, b: ChartRow) => number): readonly ChartRow[] => [...rows].sort(compare)
  const size = ({ total }: ChartRow): number => (total === null ? 0 : numJson(total))
  switch (sort) {
    case 'label':
      return by((a, b) => compareValues(a.label, b.label, timeZone) ?? 0)
    case 'valueDescending':
      return by((a, b) => size(b) - size(a))
    case 'valueAscending':
      return by((a, b) => size(a) - size(b))
    default:
      return rows
  }
}

interface Group {
  readonly value: Value
  readonly members: Value[]
}

function grouped(records: readonly Value[], field: string): Map<string, Group> {
  const groups = new Map<string, Group>()
  for (const record of records) {
    const value = fieldValue(record, field)
    const key = keyOf(value)
    const group = groups.get(key)
    if (group) group.members.push(record)
    else groups.set(key, { value, members: [record] })
  }
  return groups
}

const keyOf = (value: Value): string => (isNum(value) ? String(numJson(value)) : `${typeof value} ${String(value)}`)

function groupCount(reader: AttributeReader): Value {
  const records: Resolved = reader.attribute('records')
  const field = reader.attribute('labelField')
  if (!Array.isArray(records) || typeof field !== 'string') return 0
  return grouped(records as readonly Value[], field).size
}
