/// `npm run bench:ui [-- words] [--json] [--smoke]`: what people wait for in a browser, as ratios to a page written by
/// hand for this one purpose, with the same requests and the same markup, in the same run and Chromium.
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { type Browser, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { preactForReact } from '../../packages/builder/preactForReact.ts'
import { slds } from '../../packages/components/slds.ts'
import { findChromium, launchOptions } from '../../scripts/chromium.ts'
import { openServer } from './server.ts'
import { shippedKilobytes } from './shipped.ts'

/// One figure, as in `npm run bench`.
interface Figure {
  readonly name: string
  readonly ours: number
  readonly reference: number
  readonly unit: 'ms' | 'kB' | 'MB'
}

interface Pages {
  readonly ours: Page
  readonly byHand: Page
}

const args = process.argv.slice(2)
const words = args.filter(arg => !arg.startsWith('--'))
const isSmoke = args.includes('--smoke')
const rounds = isSmoke ? 2 : 25
const warmUp = isSmoke ? 1 : 5
const refreshes = isSmoke ? 20 : 1000

const root = join(import.meta.dirname, '../..')
const folder = join(root, 'build/bench-ui')

const figures: readonly { readonly name: string; measure(pages: Pages): Promise<Omit<Figure, 'name'>> }[] = [
  { name: 'click to refreshed table, 200 selected', measure: pages => clickToRefreshed(pages) },
  {
    name: 'first render, 1,000 rows',
    measure: pages => compared(pages, page => page.evaluate(() => window.page.open(1000))),
  },
  {
    name: 'first render, 10,000 rows',
    measure: pages => compared(pages, page => page.evaluate(() => window.page.open(10_000))),
  },
  { name: 'refresh, 1,000 rows', measure: pages => refresh(pages, 1000) },
  { name: 'refresh, 10,000 rows', measure: pages => refresh(pages, 10_000) },
  { name: 'select all, 10,000 rows', measure: pages => selectAll(pages) },
  { name: '200 resources recomputed', measure: pages => recompute(pages) },
  { name: 'memory after 1,000 refreshes, to before', measure: pages => memory(pages) },
  { name: 'JavaScript of a page with a table', measure: () => javaScriptOfTable() },
  { name: 'JavaScript of the application', measure: () => javaScriptOfApplication() },
]

const executablePath = findChromium()
if (!executablePath) {
  console.error('There is no Chromium. Set CHROMIUM_PATH, or install one: apt-get install chromium.')
  process.exit(1)
}
const wanted = figures.filter(({ name }) => words.length === 0 || words.some(word => name.includes(word)))
await buildPages()
const server = await openServer(folder)
const browser = await chromium.launch(launchOptions(executablePath))
try {
  const pages = { ours: await openPage(browser, 'ours'), byHand: await openPage(browser, 'byHand') }
  for (const { name, measure } of wanted) print({ name, ...(await measure(pages)) })
} finally {
  await browser.close()
  server.close()
}

async function buildPages(): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    root: join(import.meta.dirname, 'pages'),
    plugins: [react(), slds()],
    resolve: { alias: preactForReact },
    build: {
      outDir: folder,
      emptyOutDir: true,
      manifest: true,
      target: 'es2023',
      rolldownOptions: { input: ['ours', 'byHand'].map(name => join(import.meta.dirname, `pages/${name}.html`)) },
    },
  })
}

async function openPage(browser: Browser, name: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  page.on('pageerror', error => console.error(`${name}: ${error.message}`))
  await page.goto(`${server.url}/${name}.html`)
  await page.waitForFunction(() => window.page !== undefined)
  return page
}

/// Both pages turn by turn, the median of each: what the machine does meanwhile touches both alike.
async function compared(
  { ours, byHand }: Pages,
  measure: (page: Page) => Promise<number>,
): Promise<Omit<Figure, 'name'>> {
  const times: { ours: number[]; byHand: number[] } = { ours: [], byHand: [] }
  for (let round = -warmUp; round < rounds; round++) {
    // A page in the background paints no frames.
    await ours.bringToFront()
    const ourTime = await measure(ours)
    await byHand.bringToFront()
    const handTime = await measure(byHand)
    if (round < 0) continue
    times.ours.push(ourTime)
    times.byHand.push(handTime)
  }
  return { ours: median(times.ours), reference: median(times.byHand), unit: 'ms' }
}

async function each({ ours, byHand }: Pages, act: (page: Page) => Promise<unknown>): Promise<void> {
  for (const page of [ours, byHand]) {
    await page.bringToFront()
    await act(page)
  }
}

async function clickToRefreshed(pages: Pages): Promise<Omit<Figure, 'name'>> {
  await each(pages, page => page.evaluate(() => window.page.open(200)))
  await each(pages, page => page.evaluate(() => window.page.selectAll()))
  return compared(pages, page => page.evaluate(() => window.page.runFlow()))
}

async function refresh(pages: Pages, rows: number): Promise<Omit<Figure, 'name'>> {
  await each(pages, page => page.evaluate(count => window.page.open(count), rows))
  return compared(pages, page => page.evaluate(() => window.page.refresh()))
}

async function selectAll(pages: Pages): Promise<Omit<Figure, 'name'>> {
  await each(pages, page => page.evaluate(() => window.page.open(10_000)))
  return compared(pages, page => page.evaluate(() => window.page.selectAll()))
}

async function recompute(pages: Pages): Promise<Omit<Figure, 'name'>> {
  await each(pages, page => page.evaluate(() => window.page.openResources()))
  return compared(pages, page => page.evaluate(() => window.page.recompute()))
}

/// Our page's own heap: it must not grow with what was done.
async function memory({ ours }: Pages): Promise<Omit<Figure, 'name'>> {
  await ours.bringToFront()
  await ours.evaluate(() => window.page.open(200))
  const refreshMany = (count: number): Promise<void> =>
    ours.evaluate(async times => {
      for (let i = 0; i < times; i++) await window.page.refresh()
    }, count)
  // Until the engine has compiled and cached what it will.
  await refreshMany(Math.min(300, refreshes))
  const before = await heap(ours)
  await refreshMany(refreshes)
  return { ours: await heap(ours), reference: before, unit: 'MB' }
}

async function heap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return usedSize / 1_000_000
}

async function javaScriptOfTable(): Promise<Omit<Figure, 'name'>> {
  return {
    ours: shippedKilobytes(folder, 'ours.html'),
    reference: shippedKilobytes(folder, 'byHand.html'),
    unit: 'kB',
  }
}

/// What a user's browser loads to show a page with any components; charts, editors and setup come when they are used.
async function javaScriptOfApplication(): Promise<Omit<Figure, 'name'>> {
  const outDir = join(root, 'build/bench-ui-application')
  await build({
    configFile: join(root, 'packages/builder/vite.config.ts'),
    logLevel: 'error',
    build: { outDir, emptyOutDir: true },
  })
  return {
    ours: shippedKilobytes(outDir, 'index.html'),
    reference: shippedKilobytes(folder, 'byHand.html'),
    unit: 'kB',
  }
}

function median(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

function print({ name, ours, reference, unit }: Figure): void {
  const ratio = ours / reference
  if (args.includes('--json')) console.log(JSON.stringify({ name, ratio, ours, reference, unit }))
  else
    console.log(
      `${ratio.toFixed(2).padStart(6)}  ${name}  (${ours.toFixed(1)} ${unit} to ${reference.toFixed(1)} ${unit})`,
    )
}
