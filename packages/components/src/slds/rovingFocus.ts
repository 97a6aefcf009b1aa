import type { KeyboardEvent } from 'react'

/// Keys for a group of which one member is reached with Tab and the others with arrow keys, Home and End. [selector]
/// finds the members inside the element that has the handler.
export function rovingFocus(selector: string, orientation: 'horizontal' | 'vertical') {
  return (event: KeyboardEvent<HTMLElement>): void => {
    const members = [...event.currentTarget.querySelectorAll<HTMLElement>(selector)]
    const now = members.indexOf(document.activeElement as HTMLElement)
    const to = now < 0 ? undefined : target(event, now, orientation)
    if (to === undefined) return
    event.preventDefault()
    members.at(to % members.length)?.focus()
  }
}

function target(
  event: KeyboardEvent<HTMLElement>,
  now: number,
  orientation: 'horizontal' | 'vertical',
): number | undefined {
  const isRightToLeft = getComputedStyle(event.currentTarget).direction === 'rtl'
  const [next, previous] =
    orientation === 'vertical'
      ? ['ArrowDown', 'ArrowUp']
      : isRightToLeft
        ? ['ArrowLeft', 'ArrowRight']
        : ['ArrowRight', 'ArrowLeft']
  return { [next]: now + 1, [previous]: now - 1, Home: 0, End: -1 }[event.key]
}
