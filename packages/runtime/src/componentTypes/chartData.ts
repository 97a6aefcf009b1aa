import { compareValues, type Num, numJson, type Value } from '@millrace/values'
import { type Aggregate, aggregateOf } from './aggregates.ts'
import { grouped, keyOf } from './groups.ts'

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
