import type { ChartData } from '@millrace/runtime'
import { type Num, numJson, type Value } from '@millrace/values'
import {
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  DoughnutController,
  Filler,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PieController,
  PointElement,
  Tooltip,
} from 'chart.js'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { subscribeTheme, themeVersion } from '../theme/theme.ts'

Chart.register(
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  DoughnutController,
  Filler,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PieController,
  PointElement,
  Tooltip,
)

export interface DrawingProps {
  data: ChartData
  /// As the attribute has it: "bar", "horizontalBar", "line", "area", "pie", "doughnut".
  chartType: string
  isStacked: boolean
  hidesLegend: boolean
  height: number
  /// What screen readers say of it.
  label: string
  /// The name of the only series.
  valueLabel: string
  print: (value: Num) => string
  /// The same for the marks of an axis.
  printMark: (value: number) => string
  printLabel: (value: Value) => string
  onClick?: ((group: number, series: number) => void) | undefined
}

/// A chart, drawn in the colours of the theme; anew when these change.
export function Drawing(props: DrawingProps) {
  const { data, height, label } = props
  const canvas = useRef<HTMLCanvasElement>(null)
  const chart = useRef<Chart>(undefined)
  const latest = useRef(props)
  const theme = useSyncExternalStore(subscribeTheme, themeVersion)
  const look = JSON.stringify([props.chartType, props.isStacked, props.hidesLegend, props.label, theme])
  useEffect(() => {
    latest.current = props
  })
  useEffect(() => {
    const element = canvas.current
    if (!element) return
    const drawn = new Chart(
      element,
      configuration(latest.current, element, () => latest.current),
    )
    chart.current = drawn
    return () => drawn.destroy()
  }, [look])
  useEffect(() => {
    const drawn = chart.current
    const element = canvas.current
    if (!drawn || !element) return
    drawn.data = configuration(latest.current, element, () => latest.current).data
    drawn.update()
  }, [data])
  return (
    <div className="millrace-chart" style={{ height }}>
      <canvas ref={canvas} role="img" aria-label={label} />
    </div>
  )
}

function configuration(props: DrawingProps, element: Element, latest: () => DrawingProps): ChartConfiguration {
  const { data, chartType, isStacked, print, printMark, printLabel } = props
  const colors = themeColors(element)
  const isRound = chartType === 'pie' || chartType === 'doughnut'
  const isHorizontal = chartType === 'horizontalBar'
  const isLine = chartType === 'line' || chartType === 'area'
  const datasets = data.series.map(({ name, values }, index) => {
    const color = colors.series[index % colors.series.length]!
    return {
      label: data.series.length === 1 && name === null ? props.valueLabel : printLabel(name),
      data: values.map(value => (value === null ? null : numJson(value))),
      backgroundColor: isRound
        ? data.labels.map((_, slice) => colors.series[slice % colors.series.length]!)
        : chartType === 'area'
          ? translucent(color)
          : color,
      borderColor: isRound ? colors.surface : color,
      borderWidth: isRound || isLine ? 2 : 0,
      borderRadius: isRound || isLine ? 0 : 2,
      maxBarThickness: 48,
      fill: chartType === 'area',
      tension: 0,
      pointRadius: 3,
    }
  })
  const axis = { stacked: isStacked, grid: { color: colors.line }, ticks: { color: colors.text } }
  const amounts = {
    ...axis,
    beginAtZero: true,
    ticks: { color: colors.text, callback: (value: number | string) => printMark(Number(value)) },
  }
  const groups = { ...axis, grid: { display: false } }
  const reduced = window.matchMedia('(prefers-reduced-motion: reduce)').matches
  const options = {
    responsive: true,
    maintainAspectRatio: false,
    animation: reduced ? false : { duration: 250 },
    indexAxis: isHorizontal ? 'y' : 'x',
    onClick: (_event: unknown, elements: readonly { index: number; datasetIndex: number }[]) => {
      const [hit] = elements
      if (hit) latest().onClick?.(hit.index, hit.datasetIndex)
    },
    onHover: (_event: unknown, elements: readonly unknown[]) => {
      if (element instanceof HTMLElement)
        element.style.cursor = latest().onClick && elements.length > 0 ? 'pointer' : ''
    },
    plugins: {
      legend: {
        display: !props.hidesLegend && (isRound || data.series.length > 1),
        position: isRound && element.clientWidth > 420 ? 'right' : 'bottom',
        labels: { color: colors.text, boxWidth: 12 },
      },
      tooltip: {
        callbacks: {
          label: ({ dataset, raw }: { dataset: { label?: string }; raw: unknown }) =>
            ` ${isRound ? '' : `${dataset.label ?? ''}: `}${typeof raw === 'number' ? print(raw) : ''}`,
        },
      },
    },
    ...(isRound ? {} : { scales: isHorizontal ? { x: amounts, y: groups } : { x: groups, y: amounts } }),
  }
  return {
    type: isRound ? chartType : isLine ? 'line' : 'bar',
    data: { labels: data.labels.map(printLabel), datasets },
    options,
  } as ChartConfiguration
}

/// The colours of series one after the other: neighbours differ in lightness too, not in hue alone.
const SERIES = [
  ['--slds-g-color-brand-base-50', '#0176d3'],
  ['--slds-g-color-palette-teal-70', '#01c3b3'],
  ['--slds-g-color-palette-purple-50', '#9050e9'],
  ['--slds-g-color-palette-orange-60', '#dd7a01'],
  ['--slds-g-color-palette-cloud-blue-80', '#90d0fe'],
  ['--slds-g-color-palette-pink-50', '#e3066a'],
  ['--slds-g-color-palette-green-60', '#3ba755'],
  ['--slds-g-color-palette-indigo-40', '#3a49da'],
  ['--slds-g-color-palette-yellow-80', '#fcc003'],
  ['--slds-g-color-palette-neutral-60', '#939393'],
] as const

function themeColors(element: Element) {
  const style = getComputedStyle(element)
  const color = (hook: string, otherwise: string) => style.getPropertyValue(hook).trim() || otherwise
  return {
    series: SERIES.map(([hook, otherwise]) => color(hook, otherwise)),
    text: color('--slds-g-color-neutral-base-30', '#444444'),
    line: color('--slds-g-color-neutral-base-90', '#e5e5e5'),
    surface: color('--slds-g-color-neutral-base-100', '#ffffff'),
  }
}

const translucent = (color: string): string => (/^#[\da-f]{6}$/i.test(color) ? `${color}40` : color)
