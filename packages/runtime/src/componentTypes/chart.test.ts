import { ApexValue, DateValue, num, type Value } from '@millrace/values'
import { describe, expect, it } from 'vitest'
import { type Aggregate, aggregateOf } from './aggregates.ts'
import { type ChartSettings, chartData } from './chartData.ts'

const record = (fields: Record<string, Value>): Value => new ApexValue('Object', new Map(Object.entries(fields)))

const cases = [
  record({ Status: 'New', Amount: 10, Region: 'North' }),
  record({ Status: 'Done', Amount: 5, Region: 'South' }),
  record({ Status: 'New', Amount: 20, Region: 'South' }),
  record({ Status: null, Amount: null, Region: 'North' }),
]

describe('aggregateOf', () => {
  it.each<[Aggregate, string, readonly Value[], unknown]>([
    ['count', '', cases, 4],
    ['count', 'Amount', cases, 3],
    ['sum', 'Amount', cases, 35],
    ['avg', 'Amount', cases.slice(0, 2), 7.5],
    ['min', 'amount', cases, 5],
    ['max', 'Amount', cases, 20],
    ['sum', 'Amount', [], null],
    ['avg', 'Status', cases, null],
    ['count', '', [], 0],
  ])('%s of "%s"', (aggregate, field, records, expected) => {
    expect(aggregateOf(records, aggregate, field)).toEqual(expected === null ? null : num(expected as number))
  })

  it('adds exactly', () => {
    const cents = [record({ A: num('0.1') }), record({ A: num('0.2') })]
    expect(String(aggregateOf(cents, 'sum', 'A'))).toBe('0.3')
  })
})

describe('chartData', () => {
  const settings: ChartSettings = {
    labelField: 'Status',
    valueField: 'Amount',
    seriesField: '',
    aggregate: 'sum',
    sort: 'none',
    timeZone: 'UTC',
  }

  it.each<[string, Partial<ChartSettings>, readonly Value[], readonly unknown[]]>([
    ['groups in the order of their first record', {}, ['New', 'Done', null], [[30, 5, null]]],
    ['counts without a value field', { aggregate: 'count', valueField: '' }, ['New', 'Done', null], [[2, 1, 1]]],
    ['highest first', { sort: 'valueDescending' }, ['New', 'Done', null], [[30, 5, null]]],
    ['lowest first', { sort: 'valueAscending' }, [null, 'Done', 'New'], [[null, 5, 30]]],
    ['only the first groups', { sort: 'valueDescending', maxGroups: 1 }, ['New'], [[30]]],
    [
      'a series for each region',
      { seriesField: 'Region' },
      ['New', 'Done', null],
      [
        [10, null, null],
        [20, 5, null],
      ],
    ],
  ])('%s', (_, more, labels, values) => {
    const data = chartData(cases, { ...settings, ...more })
    expect(data.labels).toEqual(labels)
    expect(data.series.map(series => series.values)).toEqual(values)
  })

  it('has the same date in one group', () => {
    const days = [record({ Status: new DateValue(1) }), record({ Status: new DateValue(1) })]
    expect(chartData(days, { ...settings, aggregate: 'count', valueField: '' }).series[0]?.values).toEqual([2])
  })

  it('of nothing is nothing', () => {
    expect(chartData([], settings)).toEqual({ labels: [], series: [{ name: null, values: [] }] })
  })
})
