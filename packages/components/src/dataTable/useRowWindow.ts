import { type RefObject, useLayoutEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/// Up to this many rows all are in the document.
const WINDOW_FROM = 100

/// The window grows and shrinks by this many rows at a time, so that most scrolling renders nothing.
const STEP = 10

/// What a row mostly measures.
const ROW_HEIGHT = 31

/// So that what is drawn before it can be measured is drawn once.
const rowsThatMayFit = (): number => (Math.ceil(window.innerHeight / ROW_HEIGHT / STEP) + 1) * STEP

export interface RowWindow {
  /// The rows in the document: from `first` up to but not including `end`.
  readonly first: number
  readonly end: number
  /// How high the rows above and below are together.
  readonly heightAbove: number
  readonly heightBelow: number
  /// Whether not all rows are in the document, so that all must be of one height.
  readonly isWindowed: boolean
  /// Scrolls so that a row can be seen.
  reveal(row: number): void
  /// How many rows can be seen at once.
  pageSize(): number
}

/// Which of [count] rows have to be in the document while [scroller] shows what it shows. All rows are of the same
/// height, because their text is cut off at one line, or at three; how high that is, is measured: the theme and the
/// density ([look]) decide it.
export function useRowWindow(scroller: RefObject<HTMLElement | null>, count: number, look: string): RowWindow {
  const [view, setView] = useState(() => ({ first: 0, end: rowsThatMayFit(), rowHeight: ROW_HEIGHT }))
  const isWindowed = count > WINDOW_FROM

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element || !isWindowed) return
    const look = () => {
      const rowHeight = element.querySelector('tbody > tr[data-index]')?.getBoundingClientRect().height || ROW_HEIGHT
      const first = Math.max(0, (Math.floor(element.scrollTop / rowHeight / STEP) - 1) * STEP)
      const end = (Math.ceil((element.scrollTop + element.clientHeight) / rowHeight / STEP) + 1) * STEP
      setView(view =>
        view.first === first && view.end === end && view.rowHeight === rowHeight ? view : { first, end, rowHeight },
      )
    }
    // At once, so that no frame shows a place without its rows.
    const scrolled = () => flushSync(look)
    const resized = new ResizeObserver(look)
    element.addEventListener('scroll', scrolled, { passive: true })
    resized.observe(element)
    look()
    return () => {
      element.removeEventListener('scroll', scrolled)
      resized.disconnect()
    }
  }, [scroller, isWindowed, count, look])

  const end = isWindowed ? Math.min(view.end, count) : count
  const first = isWindowed ? Math.min(view.first, Math.max(0, end - STEP)) : 0
  return {
    first,
    end,
    isWindowed,
    heightAbove: first * view.rowHeight,
    heightBelow: (count - end) * view.rowHeight,
    reveal(row) {
      const element = scroller.current
      if (!element || !isWindowed) return
      const header = element.querySelector('thead')?.clientHeight ?? 0
      const top = row * view.rowHeight
      const lowest = top + view.rowHeight + header - element.clientHeight
      element.scrollTo({ top: Math.max(lowest, Math.min(element.scrollTop, top)), behavior: 'instant' })
    },
    pageSize: () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / view.rowHeight) - 2),
  }
}
