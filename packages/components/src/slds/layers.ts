import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'

// What lies over the page, such as dialogs. The topmost one alone can be used: everything else on the page is inert,
// but for the toasts.

interface Layer {
  readonly element: HTMLElement
  close(): void
}

let layers: readonly Layer[] = []

/// What we made inert, and nobody else.
const MARK = 'data-millrace-inert'

function setLayers(next: readonly Layer[]): void {
  layers = next
  const top = next.at(-1)?.element
  for (const element of document.body.children) {
    if (!(element instanceof HTMLElement)) continue
    const isCovered = top !== undefined && element !== top && element.dataset['toastRoot'] === undefined
    if (isCovered && !element.inert) {
      element.inert = true
      element.setAttribute(MARK, '')
    } else if (!isCovered && element.hasAttribute(MARK)) {
      element.inert = false
      element.removeAttribute(MARK)
    }
  }
}

/// Whether a dialog covers the page.
export const hasLayers = (): boolean => layers.length > 0

/// Makes [element], a child of the body, the topmost layer while [isModal]. Escape closes the topmost one. When it goes,
/// the focus returns to where it was.
export function useLayer(element: RefObject<HTMLElement | null>, isModal: boolean, onClose: () => void): void {
  const close = useRef(onClose)
  useEffect(() => {
    close.current = onClose
  })
  useReturnedFocus()
  useLayoutEffect(() => {
    if (!isModal || !element.current) return
    const layer: Layer = { element: element.current, close: () => close.current() }
    setLayers([...layers, layer])
    return () => setLayers(layers.filter(other => other !== layer))
  }, [element, isModal])
  useEffect(() => {
    const closeTop = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return
      const isOurs = isModal
        ? layers.at(-1)?.element === element.current
        : !hasLayers() && element.current?.contains(document.activeElement)
      if (!isOurs) return
      event.preventDefault()
      close.current()
    }
    document.addEventListener('keydown', closeTop)
    return () => document.removeEventListener('keydown', closeTop)
  }, [element, isModal])
}

function useReturnedFocus(): void {
  const before = useRef<Element | null>(null)
  useLayoutEffect(() => {
    before.current = document.activeElement
    return () => {
      const target = before.current
      // What the page shows may have changed meanwhile; and what is still inert cannot take the focus yet.
      queueMicrotask(() => {
        if (document.activeElement !== document.body && document.activeElement?.isConnected) return
        const place = target instanceof HTMLElement && target.isConnected ? target : document.getElementById('main')
        place?.focus({ preventScroll: true })
      })
    }
  }, [])
}

const FOCUSABLE =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex]:not([tabindex="-1"]), [contenteditable="true"]'

/// What can take the focus in [element], in the order of the page.
export const focusables = (element: Element): HTMLElement[] =>
  [...element.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(one => one.offsetParent !== null || one === element)

/// How long parts of what has opened may be on their way.
const LATE_MS = 3000

/// Puts the focus into what has just opened: on what asks for it (`data-autofocus`), else the first thing of its content;
/// until that is there on [box] itself, so that its title is read out. Parts that come a moment later are taken into
/// account as long as the person has done nothing.
export function useFirstFocus(box: RefObject<HTMLElement | null>, content: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const { current } = box
    if (!current) return
    const first = (): HTMLElement =>
      current.querySelector<HTMLElement>('[data-autofocus]') ??
      (content.current ? focusables(content.current)[0] : undefined) ??
      current
    let given = first()
    given.focus({ preventScroll: true })
    const observer = new MutationObserver(() => {
      const next = first()
      if (document.activeElement !== given && given.isConnected) return end()
      if (next === given) return
      given = next
      given.focus({ preventScroll: true })
    })
    observer.observe(current, { childList: true, subtree: true })
    const timer = setTimeout(() => observer.disconnect(), LATE_MS)
    const end = () => {
      clearTimeout(timer)
      observer.disconnect()
      for (const event of ['keydown', 'pointerdown']) current.removeEventListener(event, end)
    }
    for (const event of ['keydown', 'pointerdown']) current.addEventListener(event, end)
    return end
  }, [box, content])
}
