import { type ComponentProps, createContext, useContext, useLayoutEffect, useRef } from 'react'

const KeeperContext = createContext<() => void>(() => {})

/// Keeps the focus when what has it goes away: the closest thing around it that is left gets it, so that a person at
/// the keyboard goes on from there and not from the top of the page.
export function FocusKeeper(props: Omit<ComponentProps<'div'>, 'onFocus'>) {
  const around = useRef<readonly Element[]>([])
  const keep = () => {
    const [focused] = around.current
    if (!focused || focused.isConnected || document.activeElement !== document.body) return
    const left = around.current.find(element => element.isConnected)
    if (left instanceof HTMLElement) focusOn(left)
  }
  return (
    <KeeperContext value={keep}>
      <div
        {...props}
        onFocus={event => {
          around.current = ancestorsOf(event.target, event.currentTarget)
        }}
      />
    </KeeperContext>
  )
}

/// Call it in what may go away: looks after the focus when [isThere] has changed.
export function useKeptFocus(isThere: boolean): void {
  const keep = useContext(KeeperContext)
  useLayoutEffect(() => {
    if (!isThere) keep()
    // Who keeps it is the same for as long as this is on the page.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [isThere])
}

function ancestorsOf(target: Element, root: Element): Element[] {
  const found: Element[] = []
  for (let element: Element | null = target; element && element !== root.parentElement; element = element.parentElement)
    found.push(element)
  return found
}

function focusOn(element: HTMLElement): void {
  if (element.tabIndex < 0) element.tabIndex = -1
  element.focus({ preventScroll: true })
}
