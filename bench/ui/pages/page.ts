/// What both pages offer to the benchmark, as `window.page`. Each promise resolves when the frame that shows the
/// result has been painted, with how many milliseconds that took.
export interface BenchmarkPage {
  /// A table of so many contacts in an empty page: from nothing to its rows.
  open(rows: number): Promise<number>
  /// Reads the table's query again and shows what came.
  refresh(): Promise<number>
  /// The checkbox in the table's header.
  selectAll(): Promise<number>
  /// The header action that runs a flow with all selected, then reads the query again.
  runFlow(): Promise<number>
  /// 200 values that depend on one another's source, each shown; then a click that changes the source.
  openResources(): Promise<void>
  recompute(): Promise<number>
}

declare global {
  interface Window {
    page: BenchmarkPage
  }
}

/// Times [act] until [isDone] is true of the document and the frame with it has been painted.
async function timed(act: () => void, isDone: () => boolean): Promise<number> {
  const begun = performance.now()
  act()
  await until(isDone)
  await painted()
  return performance.now() - begun
}

function until(isDone: () => boolean): Promise<void> {
  return new Promise(resolve => {
    if (isDone()) return resolve()
    const observer = new MutationObserver(() => {
      if (!isDone()) return
      observer.disconnect()
      resolve()
    })
    observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true })
  })
}

// The frame's tasks are done when a message that was posted in it arrives.
const painted = (): Promise<void> =>
  new Promise(resolve =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => resolve()
      port2.postMessage(null)
    }),
  )

/// The status in the first row of the table; "" while there is none.
const firstStatus = (): string => document.querySelector('tr[data-index="0"] [data-label="Status"]')?.textContent ?? ''

const clickText = (text: string): void => {
  for (const button of document.querySelectorAll('button'))
    if (button.textContent?.startsWith(text)) return button.click()
  throw new Error(`There is no button "${text}".`)
}

/// The same page over what [draw] draws.
export function benchmarkPage(draw: (what: 'resources' | number) => void): BenchmarkPage {
  return {
    open: rows =>
      timed(
        () => draw(rows),
        () => firstStatus() !== '',
      ),
    refresh: () => timed(() => clickText('Refresh'), isRefreshed(firstStatus())),
    selectAll: () => {
      const before = isSelected()
      return timed(
        () => document.querySelector<HTMLElement>('thead input')!.click(),
        () => isSelected() !== before,
      )
    },
    runFlow: () => timed(() => clickText('Set as Active'), isRefreshed(firstStatus())),
    async openResources() {
      await timed(
        () => draw('resources'),
        () => lastText() !== '',
      )
    },
    recompute: () => {
      const before = lastText()
      return timed(
        () => clickText('Change'),
        () => lastText() !== before,
      )
    },
  }
}

// Each answer of the server has another status.
const isRefreshed = (before: string) => (): boolean => {
  const now = firstStatus()
  return now !== '' && now !== before && !document.querySelector('[aria-busy=true]')
}

const isSelected = (): boolean => document.querySelector('tr[data-index="0"]')?.getAttribute('aria-selected') === 'true'

const lastText = (): string => [...document.querySelectorAll('.millrace-component > *')].at(-1)?.textContent ?? ''
