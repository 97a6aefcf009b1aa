import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { LayerRoot } from './LayerRoot.tsx'

export interface FloatingProps {
  /// What it stands beside.
  anchor: RefObject<HTMLElement | null>
  /// As wide as the anchor, at least.
  matchWidth?: boolean
  className?: string
  /// The pointer or the focus went elsewhere.
  onLeave?: () => void
  children: ReactNode
}

/// Something that opens over the page beside [anchor]: a list of options, a calendar. It stands at the end of the page,
/// or of the dialog that the anchor is in, so that nothing which scrolls cuts it off.
export function Floating({ anchor, matchWidth = false, className = '', onLeave, children }: FloatingProps) {
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const place = () => placeBelow(anchor.current, box.current, matchWidth)
    place()
    const sizes = new ResizeObserver(place)
    if (box.current) sizes.observe(box.current)
    window.addEventListener('scroll', place, true)
    window.addEventListener('resize', place)
    return () => {
      sizes.disconnect()
      window.removeEventListener('scroll', place, true)
      window.removeEventListener('resize', place)
    }
  }, [anchor, matchWidth])
  useEffect(() => {
    if (!onLeave) return
    const leave = (event: Event) => {
      const { target } = event
      if (target instanceof Node && (box.current?.contains(target) || anchor.current?.contains(target))) return
      onLeave()
    }
    const events = ['pointerdown', 'focusin'] as const
    for (const event of events) window.addEventListener(event, leave, true)
    return () => {
      for (const event of events) window.removeEventListener(event, leave, true)
    }
  })
  return createPortal(
    <LayerRoot>
      <div ref={box} className={`millrace-floating ${className}`}>
        {children}
      </div>
    </LayerRoot>,
    anchor.current?.closest('.slds-modal') ?? document.body,
  )
}

function placeBelow(anchor: HTMLElement | null, box: HTMLElement | null, matchWidth: boolean): void {
  if (!anchor || !box) return
  const place = anchor.getBoundingClientRect()
  if (matchWidth) box.style.minWidth = `${place.width}px`
  const { offsetWidth, offsetHeight } = box
  const isBelow = place.bottom + offsetHeight + 4 < window.innerHeight || place.top < offsetHeight
  const { direction } = getComputedStyle(anchor)
  const isRightToLeft = direction === 'rtl'
  // It stands elsewhere in the document, where people may read from the other side.
  box.dir = direction
  const left = isRightToLeft ? place.right - offsetWidth : place.left
  box.style.top = `${isBelow ? place.bottom + 2 : place.top - offsetHeight - 2}px`
  box.style.left = `${Math.max(4, Math.min(left, window.innerWidth - offsetWidth - 4))}px`
}
