import { PageView, recordHost } from '@millrace/components'
import type { ComponentHost } from '@millrace/runtime'
import { type KeyboardEvent, type MouseEvent, useMemo, useRef } from 'react'
import { type CanvasWidth, WIDTHS } from '../componentBuilder/canvas/Canvas.tsx'
import { canvasHost } from '../componentBuilder/canvas/canvasHost.ts'
import { moveStep, moveToRegion, neighbourOf, removePart, useEditing, usePageBuilding } from './builderContext.ts'
import { pageFrames, placeKey } from './pageFrames.tsx'

export interface PageCanvasProps {
  width: CanvasWidth
  host: ComponentHost
  /// A record of the page's object, for a record page.
  recordId: string | undefined
}

/// The page with its data, to select, drag and drop. It does nothing: clicks select, no interaction runs, and what a rule
/// would hide is shown.
export function PageCanvas({ width, host, recordId }: PageCanvasProps) {
  const building = usePageBuilding()
  const { editing } = building
  const { page, selection } = useEditing(editing)
  const stage = useRef<HTMLDivElement>(null)
  const { objectApiName } = page
  const still = useMemo(() => {
    const quiet = canvasHost(host, width)
    return recordId && objectApiName ? recordHost(quiet, recordId, objectApiName) : quiet
  }, [host, width, recordId, objectApiName])

  const select = (event: MouseEvent) => {
    const { target } = event
    if (!(target instanceof Element) || target.closest('[data-frame-tools]')) return
    // Tabs of the page open, so that what is in them can be reached.
    const isTab = target.closest('[role=tab]') !== null && target.closest('.millrace-component') === null
    if (!isTab) {
      event.preventDefault()
      event.stopPropagation()
    }
    const key = target.closest<HTMLElement>('[data-frame]')?.dataset['frame']
    const [region, index] = key?.split(/#(?=\d+$)/) ?? []
    editing.select(region === undefined ? null : { region, index: Number(index) })
    stage.current?.focus({ preventScroll: true })
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.target !== stage.current || event.ctrlKey || event.metaKey) return
    const step = STEPS[event.key]
    const isAside = event.key === 'ArrowLeft' || event.key === 'ArrowRight'
    if (event.key === 'Escape') editing.select(null)
    else if ((event.key === 'Delete' || event.key === 'Backspace') && selection) removePart(building, selection)
    else if (step && event.altKey && isAside) moveToRegion(building, step)
    else if (step && event.altKey) moveStep(building, step)
    else if (step) {
      const next = neighbourOf(editing.state, step)
      if (next) editing.select(next)
      const frame = next && stage.current.querySelector(`[data-frame="${CSS.escape(placeKey(next))}"]`)
      frame?.scrollIntoView({ block: 'nearest' })
    } else return
    event.preventDefault()
  }
  return (
    // A click beside everything selects the page; the key for that is Escape.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className="builder-canvas"
      onPointerDown={event => event.target === event.currentTarget && editing.select(null)}
    >
      {/* An application of its own: the keys are those of the canvas, and the focus is on it as a whole. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={stage}
        className="builder-stage"
        role="application"
        aria-roledescription="canvas"
        aria-label="Canvas. Arrow keys select components; Alt with arrow keys moves them; Delete removes them."
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        style={{ width: WIDTHS.find(({ name }) => name === width)!.width }}
        onClickCapture={select}
        onKeyDown={onKey}
      >
        <PageView page={page} host={still} version={0} onRetry={() => undefined} frames={pageFrames} />
      </div>
    </div>
  )
}

const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }
