import { aggregateNamed, type ChartData, chartData } from '@millrace/runtime'
import { DateTimeValue, DateValue, isNum, numJson, type Num, type Value } from '@millrace/values'
import { lazy, Suspense, useContext, useMemo, useState } from 'react'
import { ChartTable } from '../charts/ChartTable.tsx'
import { cellPrinter } from '../dataTable/cellText.ts'
import { useLabels } from '../labels/Localized.tsx'
import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { FormatsContext } from '../renderer/FormatsContext.ts'
import { axisPrinter, numberPrinter } from '../renderer/numberText.ts'
import { useTexts } from '../renderer/useTexts.ts'
import { ButtonIcon } from '../slds/ButtonIcon.tsx'
import { Card } from '../slds/Card.tsx'
import { EmptyState } from '../slds/EmptyState.tsx'
import { ScopedNotification } from '../slds/ScopedNotification.tsx'
import { Spinner } from '../slds/Spinner.tsx'

// The library that draws is fetched when there is something to draw.
const Drawing = lazy(async () => ({ default: (await import('../charts/Drawing.tsx')).Drawing }))

export function Chart({ state, component }: ComponentProps) {
  const { apiName } = component
  const text = useTexts(state, apiName)
  const labels = useLabels()
  const formats = useContext(FormatsContext)
  const [isTable, setTable] = useState(false)
  const query = state.queryOf(apiName)
  const records = state.attribute(apiName, 'records')
  const maxGroups = state.attribute(apiName, 'maxGroups')
  const settings = {
    labelField: text('labelField'),
    valueField: text('valueField'),
    seriesField: text('seriesField'),
    aggregate: aggregateNamed(text('aggregate')) ?? 'count',
    sort: text('sort'),
    timeZone: formats.timeZone,
    ...(isNum(maxGroups) && numJson(maxGroups) >= 1 ? { maxGroups: Math.floor(numJson(maxGroups)) } : {}),
  } as const
  const key = JSON.stringify(settings)
  const data = useMemo(
    () => chartData(Array.isArray(records) ? (records as readonly Value[]) : [], settings),
    // The settings are told by their text.
    // oxlint-disable-next-line react/exhaustive-deps
    [records, key],
  )
  const print = numberPrinter(text('format'), formats)
  const printCell = cellPrinter('text', formats)
  const printLabel = (value: Value): string =>
    value === null || value === ''
      ? labels.blank
      : isNum(value) || value instanceof DateValue || value instanceof DateTimeValue || typeof value !== 'string'
        ? printCell(value)
        : value
  const [title, height] = [text('title'), state.attribute(apiName, 'height')]
  const isEmpty = data.labels.length === 0
  const click = (group: number, series: number) => clickSegment({ state, component }, data, group, series)
  return (
    <Card
      title={title}
      actions={
        !isEmpty && (
          <ButtonIcon
            iconName={isTable ? 'utility:chart' : 'utility:table'}
            assistiveText={isTable ? labels.showAsChart : labels.showAsTable}
            variant="border"
            onClick={() => setTable(!isTable)}
          />
        )
      }
    >
      {query?.status === 'error' && (
        <ScopedNotification variant="error">
          <p>
            <strong>{labels.couldNotBeLoaded(title)}</strong> {query.error?.message}
          </p>
        </ScopedNotification>
      )}
      {query?.status === 'loading' ? (
        <div className="millrace-loading-page">
          <Spinner label={labels.loading(title)} />
        </div>
      ) : isEmpty ? (
        query?.status !== 'error' && (
          <EmptyState iconName="utility:chart" title={text('emptyMessage') || labels.noData} />
        )
      ) : (
        <>
          {!isTable && (
            <Suspense fallback={<div style={{ height: pixels(height) }} />}>
              <Drawing
                data={data}
                chartType={text('chartType')}
                isStacked={state.attribute(apiName, 'stacked') === true}
                hidesLegend={state.attribute(apiName, 'hideLegend') === true}
                height={pixels(height)}
                label={labels.chartOf(title, String(data.labels.length))}
                valueLabel={title}
                print={print}
                printMark={axisPrinter(text('format'), formats)}
                printLabel={printLabel}
                onClick={component.interactions?.['segmentClick'] && click}
              />
            </Suspense>
          )}
          <ChartTable
            data={data}
            title={title}
            isShown={isTable}
            print={print}
            printLabel={printLabel}
            onClick={component.interactions?.['segmentClick'] && click}
          />
        </>
      )}
    </Card>
  )
}

const pixels = (height: unknown): number => (isNum(height) ? Math.max(80, numJson(height)) : 280)

function clickSegment(
  { state, component }: Pick<ComponentProps, 'state' | 'component'>,
  { labels, series }: ChartData,
  groupIndex: number,
  seriesIndex: number,
): void {
  const { apiName } = component
  const label = labels[groupIndex] ?? null
  const { name, values } = series[seriesIndex] ?? { name: null, values: [] }
  const value: Num | null = values[groupIndex] ?? null
  state.setAttribute(apiName, 'ClickedLabel', label)
  state.setAttribute(apiName, 'ClickedSeries', name)
  void state.trigger(apiName, 'segmentClick', { detail: { label, series: name, value } })
}
