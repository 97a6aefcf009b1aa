import { type ReactNode, useEffect, useId, useRef, useSyncExternalStore } from 'react'
import { createPortal } from 'react-dom'
import { LayerRoot } from './LayerRoot.tsx'
import { useLabels } from '../labels/Localized.tsx'
import { ButtonIcon } from './ButtonIcon.tsx'
import { useFirstFocus, useLayer } from './layers.ts'

export interface PanelProps {
  title: string
  side: 'left' | 'right'
  size?: 'small' | 'medium' | 'large' | 'full'
  children?: ReactNode
  onClose: () => void
}

const WIDTHS = { small: '20rem', medium: '25rem', large: '40rem', full: '50vw' } as const

/// A panel at a side of the page. On a desktop the page makes room and both can be used; on a phone it covers the page, as
/// a dialog does. Escape in it closes it; the focus returns to where it was.
export function Panel({ title, side, size = 'medium', children, onClose }: PanelProps) {
  const isCovering = useIsNarrow()
  const layer = useRef<HTMLDivElement>(null)
  const box = useRef<HTMLElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const titleId = useId()
  const labels = useLabels()
  useLayer(layer, isCovering, onClose)
  useFirstFocus(box, content)
  useRoom(side, isCovering ? undefined : WIDTHS[size])
  return createPortal(
    <LayerRoot ref={layer}>
      <section
        ref={box}
        role={isCovering ? 'dialog' : 'region'}
        aria-modal={isCovering || undefined}
        aria-labelledby={titleId}
        tabIndex={-1}
        className={`slds-panel slds-panel_docked slds-panel_docked-${side} slds-is-open millrace-panel millrace-panel_${side}`}
        style={isCovering ? undefined : { width: WIDTHS[size] }}
      >
        <div className="slds-panel__header">
          <h2 id={titleId} className="slds-panel__header-title slds-text-heading_small slds-truncate" title={title}>
            {title}
          </h2>
          <ButtonIcon
            iconName="utility:close"
            assistiveText={`${labels.close}: ${title}`}
            variant="bare"
            onClick={onClose}
          />
        </div>
        <div ref={content} className="slds-panel__body millrace-panel-body">
          {children}
        </div>
      </section>
    </LayerRoot>,
    document.body,
  )
}

/// What takes room at each side, the last opened last: that is the one seen.
const rooms: { side: string; width: string }[] = []

function useRoom(side: string, width: string | undefined): void {
  useEffect(() => {
    if (width === undefined) return
    const room = { side, width }
    rooms.push(room)
    showRoom(side)
    return () => {
      rooms.splice(rooms.indexOf(room), 1)
      showRoom(side)
    }
  }, [side, width])
}

function showRoom(side: string): void {
  const width = rooms.findLast(room => room.side === side)?.width
  const { style } = document.documentElement
  if (width) style.setProperty(`--millrace-room-${side}`, width)
  else style.removeProperty(`--millrace-room-${side}`)
}

const narrow = () => window.matchMedia('(max-width: 47.99rem)')

function useIsNarrow(): boolean {
  return useSyncExternalStore(
    changed => {
      const query = narrow()
      query.addEventListener('change', changed)
      return () => query.removeEventListener('change', changed)
    },
    () => narrow().matches,
  )
}
